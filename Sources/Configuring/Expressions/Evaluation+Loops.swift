import Model
import Parsing

extension Evaluation {
  /// What goes around in a loop, with the marks of the collection; nil after a report, or when nothing is known yet.
  fileprivate enum Items {
    case items([(key: Value, value: Value)], Marks)
    case unknown(Marks)
    case failed
  }

  fileprivate mutating func items(of clause: ForClause, in expression: Expression) -> Items {
    let collection = value(of: clause.collection)
    let (value, marks) = collection.unmarked
    if value.isNull {
      report(
        "expression.null-collection", "Iteration over null value",
        "A null value cannot be used as the collection in a 'for' expression.", clause.collection.range,
        context: expression.range, about: clause.collection)
      return .failed
    }
    let type = value.type
    if type == .dynamic { return .unknown(marks) }
    if type.isPrimitive {
      report(
        "expression.not-iterable", "Iteration over non-iterable value",
        "A value of type \(type.friendlyName) cannot be used as the collection in a 'for' expression.",
        clause.collection.range, context: expression.range, about: clause.collection)
      return .failed
    }
    guard acceptsCondition(of: clause, in: expression) else { return .failed }
    switch value {
    case .list(_, let elements), .tuple(let elements):
      return .items(elements.enumerated().map { (.integer($0), $1) }, marks)
    case .set(_, let elements): return .items(elements.map { ($0, $0) }, marks)
    case .map(_, let elements), .object(let elements):
      return .items(elements.pairs.map { (.string($0), $1) }, marks)
    default: return .unknown(marks)
    }
  }

  /// Whether the condition could be a condition at all, asked once with nothing known of the items.
  private mutating func acceptsCondition(of clause: ForClause, in expression: Expression) -> Bool {
    guard let condition = clause.condition else { return true }
    let before = diagnostics.count
    let result = binding(clause.bindings(.dynamicUnknown, .dynamicUnknown)) { $0.value(of: condition) }
    if result.isNull {
      report(
        "expression.invalid-condition", "Condition is null", "The value of the 'if' clause must not be null.",
        condition.range, context: expression.range, about: condition)
      return false
    }
    do throws(ConversionError) {
      _ = try result.converted(to: .bool)
    } catch {
      report(
        "expression.invalid-condition", "Invalid 'for' condition",
        "The 'if' clause value is invalid: "
          + "\(error.message).",
        condition.range, context: expression.range, about: condition)
      return false
    }
    return !diagnostics[before...].hasErrors
  }

  /// Nil when it cannot be told; `isKnown` then becomes false, and only the first such failure is reported.
  private mutating func includes(
    _ clause: ForClause, marks: inout Marks, isKnown: inout Bool, in expression: Expression
  ) -> Bool? {
    guard let condition = clause.condition else { return true }
    let given = value(of: condition)
    defer { if given.isNull || !given.isKnown { isKnown = false } }
    if given.isNull {
      if isKnown {
        report(
          "expression.invalid-condition", "Invalid 'for' condition", "The value of the 'if' clause must not be null.",
          condition.range, context: expression.range, about: condition)
      }
      return nil
    }
    marks.formUnion(given.marks)
    do throws(ConversionError) {
      return try given.converted(to: .bool).boolValue
    } catch {
      if isKnown {
        report(
          "expression.invalid-condition", "Invalid 'for' condition",
          "The 'if' clause value is invalid: \(error.message).", condition.range, context: expression.range,
          about: condition)
      }
      isKnown = false
      return nil
    }
  }

  mutating func forTuple(_ clause: ForClause, value item: Expression, in expression: Expression) -> Value {
    let found = items(of: clause, in: expression)
    guard case .items(let items, var marks) = found else { return found.unknownResult }
    let saved = bindings
    defer { bindings = saved }
    var values: [Value] = []
    values.reserveCapacity(items.count)
    var isKnown = true
    for (key, value) in items {
      bind(clause, key, value)
      guard includes(clause, marks: &marks, isKnown: &isKnown, in: expression) == true else { continue }
      values.append(self.value(of: item))
    }
    return (isKnown ? Value.tuple(values) : .dynamicUnknown).marked(with: marks)
  }

  mutating func forObject(
    _ clause: ForClause, key keyExpression: Expression, value item: Expression, isGrouping: Bool,
    in expression: Expression
  ) -> Value {
    let found = items(of: clause, in: expression)
    guard case .items(let items, var marks) = found else { return found.unknownResult }
    let saved = bindings
    defer { bindings = saved }
    var values: [String: Value] = [:]
    var groups: [String: [Value]] = [:]
    var isKnown = true
    for (key, value) in items {
      bind(clause, key, value)
      guard includes(clause, marks: &marks, isKnown: &isKnown, in: expression) == true else { continue }
      guard let name = self.key(keyExpression, marks: &marks, isKnown: &isKnown, in: expression) else { continue }
      let result = self.value(of: item)
      if isGrouping {
        groups[name, default: []].append(result)
      } else if values.updateValue(result, forKey: name) != nil {
        report(
          "expression.duplicate-key", "Duplicate object key",
          "Two different items produced the key \(quotedText(name)) in this 'for' expression. If duplicates are "
            + "expected, use the "
            + "ellipsis (...) after the value expression to enable grouping by key.", keyExpression.range,
          context: expression.range, about: keyExpression)
      }
    }
    guard isKnown else { return Value.dynamicUnknown.marked(with: marks) }
    let result = isGrouping ? KeyedValues(groups.mapValues(Value.tuple)) : KeyedValues(values)
    return Value.object(result).marked(with: marks)
  }

