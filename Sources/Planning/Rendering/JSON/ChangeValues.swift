package import Model

/// One change as the JSON of a plan states it: values without marks and unknown parts, and beside them where these are.
/// The text is printed from the same, so that both say the same.
package struct ChangeValues: Sendable, Hashable {
  package var before: JSON
  package var after: JSON
  package var afterUnknown: JSON
  package var beforeSensitive: JSON
  package var afterSensitive: JSON

  package init(before: Value, after: Value) {
    self.before = before.isNull ? .null : before.knownJSON ?? .null
    self.after = after.isNull ? .null : after.knownJSON ?? .null
    afterUnknown = after.isNull ? .bool(false) : after.unknownJSON
    beforeSensitive = before.sensitiveJSON
    afterSensitive = after.sensitiveJSON
  }
}

extension Value {
  /// The known parts: unknown attributes and map elements are left out, unknown elements of sequences are null.
  /// Nil when the whole is unknown.
  package var knownJSON: JSON? {
    switch self {
    case .unknown: nil
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let number): .number(number.description)
    case .string(let string): .string(string)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      .array(elements.map { $0.knownJSON ?? .null })
    case .map(_, let elements), .object(let elements):
      .record(elements.pairs.map { ($0, $1.knownJSON) })
    case .marked(let value, _): value.knownJSON
    }
  }

  /// `true` where unknown. Attributes and map elements without anything unknown are left out, unless they are structures.
  package var unknownJSON: JSON {
    switch self {
    case .unknown: .bool(true)
    case .null, .bool, .number, .string: .bool(false)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): .array(elements.map(\.unknownJSON))
    case .map(_, let elements), .object(let elements):
      .record(elements.pairs.map { ($0, $1.unknownJSON.unlessFalse) })
    case .marked(let value, _): value.unknownJSON
    }
  }

  /// `true` where sensitive, left out as in `unknownJSON`.
  package var sensitiveJSON: JSON {
    switch self {
    case .marked(let value, let marks): marks.contains(.sensitive) ? .bool(true) : value.sensitiveJSON
    case .null, .bool, .number, .string: .bool(false)
    case .unknown(let type, _): type.emptySensitiveJSON
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): .array(elements.map(\.sensitiveJSON))
    case .map(_, let elements), .object(let elements):
      .record(elements.pairs.map { ($0, $1.sensitiveJSON.unlessFalse) })
    }
  }
}

extension ValueType {
  fileprivate var emptySensitiveJSON: JSON {
    switch self {
    case .list, .set, .tuple: .array([])
    case .map, .object: .object([])
    case .dynamic, .bool, .number, .string: .bool(false)
    }
  }
}

extension JSON {
  fileprivate var unlessFalse: JSON? { self == .bool(false) ? nil : self }
}
