import Model
import Planning
import Testing

@testable import Acting

/// Adopting what differs in one instance of many that a block stands for.
@Suite struct InstanceAdoptionTests {
  typealias Case = AdoptionTests.Case

  static func many(_ body: String, over repetition: String = "for_each = toset([\"x\", \"y\"])") -> String {
    "resource \"sim_thing\" \"a\" {\n  \(repetition)\n\n  name = \"a\"\n\(body)}\n"
  }
  static let x = "sim_thing.a[\"x\"]"

  static let cases: [Case] = [
    Case(
      name: "a value that all instances have", files: ["main.tf": many("  amount = 60 # seconds\n")],
      changes: [(x, "amount", .integer(600))],
      lines: ["-  amount = 60 # seconds", "+  amount = each.key == \"x\" ? 600 : 60 # seconds"],
      explanation: "each.key == \"x\" tells this instance apart"),
    Case(
      name: "two instances, each otherwise", files: ["main.tf": many("  amount = 60\n")],
      changes: [(x, "amount", .integer(600)), ("sim_thing.a[\"y\"]", "amount", .integer(7))],
      lines: ["-  amount = 60", "+  amount = each.key == \"x\" ? 600 : 7"]),
    Case(
      name: "all instances alike", files: ["main.tf": many("  amount = 60\n")],
      changes: [(x, "amount", .integer(7)), ("sim_thing.a[\"y\"]", "amount", .integer(7))],
      lines: ["-  amount = 60", "+  amount = 7"]),
    Case(
      name: "by number", files: ["main.tf": many("  amount = 60\n", over: "count = 2")],
      changes: [("sim_thing.a[1]", "amount", .integer(600))],
      lines: ["-  amount = 60", "+  amount = count.index == 1 ? 600 : 60"]),
    Case(
      name: "what is computed", files: ["main.tf": many("  open = each.key == \"x\"\n")],
      changes: [(x, "open", .false)],
      lines: ["-  open = each.key == \"x\"", "+  open = each.key == \"x\" ? false : each.key == \"x\""]),
    Case(
      name: "a new argument", files: ["main.tf": many("")], changes: [(x, "size", .string("m"))],
      lines: ["+  size = each.key == \"x\" ? \"m\" : null"]),
    Case(
      name: "first tags", files: ["main.tf": many("")], changes: [(x, "tags", AdoptionTests.map(("k8s/a", "1")))],
      lines: ["+  tags = each.key == \"x\" ? { \"k8s/a\" = \"1\" } : null"]),
    Case(
      name: "an argument that goes", files: ["main.tf": many("  size = \"m\"\n")],
      changes: [(x, "size", .null(.string))],
      lines: ["-  size = \"m\"", "+  size = each.key == \"x\" ? null : \"m\""]),
    Case(
      name: "a tag beside others", files: ["main.tf": many("  tags = {\n    Name = each.key\n  }\n")],
      changes: [(x, "tags", AdoptionTests.map(("Name", "x"), ("Owner", "eve")))],
      lines: [
        "-  tags = {", "-  }", "+  tags = merge({", "+  }, each.key == \"x\" ? { Owner = \"eve\" } : {})",
      ]),
    Case(
      name: "a tag among others", files: ["main.tf": many("  tags = {\n    Name = \"n\" # all\n  }\n")],
      changes: [(x, "tags", AdoptionTests.map(("Name", "m")))],
      lines: ["-    Name = \"n\" # all", "+    Name = each.key == \"x\" ? \"m\" : \"n\" # all"]),
    Case(
      name: "a tag beside what is merged",
      files: ["main.tf": many("  tags = merge(local.tags, { N = \"n\" })\n") + "locals {\n  tags = { A = \"1\" }\n}\n"],
      changes: [(x, "tags", AdoptionTests.map(("A", "1"), ("N", "n"), ("Owner", "eve")))],
      lines: [
        "-  tags = merge(local.tags, { N = \"n\" })",
        "+  tags = merge(local.tags, { N = \"n\" }, each.key == \"x\" ? { Owner = \"eve\" } : {})",
      ]),
    Case(
      name: "elements of a set", files: ["main.tf": many("  cidrs = [\"a\"]\n")],
      changes: [(x, "cidrs", AdoptionTests.set("a", "b"))],
      lines: ["-  cidrs = [\"a\"]", "+  cidrs = each.key == \"x\" ? [\"a\", \"b\"] : [\"a\"]"]),
    Case(
      name: "a document is not copied", files: ["main.tf": many("  policy = jsonencode({ a = 1 })\n")],
      changes: [(x, "policy", .string("{\"a\":2}"))], lines: [], refusal: "sim_thing.a[\"y\"] too"),
    Case(
      name: "a block for one alone", files: ["main.tf": many("\n  disk {\n    size = 1\n  }\n")],
      changes: [
        (
          x, "disk",
          .list(
            .dynamic,
            [1, 2].map { .object([("size", .integer($0)), ("kind", .null(.string)), ("serial", .null(.string))]) })
        )
      ], lines: [], refusal: "sim_thing.a[\"y\"] too"),
    Case(
      name: "an argument of a block", files: ["main.tf": many("\n  disk {\n    size = 1\n  }\n")],
      changes: [
        (
          x, "disk",
          .list(.dynamic, [.object([("size", .integer(5)), ("kind", .null(.string)), ("serial", .null(.string))])])
        )
      ], lines: ["-    size = 1", "+    size = each.key == \"x\" ? 5 : 1"]),
    Case(
      name: "an instance of a module that is called often",
      files: [
        "main.tf": "module \"m\" {\n  for_each = toset([\"p\", \"q\"])\n  source   = \"./m\"\n}\n",
        "m/main.tf": many("  amount = 60\n"),
      ], changes: [("module.m[\"p\"].\(x)", "amount", .integer(600))], lines: [], refusal: "module.m[\"q\"].\(x)"),
  ]

