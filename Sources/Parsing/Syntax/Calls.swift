extension Expression {
  /// The names of all functions that are called in the expression, at any depth.
  package var calledFunctions: Set<String> {
    var names: Set<String> = []
    collectCalls(into: &names)
    return names
  }

  fileprivate func collectCalls(into names: inout Set<String>) {
    switch kind {
    case .literal, .splatItem, .variable: return
    case .template(let parts): for part in parts { part.collectCalls(into: &names) }
    case .templateWrap(let inner), .parentheses(let inner), .unary(_, let inner), .attribute(let inner, _, _):
      inner.collectCalls(into: &names)
    case .index(let left, let right, _), .splat(let left, let right, _), .binary(_, let left, let right):
      left.collectCalls(into: &names)
      right.collectCalls(into: &names)
    case .tuple(let items): for item in items { item.collectCalls(into: &names) }
    case .object(let items):
      for item in items {
        item.key.collectCalls(into: &names)
        item.value.collectCalls(into: &names)
      }
    case .forTuple(let clause, let value): clause.collectCalls(with: [value], into: &names)
    case .forObject(let clause, let key, let value, _): clause.collectCalls(with: [key, value], into: &names)
    case .conditional(let condition, let then, let otherwise):
      for expression in [condition, then, otherwise] { expression.collectCalls(into: &names) }
    case .call(let name, _, let arguments, _):
      names.insert(name)
      for argument in arguments { argument.collectCalls(into: &names) }
    }
  }
}

extension ForClause {
  fileprivate func collectCalls(with values: [Expression], into names: inout Set<String>) {
    collection.collectCalls(into: &names)
    condition?.collectCalls(into: &names)
    for value in values { value.collectCalls(into: &names) }
  }
}

extension TemplatePart {
  fileprivate func collectCalls(into names: inout Set<String>) {
    switch self {
    case .text: return
    case .interpolation(let expression): expression.collectCalls(into: &names)
    case .conditional(let condition, let then, let otherwise, _):
      condition.collectCalls(into: &names)
      for part in then + otherwise { part.collectCalls(into: &names) }
    case .loop(_, _, let collection, let body, _, _):
      collection.collectCalls(into: &names)
      for part in body { part.collectCalls(into: &names) }
    }
  }
}

extension Body {
  /// The names of all functions that are called in the body, blocks included.
  package var calledFunctions: Set<String> {
    var names: Set<String> = []
    collectCalls(into: &names)
    return names
  }

  private func collectCalls(into names: inout Set<String>) {
    for attribute in attributes { attribute.expression.collectCalls(into: &names) }
    for property in undecided { property.value.template.collectCalls(into: &names) }
    for block in blocks { block.body.collectCalls(into: &names) }
  }
}
