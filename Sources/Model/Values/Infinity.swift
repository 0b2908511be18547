extension Value {
  /// Whether there is an infinite number at any depth: it can be computed with, but neither stored nor shown as JSON.
  package var hasInfinity: Bool {
    if let number = numberValue { return number.isInfinite }
    if let elements { return elements.contains(where: \.hasInfinity) }
    return keyedValues?.values.contains(where: \.hasInfinity) ?? false
  }
}
