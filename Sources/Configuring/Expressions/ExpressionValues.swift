package import Model
package import Parsing

/// What the names in an expression stand for: shown below a failure, so that its cause can be seen.
package func expressionValues(
  _ expression: Expression, in scope: some EvaluationScope, bindings: [String: Value] = [:],
  includesUnknown: Bool = false, includesSensitive: Bool = false
) -> [Diagnostic.ExpressionValue] {
  Evaluation(scope: scope, bindings: bindings)
    .explain(expression, includesUnknown: includesUnknown, includesSensitive: includesSensitive)
}

extension Evaluation {
  /// Each reference by its value, or by that of the longest part of it that has one. What is sensitive or not known
  /// is left out unless that is the very cause.
  func explain(
    _ expression: Expression, includesUnknown: Bool = false, includesSensitive: Bool = false
  ) -> [Diagnostic.ExpressionValue] {
    if isTrial { return [] }
    var found: [String: String] = [:]
    for reference in expression.references {
      var reference = reference
      // A name alone, such as a loop's, is nothing that a reader could look up.
      while !reference.steps.isEmpty {
        guard let value = value(at: reference) else {
          reference.steps.removeLast()
          continue
        }
        if let statement = value.statement(includesUnknown: includesUnknown, includesSensitive: includesSensitive) {
          found[reference.compactText] = statement
        }
        break
      }
    }
    return found.sorted { $0.key < $1.key }.map { Diagnostic.ExpressionValue(traversal: $0.key, statement: $0.value) }
  }
}

extension Traversal {
  /// As written, with keys in the short form of `Value.compactText`.
  fileprivate var compactText: String {
    steps.reduce(into: root) { text, step in
      switch step {
      case .attribute(let name, _): text += ".\(name)"
      case .index(let key, _): text += "[\(key.compactText)]"
      }
    }
  }
}

extension Value {
  fileprivate func statement(includesUnknown: Bool, includesSensitive: Bool) -> String? {
    if marks.contains(.sensitive) { return includesSensitive ? "has a sensitive value" : nil }
    if marks.contains(.ephemeral) { return includesSensitive ? "has an ephemeral value" : nil }
    guard case .unknown(let type, let refinement) = withoutMarks else { return "is \(compactText)" }
    if type == .dynamic { return includesUnknown ? "will be known only after apply" : nil }
    guard includesUnknown else { return "is a \(type.friendlyName)" }
    return "is a \(type.friendlyName)\(refinement.lengthText(of: type)), known only after apply"
  }

  /// A few words for a value: short ones are written out, others described.
  package var compactText: String {
    if marks.contains(.sensitive) { return "(sensitive value)" }
    if marks.contains(.ephemeral) { return "(ephemeral value)" }
    func counted(_ count: Int) -> String {
      switch count {
      case 0: "empty \(type.friendlyName)"
      case 1: "\(type.friendlyName) with 1 element"
      default: "\(type.friendlyName) with \(count) elements"
      }
    }
    switch withoutMarks {
    case .null: return "null"
    case .unknown: return "(not yet known)"
    case .bool(let bool): return bool ? "true" : "false"
    case .number(let number): return number.general(significantDigits: 10)
    case .string(let string): return quotedText(string)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): return counted(elements.count)
    case .map(_, let elements): return counted(elements.count)
    case .object(let attributes):
      switch attributes.count {
      case 0: return "object with no attributes"
      case 1: return "object with 1 attribute \(quotedText(attributes.keys[0]))"
      default: return "object with \(attributes.count) attributes"
      }
    case .marked(let value, _): return value.compactText
    }
  }
}

extension Refinement {
  /// A number of elements from here on is not worth naming.
  private static let largestNamedLength = 1024

  fileprivate func lengthText(of type: ValueType) -> String {
    guard type.isCollection else { return "" }
    let least = minimumLength ?? 0
    let most = maximumLength.flatMap { $0 <= Self.largestNamedLength ? $0 : nil }
    return switch (least, most) {
    case (let least, least?): " of length \(least)"
    case (1..., let most?): " with between \(least) and \(most) elements"
    case (1..., nil): " with at least \(least) elements"
    case (_, let most?): " with up to \(most) elements"
    default: ""
    }
  }
}
