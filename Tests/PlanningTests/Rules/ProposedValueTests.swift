import Model
import Planning
import Testing

private let part = [
  attribute("name", optional: true), attribute("id", computed: true), attribute("size", optional: true, computed: true),
]
private let partSchema = SchemaBlock(attributes: part)

private func part(_ name: Value = noText, id: Value = noText, size: Value = noText) -> Value {
  .object([("id", id), ("name", name), ("size", size)])
}

struct ProposedValueTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var schema: SchemaBlock
    var prior: [String: Value]?
    var configuration: [String: Value]
    var expected: [String: Value]
    var testDescription: String { name }
  }

  static let plain = SchemaBlock(attributes: part)
  static let listBlocks = SchemaBlock(attributes: [], blocks: [block("part", .list, part)])
  static let setBlocks = SchemaBlock(attributes: [], blocks: [block("part", .set, part)])
  static let mapBlocks = SchemaBlock(attributes: [], blocks: [block("part", .map, part)])
  static let singleBlock = SchemaBlock(attributes: [], blocks: [block("part", .single, part)])
  static let groupBlock = SchemaBlock(attributes: [], blocks: [block("part", .group, part)])
  static func nestedSchema(_ nesting: NestedAttributes.Nesting, computed: Bool = false) -> SchemaBlock {
    SchemaBlock(attributes: [nested("part", nesting, part, computed: computed)])
  }

  static let cases: [Case] = [
    Case(
      name: "a new object is what is configured", schema: plain, prior: nil, configuration: ["name": text("a")],
      expected: ["name": text("a")]),
    Case(
      name: "what is computed stays", schema: plain,
      prior: ["name": text("a"), "id": text("i"), "size": text("5")], configuration: ["name": text("b")],
      expected: ["name": text("b"), "id": text("i"), "size": text("5")]),
    Case(
      name: "what is configured wins over what was computed", schema: plain, prior: ["size": text("5")],
      configuration: ["size": unknownText], expected: ["size": unknownText]),
    Case(
      name: "what is no longer configured goes", schema: plain, prior: ["name": text("a")], configuration: [:],
      expected: [:]),
    Case(
      name: "listed blocks are paired by index", schema: listBlocks,
      prior: ["part": list(part(text("a"), id: text("1")), part(text("b"), id: text("2")))],
      configuration: ["part": list(part(text("b")), part(text("b")), part(text("c")))],
      expected: ["part": list(part(text("b"), id: text("1")), part(text("b"), id: text("2")), part(text("c")))]),
    Case(
      name: "mapped blocks are paired by key", schema: mapBlocks,
      prior: ["part": map(["x": part(text("a"), id: text("1")), "y": part(id: text("2"))])],
      configuration: ["part": map(["x": part(text("b")), "z": part(text("c"))])],
      expected: ["part": map(["x": part(text("b"), id: text("1")), "z": part(text("c"))])]),
    Case(
      name: "blocks of a set are paired where they differ in computed parts only", schema: setBlocks,
      prior: ["part": set(part(text("a"), id: text("1"), size: text("9")), part(text("b"), id: text("2")))],
      configuration: ["part": set(part(text("a")), part(text("c")))],
      expected: ["part": set(part(text("a"), id: text("1"), size: text("9")), part(text("c")))]),
    Case(
      name: "a configured part that was computed otherwise breaks the pair", schema: setBlocks,
      prior: ["part": set(part(text("a"), id: text("1"), size: text("9")))],
      configuration: ["part": set(part(text("a"), size: text("8")))],
      expected: ["part": set(part(text("a"), size: text("8")))]),
    Case(
      name: "each prior element of a set is used once", schema: setBlocks,
      prior: ["part": set(part(text("a"), id: text("1")))],
      configuration: ["part": set(part(text("a")), part(text("a"), size: unknownText))],
      expected: ["part": set(part(text("a"), id: text("1")), part(text("a"), size: unknownText))]),
    Case(
      name: "an absent single block is null", schema: singleBlock, prior: ["part": part(text("a"), id: text("1"))],
      configuration: [:], expected: [:]),
    Case(
      name: "a single block keeps its computed parts", schema: singleBlock,
      prior: ["part": part(text("a"), id: text("1"))], configuration: ["part": part(text("b"))],
      expected: ["part": part(text("b"), id: text("1"))]),
    Case(
      name: "a group keeps its computed parts though nothing is configured", schema: groupBlock,
      prior: ["part": part(id: text("1"))], configuration: ["part": part()], expected: ["part": part(id: text("1"))]),
    Case(
      name: "a dynamic block over something unknown stays unknown", schema: listBlocks,
      prior: ["part": list(part(text("a")))],
      configuration: ["part": .unknown(.list(partSchema.impliedType))],
      expected: ["part": .unknown(.list(partSchema.impliedType))]),
    Case(
      name: "nested attributes keep what is computed", schema: nestedSchema(.single),
      prior: ["part": part(text("a"), id: text("1"))], configuration: ["part": part(text("b"))],
      expected: ["part": part(text("b"), id: text("1"))]),
    Case(
      name: "nested attributes that are no longer configured go", schema: nestedSchema(.single),
      prior: ["part": part(text("a"), id: text("1"))], configuration: [:], expected: [:]),
    Case(
      name: "computed nested attributes stay when nothing in them came from configuration",
      schema: nestedSchema(.single, computed: true), prior: ["part": part(id: text("1"))], configuration: [:],
      expected: ["part": part(id: text("1"))]),
    Case(
      name: "computed nested attributes go when something in them came from configuration",
      schema: nestedSchema(.list, computed: true), prior: ["part": list(part(text("a"), id: text("1")))],
      configuration: [:], expected: [:]),
    Case(
      name: "a set of nested attributes is paired", schema: nestedSchema(.set),
      prior: ["part": set(part(text("a"), id: text("1")))],
      configuration: ["part": set(part(text("a")), part(text("b")))],
      expected: ["part": set(part(text("a"), id: text("1")), part(text("b")))]),
    Case(
      name: "unknown nested attributes stay unknown", schema: nestedSchema(.map),
      prior: ["part": map(["a": part(text("a"))])], configuration: ["part": .unknown(.map(partSchema.impliedType))],
      expected: ["part": .unknown(.map(partSchema.impliedType))]),
  ]

  @Test(arguments: cases)
  func `a proposed value joins configuration and prior object`(_ test: Case) {
    let prior = test.prior.map { object(test.schema, $0) } ?? .null(test.schema.impliedType)
    let configuration = object(test.schema, test.configuration)
    let proposed = proposedNew(schema: test.schema, prior: prior, configuration: configuration)
    #expect(proposed == object(test.schema, test.expected))
    #expect(assertPlanValid(schema: test.schema, prior: prior, configuration: configuration, planned: proposed) == [])
  }

  @Test func `blocks with dynamic types are tuples and stay so`() {
    let inner = [attribute("value", .dynamic, optional: true), attribute("id", computed: true)]
    let schema = SchemaBlock(attributes: [], blocks: [block("part", .list, inner)])
    let prior = object(
      schema, ["part": .tuple([.object([("id", text("1")), ("value", .true)])])])
    let configuration = object(
      schema,
      [
        "part": .tuple([
          .object([("id", noText), ("value", text("a"))]), .object([("id", noText), ("value", .false)]),
        ])
      ])
    let proposed = proposedNew(schema: schema, prior: prior, configuration: configuration)
    #expect(
      proposed["part"]
        == .tuple([.object([("id", text("1")), ("value", text("a"))]), .object([("id", noText), ("value", .false)])]))
  }

  @Test func `nothing is proposed where nothing is and nothing is wanted`() {
    let null = Value.null(Self.plain.impliedType)
    #expect(proposedNew(schema: Self.plain, prior: null, configuration: null) == null)
  }

  @Test func `a data resource to be read later is unknown where it is computed`() {
    let schema = SchemaBlock(attributes: part, blocks: [block("part", .list, part)])
    let configuration = object(schema, ["name": text("a"), "part": list(part(text("b")))])
    let planned = plannedDataResource(schema: schema, configuration: configuration)
    #expect(
      planned
        == object(
          schema,
          [
            "name": text("a"), "id": unknownText, "size": unknownText,
            "part": list(part(text("b"), id: unknownText, size: unknownText)),
          ]))
  }
}
