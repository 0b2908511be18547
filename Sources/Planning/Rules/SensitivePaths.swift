package import Model

extension SchemaBlock {
  /// Where the schema says that a value of this block holds what must not be shown. Parts of sets lead to the set as a whole.
  package func sensitivePaths(in value: Value) -> [ValuePath] {
    var paths: [ValuePath] = []
    collectSensitive(.block(self), value, path: [], into: &paths)
    return paths
  }
}

extension SchemaAttribute {
  fileprivate var hasSensitiveParts: Bool {
    isSensitive || (nested?.attributes.contains(where: \.hasSensitiveParts) ?? false)
  }
}

private func collectSensitive(_ shape: ObjectShape, _ value: Value, path: ValuePath, into paths: inout [ValuePath]) {
  let value = value.withoutMarks
  guard value.isKnown, !value.isNull, let parts = value.keyedValues else { return }
  for attribute in shape.attributes {
    let here = path + [.attribute(attribute.name)]
    if attribute.isSensitive {
      paths.append(here)
    } else if let nested = attribute.nested, let part = parts[attribute.name], attribute.hasSensitiveParts {
      collectSensitive(
        .attributes(nested.attributes), inside: part, isMap: nested.nesting == .map, path: here, into: &paths)
    }
  }
  for block in shape.blocks {
    guard let part = parts[block.name] else { continue }
    collectSensitive(
      .block(block.block), inside: part, isMap: block.nesting == .map, path: path + [.attribute(block.name)],
      into: &paths)
  }
}

/// One object, or the elements of whatever collection it is. Maps of blocks with dynamic types are objects too, which
/// `isMap` tells from single ones.
private func collectSensitive(
  _ shape: ObjectShape, inside value: Value, isMap: Bool, path: ValuePath, into paths: inout [ValuePath]
) {
  switch value.withoutMarks {
  case .list(_, let elements), .tuple(let elements):
    for (index, element) in elements.enumerated() {
      collectSensitive(shape, element, path: path + [.index(.integer(index))], into: &paths)
    }
  case .set(_, let elements):
    for element in elements {
      collectSensitive(shape, element, path: path + [.index(element)], into: &paths)
    }
  case .map(_, let elements) where isMap, .object(let elements) where isMap:
    for (key, element) in elements.pairs {
      collectSensitive(shape, element, path: path + [.index(.string(key))], into: &paths)
    }
  case .object: collectSensitive(shape, value, path: path, into: &paths)
  default: return
  }
}
