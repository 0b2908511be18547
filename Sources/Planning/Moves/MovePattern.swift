import Model

/// Which modules an end of a move may mean: each step by name, and by key where the key is written out.
struct MovePattern: Hashable {
  enum Key: Hashable {
    case any
    case exactly(InstanceKey?)
  }

  struct Step: Hashable {
    var name: String
    var key: Key
  }

  var steps: [Step]

  /// Of the module that moves, or of the module that a moved resource is in.
  init(_ end: MoveStatement.End, in module: ModulePath) {
    steps = module.names.map { Step(name: $0, key: .any) }
    switch end {
    case .call(let parent, let name):
      append(parent)
      steps.append(Step(name: name, key: .any))
    case .module(let address): append(address)
    case .resource(let address): append(address.module)
    case .instance(let address): append(address.module)
    }
  }

  private mutating func append(_ address: ModuleAddress) {
    steps += address.steps.map { Step(name: $0.name, key: .exactly($0.key)) }
  }

  /// Whether the module's address begins like this.
  func matchesBeginning(of address: ModuleAddress) -> Bool {
    guard address.steps.count >= steps.count else { return false }
    return zip(steps, address.steps).allSatisfy { step, actual in
      step.name == actual.name && (step.key == .any || step.key == .exactly(actual.key))
    }
  }

  func matches(_ address: ModuleAddress) -> Bool {
    address.steps.count == steps.count && matchesBeginning(of: address)
  }

  /// Whether some module begins like both; the shorter one decides how far they are compared.
  func mayAgree(with other: MovePattern) -> Bool {
    zip(steps, other.steps).allSatisfy { a, b in
      a.name == b.name && (a.key == .any || b.key == .any || a.key == b.key)
    }
  }
}

extension MoveStatement {
  var fromPattern: MovePattern { MovePattern(from, in: module) }

  /// Where a module instance goes that this moves, itself or with a module around it; nil when it stays.
  func destination(of address: ModuleAddress) -> ModuleAddress? {
    let pattern = fromPattern
    guard from.isModule, pattern.matchesBeginning(of: address) else { return nil }
    let count = pattern.steps.count
    let around = Array(address.steps.prefix(module.names.count))
    let inside = Array(address.steps.dropFirst(count))
    switch to {
    case .module(let target): return ModuleAddress(around + target.steps + inside)
    case .call(let parent, let name):
      let moved = ModuleAddress.Step(name: name, key: address.steps[count - 1].key)
      return ModuleAddress(around + parent.steps + [moved] + inside)
    case .resource, .instance: return nil
    }
  }

  /// Where a resource instance goes that this moves; nil when it stays.
  func destination(of address: ResourceInstanceAddress) -> ResourceInstanceAddress? {
    guard !from.isModule, fromPattern.matches(address.module) else { return nil }
    let around = ModuleAddress(Array(address.module.steps.prefix(module.names.count)))
    switch (from, to.inside(around)) {
    case (.resource(let source), .resource(let target)) where source.resource == address.resource:
      return target.instance(address.key)
    case (.instance(let source), .instance(let target))
    where source.resource == address.resource && source.key == address.key:
      return target
    default: return nil
    }
  }
}
