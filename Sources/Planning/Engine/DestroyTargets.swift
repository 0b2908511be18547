import Configuring
import Model

/// What a targeted destroy takes: the targets and whatever depends on them, which could not go on existing without them.
func destroyTargets(
  _ targets: [TargetAddress], in state: State, dependencies: inout ResourceDependencies
) -> Set<ResourceInstanceAddress> {
  var instances: [ResourceInstanceAddress: Set<ConfigResourceAddress>] = [:]
  for (address, resource) in state.resources where address.resource.mode == .managed {
    for (key, instance) in resource.instances {
      let recorded = instance.current?.dependencies ?? []
      instances[address.instance(key)] = dependencies.all(of: address.config).union(recorded)
    }
  }
  var result = Set(instances.keys.filter { address in targets.contains { $0.covers(address) } })
  var stack = Array(result)
  while let target = stack.popLast() {
    for (address, needed) in instances
    where needed.contains(target.config) && !result.contains(address) && !areApart(address.module, target.module) {
      result.insert(address)
      stack.append(address)
    }
  }
  return result
}

/// Whether two modules are, or lie in, different instances of one call: what is in one does not depend on the other.
func areApart(_ a: ModuleAddress, _ b: ModuleAddress) -> Bool {
  for (x, y) in zip(a.steps, b.steps) {
    if x.name != y.name { return false }
    if x.key != y.key { return true }
  }
  return false
}
