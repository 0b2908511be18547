import Model
import Planning
import Providers
import Testing

private let schema = BuiltinProvider.dataSchema.block
private let provider = BuiltinProvider(makeIdentifier: { "made" })

private func data(
  input: Value = .null(.dynamic), output: Value = .null(.dynamic), triggers: Value = .null(.dynamic),
  id: Value = .null(.string)
) -> Value {
  .object([("id", id), ("input", input), ("output", output), ("triggers_replace", triggers)])
}

private func plan(_ prior: Value, _ configuration: Value) async throws -> PlanResponse {
  try await provider.plan(
    PlanRequest(
      type: "terraform_data", prior: prior,
      proposed: proposedNew(schema: schema, prior: prior, configuration: configuration), configuration: configuration,
      priorPrivateData: []))
}

struct BuiltinProviderTests {
  static let nothing = Value.null(schema.impliedType)
  static let one = data(input: .integer(1), output: .integer(1), triggers: .string("a"), id: .string("i"))

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var prior: Value
    var configuration: Value
    var planned: Value
    var isReplaced = false
    var testDescription: String { name }
  }

  static let newID = Value.unknown(.string, .notNull)

  static let cases: [Case] = [
    Case(
      name: "a new object's output has the input's type", prior: nothing, configuration: data(input: .string("a")),
      planned: data(input: .string("a"), output: .unknown(.string), id: newID)),
    Case(
      name: "without input there is no output", prior: nothing, configuration: data(),
      planned: data(id: newID)),
    Case(
      name: "null of a type stays of that type", prior: nothing, configuration: data(input: .null(.string)),
      planned: data(input: .null(.string), output: .null(.string), id: newID)),
    Case(
      name: "nothing changes", prior: one, configuration: data(input: .integer(1), triggers: .string("a")),
      planned: one),
    Case(
      name: "a new input updates the output", prior: one,
      configuration: data(input: .string("x"), triggers: .string("a")),
      planned: data(input: .string("x"), output: .unknown(.string), triggers: .string("a"), id: .string("i"))),
    Case(
      name: "a new trigger replaces", prior: one, configuration: data(input: .integer(1), triggers: .integer(2)),
      planned: data(input: .integer(1), output: .unknown(.number), triggers: .integer(2), id: newID),
      isReplaced: true),
    Case(
      name: "an unknown trigger replaces", prior: one, configuration: data(triggers: .dynamicUnknown),
      planned: data(triggers: .dynamicUnknown, id: newID), isReplaced: true),
  ]

  @Test(arguments: cases)
  func `terraform_data is planned`(_ test: Case) async throws {
    let response = try await plan(test.prior, test.configuration)
    #expect(response.planned == test.planned)
    #expect(response.requiresReplace == (test.isReplaced ? [[.attribute("triggers_replace")]] : []))
    #expect(
      assertPlanValid(
        schema: schema, prior: test.prior, configuration: test.configuration, planned: response.planned) == [])
  }

  @Test(arguments: cases.filter { !$0.configuration.isNull && $0.configuration.isWhollyKnown })
  func `what is applied fits the plan, and is planned again without change`(_ test: Case) async throws {
    let prior = test.isReplaced ? Self.nothing : test.prior
    let planned = try await plan(prior, test.configuration).planned
    let applied = try await provider.apply(
      ApplyRequest(
        type: "terraform_data", prior: prior, planned: planned, configuration: test.configuration,
        plannedPrivateData: []))
    #expect(assertObjectCompatible(schema: schema, planned: planned, actual: applied.value) == [])
    #expect(applied.value["id"] == (prior.isNull ? .string("made") : prior["id"]))
    #expect(applied.value["output"] == applied.value["input"])
    let recorded = applied.value.json(as: schema.impliedType).written()
    let upgraded = try await provider.upgrade(UpgradeRequest(type: "terraform_data", version: 0, attributes: recorded))
    #expect(upgraded.value == applied.value)
    #expect(try await plan(upgraded.value, test.configuration).planned == applied.value)
  }

  @Test func `what it sets itself may not be configured`() async throws {
    let found = try await provider.validateResource(
      type: "terraform_data", configuration: data(output: .integer(1), id: .string("x")))
    #expect(found.map(\.summary) == ["\"id\" attribute is read-only", "\"output\" attribute is read-only"])
  }

  @Test(arguments: [
    "", "[]", "{\"id\":", "{\"zork\":1}", "{\"input\":1}", "{\"input\":{\"value\":1,\"type\":\"strin\"}}",
  ])
  func `a record that cannot be read is told`(_ text: String) async throws {
    let response = try await provider.upgrade(
      UpgradeRequest(type: "terraform_data", version: 0, attributes: Array(text.utf8)))
    #expect(response.diagnostics.hasErrors)
    #expect(response.value.isNull)
  }

  @Test func `what it does not have is refused`() async throws {
    await #expect(throws: ProviderError.self) {
      _ = try await provider.readDataSource(type: "terraform_remote_state", configuration: .emptyObject)
    }
    await #expect(throws: ProviderError.self) {
      _ = try await provider.read(ReadRequest(type: "terraform_zork", prior: .emptyObject, privateData: []))
    }
  }

  @Test func `ten thousand objects are planned within seconds`() async throws {
    let configuration = data(input: .object([("a", .integer(1))]))
    let clock = ContinuousClock()
    let spent = try await clock.measure {
      for _ in 0..<10_000 {
        let response = try await plan(Self.nothing, configuration)
        _ = action(
          schema: schema, prior: Self.nothing, planned: response.planned, requiresReplace: [], isTainted: false,
          createBeforeDestroy: false)
      }
    }
    #expect(spent < .seconds(20))
  }
}
