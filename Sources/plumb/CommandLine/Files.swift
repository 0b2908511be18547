import Glibc
import Model

/// A file's bytes by its name, for showing the source lines of diagnostics; nil when it cannot be read.
@Sendable func sourceFile(_ path: String) -> [UInt8]? { readFile(path) }

/// A whole file, or nil when it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  let descriptor = open(WorkingDirectory.path(path), O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  return readAll(descriptor)
}

/// Everything up to the end, e.g. of standard input.
func readAll(_ descriptor: Int32) -> [UInt8]? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    } else if count == 0 {
      return bytes
    } else if errno != EINTR {
      return nil
    }
  }
}
