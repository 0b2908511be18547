import Configuring
import Model
import Parsing

/// Data that must not be read before something else has been changed, even where all of its arguments are known already.
extension Planner {
  /// A data resource waits for managed resources with a planned change which its configuration names, or which `depends_on`
  /// names: its own, or that of a module around it or of one that is named as a whole.
  func dependsOnPending(_ context: ResourceContext, _ address: ResourceInstanceAddress) -> Bool {
    let path = address.module.path
    if waits[address.config] == nil {
      var wait = Wait(configuration: input.configuration, graph: graph)
      wait.add(context.resource.dependsOn, from: path, throughResources: false)
      for traversal in context.resource.allReferences { wait.add(reference: traversal, from: path) }
      wait.addCall(path)
      waits[address.config] = wait.resources.filter { $0.resource.mode == .managed }
    }
    return waits[address.config].map { !pending.isDisjoint(with: $0) } ?? false
  }
}

/// The resources that data waits for, as they are found.
private struct Wait {
  let configuration: Configuration
  let graph: ConfigGraph
  var resources: Set<ConfigResourceAddress> = []
  private var calls: Set<ModulePath> = []

  init(configuration: Configuration, graph: ConfigGraph) {
    self.configuration = configuration
    self.graph = graph
  }

  /// What `depends_on` names. A module stands for all in it and all that this depends on.
  mutating func add(_ dependsOn: [Traversal], from path: ModulePath, throughResources: Bool) {
    for traversal in dependsOn {
      guard case .success((let target, _)) = traversal.target else { continue }
      switch target {
      case .resource(let name):
        let address = ConfigResourceAddress(module: path, resource: name)
        resources.insert(address)
        if throughResources, let place = graph.index[.resource(address)] {
          resources.formUnion(graph.resourcesBehind(place))
        }
      case .call(let name, _):
        if let end = graph.index[.callEnd(path.child(name))] { resources.formUnion(graph.resourcesBehind(end)) }
      default: continue
      }
    }
  }

  /// Even known attributes of managed resources may lead to something else afterwards. A module as a whole passes on what it
  /// waits for itself.
  mutating func add(reference traversal: Traversal, from path: ModulePath) {
    guard case .success((let target, _)) = traversal.target else { return }
    switch target {
    case .resource(let name) where name.mode == .managed:
      resources.insert(ConfigResourceAddress(module: path, resource: name))
    case .call(let name, output: nil): addCall(path.child(name))
    default: return
    }
  }

  /// What everything in a module waits for, because of how it is called.
  mutating func addCall(_ path: ModulePath) {
    guard let parent = path.parent, calls.insert(path).inserted else { return }
    if let call = path.names.last.flatMap({ configuration.modules[parent]?.calls[$0] }) {
      add(call.dependsOn, from: parent, throughResources: true)
      for traversal in [call.count, call.forEach].compactMap({ $0 }).flatMap(\.references) {
        if case .success((.call(let name, output: nil), _)) = traversal.target { addCall(parent.child(name)) }
      }
    }
    addCall(parent)
  }
}

extension Resource {
  /// All that its configuration refers to.
  fileprivate var allReferences: [Traversal] {
    let conditions = (lifecycle.preconditions + lifecycle.postconditions).flatMap { [$0.condition, $0.errorMessage] }
    return ([count, forEach].compactMap { $0 } + conditions).flatMap(\.references) + body.allReferences
  }
}
