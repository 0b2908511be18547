import Foundation
import Model
import TestSupport
import Testing

/// What commands tell programs with `-json`, step by step over the life of a small configuration, beside what Terraform told
/// (`scripts/record-streams`). Messages of one step are compared whatever their order, for much goes on at once.
struct StreamTests {
  @Test func `every step of a life is told as Terraform tells it`() throws {
    try withTemporaryFolder { folder in
      try write(try fixture("streams/main.tf"), folder, "main.tf")
      #expect(try PlumbBinary.run(["init"], in: folder).status == 0)
      let steps = try text("streams/steps.txt")
      #expect(steps.count > 10)
      for (index, step) in steps.enumerated() {
        let outcome = try PlumbBinary.run(step.split(separator: " ").map(String.init), in: folder)
        let recorded = try text("streams/\(index < 9 ? "0" : "")\(index + 1).jsonl")
        // How far one is, is told by the clock, and by us alone.
        let told = try outcome.output.split(separator: "\n").filter { !$0.contains("\"type\":\"progress\"") }
          .map { try normal(String($0)) }.sorted()
        #expect(told.filter { !recorded.contains($0) } == [], "step \(index + 1): \(step)")
        #expect(recorded.filter { !told.contains($0) } == [], "step \(index + 1): \(step)")
      }
    }
  }

  @Test func `the first message is the version, and each has its time`() throws {
    try withTemporaryFolder { folder in
      try write(try fixture("streams/main.tf"), folder, "main.tf")
      let lines = try PlumbBinary.run(["plan", "-json"], in: folder).output.split(separator: "\n")
      let messages = try lines.map { try JSON.read(Array($0.utf8)) }
      #expect(messages.first?["type"]?.string == "version")
      let time = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z/#
      for message in messages {
        #expect(try time.wholeMatch(in: message["@timestamp"]?.string ?? "") != nil)
      }
    }
  }

  private func text(_ path: String) throws -> [String] {
    String(decoding: try fixture(path), as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func write(_ bytes: [UInt8], _ folder: URL, _ name: String) throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  /// A message without what differs from run to run and from program to program, as the recordings have it.
  private func normal(_ line: String) throws -> String {
    var json = try JSON.read(Array(line.utf8))
    guard case .object(var members) = json else { return line }
    members.removeAll { ["@timestamp", "@module", "terraform", "ui"].contains($0.name) }
    if json["type"]?.string == "version" {
      members = members.map { $0.name == "@message" ? .init("@message", .string("version")) : $0 }
      members.removeAll { $0.name == "plumb" }
    }
    json = .object(members)
    return String(decoding: sorted(json).written(), as: UTF8.self)
      .replacing(#/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#, with: "ID")
  }

  private func sorted(_ json: JSON) -> JSON {
    switch json {
    case .object(let members):
      .object(members.map { .init($0.name, sorted($0.value)) }.sorted { $0.name < $1.name })
    case .array(let elements): .array(elements.map(sorted))
    default: json
    }
  }
}
