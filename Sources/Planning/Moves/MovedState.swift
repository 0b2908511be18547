import Configuring
import Model

/// A state after the moves that its configuration declares, and those that follow from `count` added or taken away.
struct MovedState: Sendable {
  /// What an object was before its type changed with its address.
  struct Origin: Sendable, Hashable {
    var type: String
    var provider: ProviderAddress
  }

  /// A move that could not be, because something is at the new address already.
  struct Blocked: Sendable, Hashable {
    var from: String
    var to: String
  }

  private(set) var state: State
  /// Where an object was, by where it is now.
  private(set) var previous: [ResourceInstanceAddress: ResourceInstanceAddress] = [:]
  private(set) var blocked: [Blocked] = []
  /// Objects of another type than their new address says: their provider has yet to convert them.
  private(set) var origins: [ResourceInstanceAddress: Origin] = [:]
  let statements: [MoveStatement]
  let order: MoveOrder

  init(_ state: State, configuration: Configuration) {
    let original = state
    self.state = state
    statements = MoveStatement.all(in: configuration)
    order = MoveOrder(statements)
    if order.cycles.isEmpty {
      for place in order.order { carryOut(statements[place]) }
    }
    for (new, old) in previous where new.resource.type != old.resource.type {
      guard let provider = original.resources[old.containing]?.provider.provider else { continue }
      origins[new] = Origin(type: old.resource.type, provider: provider)
    }
    renameDependencies()
    for address in origins.keys {
      guard let resource = configuration.modules[address.module.path]?.resources[address.resource] else { continue }
      let provider = configuration.provider(of: resource, in: address.module.path)
      self.state.resources[address.containing]?.provider = provider
    }
    moveByRepetition(configuration)
  }

  /// The statement that brought an object to its address.
  func statement(behind address: ResourceInstanceAddress) -> MoveStatement? {
    statements.first { statement in
      statement.to.resource == address.resource
        && MovePattern(statement.to, in: statement.module).matches(address.module)
    }
  }

  /// Where data is read from is no object that could move.
  private func managed(in module: ModuleAddress) -> [ResourceAddress] {
    state.resources.keys.filter { $0.module == module && $0.resource.mode == .managed }.sorted()
  }

  private mutating func carryOut(_ statement: MoveStatement) {
    let pattern = statement.fromPattern
    let modules = Set(state.resources.keys.map(\.module)).filter(pattern.matchesBeginning).sorted()
    for module in modules {
      if statement.from.isModule {
        moveModule(module, statement)
      } else if pattern.matches(module) {
        moveResources(of: module, statement)
      }
    }
  }

  private mutating func moveModule(_ module: ModuleAddress, _ statement: MoveStatement) {
    guard let target = statement.destination(of: module), target != module else { return }
    guard !state.resources.keys.contains(where: { $0.module == target }) else {
      blocked.append(Blocked(from: "\(module)", to: "\(target)"))
      return
    }
    for address in managed(in: module) {
      for key in keys(of: address) {
        move(
          address.instance(key),
          to: ResourceInstanceAddress(module: target, resource: address.resource, key: key))
      }
    }
  }

  private mutating func moveResources(of module: ModuleAddress, _ statement: MoveStatement) {
    for address in managed(in: module) where address.resource == statement.from.resource {
      let moving = keys(of: address).compactMap { key -> (ResourceInstanceAddress, ResourceInstanceAddress)? in
        let source = address.instance(key)
        guard let target = statement.destination(of: source), target != source, target.resource.mode == .managed
        else { return nil }
        return (source, target)
      }
      if case .resource = statement.from, let (_, target) = moving.first,
        state.resources[target.containing] != nil
      {
        blocked.append(Blocked(from: "\(address)", to: "\(target.containing)"))
        continue
      }
      for (source, target) in moving {
        if state[target] == nil {
          move(source, to: target)
        } else {
          blocked.append(Blocked(from: "\(source)", to: "\(target)"))
        }
      }
    }
  }

  private func keys(of address: ResourceAddress) -> [InstanceKey?] {
    (state.resources[address]?.instances.keys).map { $0.sorted(by: InstanceKey.order) } ?? []
  }

  private mutating func move(_ source: ResourceInstanceAddress, to target: ResourceInstanceAddress) {
    guard let resource = state.resources[source.containing], let instance = resource.instances[source.key] else {
      return
    }
    state.remove(source)
    state.resources[target.containing, default: ResourceState(provider: resource.provider)]
      .instances[target.key] = instance
    // Along a chain, where an object was at first counts.
    previous[target] = previous.removeValue(forKey: source) ?? source
  }

  /// What depended on something that has moved depends on it where it is now; on both, when a part has stayed.
  private mutating func renameDependencies() {
    var names: [ConfigResourceAddress: Set<ConfigResourceAddress>] = [:]
    for (new, old) in previous where new.config != old.config { names[old.config, default: []].insert(new.config) }
    if names.isEmpty { return }
    let remaining = Set(state.resources.keys.map(\.config))
    for old in names.keys where remaining.contains(old) { names[old]?.insert(old) }
    for (address, resource) in state.resources {
      for (key, instance) in resource.instances {
        var renamed = instance
        renamed.current?.renameDependencies(names)
        for deposed in instance.deposed.keys { renamed.deposed[deposed]?.renameDependencies(names) }
        if renamed != instance { state.resources[address]?.instances[key] = renamed }
      }
    }
  }

  /// The object without key and the one with index 0 are the same, unless a `moved` block says more about it.
  private mutating func moveByRepetition(_ configuration: Configuration) {
    let patterns = statements.flatMap { statement in
      [statement.from, statement.to].map { (end: $0, pattern: MovePattern($0, in: statement.module)) }
    }
    for address in state.resources.keys.filter({ $0.resource.mode == .managed }).sorted() {
      let isModuleMentioned = patterns.contains { $0.end.isModule && $0.pattern.matchesBeginning(of: address.module) }
      let isMentioned = patterns.contains {
        $0.end.resource == address.resource && $0.pattern.matches(address.module)
      }
      for key in keys(of: address) {
        let source = address.instance(key)
        var target = source
        if !isModuleMentioned { target.module = source.module.movedByRepetition(configuration) }
        if !isMentioned { target.key = target.keyMovedByRepetition(configuration) }
        // What stands at the new address already has the better claim to it.
        guard target != source, state[target] == nil, previous[source] == nil else { continue }
        move(source, to: target)
      }
    }
  }
}

extension ObjectRecord {
  fileprivate mutating func renameDependencies(_ names: [ConfigResourceAddress: Set<ConfigResourceAddress>]) {
    guard dependencies.contains(where: { names[$0] != nil }) else { return }
    let renamed = Set(dependencies.flatMap { names[$0] ?? [$0] })
    dependencies = renamed.map { ($0, $0.description) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
