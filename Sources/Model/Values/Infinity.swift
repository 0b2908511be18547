extension Value {
  /// Whether there is an infinite number at any depth: it can be computed with, but neither stored nor shown as JSON.
  package var hasInfinity: Bool {
    if let number = numberValue { return number.isInfinite }
    if let elements { return elements.contains(where: \.hasInfinity) }
    return keyedValues?.values.contains(where: \.hasInfinity) ?? false
  }

  /// Where the first infinite number is, down to the attribute and its parts; nil where all are finite.
  package var pathOfInfinity: ValuePath? {
    if let number = numberValue { return number.isInfinite ? [] : nil }
    if let elements {
      for (index, element) in elements.enumerated() {
        if let rest = element.pathOfInfinity { return [.index(.integer(index))] + rest }
      }
      return nil
    }
    guard let members = keyedValues else { return nil }
    for (name, value) in members.pairs {
      guard let rest = value.pathOfInfinity else { continue }
      if case .map = self { return [.index(.string(name))] + rest }
      return [.attribute(name)] + rest
    }
    return nil
  }
}
