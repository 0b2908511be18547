import Glibc

/// An open file, closed when it is let go. The lock on it belongs to the open file itself and not to the process, so that
/// nothing else that opens and closes the same file in this process loses it.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  private let disk: any Disk
  let path: String

  static let standardPermissions: mode_t = 0o644
  static let privatePermissions: mode_t = 0o600

  /// What will bear another name, `toBecome`, bears it in errors from the beginning.
  static func open(
    _ path: String, _ flags: Int32, permissions: mode_t = standardPermissions, on disk: any Disk,
    toBecome name: String? = nil
  ) throws(StorageError) -> OpenFile {
    do throws(SystemFailure) {
      return OpenFile(descriptor: try disk.open(path, flags, permissions: permissions), disk: disk, path: name ?? path)
    } catch { throw .system(error, "open", path) }
  }

  /// Nil when there is no such file.
  static func openIfThere(_ path: String, _ flags: Int32, on disk: any Disk) throws(StorageError) -> OpenFile? {
    do throws(SystemFailure) {
      return OpenFile(
        descriptor: try disk.open(path, flags, permissions: standardPermissions), disk: disk, path: path)
    } catch {
      if error.code == ENOENT { return nil }
      throw .system(error, "open", path)
    }
  }

  private init(descriptor: Int32, disk: any Disk, path: String) {
    self.descriptor = descriptor
    self.disk = disk
    self.path = path
  }

  deinit { disk.close(descriptor) }

  private static let piece = 1 << 18

  func bytes() throws(StorageError) -> [UInt8] {
    var bytes: [UInt8] = []
    // Files grow, and of what is no plain file the size may be unknown: reading goes on until there is no more.
    bytes.reserveCapacity(disk.size(of: descriptor) + 1)
    do throws(SystemFailure) {
      while true {
        let more = try disk.read(descriptor, at: bytes.count, count: Self.piece)
        if more.isEmpty { return bytes }
        bytes += more
      }
    } catch { throw .system(error, "read", path) }
  }

  /// Writes the bytes from a place on.
  func write(_ bytes: [UInt8], at start: Int) throws(StorageError) {
    var done = 0
    do throws(SystemFailure) {
      while done < bytes.count { done += try disk.write(descriptor, bytes[done...], at: start + done) }
    } catch { throw .system(error, "write", path) }
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
    do throws(SystemFailure) { try disk.truncate(descriptor, to: size) } catch {
      throw .system(error, "truncate", path)
    }
  }

  /// Waits until what was written is on the disk.
  func synchronize() throws(StorageError) {
    do throws(SystemFailure) { try disk.synchronize(descriptor) } catch { throw .system(error, "synchronize", path) }
  }

  /// False when another holds it.
  func lock() throws(StorageError) -> Bool {
    do throws(SystemFailure) { return try disk.lock(descriptor) } catch { throw .system(error, "lock", path) }
  }

  func unlock() { disk.unlock(descriptor) }

  /// Whether the path still leads to this very file.
  var isAtItsPath: Bool {
    guard let here = disk.identity(of: descriptor) else { return false }
    return here == disk.identity(at: path)
  }
}

extension StorageError {
  /// With the system's own words for the reason.
  static func system(_ failure: SystemFailure, _ operation: String, _ path: String) -> StorageError {
    .failed(operation: operation, path: path, reason: failure.text)
  }
}

func systemText(_ code: Int32) -> String { String(cString: strerror(code)) }
