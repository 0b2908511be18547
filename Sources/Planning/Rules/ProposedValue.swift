package import Model

/// What a provider is asked to plan: the configuration, with what it leaves to the provider taken from the prior object.
///
/// Both values are of the schema's implied type and without marks. The prior one is null when there is no object.
package func proposedNew(schema: SchemaBlock, prior: Value, configuration: Value) -> Value {
  if configuration.isNull, prior.isNull { return prior }
  return proposedObject(schema, prior: prior.isNull ? schema.emptyValue : prior, configuration: configuration)
}

/// What a data resource will be once it has been read: unknown wherever the configuration leaves it to the provider.
package func plannedDataResource(schema: SchemaBlock, configuration: Value) -> Value {
  proposedObject(schema, prior: .unknown(schema.impliedType), configuration: configuration)
}

private func proposedObject(_ schema: SchemaBlock, prior: Value, configuration: Value) -> Value {
  guard configuration.isKnown, !configuration.isNull, case .object(let type) = schema.impliedType else { return prior }
  let values = type.names.map { name -> Value in
    if let attribute = schema.attribute(name) {
      return proposedAttribute(attribute, prior: prior, configuration: configuration)
    }
    guard let block = schema.block(name) else { return .null(type[name] ?? .dynamic) }
    return proposedBlock(
      block, prior: prior.attribute(name, type: block.impliedType),
      configuration: configuration.attribute(name, type: block.impliedType))
  }
  return .object(KeyedValues(sortedKeys: type.names, values: values))
}

private func proposedAttribute(_ attribute: SchemaAttribute, prior: Value, configuration: Value) -> Value {
  let type = attribute.impliedType
  let configured = configuration.attribute(attribute.name, type: type)
  let before = prior.attribute(attribute.name, type: type)
  if attribute.isComputed, configured.isNull {
    return cameFromConfiguration(attribute, before) ? configured : before
  }
  guard let nested = attribute.nested else { return configured }
  return proposedNested(nested, prior: before, configuration: configured)
}

/// Whether a prior value holds something that only configuration can have set: then its absence from the configuration
/// means that the user took it away.
private func cameFromConfiguration(_ attribute: SchemaAttribute, _ prior: Value) -> Bool {
  guard attribute.isOptional, let nested = attribute.nested else { return false }
  return nested.objects(in: prior).contains { holdsConfigured(nested.attributes, $0) }
}

private func holdsConfigured(_ attributes: [SchemaAttribute], _ object: Value) -> Bool {
  attributes.contains { attribute in
    guard let value = object[attribute.name], !value.isNull else { return false }
    if !attribute.isComputed { return true }
    guard let nested = attribute.nested else { return false }
    return nested.objects(in: value).contains { holdsConfigured(nested.attributes, $0) }
  }
}

extension NestedAttributes {
  /// The objects in a value of these attributes' type: one, or the elements of a collection.
  func objects(in value: Value) -> [Value] {
    switch nesting {
    case .single: value.isKnown && !value.isNull ? [value] : []
    case .list, .set: value.elements ?? []
    case .map: value.keyedValues?.values ?? []
    }
  }
}

private func proposedBlock(_ block: NestedBlock, prior: Value, configuration: Value) -> Value {
  // A block is unknown as a whole only where a `dynamic` block iterates over something unknown.
  guard configuration.isKnown else { return configuration }
  let shape = ObjectShape.block(block.block)
  switch block.nesting {
  case .single where configuration.isNull: return configuration
  case .single, .group: return proposedNew(schema: block.block, prior: prior, configuration: configuration)
  case .list: return proposedList(shape, prior: prior, configuration: configuration)
  case .map: return proposedMap(shape, prior: prior, configuration: configuration)
  case .set: return proposedSet(shape, prior: prior, configuration: configuration)
  }
}

private func proposedNested(_ nested: NestedAttributes, prior: Value, configuration: Value) -> Value {
  guard configuration.isKnown, !configuration.isNull else { return configuration }
  let shape = ObjectShape.attributes(nested.attributes)
  switch nested.nesting {
  case .single: return proposedElement(shape, prior: prior, configuration: configuration)
  case .list: return proposedList(shape, prior: prior, configuration: configuration)
  case .map: return proposedMap(shape, prior: prior, configuration: configuration)
  case .set: return proposedSet(shape, prior: prior, configuration: configuration)
  }
}

private func proposedElement(_ shape: ObjectShape, prior: Value, configuration: Value) -> Value {
  switch shape {
  case .block(let block):
    return proposedNew(schema: block, prior: prior, configuration: configuration)
  case .attributes(let attributes):
    guard configuration.isKnown, !configuration.isNull else { return configuration }
    return .object(
      KeyedValues(
        sortedKeys: attributes.map(\.name),
        values: attributes.map { proposedAttribute($0, prior: prior, configuration: configuration) }))
  }
}

/// Elements belong together by index.
private func proposedList(_ shape: ObjectShape, prior: Value, configuration: Value) -> Value {
  guard let configured = configuration.elements, !configured.isEmpty else { return configuration }
  let before = prior.elements ?? []
  return configuration.replacingElements(
    configured.enumerated().map { index, element in
      if !prior.isKnown {
        return proposedElement(shape, prior: .unknown(element.type), configuration: element)
      }
      guard index < before.count else { return element }
      return proposedElement(shape, prior: before[index], configuration: element)
    })
}

/// Elements belong together by key.
private func proposedMap(_ shape: ObjectShape, prior: Value, configuration: Value) -> Value {
  guard let configured = configuration.keyedValues, !configured.isEmpty else { return configuration }
  let before = prior.isKnown ? prior.keyedValues : nil
  let values = configured.pairs.map { key, element in
    guard let previous = before?[key] else { return element }
    return proposedElement(shape, prior: previous, configuration: element)
  }
  return configuration.replacingKeyedValues(KeyedValues(sortedKeys: configured.keys, values: values))
}

/// Elements of a set have no name: each configured one is paired with the first prior one that it can have become.
private func proposedSet(_ shape: ObjectShape, prior: Value, configuration: Value) -> Value {
  guard case .set(let type, let configured) = configuration, !configured.isEmpty else { return configuration }
  var candidates = prior.elements ?? []
  let proposed = configured.map { element -> Value in
    let match = candidates.firstIndex { couldHaveBecome($0, from: element, shape: shape) }
    let before = match.map { candidates.remove(at: $0) } ?? .null(type)
    return proposedElement(shape, prior: before, configuration: element)
  }
  return .set(type, unsorted: proposed)
}
