import Model

/// A word of the language, as bytes `start..<end` of the text.
struct Token {
  enum Kind: Equatable {
    case identifier, number, newline, end
    /// `"`, which begins a template.
    case quote
    /// `<<MARKER` or `<<-MARKER`.
    case heredoc
    case symbol(Symbol)
    case invalid
  }

  enum Symbol {
    case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis
    case comma, dot, ellipsis, colon, doubleColon, question
    case assign, arrow, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case and, or, not, plus, minus, star, slash, percent
    /// `~` before the brace that ends a sequence in a template.
    case strip

    /// The symbol that begins with these bytes, and its length.
    static func starting(_ first: UInt8, _ second: UInt8?, _ third: UInt8?) -> (Symbol, Int)? {
      let isDoubled = second == first
      let isWithEqual = second == UInt8(ascii: "=")
      switch first {
      case UInt8(ascii: "{"): return (.openBrace, 1)
      case UInt8(ascii: "}"): return (.closeBrace, 1)
      case UInt8(ascii: "["): return (.openBracket, 1)
      case UInt8(ascii: "]"): return (.closeBracket, 1)
      case UInt8(ascii: "("): return (.openParenthesis, 1)
      case UInt8(ascii: ")"): return (.closeParenthesis, 1)
      case UInt8(ascii: ","): return (.comma, 1)
      case UInt8(ascii: "."): return isDoubled && third == first ? (.ellipsis, 3) : (.dot, 1)
      case UInt8(ascii: ":"): return isDoubled ? (.doubleColon, 2) : (.colon, 1)
      case UInt8(ascii: "?"): return (.question, 1)
      case UInt8(ascii: "="):
        return isWithEqual ? (.equal, 2) : second == UInt8(ascii: ">") ? (.arrow, 2) : (.assign, 1)
      case UInt8(ascii: "!"): return isWithEqual ? (.notEqual, 2) : (.not, 1)
      case UInt8(ascii: "<"): return isWithEqual ? (.lessOrEqual, 2) : (.less, 1)
      case UInt8(ascii: ">"): return isWithEqual ? (.greaterOrEqual, 2) : (.greater, 1)
      case UInt8(ascii: "&"): return isDoubled ? (.and, 2) : nil
      case UInt8(ascii: "|"): return isDoubled ? (.or, 2) : nil
      case UInt8(ascii: "+"): return (.plus, 1)
      case UInt8(ascii: "-"): return (.minus, 1)
      case UInt8(ascii: "*"): return (.star, 1)
      case UInt8(ascii: "/"): return (.slash, 1)
      case UInt8(ascii: "%"): return (.percent, 1)
      case UInt8(ascii: "~"): return second == UInt8(ascii: "}") ? (.strip, 1) : nil
      default: return nil
      }
    }
  }

  var kind: Kind
  var start: Int
  var end: Int
}

/// Cuts a text into tokens, on demand: templates inside of it are read by the parser itself.
struct Scanner {
  let bytes: [UInt8]
  var position: Int
  /// From here on; so that it is looked for once only.
  private var hasNoCommentEnd = false

