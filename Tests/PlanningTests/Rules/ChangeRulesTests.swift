import Model
import Planning
import Testing

private let disk = [attribute("size", .number, optional: true), attribute("serial", computed: true)]
private let schema = SchemaBlock(
  attributes: [
    attribute("name", optional: true), attribute("id", computed: true),
    attribute("tags", .map(.string), optional: true),
    attribute("password", optional: true, sensitive: true), attribute("token", optional: true, writeOnly: true),
  ],
  blocks: [block("disk", .list, disk), block("port", .set, [attribute("key", optional: true, sensitive: true)])])

private func whole(_ values: [String: Value] = [:]) -> Value { object(schema, values) }
private func oneDisk(_ size: Int, _ serial: Value = noText) -> Value {
  list(.object([("serial", serial), ("size", .integer(size))]))
}

struct ChangeRulesTests {
  struct IgnoreCase: Sendable, CustomTestStringConvertible {
    var name: String
    var ignored: IgnoredChanges
    var prior: [String: Value]?
    var configuration: [String: Value]
    var expected: [String: Value]
    var testDescription: String { name }
  }

  static let tagX: ValuePath = [.attribute("tags"), .index(.string("x"))]

  static let ignoreCases: [IgnoreCase] = [
    IgnoreCase(
      name: "an attribute stays as it was", ignored: .paths([[.attribute("name")]]), prior: ["name": text("a")],
      configuration: ["name": text("b")], expected: ["name": text("a")]),
    IgnoreCase(
      name: "nothing is ignored of a new object", ignored: .all, prior: nil, configuration: ["name": text("b")],
      expected: ["name": text("b")]),
    IgnoreCase(
      name: "a changed element stays", ignored: .paths([tagX]), prior: ["tags": map(["x": text("1")])],
      configuration: ["tags": map(["x": text("2"), "y": text("3")])],
      expected: ["tags": map(["x": text("1"), "y": text("3")])]),
    IgnoreCase(
      name: "an added element stays away", ignored: .paths([tagX]), prior: ["tags": map(["y": text("1")])],
      configuration: ["tags": map(["x": text("2"), "y": text("3")])], expected: ["tags": map(["y": text("3")])]),
    IgnoreCase(
      name: "a removed element stays", ignored: .paths([tagX]), prior: ["tags": map(["x": text("1")])],
      configuration: ["tags": .null(.map(.string))], expected: ["tags": map(["x": text("1")])]),
    IgnoreCase(
      name: "a null map stays null without elements", ignored: .paths([tagX]), prior: ["tags": map(["y": text("1")])],
      configuration: ["tags": .null(.map(.string))], expected: [:]),
    IgnoreCase(
      name: "of an unknown map no element can be kept", ignored: .paths([tagX]), prior: ["tags": map(["x": text("1")])],
      configuration: ["tags": .unknown(.map(.string))], expected: ["tags": .unknown(.map(.string))]),
    IgnoreCase(
      name: "a part of a listed block stays",
      ignored: .paths([[.attribute("disk"), .index(.integer(0)), .attribute("size")]]), prior: ["disk": oneDisk(1)],
      configuration: ["disk": oneDisk(2)], expected: ["disk": oneDisk(1)]),
    IgnoreCase(
      name: "a path that leads nowhere does nothing",
      ignored: .paths([[.attribute("disk"), .index(.integer(4)), .attribute("size")]]), prior: ["disk": oneDisk(1)],
      configuration: ["disk": oneDisk(2)], expected: ["disk": oneDisk(2)]),
    IgnoreCase(
      name: "all is the prior object without what the provider computes", ignored: .all,
      prior: ["id": text("i"), "name": text("a"), "disk": oneDisk(1, text("s"))], configuration: [:],
      expected: ["name": text("a"), "disk": oneDisk(1)]),
  ]

  @Test(arguments: ignoreCases)
  func `ignored changes leave the configuration as it was`(_ test: IgnoreCase) {
    let prior = test.prior.map(whole) ?? .null(schema.impliedType)
    let kept = applyIgnoreChanges(
      test.ignored, schema: schema, prior: prior, configuration: whole(test.configuration))
    #expect(kept == whole(test.expected))
  }

  @Test func `a legacy provider's plan is reverted where changes are ignored`() {
    let prior = whole(["id": text("i"), "name": text("a")])
    let planned = whole(["id": text("i"), "name": text("hash")])
    for ignored in [IgnoredChanges.all, .paths([[.attribute("name")]])] {
      #expect(applyIgnoreChangesToLegacyPlan(ignored, prior: prior, planned: planned) == prior)
    }
    #expect(applyIgnoreChangesToLegacyPlan(.none, prior: prior, planned: planned) == planned)
  }

  @Test func `only what has changed requires a replacement`() {
    let paths: [ValuePath] = [
      [.attribute("name")], [.attribute("id")], [.attribute("tags"), .index(.string("x"))], [.attribute("token")],
      [.attribute("zork")], [.attribute("disk"), .index(.integer(0)), .attribute("size")],
    ]
    let prior = whole(["name": text("a"), "id": text("i"), "disk": oneDisk(1)])
    let planned = whole(["name": text("a"), "id": unknownText, "tags": map(["x": text("1")])])
    let found = filterRequiresReplace(paths, schema: schema, prior: prior, planned: planned)
    #expect(found.required == [paths[5], paths[1], paths[3], paths[2]])
    #expect(found.invalid == [paths[4]])
    let null = Value.null(schema.impliedType)
    #expect(filterRequiresReplace(paths, schema: schema, prior: null, planned: planned).required == [])
  }

