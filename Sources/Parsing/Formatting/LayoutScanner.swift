/// Cuts a text into layout tokens. Any bytes at all are cut into something, and nothing is lost.
struct LayoutScanner {
  private enum Mode {
    /// The language itself; with the number of braces that are open since the sequence of a template began.
    case code(braces: Int)
    case quoted
    case heredoc(marker: ArraySlice<UInt8>, atLineStart: Bool)
  }

  private var scanner: Scanner
  private var modes: [Mode] = [.code(braces: 0)]
  private var tokens: [LayoutToken] = []
  /// Where the blanks before the next token begin.
  private var blanksStart = 0

  static func tokens(of text: [UInt8]) -> [LayoutToken] {
    var scanner = LayoutScanner(text)
    scanner.scan()
    return scanner.tokens
  }

  private init(_ text: [UInt8]) {
    scanner = Scanner(bytes: text)
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { scanner.position = 3 }
  }

  private var bytes: [UInt8] { scanner.bytes }

  private mutating func emit(_ kind: LayoutToken.Kind, from start: Int) {
    tokens.append(
      LayoutToken(kind, bytes[start..<scanner.position], blanks: bytes[blanksStart..<start]))
    blanksStart = scanner.position
  }

  private mutating func emit(_ kind: LayoutToken.Kind, length: Int) {
    let start = scanner.position
    scanner.position = min(start + length, bytes.count)
    emit(kind, from: start)
  }

  private mutating func scan() {
    while let next = scanner.byte() {
      switch modes[modes.count - 1] {
      case .code(let braces): scanCode(next, braces: braces)
      case .quoted: scanQuoted(next)
      case .heredoc(let marker, let atLineStart): scanHeredoc(next, marker: marker, atLineStart: atLineStart)
      }
    }
    emit(.end, length: 0)
  }

  // MARK: the language itself

  private mutating func scanCode(_ next: UInt8, braces: Int) {
    let start = scanner.position
    switch next {
    case UInt8(ascii: " "), UInt8(ascii: "\t"): scanner.position += 1
    case UInt8(ascii: "\n"): emit(.newline, length: 1)
    case UInt8(ascii: "\r"):
      emit(
        scanner.byte(1) == UInt8(ascii: "\n") ? .newline : .invalid,
        length: scanner.byte(1) == UInt8(ascii: "\n") ? 2 : 1)
    case UInt8(ascii: "#"): scanLineComment()
    case UInt8(ascii: "/") where scanner.byte(1) == UInt8(ascii: "/"): scanLineComment()
    case UInt8(ascii: "/") where scanner.byte(1) == UInt8(ascii: "*") && scanner.takeBlockComment():
      emit(.comment, from: start)
    case UInt8(ascii: "}") where braces == 0 && modes.count > 1:
      emit(.sequenceEnd, length: 1)
      modes.removeLast()
    case UInt8(ascii: "~") where scanner.byte(1) == UInt8(ascii: "}"):
      emit(.sequenceEnd, length: 2)
      if braces == 0, modes.count > 1 { modes.removeLast() }
    default: scanWord(start, braces: braces)
    }
  }

  private mutating func scanLineComment() {
    let start = scanner.position
    while let next = scanner.byte(), next != UInt8(ascii: "\n") { scanner.position += 1 }
    if scanner.byte() != nil { scanner.position += 1 }
    emit(.comment, from: start)
  }

  private mutating func scanWord(_ start: Int, braces: Int) {
    let token = scanner.next(ignoringNewlines: false)
    switch token.kind {
    case .identifier: emit(.identifier, from: start)
    case .number: emit(.number, from: start)
    case .quote:
      emit(.openQuote, from: start)
      modes.append(.quoted)
    case .heredoc:
      emit(.openHeredoc, from: start)
      let isIndented = bytes[start + 2] == UInt8(ascii: "-")
      modes.append(.heredoc(marker: bytes[(start + (isIndented ? 3 : 2))..<token.end], atLineStart: true))
    case .symbol(let symbol):
      emit(.symbol(symbol), from: start)
      let change = symbol == .openBrace ? 1 : symbol == .closeBrace ? -1 : 0
      modes[modes.count - 1] = .code(braces: max(0, braces + change))
    case .newline, .end, .invalid: emit(.invalid, length: max(0, token.end - scanner.position))
    }
  }

  // MARK: templates

  /// What a `$` or `%` here begins: a sequence of so many bytes, or a literal of so many.
  private func sequence(at offset: Int, _ mark: UInt8) -> (isSequence: Bool, length: Int) {
    let brace = UInt8(ascii: "{")
    func withStrip(_ length: Int) -> Int { scanner.byte(offset + length) == UInt8(ascii: "~") ? length + 1 : length }
    if scanner.byte(offset + 1) == brace { return (true, withStrip(2)) }
    if scanner.byte(offset + 1) == mark, scanner.byte(offset + 2) == brace { return (false, withStrip(3)) }
    return (false, 1)
  }

  private static func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "$") || byte == UInt8(ascii: "%") }

  /// Takes what `$` or `%` begins; true for a sequence.
  private mutating func takeMark(_ mark: UInt8, literal: LayoutToken.Kind) -> Bool {
    let (isSequence, length) = sequence(at: 0, mark)
    guard isSequence else {
      emit(literal, length: length)
      return false
    }
    emit(mark == UInt8(ascii: "$") ? .interpolation : .directive, length: length)
    modes.append(.code(braces: 0))
    return true
  }

  private mutating func scanQuoted(_ next: UInt8) {
    switch next {
    case UInt8(ascii: "\""):
      emit(.closeQuote, length: 1)
      modes.removeLast()
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"): emit(.invalid, length: 1)
    case UInt8(ascii: "$"), UInt8(ascii: "%"): _ = takeMark(next, literal: .quotedText)
    default:
      let start = scanner.position
      while let byte = scanner.byte(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\n"),
        byte != UInt8(ascii: "\r"), !Self.isMark(byte)
      {
        let escapes = byte == UInt8(ascii: "\\") && scanner.byte(1).map { $0 != UInt8(ascii: "\n") } == true
        scanner.position += escapes ? 2 : 1
      }
      emit(.quotedText, from: start)
    }
  }

  private mutating func scanHeredoc(_ next: UInt8, marker: ArraySlice<UInt8>, atLineStart: Bool) {
    let start = scanner.position
    if Self.isMark(next), sequence(at: 0, next).length > 1 || scanner.byte(1) != UInt8(ascii: "\n") {
      modes[modes.count - 1] = .heredoc(marker: marker, atLineStart: false)
      _ = takeMark(next, literal: .heredocText)
      return
    }
    while let byte = scanner.byte(), byte != UInt8(ascii: "\n"), !Self.isMark(byte) || scanner.position == start {
      scanner.position += 1
    }
    guard scanner.byte() == UInt8(ascii: "\n") else {
      modes[modes.count - 1] = .heredoc(marker: marker, atLineStart: false)
      emit(.heredocText, from: start)
      return
    }
    let line = bytes[start..<scanner.position]
    let trimmed = line.drop { Scanner.isBlank($0) }.reversed().drop { Scanner.isBlank($0) }.reversed()
    if atLineStart, trimmed.elementsEqual(marker) {
      if line.last == UInt8(ascii: "\r") { scanner.position -= 1 }
      emit(.closeHeredoc, from: start)
      modes.removeLast()
    } else {
      scanner.position += 1
      modes[modes.count - 1] = .heredoc(marker: marker, atLineStart: true)
      emit(.heredocText, from: start)
    }
  }
}
