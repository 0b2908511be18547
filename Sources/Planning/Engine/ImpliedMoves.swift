import Configuring
import Model

/// Objects whose address has changed only because `count` was added to their resource or module, or taken away: the one
/// without key and the one with index 0 are the same.
struct ImpliedMoves {
  private(set) var state: State
  /// Where an object was, by where it is now.
  private(set) var previous: [ResourceInstanceAddress: ResourceInstanceAddress] = [:]

  init(_ state: State, configuration: Configuration) {
    self.state = state
    for address in state.resources.keys.sorted() {
      guard let resource = state.resources[address] else { continue }
      let module = Self.moved(address.module, configuration)
      for key in resource.instances.keys.sorted(by: InstanceKey.order) {
        let declared = configuration.modules[module.path]?.resources[address.resource]
        let newKey = declared.map { Self.moved(key, isCounted: $0.count != nil, isKeyed: $0.forEach != nil) } ?? key
        let target = ResourceInstanceAddress(module: module, resource: address.resource, key: newKey)
        let source = address.instance(key)
        // What stands at the new address already has the better claim to it.
        guard target != source, self.state[target] == nil, let instance = resource.instances[key] else { continue }
        self.state.remove(source)
        self.state.resources[target.containing, default: ResourceState(provider: resource.provider)]
          .instances[newKey] = instance
        previous[target] = source
      }
    }
  }

  private static func moved(_ key: InstanceKey?, isCounted: Bool, isKeyed: Bool) -> InstanceKey? {
    switch key {
    case nil where isCounted: .index(0)
    case .index(0) where !isCounted && !isKeyed: nil
    default: key
    }
  }

  private static func moved(_ address: ModuleAddress, _ configuration: Configuration) -> ModuleAddress {
    var result = ModuleAddress.root
    for step in address.steps {
      let call = configuration.modules[result.path]?.calls[step.name]
      let key = call.map { moved(step.key, isCounted: $0.count != nil, isKeyed: $0.forEach != nil) } ?? step.key
      result = result.child(step.name, key)
    }
    return result
  }
}
