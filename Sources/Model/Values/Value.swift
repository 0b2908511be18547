/// A value of the Terraform language. Strings are in Unicode normalisation form C. Lists, sets and maps carry their
/// element type so that empty ones keep it; sets are sorted by `Value.precedes` and free of duplicates.
package enum Value: Hashable, Sendable {
  indirect case null(ValueType)
  /// Not known until apply; the refinement says what is known about it nevertheless.
  indirect case unknown(ValueType, Refinement)
  case bool(Bool)
  case number(Number)
  case string(String)
  indirect case list(ValueType, [Value])
  indirect case set(ValueType, [Value])
  indirect case map(ValueType, KeyedValues)
  indirect case object(KeyedValues)
  indirect case tuple([Value])
  /// Never directly inside another `marked`; marks may stand at any depth.
  indirect case marked(Value, Marks)
}

/// What must not be shown (`sensitive`) or not be stored (`ephemeral`). Marks spread to whatever is computed from a
/// value.
package struct Marks: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package static let sensitive = Marks(rawValue: 1)
  package static let ephemeral = Marks(rawValue: 2)
}

/// What is known about an unknown value.
package struct Refinement: Hashable, Sendable {
  package struct Bound: Hashable, Sendable {
    package var value: Number
    package var isInclusive: Bool

    package init(value: Number, isInclusive: Bool) {
      self.value = value
      self.isInclusive = isInclusive
    }
  }

  package var isNotNull: Bool
  /// Of a string.
  package var prefix: String
  /// Of a number.
  package var lowerBound: Bound?
  package var upperBound: Bound?
  /// Of a collection.
  package var minimumLength: Int?
  package var maximumLength: Int?
  /// What it will be made of, see `Value.symbol`: of a sketch only, which nothing is planned with.
  package var symbol: String?

  package init(
    isNotNull: Bool = false, prefix: String = "", lowerBound: Bound? = nil, upperBound: Bound? = nil,
    minimumLength: Int? = nil, maximumLength: Int? = nil, symbol: String? = nil
  ) {
    self.isNotNull = isNotNull
    self.prefix = prefix
    self.lowerBound = lowerBound
    self.upperBound = upperBound
    self.minimumLength = minimumLength
    self.maximumLength = maximumLength
    self.symbol = symbol
  }

  /// Of longer lists only the length is kept, not so many unknown elements.
  static let largestKnownLength = 100_000

  package static let none = Refinement()
  package static let notNull = Refinement(isNotNull: true)
}

extension Value {
  package static let `true` = Value.bool(true)
  package static let `false` = Value.bool(false)
  /// Nothing known, not even the type.
  package static let dynamicUnknown = Value.unknown(.dynamic, .none)
  package static let emptyObject = Value.object(KeyedValues())
  package static let emptyTuple = Value.tuple([])

  package static func integer(_ integer: Int) -> Value { .number(Number(integer)) }
  package static func unknown(_ type: ValueType) -> Value { .unknown(type, .none) }

  /// An unknown value of which this is known; or, where that leaves nothing else, the value itself: an empty
  /// collection, a list of so many unknown elements, the one number between two bounds.
  package static func unknown(_ type: ValueType, refined refinement: Refinement) -> Value {
    guard refinement.isNotNull else { return .unknown(type, refinement) }
    if type == .number, let low = refinement.lowerBound, low == refinement.upperBound, low.isInclusive {
      return .number(low.value)
    }
    guard let count = refinement.minimumLength ?? (refinement.maximumLength == 0 ? 0 : nil),
      count == refinement.maximumLength
    else { return .unknown(type, refinement) }
    switch type {
    case .list(let element) where count <= Refinement.largestKnownLength:
      return .list(element, Array(repeating: .unknown(element), count: count))
    case .set(let element) where count <= 1:
      return .set(element, Array(repeating: .unknown(element), count: count))
    case .map(let element) where count == 0: return .map(element, KeyedValues())
    default: return .unknown(type, refinement)
    }
  }

  package static func object(_ pairs: [(String, Value)]) -> Value { .object(KeyedValues(pairs)) }

