import Model

/// From the change of a value and its type to the tree of its differences.
enum DiffBuilder {
  static func attribute(_ change: PartChange, _ attribute: SchemaAttribute, of whole: DiffNode.Action) -> DiffNode {
    if attribute.isWriteOnly {
      return DiffNode(.writeOnly, whole, forcesReplacement: change.replacing.matches)
    }
    switch attribute.kind {
    case .plain(let type): return value(change, type)
    case .nested(let nested): return self.nested(change, nested)
    }
  }

  static func value(_ given: PartChange, _ type: ValueType) -> DiffNode {
    let change = given.withoutEmptyTexts
    if let node = sensitive(change, { value($0, type) }) { return node }
    if let node = unknown(change, { value($0, type) }) { return node }
    func node(_ content: DiffNode.Content, _ action: DiffNode.Action) -> DiffNode {
      DiffNode(content, action, forcesReplacement: change.replacing.matches)
    }
    switch type {
    case .dynamic:
      return JSONDiffBuilder.node(change)
    case .string:
      return node(.text(before: change.before, after: change.after), primitiveAction(change))
    case .bool, .number:
      return node(.scalar(before: change.before, after: change.after), primitiveAction(change))
    case .object(let object):
      let (members, action) = members(change, object.attributes.map { ($0, $1) }) { value($0, $1) }
      return node(.object(members, isNested: false), action)
    case .map(let element):
      let (members, action) = elements(change, change.keys(includingMarks: true)) { value($0, element) }
      return node(.map(members, isNested: false), action)
    case .list(let element):
      let (nodes, action) = list(change, mayPair: element.isObject) { value($0, element) }
      return node(.list(nodes, showsContext: true), action)
    case .tuple(let types):
      var action = change.outerAction
      let nodes = types.enumerated().map { index, type in
        let node = value(change.child(index, index).relevantPart, type)
        action = action.combined(with: node.action)
        return node
      }
      return node(.list(nodes, showsContext: true), action)
    case .set(let element):
      let (nodes, action) = set(change) { value($0, element) }
      return node(.set(nodes, isNested: false), action)
    }
  }

  static func nested(_ change: PartChange, _ attributes: NestedAttributes) -> DiffNode {
    if let node = sensitive(change, { nested($0, attributes) }) { return node }
    let inside = PlainValue.object(Dictionary(attributes.attributes.map { ($0.name, .bool(true)) }) { $1 })
    if let node = unknown(change, inside: inside, { nested($0, attributes) }) { return node }
    func node(_ content: DiffNode.Content, _ action: DiffNode.Action) -> DiffNode {
      DiffNode(content, action, forcesReplacement: change.replacing.matches)
    }
    let single = NestedAttributes(nesting: .single, attributes: attributes.attributes)
    switch attributes.nesting {
    case .single:
      let whole = change.outerAction
      let (members, action) = members(change, attributes.attributes.map { ($0.name, $0) }) {
        attribute($0, $1, of: whole)
      }
      return node(.object(members, isNested: true), action)
    case .map:
      let (members, action) = elements(change, change.keys(includingMarks: false)) { nested($0, single) }
      return node(.map(members, isNested: true), action)
    case .list:
      let (nodes, action) = nestedList(change) { nested($0, single) }
      return node(.list(nodes, showsContext: false), action)
    case .set:
      let (nodes, action) = set(change) { nested($0, single) }
      return node(.set(nodes, isNested: true), action)
    }
  }

  private static func primitiveAction(_ change: PartChange) -> DiffNode.Action {
    if change.before == nil, change.after != nil { return .create }
    if change.after == nil, change.before != nil { return .delete }
    return change.before == change.after ? .none : .update
  }

  /// The members of an object: those that are null before and after are not even counted.
  private static func members<Shape>(
    _ change: PartChange, _ shapes: [(String, Shape)], _ build: (PartChange, Shape) -> DiffNode
  ) -> ([(key: String, node: DiffNode)], DiffNode.Action) {
    var action = change.outerAction
    var members: [(key: String, node: DiffNode)] = []
    for (name, shape) in shapes {
      let child = change.child(name).relevantPart.withoutNulls
      let node = build(child, shape)
      if node.action == .none, child.isAbsent, !node.isWriteOnly { continue }
      members.append((name, node))
      action = action.combined(with: node.action)
    }
    return (members, action)
  }

  /// The elements of a map.
  static func elements(
    _ change: PartChange, _ keys: [String], _ build: (PartChange) -> DiffNode
  ) -> ([(key: String, node: DiffNode)], DiffNode.Action) {
    var action = collectionAction(change.before?.object != nil, change.after?.object != nil)
    let members = keys.map { key in
      let node = build(change.child(key).relevantPart)
      action = action.combined(with: node.action)
      return (key: key, node: node)
    }
    return (members, action)
  }