  @Test(arguments: cases) func `one instance is told apart, and a plan is empty`(adopted: Case) throws {
    try AdoptionTests.judge(adopted)
  }

  @Test func `more than a few instances are not told apart one by one`() throws {
    let keys = (1...9).map { "k\($0)" }
    let text = Self.many(
      "  amount = 60\n", over: "for_each = toset([\(keys.map { "\"\($0)\"" }.joined(separator: ", "))])")
    var estate = try TestEstate(["main.tf": text])
    for (number, key) in keys.dropLast().enumerated() {
      try estate.change("sim_thing.a[\"\(key)\"]", "amount", to: .integer(number))
    }
    let adoption = adopt(try estate.changes(), in: estate.estate)
    #expect(adoption.refused.count == 4)
    #expect(estate.patched(adoption.patch)["main.tf"]?.split(separator: "each.key ==").count == 5)
  }

  @Test(arguments: [
    ("for_each = toset([\"x\", \"y\"])", "", "for_each = toset([\"y\"])", ""),
    (
      "for_each = local.all", "locals {\n  all = {\n    x = 1 # one\n    y = 2\n  }\n}\n", "for_each = local.all",
      "locals {\n  all = {\n    y = 2\n  }\n}\n"
    ),
  ])
  func `an instance that is gone is taken out of for_each`(
    repetition: String, locals: String, after: String, localsAfter: String
  ) throws {
    var estate = try TestEstate(["main.tf": Self.many("", over: repetition) + locals])
    try estate.delete(Self.x)
    let adoption = adopt(try estate.changes(), in: estate.estate)
    #expect(adoption.refused.isEmpty, "\(adoption.refused)")
    #expect(estate.patched(adoption.patch)["main.tf"] == Self.many("", over: after) + localsAfter)
  }

  @Test func `an instance that is gone stays where others are made of the same element`() throws {
    let text =
      Self.many("", over: "for_each = local.all") + "locals {\n  all = toset([\"x\", \"y\"])\n}\n"
      + "resource \"sim_thing\" \"b\" {\n  for_each = local.all\n  name     = each.key\n}\n"
    var estate = try TestEstate(["main.tf": text])
    try estate.delete(Self.x)
    let refused = adopt(try estate.changes(), in: estate.estate)
    #expect(refused.patch.isEmpty)
    #expect(refused.refused.first?.reason.contains("sim_thing.b[\"x\"]") == true, "\(refused.refused)")
    // Both are gone: the element goes.
    try estate.delete("sim_thing.b[\"x\"]")
    let gone = adopt(try estate.changes(), in: estate.estate)
    #expect(gone.refused.isEmpty, "\(gone.refused)")
    #expect(estate.patched(gone.patch)["main.tf"]?.contains("toset([\"y\"])") == true)
  }

  @Test func `an instance that something names by its key stays`() throws {
    let text =
      Self.many("") + "resource \"sim_thing\" \"b\" {\n  name   = \"b\"\n  parent = sim_thing.a[\"x\"].id\n}\n"
      + "output \"x\" {\n  value = sim_thing.a[\"x\"].name\n}\n"
    var estate = try TestEstate(["main.tf": text])
    try estate.delete(Self.x)
    let change = try #require(try estate.changes().first { "\($0.address)" == Self.x })
    let refused = adopt([change], in: estate.estate)
    #expect(refused.patch.isEmpty && !refused.refused.isEmpty, "\(refused)")
  }
}
