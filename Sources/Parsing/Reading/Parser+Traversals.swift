import Model

/// What stands behind a term: attributes, indexes and splats.
extension Parser {
  mutating func traversed() -> Expression? {
    guard let expression = term() else { return nil }
    return steps(after: expression)
  }

  /// Attributes, indexes and splats, as far as they go.
  mutating func steps(after base: Expression) -> Expression? {
    var expression = base
    while true {
      switch peek().kind {
      case .symbol(.dot):
        guard let next = afterDot(expression), let whole = checked(next) else { return nil }
        expression = whole
      case .symbol(.openBracket):
        guard let next = bracket(expression), let whole = checked(next) else { return nil }
        expression = whole
      default: return expression
      }
    }
  }

  mutating func afterDot(_ source: Expression) -> Expression? {
    let dot = take()
    let token = peek()
    switch token.kind {
    case .identifier:
      take()
      return Expression(
        .attribute(source, name: text(token), nameRange: range(token)), range: source.range.union(range(token)))
    case .number:
      take()
      return legacyIndex(source, token)
    case .symbol(.star):
      take()
      var each = Expression(.splatItem, range: range(token))
      while peek().kind == .symbol(.dot) {
        let next = peekSecond()
        guard next.kind == .identifier || next.kind == .number else { break }
        guard let step = afterDot(each) else { return nil }
        each = step
      }
      if peek().kind == .symbol(.dot), case let star = peekSecond(), star.kind == .symbol(.star) {
        report(
          "syntax.nested-splat", "Nested splat expression not allowed",
          "A splat expression (*) cannot be used inside another attribute-only splat expression.", range(star))
        return nil
      }
      return Expression(.splat(source, each: each, isLegacy: true), range: source.range.union(each.range))
    default:
      defer { isRecovering = true }
      report(
        "syntax.invalid-attribute", "Invalid attribute name", "An attribute name is required after a dot.",
        range(token), context: self.source.range(dot.start, token.end))
      return nil
    }
  }

  /// `.0`. Two of them, `.0.1`, look like one number, and are refused.
  mutating func legacyIndex(_ base: Expression, _ token: Token) -> Expression? {
    let parts = text(token).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 1, let number = Number(String(parts[0])) else {
      report(
        "syntax.invalid-index", "Invalid legacy index syntax",
        "When using the legacy index syntax, chaining two indexes together is not permitted. Use the proper index "
          + "syntax instead, like \(parts.map { "[\($0)]" }.joined()).", range(token))
      return nil
    }
    let key = Expression(.literal(.number(number)), range: range(token))
    return Expression(.index(base, key: key, isLegacy: true), range: base.range.union(range(token)))
  }

  mutating func bracket(_ source: Expression) -> Expression? {
    let open = take()
    let first = ignoringNewlines { $0.peek() }
    if first.kind == .symbol(.star) { return fullSplat(source, open) }
    guard let key = ignoringNewlines({ $0.expression() ?? $0.recovered(behind: .closeBracket) }) else { return nil }
    let close = ignoringNewlines { $0.peek() }
    guard close.kind == .symbol(.closeBracket) else {
      reportFresh(
        "syntax.missing-bracket", "Missing close bracket on index",
        "The index operator must end with a closing bracket (\"]\").", range(close),
        context: self.source.range(open.start, close.end))
      ignoringNewlines { _ = $0.take() }
      return recovered(behind: .closeBracket)
    }
    ignoringNewlines { _ = $0.take() }
    return Expression(.index(source, key: key, isLegacy: false), range: source.range.union(range(close)))
  }

  /// Behind the bracket of `[*]`. All steps that follow are for each item, splats among them too.
  mutating func fullSplat(_ source: Expression, _ open: Token) -> Expression? {
    let close = ignoringNewlines { parser in
      parser.take()
      return parser.peek()
    }
    guard close.kind == .symbol(.closeBracket) else {
      reportFresh(
        "syntax.missing-bracket", "Missing close bracket on splat index",
        "The star for a full splat operator must be immediately followed by a closing bracket (\"]\").", range(close),
        context: self.source.range(open.start, close.end))
      ignoringNewlines { _ = $0.take() }
      return recovered(behind: .closeBracket)
    }
    ignoringNewlines { _ = $0.take() }
    let item = Expression(.splatItem, range: self.source.range(open.start, close.end))
    guard let each = nested({ $0.steps(after: item) }) else { return nil }
    return Expression(.splat(source, each: each, isLegacy: false), range: source.range.union(each.range))
  }
}
