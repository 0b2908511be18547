import Model
import Parsing

extension Evaluation {
  /// An attribute of an object, or an element of a map by name.
  mutating func attribute(_ name: String, of source: Value, at range: SourceRange, about expression: Expression) -> Value {
    let (value, marks) = source.unmarked
    func refuse(_ detail: String, summary: String = "Unsupported attribute") -> Value {
      fail("config.unsupported-attribute", summary, detail, range, about: expression)
    }
    if value.isNull {
      return refuse(
        "This value is null, so it does not have any attributes.", summary: "Attempt to get attribute from null value")
    }
    switch value {
    case .object(let attributes):
      if let found = attributes[name] { return found.marked(with: marks) }
      return refuse(missingAttribute(name, attributes.keys))
    case .map(_, let elements):
      if let found = elements[name] { return found.marked(with: marks) }
      return refuse(
        "This map does not have an element with the key \(quoted(name)).", summary: "Missing map element")
    case .unknown(let type, _):
      switch type {
      case .dynamic: return Value.dynamicUnknown.marked(with: marks)
      case .object(let object):
        guard let attributeType = object[name] else { return refuse(missingAttribute(name, object.names)) }
        return Value.unknown(attributeType).marked(with: marks)
      case .map(let element): return Value.unknown(element).marked(with: marks)
      default: return refuse(noAttributes(type, name))
      }
    default: return refuse(noAttributes(value.type, name))
    }
  }

  private func missingAttribute(_ name: String, _ known: [String]) -> String {
    let near = suggestion(for: name, among: known).map { " Did you mean \(quoted($0))?" } ?? ""
    return "This object does not have an attribute named \(quoted(name)).\(near)"
  }

  private func noAttributes(_ type: ValueType, _ name: String) -> String {
    switch type {
    case .list(.object), .set(.object):
      let kind = if case .list = type { "list" } else { "set" }
      return "Can't access attributes on a \(kind) of objects. Did you mean to access attribute \(quoted(name)) for a specific "
        + "element of the \(kind), or across all elements of the \(kind)?"
    case .string, .number, .bool:
      return "Can't access attributes on a primitive-typed value (\(type.friendlyName))."
    default: return "This value does not have any attributes."
    }
  }

  /// An element by its key.
  mutating func index(
    _ source: Value, _ key: Value, at range: SourceRange, keyRange: SourceRange, about expression: Expression
  ) -> Value {
    let (value, sourceMarks) = source.unmarked
    let (plainKey, keyMarks) = key.unmarked
    let marks = sourceMarks.union(keyMarks)
    func refuse(_ detail: String, _ summary: String = "Invalid index") -> Value {
      fail("config.invalid-index", summary, detail, range, about: expression)
    }
    if value.isNull {
      return refuse("This value is null, so it does not have any indices.", "Attempt to index null value")
    }
    if plainKey.isNull { return refuse("Can't use a null value as an indexing key.") }
    let type = value.type
    if type == .dynamic || plainKey.type == .dynamic { return Value.dynamicUnknown.marked(with: marks) }
    switch type {
    case .list, .tuple:
      guard let number = try? plainKey.converted(to: .number) else {
        return refuse("The given key does not identify an element in this collection value: a number is required.")
      }
      return Self.element(of: value, type, at: number, refuse).marked(with: marks)
    case .map(let element):
      guard let name = try? plainKey.converted(to: .string) else {
        return refuse("The given key does not identify an element in this collection value: string required.")
      }
      guard value.isKnown, let text = name.stringValue else { return Value.unknown(element).marked(with: marks) }
      if let found = value[text] { return found.marked(with: marks) }
      return refuse("The given key does not identify an element in this collection value.")
    case .object(let object):
      guard let name = try? plainKey.converted(to: .string) else {
        return refuse("The given key does not identify an element in this collection value: string required.")
      }
      guard let text = name.stringValue else { return Value.dynamicUnknown.marked(with: marks) }
      guard let attributeType = object[text] else {
        return refuse("The given key does not identify an element in this collection value.")
      }
      return (value[text] ?? .unknown(attributeType)).marked(with: marks)
    case .set:
      return refuse(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's "
          + "only possible to perform operations across all elements of the set.")
    default: return refuse("This value does not have any indices.")
    }
  }

