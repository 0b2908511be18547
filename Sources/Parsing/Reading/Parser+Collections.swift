import Model

/// Lists and objects.
extension Parser {
  mutating func tuple(_ open: Token) -> Expression? {
    ignoringNewlines { parser in
      if parser.isFor { return parser.forExpression(open, closes: .closeBracket) }
      var items: [Expression] = []
      while true {
        if parser.peek().kind == .symbol(.closeBracket) { break }
        guard let item = parser.expression() else { return parser.recovered(behind: .closeBracket) }
        items.append(item)
        let separator = parser.peek()
        if separator.kind == .symbol(.comma) {
          parser.take()
        } else if separator.kind == .end {
          parser.reportFresh(
            "syntax.unterminated", "Unterminated tuple constructor expression",
            "There is no corresponding closing bracket before the end of the file. This may be caused by incorrect "
              + "bracket nesting elsewhere in this file.", parser.range(open))
          return nil
        } else if separator.kind != .symbol(.closeBracket) {
          parser.reportFresh(
            "syntax.missing-separator", "Missing item separator",
            "Expected a comma to mark the beginning of the "
              + "next item.",
            parser.range(separator), context: parser.source.range(open.start, separator.end))
          return parser.recovered(behind: .closeBracket)
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

  mutating func object(_ open: Token) -> Expression? {
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
        guard let item = parser.objectItem() else { return parser.recovered(behind: .closeBrace) }
        items.append(item)
        let separator = parser.peek()
        switch separator.kind {
        case .symbol(.comma), .newline: parser.take()
        case .symbol(.closeBrace): continue
        case .end:
          parser.reportFresh(
            "syntax.unterminated", "Unterminated object constructor expression",
            "There is no corresponding closing brace before the end of the file. This may be caused by incorrect "
              + "brace nesting elsewhere in this file.", parser.range(open))
          return nil
        default:
          parser.reportFresh(
            "syntax.missing-separator", "Missing attribute separator",
            "Expected a newline or comma to mark the beginning of the next attribute.", parser.range(separator),
            context: parser.source.range(open.start, separator.end))
          return parser.recovered(behind: .closeBrace)
        }
      }
      let close = parser.take()
      return Expression(.object(items), range: parser.source.range(open.start, close.end))
    }
  }

  mutating func objectItem() -> ObjectItem? {
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
        reportFresh(
          "syntax.missing-value", "Missing attribute value",
          "Expected an attribute value, introduced by an equals sign (\"=\").", range(assign),
          context: key.range.union(range(assign)))
      default:
        reportFresh(
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
}
