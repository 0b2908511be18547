package import Model

/// A small file that one run leaves for the next. It is replaced as a whole, and what cannot be read is kept aside: it may
/// be the only trace of something, and whoever wrote it may be a newer version.
package struct RecordFile: Sendable {
  package let path: String
  /// A longer file is none of ours.
  package let maximumSize: Int
  private let disk: any Disk

  package init(path: String, maximumSize: Int, disk: any Disk = SystemDisk()) {
    self.path = path
    self.maximumSize = maximumSize
    self.disk = disk
  }

  package enum Content<Value: Sendable>: Sendable {
    /// There is no such file yet.
    case none
    case value(Value)
    /// Where the file is now, and why.
    case unreadable(keptAs: String, reason: String)
  }

  /// `decode` throws what is wrong with the content, as words. `now` names the copy of what cannot be read.
  package func read<Value: Sendable, Failure: Error>(
    now: UTCTime, reason: (Failure) -> String, decode: ([UInt8]) throws(Failure) -> Value
  ) throws(StorageError) -> Content<Value> {
    guard let bytes = try content() else { return .none }
    if bytes.count > maximumSize {
      return try keptAside("it is larger than \(maximumSize) bytes", now)
    }
    do throws(Failure) { return .value(try decode(bytes)) } catch { return try keptAside(reason(error), now) }
  }

  package func write(_ bytes: [UInt8]) throws(StorageError) {
    try WholeFile.createFolders(WholeFile.folder(of: path), on: disk)
    try WholeFile.write(bytes, to: path, on: disk)
  }

  private func content() throws(StorageError) -> [UInt8]? { try WholeFile.read(path, on: disk) }

  private func keptAside<Value: Sendable>(_ reason: String, _ now: UTCTime) throws(StorageError) -> Content<Value> {
    // By time and number, so that two unreadable files of one second are both kept.
    var name = "\(path).unreadable-\(now.compact)"
    var number = 1
    while disk.identity(at: name) != nil {
      number += 1
      name = "\(path).unreadable-\(now.compact)-\(number)"
    }
    do throws(SystemFailure) { try disk.rename(path, to: name) } catch { throw .system(error, "rename", path) }
    return .unreadable(keptAs: name, reason: reason)
  }
}
