package import Model

/// Which of the paths that a provider wants a replacement for have really changed, and which of them lead nowhere.
package func filterRequiresReplace(
  _ paths: [ValuePath], schema: SchemaBlock, prior: Value, planned: Value
) -> (required: [ValuePath], invalid: [ValuePath]) {
  if prior.isNull { return ([], []) }
  let prior = prior.deeplyUnmarked
  let planned = planned.deeplyUnmarked
  var required: [ValuePath] = []
  var invalid: [ValuePath] = []
  for path in paths {
    let before = reachedPart(of: prior, at: path[...])
    let after = reachedPart(of: planned, at: path[...])
    guard before != nil || after != nil else {
      invalid.append(path)
      continue
    }
    let old = before ?? .null(after?.type ?? .dynamic)
    let new = after ?? .null(before?.type ?? .dynamic)
    // Of a write-only attribute nothing is ever recorded that could be compared: the provider knows.
    if old.equals(new) != .true || schema.attribute(at: path)?.isWriteOnly == true, !required.contains(path) {
      required.append(path)
    }
  }
  return (inTerraformsOrder(required), invalid)
}

/// The part at a path as an expression would reach it; nil where there is none.
private func reachedPart(of value: Value, at path: ArraySlice<PathStep>) -> Value? {
  guard let step = path.first else { return value }
  if case .unknown = value { return .dynamicUnknown }
  let rest = path.dropFirst()
  switch step {
  case .attribute(let name):
    return value.keyedValues?[name].flatMap { reachedPart(of: $0, at: rest) }
  case .index(.string(let key)):
    return value.keyedValues?[key].flatMap { reachedPart(of: $0, at: rest) }
  case .index(.number(let number)):
    switch value {
    case .list(_, let elements), .tuple(let elements):
      guard let index = number.int, elements.indices.contains(index) else { return nil }
      return reachedPart(of: elements[index], at: rest)
    default: return nil
    }
  case .index: return nil
  }
}

/// Why an object is replaced although its provider could leave it or update it.
package enum ForcedReplacement: Hashable, Sendable {
  /// `-replace`
  case byRequest
  /// `replace_triggered_by`
  case byTriggers
}

/// What to do with an object that the configuration wants.
///
/// `prior` is what the provider planned from: null when there is no object, and also when it is tainted. `requiresReplace` has
/// been filtered. Marks count: where only they differ, the state is to be updated.
package func action(
  schema: SchemaBlock, prior: Value, planned: Value, requiresReplace: [ValuePath], isTainted: Bool,
  createBeforeDestroy: Bool, forced: ForcedReplacement? = nil
) -> (action: Action, reason: ActionReason?) {
  let replacement = Action.replace(createBeforeDestroy ? .createThenDelete : .deleteThenCreate)
  if isTainted { return (replacement, .replaceBecauseTainted) }
  if prior.isNull { return (.create, nil) }

  let requiresByWriteOnly = requiresReplace.contains { schema.attribute(at: $0)?.isWriteOnly == true }
  let isUnchanged = isKnownEqual(prior, planned)
  if forced != nil || requiresByWriteOnly || (!isUnchanged && !requiresReplace.isEmpty) {
    let reason: ActionReason =
      switch forced {
      case .byRequest: .replaceByRequest
      case .byTriggers: .replaceByTriggers
      case nil: .replaceBecauseCannotUpdate
      }
    return (replacement, reason)
  }
  if !isUnchanged { return (.update, nil) }
  return (haveSameMarks(prior, planned) ? .noOp : .update, nil)
}

private func isKnownEqual(_ a: Value, _ b: Value) -> Bool {
  let a = a.deeplyUnmarked
  let b = b.deeplyUnmarked
  if a == b { return a.isWhollyKnown }
  return a.equals(b) == .true
}

/// Whether the same parts of both are sensitive, in whatever order the marks were put.
package func haveSameMarks(_ a: Value, _ b: Value) -> Bool {
  func marks(_ value: Value) -> [ValuePath: Marks] {
    Dictionary(value.separatingMarks().marks.map { ($0.path, $0.marks) }) { $0.union($1) }
  }
  if a.deepMarks.isEmpty, b.deepMarks.isEmpty { return true }
  return marks(a) == marks(b)
}

/// What a new object will be as far as can be said without its provider: configured parts as configured, all that the provider
/// computes unknown.
package func unknownAfterReplace(schema: SchemaBlock, configuration: Value) -> Value {
  plannedDataResource(schema: schema, configuration: configuration)
}
