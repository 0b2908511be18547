import Configuring
import Functions
import Model
import Parsing
import Testing

/// Knows a few values by name.
private struct NamedValues: EvaluationScope {
  var values: [String: Value]
  var functionContext: FunctionContext { .pure }

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    if let value = values[traversal.root] { return .success(ResolvedReference(value: value, consumedSteps: 0)) }
    return .failure(
      DiagnosticsError(
        Diagnostic(code: "test.unknown-name", summary: "Unknown name", detail: traversal.root, subject: traversal.range)
      ))
  }
}

private func attribute(_ name: String, _ type: ValueType = .string, required: Bool = false) -> SchemaAttribute {
  SchemaAttribute(name: name, kind: .plain(type), isRequired: required, isOptional: !required)
}

private func nested(
  _ name: String, _ nesting: NestedBlock.Nesting, _ attributes: [SchemaAttribute], blocks: [NestedBlock] = [],
  minimum: Int = 0, maximum: Int = 0
) -> NestedBlock {
  NestedBlock(
    name: name, nesting: nesting, block: SchemaBlock(attributes: attributes, blocks: blocks), minimumItems: minimum,
    maximumItems: maximum)
}

private let rule = [attribute("port", .number), attribute("name", required: true)]
private let schema = SchemaBlock(
  attributes: [attribute("title"), attribute("count", .number), attribute("tags", .map(.string))],
  blocks: [
    nested("listed", .list, rule, blocks: [nested("inner", .list, [attribute("x")])], maximum: 2),
    nested("set", .set, rule), nested("mapped", .map, rule), nested("one", .single, rule),
    nested("group", .group, rule),
    nested("dyn", .list, [attribute("any", .dynamic)]),
  ])

private func part(_ name: Value, _ port: Value = .null(.number)) -> Value { .object([("name", name), ("port", port)]) }
private func listed(_ name: Value, _ port: Value = .null(.number), inner: [Value] = []) -> Value {
  let type = ValueType.object(ObjectType([("x", .string)]))
  return .object([("inner", .list(type, inner)), ("name", name), ("port", port)])
}

private func read(_ text: String, as schema: SchemaBlock = schema, _ values: [String: Value] = [:]) -> (
  value: Value, diagnostics: [Diagnostic]
) {
  let (body, problems) = parseFile(Array("block {\n\(text)\n}\n".utf8), name: "a.tf")
  #expect(problems == [])
  return decode(body.blocks[0].body, schema: schema, scope: NamedValues(values: values))
}

/// Line, columns, summary and detail: what a test says about a diagnostic.
private func told(_ diagnostics: [Diagnostic]) -> [String] {
  diagnostics.map { diagnostic in
    let place = diagnostic.subject.map { "\($0.start.line):\($0.start.column)-\($0.end.line):\($0.end.column)" } ?? "-"
    return "\(place) \(diagnostic.summary) | \(diagnostic.detail)"
  }
}

struct SchemaDecodingTests {
  @Test func `attributes are converted and absent ones are null`() {
    let (value, diagnostics) = read("title = 5\ncount = \"7\"")
    #expect(diagnostics == [])
    #expect(value["title"] == .string("5"))
    #expect(value["count"] == .integer(7))
    #expect(value["tags"] == .null(.map(.string)))
    #expect(value.isOf(schema.impliedType) || value["dyn"] == .emptyTuple)
  }

  @Test func `absent blocks are empty, null or an empty object by their nesting`() {
    let (value, diagnostics) = read("")
    #expect(diagnostics == [])
    #expect(value == schema.emptyValue)
  }

