import Model

extension Body {
  /// What undecided properties refer to. Without a schema every text counts as a template, and `dynamic` is taken for what it
  /// is in bodies.
  package func undecidedReferences(bound: Set<String>) -> [Traversal] {
    undecided.flatMap { $0.references(bound: bound) }
  }
}

extension JSONProperty {
  fileprivate func references(bound: Set<String>) -> [Traversal] {
    if isComment { return [] }
    guard name == "dynamic", case .object(let types, _, _) = value.kind else { return value.references(bound: bound) }
    return types.flatMap { type in type.value.blocks.flatMap { $0.dynamicReferences(type.name, bound: bound) } }
  }
}

extension JSONNode {
  fileprivate var blocks: [JSONNode] {
    if case .array(let elements, _) = kind { return elements }
    return [self]
  }

  fileprivate func references(bound: Set<String>) -> [Traversal] {
    switch kind {
    case .object(let properties, _, _):
      // The keys of a map may be templates too.
      properties.flatMap { property in
        (property.name.contains("{") ? template.objectKeyReferences(property.nameRange) : [])
          .filter { !bound.contains($0.root) } + property.references(bound: bound)
      }
    case .array(let elements, _): elements.flatMap { $0.references(bound: bound) }
    default: template.references.filter { !bound.contains($0.root) }
    }
  }

  fileprivate func dynamicReferences(_ type: String, bound: Set<String>) -> [Traversal] {
    guard case .object(let properties, _, _) = kind else { return references(bound: bound) }
    var iterator = type
    if case .string(let name)? = properties.first(where: { $0.name == "iterator" })?.value.kind { iterator = name }
    let inner = bound.union([iterator])
    return properties.flatMap { property -> [Traversal] in
      switch property.name {
      case "iterator": []
      case "for_each": property.references(bound: bound)
      default: property.references(bound: inner)
      }
    }
  }
}

extension Expression {
  fileprivate func objectKeyReferences(_ range: SourceRange) -> [Traversal] {
    guard case .object(let items) = kind else { return [] }
    return items.filter { $0.key.range == range }.flatMap(\.key.references)
  }
}
