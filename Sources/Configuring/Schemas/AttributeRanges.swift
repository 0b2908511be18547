package import Model
package import Parsing

/// Where in the text the part at a path is set: the expression, or as near to it as the text comes. Providers name parts so
/// when they refuse a configuration.
/// What is about no part of a block is about what opens it.
package func sourceRange(of path: ValuePath?, in body: Body, schema: SchemaBlock) -> SourceRange {
  guard let path else { return body.missingItemRange ?? body.openingRange }
  return range(of: path[...], in: body, schema: schema)
}

private func range(of path: ArraySlice<PathStep>, in body: Body, schema: SchemaBlock) -> SourceRange {
  let (body, _) = body.settled(by: schema)
  guard case .attribute(let name) = path.first else { return body.openingRange }
  let rest = path.dropFirst()
  if let attribute = body.attribute(name) { return range(of: rest, in: attribute.expression) }
  let blocks = body.blocks(name)
  let inner = schema.block(name)?.block ?? SchemaBlock(attributes: [])
  if let dynamic = body.blocks("dynamic").first(where: { $0.labels.first?.text == name }) {
    // Which of the written and made blocks is meant cannot be told without evaluating.
    guard blocks.isEmpty else { return body.openingRange }
    guard let content = dynamic.body.blocks("content").first else { return dynamic.headerRange }
    let inside =
      schema.block(name)?.nesting == .single || schema.block(name)?.nesting == .group ? rest : rest.dropFirst()
    return inside.isEmpty ? content.openBraceRange : range(of: inside, in: content.body, schema: inner)
  }
  guard !blocks.isEmpty else { return body.openingRange }
  func within(_ block: Block, _ path: ArraySlice<PathStep>) -> SourceRange {
    path.isEmpty ? block.openBraceRange : range(of: path, in: block.body, schema: inner)
  }
  switch rest.first {
  case .index(.number(let number)):
    guard let index = number.int, blocks.indices.contains(index) else { return blocks[0].openBraceRange }
    return within(blocks[index], rest.dropFirst())
  case .index(.string(let key)):
    guard let block = blocks.first(where: { $0.labels.first?.text == key }) else { return blocks[0].openBraceRange }
    return within(block, rest.dropFirst())
  case .attribute: return within(blocks[0], rest)
  case .index, nil: return blocks[0].openBraceRange
  }
}

/// Follows a path into what is written out inside an expression.
private func range(of path: ArraySlice<PathStep>, in expression: Expression) -> SourceRange {
  guard let step = path.first else { return expression.range }
  switch (expression.kind, step) {
  case (.parentheses(let inner), _): return range(of: path, in: inner)
  case (.tuple(let items), .index(.number(let number))):
    guard let index = number.int, items.indices.contains(index) else { return expression.range }
    return range(of: path.dropFirst(), in: items[index])
  case (.object(let items), .attribute(let name)), (.object(let items), .index(.string(let name))):
    let item = items.first { item in
      if case .literal(.string(let key)) = item.key.kind { return key == name }
      return false
    }
    return item.map { range(of: path.dropFirst(), in: $0.value) } ?? expression.range
  default: return expression.range
  }
}
