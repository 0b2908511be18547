import Model
import Parsing

extension Evaluation {
  mutating func binary(
    _ operation: BinaryOperator, _ leftExpression: Expression, _ rightExpression: Expression, in expression: Expression
  ) -> Value {
    let before = diagnostics.count
    let givenLeft = value(of: leftExpression)
    let afterLeft = diagnostics.count
    let givenRight = value(of: rightExpression)
    if operation == .and || operation == .or, isDecided(by: givenLeft, operation, givenRight, before, afterLeft) {
      return operation.decided(by: givenLeft)
    }
    let left = operand(givenLeft, operation.operandType, "left", leftExpression, in: expression)
    let right = operand(givenRight, operation.operandType, "right", rightExpression, in: expression)
    guard let left, let right, !diagnostics[before...].hasErrors else { return .unknown(operation.resultType) }
    let marks = left.marks.union(right.marks)
    // Where unknown parts are kept, one side can decide whatever the other will be.
    if scope.keepsUnknownParts, operation == .and || operation == .or,
      [left, right].contains(where: { $0.withoutMarks.boolValue == (operation == .or) })
    {
      return Value.bool(operation == .or).marked(with: marks)
    }
    switch operation.apply(left.withoutMarks, right.withoutMarks) {
    case .success(let result): return result.marked(with: marks)
    case .failure(let failure):
      report(
        "expression.operation-failed", "Operation failed", "Error during operation: \(failure.message).",
        expression.range, about: expression)
      return .unknown(operation.resultType)
    }
  }

  /// Whether the left operand decides, and the right one has mistakes that need not be told then: what stands behind
  /// `x != null &&` need make no sense of a null. Kept apart, so that the many steps of a long expression stay small.
  private mutating func isDecided(
    by left: Value, _ operation: BinaryOperator, _ right: Value, _ before: Int, _ afterLeft: Int
  ) -> Bool {
    guard right.isNull || diagnostics[afterLeft...].hasErrors, !diagnostics[before..<afterLeft].hasErrors,
      let truth = (try? left.converted(to: .bool))?.withoutMarks.boolValue, truth == (operation == .or)
    else { return false }
    diagnostics.removeSubrange(afterLeft...)
    return true
  }

  mutating func unary(_ operation: UnaryOperator, _ operandExpression: Expression, in expression: Expression) -> Value {
    let before = diagnostics.count
    let type: ValueType = operation == .negate ? .number : .bool
    let given = value(of: operandExpression)
    let value = operand(given, type, "unary", operandExpression, in: expression)
    guard let value, !diagnostics[before...].hasErrors else { return .unknown(type) }
    let result: Value
    switch value.withoutMarks {
    case .number(let number): result = .number(-number)
    case .bool(let bool): result = .bool(!bool)
    case .null:
      report(
        "expression.operation-failed", "Operation failed", "Error during operation: argument must not be null.",
        expression.range, about: expression)
      return .unknown(type)
    default: result = .unknown(type, .notNull)
    }
    return result.marked(with: value.marks)
  }

  private mutating func operand(
    _ value: Value, _ type: ValueType, _ side: String, _ operand: Expression, in expression: Expression
  ) -> Value? {
    do throws(ConversionError) {
      return try value.converted(to: type)
    } catch {
      report(
        "expression.invalid-operand", "Invalid operand", "Unsuitable value for \(side) operand: \(error.message).",
        operand.range, context: expression.range, about: operand)
      return nil
    }
  }
}

private struct OperationFailure: Error {
  var message: String
  static let null = OperationFailure(message: "argument must not be null")
}

extension BinaryOperator {
  fileprivate var operandType: ValueType {
    switch self {
    case .or, .and: .bool
    case .equal, .notEqual: .dynamic
    default: .number
    }
  }

  /// What the left operand of `&&` or `||` says alone, as of Terraform 1.12 and OpenTofu 1.10.
  fileprivate func decided(by left: Value) -> Value { Value.bool(self == .or).marked(with: left.marks) }

  fileprivate var resultType: ValueType {
    switch self {
    case .add, .subtract, .multiply, .divide, .modulo: .number
    default: .bool
    }
  }

  /// Operands are of the operand type, without marks of their own.
  fileprivate func apply(_ left: Value, _ right: Value) -> Result<Value, OperationFailure> {
    switch self {
    case .equal: return .success(left.equals(right))
    case .notEqual:
      let (equal, marks) = left.equals(right).unmarked
      return .success((equal.boolValue.map { Value.bool(!$0) } ?? equal).marked(with: marks))
    default: break
    }
    if left.isNull || right.isNull { return .failure(.null) }
    if case .bool(let a) = left, case .bool(let b) = right { return .success(.bool(self == .or ? a || b : a && b)) }
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .success(compare(left, right).map(Value.bool) ?? .unknown(.bool, .notNull))
    default: break
    }
    guard case .number(let a) = left, case .number(let b) = right else {
      return .success(.unknown(resultType, .notNull))
    }
    // An infinite number leaves no remainder, and has none.
    if self == .modulo, a.isInfinite || b.isInfinite { return .failure(OperationFailure(message: undefined)) }
    let result: Number
    switch self {
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide: result = a / b
    default: result = a % b
    }
    return result.isNaN ? .failure(OperationFailure(message: undefined)) : .success(.number(result))
  }

  private var undefined: String {
    switch self {
    case .add: "can't compute sum of opposing infinities"
    case .subtract: "can't subtract infinity from itself"
    case .multiply: "can't multiply zero by infinity"
    case .divide: "can't divide zero by zero or infinity by infinity"
    default: "can't use modulo with zero and infinity"
    }
  }

  /// Nil when it cannot be told yet.
  private func compare(_ left: Value, _ right: Value) -> Bool? {
    guard let left = left.bounds, let right = right.bounds else { return nil }
    let isLess: Bool?
    switch self {
    case .less, .lessOrEqual: isLess = Bounds.less(left, right, orEqual: self == .lessOrEqual)
    default: isLess = Bounds.less(right, left, orEqual: self == .greaterOrEqual)
    }
    return isLess
  }
}

/// Between which numbers a value lies.
private struct Bounds {
  var lower: Number?
  var upper: Number?

  var exactly: Number? { lower != nil && lower == upper ? lower : nil }

  static func less(_ a: Bounds, _ b: Bounds, orEqual: Bool) -> Bool? {
    if let x = a.exactly, let y = b.exactly { return orEqual ? x <= y : x < y }
    if let upper = a.upper, let lower = b.lower, upper < lower { return true }
    if let lower = a.lower, let upper = b.upper, upper < lower { return false }
    return nil
  }
}

extension Value {
  fileprivate var bounds: Bounds? {
    switch self {
    case .number(let number): Bounds(lower: number, upper: number)
    case .unknown(_, let refinement):
      Bounds(lower: refinement.lowerBound?.value, upper: refinement.upperBound?.value)
    default: nil
    }
  }
}
