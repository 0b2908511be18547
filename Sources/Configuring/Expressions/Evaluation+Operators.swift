import Model
import Parsing

extension Evaluation {
  mutating func unary(_ operation: UnaryOperator, _ operand: Expression, whole: Expression) -> Value {
    let (given, marks) = value(operand).unmarked
    let type: ValueType = operation == .negate ? .number : .bool
    guard let converted = operandValue(given, as: type, "Unsuitable value for unary operand", operand, whole: whole)
    else { return Value.unknown(type).marked(with: marks) }
    let result: Value =
      switch (operation, converted) {
      case (.negate, .number(let number)): .number(-number)
      case (.not, .bool(let bool)): .bool(!bool)
      default: .unknown(type, .notNull)
      }
    return result.marked(with: marks)
  }

  /// An operand as the type that the operator wants; nil after a report.
  private mutating func operandValue(
    _ given: Value, as type: ValueType, _ phrase: String, _ operand: Expression, whole: Expression
  ) -> Value? {
    let converted: Value
    do {
      converted = try given.converted(to: type)
    } catch {
      fail(
        "config.wrong-type", "Invalid operand", "\(phrase): \(error.message).", operand.range, context: whole.range,
        about: whole)
      return nil
    }
    if converted.isNull {
      fail(
        "config.null-operand", "Operation failed", "Error during operation: argument must not be null.", whole.range,
        about: whole)
      return nil
    }
    return converted
  }

  mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, whole: Expression
  ) -> Value {
    let leftValue = value(left)
    let rightValue = value(right)
    switch operation {
    case .equal: return leftValue.equals(rightValue)
    case .notEqual:
      let (equal, marks) = leftValue.equals(rightValue).unmarked
      if case .bool(let bool) = equal { return Value.bool(!bool).marked(with: marks) }
      return equal.marked(with: marks)
    default: break
    }
    let type: ValueType = operation == .and || operation == .or ? .bool : .number
    let (plainLeft, leftMarks) = leftValue.unmarked
    let (plainRight, rightMarks) = rightValue.unmarked
    let marks = leftMarks.union(rightMarks)
    let a = operandValue(plainLeft, as: type, "Unsuitable value for left operand", left, whole: whole)
    let b = operandValue(plainRight, as: type, "Unsuitable value for right operand", right, whole: whole)
    guard let a, let b else { return Value.unknown(operation.resultType, .notNull).marked(with: marks) }
    return combined(operation, a, b, right, whole: whole).marked(with: marks)
  }

  private mutating func combined(
    _ operation: BinaryOperator, _ a: Value, _ b: Value, _ right: Expression, whole: Expression
  ) -> Value {
    if case .bool(let x) = a, case .bool(let y) = b { return .bool(operation == .and ? x && y : x || y) }
    guard case .number(let x) = a, case .number(let y) = b else {
      // One side may decide alone.
      if operation == .and, a == .false || b == .false { return .false }
      if operation == .or, a == .true || b == .true { return .true }
      return .unknown(operation.resultType, .notNull)
    }
    switch operation {
    case .add: return .number(x + y)
    case .subtract: return .number(x - y)
    case .multiply: return .number(x * y)
    case .divide, .modulo:
      if y == Number(0) {
        return fail(
          "config.division-by-zero", "Division by zero", "Cannot divide by zero.", whole.range, context: right.range,
          about: whole)
      }
      return .number(operation == .divide ? x / y : x % y)
    case .less: return .bool(x < y)
    case .lessOrEqual: return .bool(x <= y)
    case .greater: return .bool(x > y)
    case .greaterOrEqual: return .bool(x >= y)
    case .and, .or, .equal, .notEqual: return .dynamicUnknown
    }
  }

  // MARK: conditional

  mutating func conditional(
    _ condition: Expression, then: Expression, else otherwise: Expression, whole: Expression
  ) -> Value {
    // Each branch keeps its failures to itself until it is known to be the one taken.
    let outer = diagnostics
    diagnostics = []
    let thenValue = value(then)
    let thenDiagnostics = diagnostics
    diagnostics = []
    let elseValue = value(otherwise)
    let elseDiagnostics = diagnostics
    diagnostics = outer

    let type: ValueType?
    if thenValue == .null(.dynamic) {
      type = elseValue.type
    } else if elseValue == .null(.dynamic) {
      type = thenValue.type
    } else {
      type = unify([thenValue.type, elseValue.type], unsafe: true)
    }
    guard let type else {
      return fail(
        "config.inconsistent-conditional", "Inconsistent conditional result types",
        "The true and false result expressions must have consistent types. "
          + conditionalMismatch(thenValue.type, elseValue.type), then.range.union(otherwise.range),
        context: whole.range, about: whole)
    }
    let (truth, marks) = value(condition).unmarked
    if truth.isNull {
      return fail(
        "config.null-condition", "Null condition",
        "The condition value is null. Conditions must either be true or false.", condition.range, context: whole.range,
        about: condition)
    }
    if !truth.isKnown { return undecided(thenValue, elseValue, type: type, marks: marks) }
    guard let bool = (try? truth.converted(to: .bool))?.boolValue else {
      return fail(
        "config.wrong-type", "Incorrect condition type", "The condition expression must be of type bool.",
        condition.range, context: whole.range, about: condition)
    }
    diagnostics += bool ? thenDiagnostics : elseDiagnostics
    let chosen = bool ? thenValue : elseValue
    do {
      return try chosen.converted(to: type).marked(with: marks)
    } catch {
      return fail(
        "config.inconsistent-conditional", "Inconsistent conditional result types",
        "The \(bool ? "true" : "false") result value has the wrong type: \(error.message).",
        (bool ? then : otherwise).range, context: whole.range, about: whole)
    }
  }

  /// The result while the condition is not known: what both branches have in common.
  private func undecided(_ thenValue: Value, _ elseValue: Value, type: ValueType, marks: Marks) -> Value {
    let (a, aMarks) = thenValue.unmarked
    let (b, bMarks) = elseValue.unmarked
    let all = marks.union(aMarks).union(bMarks)
    if a.isNull, b.isNull { return Value.null(type).marked(with: all) }
    var refinement = Refinement(isNotNull: a.isDefinitelyNotNull && b.isDefinitelyNotNull)
    if type == .number, let x = a.bounds, let y = b.bounds {
      refinement.lowerBound = Refinement.Bound(value: min(x, y), isInclusive: true)
      refinement.upperBound = Refinement.Bound(value: max(x, y), isInclusive: true)
    }
    if type.isCollection, a.type == b.type, let x = a.lengths, let y = b.lengths {
      refinement.minimumLength = min(x.lowerBound, y.lowerBound)
      refinement.maximumLength = max(x.upperBound, y.upperBound)
    }
    return Value.unknown(type, refinement).marked(with: all)
  }

  private func conditionalMismatch(_ a: ValueType, _ b: ValueType) -> String {
    switch (a, b) {
    case (.object(let x), .object(let y)):
      for name in Set(x.names).union(y.names).sorted() {
        guard let inX = x[name] else {
          return "The 'false' value includes object attribute \(quoted(name)), which is absent in the 'true' value."
        }
        guard let inY = y[name] else {
          return "The 'true' value includes object attribute \(quoted(name)), which is absent in the 'false' value."
        }
        if unify([inX, inY], unsafe: true) == nil {
          return "Type mismatch for object attribute \(quoted(name)): " + conditionalMismatch(inX, inY)
        }
      }
    case (.tuple(let x), .tuple(let y)) where x.count != y.count:
      return "The 'true' tuple has length \(x.count), but the 'false' tuple has length \(y.count)."
    case (.tuple(let x), .tuple(let y)):
      for (index, (inX, inY)) in zip(x, y).enumerated() where unify([inX, inY], unsafe: true) == nil {
        return "Type mismatch for tuple element \(index): " + conditionalMismatch(inX, inY)
      }
    case (.list(let x), .list(let y)), (.set(let x), .set(let y)), (.map(let x), .map(let y)):
      return "Mismatched \(a.friendlyName.prefix { $0 != " " }) element types: " + conditionalMismatch(x, y)
    default: break
    }
    return "The 'true' value is \(a.friendlyName), but the 'false' value is \(b.friendlyName)."
  }
}

extension BinaryOperator {
  var resultType: ValueType {
    switch self {
    case .add, .subtract, .multiply, .divide, .modulo: .number
    default: .bool
    }
  }
}

extension Value {
  /// A known number, as the one bound that it is.
  fileprivate var bounds: Number? { numberValue }

  /// Between which numbers of elements a collection has.
  fileprivate var lengths: ClosedRange<Int>? {
    switch self {
    case .list(_, let elements), .set(_, let elements): elements.count...elements.count
    case .map(_, let elements): elements.count...elements.count
    default: nil
    }
  }
}
