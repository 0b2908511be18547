import Model

/// `for` expressions.
extension Parser {
  mutating func forExpression(_ open: Token, closes: Token.Symbol) -> Expression? {
    loopExpression(open, closes: closes) ?? recovered(behind: closes)
  }

  private mutating func loopExpression(_ open: Token, closes: Token.Symbol) -> Expression? {
    take()
    guard let first = loopName() else { return nil }
    var keyName: String?
    var valueName = first
    if takes(.comma) {
      guard let second = loopName() else { return nil }
      keyName = first
      valueName = second
    }
    let inToken = peek()
    guard inToken.kind == .identifier, text(inToken) == "in" else {
      reportFresh(
        "syntax.invalid-for", "Invalid 'for' expression",
        "For expression requires the 'in' keyword after its name "
          + "declarations.",
        range(inToken), context: source.range(open.start, inToken.end))
      return nil
    }
    take()
    guard let collection = expression() else { return nil }
    guard takes(.colon) else {
      let token = peek()
      reportFresh(
        "syntax.invalid-for", "Invalid 'for' expression",
        "For expression requires a colon after the collection "
          + "expression.",
        range(token), context: source.range(open.start, token.end))
      return nil
    }
    guard var value = expression() else { return nil }
    var key: Expression?
    var isGrouping = false
    if closes == .closeBracket, peek().kind == .symbol(.ellipsis) {
      reportFresh(
        "syntax.invalid-for", "Invalid 'for' expression",
        "Grouping ellipsis (...) cannot be used when building a "
          + "tuple.",
        range(peek()), context: source.range(open.start, peek().end))
      return nil
    }
    if takes(.arrow) {
      key = value
      guard let result = expression() else { return nil }
      value = result
      isGrouping = takes(.ellipsis)
    }
    var condition: Expression?
    let ifToken = peek()
    if ifToken.kind == .identifier, text(ifToken) == "if" {
      take()
      guard let expression = expression() else { return nil }
      condition = expression
    }
    let close = peek()
    guard close.kind == .symbol(closes) else {
      reportFresh(
        "syntax.invalid-for", "Invalid 'for' expression", "Extra characters after the end of the 'for' expression.",
        range(close), context: source.range(open.start, close.end))
      return nil
    }
    take()
    let whole = source.range(open.start, close.end)
    let clause = ForClause(keyName: keyName, valueName: valueName, collection: collection, condition: condition)
    if closes == .closeBracket {
      if let key {
        report(
          "syntax.invalid-for", "Invalid 'for' expression", "Key expression is not valid when building a tuple.",
          key.range, context: whole)
        return Expression(.literal(.dynamicUnknown), range: whole)
      }
      return Expression(.forTuple(clause, value: value), range: whole)
    }
    guard let key else {
      report(
        "syntax.invalid-for", "Invalid 'for' expression",
        "Key expression is required when building an "
          + "object.", value.range,
        context: whole)
      return Expression(.literal(.dynamicUnknown), range: whole)
    }
    return Expression(.forObject(clause, key: key, value: value, isGrouping: isGrouping), range: whole)
  }

  mutating func loopName() -> String? {
    let token = peek()
    guard token.kind == .identifier else {
      report(
        "syntax.invalid-for", "Invalid 'for' expression",
        "For expression requires variable name after "
          + "'for'.", range(token))
      return nil
    }
    take()
    return text(token)
  }
}
