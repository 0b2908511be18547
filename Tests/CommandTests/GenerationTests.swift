import Foundation
import Model
import TestSupport
import Testing

/// `plan -generate-config-out`, beside Terraform and its recordings.
struct GenerationTests {
  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `every kind of argument and block is generated as Terraform generates it`() throws {
    try withProvider("depot") { folder, environment in
      for name in ["main.tf", "world.json"] {
        try Data(fixture("generation/\(name)")).write(to: folder.appendingPathComponent(name))
      }
      let plan = try PlumbBinary.run(
        ["plan", "-generate-config-out=generated.tf"], in: folder, environment: environment)
      #expect(plan.status == 0, "\(plan.errors)")
      let written = try String(contentsOf: folder.appendingPathComponent("generated.tf"), encoding: .utf8)
      let recorded = String(decoding: try fixture("generation/generated.txt"), as: UTF8.self)
      #expect(written == recorded.replacing("by Terraform", with: "by Plumb"))
      #expect(!written.contains("hunter2"))
      #expect(!plan.output.contains("hunter2"))
      let formatted = try PlumbBinary.run(["fmt", "-check", "generated.tf"], in: folder, environment: environment)
      #expect(formatted.status == 0)
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var configuration: String
    var arguments: [String]

    init(_ name: String, _ configuration: String, _ arguments: String...) {
      testDescription = name
      self.configuration = configuration
      self.arguments = arguments.isEmpty ? ["-generate-config-out=generated.tf"] : arguments
    }
  }

  private static let one = "import {\n  to = terraform_data.x\n  id = \"abc\"\n}\n"

  static let cases: [Case] = [
    Case("one", one),
    Case("saved", one, "-generate-config-out=generated.tf", "-out=plan"),
    Case("declared", one + "resource \"terraform_data\" \"x\" {}\n"),
    Case("no flag", one, "-input=false"),
    Case("empty flag", one, "-generate-config-out="),
    Case("file exists", one, "-generate-config-out=main.tf"),
    Case("destroy", one, "-destroy", "-generate-config-out=generated.tf"),
    Case("refresh only", one, "-refresh-only", "-generate-config-out=generated.tf"),
    Case("with key", "import {\n  to = terraform_data.x[0]\n  id = \"abc\"\n}\n"),
    Case("for_each", "import {\n  for_each = toset([\"a\"])\n  to = terraform_data.x\n  id = each.value\n}\n"),
    Case(
      "identifier from elsewhere",
      """
      import {
        to = terraform_data.x
        id = terraform_data.y.input
      }
      resource "terraform_data" "y" {
        input = "q\\"r"
      }

      """),
    Case("referred to", one + "resource \"terraform_data\" \"y\" {\n  input = terraform_data.x.id\n}\n"),
    Case("replaced", one, "-generate-config-out=generated.tf", "-replace=terraform_data.x"),
    Case(
      "not targeted", one + "resource \"terraform_data\" \"y\" {}\n", "-generate-config-out=generated.tf",
      "-target=terraform_data.y"),
    Case(
      "failing elsewhere",
      one + """
        resource "terraform_data" "y" {
          lifecycle {
            precondition {
              condition     = length(path.module) > 1000
              error_message = "too short"
            }
          }
        }

        """),
  ]

  @Test(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"), arguments: cases)
  func `a plan generates or refuses what Terraform's does`(_ item: Case) throws {
    let judge = try #require(TerraformJudge.find())
    try withTemporaryFolder { theirs in
      try withTemporaryFolder { ours in
        for folder in [theirs, ours] { try write(["main.tf": item.configuration], to: folder) }
        let arguments = ["plan", "-no-color"] + item.arguments
        let wanted = try judge.runBlocking(arguments, in: theirs)
        let found = try PlumbBinary.run(arguments, in: ours)
        #expect(found.status == wanted.status, "\(found.errors)")
        // Of a plan that has nothing in it, nothing is shown.
        let isEmpty = wanted.output.contains("Planning failed.")
        #expect(spoken(found.output) == (isEmpty ? "" : renamed(spoken(wanted.output))))
        let place = "with terraform_data.y, on"
        #expect(spoken(found.errors).replacing(place, with: "on") == renamed(spoken(wanted.errors)))
        func generated(_ folder: URL) -> String? {
          try? String(contentsOf: folder.appendingPathComponent("generated.tf"), encoding: .utf8)
        }
        #expect(generated(ours) == generated(theirs).map(renamedHeader))
      }
    }
  }

  private func renamedHeader(_ text: String) -> String { text.replacing("by Terraform", with: "by Plumb") }

  @Test func `a file that cannot be written ends the command and says why`() throws {
    try withTemporaryFolder { folder in
      try write(["main.tf": Self.one], to: folder)
      let plan = try PlumbBinary.run(["plan", "-no-color", "-generate-config-out=absent/generated.tf"], in: folder)
      #expect(plan.status == 1)
      #expect(spoken(plan.errors).contains("could not create the generated file (absent/generated.tf)"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["main.tf"])
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `a saved plan is applied with what it generated, and the kept file then changes nothing`() throws {
    try withProvider("depot") { folder, environment in
      try write(
        [
          "world.json": #"{"depot_plain": {"p": {"name": "n", "text": "t", "kept": "k"}}}"#,
          "main.tf": """
          terraform {
            required_providers {
              depot = { source = "example.com/tests/depot" }
            }
          }
          import {
            to = depot_plain.p
            id = "p"
          }
          """,
        ], to: folder)
      func run(_ arguments: String...) throws -> TerraformJudge.Outcome {
        try PlumbBinary.run(arguments, in: folder, environment: environment)
      }
      let plan = try run("plan", "-no-color", "-generate-config-out=generated.tf", "-out=plan")
      #expect(plan.status == 0, "\(plan.errors)")
      // The computed attribute is planned anew, so there is something to apply.
      #expect(plan.output.contains("1 to import, 0 to add, 1 to change, 0 to destroy."))
      let kept = folder.appendingPathComponent("kept")
      try FileManager.default.moveItem(at: folder.appendingPathComponent("generated.tf"), to: kept)
      let apply = try run("apply", "-no-color", "plan")
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(apply.output.contains("1 imported, 0 added, 1 changed, 0 destroyed."))
      try FileManager.default.moveItem(at: kept, to: folder.appendingPathComponent("generated.tf"))
      let again = try run("plan", "-no-color", "-detailed-exitcode", "-refresh=false")
      #expect(again.status == 0, "\(again.output)\(again.errors)")
    }
  }
}