  init(bytes: [UInt8], position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  func byte(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  /// The next token. White space and comments before it are passed over; line ends are tokens unless ignored.
  mutating func next(ignoringNewlines: Bool) -> Token {
    skip(ignoringNewlines: ignoringNewlines)
    let start = position
    guard let first = byte() else { return Token(kind: .end, start: start, end: start) }
    switch first {
    case UInt8(ascii: "\n"):
      position += 1
      return Token(kind: .newline, start: start, end: position)
    case UInt8(ascii: "\""):
      position += 1
      return Token(kind: .quote, start: start, end: position)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      scanNumber()
      return Token(kind: .number, start: start, end: position)
    case UInt8(ascii: "<") where isHeredoc:
      if let token = scanHeredocStart() { return token }
      position = start
    default: break
    }
    if scanIdentifier() { return Token(kind: .identifier, start: start, end: position) }
    if let (symbol, length) = Token.Symbol.starting(first, byte(1), byte(2)) {
      position = start + length
      return Token(kind: .symbol(symbol), start: start, end: position)
    }
    position += 1
    while let byte = byte(), byte & 0xC0 == 0x80 { position += 1 }
    return Token(kind: .invalid, start: start, end: position)
  }

  private mutating func skip(ignoringNewlines: Bool) {
    while let current = byte() {
      switch current {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
      case UInt8(ascii: "\r") where byte(1) == UInt8(ascii: "\n"): position += 1
      case UInt8(ascii: "\n") where ignoringNewlines: position += 1
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): skipLine()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
        // One that never ends is no comment, but two operators in a row.
        guard let end = commentEnd(from: position + 2) else { return }
        position = end
      default: return
      }
    }
  }

  /// Takes a comment in `/*` and `*/` that begins here; false when it never ends.
  mutating func takeBlockComment() -> Bool {
    guard let end = commentEnd(from: position + 2) else { return false }
    position = end
    return true
  }

  private mutating func commentEnd(from start: Int) -> Int? {
    if hasNoCommentEnd { return nil }
    var place = start
    while place + 1 < bytes.count {
      if bytes[place] == UInt8(ascii: "*"), bytes[place + 1] == UInt8(ascii: "/") { return place + 2 }
      place += 1
    }
    hasNoCommentEnd = true
    return nil
  }

  private mutating func skipLine() {
    while let current = byte(), current != UInt8(ascii: "\n") { position += 1 }
  }

  /// What may stand unseen at the end of a line.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private static func isDigit(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private mutating func scanNumber() {
    while Self.isDigit(byte()) { position += 1 }
    if byte() == UInt8(ascii: "."), Self.isDigit(byte(1)) {
      position += 1
      while Self.isDigit(byte()) { position += 1 }
    }
    if byte() == UInt8(ascii: "e") || byte() == UInt8(ascii: "E") {
      let signed = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
      if Self.isDigit(byte(signed ? 2 : 1)) {
        position += signed ? 2 : 1
        while Self.isDigit(byte()) { position += 1 }
      }
    }
    // Two points make no number, and nothing else either.
    while byte() == UInt8(ascii: "."), Self.isDigit(byte(1)) {
      position += 1
      while Self.isDigit(byte()) { position += 1 }
    }
  }

  private mutating func scanIdentifier() -> Bool {
    let start = position
    while let current = byte() {
      if current < 0x80 {
        let isLetter = (current | 0x20) >= UInt8(ascii: "a") && (current | 0x20) <= UInt8(ascii: "z")
        if isLetter || current == UInt8(ascii: "_") {
          position += 1
        } else if position > start, Self.isDigit(current) || current == UInt8(ascii: "-") {
          position += 1
        } else {
          break
        }
      } else if let (scalar, length) = scalar(at: position),
        position == start ? scalar.properties.isIDStart : scalar.properties.isIDContinue
      {
        position += length
      } else {
        break
      }
    }
    return position > start
  }

  private func scalar(at index: Int) -> (Unicode.Scalar, Int)? {
    let lead = bytes[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard index + length <= bytes.count else { return nil }
    let text = String(decoding: bytes[index..<index + length], as: UTF8.self)
    guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else { return nil }
    return (scalar, length)
  }

  private var isHeredoc: Bool {
    guard byte(1) == UInt8(ascii: "<") else { return false }
    let next = byte(2) == UInt8(ascii: "-") ? byte(3) : byte(2)
    guard let next else { return false }
    return (next | 0x20 >= UInt8(ascii: "a") && next | 0x20 <= UInt8(ascii: "z")) || next == UInt8(ascii: "_")
      || next >= 0x80
  }

  /// `<<-MARKER` with the line end after it; nil, and two signs for less, where something else follows.
  private mutating func scanHeredocStart() -> Token? {
    let start = position
    position += byte(2) == UInt8(ascii: "-") ? 3 : 2
    _ = scanIdentifier()
    let markerEnd = position
    if byte() == UInt8(ascii: "\r") { position += 1 }
    guard byte() == UInt8(ascii: "\n") else { return nil }
    position += 1
    return Token(kind: .heredoc, start: start, end: markerEnd)
  }
}
