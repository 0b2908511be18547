import Model

extension Parser {
  /// An expression, or nil after a report.
  mutating func expression() -> Expression? {
    nested { $0.conditional() }
  }

  /// `a ? b : c ? d : e`, however long, without recursion.
  private mutating func conditional() -> Expression? {
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
  private static func binaryOperator(_ symbol: Token.Symbol) -> (operation: BinaryOperator, level: Int)? {
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
  private mutating func binary(binding minimum: Int) -> Expression? {
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

  // MARK: traversals

  private mutating func traversed() -> Expression? {
    guard let expression = term() else { return nil }
    return steps(after: expression)
  }

  /// Attributes, indexes and splats, as far as they go.
  private mutating func steps(after base: Expression) -> Expression? {
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

  private mutating func afterDot(_ source: Expression) -> Expression? {
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
      report(
        "syntax.invalid-attribute", "Invalid attribute name", "An attribute name is required after a dot.",
        range(token), context: self.source.range(dot.start, token.end))
      return nil
    }
  }

  /// `.0`. Two of them, `.0.1`, look like one number, and are refused.
  private mutating func legacyIndex(_ base: Expression, _ token: Token) -> Expression? {
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

  private mutating func bracket(_ source: Expression) -> Expression? {
    let open = take()
    let first = ignoringNewlines { $0.peek() }
    if first.kind == .symbol(.star) { return fullSplat(source, open) }
    guard let key = ignoringNewlines({ $0.expression() }) else { return nil }
    let close = ignoringNewlines { $0.peek() }
    guard close.kind == .symbol(.closeBracket) else {
      report(
        "syntax.missing-bracket", "Missing close bracket on index",
        "The index operator must end with a closing bracket (\"]\").", range(close),
        context: self.source.range(open.start, close.end))
      return nil
    }
    ignoringNewlines { _ = $0.take() }
    return Expression(.index(source, key: key, isLegacy: false), range: source.range.union(range(close)))
  }

  /// Behind the bracket of `[*]`. All steps that follow are for each item, splats among them too.
  private mutating func fullSplat(_ source: Expression, _ open: Token) -> Expression? {
    let close = ignoringNewlines { parser in
      parser.take()
      return parser.peek()
    }
    guard close.kind == .symbol(.closeBracket) else {
      report(
        "syntax.missing-bracket", "Missing close bracket on splat index",
        "The star for a full splat operator must be immediately followed by a closing bracket (\"]\").", range(close),
        context: self.source.range(open.start, close.end))
      return nil
    }
    ignoringNewlines { _ = $0.take() }
    let item = Expression(.splatItem, range: self.source.range(open.start, close.end))
    guard let each = nested({ $0.steps(after: item) }) else { return nil }
    return Expression(.splat(source, each: each, isLegacy: false), range: source.range.union(each.range))
  }

  // MARK: terms

  private mutating func term() -> Expression? {
    let token = peek()
    switch token.kind {
    case .number:
      take()
      guard let number = Number(text(token)) else {
        report(
          "syntax.invalid-number", "Invalid number literal",
          "Failed to recognize the value of this number "
            + "literal.", range(token))
        return nil
      }
      return Expression(.literal(.number(number)), range: range(token))
    case .identifier: return named(take())
    case .quote:
      take()
      return quotedTemplate(from: token.start)
    case .heredoc:
      take()
      return heredoc(token)
    case .symbol(.openParenthesis): return parenthesized(take())
    case .symbol(.openBracket): return tuple(take())
    case .symbol(.openBrace): return object(take())
    case .symbol(.minus), .symbol(.not):
      take()
      guard let operand = nested({ $0.traversed() }) else { return nil }
      let operation: UnaryOperator = token.kind == .symbol(.minus) ? .negate : .not
      return Expression(.unary(operation, operand), range: range(token).union(operand.range))
    case .end:
      report(
        "syntax.missing-expression", "Missing expression",
        "Expected the start of an expression, but found the end of the file.", range(token))
      return nil
    default:
      report(
        "syntax.invalid-expression", "Invalid expression",
        "Expected the start of an expression, but found an invalid expression token.", range(token))
      return nil
    }
  }

  private mutating func named(_ token: Token) -> Expression? {
    let name = text(token)
    switch peek().kind {
    case .symbol(.openParenthesis), .symbol(.doubleColon): return call(token)
    default: break
    }
    switch name {
    case "true": return Expression(.literal(.true), range: range(token))
    case "false": return Expression(.literal(.false), range: range(token))
    case "null": return Expression(.literal(.null(.dynamic)), range: range(token))
    default: return Expression(.variable(name), range: range(token))
    }
  }

  private mutating func call(_ first: Token) -> Expression? {
    var name = text(first)
    var nameEnd = first.end
    while takes(.doubleColon) {
      let part = peek()
      guard part.kind == .identifier else {
        report(
          "syntax.invalid-function", "Missing function name",
          "Function scope resolution symbol :: must be followed "
            + "by a function name in this scope.", range(part))
        return nil
      }
      take()
      name += "::" + text(part)
      nameEnd = part.end
    }
    let open = peek()
    guard open.kind == .symbol(.openParenthesis) else {
      report(
        "syntax.invalid-function", "Missing open parenthesis",
        "Function selector must be followed by an open "
          + "parenthesis to begin the function call.", range(open))
      return nil
    }
    take()
    var arguments: [Expression] = []
    var expandsLast = false
    let close: Token? = ignoringNewlines { parser in
      while true {
        if parser.peek().kind == .symbol(.closeParenthesis) { return parser.take() }
        guard let argument = parser.expression() else { return nil }
        arguments.append(argument)
        let separator = parser.peek()
        switch separator.kind {
        case .symbol(.comma): parser.take()
        case .symbol(.closeParenthesis): return parser.take()
        case .symbol(.ellipsis):
          let ellipsis = parser.take()
          expandsLast = true
          let close = parser.peek()
          guard close.kind == .symbol(.closeParenthesis) else {
            parser.report(
              "syntax.missing-parenthesis", "Missing closing parenthesis",
              "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
              parser.range(ellipsis), context: parser.source.range(first.start, close.end))
            return nil
          }
          return parser.take()
        case .end:
          parser.report(
            "syntax.missing-parenthesis", "Unterminated function call",
            "There is no closing parenthesis for this function call before the end of the file. This may be caused "
              + "by incorrect parenthesis nesting elsewhere in this file.", parser.source.range(first.start, open.end))
          return nil
        default:
          parser.report(
            "syntax.missing-separator", "Missing argument separator",
            "A comma is required to separate each function argument from the next.", parser.range(separator),
            context: parser.source.range(first.start, separator.end))
          return nil
        }
      }
    }
    guard let close else { return nil }
    return Expression(
      .call(
        name: name, nameRange: source.range(first.start, nameEnd), arguments: arguments, expandsLast: expandsLast),
      range: source.range(first.start, close.end))
  }

  private mutating func parenthesized(_ open: Token) -> Expression? {
    ignoringNewlines { parser in
      guard let inner = parser.expression() else { return nil }
      let close = parser.peek()
      guard close.kind == .symbol(.closeParenthesis) else {
        parser.report(
          "syntax.unbalanced", "Unbalanced parentheses", "Expected a closing parenthesis to terminate the expression.",
          parser.range(close), context: parser.source.range(open.start, close.end))
        return nil
      }
      parser.take()
      return Expression(.parentheses(inner), range: parser.source.range(open.start, close.end))
    }
  }

  // MARK: collections

  private mutating func tuple(_ open: Token) -> Expression? {
    ignoringNewlines { parser in
      if parser.isFor { return parser.forExpression(open, closes: .closeBracket) }
      var items: [Expression] = []
      while true {
        if parser.peek().kind == .symbol(.closeBracket) { break }
        guard let item = parser.expression() else { return nil }
        items.append(item)
        let separator = parser.peek()
        if separator.kind == .symbol(.comma) {
          parser.take()
        } else if separator.kind == .end {
          parser.report(
            "syntax.unterminated", "Unterminated tuple constructor expression",
            "There is no corresponding closing bracket before the end of the file. This may be caused by incorrect "
              + "bracket nesting elsewhere in this file.", parser.range(open))
          return nil
        } else if separator.kind != .symbol(.closeBracket) {
          parser.report(
            "syntax.missing-separator", "Missing item separator",
            "Expected a comma to mark the beginning of the "
              + "next item.",
            parser.range(separator), context: parser.source.range(open.start, separator.end))
          return nil
        }
      }
      let close = parser.take()
      return Expression(.tuple(items), range: parser.source.range(open.start, close.end))
    }
  }

  private var isFor: Bool {
    mutating get {
      let token = peek()
      return token.kind == .identifier && text(token) == "for"
    }
  }

  private mutating func object(_ open: Token) -> Expression? {
    if ignoringNewlines({ $0.isFor }) {
      return ignoringNewlines { $0.forExpression(open, closes: .closeBrace) }
    }
    return newlines(ignored: false) { parser in
      var items: [ObjectItem] = []
      while true {
        let token = parser.peek()
        if token.kind == .newline {
          parser.take()
          continue
        }
        if token.kind == .symbol(.closeBrace) { break }
        guard let item = parser.objectItem() else { return nil }
        items.append(item)
        let separator = parser.peek()
        switch separator.kind {
        case .symbol(.comma), .newline: parser.take()
        case .symbol(.closeBrace): continue
        case .end:
          parser.report(
            "syntax.unterminated", "Unterminated object constructor expression",
            "There is no corresponding closing brace before the end of the file. This may be caused by incorrect "
              + "brace nesting elsewhere in this file.", parser.range(open))
          return nil
        default:
          parser.report(
            "syntax.missing-separator", "Missing attribute separator",
            "Expected a newline or comma to mark the beginning of the next attribute.", parser.range(separator),
            context: parser.source.range(open.start, separator.end))
          return nil
        }
      }
      let close = parser.take()
      return Expression(.object(items), range: parser.source.range(open.start, close.end))
    }
  }

  private mutating func objectItem() -> ObjectItem? {
    let first = peek()
    var key: Expression
    var isBareName = false
    let second = first.kind == .identifier ? peekSecond().kind : .end
    if first.kind == .identifier, second == .symbol(.assign) || second == .symbol(.colon) {
      take()
      key = Expression(.literal(.string(text(first))), range: range(first))
      isBareName = true
    } else {
      guard let expression = expression() else { return nil }
      key = expression
    }
    let assign = peek()
    guard assign.kind == .symbol(.assign) || assign.kind == .symbol(.colon) else {
      switch assign.kind {
      case .newline, .symbol(.comma):
        report(
          "syntax.missing-value", "Missing attribute value",
          "Expected an attribute value, introduced by an equals sign (\"=\").", range(assign),
          context: key.range.union(range(assign)))
      default:
        report(
          "syntax.missing-key-value", "Missing key/value separator",
          "Expected an equals sign (\"=\") to mark the beginning of the attribute value.", range(assign),
          context: key.range.union(range(assign)))
      }
      return nil
    }
    take()
    guard let value = expression() else { return nil }
    return ObjectItem(key: key, keyIsBareName: isBareName, value: value)
  }

  private mutating func forExpression(_ open: Token, closes: Token.Symbol) -> Expression? {
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
      report(
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
      report(
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
      report(
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
      report(
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
        return nil
      }
      return Expression(.forTuple(clause, value: value), range: whole)
    }
    guard let key else {
      report(
        "syntax.invalid-for", "Invalid 'for' expression",
        "Key expression is required when building an "
          + "object.", value.range,
        context: whole)
      return nil
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
