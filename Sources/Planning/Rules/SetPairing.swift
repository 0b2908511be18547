import Model

/// Whether a prior set element can be what a configured one became: equal but for computed parts that the configuration
/// leaves to the provider.
func couldHaveBecome(_ prior: Value, from configuration: Value, shape: ObjectShape) -> Bool {
  if prior.isSame(as: configuration) { return true }
  // Nothing to descend into, and so nothing that contradicts.
  guard prior.isKnown, !prior.isNull else { return true }
  if configuration.isNull { return false }
  for attribute in shape.attributes {
    let type = attribute.impliedType
    let before = prior.attribute(attribute.name, type: type)
    let configured = configuration.attribute(attribute.name, type: type)
    guard attributeCouldHaveBecome(before, from: configured, attribute: attribute) else { return false }
  }
  for block in shape.blocks {
    let before = prior.attribute(block.name, type: block.impliedType)
    let configured = configuration.attribute(block.name, type: block.impliedType)
    let inner = ObjectShape.block(block.block)
    guard partsCouldHaveBecome(before, from: configured, shape: inner, nesting: block.nesting) else { return false }
  }
  return true
}

private func attributeCouldHaveBecome(_ prior: Value, from configuration: Value, attribute: SchemaAttribute) -> Bool {
  if prior.isSame(as: configuration) { return true }
  // The elements of a set inside cannot be paired once more: such sets must be equal.
  if case .set = attribute.impliedType { return false }
  guard let nested = attribute.nested else { return attribute.isComputed && configuration.isNull }
  let nesting: NestedBlock.Nesting =
    switch nested.nesting {
    case .single: .single
    case .list: .list
    case .set: .set
    case .map: .map
    }
  return partsCouldHaveBecome(prior, from: configuration, shape: .attributes(nested.attributes), nesting: nesting)
}

private func partsCouldHaveBecome(
  _ prior: Value, from configuration: Value, shape: ObjectShape, nesting: NestedBlock.Nesting
) -> Bool {
  if prior.isSame(as: configuration) { return true }
  switch nesting {
  case .set: return false
  case .single, .group: return couldHaveBecome(prior, from: configuration, shape: shape)
  case .list:
    let configured = configuration.elements
    return (prior.elements ?? []).enumerated().allSatisfy { index, element in
      if !configuration.isKnown { return couldHaveBecome(element, from: .unknown(element.type), shape: shape) }
      guard let configured, index < configured.count else { return false }
      return couldHaveBecome(element, from: configured[index], shape: shape)
    }
  case .map:
    let configured = configuration.isKnown ? configuration.keyedValues : nil
    return (prior.keyedValues ?? KeyedValues()).pairs.allSatisfy { key, element in
      if !configuration.isKnown { return couldHaveBecome(element, from: .unknown(element.type), shape: shape) }
      guard let other = configured?[key] else { return false }
      return couldHaveBecome(element, from: other, shape: shape)
    }
  }
}
