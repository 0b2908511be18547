import Foundation
import TestSupport
import Testing

/// `plumb drift` with a real provider, whose objects are files that anybody can change.
struct DriftCommandTests {
  private static let main = """
    terraform {
      required_providers {
        notes = { source = "example.com/tests/notes" }
      }
    }
    provider "notes" {
      folder = "FOLDER"
    }

    resource "notes_note" "first" {
      text = "one"
    }

    resource "notes_note" "second" {
      text   = "two"
      labels = { team = "a" }
    }

    """

  private struct Stack {
    let work: URL
    let environment: [String: String]

    func run(_ arguments: String..., input: String = "") throws -> TerraformJudge.Outcome {
      try PlumbBinary.run(arguments, in: work, environment: environment, input: input)
    }

    var files: [String: Data] {
      get throws {
        try FileManager.default.contentsOfDirectory(at: work, includingPropertiesForKeys: nil).reduce(into: [:]) {
          if !$1.hasDirectoryPath { $0[$1.lastPathComponent] = try Data(contentsOf: $1) }
        }
      }
    }

    func note(_ text: String) throws -> URL {
      try #require(
        try FileManager.default.contentsOfDirectory(at: work, includingPropertiesForKeys: nil).first {
          $0.pathExtension == "json" && (try? String(contentsOf: $0, encoding: .utf8))?.contains("\"\(text)\"") == true
        })
    }

