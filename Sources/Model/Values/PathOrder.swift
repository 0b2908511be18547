extension PathStep: Comparable {
  /// Attributes by name, then indices in the order of values.
  package static func < (a: PathStep, b: PathStep) -> Bool {
    switch (a, b) {
    case (.attribute(let a), .attribute(let b)): a < b
    case (.index(let a), .index(let b)): Value.precedes(a, b)
    case (.attribute, .index): true
    case (.index, .attribute): false
    }
  }
}

extension Sequence<ValuePath> {
  /// In one order whatever they come from, so that what is written is the same each time: a whole before its parts.
  package func inOrder() -> [ValuePath] { sorted { $0.lexicographicallyPrecedes($1) } }
}
