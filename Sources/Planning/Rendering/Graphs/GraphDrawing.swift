package import Configuring
package import Model

/// A graph as it is shown: which boxes there are, in which module, and which waits for which.
package struct GraphDrawing: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case managed, data, ephemeral, provider, variable, local, output
    /// The begin or end of a module.
    case boundary
    /// A step of a plan.
    case step(ExecutionStep.Kind)
  }

  package struct Node: Sendable, Equatable {
    package var identity: String
    /// Inside of its module.
    package var label: String
    package var kind: Kind
    package var module: ModulePath
  }

  package var nodes: [Node]
  /// By node: the numbers of those it waits for.
  package var dependencies: DirectedGraph
  /// Whether to mark the edges that lie on a cycle.
  package var marksCycles = false
  /// Only resources, as Terraform shows them by default.
  package var isSummary = false
}

extension GraphDrawing {
  /// The resources of a configuration and the order that its references demand, without what follows from the rest.
  package static func resources(of graph: ConfigGraph) -> GraphDrawing {
    var dependencies = ResourceDependencies(graph)
    let addresses = graph.resources.sorted(by: isShownBefore)
    let places = Dictionary(uniqueKeysWithValues: addresses.enumerated().map { ($1, $0) })
    let direct = addresses.map { Set(dependencies.direct(of: $0).compactMap { places[$0] }) }
    return GraphDrawing(
      nodes: addresses.map(node), dependencies: DirectedGraph(dependencies: direct).reduced, isSummary: true)
  }

  /// Everything that is evaluated, with what each refers to.
  package static func everything(in configuration: Configuration, marksCycles: Bool) -> GraphDrawing {
    let found = ConfigGraph.references(in: configuration)
    let places = Dictionary(uniqueKeysWithValues: found.enumerated().map { ($1.node, $0) })
    let direct = DirectedGraph(dependencies: found.map { Set($0.dependencies.compactMap { places[$0] }) })
    let hasCycle = direct.components.contains { $0.count > 1 }
    return GraphDrawing(
      nodes: found.map { node($0.node) }, dependencies: hasCycle ? direct : direct.reduced, marksCycles: marksCycles)
  }

  /// The objects of a state in the order in which they would be destroyed.
  package static func destruction(of state: State) -> GraphDrawing {
    let addresses = Set(state.resources.keys.map(\.config))
      .filter { $0.resource.mode == .managed }.sorted(by: isShownBefore)
    let places = Dictionary(uniqueKeysWithValues: addresses.enumerated().map { ($1, $0) })
    var waiting = [Set<Int>](repeating: [], count: addresses.count)
    for (address, resource) in state.resources {
      guard let dependent = places[address.config] else { continue }
      let records = resource.instances.values.flatMap { [$0.current].compactMap { $0 } + $0.deposed.values }
      for dependency in records.flatMap(\.dependencies) {
        if let place = places[dependency], place != dependent { waiting[place].insert(dependent) }
      }
    }
    var nodes = addresses.map(node)
    for index in nodes.indices { nodes[index].kind = .step(.destroy) }
    let direct = DirectedGraph(dependencies: waiting)
    return GraphDrawing(
      nodes: nodes, dependencies: direct.components.contains { $0.count > 1 } ? direct : direct.reduced)
  }

  /// What applying a plan does, step by step.
  package static func steps(of plan: Plan) -> GraphDrawing {
    let nodes = plan.execution.steps.enumerated().map { number, step in
      guard plan.changes.indices.contains(step.change) else {
        return Node(identity: "join \(number)", label: "all of these", kind: .step(.join), module: .root)
      }
      let change = plan.changes[step.change]
      let deposed = change.deposedKey.map { " (deposed \($0))" } ?? ""
      // Instances of a module share its frame, so that there the whole address tells them apart.
      let hasKeys = change.address.module.steps.contains { $0.key != nil }
      let inside = "\(change.address.resource)\(change.address.key?.description ?? "")"
      return Node(
        identity: "\(step.kind.rawValue) \(change.address)\(deposed)",
        label: (hasKeys ? change.address.description : inside) + deposed, kind: .step(step.kind),
        module: change.address.module.path)
    }
    return GraphDrawing(
      nodes: nodes,
      dependencies: DirectedGraph(dependencies: plan.execution.steps.map { Set($0.dependencies) }).reduced)
  }

  /// As Terraform orders them: by module, data resources first.
  private static func isShownBefore(_ a: ConfigResourceAddress, _ b: ConfigResourceAddress) -> Bool {
    func key(_ address: ConfigResourceAddress) -> [String] {
      [
        address.module.description, address.resource.mode == .data ? "" : address.resource.mode.rawValue,
        address.resource.type, address.resource.name,
      ]
    }
    return key(a).lexicographicallyPrecedes(key(b)) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func node(_ address: ConfigResourceAddress) -> Node {
    let kind: Kind =
      switch address.resource.mode.rawValue {
      case "managed": .managed
      case "data": .data
      default: .ephemeral
      }
    return Node(
      identity: address.description, label: address.resource.description, kind: kind, module: address.module)
  }

  private static func node(_ node: ConfigNode) -> Node {
    func inside(_ path: ModulePath, _ label: String, _ kind: Kind) -> Node {
      Node(identity: node.description, label: label, kind: kind, module: path)
    }
    return switch node {
    case .variable(let path, let name): inside(path, "var.\(name)", .variable)
    case .local(let path, let name): inside(path, "local.\(name)", .local)
    case .output(let path, let name): inside(path, "output.\(name)", .output)
    case .call(let path): Node(identity: "\(path) (begin)", label: "begin", kind: .boundary, module: path)
    case .callEnd(let path): Node(identity: "\(path) (end)", label: "end", kind: .boundary, module: path)
    case .provider(let address):
      inside(address.module, "provider.\(address.provider.type)" + (address.alias.map { ".\($0)" } ?? ""), .provider)
    case .resource(let address): self.node(address)
    }
  }
}
