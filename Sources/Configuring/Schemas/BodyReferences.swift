package import Model
package import Parsing

/// Everything that a body refers to, in the order of the text; iterators of `dynamic` blocks are left out.
package func references(of body: Body) -> [Traversal] {
  var result: [Traversal] = []
  collect(body, bound: [], into: &result)
  return result
}

/// The same of what the schema knows of the body itself.
func references(of body: Body, schema: SchemaBlock) -> [Traversal] {
  var (known, _) = body.settled(by: schema)
  known.attributes.removeAll { schema.attribute($0.name) == nil }
  return references(of: known)
}

private func collect(_ body: Body, bound: Set<String>, into result: inout [Traversal]) {
  func add(_ expression: Expression, bound: Set<String>) {
    result += expression.references.filter { !bound.contains($0.root) }
  }
  for attribute in body.attributes { add(attribute.expression, bound: bound) }
  result += body.undecidedReferences(bound: bound)
  for block in body.blocks {
    guard block.type == "dynamic", let type = block.labels.first else {
      collect(block.body, bound: bound, into: &result)
      continue
    }
    if let forEach = block.body.attribute("for_each") { add(forEach.expression, bound: bound) }
    let inner = bound.union([iteratorName(block, type.text)])
    if let labels = block.body.attribute("labels") { add(labels.expression, bound: inner) }
    for content in block.body.blocks("content") { collect(content.body, bound: inner, into: &result) }
  }
}

private func iteratorName(_ block: Block, _ type: String) -> String {
  block.body.attribute("iterator")?.expression.traversal?.root ?? type
}

/// The expressions of a body, arranged as its schema arranges the values: what a plan's JSON shows of the configuration.
package indirect enum ConfiguredExpressions: Sendable {
  /// An attribute's expression, and what of the references in it comes from outside the body.
  case attribute(Expression, references: [Traversal])
  case blocks([[String: ConfiguredExpressions]])
  case mappedBlocks([String: [String: ConfiguredExpressions]])
}

/// The expressions of a body by name. What a `dynamic` block would make is not known without evaluating, so that those blocks
/// are left out, as they are by other engines.
package func configuredExpressions(of body: Body, schema: SchemaBlock) -> [String: ConfiguredExpressions] {
  let (body, _) = body.settled(by: schema)
  var result: [String: ConfiguredExpressions] = [:]
  for attribute in body.attributes where schema.attribute(attribute.name) != nil {
    result[attribute.name] = .attribute(attribute.expression, references: attribute.expression.references)
  }
  for block in schema.blocks {
    let given = body.blocks(block.name)
    if given.isEmpty { continue }
    let parts = given.map { configuredExpressions(of: $0.body, schema: block.block) }
    if block.nesting == .map {
      let labelled = zip(given, parts).compactMap { given, part in given.labels.first.map { ($0.text, part) } }
      result[block.name] = .mappedBlocks(Dictionary(labelled) { first, _ in first })
    } else {
      result[block.name] = .blocks(parts)
    }
  }
  return result
}
