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

/// A journal in a file beside the state: `.terraform.tfstate.journal`.
///
/// It is used under the state's lock. But that can be taken away by force, or not be asked for, while a run goes on: a
/// journal that is being written is locked itself, and others leave it alone until its run has ended.
package actor FileJournal: Journal {
  private let path: String
  private var file: Held?
  private var size = 0
  /// A run that still went on when this one looked wrote it: what it leaves was not recovered.
  private var wasAnothers = false
  /// Encrypts what is noted, each time as a line of its own.
  private let sealer: Sealer?
  private let disk: any Disk
  /// How many folders above the journal may be new, and of no run known to be on the disk: a run before may have made them
  /// and not have been able to synchronize them.
  private var newFolders = 0

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
    newFolders = 2
  }

  /// Whether a run that still goes on writes it.
  private var isAnothers: Bool {
    get throws(StorageError) {
      if file != nil { return false }
      guard let opened = try OpenFile.openIfThere(path, O_RDWR, on: disk) else { return false }
      return !(try opened.lock())
    }
  }

  /// Refuses to touch what another run writes, or wrote after this one had looked.
  private func claim(_ operation: String) throws(StorageError) {
    guard file == nil else { return }
    if try isAnothers {
      throw .failed(
        operation: operation, path: path,
        reason: "another run in this directory is still writing it, although that run does not have the state's lock. "
          + "Wait until it has ended, or stop it, and run again")
    }
    guard wasAnothers else { return }
    if try OpenFile.openIfThere(path, O_RDONLY, on: disk) != nil {
      throw .failed(
        operation: operation, path: path,
        reason:
          "another run in this directory has left notes there of what it made. Run again, to bring them into the state")
    }
    wasAnothers = false
  }

  /// Nil too for the journal of a run that still goes on: there is nothing to be recovered.
  package func contents() async throws(StorageError) -> [UInt8]? {
    wasAnothers = try isAnothers
    guard !wasAnothers, let bytes = try WholeFile.read(path, on: disk) else { return nil }
    return try await SealedLines(sealer, path: path).opened(bytes)
  }

  package func begin(_ base: JournalBase, _ entries: [JournalEntry]) async throws(StorageError) {
    try claim("begin")
    let bytes = try await SealedLines(sealer, path: path).sealed(JournalFile.bytes(base, entries))
    try makeFolders()
    file = Held(
      try WholeFile.replace(path, with: bytes, permissions: OpenFile.privatePermissions, isLocked: true, on: disk))
    size = bytes.count
  }

  private func makeFolders() throws(StorageError) {
    var folder = WholeFile.folder(of: path)
    try WholeFile.createFolders(folder, on: disk)
    for _ in 0..<newFolders {
      try WholeFile.synchronizeFolder(of: folder, on: disk)
      folder = WholeFile.folder(of: folder)
    }
    newFolders = 0
  }

  package func append(_ entries: [JournalEntry]) async throws(StorageError) {
    guard let file else { throw .failed(operation: "write", path: path, reason: "the journal was not begun") }
    let bytes = try await SealedLines(sealer, path: path).sealed(JournalFile.bytes(of: entries))
    try file.file.write(bytes, at: size)
    try file.file.synchronize()
    size += bytes.count
  }

  package func remove() async throws(StorageError) {
    try claim("remove")
    try WholeFile.remove(path, on: disk)
    file = nil
  }

  package func setAside() async throws(StorageError) -> String {
    try claim("set aside")
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
