import Foundation
import TestSupport
import Testing

/// `plumb check`, `plumb policy test`, and policies as gates of plans.
struct CheckCommandTests {
  private static let main = """
    variable "size" { type = number }
    resource "terraform_data" "small" { input = 1 }
    resource "terraform_data" "large" { input = 100 }
    resource "terraform_data" "open" { input = var.size }
    resource "terraform_data" "known_to_be" {
      # plumb:skip=size until=2099-12-31 owner=shop: the warehouse needs it
      input = 50
    }
    """

  private static func policy(level: String) -> String {
    """
    locals {
      control = {
        id       = "size"
        title    = "Nothing is large"
        severity = "high"
        part     = "input"
        why      = "Large things cost."
        fix      = "Make it smaller."
        aliases  = ["CKV_TEST_1"]
      }
    }
    resource_policy "terraform_data" "size" {
      enforcement_level = "\(level)"
      enforce {
        condition     = attrs.input < 10
        error_message = "It is ${attrs.input}."
      }
    }
    """
  }

  private static func inFolder(
    _ files: [String: String], _ body: (([String]) throws -> TerraformJudge.Outcome) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      for (name, text) in files {
        let url = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
      }
      try body { try PlumbBinary.run($0, in: folder, environment: [:]) }
    }
  }

  @Test func `a configuration is judged without being initialized, and what is not known is told apart`() throws {
    try Self.inFolder(["main.tf": Self.main, "policies/size.policy.hcl": Self.policy(level: "advisory")]) { plumb in
      let found = try plumb(["check", "-policies=policies", "-details", "-no-color"])
      #expect(found.status == 2)
      #expect(found.output.contains("main.tf:3  terraform_data.large: It is 100."))
      #expect(found.output.contains("Why: Large things cost."))
      #expect(found.output.contains("terraform_data.open: It cannot be told yet: it depends on var.size."))
      #expect(found.output.contains("accepted") && found.output.contains("the warehouse needs it"))
      #expect(
        found.output.contains("Check: 1 found (1 high); 1 passed, 1 accepted, 1 not known yet"), "\(found.output)")
      #expect(try plumb(["check", "-policies=policies", "-fail-on=critical"]).status == 0)
      #expect(try plumb(["check", "-policies=policies", "-var=size=3", "-fail-on=none"]).status == 0)
      #expect(try plumb(["check", "-controls=false"]).output.contains("Check: nothing found"))
      let json = try plumb(["check", "-policies=policies", "-json"])
      #expect(json.output.contains("\"policy.size terraform_data.large input\""))
    }
  }

  @Test func `what is wrong is told, and nothing that was not judged is fine`() throws {
    try Self.inFolder([
      "main.tf": "resource \"terraform_data\" \"a\" { input = missing.thing.here }\n",
      "bad/a.policy.hcl":
        "resource_policy \"terraform_data\" \"x\" {\n  enforce {\n    condition = attrs.nothing\n  }\n}\n",
      "worse/a.policy.hcl": "resource_polici \"terraform_data\" \"x\" {}\n",
    ]) { plumb in
      let unjudged = try plumb(["check", "-no-color"])
      #expect(unjudged.status == 1)
      #expect(unjudged.output.contains("Not everything was looked at"), "\(unjudged.output)")
      #expect(!unjudged.output.contains("nothing found;"), "\(unjudged.output)")
      let broken = try plumb(["check", "-policies=bad", "-no-color"])
      #expect(broken.status == 1)
      #expect(broken.errors.contains("Unsupported attribute") || broken.errors.contains("unknown"), "\(broken.errors)")
      let unread = try plumb(["check", "-policies=worse", "-no-color"])
      #expect(unread.status == 1)
      #expect(spoken(unread.errors).contains("Did you mean \"resource_policy\"?"), "\(unread.errors)")
      #expect(try plumb(["check", "-policies=nowhere"]).status == 1)
      #expect(try plumb(["check", "-fail-on=awful"]).status == 1)
    }
  }

  @Test(arguments: [
    ("advisory", 0 as Int32, "", ""), ("mandatory", 1, "is mandatory.", ""),
    ("mandatory_overridable", 1, "say why with -override-policy=REASON", ""),
    ("mandatory_overridable", 0, "Policy size overridden for terraform_data.large: a sale", "-override-policy=a sale"),
    ("mandatory", 1, "is mandatory.", "-override-policy=a sale"),
  ])
  func `a plan is carried out as far as policies let it`(
    level: String, status: Int32, words: String, option: String
  ) throws {
    let files = [
      "main.tf": Self.main, "policies/size.policy.hcl": Self.policy(level: level),
      "plumb.hcl": "policy {\n  paths = [\"policies\"]\n}\n",
    ]
    try Self.inFolder(files) { plumb in
      let planned = try plumb(["plan", "-no-color", "-var=size=1", "-out=saved"])
      #expect(planned.status == 0, "\(planned.errors)")
      #expect(planned.output.contains("terraform_data.large: It is 100."))
      #expect(planned.output.contains("Policies: 1 found (1 high)"))
      let checked = try plumb(["check", "saved", "-no-color"])
      #expect(checked.status == 2)
      #expect(checked.output.contains("terraform_data.large: It is 100."))
      let options = option.isEmpty ? [] : [option]
      let applied = try plumb(["apply", "-no-color", "-auto-approve", "-var=size=1"] + options)
      #expect(applied.status == status, "\(applied.errors)")
      #expect(words.isEmpty || spoken(applied.errors).contains(words), "\(applied.errors)")
      #expect(try plumb(["state", "list"]).output.isEmpty == (status != 0))
    }
  }

  @Test func `tests of policies end as the tests do`() throws {
    let test = """
      resource "terraform_data" "small" { attrs = { input = 1 } }
      resource "terraform_data" "large" {
        expect_failure = true
        attrs          = { input = 11 }
      }
      """
    try Self.inFolder([
      "p/size.policy.hcl": Self.policy(level: "advisory"), "p/size.policytest.hcl": test,
      "q/size.policy.hcl": Self.policy(level: "advisory"),
      "q/size.policytest.hcl": test.replacingOccurrences(of: "11", with: "9"),
    ]) { plumb in
      let good = try plumb(["policy", "test", "-policies=p", "-no-color"])
      #expect(good.status == 0)
      #expect(good.output.contains("Success! 2 passed, 0 failed."), "\(good.output)")
      let bad = try plumb(["policy", "test", "-policies=q", "-no-color"])
      #expect(bad.status == 1)
      #expect(bad.output.contains("Missing expected failure: every policy holds."), "\(bad.output)")
      let json = try plumb(["policy", "test", "-policies=q", "-json"])
      #expect(json.output.contains("\"failed\": 1"))
      #expect(try plumb(["policy", "test", "-policies=nowhere"]).status == 1)
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `what the code says and what there is are told apart`() throws {
    try withProvider("notes") { work, environment in
      let files = [
        "main.tf": """
        terraform {
          required_providers {
            notes = { source = "example.com/tests/notes" }
          }
        }
        provider "notes" {
          folder = "\(work.path)"
        }
        resource "notes_note" "changed" {
          text = "one"
        }
        resource "notes_note" "bad" {
          text = "evil"
        }
        """,
        "p.policy.hcl": """
        resource_policy "notes_note" "good" {
          enforce {
            condition     = attrs.text != "evil"
            error_message = "Evil."
          }
        }
        """,
      ]
      try write(files, to: work)
      func plumb(_ arguments: String...) throws -> TerraformJudge.Outcome {
        try PlumbBinary.run(arguments, in: work, environment: environment)
      }
      #expect(try plumb("apply", "-auto-approve").status == 0)
      let one = try #require(
        try FileManager.default.contentsOfDirectory(at: work, includingPropertiesForKeys: nil).first {
          $0.pathExtension == "json" && (try? String(contentsOf: $0, encoding: .utf8))?.contains("\"one\"") == true
        })
      let text = try String(contentsOf: one, encoding: .utf8).replacing("\"one\"", with: "\"evil\"")
      try Data(text.utf8).write(to: one)
      try write(["main.tf": (files["main.tf"] ?? "").replacing("text = \"evil\"", with: "text = \"good\"")], to: work)
      let found = try plumb("check", "-live", "-policies=p.policy.hcl", "-no-color")
      #expect(found.status == 2, "\(found.errors)")
      #expect(found.output.contains("notes_note.changed: Evil. (code passes, live fails)"), "\(found.output)")
      #expect(found.output.contains("notes_note.bad: Evil. (code passes, live fails)"), "\(found.output)")
      try Data(text.replacing("\"evil\"", with: "\"one\"").utf8).write(to: one)
      let after = try plumb("check", "-live", "-policies=p.policy.hcl", "-no-color")
      #expect(!after.output.contains("notes_note.changed"), "\(after.output)")
    }
  }
}
