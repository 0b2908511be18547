package import Model

/// Modules whose outputs are given instead of computed; nothing inside of them is evaluated.
package struct ModuleOverrides: Sendable {
  private var given: [(target: ModuleAddress, outputs: KeyedValues)] = []

  package init() {}

  /// `target` without keys stands for all instances of its module. The first override of a target counts.
  package mutating func add(_ target: ModuleAddress, outputs: KeyedValues) { given.append((target, outputs)) }

  package var isEmpty: Bool { given.isEmpty }

  /// The outputs that an instance is said to have: by its own address before that of its module.
  package func outputs(of address: ModuleAddress) -> KeyedValues? {
    let exact = given.first { $0.target == address }
    return (exact ?? given.first { $0.target.isEveryInstance(of: address) })?.outputs
  }

  /// Whether a module instance is overridden, or lies in one that is.
  package func covers(_ address: ModuleAddress) -> Bool {
    if given.isEmpty { return false }
    var current = address
    while !current.isRoot {
      if outputs(of: current) != nil { return true }
      current = ModuleAddress(current.steps.dropLast())
    }
    return false
  }
}

extension ModuleAddress {
  /// Whether each step is that of `other` or names its module without a key.
  package func isEveryInstance(of other: ModuleAddress) -> Bool {
    steps.count == other.steps.count
      && zip(steps, other.steps).allSatisfy { $0.name == $1.name && ($0.key == nil || $0.key == $1.key) }
  }
}
