/// Whether one space stands between two tokens of a line, or none.
enum Spacing {
  /// `before` is the token before `left`, nil when there is none in its part of the line.
  static func hasSpace(between left: LayoutToken, and right: LayoutToken, before: LayoutToken?) -> Bool {
    if let answer = aroundPunctuation(left, right) { return answer }
    if isInTemplate(left, right) { return false }
    if left.kind == .identifier, left.spells("in"), before?.kind == .identifier { return true }
    if right.kind == .symbol(.openBracket),
      left.kind == .identifier || left.kind == .number || left.nesting < 0
    {
      return false
    }
    switch left.kind {
    case .symbol(.not): return false
    case .symbol(.minus): return before.map { !Self.precedesOperand($0.kind) } ?? false
    default: return aroundBrackets(left, right)
    }
  }

  private static func aroundPunctuation(_ left: LayoutToken, _ right: LayoutToken) -> Bool? {
    switch (left.kind, right.kind) {
    case (_, .newline): false
    case (.identifier, .symbol(.openParenthesis)): false
    case (.identifier, .symbol(.doubleColon)), (.symbol(.doubleColon), .identifier): false
    case (.symbol(.dot), _), (_, .symbol(.dot)): false
    case (_, .symbol(.comma)), (_, .symbol(.ellipsis)): false
    case (.symbol(.comma), _): true
    default: nil
    }
  }

  private static func isInTemplate(_ left: LayoutToken, _ right: LayoutToken) -> Bool {
    switch left.kind {
    case .quotedText, .heredocText, .openQuote, .openHeredoc: return true
    default: break
    }
    switch right.kind {
    case .quotedText, .heredocText, .closeQuote, .closeHeredoc: return true
    default: return false
    }
  }

  private static func aroundBrackets(_ left: LayoutToken, _ right: LayoutToken) -> Bool {
    switch (left.kind, right.kind) {
    case (.symbol(.openBrace), .symbol(.closeBrace)): false
    case (.symbol(.openBrace), _), (_, .symbol(.closeBrace)): true
    // An object as the whole of a sequence: `${ {} }`.
    case (.interpolation, .symbol(.openBrace)), (.directive, .symbol(.openBrace)): true
    case (.symbol(.closeBrace), .sequenceEnd): true
    case (.sequenceEnd, .interpolation), (.sequenceEnd, .directive): false
    default: left.nesting <= 0 && right.nesting >= 0
    }
  }

  /// After which a minus is a sign rather than an operator.
  private static func precedesOperand(_ kind: LayoutToken.Kind) -> Bool {
    guard case .symbol(let symbol) = kind else { return false }
    switch symbol {
    case .openParenthesis, .openBrace, .openBracket, .assign, .colon, .comma, .question: return true
    case .plus, .star, .slash, .percent, .minus: return true
    case .equal, .notEqual, .greater, .greaterOrEqual, .less, .lessOrEqual, .and, .or, .not: return true
    default: return false
    }
  }
}
