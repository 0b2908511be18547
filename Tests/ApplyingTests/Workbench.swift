import Applying
import Configuring
import Functions
import Model
import Planning
import Providers
import Storing
import Synchronization
import TestSupport

/// Everything that one command has at hand, with a simulated cloud as the world and memory as the disk.
struct Workbench {
  let configuration: Configuration
  let graph: ConfigGraph
  let problems: [Diagnostic]
  var provisioners: any ProvisionerHost = NotedProvisioners()
  private static let environment = EvaluationEnvironment(functions: .pure, workingDirectory: "/")

  init(_ text: String, modules: [String: String] = [:]) {
    let loaded = loadConfiguration(from: TextModuleSource(modules.merging(["main.tf": text]) { $1 }))
    configuration = loaded.configuration
    let built = ConfigGraph.build(loaded.configuration)
    graph = built.graph
    problems = loaded.diagnostics + built.diagnostics
  }

  private func pool(_ cloud: SimulatedCloud) -> ProviderPool {
    ProviderPool(
      source: SimulatedProviders(
        cloud: cloud, others: [.builtin: BuiltinProvider(makeIdentifier: { "11111111-2222-3333-4444-555555555555" })]))
  }

  func plan(_ state: State, _ cloud: SimulatedCloud, _ options: PlanningOptions = PlanningOptions()) async
    -> PlanningResult
  {
    let variables = rootVariables(declared: configuration.root.variables, inputs: [])
    let planner = Planner(
      input: PlanningInput(
        configuration: configuration, variables: variables, state: state, environment: Self.environment,
        timestamp: "2026-01-01T00:00:00Z"),
      options: options, pool: pool(cloud), graph: graph)
    return await planner.plan()
  }

  func apply(
    _ plan: Plan, _ cloud: SimulatedCloud, parallelism: Int, recorder: any ApplyRecorder
  ) async -> ApplyResult {
    let keys = Mutex(0)
    let applier = Applier(
      plan: plan, configuration: configuration, graph: graph, environment: Self.environment, pool: pool(cloud),
      parallelism: parallelism, recorder: recorder, provisioners: provisioners, clock: ContinuousClock(),
      makeDeposedKey: {
        keys.withLock { key in
          key += 1
          return "deadbee\(key)"
        }
      }, onEvent: { _ in })
    return await applier.apply()
  }

  struct Outcome {
    var plan: Plan
    var diagnostics: [Diagnostic]
    var state: State
    /// The disk stopped working, and with it everything.
    var hasStopped = false
    /// What opening the state told of an earlier run.
    var recovery: [Diagnostic] = []
  }

  /// One command from beginning to end: reads the state, plans, applies and writes.
  func run(
    _ storage: MemoryStorage, _ cloud: SimulatedCloud, _ options: PlanningOptions = PlanningOptions(),
    parallelism: Int = 1
  ) async throws -> Outcome {
    let (session, recovery) = try await StateSession.open(
      store: storage, journal: storage, newLineage: "lineage", terraformVersion: "1.11.4", clock: SteppedClock())
    try await session.told()
    let planned = await plan(await session.state, cloud, options)
    guard !planned.diagnostics.hasErrors else {
      return Outcome(
        plan: planned.plan, diagnostics: planned.diagnostics, state: await session.state, recovery: recovery)
    }
    try await session.begin(with: planned.plan.priorState)
    let recorder = SessionRecorder(session: session, cloud: cloud)
    let result = await apply(planned.plan, cloud, parallelism: parallelism, recorder: recorder)
    var outcome = Outcome(
      plan: planned.plan, diagnostics: result.diagnostics, state: result.state, recovery: recovery)
    do {
      await session.replace(with: result.state)
      try await session.finish()
      try await session.told()
    } catch {
      outcome.hasStopped = true
    }
    return outcome
  }
}

/// Notes every change in the session. When the disk stops, nothing of this process reaches the cloud any more.
private struct SessionRecorder: ApplyRecorder {
  let session: StateSession<SteppedClock>
  let cloud: SimulatedCloud

  func begin(creating address: ResourceInstanceAddress) async throws {
    do {
      try await session.begin(creating: address)
    } catch {
      await cloud.disconnect()
      throw error
    }
  }

  func outcomeUnknown(at address: ResourceInstanceAddress) async throws {
    do {
      try await session.outcomeUnknown(at: address)
    } catch {
      await cloud.disconnect()
      throw error
    }
  }

  func record(
    _ address: ResourceInstanceAddress, provider: ProviderConfigAddress, _ instance: ResourceInstanceState
  ) async throws {
    do {
      try await session.record(JournalRecord(address: address, provider: provider, instance: instance))
    } catch {
      await cloud.disconnect()
      throw error
    }
  }
}

extension State {
  /// The identifiers of all objects that the state knows, deposed ones included.
  var objectIDs: [String] {
    resources.filter { $0.key.resource.mode == .managed }.values.flatMap { $0.instances.values }
      .flatMap { ($0.current.map { [$0] } ?? []) + Array($0.deposed.values) }
      .compactMap { record in
        (try? JSON.read(record.attributes))?["id"]?.string
      }.sorted()
  }
}

/// Notes what it is asked to do. A command that begins with `fail` fails.
final class NotedProvisioners: ProvisionerHost {
  private let notes = Mutex<[String]>([])
  var all: [String] { notes.withLock { $0 } }

  func provision(_ request: ProvisionRequest, output: @escaping @Sendable (String) -> Void) async -> [Diagnostic] {
    let command =
      request.configuration["command"]?.stringValue ?? request.configuration["destination"]?.stringValue ?? ""
    let host = request.connection["host"]?.stringValue.map { "@\($0)" } ?? ""
    notes.withLock { $0.append(command + host + (request.isSensitive ? " (sensitive)" : "")) }
    return command.hasPrefix("fail") ? [Diagnostic(code: "test.failed", summary: "It failed", detail: command)] : []
  }

  func stop() {}
}
