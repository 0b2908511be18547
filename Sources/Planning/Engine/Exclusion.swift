import Configuring
import Model

/// What `-exclude` leaves over of a configuration: all but what is excluded and what depends on it.
func resourcesBesides(
  _ excludes: [TargetAddress], in configuration: Configuration, dependencies: inout ResourceDependencies
) -> Set<ConfigResourceAddress> {
  var all: Set<ConfigResourceAddress> = []
  for (path, module) in configuration.modules {
    all.formUnion(module.resources.keys.map { ConfigResourceAddress(module: path, resource: $0) })
  }
  // Which instance of another resource something depends on is not known: one that is excluded stands for all.
  let touched = all.filter { resource in excludes.contains { $0.mayContain(resource) } }
  return all.filter { resource in
    dependencies.all(of: resource).isDisjoint(with: touched) && !excludes.contains { $0.coversAll(of: resource) }
  }
}

/// What a destroy with `-exclude` takes: all but what is excluded and what that depends on, for it needs it to go on existing.
func destroyTargets(
  besides excludes: [TargetAddress], in state: State, dependencies: inout ResourceDependencies
) -> Set<ResourceInstanceAddress> {
  var needed: [ResourceInstanceAddress: Set<ConfigResourceAddress>] = [:]
  for (address, resource) in state.resources where address.resource.mode == .managed {
    for (key, instance) in resource.instances {
      needed[address.instance(key)] = dependencies.all(of: address.config).union(instance.current?.dependencies ?? [])
    }
  }
  var kept = Set(needed.keys.filter { address in excludes.contains { $0.covers(address) } })
  var stack = Array(kept)
  while let next = stack.popLast() {
    for address in needed.keys
    where needed[next]?.contains(address.config) == true && !kept.contains(address)
      && !areApart(address.module, next.module)
    {
      kept.insert(address)
      stack.append(address)
    }
  }
  return Set(needed.keys).subtracting(kept)
}

extension TargetAddress {
  /// Whether every instance of a resource of the configuration is meant, however many there are.
  fileprivate func coversAll(of resource: ConfigResourceAddress) -> Bool {
    switch self {
    case .module(let module): module.isWithoutKeys && resource.module.names.starts(with: module.path.names)
    case .resource(let address): address.module.isWithoutKeys && address.config == resource
    case .instance: false
    }
  }
}

extension ModuleAddress {
  fileprivate var isWithoutKeys: Bool { steps.allSatisfy { $0.key == nil } }
}

extension Planner {
  /// Whether only a part of the configuration is planned.
  var isPartial: Bool { !options.targets.isEmpty || !options.excludes.isEmpty }

  /// Whether the targets, if there are any, name this instance, and nothing excludes it.
  func isTargeted(_ address: ResourceInstanceAddress) -> Bool {
    if let destroyed { return destroyed.contains(address) }
    if !options.excludes.isEmpty {
      let isDeclared = input.configuration.modules[address.module.path]?.resources[address.resource] != nil
      if isDeclared, included?.contains(address.config) == false { return false }
      return !options.excludes.contains { $0.covers(address) }
    }
    return options.targets.isEmpty || options.targets.contains { $0.covers(address) }
  }

  func warnAboutTargets() {
    guard isPartial else { return }
    let option = options.excludes.isEmpty ? "-target" : "-exclude"
    diagnostics.add(
      Diagnostic(
        .warning, code: "plan.targeted", summary: "Resource targeting is in effect",
        detail:
          "You are creating a plan with the \(option) option, which means that the result of this plan may not represent all "
          + "of the changes requested by the current configuration.\n\nThe \(option) option is not for routine use, and is "
          + "provided only for exceptional situations such as recovering from errors or mistakes, or when Plumb specifically "
          + "suggests to use it as part of an error message."))
  }
}
