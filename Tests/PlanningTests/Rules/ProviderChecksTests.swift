import Model
import Planning
import Testing

private let inner = [attribute("a", optional: true), attribute("c", computed: true)]
private let innerType = SchemaBlock(attributes: inner).impliedType

private func part(_ a: Value = noText, c: Value = noText) -> Value { .object([("a", a), ("c", c)]) }

private let schema = SchemaBlock(
  attributes: [
    attribute("given", optional: true), attribute("made", computed: true),
    attribute("either", optional: true, computed: true), attribute("secret", optional: true, sensitive: true),
    attribute("items", .list(.string), optional: true), attribute("keys", .map(.string), optional: true),
    attribute("many", .set(.string), optional: true, computed: true), nested("nested", .list, inner),
  ],
  blocks: [
    block("listed", .list, inner), block("set", .set, inner), block("mapped", .map, inner),
    block("one", .single, inner),
  ])

private func whole(_ values: [String: Value] = [:]) -> Value { object(schema, values) }

struct ProviderChecksTests {
  struct PlanCase: Sendable, CustomTestStringConvertible {
    var name: String
    var prior: [String: Value]? = [:]
    var configuration: [String: Value] = [:]
    var planned: [String: Value] = [:]
    var told: [String]
    var testDescription: String { name }
  }

