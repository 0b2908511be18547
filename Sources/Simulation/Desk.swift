import Applying
import Configuring
import Functions
import Model
import Planning
import Providers
import Storing

/// A configuration as a command has it: read, and ready to be planned. Parsing is no part of a story, so that each is read
/// once for all of them.
struct Desk: Sendable {
  let configuration: Configuration
  let graph: ConfigGraph
  private static let environment = EvaluationEnvironment(functions: .pure, workingDirectory: "/stack")

  init(_ text: String) {
    let loaded = loadConfiguration(from: TextModuleSource(["main.tf": text]))
    let built = ConfigGraph.build(loaded.configuration)
    precondition(loaded.diagnostics.isEmpty && built.diagnostics.isEmpty)
    configuration = loaded.configuration
    graph = built.graph
  }

  func plan(_ state: State, _ options: PlanningOptions, _ pool: ProviderPool) async -> PlanningResult {
    await Planner(
      input: PlanningInput(
        configuration: configuration, variables: rootVariables(declared: [:], inputs: []), state: state,
        environment: Self.environment, timestamp: "2026-01-01T00:00:00Z"),
      options: options, pool: pool, graph: graph
    ).plan()
  }

  func applier(
    _ plan: Plan, _ pool: ProviderPool, parallelism: Int, recorder: any ApplyRecorder, clock: SimulatedClock,
    makeDeposedKey: @escaping @Sendable () -> String
  ) -> Applier {
    Applier(
      plan: plan, configuration: configuration, graph: graph, environment: Self.environment, pool: pool,
      parallelism: parallelism, recorder: recorder, provisioners: NoProvisioners(), clock: clock,
      makeDeposedKey: makeDeposedKey, onEvent: { _ in })
  }

  private struct NoProvisioners: ProvisionerHost {
    func provision(_ request: ProvisionRequest, output: @escaping @Sendable (String) -> Void) async -> [Diagnostic] {
      []
    }
    func stop() {}
  }

  // MARK: estates

  static let count = networks.count * servers.count
  private static let networks: [[(name: String, range: String, order: Bool)]] = [
    [("a", "one", false)], [("a", "two", false)], [("a", "one", false), ("b", "one", true)],
    [("a", "one", false), ("b", "two", true)],
  ]
  private static let servers: [[(name: String, size: Int)]] = [
    [], [("s", 1)], [("s", 2), ("t", 1)], [("s", 1), ("t", 3), ("u", 1)],
  ]

  /// All that stories choose from. An object's name is that of its resource, so that each tells its address.
  static let all: [Desk] = networks.flatMap { networks in
    servers.map { servers in Desk(text(networks, servers)) }
  }

  private static func text(
    _ networks: [(name: String, range: String, order: Bool)], _ servers: [(name: String, size: Int)]
  ) -> String {
    let head = "terraform {\n  required_providers {\n    sim = { source = \"plumb/sim\" }\n  }\n}\n"
    let networkBlocks = networks.map { network in
      """
      resource "sim_network" "\(network.name)" {
        name  = "\(network.name)"
        range = "\(network.range)"
        lifecycle {
          create_before_destroy = \(network.order)
        }
      }

      """
    }
    let last = networks.last?.name ?? "a"
    let serverBlocks = servers.map { server in
      """
      resource "sim_server" "\(server.name)" {
        name       = "\(server.name)"
        network_id = sim_network.\(server.name == "s" ? "a" : last).id
        size       = \(server.size)
      }

      """
    }
    return head + (networkBlocks + serverBlocks).joined()
  }
}
