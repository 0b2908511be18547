import Foundation
import Model
import Storing
import TestSupport
import Testing

/// Importing by identity, and identities in states: with a provider of protocol 6.9.
@Suite(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
struct IdentityTests {
  private static let head = """
    terraform {
      required_providers {
        depot = { source = "example.com/tests/depot" }
      }
    }

    """
  private static let world = """
    {"depot_plain": {
      "p1": {"name": "first", "note": "here", "kept": "k", "made": "m", "secret": null},
      "p2": {"name": "second", "kept": "k", "made": "m", "secret": null}}}
    """

  private func withWorld(
    _ configuration: String, protocolVersion: Int = 6,
    _ body: (URL, ([String]) throws -> TerraformJudge.Outcome) throws -> Void
  ) throws {
    try withProvider("depot") { folder, environment in
      try write(["main.tf": Self.head + configuration, "world.json": Self.world], to: folder)
      let all = environment.merging(["DEPOT_PROTOCOL": "\(protocolVersion)"]) { $1 }
      try body(folder) { try PlumbBinary.run($0, in: folder, environment: all) }
    }
  }

  private func record(_ address: String, in folder: URL) throws -> ObjectRecord? {
    let state = try StateFile.decode(Array(Data(contentsOf: folder.appendingPathComponent("terraform.tfstate"))))
    return try state[ResourceInstanceAddress(parsing: address)]?.current
  }

  @Test func `objects are imported by identity, which the state then has`() throws {
    let configuration = """
      import {
        for_each = { first = "here", second = null }
        to       = depot_plain.p[each.key]
        identity = { name = each.key, place = each.value }
      }
      resource "depot_plain" "p" {
        for_each = toset(["first", "second"])
        name     = each.key
        note     = each.key == "first" ? "here" : null
        secret   = "s"
      }
      """
    try withWorld(configuration) { folder, run in
      let plan = try run(["plan", "-no-color", "-out=plan"])
      #expect(plan.status == 0, "\(plan.errors)")
      #expect(plan.output.contains("2 to import"))
      #expect(plan.output.contains("depot_plain.p[\"first\"]: Preparing import... [id=name=first,place=here]"))
      let json = try JSON.read(Array(try run(["show", "-json", "plan"]).output.utf8))
      let importing = json["resource_changes"]?.array?.map { $0["change"]?["importing"]?["identity"] }
      #expect(
        importing == [
          try JSON.read(#"{"name":"first","place":"here"}"#), try JSON.read(#"{"name":"second","place":null}"#),
        ])
      let apply = try run(["apply", "-no-color", "plan"])
      #expect(apply.status == 0, "\(apply.errors)")
      let first = try #require(try record("depot_plain.p[\"first\"]", in: folder))
      #expect(first.identitySchemaVersion == 1)
      #expect(first.identity == Array(#"{"name":"first","place":"here"}"#.utf8))
      let text = try String(contentsOf: folder.appendingPathComponent("terraform.tfstate"), encoding: .utf8)
      let place = "\"identity_schema_version\": 1, \"identity\": { \"name\": \"first\", \"place\": \"here\" }"
      #expect(spoken(text).contains(place))
      // What changes the identity is seen by the next refresh.
      let world = try String(contentsOf: folder.appendingPathComponent("world.json"), encoding: .utf8)
      try write(["world.json": world.replacing("\"here\"", with: "\"there\"")], to: folder)
      #expect(try run(["apply", "-refresh-only", "-auto-approve"]).status == 0)
      #expect(
        try record("depot_plain.p[\"first\"]", in: folder)?.identity == Array(#"{"name":"first","place":"there"}"#.utf8)
      )
    }
  }

  @Test func `what is created and changed has its identity recorded too`() throws {
    let configuration = "resource \"depot_plain\" \"p\" {\n  name = \"new\"\n  note = \"here\"\n  secret = \"s\"\n}\n"
    try withWorld(configuration) { folder, run in
      let apply = try run(["apply", "-auto-approve"])
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(try record("depot_plain.p", in: folder)?.identity == Array(#"{"name":"new","place":"here"}"#.utf8))
      try write(["main.tf": Self.head + configuration.replacing("\"here\"", with: "\"there\"")], to: folder)
      #expect(try run(["apply", "-auto-approve"]).status == 0)
      #expect(try record("depot_plain.p", in: folder)?.identity == Array(#"{"name":"new","place":"there"}"#.utf8))
    }
  }

  @Test func `configuration is generated for what is imported by identity`() throws {
    let configuration = "import {\n  to = depot_plain.p\n  identity = {\n    name = \"second\"\n  }\n}\n"
    try withWorld(configuration) { folder, run in
      let plan = try run(["plan", "-generate-config-out=generated.tf"])
      #expect(plan.status == 0, "\(plan.errors)")
      let text = try String(contentsOf: folder.appendingPathComponent("generated.tf"), encoding: .utf8)
      #expect(text.contains("# __generated__ by Plumb\nresource \"depot_plain\" \"p\" {\n  kept   = \"k\"\n"))
    }
  }

  static let recorded: [(version: Int, identity: String, name: String, becomes: String?, words: String)] = [
    (0, #"{"title":"old title"}"#, "mute", #"{"name":"old title","place":"upgraded"}"#, "No changes."),
    (0, #"{"title":"old title"}"#, "spoken", #"{"name":"spoken","place":"here"}"#, "No changes."),
    (0, #"{"label":"x"}"#, "mute", nil, "Error: Unreadable identity"),
    (
      2, #"{"later":"x"}"#, "spoken", #"{"name":"spoken","place":"here"}"#,
      "Warning: Identity recorded by newer provider version"
    ),
  ]

  @Test(arguments: recorded, [5, 6])
  func `an identity of an older version is upgraded by the provider before it is used`(
    _ item: (version: Int, identity: String, name: String, becomes: String?, words: String), _ version: Int
  ) throws {
    let block = "resource \"depot_plain\" \"p\" {\n  name = \"\(item.name)\"\n  note = \"here\"\n  secret = \"s\"\n}\n"
    try withWorld(block, protocolVersion: version) { folder, run in
      #expect(try run(["apply", "-auto-approve"]).status == 0)
      let place = folder.appendingPathComponent("terraform.tfstate")
      var state = try StateFile.decode(Array(Data(contentsOf: place)))
      let address = try ResourceInstanceAddress(parsing: "depot_plain.p")
      var record = try #require(state[address]?.current)
      record.identitySchemaVersion = item.version
      record.identity = Array(item.identity.utf8)
      state.setCurrent(record, at: address)
      try Data(StateFile.encode(state)).write(to: place)
      let refresh = try run(["apply", "-refresh-only", "-auto-approve", "-no-color"])
      #expect(refresh.status == (item.becomes == nil ? 1 : 0), "\(refresh.errors)")
      #expect(spoken(refresh.output + refresh.errors).contains(item.words), "\(refresh.output)")
      let after = try #require(try self.record("depot_plain.p", in: folder))
      #expect(String(decoding: after.identity ?? [], as: UTF8.self) == item.becomes ?? item.identity)
      #expect(after.identitySchemaVersion == (item.becomes == nil ? item.version : 1))
    }
  }

  @Test func `an identity that makes no sense is told of, and the object recorded`() throws {
    let configuration = "resource \"depot_plain\" \"p\" {\n  name = \"odd\"\n  secret = \"s\"\n}\n"
    try withWorld(configuration) { folder, run in
      let apply = try run(["apply", "-auto-approve", "-no-color"])
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(
        spoken(apply.output).contains("Warning: Identity of the object not recorded with depot_plain.p"),
        "\(apply.output)")
      let record = try #require(try record("depot_plain.p", in: folder))
      #expect(record.identity == nil)
    }
  }

  static let refused: [(block: String, type: String, words: String)] = [
    ("identity = { name = \"a\" }\n  id = \"b\"", "depot_plain", "can only have one of \"id\" and \"identity\""),
    ("", "depot_plain", "The argument \"id\" is required"),
    ("identity = { nme = \"a\" }", "depot_plain", "has no attribute \"nme\". Did you mean \"name\"?"),
    ("identity = { place = \"a\" }", "depot_plain", "needs the attribute \"name\""),
    ("identity = { name = [] }", "depot_plain", "The identity of depot_plain does not fit"),
    ("identity = \"a\"", "depot_plain", "An identity is an object"),
    ("identity = null", "depot_plain", "The import identity cannot be null"),
    ("identity = { name = sensitive(\"a\") }", "depot_plain", "cannot be sensitive"),
    ("identity = { name = terraform_data.u.id }", "depot_plain", "cannot be determined until apply"),
    ("identity = { name = \"a\" }", "depot_crate", "declares no identity for depot_crate"),
    ("identity = { name = \"absent\" }", "depot_plain", "No such object"),
  ]

  @Test(arguments: refused)
  func `an identity that does not say which object is meant is refused`(
    _ item: (block: String, type: String, words: String)
  ) throws {
    let arguments = item.type == "depot_plain" ? "  name = \"n\"\n  secret = \"s\"\n" : ""
    let configuration = """
      resource "terraform_data" "u" {}
      import {
        to = \(item.type).p
        \(item.block)
      }
      resource "\(item.type)" "p" {
      \(arguments)}
      """
    try withWorld(configuration) { _, run in
      let plan = try run(["plan", "-no-color"])
      #expect(plan.status == 1)
      #expect(spoken(plan.errors).contains(item.words), "\(plan.errors)")
      #expect(spoken(plan.errors).contains("on main.tf line"), "\(plan.errors)")
    }
  }

  @Test func `a crate becomes a plain object when its address moves to that type`() throws {
    let before = "resource \"depot_crate\" \"c\" {\n  label = \"box\"\n}\n"
    let after = """
      moved {
        from = depot_crate.c
        to   = module.m.depot_plain.p
      }
      module "m" {
        source = "./m"
      }
      """
    try withWorld(before) { folder, run in
      let first = try run(["apply", "-auto-approve"])
      #expect(first.status == 0, "\(first.errors)")
      let inner = "resource \"depot_plain\" \"p\" {\n  name = \"box\"\n  secret = null\n}\n"
      try write(
        [
          "main.tf": Self.head + after,
          "m/main.tf": Self.head + inner.replacing("secret = null", with: "secret = \"s\""),
        ],
        to: folder)
      let plan = try run(["plan", "-no-color"])
      #expect(plan.status == 0, "\(plan.errors)")
      #expect(plan.output.contains("(moved from depot_crate.c)"), "\(plan.output)")
      #expect(plan.output.contains("Plan: 0 to add, 1 to change, 0 to destroy."))
      let apply = try run(["apply", "-auto-approve"])
      #expect(apply.status == 0, "\(apply.errors)")
      #expect(try run(["state", "list"]).output == "module.m.depot_plain.p\n")
      let record = try #require(try record("module.m.depot_plain.p", in: folder))
      #expect(String(decoding: record.attributes, as: UTF8.self).contains("\"kept\":\"from a crate\""))
      let again = try run(["plan", "-detailed-exitcode"])
      #expect(again.status == 0, "\(again.output)")
      // Back again there is no way.
      try write(
        ["main.tf": Self.head + before + "moved {\n  from = module.m.depot_plain.p\n  to = depot_crate.c\n}\n"],
        to: folder)
      let back = try run(["plan", "-no-color"])
      #expect(back.status == 1)
      #expect(back.errors.contains("Only crates become plain objects."))
    }
  }
}
