import CSystem
import Glibc
import Model

/// An open file, closed when it is let go. The lock on it belongs to the open file itself and not to the process, so
/// that
/// nothing else that opens and closes the same file in this process loses it.
struct OpenFile: ~Copyable {
  let descriptor: Int32
  let path: String

  static let standardPermissions: mode_t = 0o644
  static let privatePermissions: mode_t = 0o600
  /// How much is asked for at once where the size is not known.
  private static let leastRead = 1 << 12

  /// Nil when there is no such file and it is not to be created.
  static func open(
    _ path: String, _ flags: Int32, permissions: mode_t = standardPermissions
  ) throws(StorageError) -> OpenFile? {
    let descriptor = Glibc.open(WorkingDirectory.path(path), flags | O_CLOEXEC, permissions)
    if descriptor >= 0 { return OpenFile(descriptor: descriptor, path: path) }
    if errno == ENOENT, flags & O_CREAT == 0 { return nil }
    throw .system("open", path)
  }

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  func bytes() throws(StorageError) -> [UInt8] {
    var status = stat()
    // Files grow, and of what is no plain file the size may be unknown: reading goes on until there is no more.
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var bytes = [UInt8](repeating: 0, count: max(size + 1, Self.leastRead))
    var done = 0
    while true {
      if done == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
      let count = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { pread(descriptor, $0 + done, buffer.count - done, off_t(done)) } ?? 0
      }
      if count > 0 {
        done += count
      } else if count == 0 {
        bytes.removeLast(bytes.count - done)
        return bytes
      } else if errno != EINTR {
        throw .system("read", path)
      }
    }
  }

  /// Writes the bytes from a place on.
  func write(_ bytes: [UInt8], at start: Int) throws(StorageError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress! + done, $0.count - done, off_t(start + done))
      }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw .system("write", path)
      }
    }
  }

  /// The new content over the old one: the file stays the same file, so that whoever waits for its lock sees it. Until
  /// everything is on the disk, the first byte is one with which no JSON text begins.
  func replaceContent(_ bytes: [UInt8]) throws(StorageError) {
    try write([UInt8(ascii: "!")], at: 0)
    try synchronize()
    try write(Array(bytes.dropFirst()), at: 1)
    try truncate(to: bytes.count)
    try synchronize()
    try write(Array(bytes.prefix(1)), at: 0)
    try synchronize()
  }

  func truncate(to size: Int) throws(StorageError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else { throw .system("truncate", path) }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(StorageError) {
    guard fsync(descriptor) == 0 else { throw .system("synchronize", path) }
  }

  /// False when another holds it.
  func lock() throws(StorageError) -> Bool {
    switch plumb_lock_file(descriptor) {
    case 0: return true
    case EAGAIN, EACCES: return false
    case let code: throw .failed(operation: "lock", path: path, reason: systemText(code))
    }
  }

  func unlock() { _ = plumb_unlock_file(descriptor) }

  /// Whether the path still leads to this very file.
  var isAtItsPath: Bool {
    var here = stat()
    var there = stat()
    return fstat(descriptor, &here) == 0 && stat(WorkingDirectory.path(path), &there) == 0
      && here.st_ino == there.st_ino
      && here.st_dev == there.st_dev
  }
}

extension StorageError {
  /// With the reason that the system gives for its last failure.
  static func system(_ operation: String, _ path: String) -> StorageError {
    .failed(operation: operation, path: path, reason: systemText(errno))
  }
}

func systemText(_ code: Int32) -> String { String(cString: strerror(code)) }