  struct ActionCase: Sendable, CustomTestStringConvertible {
    var name: String
    var prior: [String: Value]? = ["name": text("a")]
    var planned: [String: Value] = ["name": text("a")]
    var requires: [ValuePath] = []
    var isTainted = false
    var createFirst = false
    var forced: ForcedReplacement?
    var expected: Action
    var reason: ActionReason?
    var testDescription: String { name }
  }

  static let actionCases: [ActionCase] = [
    ActionCase(name: "new", prior: nil, expected: .create),
    ActionCase(name: "new though forced", prior: nil, forced: .byRequest, expected: .create),
    ActionCase(name: "same", expected: .noOp),
    ActionCase(name: "changed", planned: ["name": text("b")], expected: .update),
    ActionCase(name: "unknown", planned: ["name": text("a"), "id": unknownText], expected: .update),
    ActionCase(
      name: "same but secret now", planned: ["name": text("a").marked(with: .sensitive)], expected: .update),
    ActionCase(
      name: "changed where it cannot be", planned: ["name": text("b")], requires: [[.attribute("name")]],
      expected: .replace(.deleteThenCreate), reason: .replaceBecauseCannotUpdate),
    ActionCase(
      name: "the new one first", planned: ["name": text("b")], requires: [[.attribute("name")]], createFirst: true,
      expected: .replace(.createThenDelete), reason: .replaceBecauseCannotUpdate),
    ActionCase(
      name: "same but write-only", requires: [[.attribute("token")]], expected: .replace(.deleteThenCreate),
      reason: .replaceBecauseCannotUpdate),
    ActionCase(
      name: "tainted", prior: nil, isTainted: true, expected: .replace(.deleteThenCreate),
      reason: .replaceBecauseTainted),
    ActionCase(
      name: "forced", forced: .byRequest, expected: .replace(.deleteThenCreate), reason: .replaceByRequest),
    ActionCase(
      name: "triggered", createFirst: true, forced: .byTriggers, expected: .replace(.createThenDelete),
      reason: .replaceByTriggers),
  ]

  @Test(arguments: actionCases)
  func `the action follows from prior and plan`(_ test: ActionCase) {
    let decision = action(
      schema: schema, prior: test.prior.map(whole) ?? .null(schema.impliedType), planned: whole(test.planned),
      requiresReplace: test.requires, isTainted: test.isTainted, createBeforeDestroy: test.createFirst,
      forced: test.forced)
    #expect(decision.action == test.expected)
    #expect(decision.reason == test.reason)
  }

  @Test func `sensitive parts of the schema are found in a value`() {
    let value = whole(["port": set(.object([("key", text("k"))]))])
    let element = Value.object([("key", text("k"))])
    #expect(
      schema.sensitivePaths(in: value) == [
        [.attribute("password")], [.attribute("port"), .index(element), .attribute("key")],
      ])
    #expect(schema.sensitivePaths(in: .null(schema.impliedType)) == [])
    let marked = value.marking(schema.sensitivePaths(in: value).map { ($0, .sensitive) })
    #expect(marked["password"]?.marks == .sensitive)
    #expect(marked["port"]?.marks == .sensitive)
    #expect(marked["name"]?.marks == [])
  }

  @Test func `write-only parts are never kept`() {
    let value = whole(["token": text("t"), "name": text("a")])
    #expect(schema.writeOnlyViolations(in: value) == [[.attribute("token")]])
    #expect(schema.removingWriteOnly(value) == whole(["name": text("a")]))
  }

  @Test func `legacy objects get empty blocks for null ones, and known ones for unknown`() {
    let type = SchemaBlock(attributes: disk).impliedType
    let stub = Value.object([("serial", unknownText), ("size", .unknown(.number))])
    var legacy = whole(["name": text("a").marked(with: .sensitive), "disk": .null(.list(type))])
    #expect(normalizeLegacyObject(legacy, schema: schema) == whole(["name": text("a").marked(with: .sensitive)]))
    legacy = whole(["disk": .unknown(.list(type))])
    #expect(normalizeLegacyObject(legacy, schema: schema) == whole(["disk": list(stub)]))
    let null = Value.null(schema.impliedType)
    #expect(normalizeLegacyObject(null, schema: schema) == null)
  }

  @Test func `values are written as providers' authors know them`() {
    let cases: [(Value, String)] = [
      (.integer(5), "cty.NumberIntVal(5)"), (.true, "cty.True"), (.dynamicUnknown, "cty.DynamicVal"),
      (map(["a": text("b")]), #"cty.MapVal(map[string]cty.Value{"a":cty.StringVal("b")})"#),
      (.tuple([.null(.list(.bool))]), "cty.TupleVal([]cty.Value{cty.NullVal(cty.List(cty.Bool))})"),
      (.emptyObject, "cty.EmptyObjectVal"), (text("s").marked(with: .sensitive), "(sensitive)"),
      (
        .null(.object(ObjectType([("a", .dynamic)]))),
        #"cty.NullVal(cty.Object(map[string]cty.Type{"a":cty.DynamicPseudoType}))"#
      ),
    ]
    for (value, expected) in cases { #expect(value.providerNotation == expected) }
  }
}
