import Foundation
import Model
import Storing
import TestSupport
import Testing

/// `import`, `taint`, `untaint` and `state` commands on objects of a real provider, one after the other as a person would.
@Suite(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
struct ImportCommandTests {
  private static let configuration = """
    terraform {
      required_providers {
        depot = { source = "example.com/tests/depot" }
      }
    }
    resource "depot_plain" "one" {
      name   = "first"
      note   = "here"
      secret = "s"
    }
    resource "depot_plain" "many" {
      count  = 2
      name   = "second"
      secret = "s"
    }
    module "m" {
      for_each = toset(["k"])
      source   = "./m"
    }
    """
  private static let module = """
    terraform {
      required_providers {
        depot = { source = "example.com/tests/depot" }
      }
    }
    resource "depot_crate" "c" {
      label = "box"
    }
    """
  private static let world = """
    {"depot_plain": {
      "p1": {"name": "first", "note": "here", "kept": "k", "made": "m", "secret": "s"},
      "p2": {"name": "second", "kept": "k", "made": "m", "secret": "s"}},
     "depot_crate": {"c1": {"label": "box"}}}
    """

  private func withWorld(
    _ body: (URL, ([String]) throws -> TerraformJudge.Outcome) throws -> Void
  ) throws {
    try withProvider("depot") { folder, environment in
      try write(["main.tf": Self.configuration, "m/main.tf": Self.module, "world.json": Self.world], to: folder)
      try body(folder) { try PlumbBinary.run($0, in: folder, environment: environment) }
    }
  }

  private func state(_ folder: URL, _ name: String = "terraform.tfstate") throws -> State {
    try StateFile.decode(Array(Data(contentsOf: folder.appendingPathComponent(name))))
  }

  @Test func `objects are imported one by one, and a plan then leaves them alone`() throws {
    try withWorld { folder, run in
      for (address, id) in [
        ("depot_plain.one", "p1"), ("depot_plain.many[1]", "p2"), ("module.m[\"k\"].depot_crate.c", "c1"),
      ] {
        let outcome = try run(["import", "-no-color", address, id])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("\(address): Importing from ID \"\(id)\"...\n"))
        #expect(outcome.output.contains("\(address): Refreshing state... [id=\(id)]\n"))
        #expect(outcome.output.contains("Import successful!"))
      }
      let stored = try state(folder)
      #expect(stored.serial == 3)
      let one = try #require(try stored[ResourceInstanceAddress(parsing: "depot_plain.one")]?.current)
      #expect(one.identity == Array(#"{"name":"first","place":"here"}"#.utf8))
      #expect(String(decoding: one.attributes, as: UTF8.self).contains(#""kept":"k""#))
      #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent("terraform.tfstate.backup").path))
      let plan = try run(["plan", "-no-color"])
      #expect(plan.output.contains("Plan: 1 to add, 0 to change, 0 to destroy."), "\(plan.output)\(plan.errors)")
      #expect(plan.output.contains("# depot_plain.many[0] will be created"))
    }
  }

  static let refused: [(arguments: [String], words: String)] = [
    (
      ["depot_plain.none", "p1"],
      "Before importing depot_plain.none, please create its configuration in the root module"
    ),
    (["module.x.depot_plain.one", "p1"], "module.x is not defined in the configuration"),
    (["depot_plain.one", "absent"], "Cannot import non-existent remote object"),
    (["depot_plain.many[5]", "p1"], "Configuration for import target does not exist"),
    (["depot_plain.", "p1"], "The address given is: depot_plain."),
    (["data.depot_plain.one", "p1"], "Importing into a data resource is not allowed"),
    (["depot_plain.one"], "expects two arguments"),
    (["-config=elsewhere", "depot_plain.one", "p1"], "Use the global -chdir option"),
  ]

  @Test(arguments: refused)
  func `what cannot be imported leaves no state behind`(_ item: (arguments: [String], words: String)) throws {
    try withWorld { folder, run in
      let outcome = try run(["import", "-no-color"] + item.arguments)
      #expect(outcome.status == 1)
      #expect(spoken(outcome.errors).contains(item.words), "\(outcome.errors)")
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("terraform.tfstate").path))
    }
  }

  @Test func `an object is imported once, and where -state-out says`() throws {
    try withWorld { folder, run in
      #expect(try run(["import", "-state-out=other.tfstate", "depot_plain.one", "p1"]).status == 0)
      #expect(try state(folder, "other.tfstate").resources.count == 1)
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("terraform.tfstate").path))
      let again = try run(["import", "-no-color", "-state=other.tfstate", "depot_plain.one", "p1"])
      #expect(again.status == 1)
      #expect(again.errors.contains("Resource already managed by Plumb"))
    }
  }

  @Test
  func `a tainted object is replaced, and no more once the mark is gone; what is moved and removed keeps its kin`()
    throws
  {
    try withWorld { folder, run in
      #expect(try run(["apply", "-auto-approve"]).status == 0)
      #expect(try run(["taint", "depot_plain.many[1]"]).status == 0)
      let tainted = try run(["plan", "-no-color"])
      #expect(tainted.output.contains("# depot_plain.many[1] is tainted, so must be replaced"), "\(tainted.output)")
      #expect(try run(["untaint", "depot_plain.many[1]"]).status == 0)
      #expect(try run(["plan", "-detailed-exitcode"]).status == 0)
      #expect(try run(["state", "mv", "depot_plain.one", "module.m[\"k\"].depot_plain.moved"]).status == 0)
      #expect(try run(["state", "rm", "depot_plain.many[0]"]).status == 0)
      #expect(
        try run(["state", "list"]).output
          == "depot_plain.many[1]\nmodule.m[\"k\"].depot_crate.c\nmodule.m[\"k\"].depot_plain.moved\n")
      let provider = "example.com/tests/depot"
      let replaced = try run(["state", "replace-provider", "-auto-approve", provider, "example.com/tests/other"])
      #expect(replaced.output.contains("Successfully replaced provider for 3 resources."))
      #expect(try state(folder).resources.values.allSatisfy { $0.provider.provider.type == "other" })
      #expect(
        try run(["state", "replace-provider", "-auto-approve", "example.com/tests/other", provider]).status == 0)
      let plan = try run(["plan", "-no-color"])
      #expect(plan.output.contains("Plan: 2 to add, 0 to change, 1 to destroy."), "\(plan.output)\(plan.errors)")
    }
  }
}
