package import Model
package import Parsing

extension Body {
  /// The body with what a provider's schema tells to be arguments and blocks. Only bodies in JSON wait for it.
  package func settled(
    by schema: SchemaBlock, asBlocks: Set<String> = []
  ) -> (body: Body, diagnostics: [Diagnostic]) {
    guard !undecided.isEmpty else { return (self, []) }
    return settled(as: JSONShape(schema, asBlocks: asBlocks))
  }
}

extension JSONShape {
  /// What the schema says of a body; of the blocks in it, their own schemas will.
  fileprivate init(_ schema: SchemaBlock, asBlocks: Set<String>) {
    self.init()
    for attribute in schema.attributes where !asBlocks.contains(attribute.name) {
      arguments[attribute.name] = .template
    }
    for name in asBlocks { blocks[name] = BlockForm(.undecided) }
    for block in schema.blocks {
      blocks[block.name] = BlockForm(labels: block.nesting == .map ? ["key"] : [], .undecided)
    }
    if blocks["dynamic"] == nil, arguments["dynamic"] == nil {
      blocks["dynamic"] = BlockForm(labels: ["type"], .dynamicBlock)
    }
  }

  private static let dynamicBlock = JSONShape(
    arguments: ["for_each": .template, "iterator": .names, "labels": .template],
    blocks: ["content": BlockForm(.undecided)])
}
