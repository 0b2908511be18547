import Foundation
import Model
import TestSupport
import Testing

/// `test` in the folders of Tests/Fixtures/tests, beside what Terraform answered there (scripts/record-tests).
@Suite struct TestCommandTests {
  @Test(arguments: TestCase.withoutProviders)
  func `tests end as Terraform's do`(_ name: String) throws { try compare(name) }

  @Test(.enabled(if: ProviderMirror.aws != nil, "\(ProviderMirror.missing)"), arguments: TestCase.withAWS)
  func `tests with a mocked or real AWS provider end as Terraform's do`(_ name: String) throws { try compare(name) }

  @Test(arguments: TestCase.withoutProviders)
  func `the stream of messages is Terraform's`(_ name: String) throws {
    let test = try TestCase(name)
    try withTemporaryFolder { folder in
      let ours = try test.run(["-json"], in: folder)
      let expected = try test.expectedMessages.filter(TestCase.isLasting).map(TestCase.essence)
      let messages = try ours.output.split(separator: "\n").map { try JSON.read(String($0)) }
      let actual = messages.filter(TestCase.isLasting).map(TestCase.essence)
      #expect(test.difference(expected, actual, of: "stream") == [])
    }
  }

  private func compare(_ name: String) throws {
    let test = try TestCase(name)
    try withTemporaryFolder { folder in
      let ours = try test.run([], in: folder)
      let expected = try test.expected
      #expect(ours.status == expected.status)
      #expect(test.difference(expected.lines, TestCase.progress(ours.output), of: "text") == [])
      let diagnostics = TestCase.diagnostics(ours.output) + TestCase.diagnostics(ours.errors)
      #expect(test.difference(expected.diagnostics, diagnostics.sorted(), of: "diagnostics") == [])
      if let report = test.expectedReport {
        let written = try String(contentsOf: folder.appendingPathComponent("work/report.xml"), encoding: .utf8)
        #expect(settled(written) == report)
      }
    }
  }

  private func settled(_ report: String) -> String {
    report.replacing(#/(time|timestamp)="[^"]*"/#) { "\($0.output.1)=\"\"" }
  }

  @Test func `a run that can begin beside another does, and still both are torn down`() throws {
    try withTemporaryFolder { folder in
      try write(
        "variable \"n\" { type = string }\nresource \"terraform_data\" \"a\" { input = var.n "
          + "}\n", "main.tf", folder)
      try write(
        """
        test { parallel = true }
        run "one" {
          state_key = "one"
          variables { n = "one" }
        }
        run "two" {
          state_key = "two"
          variables { n = "two" }
        }
        run "both" {
          parallel = false
          variables { n = "both" }
          assert {
            condition     = terraform_data.a.output == "both"
            error_message = "Not both."
          }
        }
        """, "a.tftest.hcl", folder)
      let outcome = try PlumbBinary.run(["test", "-no-color"], in: folder)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.hasSuffix("Success! 3 passed, 0 failed.\n"))
    }
  }

  @Test func `the state of what is left over is written to a file`() throws {
    let test = try TestCase("leftovers")
    try withTemporaryFolder { folder in
      let ours = try test.run([], in: folder)
      #expect(ours.errors.contains("plumb destroy -state=errored_test.tfstate"))
      let state = try JSON.read(
        String(contentsOf: folder.appendingPathComponent("work/errored_test.tfstate"), encoding: .utf8))
      #expect(state["resources"]?.array?.count == 2)
    }
  }

  private func write(_ text: String, _ name: String, _ folder: URL) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }
}

