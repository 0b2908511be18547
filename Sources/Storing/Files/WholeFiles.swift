import Glibc

/// Whole files, read and written at once.
enum WholeFile {
  /// Nil when there is none.
  static func read(_ path: String) throws(StorageError) -> [UInt8]? {
    guard let file = try OpenFile.open(path, O_RDONLY) else { return nil }
    return try file.bytes()
  }

  /// All or nothing: beside it first, then in its place.
  static func write(
    _ bytes: [UInt8], to path: String, permissions: mode_t = OpenFile.standardPermissions
  ) throws(StorageError) {
    let beside = "\(path).\(getpid()).tmp"
    do throws(StorageError) {
      guard let file = try OpenFile.open(beside, O_RDWR | O_CREAT | O_TRUNC, permissions: permissions) else {
        throw StorageError.system("create", beside)
      }
      try file.write(bytes, at: 0)
      try file.synchronize()
      guard rename(beside, path) == 0 else { throw StorageError.system("replace", path) }
    } catch {
      unlink(beside)
      throw error
    }
    try synchronizeFolder(of: path)
  }

  static func remove(_ path: String) throws(StorageError) {
    guard unlink(path) == 0 || errno == ENOENT else { throw .system("remove", path) }
  }

  /// Makes a new or removed name last.
  static func synchronizeFolder(of path: String) throws(StorageError) {
    let folder = folder(of: path)
    guard let file = try OpenFile.open(folder, O_RDONLY | O_DIRECTORY) else { throw .system("open", folder) }
    try file.synchronize()
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A file with another name in the same folder.
  static func beside(_ path: String, _ rename: (String) -> String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return rename(path) }
    return path[...slash] + rename(String(path[path.index(after: slash)...]))
  }
}
