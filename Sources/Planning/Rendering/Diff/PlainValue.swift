import Model

/// A JSON value for comparing: members have no order, numbers are compared as written.
indirect enum PlainValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([PlainValue])
  case object([String: PlainValue])

  init(_ json: JSON) {
    switch json {
    case .null: self = .null
    case .bool(let bool): self = .bool(bool)
    case .number(let text): self = .number(text)
    case .string(let string): self = .string(string)
    case .array(let elements): self = .array(elements.map(PlainValue.init))
    case .object(let members):
      self = .object(Dictionary(members.map { ($0.name, PlainValue($0.value)) }) { $1 })
    }
  }

  var object: [String: PlainValue]? {
    if case .object(let members) = self { return members }
    return nil
  }

  var array: [PlainValue]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  var string: String? {
    if case .string(let string) = self { return string }
    return nil
  }

  /// Which of the six kinds of JSON value this is.
  var kind: Int {
    switch self {
    case .null: 0
    case .bool: 1
    case .number: 2
    case .string: 3
    case .array: 4
    case .object: 5
    }
  }
}
