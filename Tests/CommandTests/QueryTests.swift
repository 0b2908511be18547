import Foundation
import Model
import TestSupport
import Testing

/// `plumb query` with a provider of protocols 5.10 and 6.10.
@Suite(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
struct QueryTests {
  private static let head = """
    terraform {
      required_providers {
        depot = { source = "example.com/tests/depot" }
      }
    }

    """
  private static let world = """
    {"depot_plain": {
      "p1": {"name": "first", "note": "here", "kept": "k", "made": "m", "secret": "keep-me-hidden"},
      "p2": {"name": "second", "kept": "k", "made": "m", "secret": "s"},
      "p3": {"name": "third", "kept": "k", "made": "m", "secret": "s"},
      "p4": {"name": "fourth", "kept": "k", "made": "m", "secret": "s"},
      "p5": {"name": "warns", "kept": "k", "made": "m", "secret": "s"},
      "q1": {"name": "zz1", "secret": "s"}, "q2": {"name": "zz2", "secret": "s"},
      "q3": {"name": "fails", "secret": "s"}, "q4": {"name": "failing-not", "secret": "s"},
      "r1": {"name": "xx", "secret": "s"}, "r2": {"name": "breaks", "secret": "s"},
      "s1": {"name": "yy", "secret": "s"}, "s2": {"name": "dies", "secret": "s"}},
     "depot_crate": {"c1": {"label": "box"}}}
    """

  private func withQuery(
    _ query: String, protocolVersion: Int = 6, configuration: String = "",
    _ body: (URL, ([String]) throws -> TerraformJudge.Outcome) throws -> Void
  ) throws {
    try withProvider("depot") { folder, environment in
      try write(
        ["main.tf": Self.head + configuration, "world.json": Self.world, "all.tfquery.hcl": query], to: folder)
      let all = environment.merging(["DEPOT_PROTOCOL": "\(protocolVersion)"]) { $1 }
      try body(folder) { try PlumbBinary.run($0, in: folder, environment: all) }
    }
  }

  private static let several = """
    variable "first" {}
    locals {
      limit = 1
    }
    provider "depot" {
      alias = "other"
    }
    list "depot_plain" "one" {
      provider         = depot.other
      include_resource = true
      config {
        prefix   = var.first
        password = "hush"
      }
    }
    list "depot_plain" "each" {
      for_each = toset(["th", "fo"])
      provider = depot
      config {
        prefix = each.key
      }
    }
    list "depot_plain" "few" {
      count    = local.limit
      provider = depot
      limit    = local.limit + count.index
    }
    list "depot_plain" "again" {
      provider = depot
      config {
        prefix = list.depot_plain.one.data[0].state.name
      }
    }
    list "depot_plain" "by_identity" {
      provider = depot
      config {
        prefix = list.depot_plain.each["th"].data[0].identity.name
      }
    }
    list "depot_plain" "none" {
      provider = depot
      config {
        prefix = "nobody"
      }
    }

    """

  @Test(arguments: [5, 6])
  func `a query shows the identity and name of what list blocks find`(_ version: Int) throws {
    try withQuery(Self.several, protocolVersion: version) { folder, run in
      let query = try run(["query", "-no-color", "-var", "first=fir"])
      #expect(query.status == 0, "\(query.errors)")
      let lines = Set(query.output.split(separator: "\n").map(String.init))
      #expect(
        lines == [
          "list.depot_plain.one   name=first,place=here   first of the depot",
          "list.depot_plain.each[\"th\"]   name=third   third of the depot",
          "list.depot_plain.each[\"fo\"]   name=fourth   fourth of the depot",
          "list.depot_plain.few[0]   name=first,place=here   first of the depot",
          "list.depot_plain.few[0]   (stopped at the limit of 1; there may be more)",
          "list.depot_plain.again   name=first,place=here   first of the depot",
          "list.depot_plain.by_identity   name=third   third of the depot",
          "list.depot_plain.none   (nothing found)",
        ], "\(query.output)")
      let asked = try String(contentsOf: folder.appendingPathComponent("asked.jsonl"), encoding: .utf8)
        .split(separator: "\n").map { try JSON.read(Array($0.utf8)) }
      let one = asked.first { $0["config"]?["password"] == .string("hush") }
      #expect(one?["include"] == .bool(true))
      #expect(one?["limit"] == .integer(100))
      let few = asked.first { $0["config"]?["prefix"] == .null }
      #expect(few?["include"] == .bool(false))
      #expect(few?["limit"] == .integer(1))
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("terraform.tfstate").path))
    }
  }

  @Test(arguments: [5, 6])
  func `the stream tells of each start, object and end, and of no secret`(_ version: Int) throws {
    try withQuery(Self.several, protocolVersion: version) { _, run in
      let query = try run(["query", "-json", "-var", "first=fir"])
      #expect(query.status == 0, "\(query.errors)")
      #expect(!query.output.contains("hush") && !query.output.contains("keep-me-hidden"))
      let messages = try query.output.split(separator: "\n").map { try JSON.read(Array($0.utf8)) }
      #expect(messages.first?["type"] == .string("version"))
      func about(_ address: String) -> [JSON] {
        messages.compactMap { message in
          message["type"]?.string.flatMap { message[$0] }.flatMap { $0["address"] == .string(address) ? $0 : nil }
        }
      }
      let object = version == 6 ? "\"once\":null," : ""
      let expected = [
        #"{"address":"list.depot_plain.one","resource_type":"depot_plain","input_config":{"password":null,"prefix":"fir"}}"#,
        #"{"address":"list.depot_plain.one","display_name":"first of the depot","identity":{"name":"first","place":"here"},"#
          + #""identity_version":1,"resource_type":"depot_plain","resource_object":{"id":"p1","kept":"k","made":"m","#
          + #""name":"first","note":"here","old":null,\#(object)"secret":null,"text":null}}"#,
        #"{"address":"list.depot_plain.one","resource_type":"depot_plain","total":1}"#,
      ]
      #expect(about("list.depot_plain.one").map { $0.text(.compact) } == expected)
      #expect(about("list.depot_plain.again").map { $0["resource_object"] } == [nil, nil, nil])
      #expect(about("list.depot_plain.none").last?["total"] == .integer(0))
      let types = messages.compactMap { $0["type"]?.string }
      #expect(
        messages.compactMap { $0["@message"]?.string }.filter { $0.hasPrefix("list.depot_plain.one:") } == [
          "list.depot_plain.one: Listing...", "list.depot_plain.one: Found name=first,place=here",
          "list.depot_plain.one: Listing complete, 1 found",
        ])
      #expect(types.filter { $0 == "list_start" }.count == 7)
      #expect(types.filter { $0 == "list_complete" }.count == 7)
    }
  }

  @Test(arguments: [5, 6])
  func `what is found can be imported with the configuration that is written for it`(_ version: Int) throws {
    let query = """
      provider "depot" {
        alias = "other"
      }
      list "depot_plain" "o" {
        for_each = toset(["fir", "s"])
        provider = depot.other
        config {
          prefix = each.key
        }
      }
      """
    let configuration = "provider \"depot\" {\n  alias = \"other\"\n}\nresource \"depot_crate\" \"o_s_0\" {}\n"
    let own = query.replacing("provider \"depot\" {\n  alias = \"other\"\n}\n", with: "")
    try withQuery(own, protocolVersion: version, configuration: configuration) { folder, run in
      let query = try run(["query", "-no-color", "-generate-config-out=found.tf"])
      #expect(query.status == 0, "\(query.errors)")
      #expect(query.output.contains("has been written to found.tf"))
      let text = try String(contentsOf: folder.appendingPathComponent("found.tf"), encoding: .utf8)
      let once = version == 6 ? "  once     = null\n" : ""
      let expected = """
        # __generated__ by Plumb
        # Please review these resources and move them into your main configuration files.

        # __generated__ by Plumb
        resource "depot_plain" "o_fir_0" {
          provider = depot.other
          kept     = "k"
          name     = "first"
          note     = "here"
        \(once)  secret   = null # sensitive
          text     = null
        }

        import {
          to = depot_plain.o_fir_0
          identity = {
            name  = "first"
            place = "here"
          }
        }

        # __generated__ by Plumb
        resource "depot_plain" "o_s_0" {
        """
      #expect(text.hasPrefix(expected), "\(text)")
      #expect(text.utf8.last == UInt8(ascii: "\n"))
      #expect(try run(["fmt", "-check"]).status == 0)
      let again = try run(["query", "-generate-config-out=found.tf"])
      #expect(again.status == 1)
      #expect(again.errors.contains("Target generated file already exists"))
      let apply = try run(["apply", "-auto-approve", "-no-color", "-target=depot_plain.o_fir_0"])
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(apply.output.contains("1 imported, 0 added, 1 changed, 0 destroyed."), "\(apply.output)")
    }
  }

  @Test func `what several lists have found is imported once`() throws {
    func list(_ name: String, _ prefix: String) -> String {
      "list \"depot_plain\" \"\(name)\" {\n  provider = depot\n  config {\n    prefix = \"\(prefix)\"\n  }\n}\n"
    }
    try withQuery(list("a", "fir") + list("b", "fi") + list("c", "th")) { folder, run in
      #expect(try run(["query", "-generate-config-out=found.tf"]).status == 0)
      let text = try String(contentsOf: folder.appendingPathComponent("found.tf"), encoding: .utf8)
      #expect(text.contains("\n\n# list.depot_plain.b has found depot_plain.a_0, too.\n\n# __generated__ by Plumb\n"))
      let blocks = text.split(separator: "\n").filter { $0.hasPrefix("resource ") }
      #expect(blocks == ["resource \"depot_plain\" \"a_0\" {", "resource \"depot_plain\" \"c_0\" {"])
    }
  }

  @Test func `with -json the configuration is in the stream, too`() throws {
    try withQuery("list \"depot_plain\" \"a\" {\n  provider = depot\n  limit = 1\n}\n") { folder, run in
      let query = try run(["query", "-json", "-generate-config-out=found.tf"])
      let found = try query.output.split(separator: "\n").map { try JSON.read(Array($0.utf8)) }
        .compactMap { $0["list_resource_found"] }
      let (config, block) = (found.first?["config"]?.string, found.first?["import_config"]?.string)
      #expect(config?.hasPrefix("resource \"depot_plain\" \"a_0\" {\n") == true)
      #expect(
        block == "import {\n  to = depot_plain.a_0\n  identity = {\n    name  = \"first\"\n    place = \"here\"\n  }\n}"
      )
      let text = try String(contentsOf: folder.appendingPathComponent("found.tf"), encoding: .utf8)
      #expect(text.contains("\(config ?? "-")\n\n\(block ?? "-")\n"))
    }
  }

  static let failures: [(prefix: String, shown: [String], words: String, place: String)] = [
    ("warns", ["name=warns"], "Warning: Dusty Nobody has looked here for years.", "3: config {"),
    ("fail", ["name=failing-not"], "Error: Locked shelf", "prefix = \"fail\""),
    ("!", [], "Error: Bad prefix", "prefix = \"!\""),
  ]

  @Test(arguments: failures, [5, 6])
  func `what a provider says between its objects is told with its place`(
    _ item: (prefix: String, shown: [String], words: String, place: String), _ version: Int
  ) throws {
    let query =
      "list \"depot_plain\" \"a\" {\n  provider = depot\n  config {\n    prefix = \"\(item.prefix)\"\n  }\n}\n"
    try withQuery(query, protocolVersion: version) { _, run in
      let outcome = try run(["query", "-no-color"])
      let isWarning = item.words.hasPrefix("Warning")
      #expect(outcome.status == (isWarning ? 0 : 1))
      for shown in item.shown { #expect(outcome.output.contains(shown), "\(outcome.output)") }
      let told = spoken(outcome.output + outcome.errors)
      for word in item.words.split(separator: " ") { #expect(told.contains(word)) }
      #expect(told.contains(item.place), "\(told)")
    }
  }

  @Test(arguments: [5, 6])
  func `what came before a provider failed is shown`(_ version: Int) throws {
    func query(_ type: String, _ config: String, _ body: (TerraformJudge.Outcome) -> Void) throws {
      let text = "list \"\(type)\" \"a\" {\n  provider = depot\n  config {\n    \(config)\n  }\n}\n"
      try withQuery(text, protocolVersion: version) { _, run in body(try run(["query", "-no-color"])) }
    }
    try query("depot_plain", "") { outcome in
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("name=xx"), "\(outcome.output)")
      #expect(spoken(outcome.errors).contains("failed while listing depot_plain, with INTERNAL: the shelf broke"))
    }
    try query("depot_crate", "shelf = \"top\"") { outcome in
      #expect(outcome.status == 1)
      #expect(spoken(outcome.errors).contains("listed an object for list.depot_crate.a without its identity"))
    }
  }

  @Test func `a provider that dies while it lists ends the query`() throws {
    let query = "list \"depot_plain\" \"a\" {\n  provider = depot\n  config {\n    prefix = \"d\"\n  }\n}\n"
    try withQuery(query) { _, run in
      let outcome = try run(["query", "-no-color"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("Plugin did not respond"), "\(outcome.errors)")
      #expect(spoken(outcome.errors).contains("stopped unexpectedly while listing depot_plain (exit status 3"))
    }
  }

  static let broken: [(text: String, summary: String, words: String, line: Int)] = [
    ("list \"depot_plain\" \"a\" {\n}\n", "Missing required argument", "\"provider\" is required", 1),
    ("list \"depot_plain\" {\n}\n", "Missing name for list", "type, name", 1),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot\n  depends_on = []\n}\n", "Unsupported argument", "depends_on",
      3
    ),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot\n  limit = 0\n}\n", "Invalid limit argument",
      "greater than zero", 3
    ),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot\n  limit = 1.5\n}\n", "Invalid limit argument", "whole number",
      3
    ),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot\n  include_resource = \"maybe\"\n}\n",
      "Invalid include_resource argument", "a bool is required", 3
    ),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot.none\n}\n", "Provider configuration not present", "depot.none",
      2
    ),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot\n  config {\n    prefx = 1\n  }\n}\n", "Unsupported argument",
      "Did you mean \"prefix\"?", 4
    ),
    ("list \"depot_crate\" \"a\" {\n  provider = depot\n}\n", "Missing required argument", "\"shelf\" is required", 1),
    (
      "list \"depot_thing\" \"a\" {\n  provider = depot\n}\n", "Invalid list resource",
      "It lists: depot_crate, depot_plain.", 1
    ),
    (
      "list \"terraform_data\" \"a\" {\n  provider = terraform\n}\n", "Invalid list resource",
      "It lists nothing at all", 1
    ),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot\n}\nlist \"depot_plain\" \"a\" {\n  provider = depot\n}\n",
      "Duplicate list \"depot_plain\" configuration", "already declared at all.tfquery.hcl:1", 4
    ),
    ("resource \"depot_plain\" \"a\" {\n}\n", "Unsupported block type", "\"resource\" are not expected here", 1),
    (
      "list \"depot_plain\" \"a\" {\n  provider = depot\n  limit = list.depot_plain.b\n}\n",
      "Reference to undeclared resource", "A list resource \"depot_plain\" \"b\" has not been declared", 3
    ),
  ]

  @Test(arguments: broken)
  func `a query file that makes no sense is refused at its place`(
    _ item: (text: String, summary: String, words: String, line: Int)
  ) throws {
    try withQuery(item.text) { _, run in
      let outcome = try run(["query", "-no-color"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("Error: \(item.summary)"), "\(outcome.errors)")
      #expect(spoken(outcome.errors).contains(item.words), "\(outcome.errors)")
      #expect(outcome.errors.contains("on all.tfquery.hcl line \(item.line)"), "\(outcome.errors)")
    }
  }

  @Test func `query files are left alone but by those who are told to read them`() throws {
    try withQuery("list \"depot_plain\" \"a\" {\n  provider = depot\n  limit = 0\n}\n") { folder, run in
      #expect(try run(["validate"]).status == 0)
      #expect(try run(["plan"]).status == 0)
      let refused = try run(["validate", "-query", "-no-color"])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("Error: Invalid limit argument"), "\(refused.errors)")
      #expect(try run(["fmt"]).output == "all.tfquery.hcl\n")
      let text = try String(contentsOf: folder.appendingPathComponent("all.tfquery.hcl"), encoding: .utf8)
      #expect(text.contains("  limit    = 0\n"))
    }
  }

  @Test func `without a list block there is nothing to query`() throws {
    try withQuery("variable \"a\" {}\n", configuration: "list \"depot_plain\" \"a\" {\n}\n") { folder, run in
      let misplaced = try run(["query", "-no-color"])
      #expect(spoken(misplaced.errors).contains("They belong in query files, whose names end in .tfquery.hcl."))
      try write(["main.tf": Self.head], to: folder)
      let outcome = try run(["query", "-no-color"])
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("Error: No list blocks"))
    }
  }
}
