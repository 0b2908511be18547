package import Model

extension SchemaBlock {
  /// The value with whatever the schema declares sensitive marked so. Idempotent.
  package func markingSensitive(_ value: Value) -> Value {
    if !hasSensitive { return value }
    return value.mappingMembers { members in
      for attribute in attributes where attribute.hasSensitive {
        if let member = members[attribute.name] { members[attribute.name] = attribute.markingSensitive(member) }
      }
      for nested in blocks where nested.block.hasSensitive {
        guard let member = members[nested.name] else { continue }
        switch nested.nesting {
        case .single, .group: members[nested.name] = nested.block.markingSensitive(member)
        case .list, .map, .set: members[nested.name] = member.mappingElements(nested.block.markingSensitive)
        }
      }
    }
  }

  private var hasSensitive: Bool {
    attributes.contains(where: \.hasSensitive) || blocks.contains { $0.block.hasSensitive }
  }
}

extension SchemaAttribute {
  fileprivate var hasSensitive: Bool { isSensitive || nested?.attributes.contains(where: \.hasSensitive) == true }

  fileprivate func markingSensitive(_ value: Value) -> Value {
    if isSensitive { return value.marked(with: .sensitive) }
    guard let nested else { return value }
    func markMembers(_ object: Value) -> Value {
      object.mappingMembers { members in
        for attribute in nested.attributes where attribute.hasSensitive {
          if let member = members[attribute.name] { members[attribute.name] = attribute.markingSensitive(member) }
        }
      }
    }
    return nested.nesting == .single ? markMembers(value) : value.mappingElements(markMembers)
  }
}

extension Value {
  fileprivate func mappingMembers(_ change: (inout KeyedValues) -> Void) -> Value {
    let (value, marks) = unmarked
    guard case .object(var members) = value else { return self }
    change(&members)
    return Value.object(members).marked(with: marks)
  }

  fileprivate func mappingElements(_ transform: (Value) -> Value) -> Value {
    let (value, marks) = unmarked
    let mapped: Value
    switch value {
    case .list(let type, let elements): mapped = .list(type, elements.map(transform))
    case .tuple(let elements): mapped = .tuple(elements.map(transform))
    case .set(let type, let elements): mapped = .set(type, unsorted: elements.map(transform))
    case .map(let type, let elements): mapped = .map(type, elements.mapValues(transform))
    case .object(let members): mapped = .object(members.mapValues(transform))
    default: mapped = value
    }
    return mapped.marked(with: marks)
  }
}