  /// The key of one item; nil when there is none yet.
  private mutating func key(
    _ keyExpression: Expression, marks: inout Marks, isKnown: inout Bool, in expression: Expression
  ) -> String? {
    let given = value(of: keyExpression)
    if given.isNull {
      if isKnown {
        report(
          "expression.invalid-key", "Invalid object key",
          "Key expression in 'for' expression must not produce a null value.", keyExpression.range,
          context: expression.range, about: keyExpression)
      }
      isKnown = false
      return nil
    }
    marks.formUnion(given.marks)
    guard given.isKnown else {
      isKnown = false
      return nil
    }
    do throws(ConversionError) {
      return try given.converted(to: .string).stringValue
    } catch {
      if isKnown {
        report(
          "expression.invalid-key", "Invalid object key",
          "The key expression produced an invalid result: \(error.message).", keyExpression.range,
          context: expression.range, about: keyExpression)
      }
      isKnown = false
      return nil
    }
  }

  private mutating func bind(_ clause: ForClause, _ key: Value, _ value: Value) {
    if let name = clause.keyName { bindings[name] = key }
    bindings[clause.valueName] = value
  }

  // MARK: splats

  mutating func splat(_ sourceExpression: Expression, each: Expression, _ expression: Expression) -> Value {
    let before = diagnostics.count
    let (source, marks) = value(of: sourceExpression).unmarked
    if diagnostics[before...].hasErrors { return .dynamicUnknown }
    let type = source.type
    let isSequence =
      switch type {
      case .list, .set, .tuple: true
      default: false
      }
    if source.isNull {
      if !isSequence { return Value.emptyTuple.marked(with: marks) }
      report(
        "expression.null-splat", "Splat of null value",
        "Splat expressions (with the * symbol) cannot be applied to null sequences.", sourceExpression.range,
        context: expression.range, about: sourceExpression)
      return .dynamicUnknown
    }
    if type == .dynamic { return Value.dynamicUnknown.marked(with: marks) }
    guard isSequence else {
      // A single value stands for a tuple of one, or of none if it turns out to be null.
      let start = diagnostics.count
      let item = self.item(each, on: source)
      guard source.isDefinitelyNotNull else { return Value.dynamicUnknown.marked(with: marks) }
      if diagnostics[start...].hasErrors { return .unknown(.tuple([item.type])) }
      return Value.tuple([item]).marked(with: marks)
    }
    guard let elements = source.elements else { return unknownSplat(source, each: each).marked(with: marks) }
    let start = diagnostics.count
    let results = elements.map { item(each, on: $0) }
    if diagnostics[start...].hasErrors {
      let seen = diagnostics
      let unknown = Value.unknown(splatType(type, each: each))
      diagnostics = seen
      return unknown
    }
    if case .tuple = type { return Value.tuple(results).marked(with: marks) }
    guard let first = results.first?.type else {
      guard case .list(let element) = splatType(type, each: each) else { return .dynamicUnknown }
      return Value.list(element, []).marked(with: marks)
    }
    // Where what is in them is not known yet, their types may differ.
    guard results.allSatisfy({ $0.isOf(first) }) else { return Value.tuple(results).marked(with: marks) }
    return Value.list(first, results).marked(with: marks)
  }

  private mutating func item(_ each: Expression, on value: Value) -> Value {
    let saved = splatItem
    splatItem = value
    defer { splatItem = saved }
    return self.value(of: each)
  }

  private mutating func unknownSplat(_ source: Value, each: Expression) -> Value {
    let type = splatType(source.type, each: each)
    var refinement = Refinement.notNull
    if case .unknown(let type, let known) = source, type.isCollection {
      refinement.minimumLength = known.minimumLength
      refinement.maximumLength = known.maximumLength
    }
    return .unknown(type, refinement)
  }

  /// The type of the result, found by asking what comes of unknown items.
  private mutating func splatType(_ source: ValueType, each: Expression) -> ValueType {
    switch source {
    case .list(let element), .set(let element): .list(item(each, on: .unknown(element)).type)
    case .tuple(let types): .tuple(types.map { item(each, on: .unknown($0)).type })
    default: .dynamic
    }
  }
}

extension Evaluation.Items {
  fileprivate var unknownResult: Value {
    if case .unknown(let marks) = self { return Value.dynamicUnknown.marked(with: marks) }
    return .dynamicUnknown
  }
}

extension ForClause {
  func bindings(_ key: Value, _ value: Value) -> [(String, Value)] {
    (keyName.map { [($0, key)] } ?? []) + [(valueName, value)]
  }
}
