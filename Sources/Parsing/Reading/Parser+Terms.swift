import Model

/// Literals, names, calls and what is in parentheses.
extension Parser {
  mutating func term() -> Expression? {
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
      defer { isRecovering = true }
      reportFresh(
        "syntax.missing-expression", "Missing expression",
        "Expected the start of an expression, but found the end of the file.", range(token))
      return nil
    default:
      let isHeredoc =
        token.kind == .symbol(.less) && token.start > 0 && source.bytes[token.start - 1] == UInt8(ascii: "<")
      defer { isRecovering = true }
      reportFresh(
        "syntax.invalid-expression", "Invalid expression",
        isHeredoc
          ? "The marker of a heredoc must be the last thing on its line."
          : "Expected the start of an expression, but found an invalid expression token.", range(token))
      return nil
    }
  }

  mutating func named(_ token: Token) -> Expression? {
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

  mutating func call(_ first: Token) -> Expression? {
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
        guard let argument = parser.expression() else { return parser.recovered(behind: .closeParenthesis) }
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
            parser.reportFresh(
              "syntax.missing-parenthesis", "Missing closing parenthesis",
              "An expanded function argument (with ...) must be immediately followed by closing parentheses.",
              parser.range(ellipsis), context: parser.source.range(first.start, close.end))
            return parser.recovered(behind: .closeParenthesis)
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
          parser.take()
          return parser.recovered(behind: .closeParenthesis)
        }
      }
    }
    guard let close else { return nil }
    return Expression(
      .call(
        name: name, nameRange: source.range(first.start, nameEnd), arguments: arguments, expandsLast: expandsLast),
      range: source.range(first.start, close.end))
  }

  mutating func parenthesized(_ open: Token) -> Expression? {
    ignoringNewlines { parser in
      guard let inner = parser.expression() else { return parser.recovered(behind: .closeParenthesis) }
      let close = parser.peek()
      guard close.kind == .symbol(.closeParenthesis) else {
        parser.report(
          "syntax.unbalanced", "Unbalanced parentheses", "Expected a closing parenthesis to terminate the expression.",
          parser.range(close), context: parser.source.range(open.start, close.end))
        parser.isRecovering = true
        if close.kind != .end { parser.take() }
        return nil
      }
      parser.take()
      return Expression(.parentheses(inner), range: parser.source.range(open.start, close.end))
    }
  }
}