  static let planCases: [PlanCase] = [
    PlanCase(name: "what is computed is free", planned: ["made": unknownText, "either": text("x")], told: []),
    PlanCase(
      name: "a prior value may stand for a configured one", prior: ["given": text("A")],
      configuration: ["given": text("a")], planned: ["given": text("A")], told: []),
    PlanCase(
      name: "a configured value may not be changed", configuration: ["given": text("a")],
      planned: ["given": text("b")],
      told: [#".given: planned value cty.StringVal("b") does not match config value cty.StringVal("a")"#]),
    PlanCase(
      name: "nor to something that is neither configured nor prior", prior: ["given": text("p")],
      configuration: ["given": text("a")], planned: ["given": unknownText],
      told: [
        #".given: planned value cty.UnknownVal(cty.String) does not match config value cty.StringVal("a") nor prior value "#
          + #"cty.StringVal("p")"#
      ]),
    PlanCase(
      name: "nothing may be made up", planned: ["items": .list(.string, [])],
      told: [".items: planned value cty.ListValEmpty(cty.String) for a non-computed attribute"]),
    PlanCase(
      name: "secrets are not told", configuration: ["secret": text("a")], planned: ["secret": text("b")],
      told: [".secret: sensitive planned value does not match config value"]),
    PlanCase(
      name: "refinements may be lost", configuration: ["given": .unknown(.string, .notNull)],
      planned: ["given": unknownText], told: []),
    PlanCase(
      name: "blocks are counted", configuration: ["listed": list(part(text("x")))], planned: [:],
      told: [".listed: block count in plan (0) disagrees with count in config (1)"]),
    PlanCase(
      name: "blocks are looked into", configuration: ["listed": list(part(text("x")))],
      planned: ["listed": list(part(text("y"), c: unknownText))],
      told: [#".listed[0].a: planned value cty.StringVal("y") does not match config value cty.StringVal("x")"#]),
    PlanCase(
      name: "blocks may not be null", configuration: [:], planned: ["listed": .null(.list(innerType))],
      told: [".listed: attribute representing a list of nested blocks must be empty to indicate no blocks, not null"]),
    PlanCase(
      name: "blocks may not be unknown", configuration: [:], planned: ["set": .unknown(.set(innerType))],
      told: [
        ".set: attribute representing nested block must not be unknown itself; set nested attribute values to unknown instead"
      ]),
    PlanCase(
      name: "keys of blocks must be those configured", configuration: ["mapped": map(["k": part()])],
      planned: ["mapped": map(["l": part()])],
      told: [
        #".mapped: block key "l" from plan is not present in config"#,
        #".mapped: block key "k" from config is not present in plan"#,
      ]),
    PlanCase(
      name: "a block that is configured must be planned", configuration: ["one": part()], planned: [:],
      told: [".one: planned for absence but config wants existence"]),
    PlanCase(
      name: "nested attributes are counted", configuration: ["nested": list(part())],
      planned: ["nested": list(part(), part())],
      told: [".nested: count in plan (cty.NumberIntVal(2)) disagrees with count in config (cty.NumberIntVal(1))"]),
  ]

  @Test(arguments: planCases)
  func `a plan may only change what is left to the provider`(_ test: PlanCase) {
    let found = assertPlanValid(
      schema: schema, prior: test.prior.map(whole) ?? .null(schema.impliedType),
      configuration: whole(test.configuration), planned: whole(test.planned))
    #expect(found.map(\.text) == test.told)
  }

  struct ResultCase: Sendable, CustomTestStringConvertible {
    var name: String
    var planned: [String: Value]?
    var actual: [String: Value]?
    var told: [String]
    var testDescription: String { name }
  }

  static let resultCases: [ResultCase] = [
    ResultCase(name: "nothing stays nothing", planned: nil, actual: nil, told: []),
    ResultCase(
      name: "an object must not vanish", planned: [:], actual: nil,
      told: ["Root object was present, but now absent"]),
    ResultCase(name: "unknown becomes anything", planned: ["made": unknownText], actual: ["made": text("x")], told: []),
    ResultCase(
      name: "but for what its refinement excludes", planned: ["made": .unknown(.string, .notNull)], actual: [:],
      told: [
        ".made: final value cty.NullVal(cty.String) does not conform to planning placeholder "
          + "cty.UnknownVal(cty.String).RefineNotNull()"
      ]),
    ResultCase(
      name: "known stays as it is", planned: ["given": text("a")], actual: ["given": text("b")],
      told: [#".given: was cty.StringVal("a"), but now cty.StringVal("b")"#]),
    ResultCase(
      name: "and does not become null", planned: ["given": text("a")], actual: [:],
      told: [#".given: was cty.StringVal("a"), but now null"#]),
    ResultCase(
      name: "nor out of nothing", planned: [:], actual: ["given": text("a")],
      told: [#".given: was null, but now cty.StringVal("a")"#]),
    ResultCase(
      name: "secrets are not told", planned: ["secret": text("a")], actual: ["secret": text("b")],
      told: [".secret: inconsistent values for sensitive attribute"]),
    ResultCase(
      name: "marked values are not told either", planned: ["given": text("a").marked(with: .sensitive)],
      actual: ["given": text("b")], told: [".given: inconsistent values for sensitive attribute"]),
    ResultCase(
      name: "elements come and go by index and key",
      planned: ["items": list(text("a"), text("b")), "keys": map(["x": text("1")])],
      actual: ["items": list(text("a")), "keys": map(["y": text("1")])],
      told: [
        ".items: element 1 has vanished", #".keys: element "x" has vanished"#, #".keys: new element "y" has appeared"#,
      ]),
    ResultCase(
      name: "unknown elements of a set may fall together",
      planned: ["many": .set(.string, [unknownText, unknownText])], actual: ["many": set(text("a"))], told: []),
    ResultCase(
      name: "but not become more", planned: ["many": .set(.string, [unknownText])],
      actual: ["many": set(text("a"), text("b"))], told: [".many: length changed from 1 to 2"]),
    ResultCase(
      name: "elements of a set must be found again", planned: ["many": set(text("a"))],
      actual: ["many": set(text("b"))],
      told: [
        #".many: planned set element cty.StringVal("a") does not correlate with any element in actual"#,
        #".many: actual set element cty.StringVal("b") does not correlate with any element in plan"#,
      ]),
    ResultCase(
      name: "blocks keep their number", planned: ["listed": list(part())], actual: [:],
      told: [".listed: block count changed from 1 to 0"]),
    ResultCase(
      name: "unknown blocks become any number", planned: ["listed": .unknown(.list(innerType))],
      actual: ["listed": list(part(), part())], told: []),
    ResultCase(
      name: "an unknown block may become none", planned: ["one": .unknown(innerType)], actual: [:], told: []),
  ]

  @Test(arguments: resultCases)
  func `a result must be what was planned`(_ test: ResultCase) {
    let null = Value.null(schema.impliedType)
    let found = assertObjectCompatible(
      schema: schema, planned: test.planned.map(whole) ?? null, actual: test.actual.map(whole) ?? null)
    #expect(found.map(\.text) == test.told)
  }

  @Test func `values of other types do not conform`() {
    let type = ValueType.object(ObjectType([("a", .list(.string)), ("b", .dynamic)]))
    #expect(assertConforms(.object([("a", .list(.string, [])), ("b", .true)]), to: type) == [])
    let wrong = Value.object([("a", .list(.number, [.integer(1)])), ("c", .true)])
    #expect(
      assertConforms(wrong, to: type).map(\.text) == [
        ".a[...]: string required, but received number", #"unsupported attribute "c""#,
        #"missing required attribute "b""#,
      ])
  }

  @Test func `mistakes of a provider name it and its object`() {
    let mistakes = ProviderMistakes(
      provider: ProviderConfigAddress(provider: ProviderAddress(namespace: "hashicorp", type: "aws")),
      address: ResourceInstanceAddress(
        module: .root, resource: ResourceName(mode: .managed, type: "aws_vpc", name: "a"), key: .index(0)))
    let violation = RuleViolation(path: [.attribute("tags"), .index(.string("x"))], message: "was null, but now true")
    let blame = "\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker."
    #expect(
      mistakes.invalidPlan([violation]).map(\.detail) == [
        #"Provider "registry.terraform.io/hashicorp/aws" planned an invalid value for aws_vpc.a[0].tags["x"]: was null, but "#
          + "now true.\(blame)"
      ])
    #expect(
      mistakes.inconsistentResult([violation]).map(\.detail) == [
        #"When applying changes to aws_vpc.a[0], provider "provider[\"registry.terraform.io/hashicorp/aws\"]" produced an "#
          + #"unexpected new value: .tags["x"]: was null, but now true."# + blame
      ])
  }
}
