import Model

extension Parser {
  /// An expression, or nil after a report.
  mutating func expression() -> Expression? {
    nested { $0.conditional() }
  }

  /// `a ? b : c ? d : e`, however long, without recursion.
  mutating func conditional() -> Expression? {
    var alternatives: [(condition: Expression, then: Expression)] = []
    while true {
      guard let condition = binary(binding: 0) else { return nil }
      guard takes(.question) else {
        return alternatives.reversed().reduce(condition) { otherwise, alternative in
          Expression(
            .conditional(alternative.condition, then: alternative.then, else: otherwise),
            range: alternative.condition.range.union(otherwise.range))
        }
      }
      guard let then = expression() else { return nil }
      guard takes(.colon) else {
        let token = peek()
        report(
          "syntax.missing-false", "Missing false expression in conditional",
          "The conditional operator (...?...:...) requires a false expression, delimited by a colon.",
          range(token), context: condition.range.union(range(token)))
        return nil
      }
      alternatives.append((condition, then))
      if alternatives.count > Parser.maximumHeight / 2 {
        reportTooLong(condition.range)
        return nil
      }
    }
  }

  /// Operators with how tightly they bind.
  static func binaryOperator(_ symbol: Token.Symbol) -> (operation: BinaryOperator, level: Int)? {
    switch symbol {
    case .or: (.or, 0)
    case .and: (.and, 1)
    case .equal: (.equal, 2)
    case .notEqual: (.notEqual, 2)
    case .greater: (.greater, 3)
    case .greaterOrEqual: (.greaterOrEqual, 3)
    case .less: (.less, 3)
    case .lessOrEqual: (.lessOrEqual, 3)
    case .plus: (.add, 4)
    case .minus: (.subtract, 4)
    case .star: (.multiply, 5)
    case .slash: (.divide, 5)
    case .percent: (.modulo, 5)
    default: nil
    }
  }

  /// Operators that bind at least this tightly, the left ones first.
  mutating func binary(binding minimum: Int) -> Expression? {
    guard var left = traversed() else { return nil }
    while case .symbol(let symbol) = peek().kind, let (operation, level) = Parser.binaryOperator(symbol),
      level >= minimum
    {
      take()
      guard let right = binary(binding: level + 1) else { return nil }
      let whole = Expression(.binary(operation, left, right), range: left.range.union(right.range))
      guard let next = checked(whole) else { return nil }
      left = next
    }
    return left
  }
}
