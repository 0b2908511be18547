package import Model

/// Into which instances a resource or module call expands.
package enum Expansion: Sendable, Hashable {
  /// Neither `count` nor `for_each`.
  case single
  case count(Int)
  /// Keys (sorted) and what `each.value` is for each.
  case forEach(KeyedValues)
  /// None, because `enabled` is false.
  case disabled
  /// While validating: there may be any number of instances; `isCount` tells which kind.
  case undecided(isCount: Bool)

  /// Every instance with what its expressions can say about it.
  package var instances: [(key: InstanceKey?, repetition: Repetition)] {
    switch self {
    case .single: [(nil, .none)]
    case .disabled: []
    case .count(let count): (0..<count).map { (.index($0), .count(.integer($0))) }
    case .forEach(let values):
      values.pairs.map { (.name($0), .each(key: .string($0), value: $1)) }
    case .undecided(let isCount):
      [
        (
          nil,
          isCount
            ? .count(.unknown(.number, .notNull))
            : .each(key: .unknown(.string, .notNull), value: .dynamicUnknown)
        )
      ]
    }
  }

  package func contains(_ key: InstanceKey?) -> Bool {
    switch (self, key) {
    case (.single, nil): true
    case (.count(let count), .index(let index)): index >= 0 && index < count
    case (.forEach(let values), .name(let name)): values[name] != nil
    default: false
    }
  }

  /// What is to be said about one instance.
  package func repetition(for key: InstanceKey?) -> Repetition {
    switch (self, key) {
    case (.count, .index(let index)): .count(.integer(index))
    case (.forEach(let values), .name(let name)): .each(key: .string(name), value: values[name] ?? .dynamicUnknown)
    default: .none
    }
  }
}

/// What `count.index`, `each.key` and `each.value` are.
package enum Repetition: Sendable, Hashable {
  case none
  case count(Value)
  case each(key: Value, value: Value)
}
