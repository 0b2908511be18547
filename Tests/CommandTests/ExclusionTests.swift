import Foundation
import TestSupport
import Testing

/// `-exclude` and the files of addresses, as OpenTofu has them.
struct ExclusionTests {
  private static let configuration = """
    resource "terraform_data" "a" {
      count = 2
      input = "a${count.index}${var.edition}"
    }
    resource "terraform_data" "b" {
      input = terraform_data.a[0].output
    }
    resource "terraform_data" "c" {
      depends_on = [terraform_data.b]
      input      = var.edition
    }
    module "m" {
      source = "./m"
      value  = terraform_data.d.output
    }
    resource "terraform_data" "d" {
      input = "d${var.edition}"
    }
    resource "terraform_data" "e" {
      input = module.m.out
    }
    resource "terraform_data" "lone" {
      input = var.edition
    }
    variable "edition" {
      default = "1"
    }
    output "a" {
      value = terraform_data.a[*].input
    }
    output "e" {
      value = terraform_data.e.input
    }
    output "constant" {
      value = "k"
    }
    """

  private static let module = """
    variable "value" {}
    resource "terraform_data" "in" {
      input = var.value
    }
    output "out" {
      value = terraform_data.in.output
    }
    """

  private func withConfiguration(_ body: (URL, ([String]) throws -> TerraformJudge.Outcome) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try write(["main.tf": Self.configuration, "m/main.tf": Self.module], to: folder)
      try body(folder) { try PlumbBinary.run($0 + ["-no-color"], in: folder) }
    }
  }

  /// The addresses of which a plan says something, and its outputs.
  private func planned(_ outcome: TerraformJudge.Outcome) -> [String] {
    outcome.output.split(separator: "\n").compactMap { line in
      (try? #/  # (\S+) (?:will|must) be .*/#.wholeMatch(in: line)).map { String($0.1) }
        ?? (try? #/  [-+~] (\w+) += .*/#.wholeMatch(in: line)).map { "output \($0.1)" }
    }
  }

  private static let all = [
    "terraform_data.a[0]", "terraform_data.a[1]", "terraform_data.b", "terraform_data.c", "terraform_data.d",
    "terraform_data.e", "terraform_data.lone", "module.m.terraform_data.in",
  ]

  static let cases: [(excluded: [String], missing: [String], outputs: [String])] = [
    (["terraform_data.lone"], ["terraform_data.lone"], ["a", "e"]),
    (["terraform_data.b"], ["terraform_data.b", "terraform_data.c"], ["a", "e"]),
    (["module.m"], ["module.m.terraform_data.in", "terraform_data.e"], ["a"]),
    (["terraform_data.d"], ["terraform_data.d", "module.m.terraform_data.in", "terraform_data.e"], ["a"]),
    (["terraform_data.a[1]"], ["terraform_data.a[1]", "terraform_data.b", "terraform_data.c"], ["a", "e"]),
    (
      ["terraform_data.a", "terraform_data.e"],
      ["terraform_data.a[0]", "terraform_data.a[1]", "terraform_data.b", "terraform_data.c", "terraform_data.e"], []
    ),
    (["terraform_data.absent"], [], ["a", "e"]),
  ]

  @Test(arguments: cases)
  func `what is excluded is left out with all that depends on it`(
    _ item: (excluded: [String], missing: [String], outputs: [String])
  ) throws {
    try withConfiguration { _, run in
      let plan = try run(["plan"] + item.excluded.map { "-exclude=\($0)" })
      #expect(plan.status == 0, "\(plan.errors)")
      let expected = Self.all.filter { !item.missing.contains($0) } + item.outputs.map { "output \($0)" }
      #expect(
        planned(plan).filter { !$0.hasSuffix("input") && !$0.hasSuffix("id") && !$0.hasSuffix("output") } == expected)
      #expect(plan.output.contains("Warning: Resource targeting is in effect"))
    }
  }

  @Test func `objects that are excluded stay as they are, also where the configuration has changed or lost them`()
    throws
  {
    try withConfiguration { folder, run in
      #expect(try run(["apply", "-auto-approve"]).status == 0)
      let plan = try run(["plan", "-exclude=terraform_data.d", "-var=edition=2"])
      #expect(plan.output.contains("Plan: 0 to add, 5 to change, 0 to destroy."), "\(plan.output)")
      let fewer = Self.configuration.replacing("count = 2", with: "count = 1").replacing(
        "resource \"terraform_data\" \"lone\" {\n  input = var.edition\n}\n", with: "")
      try write(["main.tf": fewer], to: folder)
      #expect(try run(["plan"]).output.contains("Plan: 0 to add, 0 to change, 2 to destroy."))
      let kept = try run(["plan", "-exclude=terraform_data.lone", "-exclude=terraform_data.a[1]"])
      #expect(planned(kept) == ["output a"], "\(kept.output)")
      let applied = try run(["apply", "-auto-approve", "-exclude=terraform_data.lone"])
      #expect(applied.output.contains("0 added, 0 changed, 1 destroyed."))
      #expect(applied.output.contains("Warning: Applied changes may be incomplete"))
      #expect(try run(["state", "list"]).output.contains("terraform_data.lone"))
    }
  }

  @Test func `a destroy keeps what is excluded and what that needs, and the outputs`() throws {
    try withConfiguration { _, run in
      #expect(try run(["apply", "-auto-approve"]).status == 0)
      let destroy = try run(["destroy", "-auto-approve", "-exclude=terraform_data.e"])
      #expect(destroy.output.contains("Destroy complete! Resources: 5 destroyed."), "\(destroy.output)")
      #expect(
        try run(["state", "list"]).output == "terraform_data.d\nterraform_data.e\nmodule.m.terraform_data.in\n")
      #expect(try run(["output"]).output.contains("constant = \"k\""))
    }
  }

  @Test func `a saved plan remembers that it is only a part`() throws {
    try withConfiguration { _, run in
      #expect(try run(["plan", "-exclude=module.m", "-out=plan"]).status == 0)
      let apply = try run(["apply", "plan"])
      #expect(apply.output.contains("6 added"))
      #expect(spoken(apply.output).contains("The plan was created with the -exclude option in effect"))
      #expect(spoken(try run(["apply", "-exclude=module.m", "plan"]).errors).contains("Can't change a saved plan"))
    }
  }

  @Test func `addresses come from files too, and what is wrong in them is shown there`() throws {
    try withConfiguration { folder, run in
      try write(["some": "# these\n\n  terraform_data.a\r\nmodule.m", "bad": "\n  module.m[\n"], to: folder)
      let plan = try run(["plan", "-exclude-file=some"])
      #expect(plan.output.contains("Plan: 2 to add"), "\(plan.output)")
      let targeted = try run(["plan", "-target-file=some", "-target=terraform_data.lone"])
      #expect(targeted.output.contains("Plan: 5 to add"), "\(targeted.output)")
      let bad = try run(["plan", "-target-file=bad"])
      #expect(bad.status == 1)
      #expect(spoken(bad.errors).hasPrefix("Error: Invalid target \"module.m[\" on bad line 2:"))
      #expect(spoken(try run(["plan", "-exclude-file=none"]).errors).contains("The file none could not be read"))
      let both = try run(["plan", "-exclude-file=some", "-target=module.m"])
      #expect(both.errors.contains("Invalid combination of arguments"))
    }
  }

  @Test func `what moves must not be excluded`() throws {
    try withConfiguration { folder, run in
      #expect(try run(["apply", "-auto-approve"]).status == 0)
      try write(
        [
          "main.tf": Self.configuration.replacing("\"lone\"", with: "\"alone\""),
          "moved.tf": "moved {\n  from = terraform_data.lone\n  to   = terraform_data.alone\n}\n",
        ], to: folder)
      let plan = try run(["plan", "-exclude=terraform_data.alone"])
      #expect(plan.status == 1)
      #expect(plan.errors.contains("Moved resource instances excluded by targeting"))
      #expect(plan.errors.contains("-exclude=\"terraform_data.alone\""))
    }
  }
}
