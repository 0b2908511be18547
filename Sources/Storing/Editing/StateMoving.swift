package import Model

/// One thing that was moved, as addresses.
package struct StateMove: Sendable, Equatable {
  package var source: String
  package var destination: String

  package init(source: String, destination: String) {
    self.source = source
    self.destination = destination
  }
}

extension State {
  /// Gives a module, a resource or an instance another address. What it is about to do is checked first: when it
  /// throws,
  /// nothing has changed.
  package mutating func move(
    _ source: TargetAddress, to destination: TargetAddress
  ) throws(DiagnosticsError) -> StateMove {
    let before = Set(resources.keys.map(\.config))
    switch (source, destination) {
    case (.module(let from), .module(let to)): try moveModule(from, to)
    case (.module(let from), _):
      throw refused("target", "Cannot move \(from) to \(destination): the target must also be a module.")
    case (.resource(let from), .module(let to)):
      throw refused(
        "target", "Cannot move \(from) to \(to): the target must also be a resource\(isWhole(from) ? "" : " instance")."
      )
    case (.instance(let from), .module(let to)):
      throw refused("target", "Cannot move \(from) to \(to): the target must also be a resource instance.")
    case (.resource(let from), .resource(let to)) where isWhole(from): try moveResource(from, to)
    case (.resource(let from), .instance(let to)) where isWhole(from):
      throw refused(
        "target",
        "Cannot move \(from) to \(to): the source is a whole resource (not a resource instance) so the "
          + "target must also be a whole resource.")
    case (.resource(let from), .resource(let to)): try moveInstance(from.instance(nil), to.instance(nil))
    case (.resource(let from), .instance(let to)): try moveInstance(from.instance(nil), to)
    case (.instance(let from), .resource(let to)): try moveInstance(from, to.instance(nil))
    case (.instance(let from), .instance(let to)): try moveInstance(from, to)
    }
    renameDependencies(source, destination, before: before)
    return StateMove(source: source.description, destination: destination.description)
  }

  /// What depended on something that has moved depends on it where it is now; on both, when a part has stayed.
  private mutating func renameDependencies(
    _ source: TargetAddress, _ destination: TargetAddress, before: Set<ConfigResourceAddress>
  ) {
    let after = Set(resources.keys.map(\.config))
    var names: [ConfigResourceAddress: [ConfigResourceAddress]] = [:]
    for old in before {
      guard let new = source.config(old, movedTo: destination), new != old else { continue }
      names[old] = (after.contains(old) ? [old] : []) + [new]
    }
    if names.isEmpty { return }
    for (address, resource) in resources {
      for (key, instance) in resource.instances {
        var instance = instance
        instance.current?.renameDependencies(names)
        for deposed in instance.deposed.keys { instance.deposed[deposed]?.renameDependencies(names) }
        if instance != resource.instances[key] { resources[address]?.instances[key] = instance }
      }
    }
  }

  /// Whether an address without key means all instances: not when the one instance has no key either.
  private func isWhole(_ address: ResourceAddress) -> Bool {
    guard let resource = resources[address] else { return false }
    return resource.instances[nil] == nil
  }

  private func refused(_ what: String, _ detail: String) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "state.move", summary: what == "request" ? "Invalid state move request" : "Invalid \(what) address",
        detail: detail))
  }

  private mutating func moveModule(_ from: ModuleAddress, _ to: ModuleAddress) throws(DiagnosticsError) {
    let moving = resources.filter { from.contains($0.key.module) }
    guard !moving.isEmpty else {
      throw refused("source", "Cannot move \(from): does not match anything in the current state.")
    }
    guard !resources.keys.contains(where: { to.contains($0.module) }) else {
      throw refused("target", "Cannot move to \(to): there is already a module at that address in the current state.")
    }
    for (address, resource) in moving {
      resources[address] = nil
      let inside = address.module.steps.dropFirst(from.steps.count)
      let module = ModuleAddress(to.steps + inside)
      resources[ResourceAddress(module: module, resource: address.resource)] = resource
    }
  }

  private mutating func moveResource(_ from: ResourceAddress, _ to: ResourceAddress) throws(DiagnosticsError) {
    try checkKinds(from.resource, "\(from)", to.resource, "\(to)")
    guard resources[to] == nil else {
      throw refused("target", "Cannot move to \(to): there is already a resource at that address in the current state.")
    }
    resources[to] = resources[from]
    resources[from] = nil
  }

  private mutating func moveInstance(
    _ from: ResourceInstanceAddress, _ to: ResourceInstanceAddress
  ) throws(DiagnosticsError) {
    try checkKinds(from.resource, "\(from)", to.resource, "\(to)")
    guard var source = resources[from.containing] else {
      throw refused("source", "Cannot move \(from): does not match anything in the current state.")
    }
    guard let instance = source.instances[from.key] else {
      throw refused("source", "The current state does not contain \(from).")
    }
    guard self[to] == nil else {
      throw refused(
        "target", "Cannot move to \(to): there is already a resource instance at that address in the current state.")
    }
    source.instances[from.key] = nil
    resources[from.containing] = source.instances.isEmpty ? nil : source
    resources[to.containing, default: ResourceState(provider: source.provider)].instances[to.key] = instance
  }

  private func checkKinds(
    _ from: ResourceName, _ source: String, _ to: ResourceName, _ destination: String
  ) throws(DiagnosticsError) {
    guard from.mode == to.mode else {
      let kind = from.mode.rawValue
      throw refused(
        "request",
        "Cannot move \(source) to \(destination): a \(kind) resource can be moved only to another \(kind) resource "
          + "address.")
    }
    guard from.type == to.type else {
      throw refused("request", "Cannot move \(source) to \(destination): resource types don't match.")
    }
  }
}

extension ObjectRecord {
  fileprivate mutating func renameDependencies(_ names: [ConfigResourceAddress: [ConfigResourceAddress]]) {
    guard dependencies.contains(where: { names[$0] != nil }) else { return }
    let renamed = Set(dependencies.flatMap { names[$0] ?? [$0] })
    dependencies = renamed.map { ($0, $0.description) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}

extension TargetAddress {
  /// Where a resource of the configuration goes when what this names goes to the destination; nil when it does not.
  fileprivate func config(
    _ address: ConfigResourceAddress, movedTo destination: TargetAddress
  ) -> ConfigResourceAddress? {
    switch (self, destination) {
    case (.module(let from), .module(let to)):
      guard address.module.names.starts(with: from.path.names) else { return nil }
      return ConfigResourceAddress(
        module: ModulePath(to.path.names + address.module.names.dropFirst(from.path.names.count)),
        resource: address.resource)
    default:
      guard let from = resource, let to = destination.resource, from == address else { return nil }
      return to
    }
  }

  private var resource: ConfigResourceAddress? {
    switch self {
    case .module: nil
    case .resource(let address): address.config
    case .instance(let address): address.config
    }
  }
}
