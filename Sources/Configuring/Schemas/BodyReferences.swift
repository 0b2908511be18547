package import Model
package import Parsing

/// Everything that a body refers to, in the order of the text; iterators of `dynamic` blocks are left out.
package func references(of body: Body) -> [Traversal] {
  var result: [Traversal] = []
  collect(body, bound: [], counts: { _ in true }, into: &result)
  return result
}

/// The same of what the schema knows of the body itself, and of those contents of `dynamic` blocks of which something was
/// made: `made` has their opening braces.
func references(of body: Body, schema: SchemaBlock, made: Set<SourceRange>) -> [Traversal] {
  var (known, _) = body.settled(by: schema)
  known.attributes.removeAll { schema.attribute($0.name) == nil }
  var result: [Traversal] = []
  collect(known, bound: [], counts: made.contains, into: &result)
  return result
}

private func collect(
  _ body: Body, bound: Set<String>, counts: (SourceRange) -> Bool, isInside: Bool = true, into result: inout [Traversal]
) {
  func add(_ expression: Expression, bound: Set<String>) {
    result += expression.references.filter { !bound.contains($0.root) }
  }
  if isInside {
    for attribute in body.attributes { add(attribute.expression, bound: bound) }
    result += body.undecidedReferences(bound: bound, isContingent: false).map(\.traversal)
  }
  for block in body.blocks {
    guard block.type == "dynamic", let type = block.labels.first else {
      collect(block.body, bound: bound, counts: counts, isInside: isInside, into: &result)
      continue
    }
    if let forEach = block.body.attribute("for_each") { add(forEach.expression, bound: bound) }
    let inner = bound.union([iteratorName(block, type.text)])
    if let labels = block.body.attribute("labels") { add(labels.expression, bound: inner) }
    for content in block.body.blocks("content") {
      let isMade = isInside && counts(content.openBraceRange)
      collect(content.body, bound: inner, counts: counts, isInside: isMade, into: &result)
    }
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
