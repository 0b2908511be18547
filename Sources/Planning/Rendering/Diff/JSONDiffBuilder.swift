/// Differences of values without a schema: outputs, `dynamic` attributes, and JSON inside of strings.
enum JSONDiffBuilder {
  static func node(_ change: PartChange) -> DiffNode {
    if let node = DiffBuilder.sensitive(change, node) { return node.withoutReplacement }
    if let node = DiffBuilder.unknown(change, node) { return node.withoutReplacement }
    let before = change.before ?? .null
    let after = change.after ?? .null
    if before.kind == after.kind || change.before == nil || change.after == nil {
      return sameKind(change, as: change.beforeIsNull ? after : before)
    }
    let deletion = sameKind(change.asDeletion, as: before)
    return DiffNode(.typeChange(deletion, sameKind(change.asCreation, as: after)), .update)
  }

  private static func sameKind(_ change: PartChange, as sample: PlainValue) -> DiffNode {
    switch sample {
    case .null, .bool, .number:
      return DiffNode(.scalar(before: change.before, after: change.after), action(change))
    case .string:
      return DiffNode(.text(before: change.before, after: change.after), action(change))
    case .array:
      let (nodes, action) = DiffBuilder.list(change, mayPair: { $0.object != nil && $1.object != nil }, node)
      return DiffNode(.list(nodes, showsContext: true), action)
    case .object:
      let (members, action) = DiffBuilder.elements(change, change.keys(includingMarks: true), node)
      return DiffNode(.object(members, isNested: false), action)
    }
  }

  private static func action(_ change: PartChange) -> DiffNode.Action {
    switch (change.before, change.after) {
    case (nil, .some): .create
    case (.some, nil): .delete
    case (let before, let after): before == after ? .none : .update
    }
  }
}

extension DiffNode {
  /// Parts without a schema never say that they force a replacement.
  fileprivate var withoutReplacement: DiffNode {
    var copy = self
    copy.forcesReplacement = false
    return copy
  }
}
