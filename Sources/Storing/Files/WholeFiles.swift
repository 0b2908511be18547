import CSystem
import Glibc
import Model

/// Whole files, read and written at once.
package enum WholeFile {
  /// Nil when there is none.
  static func read(_ path: String, on disk: any Disk = SystemDisk()) throws(StorageError) -> [UInt8]? {
    guard let file = try OpenFile.openIfThere(path, O_RDONLY, on: disk) else { return nil }
    return try file.bytes()
  }

  /// All or nothing: beside it first, then in its place.
  package static func write(
    _ bytes: [UInt8], to path: String, permissions: UInt32 = OpenFile.standardPermissions,
    on disk: any Disk = SystemDisk()
  ) throws(StorageError) {
    _ = try replace(path, with: bytes, permissions: permissions, isLocked: false, on: disk)
  }

  /// The same; the new file stays open, and with `isLocked` it is locked before anybody can find it.
  static func replace(
    _ path: String, with bytes: [UInt8], permissions: UInt32, isLocked: Bool, on disk: any Disk
  ) throws(StorageError) -> OpenFile {
    let beside = "\(path).\(disk.processNumber).tmp"
    do throws(StorageError) {
      let file = try OpenFile.open(
        beside, O_RDWR | O_CREAT | O_TRUNC, permissions: permissions, on: disk, toBecome: path)
      if isLocked, !(try file.lock()) { throw .failed(operation: "lock", path: beside, reason: "another has it") }
      try file.write(bytes, at: 0)
      try file.synchronize()
      do throws(SystemFailure) { try disk.rename(beside, to: path) } catch { throw .system(error, "replace", path) }
      try synchronizeFolder(of: path, on: disk)
      return file
    } catch {
      try? disk.remove(beside)
      throw error
    }
  }

  static func remove(_ path: String, on disk: any Disk = SystemDisk()) throws(StorageError) {
    do throws(SystemFailure) { try disk.remove(path) } catch {
      if error.code != ENOENT { throw .system(error, "remove", path) }
    }
  }

  /// With all folders above it; those that are there already stay as they are. New ones last: what is put into them must
  /// not go with them when the power fails.
  package static func createFolders(_ path: String, on disk: any Disk = SystemDisk()) throws(StorageError) {
    do throws(SystemFailure) { try disk.makeFolder(path) } catch {
      if error.code == EEXIST { return }
      guard error.code == ENOENT, path.contains("/") else { throw .system(error, "create", path) }
      try createFolders(folder(of: path), on: disk)
      do throws(SystemFailure) { try disk.makeFolder(path) } catch {
        if error.code != EEXIST { throw .system(error, "create", path) }
      }
    }
    try synchronizeFolder(of: path, on: disk)
  }

  /// A folder with the files in it, and the folders in those; links are removed, not followed.
  static func removeFolder(_ path: String) throws(StorageError) {
    guard let handle = opendir(WorkingDirectory.path(path)) else {
      if errno == ENOENT { return }
      throw .system(SystemFailure(code: errno), "list", path)
    }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    closedir(handle)
    for name in names {
      let inner = "\(path)/\(name)"
      var status = stat()
      if lstat(WorkingDirectory.path(inner), &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
        try removeFolder(inner)
      } else {
        try remove(inner)
      }
    }
    guard rmdir(WorkingDirectory.path(path)) == 0 || errno == ENOENT else {
      throw .system(SystemFailure(code: errno), "remove", path)
    }
  }

  /// Makes a new or removed name last.
  static func synchronizeFolder(of path: String, on disk: any Disk = SystemDisk()) throws(StorageError) {
    let folder = folder(of: path)
    try OpenFile.open(folder, O_RDONLY | O_DIRECTORY, on: disk).synchronize()
  }

  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A file with another name in the same folder.
  static func beside(_ path: String, _ rename: (String) -> String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return rename(path) }
    return path[...slash] + rename(String(path[path.index(after: slash)...]))
  }
}
