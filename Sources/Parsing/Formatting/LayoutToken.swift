/// A token with the blanks before it. All tokens of a text, one after the other, are the text itself: comments, line ends
/// and the insides of templates are tokens too. This is what formatting changes, not the syntax tree.
struct LayoutToken: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case identifier, number, newline, invalid, end
    /// A `#` or `//` comment has its line end in it, unless the text ends there.
    case comment
    /// `"` on either side, and what is literal between them.
    case openQuote, quotedText, closeQuote
    /// `<<MARKER` with its line end, literal text, and the marker with the blanks before it.
    case openHeredoc, heredocText, closeHeredoc
    /// `${` and `%{`, with `~` or without, and the brace that ends them.
    case interpolation, directive, sequenceEnd
    case symbol(Token.Symbol)
  }

  var kind: Kind
  var text: ArraySlice<UInt8>
  /// Spaces and tabs; for the first token of a text also its byte order mark.
  var blanks: ArraySlice<UInt8>

  init(_ kind: Kind, _ text: ArraySlice<UInt8>, blanks: ArraySlice<UInt8> = []) {
    self.kind = kind
    self.text = text
    self.blanks = blanks
  }

  /// One that was not in the text.
  init(_ kind: Kind, _ text: String) { self.init(kind, Array(text.utf8)[...]) }

  /// Whether the line ends with this token.
  var endsLine: Bool {
    switch kind {
    case .newline: true
    case .comment: text.last == UInt8(ascii: "\n")
    default: false
    }
  }

  /// How much deeper the text behind this token is in brackets.
  var nesting: Int {
    switch kind {
    case .symbol(.openBrace), .symbol(.openBracket), .symbol(.openParenthesis), .interpolation, .directive: 1
    case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis), .sequenceEnd: -1
    default: 0
    }
  }

  func spells(_ word: String) -> Bool { text.elementsEqual(word.utf8) }
}

extension [LayoutToken] {
  /// The text that the tokens make.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for token in self {
      bytes += token.blanks
      bytes += token.text
    }
    return bytes
  }
}
