import Glibc
import Model

/// A state in a file, as Terraform keeps it: `terraform.tfstate`, its lock on the file itself and the lock's owner in
/// `.terraform.tfstate.lock.info`.
///
/// Writing goes over the old content and never puts another file in its place: a Terraform that waits for the lock has
/// the file open already, and would go on with a file that nobody sees any more. A copy of the new content beside it
/// (`.terraform.tfstate.next`) is there before the first byte changes, and takes the state's place when writing was cut
/// off; while it goes on, the state's first byte makes it unreadable, so that nobody takes a mixture for a state.
package actor LocalStateStore: ByteStore {
  private let path: String
  /// Where the state is read from as long as nothing has been written, when that is another file.
  private let source: String
  /// Where the state as it was before is kept; nil for nowhere.
  private let backupPath: String?
  /// Encrypts backups of what was not encrypted yet; the state itself is given as it is to be.
  private let sealer: Sealer?
  private let disk: any Disk
  private var held: Held?
  private var hasBackup = false
  private var hasWritten = false

  /// The lock that is held. A class, for an actor's property cannot hold a file that must not be copied.
  private final class Held {
    let file: OpenFile
    let token: LockToken
    let isNew: Bool

    init(file: consuming OpenFile, token: LockToken, isNew: Bool) {
      self.file = file
      self.token = token
      self.isNew = isNew
    }
  }

  package init(
    path: String, readingFrom source: String? = nil, backupPath: String? = nil, sealer: Sealer? = nil,
    disk: any Disk = SystemDisk()
  ) {
    self.sealer = sealer
    self.disk = disk
    self.path = path
    self.source = source ?? path
    self.backupPath = backupPath
  }

  /// The lock is the system's, and goes only with the process that has it.
  package nonisolated var locksCanBeTaken: Bool { false }

  private var infoPath: String { WholeFile.beside(path) { ".\($0).lock.info" } }
  private var nextPath: String { WholeFile.beside(path) { ".\($0).next" } }

  package func readBytes() async throws(StorageError) -> [UInt8]? {
    let from = hasWritten ? path : source
    let bytes = try from == path ? currentBytes() : WholeFile.read(from, on: disk) ?? []
    return bytes.isEmpty ? nil : bytes
  }

  /// What the file holds, or what was to be written when that was cut off.
  private func currentBytes() throws(StorageError) -> [UInt8] {
    let bytes: [UInt8]
    if let held {
      bytes = try held.file.bytes()
    } else {
      bytes = try WholeFile.read(path, on: disk) ?? []
    }
    // A state that can be read has the last word: while it is being written over, it cannot.
    guard let next = try WholeFile.read(nextPath, on: disk), !Self.isWhole(bytes), Self.isWhole(next) else {
      return bytes
    }
    return next
  }

  /// A state, encrypted or not, and no part or mixture of any.
  private static func isWhole(_ bytes: [UInt8]) -> Bool { (try? JSON.read(bytes)) != nil }

  /// What an earlier run was cut off at.
  private func finishWriting() throws(StorageError) {
    guard let held, try WholeFile.read(nextPath, on: disk) != nil else { return }
    // Even what looks whole is written again: where synchronizing failed, the file may be so in memory only, and what stands beside it is
    // the only one on the disk.
    try held.file.replaceContent(try currentBytes())
    try WholeFile.remove(nextPath, on: disk)
  }

  package func writeBytes(_ bytes: [UInt8]) async throws(StorageError) {
    try WholeFile.createFolders(WholeFile.folder(of: path), on: disk)
    let before = try currentBytes()
    try await keepBackup(of: before, instead: bytes)
    try WholeFile.write(bytes, to: nextPath, permissions: OpenFile.privatePermissions, on: disk)
    if let held {
      try held.file.replaceContent(bytes)
    } else {
      let file = try OpenFile.open(path, O_RDWR | O_CREAT, on: disk)
      try file.replaceContent(bytes)
      try WholeFile.synchronizeFolder(of: path, on: disk)
    }
    hasWritten = true
    try WholeFile.remove(nextPath, on: disk)
  }

  /// Once for a store's life: the file as it was before the first change.
  private func keepBackup(of before: [UInt8], instead bytes: [UInt8]) async throws(StorageError) {
    guard let backupPath, !hasBackup else { return }
    hasBackup = true
    if before.isEmpty || before == bytes { return }
    try WholeFile.write(try await sealer?.sealedState(before) ?? before, to: backupPath, on: disk)
  }

  package func lock(_ info: LockInfo) async throws(StorageError) -> LockToken {
    if let held {
      throw .locked(LockInfo(id: held.token.id, operation: "", who: "", version: "", created: "", path: path))
    }
    try WholeFile.createFolders(WholeFile.folder(of: path), on: disk)
    // A file that was replaced between opening and locking is not the state any more: once more, then.
    for _ in 0..<8 {
      var opened = try OpenFile.openIfThere(path, O_RDWR, on: disk)
      let isNew = opened == nil
      if opened == nil { opened = try OpenFile.open(path, O_RDWR | O_CREAT, on: disk) }
      guard let file = opened.take() else { continue }
      guard try file.lock() else { throw .locked(currentOwner()) }
      guard file.isAtItsPath else { continue }
      var info = info
      info.path = path
      let token = LockToken(id: info.id)
      try WholeFile.write(
        info.json.written(escapesHTML: true), to: infoPath, permissions: OpenFile.privatePermissions, on: disk)
      held = Held(file: file, token: token, isNew: isNew)
      try finishWriting()
      return token
    }
    throw .failed(operation: "lock", path: path, reason: "the file is replaced again and again")
  }

  private func currentOwner() -> LockInfo? {
    guard let bytes = (try? WholeFile.read(infoPath, on: disk)) ?? nil, let json = try? JSON.read(bytes) else {
      return nil
    }
    return LockInfo(json: json)
  }

  package func unlock(_ token: LockToken) async throws(StorageError) {
    guard let held else { throw .notLocked("the state is not locked") }
    guard held.token == token else { throw .notLocked("the lock is another's: \(held.token.id)") }
    try WholeFile.remove(infoPath, on: disk)
    // A file that exists only because it was locked goes again.
    if held.isNew, try held.file.bytes().isEmpty { try WholeFile.remove(path, on: disk) }
    held.file.unlock()
    self.held = nil
  }
}
