import Foundation
import Model
import Testing

@testable import Storing

@Suite struct RecordFileTests {
  private struct Wrong: Error { var words: String }

  private func read(_ file: RecordFile, _ text: String? = nil) throws -> RecordFile.Content<String> {
    func decode(_ bytes: [UInt8]) throws(Wrong) -> String {
      let text = String(decoding: bytes, as: UTF8.self)
      if text.hasPrefix("{") { return text }
      throw Wrong(words: "it has no brace")
    }
    return try file.read(now: UTCTime(seconds: 0), reason: \.words, decode: decode)
  }

  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @Test func `a record is there for the next run`() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = RecordFile(path: folder.appendingPathComponent("a/b/record.json").path, maximumSize: 100)
    guard case .none = try read(file) else { return #expect(Bool(false)) }
    try file.write(Array("{}".utf8))
    try file.write(Array("{1}".utf8))
    guard case .value("{1}") = try read(file) else { return #expect(Bool(false)) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a/b") == ["record.json"])
  }

  @Test(arguments: [
    ("no brace", "it has no brace"), ("{" + String(repeating: " ", count: 100), "it is larger than 100 bytes"),
  ])
  func `a record that cannot be read is kept aside, each under a name of its own`(_ text: String, _ reason: String)
    throws
  {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = RecordFile(path: folder.appendingPathComponent("record.json").path, maximumSize: 100)
    for number in 1...2 {
      try file.write(Array(text.utf8))
      guard case .unreadable(let place, reason) = try read(file) else { return #expect(Bool(false)) }
      #expect(place == file.path + ".unreadable-19700101T000000Z" + (number == 1 ? "" : "-2"))
      #expect(try String(contentsOfFile: place, encoding: .utf8) == text)
      guard case .none = try read(file) else { return #expect(Bool(false)) }
    }
  }
}
