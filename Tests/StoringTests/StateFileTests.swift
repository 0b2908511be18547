import Foundation
import Model
import Storing
import TestSupport
import Testing

struct StateFileTests {
  @Test func `a state that Terraform applied is written again to the same bytes`() throws {
    let bytes = try fixture("states/applied.json", from: #filePath)
    let state = try StateFile.decode(bytes)
    #expect(state.resources.count == 12)
    #expect(state.checkResults.count == 5)
    #expect(Set(state.checkResults.map(\.kind)) == ["check", "output_value", "resource", "var"])
    #expect(String(decoding: StateFile.encode(state), as: UTF8.self) == String(decoding: bytes, as: UTF8.self))
  }

  @Test func `an untidy state is written as Terraform writes it after reading it`() throws {
    var state = try StateFile.decode(try fixture("states/untidy.json", from: #filePath))
    state.terraformVersion = "1.11.4"
    let wanted = try fixture("states/untidy.pushed.json", from: #filePath)
    #expect(String(decoding: StateFile.encode(state), as: UTF8.self) == String(decoding: wanted, as: UTF8.self))
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `reading what was written gives the same state`(seed: UInt64) throws {
    let state = randomState(seed: seed)
    let bytes = StateFile.encode(state)
    let again = try StateFile.decode(bytes)
    #expect(again == state, "seed \(seed)")
    #expect(StateFile.encode(again) == bytes, "seed \(seed)")
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
  func `Terraform writes the states it reads from us to the same bytes`() throws {
    let judge = try #require(TerraformJudge.find())
    for seed in 1...12 as ClosedRange<UInt64> {
      try withTemporaryFolder { folder in
        var state = randomState(seed: seed, resources: 20)
        try Data(StateFile.encode(state)).write(to: folder.appendingPathComponent("ours.json"))
        let outcome = try judge.runBlocking(["state", "push", "-no-color", "ours.json"], in: folder)
        #expect(outcome.status == 0, "seed \(seed): \(outcome.errors)")
        let theirs = try Data(contentsOf: folder.appendingPathComponent("terraform.tfstate"))
        // Terraform may count its own writing.
        state.serial = try StateFile.decode(Array(theirs)).serial
        let ours = Data(StateFile.encode(state))
        #expect(String(decoding: theirs, as: UTF8.self) == String(decoding: ours, as: UTF8.self), "seed \(seed)")
      }
    }
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var summary: String
    var detail: String
    var testDescription: String { name }
  }

  static let refused = [
    Refused(
      name: "newer version", text: #"{"version":5,"terraform_version":"2.0.0"}"#,
      summary: "Unsupported state file format", detail: "format version 5, which is not supported"),
    Refused(
      name: "version 3", text: #"{"version":3,"terraform_version":"0.11.4","modules":[]}"#,
      summary: "Unsupported state file format", detail: "created by Terraform 0.11.4"),
    Refused(
      name: "cut off", text: #"{"version":4,"terraform_ver"#, summary: "Unsupported state file format",
      detail: "The text ends inside a string, at line 1, column 28"),
    Refused(
      name: "no version", text: #"{"foo":1}"#, summary: "Unsupported state file format",
      detail: #"does not have a "version" attribute"#),
    Refused(
      name: "array", text: "[]", summary: "Unsupported state file format", detail: #"does not have a "version""#),
    Refused(
      name: "serial of the wrong kind", text: #"{"version":4,"serial":"a"}"#, summary: "Invalid state file format",
      detail: #"The state file field "serial" has invalid value string"#),
    Refused(
      name: "mode", text: resource(#""mode":"man""#), summary: "Invalid resource mode in state",
      detail: #"a resource with mode "man" ("t" "n")"#),
    Refused(
      name: "module", text: resource(#""mode":"managed","module":"modul.a""#),
      summary: "Invalid module instance address",
      detail: #"must begin with "module.""#),
    Refused(
      name: "status", text: resource(#""mode":"managed""#, #"{"attributes":{},"status":"odd"}"#),
      summary: "Invalid resource instance metadata in state", detail: #"Instance t.n has invalid status "odd"."#),
    Refused(
      name: "twice", text: resource(#""mode":"managed""#, #"{"attributes":{}},{"attributes":{}}"#),
      summary: "Duplicate resource instance in state", detail: "Instance t.n appears multiple times"),
    Refused(
      name: "attributes of Terraform 0.11", text: resource(#""mode":"managed""#, #"{"attributes_flat":{"a":"b"}}"#),
      summary: "Resource instance of an old release in state", detail: "-refresh-only"),
    Refused(
      name: "private data", text: resource(#""mode":"managed""#, #"{"attributes":{},"private":"?"}"#),
      summary: "Invalid resource instance metadata in state", detail: "no Base64"),
  ]

  static func resource(_ fields: String, _ instances: String = "") -> String {
    """
    {"version":4,"terraform_version":"1.11.4","resources":[{\(fields),"type":"t","name":"n",\
    "provider":"provider[\\"terraform.io/builtin/terraform\\"]","instances":[\(instances)]}]}
    """
  }

  @Test(arguments: refused)
  func `a state that cannot be understood is refused with the reason`(_ refused: Refused) throws {
    let error = #expect(throws: DiagnosticsError.self) { try StateFile.decode(Array(refused.text.utf8)) }
    let diagnostic = try #require(error?.diagnostics.first)
    #expect(diagnostic.summary == refused.summary)
    #expect(diagnostic.detail.contains(refused.detail), "\(diagnostic.detail)")
  }

  @Test func `a damaged state never crashes the reader`() throws {
    let bytes = try fixture("states/untidy.json", from: #filePath)
    var generator = SeededGenerator(seed: 7)
    var refused = 0
    for _ in 0..<3000 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: 0..<damaged.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: damaged[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: damaged.remove(at: index)
        default: damaged.removeSubrange(index...)
        }
        if damaged.isEmpty { break }
      }
      do {
        let state = try StateFile.decode(damaged)
        let tidy = StateFile.encode(state)
        #expect(StateFile.encode(try StateFile.decode(tidy)) == tidy)
      } catch {
        #expect(error.diagnostics.hasErrors)
        refused += 1
      }
    }
    #expect(refused > 1000)
  }
}
