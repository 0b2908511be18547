import Model

/// Differences of blocks: of a whole resource, and of the blocks nested in it.
enum BlockDiffBuilder {
  static func block(_ given: PartChange, _ block: SchemaBlock) -> DiffNode {
    var change = given
    if block.hasModernParts { change.keepsEmptyTexts = true }
    if let node = DiffBuilder.sensitive(change, isBlock: true, { self.block($0, block) }) { return node }
    if let node = unknown(change) { return node }
    let whole = change.outerAction
    var action = whole
    var attributes: [(key: String, node: DiffNode)] = []
    for attribute in block.attributes {
      let child = change.child(attribute.name).relevantPart.withoutNulls
      let node = DiffBuilder.attribute(child, attribute, of: whole)
      if node.action == .none, child.isAbsent, !node.isWriteOnly { continue }
      attributes.append((attribute.name, node))
      action = action.combined(with: node.action)
    }
    var groups: [BlockGroup] = []
    for nested in block.blocks {
      let child = change.child(nested.name).relevantPart.withoutNulls
      guard let (group, groupAction) = group(child, nested) else { continue }
      groups.append(group)
      action = action.combined(with: groupAction)
    }
    return DiffNode(
      .block(attributes: attributes, groups: groups), action, forcesReplacement: change.replacing.matches)
  }

  private static func unknown(_ change: PartChange) -> DiffNode? {
    guard change.isUnknown else { return nil }
    return DiffNode(
      .unknown(nil), change.before == nil ? .create : .update, forcesReplacement: change.replacing.matches)
  }

  /// All blocks of one type; nil where there are none before and after.
  private static func group(_ change: PartChange, _ nested: NestedBlock) -> (BlockGroup, DiffNode.Action)? {
    // Most blocks are absent, and what may stand in them can be vast.
    if nested.nesting == .single, change.isAbsent, !change.isUnknown { return nil }
    var members: [BlockGroup.Member] = []
    var action = DiffNode.Action.none
    var known = change
    if let node = unknown(change) {
      // What stands now goes, and what comes in its place is not known.
      members.append(BlockGroup.Member(label: nil, node: node))
      action = node.action
      known = change.asDeletion
    }
    switch nested.nesting {
    case .single, .group:
      let node = block(known, nested.block)
      if members.isEmpty || !known.isAbsent { members.append(BlockGroup.Member(label: nil, node: node)) }
      action = change.isUnknown ? action.combined(with: node.action) : node.action
    case .list, .set:
      let build = { block($0, nested.block) }
      let (nodes, part) =
        nested.nesting == .list ? DiffBuilder.nestedList(known, build) : DiffBuilder.set(known, build)
      members += nodes.map { BlockGroup.Member(label: nil, node: $0) }
      action = change.isUnknown ? action.combined(with: part) : part
    case .map:
      let (elements, part) = DiffBuilder.elements(known, known.keys(includingMarks: false)) { block($0, nested.block) }
      members += elements.map { BlockGroup.Member(label: $0.key, node: $0.node) }
      action = change.isUnknown ? action.combined(with: part) : part
    }
    if action == .none, change.isAbsent { return nil }
    let group = BlockGroup(
      name: nested.name, members: members, isSet: nested.nesting == .set, forcesReplacement: change.replacing.matches,
      wasSensitive: change.wasSensitive, willBeSensitive: change.willBeSensitive)
    return (group, action)
  }
}

extension SchemaBlock {
  /// Whether there is something in it that providers made with the older kit cannot declare.
  fileprivate var hasModernParts: Bool {
    blocks.contains { $0.nesting == .map || $0.nesting == .group }
      || attributes.contains { attribute in
        guard case .plain(let type) = attribute.kind else { return true }
        switch type {
        case .object, .tuple: return true
        default: return type.hasDynamic
        }
      }
  }
}
