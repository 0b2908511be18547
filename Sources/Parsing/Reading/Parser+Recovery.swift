import Model

/// After a report, reading goes on where the broken thing probably ends, so that one mistake is told once and the
/// next one too.
extension Parser {
  /// Goes on behind the bracket that closes what is being read, past those that are opened meanwhile. For what stands in a text the
  /// text itself is left, by whoever reads it.
  mutating func recovered<Result>(behind end: Token.Symbol) -> Result? {
    isRecovering = true
    if sequenceDepth == 0, let close = skip(to: end) { move(to: close.end) }
    return nil
  }

  /// Goes on at the bracket that closes what is being read; nil, and at the end, when there is none.
  @discardableResult
  mutating func skip(to end: Token.Symbol) -> Token? {
    let start = end.opening ?? end
    var nesting = 0
    while let token = passed(ignoringNewlines: true) {
      switch token.kind {
      case .symbol(start): nesting += 1
      case .symbol(end) where nesting == 0:
        move(to: token.start)
        return token
      case .symbol(end): nesting -= 1
      default: break
      }
    }
    return nil
  }

  /// Goes on behind the line end at which all brackets that are opened from here on are closed.
  mutating func recoverAfterItem() {
    isRecovering = true
    var open: [Token.Symbol] = []
    while let token = passed(ignoringNewlines: false) {
      switch token.kind {
      case .newline where open.isEmpty: return
      case .symbol(.openBrace): open.append(.closeBrace)
      case .symbol(.openBracket): open.append(.closeBracket)
      case .symbol(.openParenthesis): open.append(.closeParenthesis)
      case .symbol(let symbol) where symbol.opening != nil:
        // A bracket that closes an outer one closes those inside, too.
        while let last = open.last, last != symbol { open.removeLast() }
        _ = open.popLast()
      default: break
      }
    }
  }

  /// The next token, passed over; a text as a whole. Nil at the end.
  private mutating func passed(ignoringNewlines: Bool) -> Token? {
    let token = newlines(ignored: ignoringNewlines) { $0.take() }
    switch token.kind {
    case .end: return nil
    case .quote: move(to: quotedEnd(from: token.end))
    case .heredoc: move(to: heredocEnd(token, from: position) ?? source.bytes.count)
    default: break
    }
    return token
  }

  /// The place behind the quotes that close a text, or of the line end before which they are missing.
  private func quotedEnd(from start: Int) -> Int {
    let bytes = source.bytes
    /// For each sequence under way: the brackets open in it; nil stands for a text.
    var open: [Int?] = [nil]
    var place = start
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n"), let innermost = open.last {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      if let brackets = innermost {
        switch byte {
        case UInt8(ascii: "\""): open.append(nil)
        case UInt8(ascii: "{"): open[open.count - 1] = brackets + 1
        case UInt8(ascii: "}"):
          if brackets == 0 { open.removeLast() } else { open[open.count - 1] = brackets - 1 }
        default: break
        }
      } else {
        switch byte {
        case UInt8(ascii: "\\"): place += 1
        case UInt8(ascii: "\""):
          open.removeLast()
          if open.isEmpty { return place + 1 }
        case UInt8(ascii: "$"), UInt8(ascii: "%"):
          if next == byte {
            place += 1
          } else if next == UInt8(ascii: "{") {
            open.append(0)
            place += 1
          }
        default: break
        }
      }
      place += 1
    }
    return min(place, bytes.count)
  }
}

extension Token.Symbol {
  /// What a closing bracket closes.
  fileprivate var opening: Token.Symbol? {
    switch self {
    case .closeBrace: .openBrace
    case .closeBracket: .openBracket
    case .closeParenthesis: .openParenthesis
    default: nil
    }
  }
}
