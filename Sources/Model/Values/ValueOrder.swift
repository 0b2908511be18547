extension Value {
  /// A set of these elements: sorted, equal ones once. Those with unknown parts may turn out to differ: each of them
  /// stays.
  package static func set(_ type: ValueType, unsorted elements: [Value]) -> Value {
    var marks: Marks = []
    var seen: Set<Value> = []
    var unique: [Value] = []
    for element in elements {
      // A set cannot hold marked elements: the marks go to the set as a whole.
      marks.formUnion(element.deepMarks)
      let plain = element.deeplyUnmarked
      if !plain.isWhollyKnown || seen.insert(plain).inserted { unique.append(plain) }
    }
    return Value.set(type, sorted(unique)).marked(with: marks)
  }

  /// Keys are made once for each element, not once for each comparison.
  private static func sorted(_ elements: [Value]) -> [Value] {
    let isStructural = elements.contains { !$0.type.isPrimitive }
    guard isStructural, elements.count > 2 else { return elements.sorted(by: precedes) }
    return elements.map { (value: $0, rank: $0.rank, key: $0.orderKey) }
      .sorted { ($0.rank, $1.rank) == (0, 0) ? $0.key.lexicographicallyPrecedes($1.key) : $0.rank < $1.rank }
      .map(\.value)
  }

  private var rank: Int {
    switch self {
    case .null: 2
    case .unknown: 1
    default: 0
    }
  }

  /// The order of set elements: null last, unknown after known; strings by their bytes, numbers and booleans ascending,
  /// everything else by `orderKey`. This is the order in which Terraform lists them.
  package static func precedes(_ a: Value, _ b: Value) -> Bool {
    switch (a, b) {
    case (.null, _): return false
    case (_, .null): return true
    case (.unknown, _): return false
    case (_, .unknown): return true
    case (.string(let a), .string(let b)): return a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.number(let a), .number(let b)): return a < b
    case (.bool(let a), .bool(let b)): return !a && b
    default:
      return a.orderKey.lexicographicallyPrecedes(b.orderKey)
    }
  }

  /// The bytes by which structural values are ordered inside a set.
  var orderKey: [UInt8] {
    var key = ""
    appendOrderKey(to: &key)
    return Array(key.utf8)
  }

  private func appendOrderKey(to key: inout String) {
    func append(_ values: [Value], _ open: String, _ close: String) {
      key += open
      for value in values {
        value.appendOrderKey(to: &key)
        key += ";"
      }
      key += close
    }
    switch self {
    case .unknown: key += "?"
    case .null: key += "~"
    case .bool(let bool): key += bool ? "T" : "F"
    case .number(let number): key += number.orderText
    case .string(let string): key += quotedText(string)
    case .map(_, let elements):
      key += "{"
      for (name, element) in elements.pairs {
        key += quotedText(name) + ":"
        element.appendOrderKey(to: &key)
        key += ";"
      }
      key += "}"
    case .list(_, let elements), .set(_, let elements): append(elements, "[", "]")
    case .object(let attributes): append(attributes.values, "<", ">")
    case .tuple(let elements): append(elements, "<", ">")
    case .marked(let value, _): value.appendOrderKey(to: &key)
    }
  }
}
