extension Value {
  /// Whether two values are equal as the language sees it: unknown where that cannot be told yet, and marked when
  /// either is. Nulls of all types are equal; values of different types are not.
  package func equals(_ other: Value) -> Value {
    let marks = deepMarks.union(other.deepMarks)
    if !marks.isEmpty { return deeplyUnmarked.equals(other.deeplyUnmarked).marked(with: marks) }
    return Value.comparison(self, other).map(Value.bool) ?? .unknown(.bool, .notNull)
  }

  /// Nil when it cannot be told.
  private static func comparison(_ a: Value, _ b: Value) -> Bool? {
    if a.isNull, b.isDefinitelyNotNull { return false }
    if b.isNull, a.isDefinitelyNotNull { return false }
    switch (a, b) {
    case (.unknown(_, let a), .unknown(_, let b)): return a.symbol != nil && a.symbol == b.symbol ? true : nil
    case (.unknown(let type, let refinement), let known), (let known, .unknown(let type, let refinement)):
      if refinement.excludes(known) { return false }
      if known.isNull || known.isOf(type) { return nil }
      // A type that is known in part rules out what cannot be of it.
      return type.hasDynamic && known.type.nonconformance(with: type) == nil ? nil : false
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    default: break
    }
    let aType = a.type
    let bType = b.type
    if aType.hasDynamic || bType.hasDynamic, !a.hasKnownType || !b.hasKnownType {
      return couldConform(aType, bType) ? nil : false
    }
    guard aType == bType else { return false }
    switch (a, b) {
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b
    case (.list(_, let a), .list(_, let b)), (.tuple(let a), .tuple(let b)): return all(a, b)
    case (.map(_, let a), .map(_, let b)), (.object(let a), .object(let b)):
      return a.keys == b.keys ? all(a.values, b.values) : false
    case (.set(_, let a), .set(_, let b)):
      if a.contains(where: { !$0.isKnown }) || b.contains(where: { !$0.isKnown }) { return nil }
      return a == b
    default: return false
    }
  }

  private static func all(_ a: [Value], _ b: [Value]) -> Bool? {
    guard a.count == b.count else { return false }
    for (x, y) in zip(a, b) {
      guard let equal = comparison(x, y) else { return nil }
      if !equal { return false }
    }
    return true
  }

  /// Whether neither now nor later it can be null.
  package var isDefinitelyNotNull: Bool {
    switch self {
    case .null: false
    case .unknown(_, let refinement): refinement.isNotNull
    case .marked(let value, _): value.isDefinitelyNotNull
    default: true
    }
  }

  /// Whether no part of it is of a type that only later becomes known.
  private var hasKnownType: Bool {
    switch self {
    case .unknown(let type, _): !type.hasDynamic
    case .null, .bool, .number, .string: true
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements.allSatisfy(\.hasKnownType)
    case .map(_, let elements), .object(let elements): elements.values.allSatisfy(\.hasKnownType)
    case .marked(let value, _): value.hasKnownType
    }
  }
}

/// Whether the two can become one type once what is `dynamic` in them is known.
private func couldConform(_ a: ValueType, _ b: ValueType) -> Bool {
  switch (a, b) {
  case (.dynamic, _), (_, .dynamic): true
  case (.list(let a), .list(let b)), (.set(let a), .set(let b)), (.map(let a), .map(let b)): couldConform(a, b)
  case (.object(let a), .object(let b)): a.names == b.names && zip(a.types, b.types).allSatisfy(couldConform)
  case (.tuple(let a), .tuple(let b)): a.count == b.count && zip(a, b).allSatisfy(couldConform)
  default: a == b
  }
}

extension Refinement {
  /// Whether what is known of an unknown value rules this known one out.
  package func excludes(_ known: Value) -> Bool {
    switch known {
    case .null: return isNotNull
    case .string(let text): return !text.utf8.starts(with: prefix.utf8)
    case .number(let number):
      if let lowerBound, number < lowerBound.value || (number == lowerBound.value && !lowerBound.isInclusive) {
        return true
      }
      if let upperBound, upperBound.value < number || (number == upperBound.value && !upperBound.isInclusive) {
        return true
      }
      return false
    case .list(_, let elements): return excludes(length: elements.count...elements.count)
    case .set(_, let elements):
      let most = elements.count
      return excludes(length: (elements.allSatisfy(\.isWhollyKnown) ? most : min(most, 1))...most)
    case .map(_, let elements): return excludes(length: elements.count...elements.count)
    default: return false
    }
  }

  private func excludes(length: ClosedRange<Int>) -> Bool {
    if let minimumLength, length.upperBound < minimumLength { return true }
    if let maximumLength, length.lowerBound > maximumLength { return true }
    return false
  }
}