  @Test func `blocks of every nesting are read`() {
    let (value, diagnostics) = read(
      """
      listed {
        name = "a"
        inner { x = "1" }
        inner {}
      }
      listed { name = "b" }
      set { name = "b" }
      set { name = "a" }
      set { name = "a" }
      mapped "k" { name = "c" }
      one { name = "d" }
      group { name = "e" }
      dyn { any = 1 }
      dyn { any = "x" }
      """)
    #expect(diagnostics == [])
    #expect(
      value["listed"]?.elements == [
        listed(.string("a"), inner: [.object([("x", .string("1"))]), .object([("x", .null(.string))])]),
        listed(.string("b")),
      ])
    #expect(value["set"]?.elements == [part(.string("a")), part(.string("b"))])
    #expect(value["mapped"]?["k"] == part(.string("c")))
    #expect(value["one"] == part(.string("d")))
    #expect(value["group"] == part(.string("e")))
    #expect(value["dyn"] == .tuple([.object([("any", .integer(1))]), .object([("any", .string("x"))])]))
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var text: String
    var told: [String]
    init(_ text: String, _ told: String...) {
      self.text = text
      self.told = told
    }
    var testDescription: String { text }
  }

  // Places and words as Terraform gives them. The text begins on the second line.
  static let mistakes: [Mistake] = [
    Mistake(
      "titel = 1",
      "2:1-2:6 Unsupported argument | An argument named \"titel\" is not expected here. Did you mean \"title\"?"),
    Mistake(
      "one = 1",
      "2:1-2:4 Unsupported argument | An argument named \"one\" is not expected here. Did you mean to define a block of type "
        + "\"one\"?"),
    Mistake(
      "tags {}",
      "2:1-2:5 Unsupported block type | Blocks of type \"tags\" are not expected here. Did you mean to define argument \"tags\"? "
        + "If so, use the equals sign to assign it a value."),
    Mistake("zork {}", "2:1-2:5 Unsupported block type | Blocks of type \"zork\" are not expected here."),
    Mistake(
      "count = \"x\"",
      "2:9-2:12 Incorrect attribute value type | Inappropriate value for attribute \"count\": a number is required."),
    Mistake(
      "tags = [1]",
      "2:8-2:11 Incorrect attribute value type | Inappropriate value for attribute \"tags\": map of string required."),
    Mistake(
      "one {}",
      "2:5-2:6 Missing required argument | The argument \"name\" is required, but no definition was found. Add it to this block:\n"
        + "    name = \"...\""),
    Mistake(
      "one { name = 1 }\none { name = 2 }",
      "3:1-3:4 Duplicate one block | Only one block of type \"one\" is allowed. Previous definition was at a.tf:2,1-4."),
    Mistake(
      "listed { name = 1 }\nlisted { name = 1 }\nlisted { name = 1 }",
      "4:8-4:9 Too many listed blocks | No more than 2 \"listed\" blocks are allowed"),
    Mistake(
      "one \"a\" { name = 1 }", "2:5-2:8 Extraneous label for one | No labels are expected for one blocks."),
    Mistake(
      "mapped { name = 1 }", "2:8-2:9 Missing key for mapped | All mapped blocks must have 1 labels (key)."),
    Mistake(
      "mapped \"a\" { name = 1 }\nmapped \"a\" { name = 1 }",
      "3:1-3:11 Duplicate mapped block | A block for mapped \"a\" was already defined. The mapped labels must be unique."
    ),
    Mistake("dynamic {}", "2:9-2:10 Missing type for dynamic | All dynamic blocks must have 1 labels (type)."),
    Mistake(
      "dynamic \"zork\" {}", "2:9-2:15 Unsupported block type | Blocks of type \"zork\" are not expected here."),
    Mistake(
      "dynamic \"set\" {\n  for_each = 5\n  content {}\n}",
      "3:14-3:15 Invalid dynamic for_each value | Cannot use a number value in for_each. An iterable collection is required."
    ),
    Mistake(
      "dynamic \"set\" {\n  for_each = null\n  content {}\n}",
      "3:14-3:18 Invalid dynamic for_each value | Cannot use a null value in for_each."),
    Mistake(
      "dynamic \"set\" {\n  for_each = []\n}",
      "2:15-2:16 Missing dynamic content block | A dynamic block must have a nested block of type \"content\" to describe the "
        + "body of each generated block."),
    Mistake(
      "dynamic \"set\" {\n  for_each = []\n  foo = 1\n  content {}\n  content {}\n}",
      "4:3-4:6 Unsupported argument | An argument named \"foo\" is not expected here."),
    Mistake(
      "dynamic \"set\" {\n  for_each = []\n  content {}\n  content {}\n}",
      "5:3-5:10 Extraneous dynamic content block | Only one nested content block is allowed for each dynamic block."),
    Mistake(
      "dynamic \"set\" {\n  for_each = []\n  labels = []\n  content {}\n}",
      "4:3-4:9 Unsupported argument | An argument named \"labels\" is not expected here."),
    Mistake(
      "dynamic \"set\" {\n  for_each = []\n  iterator = a.b\n  content {}\n}",
      "4:14-4:17 Invalid dynamic iterator name | Dynamic iterator must be a single variable name."),
    Mistake(
      "dynamic \"mapped\" {\n  for_each = [1]\n  labels = [null]\n  content { name = 1 }\n}",
      "4:13-4:17 Invalid dynamic block label | Cannot use a null value as a dynamic block label."),
  ]

  @Test(arguments: mistakes)
  func `mistakes are told with their place`(_ mistake: Mistake) {
    #expect(told(read(mistake.text).diagnostics) == mistake.told)
  }

  @Test func `a missing block is told at the opening brace`() {
    let needy = SchemaBlock(
      attributes: [attribute("a", required: true)],
      blocks: [nested("b", .list, [], minimum: 1), nested("c", .single, [], minimum: 1)])
    #expect(
      told(read("", as: needy).diagnostics) == [
        "1:7-1:8 Missing required argument | The argument \"a\" is required, but no definition was found. Add it to this block:\n"
          + "    a = \"...\"",
        "1:7-1:8 Insufficient b blocks | At least 1 \"b\" blocks are required.",
        "1:7-1:8 Missing c block | A block of type \"c\" is required here.",
      ])
  }

  @Test func `dynamic blocks are made in their place, from lists, sets and maps`() {
    let (value, diagnostics) = read(
      """
      dyn { any = 0 }
      dynamic "dyn" {
        for_each = ["a", true]
        content { any = [dyn.key, dyn.value] }
      }
      dynamic "dyn" {
        for_each = { x = 1 }
        iterator = it
        content { any = "${it.key}=${it.value}" }
      }
      dynamic "dyn" {
        for_each = things
        content { any = dyn.key == dyn.value }
      }
      dyn { any = 9 }
      """, ["things": .set(.string, [.string("p")])])
    #expect(diagnostics == [])
    let any = value["dyn"]?.elements?.map { $0["any"] }
    #expect(
      any == [
        .integer(0), .tuple([.integer(0), .string("a")]), .tuple([.integer(1), .true]), .string("x=1"), .true,
        .integer(9),
      ])
  }

  @Test func `dynamic blocks nest and label`() {
    let (value, diagnostics) = read(
      """
      dynamic "listed" {
        for_each = { web = ["a", "b"] }
        content {
          name = listed.key
          dynamic "inner" {
            for_each = listed.value
            content { x = "${listed.key}-${inner.value}" }
          }
        }
      }
      dynamic "mapped" {
        for_each = ["p", "q"]
        labels = ["l-${mapped.value}"]
        content { name = mapped.value }
      }
      """)
    #expect(diagnostics == [])
    let inner = value["listed"]?.elements?.first?["inner"]?.elements?.map { $0["x"] }
    #expect(inner == [.string("web-a"), .string("web-b")])
    #expect(value["mapped"]?.keyedValues?.keys == ["l-p", "l-q"])
  }

  @Test func `a dynamic block over something unknown makes its blocks unknown`() {
    let (value, diagnostics) = read(
      """
      listed { name = "a" }
      dynamic "listed" {
        for_each = later
        content { name = listed.value }
      }
      dynamic "one" {
        for_each = later
        content { name = "x" }
      }
      """, ["later": .unknown(.list(.string))])
    #expect(diagnostics == [])
    #expect(value["listed"] == .unknown(schema.block("listed")!.impliedType))
    #expect(value["one"] == part(.unknown(.string)))
  }

  @Test func `sensitive collections mark what they make`() {
    let (value, diagnostics) = read(
      """
      dynamic "listed" {
        for_each = secret
        content {
          name = "x"
          inner { x = listed.value }
        }
      }
      """, ["secret": Value.list(.string, [.string("s")]).marked(with: .sensitive)])
    #expect(diagnostics == [])
    let made = value["listed"]?.elements?.first
    #expect(made?["name"] == Value.string("x").marked(with: .sensitive))
    #expect(made?["inner"]?.elements?.first?["x"] == Value.string("s").marked(with: .sensitive))
  }

  @Test func `attributes of the old kind may be written as blocks`() {
    let element = ValueType.object(ObjectType([("cidrs", .list(.string)), ("port", .number)]))
    let old = SchemaBlock(attributes: [attribute("ingress", .set(element)), attribute("title")])
    func rule(_ port: Value, _ cidrs: Value = .null(.list(.string))) -> Value {
      .object([("cidrs", cidrs), ("port", port)])
    }
    #expect(read("", as: old).value["ingress"] == .null(.set(element)))
    #expect(read("ingress = []", as: old).value["ingress"] == .set(element, []))
    let (value, diagnostics) = read(
      "ingress { port = 2 }\ndynamic \"ingress\" {\n for_each = [1]\n content {\n port = ingress.value\n cidrs = [\"a\"]\n }\n}",
      as: old)
    #expect(diagnostics == [])
    #expect(
      value["ingress"]
        == .set(element, unsorted: [rule(.integer(2)), rule(.integer(1), .list(.string, [.string("a")]))]))
    #expect(
      told(read("ingress { prot = 2 }", as: old).diagnostics) == [
        "2:11-2:15 Unsupported argument | An argument named \"prot\" is not expected here. Did you mean \"port\"?"
      ])
    // Nested attributes show that the provider is of a newer kind.
    let new = SchemaBlock(
      attributes: [
        attribute("ingress", .set(element)),
        SchemaAttribute(
          name: "n", kind: .nested(NestedAttributes(nesting: .single, attributes: [])), isOptional: true),
      ])
    #expect(
      read("ingress { port = 2 }", as: new).diagnostics.map(\.summary) == ["Unsupported block type"])
  }

  @Test func `nested attributes may leave out what is not required`() {
    let attributes = [attribute("a", required: true), attribute("b", .number)]
    let modern = SchemaBlock(attributes: [
      SchemaAttribute(
        name: "n", kind: .nested(NestedAttributes(nesting: .list, attributes: attributes)), isOptional: true)
    ])
    let (value, diagnostics) = read("n = [{ a = 1 }]", as: modern)
    #expect(diagnostics == [])
    #expect(value["n"]?.elements == [.object([("a", .string("1")), ("b", .null(.number))])])
    #expect(
      read("n = [{ b = 1 }]", as: modern).diagnostics.map(\.detail) == [
        "Inappropriate value for attribute \"n\": element 0: attribute \"a\" is required."
      ])
  }

  @Test func `references leave out the iterators of dynamic blocks`() {
    let (body, _) = parseFile(
      Array(
        """
        title = var.a
        one { name = [for x in local.l : x] }
        dynamic "set" {
          for_each = var.b
          iterator = it
          content {
            name = "${it.value}${set.x}"
            port = each.key
          }
        }
        """.utf8), name: "a.tf")
    #expect(references(of: body).map(\.description) == ["var.a", "local.l", "var.b", "set.x", "each.key"])
  }

  @Test func `a provider's path is found in the text`() {
    let (body, _) = parseFile(
      Array(
        "block {\ntitle = 1\nlisted { name = 1 }\nlisted { name = [{ a = 2 }] }\nmapped \"k\" { name = 3 }\n}\n".utf8),
      name: "a.tf")
    let inner = body.blocks[0].body
    func place(_ path: ValuePath) -> String {
      let found = sourceRange(of: path, in: inner, schema: schema)
      return "\(found.start.line):\(found.start.column)-\(found.end.column)"
    }
    #expect(place([]) == "1:7-8")
    #expect(place([.attribute("title")]) == "2:9-10")
    #expect(place([.attribute("tags")]) == "1:7-8")
    #expect(place([.attribute("listed"), .index(.integer(0)), .attribute("name")]) == "3:17-18")
    #expect(
      place([
        .attribute("listed"), .index(.integer(1)), .attribute("name"), .index(.integer(0)), .attribute("a"),
      ]) == "4:24-25")
    #expect(place([.attribute("listed"), .index(.integer(1)), .attribute("port")]) == "4:8-9")
    #expect(place([.attribute("mapped"), .index(.string("k")), .attribute("name")]) == "5:21-22")
  }
}
