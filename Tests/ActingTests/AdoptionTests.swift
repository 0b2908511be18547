import Model
import Planning
import Testing

@testable import Acting

/// Adopting: after the edit a plan is empty, and only the lines that must change have changed.
@Suite struct AdoptionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var files: [String: String]
    /// Address, attribute, value.
    var changes: [(String, String, Value)]
    /// Lines with `-` and `+`, as in a diff.
    var lines: [String]
    var explanation: String = ""
    /// Of what cannot be adopted.
    var refusal: String = ""
    var testDescription: String { name }
  }

  static func thing(_ body: String) -> String { "resource \"sim_thing\" \"a\" {\n  name = \"a\"\n\(body)}\n" }
  static func map(_ pairs: (String, String)...) -> Value {
    .map(.string, KeyedValues(pairs.map { ($0.0, .string($0.1)) }))
  }
  static func set(_ texts: String...) -> Value { .set(.string, texts.sorted().map(Value.string)) }
  static func list(_ texts: String...) -> Value { .list(.string, texts.map(Value.string)) }
  static let a = "sim_thing.a"

  static let cases: [Case] = [
    Case(
      name: "a literal", files: ["main.tf": thing("  size = \"s\" # small\n")], changes: [(a, "size", .string("m"))],
      lines: ["-  size = \"s\" # small", "+  size = \"m\" # small"],
      explanation: "sim_thing.a.size is set in main.tf:3."),
    Case(
      name: "an argument that is not there", files: ["main.tf": thing("")], changes: [(a, "size", .string("m"))],
      lines: ["+  size = \"m\""]),
    Case(
      name: "an argument that goes", files: ["main.tf": thing("  size = \"s\"\n")],
      changes: [(a, "size", .null(.string))], lines: ["-  size = \"s\""]),
    Case(
      name: "a number and a bool keep their kinds", files: ["main.tf": thing("  amount = \"1\"\n  open   = true\n")],
      changes: [(a, "amount", .integer(2)), (a, "open", .false)],
      lines: ["-  amount = \"1\"", "-  open   = true", "+  amount = \"2\"", "+  open   = false"]),
    Case(
      name: "a tag among others", files: ["main.tf": thing("  tags = {\n    A = \"1\"\n    B = \"2\" # b\n  }\n")],
      changes: [(a, "tags", map(("A", "1"), ("B", "3"), ("C", "4")))],
      lines: ["-    B = \"2\" # b", "+    B = \"3\" # b", "+    C = \"4\""]),
    Case(
      name: "a tag that goes", files: ["main.tf": thing("  tags = {\n    A = \"1\"\n    B = \"2\" # b\n  }\n")],
      changes: [(a, "tags", map(("A", "1")))], lines: ["-    B = \"2\" # b"]),
    Case(
      name: "all tags go", files: ["main.tf": thing("  tags = {\n    A = \"1\"\n  }\n")],
      changes: [(a, "tags", map())], lines: ["-  tags = {", "-    A = \"1\"", "-  }"]),
    Case(
      name: "the first tags", files: ["main.tf": thing("")], changes: [(a, "tags", map(("k8s.io/x", "1")))],
      lines: ["+", "+  tags = {", "+    \"k8s.io/x\" = \"1\"", "+  }"]),
    Case(
      name: "elements of a set", files: ["main.tf": thing("  cidrs = [\"10.0.0.0/8\", \"11.0.0.0/8\"]\n")],
      changes: [(a, "cidrs", set("11.0.0.0/8", "12.0.0.0/8"))],
      lines: [
        "-  cidrs = [\"10.0.0.0/8\", \"11.0.0.0/8\"]", "+  cidrs = [\"11.0.0.0/8\", \"12.0.0.0/8\"]",
      ]),
    Case(
      name: "elements of a list on lines",
      files: ["main.tf": thing("  zones = [\n    \"a\", # first\n    \"b\",\n  ]\n")],
      changes: [(a, "zones", list("a", "x", "b"))], lines: ["+    \"x\","]),
    Case(
      name: "a variable of the root, set in a file",
      files: [
        "main.tf": thing("  size = var.size\n") + "variable \"size\" {}\n",
        "terraform.tfvars": "other = 1\nsize  = \"s\"\n",
      ], changes: [(a, "size", .string("m"))], lines: ["-size  = \"s\"", "+size  = \"m\""],
      explanation: "sim_thing.a.size is var.size, set in terraform.tfvars:2."),
    Case(
      name: "a variable of the root, set in JSON",
      files: [
        "main.tf": thing("  size = var.size\n") + "variable \"size\" {}\n",
        "x.auto.tfvars.json": "{\n  \"size\" : \"s\"\n}\n",
      ], changes: [(a, "size", .string("m ${x}"))], lines: ["-  \"size\" : \"s\"", "+  \"size\" : \"m ${x}\""]),
    Case(
      name: "a variable's default",
      files: ["main.tf": thing("  size = var.size\n") + "variable \"size\" {\n  default = \"s\"\n}\n"],
      changes: [(a, "size", .string("m"))], lines: ["-  default = \"s\"", "+  default = \"m\""]),
    Case(
      name: "a variable that others use too is overridden",
      files: [
        "main.tf": thing("  size = var.size\n")
          + "variable \"size\" {\n  default = \"s\"\n}\nresource \"sim_thing\" \"b\" {\n  name = \"b\"\n  size = var.size\n}\n"
      ], changes: [(a, "size", .string("m"))], lines: ["-  size = var.size", "+  size = \"m\""],
      explanation: "for this object alone"),
    Case(
      name: "a local that others use is changed once where all of them have changed",
      files: [
        "main.tf": thing("  size = local.size\n")
          + "locals {\n  size = \"s\"\n}\nresource \"sim_thing\" \"b\" {\n  name = \"b\"\n  size = local.size\n}\n"
      ], changes: [(a, "size", .string("m")), ("sim_thing.b", "size", .string("m"))],
      lines: ["-  size = \"s\"", "+  size = \"m\""]),
    Case(
      name: "a tag of a local that others use is merged",
      files: [
        "main.tf": thing("  tags = local.tags\n")
          + "locals {\n  tags = { A = \"1\" }\n}\nresource \"sim_thing\" \"b\" {\n  name = \"b\"\n  tags = local.tags\n}\n"
      ], changes: [(a, "tags", map(("A", "1"), ("O", "me")))],
      lines: ["-  tags = local.tags", "+  tags = merge(local.tags, { O = \"me\" })"]),
    Case(
      name: "a tag that merge() has from a local that others use",
      files: [
        "main.tf": thing("  tags = merge(local.tags, { N = \"n\" })\n")
          + "locals {\n  tags = { A = \"1\" }\n}\nresource \"sim_thing\" \"b\" {\n  name = \"b\"\n  tags = local.tags\n}\n"
      ], changes: [(a, "tags", map(("A", "2"), ("N", "x")))],
      lines: [
        "-  tags = merge(local.tags, { N = \"n\" })", "+  tags = merge(local.tags, { N = \"x\", A = \"2\" })",
      ]),
    Case(
      name: "each.value of an instance",
      files: [
        "main.tf":
          "locals {\n  things = {\n    x = { size = \"s\" }\n    y = { size = \"s\" }\n  }\n}\nresource \"sim_thing\" \"a\" {\n  for_each = local.things\n  name = each.key\n  size = each.value.size\n}\n"
      ], changes: [("sim_thing.a[\"y\"]", "size", .string("m"))],
      lines: ["-    y = { size = \"s\" }", "+    y = { size = \"m\" }"],
      explanation: "sim_thing.a[\"y\"].size is each.value, which is local.things, set in main.tf:4."),
    Case(
      name: "each.value of an optional attribute",
      files: [
        "main.tf":
          "variable \"things\" {\n  type = map(object({ size = optional(string, \"s\") }))\n}\nresource \"sim_thing\" \"a\" {\n  for_each = var.things\n  name = each.key\n  size = each.value.size\n}\n",
        "terraform.tfvars": "things = {\n  x = {}\n  y = {}\n}\n",
      ], changes: [("sim_thing.a[\"y\"]", "size", .string("m"))],
      lines: ["-  y = {}", "+  y = {", "+    size = \"m\"", "+  }"]),
    Case(
      name: "through a module",
      files: [
        "main.tf": "module \"m\" {\n  source = \"./m\"\n  size   = var.size\n}\nvariable \"size\" {}\n",
        "m/main.tf": thing("  size = var.size\n") + "variable \"size\" {}\n", "terraform.tfvars": "size = \"s\"\n",
      ], changes: [("module.m.sim_thing.a", "size", .string("m"))], lines: ["-size = \"s\"", "+size = \"m\""],
      explanation: "module.m.sim_thing.a.size is var.size, which is var.size, set in terraform.tfvars:1."),
    Case(
      name: "a module's default is left to the others",
      files: [
        "main.tf": "module \"m\" {\n  source = \"./m\"\n}\nmodule \"n\" {\n  source = \"./m\"\n}\n",
        "m/main.tf": thing("  size = var.size\n") + "variable \"size\" {\n  default = \"s\"\n}\n",
      ], changes: [("module.m.sim_thing.a", "size", .string("m"))], lines: ["+  size   = \"m\""]),
    Case(
      name: "one instance of a module with for_each",
      files: [
        "main.tf":
          "module \"m\" {\n  source   = \"./m\"\n  for_each = { x = \"s\", y = \"s\" }\n  size     = each.value\n}\n",
        "m/main.tf": thing("  size = var.size\n") + "variable \"size\" {}\n",
      ], changes: [("module.m[\"y\"].sim_thing.a", "size", .string("m"))],
      lines: [
        "-  for_each = { x = \"s\", y = \"s\" }", "+  for_each = { x = \"s\", y = \"m\" }",
      ]),
    Case(
      name: "a condition that is known",
      files: [
        "main.tf": thing("  size = var.big ? \"b\" : \"s\"\n") + "variable \"big\" {\n  default = false\n}\n"
      ], changes: [(a, "size", .string("m"))],
      lines: ["-  size = var.big ? \"b\" : \"s\"", "+  size = var.big ? \"b\" : \"m\""]),
    Case(
      name: "the literal part of a text",
      files: ["main.tf": thing("  size = \"s-${var.x}-1\"\n") + "variable \"x\" {\n  default = \"x\"\n}\n"],
      changes: [(a, "size", .string("s-x-2"))], lines: ["-  size = \"s-${var.x}-1\"", "+  size = \"s-${var.x}-2\""]),
    Case(
      name: "a text of which it cannot be told what has changed",
      files: ["main.tf": thing("  size = \"s-${var.x}-1\"\n") + "variable \"x\" {\n  default = \"x\"\n}\n"],
      changes: [(a, "size", .string("t-y-2"))], lines: [], refusal: "which part has changed"),
    Case(
      name: "a document",
      files: [
        "main.tf": thing(
          "  policy = jsonencode({\n    Version = \"1\"\n    Statement = [{\n      Effect = \"Allow\" # yes\n      Action = [\"a\", \"b\"]\n    }]\n  })\n"
        )
      ],
      changes: [
        (
          a, "policy",
          .string("{ \"Statement\": [{\"Action\": [\"a\", \"c\"], \"Effect\": \"Deny\"}], \"Version\": \"1\" }")
        )
      ],
      lines: [
        "-      Effect = \"Allow\" # yes", "-      Action = [\"a\", \"b\"]", "+      Effect = \"Deny\" # yes",
        "+      Action = [\"a\", \"c\"]",
      ]),
    Case(
      name: "a nested block",
      files: ["main.tf": thing("\n  disk {\n    size = 1 # GB\n  }\n")],
      changes: [
        (
          a, "disk",
          .list(
            .dynamic,
            [.object([("size", .integer(2)), ("kind", .string("ssd")), ("serial", .string("x"))])])
        )
      ], lines: ["-    size = 1 # GB", "+    size = 2 # GB", "+    kind = \"ssd\""]),
    Case(
      name: "a nested block more",
      files: ["main.tf": thing("\n  disk {\n    size = 1\n  }\n")],
      changes: [
        (
          a, "disk",
          .list(
            .dynamic,
            [1, 2].map { .object([("size", .integer($0)), ("kind", .null(.string)), ("serial", .string("x"))]) })
        )
      ], lines: ["+", "+  disk {", "+    size = 2", "+  }"]),
    Case(
      name: "blocks of a set",
      files: [
        "main.tf": thing(
          "\n  rule {\n    port  = 1\n    cidrs = [\"a\"]\n  }\n\n  rule {\n    port  = 2\n    cidrs = [\"b\"]\n  }\n")
      ],
      changes: [
        (
          a, "rule",
          .set(
            .dynamic,
            [
              .object([("port", .integer(2)), ("cidrs", set("b", "c")), ("text", .string(""))]),
              .object([("port", .integer(3)), ("cidrs", set("z")), ("text", .string("new"))]),
            ])
        )
      ],
      lines: [
        "-    port  = 1", "-    cidrs = [\"a\"]", "+    port  = 2", "+    cidrs = [\"b\", \"c\"]", "-    port  = 2",
        "-    cidrs = [\"b\"]", "+    port  = 3", "+    cidrs = [\"z\"]", "+    text  = \"new\"",
      ]),
    Case(
      name: "a set that is written as blocks",
      files: [
        "main.tf": thing("\n  ingress {\n    port = 1\n  }\n\n  ingress {\n    port = 2\n    text = \"x\"\n  }\n")
      ],
      changes: [
        (a, "ingress", .set(.dynamic, [.object([("port", .integer(1)), ("text", .string(""))])]))
      ], lines: ["-", "-  ingress {", "-    port = 2", "-    text = \"x\"", "-  }"]),
    Case(
      name: "one block of many that a dynamic block makes",
      files: [
        "main.tf": thing(
          "\n  dynamic \"disk\" {\n    for_each = var.disks\n    content {\n      size = disk.value.size\n    }\n  }\n")
          + "variable \"disks\" {}\n", "terraform.tfvars": "disks = [{ size = 1 }, { size = 2 }]\n",
      ],
      changes: [
        (
          a, "disk",
          .list(
            .dynamic,
            [1, 5].map { .object([("size", .integer($0)), ("kind", .null(.string)), ("serial", .null(.string))]) })
        )
      ], lines: ["-disks = [{ size = 1 }, { size = 2 }]", "+disks = [{ size = 1 }, { size = 5 }]"]),
    Case(
      name: "a secret", files: ["main.tf": thing("  secret = \"old\"\n")], changes: [(a, "secret", .string("geheim"))],
      lines: [], refusal: "never written into text"),
    Case(
      name: "what a provider decides is left alone", files: ["main.tf": thing("")],
      changes: [(a, "class", .string("other"))], lines: []),
    Case(
      name: "a computation of nothing but numbers", files: ["main.tf": thing("  amount = 5 * pow(2, 3)\n")],
      changes: [(a, "amount", .integer(41))], lines: ["-  amount = 5 * pow(2, 3)", "+  amount = 41"]),
    Case(
      name: "a heredoc stays one",
      files: ["main.tf": thing("  size = <<-END\n    one\n      two\n\n    three\n  END\n")],
      changes: [(a, "size", .string("one\n  2 ${x}\n\nthree\n"))], lines: ["-      two", "+      2 $${x}"]),
    Case(
      name: "a heredoc without indentation", files: ["main.tf": thing("  size = <<END\none\n two\nEND\n")],
      changes: [(a, "size", .string(" one\n two\n three\n"))], lines: ["-one", "+ one", "+ three"]),
    Case(
      name: "what no heredoc can say", files: ["main.tf": thing("  size = <<-END\n    one\n  END\n")],
      changes: [(a, "size", .string("one"))], lines: ["-  size = <<-END", "-    one", "-  END", "+  size = \"one\""]),
    Case(
      name: "concat and toset",
      files: [
        "main.tf": thing("  cidrs = toset(concat(local.all, [\"a\"]))\n") + "locals {\n  all = [\"x\", \"y\"]\n}\n"
      ], changes: [(a, "cidrs", set("a", "x", "b"))],
      lines: [
        "-  cidrs = toset(concat(local.all, [\"a\"]))", "-  all = [\"x\", \"y\"]",
        "+  cidrs = toset(concat(local.all, [\"a\", \"b\"]))", "+  all = [\"x\"]",
      ]),
    Case(
      name: "lookup and for",
      files: [
        "main.tf": thing("  size = lookup({ for k, v in local.sizes : k => v.s }, \"one\", \"none\")\n")
          + "locals {\n  sizes = {\n    one = { s = \"1\" }\n    two = { s = \"2\" }\n  }\n}\n"
      ], changes: [(a, "size", .string("9"))], lines: ["-    one = { s = \"1\" }", "+    one = { s = \"9\" }"]),
    Case(
      name: "configuration in JSON",
      files: [
        "main.tf.json":
          "{\n  \"resource\": {\n    \"sim_thing\": {\n      \"a\": { \"name\": \"a\", \"size\": \"s\" }\n    }\n  }\n}\n"
      ], changes: [(a, "size", .string("m ${x}")), (a, "amount", .integer(3))],
      lines: [
        "-      \"a\": { \"name\": \"a\", \"size\": \"s\" }",
        "+      \"a\": { \"name\": \"a\", \"size\": \"m $${x}\", \"amount\": 3 }",
      ]),
  ]

  @Test(arguments: cases) func `a plan is empty after adopting`(adopted: Case) throws { try Self.judge(adopted) }

  static func judge(_ adopted: Case) throws {
    var estate = try TestEstate(adopted.files)
    #expect(try estate.changes().isEmpty, "nothing has changed yet")
    for (address, attribute, value) in adopted.changes { try estate.change(address, attribute, to: value) }
    let adoption = adopt(try estate.changes(), in: estate.estate)
    let diff = adoption.patch.unifiedDiff(originals: { adopted.files[$0].map { Array($0.utf8) } })
    let lines = diff.split(separator: "\n").map(String.init).filter {
      ($0.hasPrefix("-") || $0.hasPrefix("+")) && !$0.hasPrefix("---") && !$0.hasPrefix("+++")
    }
    #expect(lines.sorted() == adopted.lines.sorted(), "\(diff)\n\(adoption.refused)\n\(adoption.explanations)")
    estate.files = estate.patched(adoption.patch)
    if adopted.refusal.isEmpty {
      #expect(adoption.refused.isEmpty)
      #expect(try estate.changes().isEmpty)
      #expect(adoption.explanations.joined(separator: " ").contains(adopted.explanation), "\(adoption.explanations)")
    } else {
      #expect(adoption.refused.contains { $0.reason.contains(adopted.refusal) }, "\(adoption.refused)")
    }
    #expect(!diff.contains("geheim") && !"\(adoption)".contains("geheim"))
  }

  @Test func `a resource whose object is gone is removed where nothing refers to it`() throws {
    let text = thing(resource: "a") + "\n# about b\n" + thing(resource: "b", "  parent = sim_thing.a.id\n")
    var estate = try TestEstate(["main.tf": text])
    try estate.delete("sim_thing.b")
    let gone = adopt(try estate.changes(), in: estate.estate)
    #expect(estate.patched(gone.patch)["main.tf"] == thing(resource: "a"))
    try estate.delete("sim_thing.a")
    let change = try #require(try estate.changes().first { "\($0.address)" == "sim_thing.a" })
    let refused = adopt([change], in: estate.estate)
    #expect(refused.patch.isEmpty && refused.remediation == nil)
    #expect(
      refused.refused.first?.reason.contains("sim_thing.b (main.tf:6) refers to it") == true, "\(refused.refused)")
  }

  private func thing(resource: String, _ body: String = "") -> String {
    "resource \"sim_thing\" \"\(resource)\" {\n  name = \"a\"\n\(body)}\n"
  }

  @Test func `values from the environment and secret variables are not followed`() throws {
    // In two instances of a module nothing can be said of one.
    let call = "module \"m\" {\n  for_each = toset([\"x\", \"y\"])\n  source   = \"./m\"\n  size     = var.size\n}\n"
    let inner = "variable \"size\" {}\n" + Self.thing("  size = var.size\n")
    for (variable, told) in [
      ("variable \"size\" {}\n", "is set by the environment variable TF_VAR_size"),
      ("variable \"size\" {\n  sensitive = true\n}\n", "never written into text"),
    ] {
      var estate = try TestEstate(["main.tf": call + variable, "m/main.tf": inner], environment: ["size": "s"])
      try estate.change("module.m[\"x\"].sim_thing.a", "size", to: .string("geheim"))
      let adoption = adopt(try estate.changes(), in: estate.estate)
      #expect(adoption.patch.isEmpty)
      #expect(adoption.refused.contains { $0.reason.contains(told) }, "\(adoption.refused)")
      #expect(!"\(adoption)".contains("geheim"))
    }
  }
}