/// One folder of Tests/Fixtures/tests.
struct TestCase {
  let name: String
  let folder: URL

  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<2 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("Fixtures/tests")
  }()

  private static let all =
    ((try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [])
    .filter { FileManager.default.fileExists(atPath: root.appendingPathComponent($0 + "/expected.txt").path) }.sorted()

  private static func needsAWS(_ name: String) -> Bool {
    ((try? String(contentsOf: root.appendingPathComponent(name + "/main.tf"), encoding: .utf8)) ?? "")
      .contains("hashicorp/aws")
  }

  static let withoutProviders = all.filter { !needsAWS($0) }
  static let withAWS = all.filter(needsAWS)

  init(_ name: String) throws {
    self.name = name
    folder = Self.root.appendingPathComponent(name)
  }

  private func text(_ file: String) -> String? {
    try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
  }

  var expectedReport: String? { text("expected.xml") }

  func run(_ more: [String], in temporary: URL) throws -> TerraformJudge.Outcome {
    let work = temporary.appendingPathComponent("work")
    try FileManager.default.copyItem(at: folder, to: work)
    let arguments = (text("test.args") ?? "").split(separator: "\n").map(String.init)
    var environment: [String: String] = ["AWS_EC2_METADATA_DISABLED": "true"]
    for line in (text("test.env") ?? "").split(separator: "\n") {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      environment[parts[0]] = parts[1]
    }
    if Self.needsAWS(name), let mirror = ProviderMirror.root {
      let settings = temporary.appendingPathComponent("cli.tfrc")
      let installation = "provider_installation {\n  filesystem_mirror {\n    path = \"\(mirror)\"\n  }\n}\n"
      try Data(installation.utf8).write(to: settings)
      environment["TF_CLI_CONFIG_FILE"] = settings.path
      let initialized = try PlumbBinary.run(["init", "-no-color"], in: work, environment: environment)
      #expect(initialized.status == 0, "\(initialized.errors)")
    }
    return try PlumbBinary.run(["test", "-no-color"] + arguments + more, in: work, environment: environment)
  }

  // MARK: what Terraform answered

  var expected: (status: Int32, lines: [String], diagnostics: [String]) {
    get throws {
      let parts = try #require(text("expected.txt")).components(separatedBy: "-- output --\n")
      let streams = parts[1].components(separatedBy: "-- errors --\n")
      let status = Int32(parts[0].dropFirst(5).trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
      return (
        status, Self.progress(streams[0]), (Self.diagnostics(streams[0]) + Self.diagnostics(streams[1])).sorted()
      )
    }
  }

  var expectedMessages: [JSON] {
    get throws { try #require(text("expected.jsonl")).split(separator: "\n").map { try JSON.read(String($0)) } }
  }

  /// The lines that tell how files and runs end.
  static func progress(_ output: String) -> [String] {
    output.components(separatedBy: "\n").filter { line in
      line.hasPrefix("  run \"") || line.hasPrefix("Success!") || line.hasPrefix("Failure!")
        || line.contains(#/^[a-z].*\.tftest\.(hcl|json)\.\.\. /#)
    }
  }

  /// Each diagnostic by its summary and place; of failed assertions, with the values and the message.
  static func diagnostics(_ text: String) -> [String] {
    var found: [String] = []
    let lines = text.replacing(#/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/#, with: "UUID").components(separatedBy: "\n")
    for (index, line) in lines.enumerated() where line.hasPrefix("Error: ") || line.hasPrefix("Warning: ") {
      let block = lines[(index + 1)...].prefix { !isEnd($0) }
      let place = block.prefix { !$0.hasPrefix("  on ") }.count
      var text = line
      if place < 4, place < block.count { text += " |" + (Array(block)[place].components(separatedBy: ", in ")[0]) }
      if line == "Error: Test assertion failed" {
        text += " |" + block.joined(separator: "|").replacing(#/"[a-z0-9]{8}"/#, with: "\"RANDOM\"")
      }
      while text.hasSuffix("|") { text.removeLast() }
      if text.hasSuffix(":") { text.removeLast() }
      found.append(text)
    }
    return found
  }

  private static func isEnd(_ line: String) -> Bool {
    line.hasPrefix("Error: ") || line.hasPrefix("Warning: ") || line.hasPrefix("  run \"") || line.contains("... ")
      || line.hasPrefix("Plumb ") || line.hasPrefix("Terraform ") || line.hasPrefix("Their state")
  }

  /// Not one of those that only tell that a run is still going on.
  static func isLasting(_ message: JSON) -> Bool { message["test_run"]?["progress"]?.string != "running" }

  /// What must be equal in a message of the stream: all of it but wording, times and plans.
  static func essence(_ message: JSON) -> String {
    let type = message["type"]?.string ?? ""
    var parts = [
      type, message["@level"]?.string ?? "", message["@testfile"]?.string ?? "", message["@testrun"]?.string ?? "",
    ]
    switch type {
    case "diagnostic":
      let diagnostic = message["diagnostic"]
      let range = diagnostic?["range"]
      parts.append(diagnostic?["summary"]?.string ?? "")
      parts.append("\(range?["filename"]?.string ?? ""):\(range?["start"]?["line"]?.text(.compact) ?? "")")
    case "version", "test_plan", "test_state": break
    case "test_cleanup": parts.append(message["test_cleanup"]?.text(.compact) ?? "")
    default:
      parts.append(message["@message"]?.string ?? "")
      parts.append(sorted(message[type] ?? .null))
    }
    return parts.joined(separator: " | ").replacing("  \"", with: "\"")
  }

  private static func sorted(_ json: JSON) -> String {
    guard let members = json.members else { return json.text(.compact) }
    return members.sorted { $0.name < $1.name }.filter { $0.name != "elapsed" }
      .map { "\($0.name)=\(sorted($0.value))" }.joined(separator: ",")
  }

  // MARK: differences

  /// Lines that only one of the two has, without those that are known and explained.
  func difference(_ expected: [String], _ actual: [String], of kind: String) -> [String] {
    var missing = expected
    var added: [String] = []
    for line in actual {
      if let index = missing.firstIndex(of: line) { missing.remove(at: index) } else { added.append(line) }
    }
    let known = Self.knownDifferences.filter { $0.hasPrefix("\(name): ") }.map { $0.dropFirst(name.count + 2) }
    return (missing.map { "- " + $0 } + added.map { "+ " + $0 }).filter { line in
      !known.contains { $0 == "*" || line.hasPrefix($0) }
    }.map { "\(kind) \($0)" }
  }

  static let knownDifferences: [String] =
    ((try? String(contentsOf: root.appendingPathComponent("known-differences.txt"), encoding: .utf8)) ?? "")
    .components(separatedBy: "\n").filter { !$0.hasPrefix("#") && !$0.isEmpty }
}