  private static func element(
    of value: Value, _ type: ValueType, at key: Value, _ refuse: (String, String) -> Value
  ) -> Value {
    guard let number = key.numberValue else {
      if case .list(let element) = type { return .unknown(element) }
      return .dynamicUnknown
    }
    let problem = "The given key does not identify an element in this collection value"
    if number.isNegative {
      return refuse(problem + ": a negative number is not a valid index for a sequence.", "Invalid index")
    }
    guard number.isWhole else {
      return refuse(
        problem + ": indexing a sequence requires a whole number, but the given index (\(number)) has a fractional part.",
        "Invalid index")
    }
    let count: Int
    switch (value, type) {
    case (.unknown(_, let refinement), .list(let element)):
      if let most = refinement.maximumLength, let index = number.int, index >= most { count = most } else {
        return .unknown(element)
      }
    case (.unknown, .tuple(let types)):
      if let index = number.int, index < types.count { return .unknown(types[index]) }
      count = types.count
    default:
      let elements = value.elements ?? []
      if let index = number.int, index < elements.count { return elements[index] }
      count = elements.count
    }
    return refuse(
      count == 0
        ? problem + ": the collection has no elements."
        : problem + ": the given index is greater than or equal to the length of the collection.", "Invalid index")
  }

  // MARK: splat

  mutating func splat(_ source: Expression, each: Expression, whole: Expression) -> Value {
    let (value, marks) = value(source).unmarked
    let isSequence = value.type.isSequence
    if value.isNull {
      if isSequence {
        return fail(
          "config.null-splat", "Splat of null value",
          "Splat expressions (with the * symbol) cannot be applied to null sequences.", source.range, about: source)
      }
      return Value.emptyTuple.marked(with: marks)
    }
    if value.type == .dynamic { return Value.dynamicUnknown.marked(with: marks) }
    if !isSequence {
      let item = applied(each, to: value)
      // An unknown single value may turn out to be null, and then there would be no element.
      if !value.isKnown, !value.isDefinitelyNotNull { return Value.dynamicUnknown.marked(with: marks) }
      return Value.tuple([item]).marked(with: marks)
    }
    guard value.isKnown else { return unknownSplat(value, each).marked(with: marks) }
    let items = (value.elements ?? []).map { applied(each, to: $0) }
    switch value.type {
    case .list(let element), .set(let element):
      if items.isEmpty {
        let count = diagnostics.count
        let type = applied(each, to: .unknown(element)).type
        diagnostics.removeSubrange(count...)
        return Value.list(type, []).marked(with: marks)
      }
      let types = items.map(\.type)
      if let first = types.first, types.allSatisfy({ $0 == first }) {
        return Value.list(first, items).marked(with: marks)
      }
      return Value.tuple(items).marked(with: marks)
    default: return Value.tuple(items).marked(with: marks)
    }
  }

  private mutating func applied(_ each: Expression, to item: Value) -> Value {
    let saved = bindings[Self.splatItemName]
    bindings[Self.splatItemName] = item
    let result = value(each)
    bindings[Self.splatItemName] = saved
    return result
  }

  private mutating func unknownSplat(_ source: Value, _ each: Expression) -> Value {
    guard case .unknown(let type, let refinement) = source else { return .dynamicUnknown }
    switch type {
    case .list(let element), .set(let element):
      let result = applied(each, to: .unknown(element)).type
      return .unknown(
        .list(result),
        Refinement(
          isNotNull: refinement.isNotNull, minimumLength: refinement.minimumLength,
          maximumLength: refinement.maximumLength))
    case .tuple(let types):
      return .unknown(.tuple(types.map { applied(each, to: .unknown($0)).type }), .none)
    default: return .dynamicUnknown
    }
  }

  // MARK: for

  /// Keys and values of a collection in order; nil (with a report where it is an error) when it cannot be iterated now.
  mutating func items(of value: Value, _ expression: Expression) -> [(key: Value, value: Value)]? {
    if value.isNull {
      fail(
        "config.null-iteration", "Iteration over null value",
        "A null value cannot be used as the collection in a 'for' expression.", expression.range, about: expression)
      return nil
    }
    switch value {
    case .unknown(let type, _):
      switch type {
      case .dynamic, .list, .set, .map, .object, .tuple: return nil
      default: break
      }
    case .list(_, let elements), .tuple(let elements):
      return elements.enumerated().map { (.integer($0), $1) }
    case .set(_, let elements): return elements.map { ($0, $0) }
    case .map(_, let elements), .object(let elements): return elements.pairs.map { (.string($0), $1) }
    default: break
    }
    fail(
      "config.not-iterable", "Iteration over non-iterable value",
      "A value of type \(value.type.friendlyName) cannot be used as the collection in a 'for' expression.",
      expression.range, about: expression)
    return nil
  }

