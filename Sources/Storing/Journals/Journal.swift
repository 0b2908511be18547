import Glibc

/// Where what was made is noted before the whole state is written: a file, or memory that tears for tests.
package protocol Journal: Sendable {
  /// All that is noted; nil when there is no journal.
  func contents() async throws(StorageError) -> [UInt8]?
  /// A new journal with these entries, in place of whatever there was, all at once.
  func begin(_ base: JournalBase, _ entries: [JournalEntry]) async throws(StorageError)
  /// Returns when the entries will survive whatever happens. Not called again before it has returned.
  func append(_ entries: [JournalEntry]) async throws(StorageError)
  func remove() async throws(StorageError)
  /// Keeps the journal under another name too, for a person to look at, and says where it is.
  func setAside() async throws(StorageError) -> String
}

/// A journal in a file beside the state: `.terraform.tfstate.journal`. Only ever used under the state's lock.
package actor FileJournal: Journal {
  private let path: String
  private var file: Held?
  private var size = 0
  /// Encrypts what is noted, each time as a line of its own.
  private let sealer: Sealer?
  private let disk: any Disk

  /// A class, for an actor's property cannot hold a file that must not be copied.
  private final class Held {
    let file: OpenFile
    init(_ file: consuming OpenFile) { self.file = file }
  }

  package init(statePath: String, sealer: Sealer? = nil, disk: any Disk = SystemDisk()) {
    self.sealer = sealer
    self.disk = disk
    path = WholeFile.beside(statePath) { ".\($0).journal" }
  }

  /// For a state that is kept elsewhere; the folder is made when it is needed.
  package init(path: String, sealer: Sealer? = nil, disk: any Disk = SystemDisk()) {
    self.path = path
    self.sealer = sealer
    self.disk = disk
  }

  package func contents() async throws(StorageError) -> [UInt8]? {
    guard let bytes = try WholeFile.read(path, on: disk) else { return nil }
    return try await SealedLines(sealer, path: path).opened(bytes)
  }

  package func begin(_ base: JournalBase, _ entries: [JournalEntry]) async throws(StorageError) {
    file = nil
    let bytes = try await SealedLines(sealer, path: path).sealed(JournalFile.bytes(base, entries))
    try WholeFile.createFolders(WholeFile.folder(of: path), on: disk)
    try WholeFile.write(bytes, to: path, permissions: OpenFile.privatePermissions, on: disk)
    file = Held(try OpenFile.open(path, O_RDWR, on: disk))
    size = bytes.count
  }

  package func append(_ entries: [JournalEntry]) async throws(StorageError) {
    guard let file else { throw .failed(operation: "write", path: path, reason: "the journal was not begun") }
    let bytes = try await SealedLines(sealer, path: path).sealed(JournalFile.bytes(of: entries))
    try file.file.write(bytes, at: size)
    try file.file.synchronize()
    size += bytes.count
  }

  package func remove() async throws(StorageError) {
    file = nil
    try WholeFile.remove(path, on: disk)
  }

  package func setAside() async throws(StorageError) -> String {
    file = nil
    for number in 1...1000 {
      let target = "\(path).\(number)"
      do throws(SystemFailure) { try disk.link(path, to: target) } catch {
        if error.code == EEXIST { continue }
        throw .system(error, "set aside", path)
      }
      try WholeFile.synchronizeFolder(of: path, on: disk)
      return target
    }
    throw .system(SystemFailure(code: EEXIST), "set aside", path)
  }
}
