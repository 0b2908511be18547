package import Model

/// An object from a provider of the old SDK as others would have returned it: collections of blocks never null or unknown.
/// Harmless for objects that are in order.
package func normalizeLegacyObject(_ value: Value, schema: SchemaBlock) -> Value {
  let (plain, marks) = value.separatingMarks()
  return normalized(plain, schema).marking(marks)
}

private func normalized(_ value: Value, _ schema: SchemaBlock) -> Value {
  guard let attributes = value.keyedValues, !value.isNull, value.isKnown else {
    return value.isNull ? .null(schema.impliedType) : value
  }
  if schema.blocks.isEmpty { return value }
  var result = attributes
  for block in schema.blocks {
    // The old SDK has no dynamic types, so where there are any this is not its object.
    guard !block.block.impliedType.hasDynamic, let part = attributes[block.name] else { continue }
    let mended = normalizedBlock(part, block)
    if mended != part { result[block.name] = mended }
  }
  return .object(result)
}

private func normalizedBlock(_ value: Value, _ block: NestedBlock) -> Value {
  let type = block.block.impliedType
  switch block.nesting {
  case .single, .group:
    if !value.isKnown { return unknownStub(block.block) }
    if value.isNull, block.nesting == .group { return block.emptyValue }
    return normalized(value, block.block)
  case .list:
    if !value.isKnown { return .list(type, [unknownStub(block.block)]) }
    return .list(type, (value.elements ?? []).map { normalized($0, block.block) })
  case .set:
    if !value.isKnown { return .set(type, [unknownStub(block.block)]) }
    return .set(type, unsorted: (value.elements ?? []).map { normalized($0, block.block) })
  case .map:
    // The old SDK cannot make these.
    return value
  }
}

/// A block in place of one that is unknown as a whole, which the old SDK sometimes returns: known itself, its attributes
/// unknown.
private func unknownStub(_ schema: SchemaBlock) -> Value {
  .object(
    KeyedValues(
      schema.attributes.map { ($0.name, Value.unknown($0.impliedType)) }
        + schema.blocks.map { block in
          let type = block.block.impliedType
          let value: Value =
            switch block.nesting {
            case .single, .group: unknownStub(block.block)
            case .list: .list(type, [unknownStub(block.block)])
            case .set: .set(type, [unknownStub(block.block)])
            case .map: .map(type, KeyedValues())
            }
          return (block.name, value)
        }))
}
