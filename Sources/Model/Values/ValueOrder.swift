extension Value {
  /// A set of these elements: sorted, equal ones once.
  package static func set(_ type: ValueType, unsorted elements: [Value]) -> Value {
    var marks: Marks = []
    var unique: Set<Value> = []
    for element in elements {
      // A set cannot hold marked elements: the marks go to the set as a whole.
      marks.formUnion(element.deepMarks)
      unique.insert(element.deeplyUnmarked)
    }
    return Value.set(type, unique.sorted(by: Value.precedes)).marked(with: marks)
  }

  /// The order of set elements: null last, unknown after known; strings by code point, numbers and booleans ascending,
  /// everything else by `orderKey`. This is the order in which Terraform lists them.
  package static func precedes(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.null, _): return false
    case (_, .null): return true
    case (.unknown, _): return false
    case (_, .unknown): return true
    case (.string(let a), .string(let b)): return a < b
    case (.number(let a), .number(let b)): return a < b
    case (.bool(let a), .bool(let b)): return !a && b
    default:
      return a.orderKey.utf8.lexicographicallyPrecedes(b.orderKey.utf8)
    }
  }

  /// A text by which structural values are ordered inside a set.
  package var orderKey: String {
    var key = ""
    appendOrderKey(to: &key)
    return key
  }

  private func appendOrderKey(to key: inout String) {
    switch self {
    case .unknown: key += "?"
    case .null: key += "~"
    case .bool(let bool): key += bool ? "T" : "F"
    case .number(let number): key += number.description
    case .string(let string): key += "\"\(string)\""
    case .map(_, let elements):
      key += "{"
      for (name, element) in elements.pairs {
        key += "\"\(name)\":"
        element.appendOrderKey(to: &key)
        key += ";"
      }
      key += "}"
    case .list(_, let elements), .set(_, let elements):
      key += "["
      for element in elements {
        element.appendOrderKey(to: &key)
        key += ";"
      }
      key += "]"
    case .object(let attributes):
      key += "<"
      for value in attributes.values {
        value.appendOrderKey(to: &key)
        key += ";"
      }
      key += ">"
    case .tuple(let elements):
      key += "<"
      for element in elements {
        element.appendOrderKey(to: &key)
        key += ";"
      }
      key += ">"
    case .marked(let value, _): value.appendOrderKey(to: &key)
    }
  }
}
