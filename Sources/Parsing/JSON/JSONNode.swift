package import Model

/// A value of a JSON text with its place.
package struct JSONNode: Sendable {
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    case number(Number)
    case string(String)
    case array([JSONNode], openRange: SourceRange)
    case object([JSONProperty], openRange: SourceRange, closeRange: SourceRange)
    /// Could not be read, which has been reported.
    case invalid
  }

  package let kind: Kind
  package let range: SourceRange
  /// The value as an expression whose texts are templates.
  package let template: Expression
  /// What is wrong with the templates; told only where the value is used as an expression.
  package let templateProblems: [Diagnostic]

  init(_ kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
    (template, templateProblems) = templateExpression(of: kind, range: range)
  }

  /// Where the value begins: its bracket, or all of a plain value.
  package var startRange: SourceRange {
    switch kind {
    case .array(_, let openRange), .object(_, let openRange, _): openRange
    default: range
    }
  }

  /// What to point at where something is missing in a body of this value.
  var missingItemRange: SourceRange {
    if case .object(_, _, let closeRange) = kind { return closeRange }
    return startRange
  }
}

/// `"name": value`
package struct JSONProperty: Sendable {
  package var name: String
  package var nameRange: SourceRange
  package var value: JSONNode

  package var range: SourceRange { nameRange.union(value.range) }
  /// A property of this name is a comment, wherever arguments and blocks stand.
  var isComment: Bool { name == "//" }
}

/// The JSON that an expression was read from, kept apart so that expressions in native syntax pay nothing for it.
package final class JSONOrigin: Sendable {
  package let node: JSONNode

  init(_ node: JSONNode) { self.node = node }
}

extension JSONNode {
  /// The value with its texts as they are.
  package var literalValue: Value {
    switch kind {
    case .null: .null(.dynamic)
    case .bool(let bool): .bool(bool)
    case .number(let number): .number(number)
    case .string(let text): .string(text)
    case .array(let elements, _): .tuple(elements.map(\.literalValue))
    case .object(let properties, _, _):
      .object(properties.reduce(into: KeyedValues()) { $0[$1.name] = $1.value.literalValue })
    case .invalid: .dynamicUnknown
    }
  }
}
