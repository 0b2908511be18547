import Foundation
import TestSupport
import Testing

/// `provider_meta` blocks, beside Terraform with a provider that notes what it is told.
@Suite(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
struct ProviderMetaTests {
  private static func module(_ meta: String, _ rest: String) -> String {
    """
    terraform {
      required_providers {
        depot = { source = "example.com/tests/depot" }
      }
    \(meta)}
    \(rest)
    """
  }

  private static func object(_ name: String, _ note: String) -> String {
    "resource \"depot_plain\" \"\(name)\" {\n  name = \"\(name)\"\n  note = \"\(note)\"\n  secret = \"s\"\n}\n"
  }

  /// A root module and one of its modules that tell something, and a module that tells nothing.
  private static func files(note: String) -> [String: String] {
    let calls = "module \"m\" {\n  source = \"./m\"\n}\nmodule \"n\" {\n  source = \"./n\"\n}\n"
    let data = "data \"depot_catalogue\" \"d\" {\n  query = \"q\"\n}\n"
    return [
      "main.tf": module("  provider_meta \"depot\" {\n    team = \"root\"\n  }\n", object("a", note) + data + calls),
      "m/main.tf": module(
        "  provider_meta \"depot\" {\n    team        = \"inner\"\n    module_name = \"m\"\n  }\n", object("b", note)),
      "n/main.tf": module("", object("c", note)),
    ]
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
  func `providers are told the same as by Terraform with every call`() throws {
    let judge = try #require(TerraformJudge.find())
    func told(_ run: ([String], URL, [String: String]) throws -> TerraformJudge.Outcome) throws -> [[String]] {
      var all: [[String]] = []
      try withProvider("depot") { folder, environment in
        let log = folder.appendingPathComponent("meta.jsonl")
        try write(Self.files(note: "old"), to: folder)
        #expect(try run(["get"], folder, environment).status == 0)
        for step in ["create", "update", "destroy"] {
          if step == "update" { try write(Self.files(note: "new"), to: folder) }
          try Data().write(to: log)
          let command = step == "destroy" ? "destroy" : "apply"
          let outcome = try run([command, "-auto-approve", "-no-color"], folder, environment)
          #expect(outcome.status == 0, "\(outcome.errors)")
          var lines = try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init).sorted()
          // To destroy, Terraform plans and reads once more what we do not.
          if step == "destroy" { lines = lines.filter { $0.hasPrefix("[\"apply\"") } }
          all.append(lines)
        }
      }
      return all
    }
    let ours = try told { try PlumbBinary.run($0, in: $1, environment: $2) }
    let theirs = try told { try judge.runBlocking($0, in: $1, environment: $2) }
    #expect(ours == theirs)
    #expect(ours.first?.contains(#"["apply", "depot_plain", {"module_name": "m", "team": "inner"}]"#) == true)
    #expect(ours.map(\.count) == [10, 13, 3])
  }

  @Test func `in an override file a block has no effect, which is said`() throws {
    try withProvider("depot") { folder, environment in
      try write(Self.files(note: "n"), to: folder)
      let override = "terraform {\n  provider_meta \"depot\" {\n    team = \"other\"\n  }\n}\n"
      try write(["a_override.tf": override, "meta.jsonl": ""], to: folder)
      let plan = try PlumbBinary.run(["plan", "-no-color"], in: folder, environment: environment)
      #expect(plan.status == 0, "\(plan.errors)")
      #expect(spoken(plan.output).contains("Warning: Ignored provider_meta block on a_override.tf line 2"))
      let told = try String(contentsOf: folder.appendingPathComponent("meta.jsonl"), encoding: .utf8)
      #expect(told.contains("\"root\"") && !told.contains("other"))
    }
  }

  static let wrong: [(meta: String, summary: String, line: Int)] = [
    ("  provider_meta \"depot\" {\n    team = var.x\n  }\n", "Variables not allowed", 6),
    ("  provider_meta \"depot\" {\n    team = upper(\"x\")\n  }\n", "Function calls not allowed", 6),
    ("  provider_meta \"depot\" {\n  }\n", "Missing required argument", 5),
    ("  provider_meta \"depot\" {\n    team = \"x\"\n    tem = 1\n  }\n", "Unsupported argument", 7),
    ("  provider_meta \"depot\" {\n    team = [\"x\"]\n  }\n", "Incorrect attribute value type", 6),
    ("  provider_meta \"depot\" {\n    team = \"x\"\n    x {}\n  }\n", "Unexpected \"x\" block", 7),
    ("  provider_meta {\n    team = \"x\"\n  }\n", "Missing provider for provider_meta", 5),
    (
      "  provider_meta \"depot\" {\n    team = \"x\"\n  }\n  provider_meta \"depot\" {\n    team = \"x\"\n  }\n",
      "Duplicate provider_meta block", 8
    ),
    (
      "  provider_meta \"terraform\" {\n    team = \"x\"\n  }\n",
      "Provider terraform.io/builtin/terraform doesn't support provider_meta", 5
    ),
  ]

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"), arguments: wrong)
  func `what a block must not say is refused where Terraform refuses it`(
    _ item: (meta: String, summary: String, line: Int)
  ) throws {
    let judge = try #require(TerraformJudge.find())
    let text = Self.module(
      item.meta, "variable \"x\" {\n  default = 1\n}\nresource \"terraform_data\" \"t\" {}\n" + Self.object("a", "n"))
    try withProvider("depot") { folder, environment in
      try write(["main.tf": text], to: folder)
      let theirs = try judge.runBlocking(["plan", "-no-color"], in: folder, environment: environment)
      let ours = try PlumbBinary.run(["plan", "-no-color"], in: folder, environment: environment)
      for outcome in [theirs, ours] {
        #expect(outcome.status == 1)
        #expect(spoken(outcome.errors).contains("Error: \(item.summary)"), "\(outcome.errors)")
        #expect(outcome.errors.contains("on main.tf line \(item.line), in terraform:"), "\(outcome.errors)")
      }
    }
  }
}
