import Model
import Providers
import Synchronization
import TestRuns
import TestSupport
import Testing

/// What stands in a provider's place.
@Suite struct MockTests {
  /// Made-up texts in a row, so that a test can name them.
  private func generated(seed: UInt64 = 1) -> GeneratedValues {
    let generator = Mutex(SeededGenerator(seed: seed))
    return GeneratedValues {
      generator.withLock { generator in
        String(
          (0..<GeneratedValues.textLength).map { _ in
            GeneratedValues.alphabet[Int.random(in: 0..<GeneratedValues.alphabet.count, using: &generator)]
          })
      }
    }
  }

  private func mock(
    _ given: GivenValues = GivenValues(phase: .apply), seed: UInt64 = 1
  ) -> MockProvider {
    let real = SimulatedProvider(cloud: SimulatedCloud())
    return MockProvider(
      address: SimulatedSchemas.provider, schemas: SimulatedSchemas.all, values: generated(seed: seed),
      given: { _, _ in given }, real: { real })
  }

  private func network(_ attributes: [String: Value]) -> Value {
    guard case .object(var object) = SimulatedSchemas.network.block.emptyValue else { return .null(.dynamic) }
    for (name, value) in attributes { object[name] = value }
    return .object(object)
  }

  private func plan(_ mock: MockProvider, _ object: Value) async throws -> PlanResponse {
    let null = Value.null(SimulatedSchemas.network.block.impliedType)
    return try await mock.plan(
      PlanRequest(type: "sim_network", prior: null, proposed: object, configuration: object, priorPrivateData: []))
  }

  private func applied(_ mock: MockProvider, _ object: Value) async throws -> ApplyResponse {
    let planned = try await plan(mock, object)
    return try await mock.apply(
      ApplyRequest(
        type: "sim_network", prior: .null(SimulatedSchemas.network.block.impliedType), planned: planned.planned,
        configuration: object, plannedPrivateData: []))
  }

  @Test func `what is computed is unknown when planning and made up when applying`() async throws {
    let object = network(["name": .string("n")])
    let planned = try await plan(mock(), object).planned
    #expect(planned["id"]?.isKnown == false)
    #expect(planned["range"]?.isKnown == false)
    #expect(planned["name"] == .string("n"))
    #expect(planned["tags"]?.isNull == true)
    let made = try await applied(mock(), object).value
    let id = try #require(made["id"]?.stringValue)
    #expect(id.count == 8 && id.allSatisfy(GeneratedValues.alphabet.contains))
    #expect(made["revision"] == .number(Number(0)))
    #expect(made["tags"]?.isNull == true)
    #expect(made.isWhollyKnown)
  }

  @Test func `one seed makes one object`() async throws {
    let object = network(["name": .string("n")])
    let first = try await applied(mock(seed: 7), object).value
    #expect(try await applied(mock(seed: 7), object).value == first)
    #expect(try await applied(mock(seed: 8), object).value != first)
  }

  @Test func `what the test gives comes before what is made up, and never before the configuration`() async throws {
    let given = GivenValues(
      values: KeyedValues(["id": .string("given"), "range": .string("given"), "name": .string("given")]), phase: .apply)
    let made = try await applied(mock(given), network(["name": .string("n"), "range": .string("r")])).value
    #expect(made["id"] == .string("given"))
    #expect(made["range"] == .string("r"))
    #expect(made["name"] == .string("n"))
  }

  @Test func `values for the plan are known in it`() async throws {
    let given = GivenValues(values: KeyedValues(["id": .string("given")]), phase: .plan)
    let planned = try await plan(mock(given), network(["name": .string("n")])).planned
    #expect(planned["id"] == .string("given"))
    #expect(planned.isWhollyKnown)
  }

  @Test func `a value of the wrong type is told, with the attribute`() async throws {
    let given = GivenValues(values: KeyedValues(["revision": .string("many")]), phase: .apply)
    let response = try await applied(mock(given), network(["name": .string("n")]))
    #expect(response.diagnostics.map(\.summary) == ["Failed to compute attribute"])
    #expect(response.diagnostics.first?.detail.contains("\"revision\"") == true)
  }

  @Test func `an object that exists is kept as it is, but for what the configuration changes`() async throws {
    let object = network(["name": .string("n")])
    let made = try await applied(mock(), object).value
    guard case .object(var changed) = made else { return }
    changed["tags"] = .map(.string, KeyedValues(["a": .string("b")]))
    let planned = try await mock(seed: 9).plan(
      PlanRequest(
        type: "sim_network", prior: made, proposed: .object(changed), configuration: object, priorPrivateData: []))
    #expect(planned.planned == .object(changed))
    #expect(planned.requiresReplace.isEmpty)
  }

  @Test func `computed attributes of nested blocks are made up too`() async throws {
    let schema = SimulatedSchemas.server.block
    guard case .object(var server) = schema.emptyValue, let disk = schema.block("disk") else { return }
    server["disk"] = .list(
      disk.block.impliedType, [.object(KeyedValues(["size": .number(Number(1)), "serial": .null(.string)]))])
    let (value, misfits) = generated().fill(
      .object(server), schema: schema, open: .null,
      given: KeyedValues(["disk": .object(KeyedValues(["serial": .string("S1")]))]))
    #expect(misfits.isEmpty)
    #expect(value["disk"]?.elements?.first?["serial"] == .string("S1"))
    #expect(value["address"]?.stringValue?.count == 8)
  }
}
