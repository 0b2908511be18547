import Model

/// A reference in a body.
package struct BodyReference: Sendable {
  package var traversal: Traversal
  /// It stands in the content of a `dynamic` block: where that makes nothing, what is referred to need not be there.
  package var isContingent: Bool

  package init(traversal: Traversal, isContingent: Bool) {
    self.traversal = traversal
    self.isContingent = isContingent
  }
}

extension Body {
  /// What undecided properties refer to. Without a schema every text counts as a template, and `dynamic` is taken for what it
  /// is in bodies.
  package func undecidedReferences(bound: Set<String>, isContingent: Bool) -> [BodyReference] {
    undecided.flatMap { $0.references(JSONPlace(bound: bound, isContingent: isContingent)) }
  }
}

private struct JSONPlace {
  /// The iterators of the `dynamic` blocks around.
  var bound: Set<String>
  var isContingent: Bool

  func references(_ found: [Traversal]) -> [BodyReference] {
    found.filter { !bound.contains($0.root) }.map { BodyReference(traversal: $0, isContingent: isContingent) }
  }
}

extension JSONProperty {
  fileprivate func references(_ place: JSONPlace) -> [BodyReference] {
    if isComment { return [] }
    guard name == "dynamic", case .object(let types, _, _) = value.kind else { return value.references(place) }
    return types.flatMap { type in type.value.blocks.flatMap { $0.dynamicReferences(type.name, place) } }
  }
}

extension JSONNode {
  fileprivate var blocks: [JSONNode] {
    if case .array(let elements, _) = kind { return elements }
    return [self]
  }

  fileprivate func references(_ place: JSONPlace) -> [BodyReference] {
    switch kind {
    case .object(let properties, _, _):
      // The keys of a map may be templates too.
      properties.flatMap { property in
        place.references(property.name.contains("{") ? template.objectKeyReferences(property.nameRange) : [])
          + property.references(place)
      }
    case .array(let elements, _): elements.flatMap { $0.references(place) }
    default: place.references(template.references)
    }
  }

  fileprivate func dynamicReferences(_ type: String, _ place: JSONPlace) -> [BodyReference] {
    guard case .object(let properties, _, _) = kind else { return references(place) }
    var iterator = type
    if case .string(let name)? = properties.first(where: { $0.name == "iterator" })?.value.kind { iterator = name }
    var inner = place
    inner.bound.insert(iterator)
    var content = inner
    content.isContingent = true
    // Over what something is iterated counts at any depth.
    var whole = place
    whole.isContingent = false
    inner.isContingent = false
    return properties.flatMap { property -> [BodyReference] in
      switch property.name {
      case "iterator": []
      case "for_each": property.references(whole)
      case "content": property.references(content)
      default: property.references(inner)
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
