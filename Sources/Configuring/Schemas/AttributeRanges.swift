package import Model
package import Parsing

/// Where in a body the thing at a path is written: the nearest place that can be told. Nil when nothing on the path is written.
package func sourceRange(of path: ValuePath, in body: Body, schema: SchemaBlock) -> SourceRange? {
  guard case .attribute(let name)? = path.first else { return nil }
  if let attribute = body.attribute(name) { return sourceRange(of: path.dropFirst(), in: attribute.expression) }
  let blocks = body.blocks.filter { $0.type == name }
  guard let nested = schema.block(name) else { return blocks.first?.headerRange }
  var rest = path.dropFirst()
  var block = blocks.first
  if case .index(let key)? = rest.first {
    rest = rest.dropFirst()
    switch key {
    case .number(let number):
      block = number.int.flatMap { blocks.indices.contains($0) ? blocks[$0] : nil }
    case .string(let label): block = blocks.first { $0.labels.first?.text == label }
    default: block = blocks.count == 1 ? blocks.first : nil
    }
  }
  guard let block else { return nil }
  return sourceRange(of: Array(rest), in: block.body, schema: nested.block) ?? block.headerRange
}

private func sourceRange(of path: ArraySlice<PathStep>, in expression: Expression) -> SourceRange {
  guard let step = path.first else { return expression.range }
  switch (expression.kind, step) {
  case (.object(let items), .attribute(let name)), (.object(let items), .index(.string(let name))):
    for item in items {
      if case .literal(.string(name)) = item.key.kind { return sourceRange(of: path.dropFirst(), in: item.value) }
    }
  case (.tuple(let items), .index(.number(let number))):
    if let index = number.int, items.indices.contains(index) {
      return sourceRange(of: path.dropFirst(), in: items[index])
    }
  case (.parentheses(let inner), _): return sourceRange(of: path, in: inner)
  default: break
  }
  return expression.range
}
