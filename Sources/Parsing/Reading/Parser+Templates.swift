import Model

extension Parser {
  enum TemplateEnd {
    case quote
    /// At the start of the line with the marker.
    case heredoc(Int)
    case end

    var isQuote: Bool { if case .quote = self { true } else { false } }
    var isHeredoc: Bool { if case .heredoc = self { true } else { false } }
  }

  /// Behind the opening quote, which is at `start`.
  mutating func quotedTemplate(from start: Int) -> Expression? {
    var pieces = TemplatePieces()
    guard let end = templatePieces(into: &pieces, until: .quote, from: start + 1, opener: start) else { return nil }
    move(to: end + 1)
    return template(pieces.pieces, range: source.range(start, end + 1), end: source.range(end, end + 1))
  }

  /// A text without quotes, to its end.
  mutating func bareTemplate() -> Expression? {
    var pieces = TemplatePieces()
    guard let end = templatePieces(into: &pieces, until: .end, from: position, opener: position) else { return nil }
    return template(pieces.pieces, range: source.range(0, end), end: source.range(end, end))
  }

  /// Behind the line with `<<MARKER`.
  mutating func heredoc(_ token: Token) -> Expression? {
    let bytes = source.bytes
    let isIndented = bytes[token.start + 2] == UInt8(ascii: "-")
    let marker = Array(bytes[(token.start + (isIndented ? 3 : 2))..<token.end])
    let contentStart = position
    guard let endLine = heredocEndLine(marker, from: contentStart) else {
      report(
        "syntax.unterminated", "Unterminated template string",
        "No closing marker was found for the string that begins in line \(source.position(token.start).line): a line "
          + "with \(String(decoding: marker, as: UTF8.self)) alone on it, which ends before the file does.",
        source.range(bytes.count, bytes.count), context: source.range(token.start, bytes.count))
      move(to: bytes.count)
      return nil
    }
    var pieces = TemplatePieces()
    guard templatePieces(into: &pieces, until: .heredoc(endLine), from: contentStart, opener: token.start) != nil else {
      move(to: endLine)
      return nil
    }
    var end = endLine
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { end += 1 }
    end += marker.count
    move(to: end)
    if isIndented { pieces.removeIndentation() }
    return template(pieces.pieces, range: source.range(token.start, end), end: source.range(endLine, end))
  }

  /// The place of the line that closes a heredoc.
  func heredocEnd(_ token: Token, from start: Int) -> Int? {
    let isIndented = source.bytes[token.start + 2] == UInt8(ascii: "-")
    return heredocEndLine(Array(source.bytes[(token.start + (isIndented ? 3 : 2))..<token.end]), from: start)
  }

  /// The start of the line that holds nothing but the marker.
  func heredocEndLine(_ marker: [UInt8], from start: Int) -> Int? {
    let bytes = source.bytes
    var line = start
    while line <= bytes.count {
      // The marker's line must have an end, even at the end of the file.
      guard let next = bytes[line...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      var first = line
      while first < next, bytes[first] == UInt8(ascii: " ") || bytes[first] == UInt8(ascii: "\t") { first += 1 }
      var last = next
      while last > first, Scanner.isBlank(bytes[last - 1]) { last -= 1 }
      if bytes[first..<last].elementsEqual(marker) { return line }
      line = next + 1
    }
    return nil
  }

  /// Reads pieces up to the end, and gives its place.
}
