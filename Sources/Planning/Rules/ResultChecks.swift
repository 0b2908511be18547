package import Model

/// What is wrong with an object that a provider returns for a planned one: whatever was known must have come true, and what
/// was unknown must fit what was known of it. The values may be marked.
package func assertObjectCompatible(schema: SchemaBlock, planned: Value, actual: Value) -> [RuleViolation] {
  var checks = ResultChecks()
  checks.checkObject(schema, planned: planned.withoutMarks, actual: actual.withoutMarks, path: [])
  return checks.violations
}

private struct ResultChecks {
  var violations: [RuleViolation] = []

  private mutating func report(_ path: ValuePath, _ message: String) {
    violations.append(RuleViolation(path: path, message: message))
  }

  mutating func checkObject(_ schema: SchemaBlock, planned: Value, actual: Value, path: ValuePath) {
    let subject = path.isEmpty ? "Root object " : ""
    if planned.isNull, !actual.isNull { return report(path, "\(subject)was absent, but now present") }
    if actual.isNull, !planned.isNull { return report(path, "\(subject)was present, but now absent") }
    if planned.isNull { return }
    for attribute in schema.attributes {
      checkAttribute(
        attribute, planned: planned.attribute(attribute.name, type: attribute.impliedType),
        actual: actual.attribute(attribute.name, type: attribute.impliedType),
        path: path + [.attribute(attribute.name)])
    }
    for block in schema.blocks {
      checkBlock(
        block, planned: planned.attribute(block.name, type: block.impliedType).withoutMarks,
        actual: actual.attribute(block.name, type: block.impliedType).withoutMarks,
        path: path + [.attribute(block.name)])
    }
  }

  private mutating func checkAttribute(
    _ attribute: SchemaAttribute, planned: Value, actual: Value, path: ValuePath
  ) {
    if planned == actual { return }
    var checks = ResultChecks()
    checks.checkValue(planned: planned.deeplyUnmarked, actual: actual.deeplyUnmarked, path: path)
    if checks.violations.isEmpty { return }
    let isSensitive = attribute.isSensitive || planned.deepMarks.union(actual.deepMarks).contains(.sensitive)
    if isSensitive {
      report(path, "inconsistent values for sensitive attribute")
    } else {
      violations += checks.violations
    }
  }

  private mutating func checkBlock(_ block: NestedBlock, planned: Value, actual: Value, path: ValuePath) {
    switch block.nesting {
    case .single, .group:
      // An unknown block may have become none.
      if !planned.isKnown, actual.isNull { return }
      checkObject(block.block, planned: planned, actual: actual, path: path)
    case .list:
      guard let before = planned.elements, let after = actual.elements else { return }
      guard before.count == after.count else {
        return report(path, "block count changed from \(before.count) to \(after.count)")
      }
      for (index, element) in before.enumerated() {
        checkObject(
          block.block, planned: element.withoutMarks, actual: after[index].withoutMarks,
          path: path + [.index(.integer(index))])
      }
    case .map:
      checkMapBlocks(block, planned: planned, actual: actual, path: path)
    case .set:
      guard let before = planned.elements, let after = actual.elements else { return }
      checkPairing(planned: before, actual: after, path: path) { planned, actual in
        assertObjectCompatible(schema: block.block, planned: planned, actual: actual).isEmpty
      }
      if before.count < after.count {
        report(path, "block set length changed from \(before.count) to \(after.count)")
      }
    }
  }

  private mutating func checkMapBlocks(_ block: NestedBlock, planned: Value, actual: Value, path: ValuePath) {
    guard let before = planned.keyedValues, let after = actual.keyedValues else { return }
    if case .map = planned, before.count != after.count {
      return report(path, "block count changed from \(before.count) to \(after.count)")
    }
    let isObject = if case .object = planned { true } else { false }
    for (key, element) in before.pairs {
      if let other = after[key] {
        checkObject(
          block.block, planned: element.withoutMarks, actual: other.withoutMarks, path: path + [.index(.string(key))])
      } else if isObject {
        report(path, "block key \(quotedText(key)) has vanished")
      }
    }
    guard isObject else { return }
    for key in after.keys where before[key] == nil {
      report(path, "new block key \(quotedText(key)) has appeared")
    }
  }

  private mutating func checkValue(planned: Value, actual: Value, path: ValuePath) {
    if planned == actual { return }
    let type = planned.type
    if type == .dynamic { return }
    guard actual.isOf(type) || conforms(actual.type, to: type) else {
      return report(path, "wrong final value type: \(mismatchMessage(got: actual.type, want: type))")
    }
    if case .unknown(_, let refinement) = planned {
      // Where the final value is unknown still, it is judged by whoever wants it known.
      if actual.isKnown, refinement.excludes(actual) {
        report(
          path,
          "final value \(actual.providerNotation) does not conform to planning placeholder \(planned.providerNotation)")
      }
      return
    }
    if actual.isNull {
      if !planned.isNull { report(path, "was \(planned.providerNotation), but now null") }
      return
    }
    if planned.isNull { return report(path, "was null, but now \(actual.providerNotation)") }
    guard actual.isKnown else { return report(path, "was known, but now unknown") }

    switch (planned, actual) {
    case (.list(_, let before), .list(_, let after)), (.tuple(let before), .tuple(let after)):
      for (index, element) in before.enumerated() {
        if index < after.count {
          checkValue(planned: element, actual: after[index], path: path + [.index(.integer(index))])
        } else {
          report(path, "element \(index) has vanished")
        }
      }
      for index in after.indices.dropFirst(before.count) { report(path, "new element \(index) has appeared") }
    case (.map(_, let before), .map(_, let after)):
      for (key, element) in before.pairs {
        if let other = after[key] {
          checkValue(planned: element, actual: other, path: path + [.index(.string(key))])
        } else {
          report(path, "element \(quotedText(key)) has vanished")
        }
      }
      for key in after.keys where before[key] == nil { report(path, "new element \(quotedText(key)) has appeared") }
    case (.object(let before), .object(let after)):
      for (name, value) in before.pairs {
        guard let other = after[name] else { continue }
        checkValue(planned: value, actual: other, path: path + [.attribute(name)])
      }
    case (.set(_, let before), .set(_, let after)):
      checkPairing(planned: before, actual: after, path: path) { planned, actual in
        var checks = ResultChecks()
        checks.checkValue(planned: planned, actual: actual, path: [])
        return checks.violations.isEmpty
      }
      if before.count < after.count { report(path, "length changed from \(before.count) to \(after.count)") }
    default:
      report(path, "was \(planned.providerNotation), but now \(actual.providerNotation)")
    }
  }

  /// Elements of sets have no identity: each must have at least one that it fits on the other side.
  private mutating func checkPairing(
    planned: [Value], actual: [Value], path: ValuePath, fits: (_ planned: Value, _ actual: Value) -> Bool
  ) {
    // Equal elements need no trying, which keeps large sets from costing the square of their size.
    let known = Set(planned)
    let found = Set(actual)
    let openPlanned = planned.filter { !found.contains($0) }
    let openActual = actual.filter { !known.contains($0) }
    for element in openPlanned where !actual.contains(where: { fits(element, $0) }) {
      report(path, "planned set element \(element.providerNotation) does not correlate with any element in actual")
    }
    for element in openActual where !planned.contains(where: { fits($0, element) }) {
      report(path, "actual set element \(element.providerNotation) does not correlate with any element in plan")
    }
  }
}
