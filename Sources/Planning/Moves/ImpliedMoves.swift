import Configuring
import Model

extension ResourceInstanceAddress {
  /// The key of the same object after `count` was added to its resource, or taken away.
  func keyMovedByRepetition(_ configuration: Configuration) -> InstanceKey? {
    guard let declared = configuration.modules[module.path]?.resources[resource] else { return key }
    return moved(key, isCounted: declared.count != nil, isKeyed: declared.forEach != nil)
  }
}

extension ModuleAddress {
  /// The address of the same module instance after `count` was added to its call or one around it, or taken away.
  func movedByRepetition(_ configuration: Configuration) -> ModuleAddress {
    var result = ModuleAddress.root
    for step in steps {
      let call = configuration.modules[result.path]?.calls[step.name]
      let key = call.map { moved(step.key, isCounted: $0.count != nil, isKeyed: $0.forEach != nil) } ?? step.key
      result = result.child(step.name, key)
    }
    return result
  }
}

private func moved(_ key: InstanceKey?, isCounted: Bool, isKeyed: Bool) -> InstanceKey? {
  switch key {
  case nil where isCounted: .index(0)
  case .index(0) where !isCounted && !isKeyed: nil
  default: key
  }
}