  /// The elements of a list whose changes are found by comparing.
  static func list(
    _ change: PartChange, mayPair: Bool, _ build: (PartChange) -> DiffNode
  ) -> ([DiffNode], DiffNode.Action) {
    list(change, mayPair: { _, _ in mayPair }, build)
  }

  static func list(
    _ change: PartChange, mayPair: (PlainValue, PlainValue) -> Bool, _ build: (PartChange) -> DiffNode
  ) -> ([DiffNode], DiffNode.Action) {
    var action = collectionAction(change.before?.array != nil, change.after?.array != nil)
    let pairs = SequenceAlignment.pairs(change.before?.array ?? [], change.after?.array ?? [], mayPair: mayPair)
    let nodes = pairs.map { pair in
      var child = change.child(pair.before, pair.after)
      // A list is relevant as a whole: places before and after need not be the same.
      child.relevant = nil
      let node = build(child)
      action = action.combined(with: node.action)
      return node
    }
    return (nodes, action)
  }

  /// The elements of a list whose places identify them.
  static func nestedList(
    _ change: PartChange, _ build: (PartChange) -> DiffNode
  ) -> ([DiffNode], DiffNode.Action) {
    var action = change.outerAction
    let count = max(change.before?.array?.count ?? 0, change.after?.array?.count ?? 0)
    let nodes = (0..<count).map { index in
      let node = build(change.child(index, index).relevantPart)
      action = action.combined(with: node.action)
      return node
    }
    return (nodes, action)
  }

  /// The elements of a set: equal ones are the same element, all others come or go.
  static func set(_ change: PartChange, _ build: (PartChange) -> DiffNode) -> ([DiffNode], DiffNode.Action) {
    let before = change.before?.array ?? []
    let after = change.after?.array ?? []
    var free: [PlainValue: [Int]] = [:]
    for (index, element) in after.enumerated() { free[element, default: []].append(index) }
    var partner = [Int?](repeating: nil, count: before.count)
    var isTaken = [Bool](repeating: false, count: after.count)
    for (index, element) in before.enumerated() {
      let candidate = free[element]?.first { other in
        let child = change.child(index, other)
        return !isTaken[other] && !child.isUnknown && child.wasSensitive == child.willBeSensitive
      }
      guard let candidate else { continue }
      partner[index] = candidate
      isTaken[candidate] = true
    }
    var action = change.outerAction
    let pairs =
      before.indices.map { ($0 as Int?, partner[$0]) } + after.indices.filter { !isTaken[$0] }.map { (nil, $0 as Int?) }
    let nodes = pairs.map { pair in
      var child = change.child(pair.0, pair.1)
      child.relevant = nil
      let node = build(child)
      action = action.combined(with: node.action)
      return node
    }
    return (nodes, action)
  }

  private static func collectionAction(_ isBefore: Bool, _ isAfter: Bool) -> DiffNode.Action {
    switch (isBefore, isAfter) {
    case (true, false): .delete
    case (false, true): .create
    default: .none
    }
  }
}

extension DiffBuilder {
  /// What is sensitive before or after is compared all the same, to say whether it changes, and then hidden.
  static func sensitive(
    _ change: PartChange, isBlock: Bool = false, _ build: (PartChange) -> DiffNode
  ) -> DiffNode? {
    let before = change.wasSensitive
    let after = change.willBeSensitive
    guard before || after else { return nil }
    var plain = change
    plain.beforeSensitive = nil
    plain.afterSensitive = nil
    plain.keepsEmptyTexts = false
    let inner = build(plain)
    var action = inner.action
    if action == .none, before != after, change.before != nil || change.after != nil { action = .update }
    let content: DiffNode.Content =
      isBlock ? .sensitiveBlock(inner, before: before, after: after) : .sensitive(inner, before: before, after: after)
    return DiffNode(content, action, forcesReplacement: change.replacing.matches)
  }

  /// What will be unknown is shown with what it was. `inside` says which parts to show as unknown rather than gone.
  static func unknown(
    _ change: PartChange, inside: PlainValue? = nil, _ build: (PartChange) -> DiffNode
  ) -> DiffNode? {
    guard change.isUnknown else { return nil }
    if change.beforeIsNull {
      return DiffNode(
        .unknown(nil), change.before == nil ? .create : .update, forcesReplacement: change.replacing.matches)
    }
    var before = change.asDeletion
    before.unknown = inside
    before.replacing = .none
    return DiffNode(.unknown(build(before)), .update, forcesReplacement: change.replacing.matches)
  }
}

extension DiffNode {
  var isWriteOnly: Bool {
    if case .writeOnly = content { return true }
    return false
  }
}

extension ValueType {
  fileprivate var isObject: Bool {
    if case .object = self { return true }
    return false
  }
}
