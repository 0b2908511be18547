import CSystem
import Glibc
import Model

/// What the system says when it refuses a call: an `errno`.
package struct SystemFailure: Error, Sendable, Hashable {
  package var code: Int32

  package init(code: Int32) { self.code = code }

  package var text: String { systemText(code) }
}

/// Which file it is, whatever its names are.
package struct FileIdentity: Sendable, Hashable {
  package var device: UInt64
  package var number: UInt64

  package init(device: UInt64, number: UInt64) {
    self.device = device
    self.number = number
  }
}

/// The calls of the operating system that states and journals are kept with. What is not synchronized, contents and names
/// alike, may be gone or torn after a power failure.
package protocol Disk: Sendable {
  func open(_ path: String, _ flags: Int32, permissions: UInt32) throws(SystemFailure) -> Int32
  func close(_ descriptor: Int32)
  /// At most `count` bytes from a place on; none at the end.
  func read(_ descriptor: Int32, at start: Int, count: Int) throws(SystemFailure) -> [UInt8]
  /// As many as could be written.
  func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>, at start: Int) throws(SystemFailure) -> Int
  func truncate(_ descriptor: Int32, to size: Int) throws(SystemFailure)
  /// Waits until a file's content, or a folder's names, are on the disk.
  func synchronize(_ descriptor: Int32) throws(SystemFailure)
  /// False when another holds it.
  func lock(_ descriptor: Int32) throws(SystemFailure) -> Bool
  func unlock(_ descriptor: Int32)
  /// As far as it is known; 0 where it is not.
  func size(of descriptor: Int32) -> Int
  /// Nil when there is no such file any more.
  func identity(of descriptor: Int32) -> FileIdentity?
  func identity(at path: String) -> FileIdentity?
  func rename(_ path: String, to target: String) throws(SystemFailure)
  func link(_ path: String, to target: String) throws(SystemFailure)
  func remove(_ path: String) throws(SystemFailure)
  func makeFolder(_ path: String) throws(SystemFailure)
  /// Tells those apart who write beside the same file.
  var processNumber: Int32 { get }
}

extension Disk {
  package func size(of descriptor: Int32) -> Int { 0 }
}

/// The machine's own.
package struct SystemDisk: Disk {
  package init() {}

  private func check(_ result: Int32) throws(SystemFailure) {
    if result != 0 { throw SystemFailure(code: errno) }
  }

  package func open(_ path: String, _ flags: Int32, permissions: UInt32) throws(SystemFailure) -> Int32 {
    let descriptor = Glibc.open(WorkingDirectory.path(path), flags | O_CLOEXEC, permissions)
    guard descriptor >= 0 else { throw SystemFailure(code: errno) }
    return descriptor
  }

  package func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  package func read(_ descriptor: Int32, at start: Int, count: Int) throws(SystemFailure) -> [UInt8] {
    var failure: SystemFailure?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      var result = 0
      repeat { result = pread(descriptor, buffer.baseAddress, count, off_t(start)) } while result < 0 && errno == EINTR
      if result < 0 { failure = SystemFailure(code: errno) }
      done = max(result, 0)
    }
    if let failure { throw failure }
    return bytes
  }

  package func write(
    _ descriptor: Int32, _ bytes: ArraySlice<UInt8>, at start: Int
  ) throws(SystemFailure) -> Int {
    while true {
      let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(start)) }
      if count >= 0 { return count }
      if errno != EINTR { throw SystemFailure(code: errno) }
    }
  }

  package func truncate(_ descriptor: Int32, to size: Int) throws(SystemFailure) {
    try check(ftruncate(descriptor, off_t(size)))
  }

  package func synchronize(_ descriptor: Int32) throws(SystemFailure) { try check(fsync(descriptor)) }

  package func lock(_ descriptor: Int32) throws(SystemFailure) -> Bool {
    switch plumb_lock_file(descriptor) {
    case 0: return true
    case EAGAIN, EACCES: return false
    case let code: throw SystemFailure(code: code)
    }
  }

  package func unlock(_ descriptor: Int32) { _ = plumb_unlock_file(descriptor) }

  package func size(of descriptor: Int32) -> Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  package func identity(of descriptor: Int32) -> FileIdentity? {
    var found = stat()
    return fstat(descriptor, &found) == 0 ? FileIdentity(found) : nil
  }

  package func identity(at path: String) -> FileIdentity? {
    var found = stat()
    return stat(WorkingDirectory.path(path), &found) == 0 ? FileIdentity(found) : nil
  }

  package func rename(_ path: String, to target: String) throws(SystemFailure) {
    try check(Glibc.rename(WorkingDirectory.path(path), WorkingDirectory.path(target)))
  }

  package func link(_ path: String, to target: String) throws(SystemFailure) {
    try check(Glibc.link(WorkingDirectory.path(path), WorkingDirectory.path(target)))
  }
  package var processNumber: Int32 { getpid() }
  package func remove(_ path: String) throws(SystemFailure) { try check(unlink(WorkingDirectory.path(path))) }
  package func makeFolder(_ path: String) throws(SystemFailure) { try check(mkdir(WorkingDirectory.path(path), 0o755)) }
}

extension FileIdentity {
  fileprivate init(_ found: stat) { self.init(device: UInt64(found.st_dev), number: UInt64(found.st_ino)) }
}
