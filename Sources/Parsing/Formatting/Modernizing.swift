import Model

/// Replaces what older versions of the language needed by what is written today: values that are one interpolation,
/// quoted types of variables, labels without quotes. Works on the tokens of a text that is known to be right.
struct Modernizing {
  private struct Edit {
    var range: Range<Int>
    var replacement: [LayoutToken]
  }

  private let tokens: [LayoutToken]
  private var edits: [Edit] = []
  private var index = 0

  static func modern(_ tokens: [LayoutToken]) -> [LayoutToken] {
    var modernizing = Modernizing(tokens)
    modernizing.body(in: [])
    var result = tokens
    for edit in modernizing.edits.reversed() { result.replaceSubrange(edit.range, with: edit.replacement) }
    return result
  }

  private init(_ tokens: [LayoutToken]) { self.tokens = tokens }

  // MARK: finding

  private var kind: LayoutToken.Kind { index < tokens.count ? tokens[index].kind : .end }

  private mutating func skipComments() {
    while kind == .comment { index += 1 }
  }

  /// Up to the brace that closes the body, or the end.
  private mutating func body(in blocks: [String]) {
    while true {
      switch kind {
      case .newline, .comment: index += 1
      case .identifier:
        let name = tokens[index]
        index += 1
        let nameEnd = index
        skipComments()
        if kind == .symbol(.assign) {
          index += 1
          attribute(isVariableType: blocks == ["variable"] && name.spells("type"))
        } else if !block(behind: nameEnd, in: blocks + [String(decoding: name.text, as: UTF8.self)]) {
          index = tokens.count
        }
      default: return
      }
    }
  }

  /// Behind the equals sign.
  private mutating func attribute(isVariableType: Bool) {
    skipComments()
    let start = index
    var depth = 0
    while kind != .end {
      let token = tokens[index]
      if depth == 0, token.endsLine || token.kind == .symbol(.closeBrace) { break }
      depth += token.nesting
      index += 1
    }
    var end = index
    while end > start, tokens[end - 1].kind == .comment { end -= 1 }
    let value = tokens[start..<end]
    if let replacement = isVariableType ? Self.type(value) : Self.unwrapped(value) {
      edits.append(Edit(range: start..<end, replacement: replacement))
    }
  }

  /// Behind the type, which ends at `typeEnd`; false when this is no block.
  private mutating func block(behind typeEnd: Int, in blocks: [String]) -> Bool {
    var labels: [Range<Int>] = []
    header: while true {
      let start = index
      switch kind {
      case .identifier: index += 1
      case .openQuote:
        while kind == .openQuote || kind == .quotedText { index += 1 }
        guard kind == .closeQuote else { return false }
        index += 1
      case .comment:
        index += 1
        continue header
      case .symbol(.openBrace):
        index += 1
        break header
      default: return false
      }
      labels.append(start..<index)
    }
    relabel(labels, from: typeEnd)
    body(in: blocks)
    guard kind == .symbol(.closeBrace) else { return false }
    index += 1
    return true
  }

  /// Writes labels in quotes and in one way, without comments before and between them.
  private mutating func relabel(_ labels: [Range<Int>], from start: Int) {
    guard let last = labels.last else { return }
    edits.append(
      Edit(range: start..<last.upperBound, replacement: labels.flatMap { Self.label(tokens[$0]) }))
  }

  // MARK: replacing

  private static func label(_ tokens: ArraySlice<LayoutToken>) -> [LayoutToken] {
    let literals = tokens.filter { $0.kind == .quotedText || $0.kind == .identifier }
    // One with a `$` or `%` is more than one token. It is no name in Terraform's language, so leave it.
    guard literals.count == 1, let literal = literals.first else { return Array(tokens) }
    guard let text = literal.kind == .identifier ? String(decoding: literal.text, as: UTF8.self) : decoded(literal)
    else { return Array(tokens) }
    let inside = String(quoted(text.normalizedNFC).dropFirst().dropLast())
    return [LayoutToken(.openQuote, "\""), LayoutToken(.quotedText, inside), LayoutToken(.closeQuote, "\"")]
  }

  private static func decoded(_ literal: LayoutToken) -> String? {
    let quote = [UInt8(ascii: "\"")]
    let (expression, diagnostics) = parseExpression(quote + literal.text + quote, name: "")
    guard diagnostics.isEmpty, case .literal(.string(let text))? = expression?.kind else { return nil }
    return text
  }

  /// The types of a variable as they were written before there were type expressions.
  private static func type(_ value: ArraySlice<LayoutToken>) -> [LayoutToken]? {
    let value = Array(value)
    func word(_ text: String) -> LayoutToken { LayoutToken(.identifier, text) }
    func collection(_ name: LayoutToken, of element: String) -> [LayoutToken] {
      [
        LayoutToken(.identifier, name.text), LayoutToken(.symbol(.openParenthesis), "("), word(element),
        LayoutToken(.symbol(.closeParenthesis), ")"),
      ]
    }
    switch value.map(\.kind) {
    case [.identifier]:
      return ["list", "map", "set"].contains(where: value[0].spells) ? collection(value[0], of: "any") : nil
    case [.openQuote, .quotedText, .closeQuote]:
      if value[1].spells("string") { return [word("string")] }
      return ["list", "map"].contains(where: value[1].spells) ? collection(value[1], of: "string") : nil
    default: return nil
    }
  }

  /// The inside of a value that is one interpolation, with parentheses where it has several lines.
  private static func unwrapped(_ value: ArraySlice<LayoutToken>) -> [LayoutToken]? {
    let value = Array(value)
    guard value.count >= 5, value[0].kind == .openQuote, value[1].kind == .interpolation,
      value[value.count - 2].kind == .sequenceEnd, value[value.count - 1].kind == .closeQuote
    else { return nil }
    var inside = value[2..<value.count - 2]
    var quotes = 0
    for token in inside {
      switch token.kind {
      case .openQuote: quotes += 1
      case .closeQuote: quotes -= 1
      case .interpolation, .sequenceEnd, .quotedText: if quotes <= 0 { return nil }
      default: break
      }
    }
    inside = inside.drop { $0.kind == .newline }
    while inside.last?.kind == .newline { inside.removeLast() }
    let isParenthesized =
      inside.first?.kind == .symbol(.openParenthesis) && inside.last?.kind == .symbol(.closeParenthesis)
    guard !isParenthesized, inside.contains(where: { $0.kind == .newline }) else { return Array(inside) }
    return [LayoutToken(.symbol(.openParenthesis), "(")] + inside + [LayoutToken(.symbol(.closeParenthesis), ")")]
  }
}
