package import Model

extension Expression {
  /// The expression as a way by name: only attributes and constant keys on a root name. Nil for anything else.
  package var traversal: Traversal? {
    switch kind {
    case .variable(let name): return Traversal(root: name, rootRange: range)
    case .attribute(let source, let name, let nameRange):
      guard var traversal = source.traversal else { return nil }
      // With its dot.
      traversal.steps.append(
        .attribute(name, SourceRange(file: range.file, start: source.range.end, end: nameRange.end)))
      return traversal
    case .index(let source, let key, _):
      guard var traversal = source.traversal, let constant = key.constantKey else { return nil }
      // With its brackets, or its dot.
      traversal.steps.append(
        .index(constant, SourceRange(file: range.file, start: source.range.end, end: range.end)))
      return traversal
    default: return nil
    }
  }

  /// A key that is written out: a number or a text.
  package var constantKey: Value? {
    switch kind {
    case .literal(.number(let number)): .number(number)
    case .literal(.string(let string)): .string(string)
    default: nil
    }
  }

  /// Whether evaluating it follows one way, or none.
  package var isReferenceOrLiteral: Bool {
    switch kind {
    case .literal, .variable: true
    case .attribute(let source, _, _): source.isReferenceOrLiteral
    default: false
    }
  }

  /// Everything named from outside that the expression depends on, in the order of the text: each as far as it can be
  /// told without evaluating. Names that the expression itself binds are left out.
  package var references: [Traversal] {
    var result: [Traversal] = []
    collect(bound: [], into: &result)
    return result
  }

  private func collect(bound: Set<String>, into result: inout [Traversal]) {
    if let traversal {
      if !bound.contains(traversal.root) { result.append(traversal) }
      return
    }
    switch kind {
    case .literal, .splatItem, .variable: return
    case .template(let parts): for part in parts { part.collect(bound: bound, into: &result) }
    case .templateWrap(let inner), .parentheses(let inner), .unary(_, let inner), .attribute(let inner, _, _):
      inner.collect(bound: bound, into: &result)
    case .index(let source, let key, _):
      source.collect(bound: bound, into: &result)
      key.collect(bound: bound, into: &result)
    case .splat(let source, let each, _):
      source.collect(bound: bound, into: &result)
      each.collect(bound: bound, into: &result)
    case .tuple(let items): for item in items { item.collect(bound: bound, into: &result) }
    case .object(let items):
      for item in items {
        item.key.collect(bound: bound, into: &result)
        item.value.collect(bound: bound, into: &result)
      }
    case .forTuple(let clause, let value):
      collect(clause, [value], bound: bound, into: &result)
    case .forObject(let clause, let key, let value, _):
      collect(clause, [key, value], bound: bound, into: &result)
    case .conditional(let condition, let then, let otherwise):
      for expression in [condition, then, otherwise] { expression.collect(bound: bound, into: &result) }
    case .binary(_, let left, let right):
      left.collect(bound: bound, into: &result)
      right.collect(bound: bound, into: &result)
    case .call(_, _, let arguments, _):
      for argument in arguments { argument.collect(bound: bound, into: &result) }
    }
  }

  private func collect(
    _ clause: ForClause, _ values: [Expression], bound: Set<String>, into result: inout [Traversal]
  ) {
    clause.collection.collect(bound: bound, into: &result)
    let inner = bound.union([clause.keyName, clause.valueName].compactMap { $0 })
    for value in values { value.collect(bound: inner, into: &result) }
    clause.condition?.collect(bound: inner, into: &result)
  }
}

extension TemplatePart {
  fileprivate func collect(bound: Set<String>, into result: inout [Traversal]) {
    switch self {
    case .text: return
    case .interpolation(let expression): result += expression.references.filter { !bound.contains($0.root) }
    case .conditional(let condition, let then, let otherwise, _):
      result += condition.references.filter { !bound.contains($0.root) }
      for part in then + otherwise { part.collect(bound: bound, into: &result) }
    case .loop(let keyName, let valueName, let collection, let body, _, _):
      result += collection.references.filter { !bound.contains($0.root) }
      let inner = bound.union([keyName, valueName].compactMap { $0 })
      for part in body { part.collect(bound: inner, into: &result) }
    }
  }
}
