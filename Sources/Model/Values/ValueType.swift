/// The type of a value, and (with `optional` attributes) the constraint that a value is converted to.
package indirect enum ValueType: Hashable, Sendable {
  /// Not known yet, or anything: `any` in a constraint.
  case dynamic
  case string
  case number
  case bool
  case list(ValueType)
  case set(ValueType)
  case map(ValueType)
  case object(ObjectType)
  case tuple([ValueType])

  package static let emptyObject = ValueType.object(ObjectType([]))
}

/// The attributes of an object type, sorted by name.
package struct ObjectType: Hashable, Sendable {
  package let names: [String]
  package let types: [ValueType]
  /// Names that a value may leave out; only in constraints.
  package let optional: Set<String>

  package init(_ attributes: some Sequence<(String, ValueType)>, optional: Set<String> = []) {
    let sorted = attributes.sorted { $0.0 < $1.0 }
    self.names = sorted.map(\.0)
    self.types = sorted.map(\.1)
    self.optional = optional
  }

  package subscript(_ name: String) -> ValueType? {
    index(of: name).map { types[$0] }
  }

  package func index(of name: String) -> Int? { sortedIndex(of: name, in: names) }

  package var attributes: Zip2Sequence<[String], [ValueType]> { zip(names, types) }
}

extension ValueType {
  package var isPrimitive: Bool {
    switch self {
    case .string, .number, .bool: true
    default: false
    }
  }

  /// List, set or map.
  package var isCollection: Bool {
    switch self {
    case .list, .set, .map: true
    default: false
    }
  }

  package var elementType: ValueType? {
    switch self {
    case .list(let element), .set(let element), .map(let element): element
    default: nil
    }
  }

  /// Whether `dynamic` stands anywhere inside.
  package var hasDynamic: Bool {
    switch self {
    case .dynamic: true
    case .string, .number, .bool: false
    case .list(let element), .set(let element), .map(let element): element.hasDynamic
    case .object(let object): object.types.contains(where: \.hasDynamic)
    case .tuple(let types): types.contains(where: \.hasDynamic)
    }
  }

  /// The same type without any `optional` annotation: the type that a converted value has.
  package var withoutOptional: ValueType {
    switch self {
    case .dynamic, .string, .number, .bool: self
    case .list(let element): .list(element.withoutOptional)
    case .set(let element): .set(element.withoutOptional)
    case .map(let element): .map(element.withoutOptional)
    case .object(let object): .object(ObjectType(object.attributes.map { ($0, $1.withoutOptional) }))
    case .tuple(let types): .tuple(types.map(\.withoutOptional))
    }
  }
}

/// Binary search in sorted names; nil when absent.
package func sortedIndex(of name: String, in names: [String]) -> Int? {
  var low = 0
  var high = names.count
  while low < high {
    let middle = (low + high) / 2
    if names[middle] == name { return middle }
    if names[middle] < name { low = middle + 1 } else { high = middle }
  }
  return nil
}