  /// Whether an item is wanted; nil when that is not known or failed.
  private mutating func isWanted(_ condition: Expression?, _ marks: inout Marks) -> Bool? {
    guard let condition else { return true }
    let (result, conditionMarks) = value(condition).unmarked
    marks.formUnion(conditionMarks)
    if result.isNull {
      fail(
        "config.null-condition", "Condition is null", "The value of the 'if' clause must not be null.",
        condition.range, about: condition)
      return nil
    }
    guard let bool = try? result.converted(to: .bool) else {
      fail(
        "config.wrong-type", "Invalid 'for' condition", "The 'if' clause value is invalid: a bool is required.",
        condition.range, about: condition)
      return nil
    }
    return bool.boolValue
  }

  mutating func forTuple(_ clause: ForClause, _ result: Expression) -> Value {
    var (collection, marks) = value(clause.collection).unmarked
    guard let items = items(of: collection, clause.collection) else {
      collection = .dynamicUnknown
      return collection.marked(with: marks)
    }
    let saved = bindings
    defer { bindings = saved }
    var values: [Value] = []
    var isKnown = true
    for (key, item) in items {
      if let keyName = clause.keyName { bindings[keyName] = key }
      bindings[clause.valueName] = item
      switch isWanted(clause.condition, &marks) {
      case true?: values.append(value(result))
      case false?: continue
      case nil:
        if diagnostics.hasErrors { return .dynamicUnknown }
        isKnown = false
      }
    }
    return (isKnown ? Value.tuple(values) : .dynamicUnknown).marked(with: marks)
  }

  mutating func forObject(
    _ clause: ForClause, key keyExpression: Expression, _ result: Expression, isGrouping: Bool
  ) -> Value {
    var (collection, marks) = value(clause.collection).unmarked
    guard let items = items(of: collection, clause.collection) else {
      collection = .dynamicUnknown
      return collection.marked(with: marks)
    }
    let saved = bindings
    defer { bindings = saved }
    var single: [String: Value] = [:]
    var groups: [String: [Value]] = [:]
    var isKnown = true
    for (key, item) in items {
      if let keyName = clause.keyName { bindings[keyName] = key }
      bindings[clause.valueName] = item
      switch isWanted(clause.condition, &marks) {
      case false?: continue
      case nil:
        if diagnostics.hasErrors { return .dynamicUnknown }
        isKnown = false
        continue
      case true?: break
      }
      let (keyValue, keyMarks) = value(keyExpression).unmarked
      marks.formUnion(keyMarks)
      let element = value(result)
      if keyValue.isNull {
        return fail(
          "config.null-key", "Invalid object key",
          "Key expression in 'for' expression must not produce a null value.", keyExpression.range, about: keyExpression)
      }
      let text: Value
      do {
        text = try keyValue.converted(to: .string)
      } catch {
        return fail(
          "config.wrong-type", "Invalid object key", "The key expression produced an invalid result: \(error.message).",
          keyExpression.range, about: keyExpression)
      }
      guard let name = text.stringValue else {
        isKnown = false
        continue
      }
      if isGrouping {
        groups[name, default: []].append(element)
      } else if single.updateValue(element, forKey: name) != nil {
        return fail(
          "config.duplicate-key", "Duplicate object key",
          "Two different items produced the key \(quoted(name)) in this 'for' expression. If duplicates are expected, use the "
            + "ellipsis (...) after the value expression to enable grouping by key.", keyExpression.range,
          about: keyExpression)
      }
    }
    guard isKnown else { return Value.dynamicUnknown.marked(with: marks) }
    return Value.object(KeyedValues(isGrouping ? groups.mapValues { .tuple($0) } : single)).marked(with: marks)
  }
}

extension ValueType {
  fileprivate var isSequence: Bool {
    switch self {
    case .list, .set, .tuple: true
    default: false
    }
  }
}
