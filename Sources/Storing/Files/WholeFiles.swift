import CSystem
import Glibc
import Model

/// Whole files, read and written at once.
package enum WholeFile {
  /// Nil when there is none.
  static func read(_ path: String) throws(StorageError) -> [UInt8]? {
    guard let file = try OpenFile.open(path, O_RDONLY) else { return nil }
    return try file.bytes()
  }

  /// All or nothing: beside it first, then in its place.
  package static func write(
    _ bytes: [UInt8], to path: String, permissions: UInt32 = OpenFile.standardPermissions
  ) throws(StorageError) {
    let beside = "\(path).\(getpid()).tmp"
    do throws(StorageError) {
      guard let file = try OpenFile.open(beside, O_RDWR | O_CREAT | O_TRUNC, permissions: permissions) else {
        throw StorageError.system("create", beside)
      }
      try file.write(bytes, at: 0)
      try file.synchronize()
      guard rename(WorkingDirectory.path(beside), WorkingDirectory.path(path)) == 0 else {
        throw StorageError.system("replace", path)
      }
    } catch {
      unlink(WorkingDirectory.path(beside))
      throw error
    }
    try synchronizeFolder(of: path)
  }

  static func remove(_ path: String) throws(StorageError) {
    guard unlink(WorkingDirectory.path(path)) == 0 || errno == ENOENT else { throw .system("remove", path) }
  }

  /// With all folders above it; those that are there already stay as they are.
  package static func createFolders(_ path: String) throws(StorageError) {
    if mkdir(WorkingDirectory.path(path), 0o755) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, path.contains("/") else { throw .system("create", path) }
    try createFolders(folder(of: path))
    guard mkdir(WorkingDirectory.path(path), 0o755) == 0 || errno == EEXIST else { throw .system("create", path) }
  }

  /// A folder with the files in it, and the folders in those; links are removed, not followed.
  static func removeFolder(_ path: String) throws(StorageError) {
    guard let handle = opendir(WorkingDirectory.path(path)) else {
      if errno == ENOENT { return }
      throw .system("list", path)
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
    guard rmdir(WorkingDirectory.path(path)) == 0 || errno == ENOENT else { throw .system("remove", path) }
  }

  /// Makes a new or removed name last.
  static func synchronizeFolder(of path: String) throws(StorageError) {
    let folder = folder(of: path)
    guard let file = try OpenFile.open(folder, O_RDONLY | O_DIRECTORY) else { throw .system("open", folder) }
    try file.synchronize()
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
