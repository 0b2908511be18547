package import Configuring
package import Model

extension State {
  /// The instances of a resource that the state has, as `count` and `for_each` would have made them: for when the
  /// configuration may say something else by now.
  package func expansion(of resource: Resource, at address: ResourceAddress) -> Expansion {
    let keys = resources[address]?.instances.keys.compactMap { $0 } ?? []
    if resource.count != nil {
      let highest = keys.compactMap { if case .index(let index) = $0 { index } else { nil } }.max()
      return .count((highest ?? -1) + 1)
    }
    if resource.forEach != nil {
      let names = keys.compactMap { if case .name(let name) = $0 { name } else { nil } }
      return .forEach(KeyedValues(names.map { ($0, Value.dynamicUnknown) }))
    }
    return .single
  }
}