  /// The value with these marks added; unchanged when there are none.
  package func marked(with marks: Marks) -> Value {
    if marks.isEmpty { return self }
    if case .marked(let value, let present) = self { return .marked(value, present.union(marks)) }
    return .marked(self, marks)
  }

  /// The value without the marks on itself (not those inside), and these marks.
  package var unmarked: (value: Value, marks: Marks) {
    if case .marked(let value, let marks) = self { return (value, marks) }
    return (self, [])
  }

  package var withoutMarks: Value {
    if case .marked(let value, _) = self { return value }
    return self
  }

  package var marks: Marks {
    if case .marked(_, let marks) = self { return marks }
    return []
  }

  package var type: ValueType {
    switch self {
    case .null(let type), .unknown(let type, _): type
    case .bool: .bool
    case .number: .number
    case .string: .string
    case .list(let element, _): .list(element)
    case .set(let element, _): .set(element)
    case .map(let element, _): .map(element)
    case .object(let attributes):
      .object(ObjectType(sortedNames: attributes.keys, types: attributes.values.map(\.type)))
    case .tuple(let elements): .tuple(elements.map(\.type))
    case .marked(let value, _): value.type
    }
  }

  package var isNull: Bool {
    switch self {
    case .null: true
    case .marked(let value, _): value.isNull
    default: false
    }
  }

  /// Whether the value itself is known; its parts may not be.
  package var isKnown: Bool {
    switch self {
    case .unknown: false
    case .marked(let value, _): value.isKnown
    default: true
    }
  }

  package var isWhollyKnown: Bool {
    switch self {
    case .unknown: false
    case .null, .bool, .number, .string: true
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements.allSatisfy(\.isWhollyKnown)
    case .map(_, let elements), .object(let elements): elements.values.allSatisfy(\.isWhollyKnown)
    case .marked(let value, _): value.isWhollyKnown
    }
  }

  /// All marks at any depth.
  package var deepMarks: Marks {
    switch self {
    case .null, .unknown, .bool, .number, .string: []
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      elements.reduce(into: Marks()) { $0.formUnion($1.deepMarks) }
    case .map(_, let elements), .object(let elements):
      elements.values.reduce(into: Marks()) { $0.formUnion($1.deepMarks) }
    case .marked(let value, let marks): marks.union(value.deepMarks)
    }
  }

  /// The value without marks at any depth.
  package var deeplyUnmarked: Value {
    if deepMarks.isEmpty { return self }
    switch self {
    case .null, .unknown, .bool, .number, .string: return self
    case .list(let type, let elements): return .list(type, elements.map(\.deeplyUnmarked))
    case .set(let type, let elements): return .set(type, elements.map(\.deeplyUnmarked))
    case .tuple(let elements): return .tuple(elements.map(\.deeplyUnmarked))
    case .map(let type, let elements): return .map(type, elements.mapValues(\.deeplyUnmarked))
    case .object(let attributes): return .object(attributes.mapValues(\.deeplyUnmarked))
    case .marked(let value, _): return value.deeplyUnmarked
    }
  }

  package var stringValue: String? {
    if case .string(let string) = withoutMarks { return string }
    return nil
  }

  package var boolValue: Bool? {
    if case .bool(let bool) = withoutMarks { return bool }
    return nil
  }

  package var numberValue: Number? {
    if case .number(let number) = withoutMarks { return number }
    return nil
  }

  /// The elements of a list, set or tuple.
  package var elements: [Value]? {
    switch self {
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements
    case .marked(let value, _): value.elements
    default: nil
    }
  }

  /// The contents of a map or object.
  package var keyedValues: KeyedValues? {
    switch self {
    case .map(_, let elements), .object(let elements): elements
    case .marked(let value, _): value.keyedValues
    default: nil
    }
  }

  /// An attribute of an object or an element of a map; nil for anything else.
  package subscript(_ name: String) -> Value? { keyedValues?[name] }
}

extension ObjectType {
  init(sortedNames: [String], types: [ValueType]) {
    self.names = sortedNames
    self.types = types
    self.optional = []
  }
}
