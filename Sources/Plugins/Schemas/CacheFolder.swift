import Glibc

/// A folder of things that can be made again. Reading what is not there or is damaged gives nil; failing to write is no
/// failure of anything else.
struct CacheFolder: Sendable {
  let path: String

  func file(_ name: String) -> [UInt8]? {
    let descriptor = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= 0, status.st_size <= Connection.maximumMessageSize * 2
    else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
        filled += count
      }
    }
    return bytes.count == size ? bytes : nil
  }

  func has(_ name: String) -> Bool { access("\(path)/\(name)", F_OK) == 0 }

  /// Writes whole files only: others see the old content or the new.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) -> Bool {
    let target = "\(path)/\(name)"
    guard let slash = target.lastIndex(of: "/") else { return false }
    Self.makeFolder(String(target[..<slash]))
    var template = Array("\(target).XXXXXX".utf8CString)
    // Made with mode 0600: nobody else is to read or plant anything here.
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { return false }
    var position = 0
    while position < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + position, $0.count - position) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      position += count
    }
    let isClosed = close(descriptor) == 0
    guard position == bytes.count, isClosed, rename(template, target) == 0 else {
      unlink(template)
      return false
    }
    return true
  }

  private static func makeFolder(_ path: String) {
    if path.isEmpty || mkdir(path, 0o700) == 0 || errno != ENOENT { return }
    if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
    mkdir(path, 0o700)
  }

  /// Empties one of its folders when it has grown too large.
  func removeAll(in name: String, ifMoreThan limit: Int) {
    let folder = "\(path)/\(name)"
    guard let handle = opendir(folder) else { return }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if names.count > limit { for name in names { unlink("\(folder)/\(name)") } }
  }
}