    func change(_ text: String, _ edit: (inout [String: Any]) -> Void) throws {
      let url = try note(text)
      var note = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any])
      edit(&note)
      try JSONSerialization.data(withJSONObject: note).write(to: url)
    }

    func json(_ outcome: TerraformJudge.Outcome) throws -> [String: Any] {
      try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    }

    /// Ids of the findings that are actionable.
    func actionable() throws -> (status: Int32, ids: [String]) {
      let outcome = try run("drift", "-json")
      let stacks = try #require(try json(outcome)["stacks"] as? [[String: Any]])
      let findings = stacks.flatMap { $0["findings"] as? [[String: Any]] ?? [] }
      let ids = findings.filter { $0["standing"] as? String == "actionable" }.compactMap { $0["id"] as? String }
      return (outcome.status, ids.sorted())
    }
  }

  private func withStack(_ body: (Stack) throws -> Void) throws {
    try withProvider("notes") { work, environment in
      try write(["main.tf": Self.main.replacing("FOLDER", with: work.path)], to: work)
      let stack = Stack(work: work, environment: environment)
      #expect(try stack.run("apply", "-auto-approve").status == 0)
      try body(stack)
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `drift is told apart from what was not applied yet, and nothing is written`() throws {
    try withStack { stack in
      #expect(try stack.actionable() == (0, []))
      try stack.change("two") { $0["labels"] = ["team": "b"] }
      try FileManager.default.removeItem(at: try stack.note("one"))
      let text = try String(contentsOf: stack.work.appendingPathComponent("main.tf"), encoding: .utf8)
      try write(
        ["main.tf": text.replacing("text   = \"two\"", with: "text   = \"two\"\n  size   = 5")], to: stack.work)
      let before = try stack.files
      let found = try stack.actionable()
      #expect(found.status == 2)
      #expect(
        found.ids == ["drift.changed notes_note.second labels[\"team\"]", "drift.missing notes_note.first"])
      let told = try stack.run("drift")
      #expect(told.output.contains("size, which was not applied yet"), "\(told.output)")
      #expect(try stack.files == before)
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `drift is adopted, reverted and ignored`() throws {
    try withStack { stack in
      try stack.change("two") { $0["labels"] = ["team": "b"] }
      let refused = try stack.run("drift", "-adopt", input: "no\n")
      #expect(refused.status == 1)
      #expect(refused.output.contains("+  labels = { team = \"b\" }"), "\(refused.output)")
      #expect(try stack.actionable().status == 2)
      #expect(try stack.run("drift", "-adopt", input: "yes\n").status == 0)
      #expect(try stack.run("plan", "-detailed-exitcode").status == 0)
      #expect(try stack.actionable() == (0, []))

      #expect(try stack.run("apply", "-auto-approve").status == 0)
      try stack.change("two") { $0["labels"] = ["team": "c"] }
      let reverted = try stack.run("drift", "-revert", "-auto-approve")
      #expect(reverted.status == 0, "\(reverted.output)\(reverted.errors)")
      #expect(try String(contentsOf: stack.note("two"), encoding: .utf8).contains("\"b\""))
      #expect(try stack.actionable() == (0, []))

      try stack.change("two") { $0["labels"] = ["team": "d"] }
      let without = try stack.run("drift", "-ignore")
      #expect(without.status != 0 && without.errors.contains("A rule needs a reason and an owner"))
      let ignored = try stack.run(
        "drift", "-ignore", "-auto-approve", "-reason=a trial", "-owner=me", "-expires=2999-01-01")
      #expect(ignored.status == 0, "\(ignored.output)\(ignored.errors)")
      #expect(try stack.actionable() == (0, []))
      // A rule that has ended quietens nothing.
      let rules = stack.work.appendingPathComponent("plumb.hcl")
      let text = try String(contentsOf: rules, encoding: .utf8)
      try write(["plumb.hcl": text.replacing("2999-01-01", with: "2001-01-01")], to: stack.work)
      #expect(try stack.actionable().status == 2)
      #expect(try stack.run("drift").output.contains("expired on 2001-01-01"))
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `a stack that cannot be looked at is never reported as fine`() throws {
    try withStack { stack in
      let text = try String(contentsOf: stack.work.appendingPathComponent("main.tf"), encoding: .utf8)
      try write(["main.tf": text + "\nresource \"notes_note\" \"third\" {\n  text = var.nothing\n}\n"], to: stack.work)
      let broken = try stack.run("drift", "-json")
      #expect(broken.status == 1)
      let stacks = try #require(try stack.json(broken)["stacks"] as? [[String: Any]])
      #expect((stacks[0]["not_looked_at"] as? [Any])?.isEmpty == false)
      let told = try stack.run("drift")
      #expect(told.status == 1)
      #expect(told.output.contains("Drift: nothing is known, 1 place not looked at."), "\(told.output)")
      #expect(try stack.run("drift", "-adopt", "-revert").status == 1)
      #expect(try stack.run("drift", "-format=yaml").errors.contains("Invalid -format"))
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `a picture shows what was found, and nothing is fine that was not looked at`() throws {
    try withStack { stack in
      #expect(try stack.run("graph", "-drift").output.contains("2 as declared"))
      try stack.change("two") { $0["labels"] = ["team": "secret-b"] }
      try FileManager.default.removeItem(at: try stack.note("one"))
      let before = try stack.files
      let drawn = try stack.run("graph", "--drift")
      #expect(drawn.status == 0, "\(drawn.errors)")
      #expect(drawn.output.contains("✕ missing") && drawn.output.contains("≠ changed: labels[&quot;team&quot;]"))
      #expect(drawn.output.contains("1 changed") && drawn.output.contains("0 as declared"))
      #expect(!drawn.output.contains("secret-b"))
      #expect(try stack.files == before)

      let text = try String(contentsOf: stack.work.appendingPathComponent("main.tf"), encoding: .utf8)
      try write(["main.tf": text + "\nvariable \"needed\" {}\n"], to: stack.work)
      let broken = try stack.run("graph", "-drift")
      #expect(broken.status == 1)
      #expect(broken.output.contains("2 not looked at") && !broken.output.contains("as declared"), "\(broken.output)")
      for flags in [["-unmanaged"], ["-var=a=b"], ["-drift", "-type=plan"], ["-drift", "-region=x"]] {
        let refused = try PlumbBinary.run(["graph"] + flags, in: stack.work)
        #expect(refused.status == 1 && refused.errors.contains("Incompatible options"), "\(flags)")
      }
    }
  }
}
