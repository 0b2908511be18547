import Glibc
import Model

/// Where what was made is noted before the whole state is written: a file, or memory that tears for tests.
package protocol Journal: Sendable {
  /// All that is noted; nil when there is no journal.
  func contents() async throws(StorageError) -> [UInt8]?
  /// A new journal with these entries, in place of whatever there was, all at once.
  func begin(_ base: JournalBase, _ entries: [JournalEntry]) async throws(StorageError)
  /// Returns when the entries will survive whatever happens. Not called again before it has returned.
  func append(_ entries: [JournalEntry]) async throws(StorageError)
  func remove() async throws(StorageError)
  /// Puts the journal aside under another name, for a person to look at, and says where it is.
  func setAside() async throws(StorageError) -> String
}

/// A journal in a file beside the state: `.terraform.tfstate.journal`. Only ever used under the state's lock.
package actor FileJournal: Journal {
  private let path: String
  private var file: Held?
  private var size = 0
  /// Encrypts what is noted, each time as a line of its own.
  private let sealer: Sealer?

  /// A class, for an actor's property cannot hold a file that must not be copied.
  private final class Held {
    let file: OpenFile
    init(_ file: consuming OpenFile) { self.file = file }
  }

  package init(statePath: String, sealer: Sealer? = nil) {
    self.sealer = sealer
    path = WholeFile.beside(statePath) { ".\($0).journal" }
  }

  /// For a state that is kept elsewhere; the folder is made when it is needed.
  package init(path: String, sealer: Sealer? = nil) {
    self.path = path
    self.sealer = sealer
  }

  package func contents() async throws(StorageError) -> [UInt8]? {
    guard let bytes = try WholeFile.read(path) else { return nil }
    return try await SealedLines(sealer, path: path).opened(bytes)
  }

  package func begin(_ base: JournalBase, _ entries: [JournalEntry]) async throws(StorageError) {
    let bytes = try await SealedLines(sealer, path: path).sealed(JournalFile.bytes(base, entries))
    try WholeFile.createFolders(WholeFile.folder(of: path))
    try WholeFile.write(bytes, to: path, permissions: OpenFile.privatePermissions)
    guard let opened = try OpenFile.open(path, O_RDWR) else { throw .system("open", path) }
    file = Held(opened)
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
    try WholeFile.remove(path)
  }

  package func setAside() async throws(StorageError) -> String {
    file = nil
    for number in 1...1000 {
      let target = "\(path).\(number)"
      if link(WorkingDirectory.path(path), WorkingDirectory.path(target)) == 0 {
        try WholeFile.remove(path)
        return target
      }
      guard errno == EEXIST else { break }
    }
    throw .system("set aside", path)
  }
}
