import Model

/// The pieces of a template: texts with their escapes, and sequences.
extension Parser {
  mutating func templatePieces(
    into pieces: inout TemplatePieces, until end: TemplateEnd, from start: Int, opener: Int
  ) -> Int? {
    let bytes = source.bytes
    var place = start
    var text: [UInt8] = []
    var textStart = start
    var isBroken = false
    func byte(_ offset: Int) -> UInt8? { place + offset < bytes.count ? bytes[place + offset] : nil }
    func flush(_ pieces: inout TemplatePieces) {
      if !text.isEmpty {
        pieces.add(text: String(decoding: text, as: UTF8.self).normalizedNFC, source.range(textStart, place))
        text = []
      }
    }
    while true {
      if case .heredoc(let line) = end, place >= line {
        flush(&pieces)
        return isBroken ? nil : line
      }
      guard let current = byte(0) else {
        flush(&pieces)
        if case .end = end { return isBroken ? nil : place }
        report(
          "syntax.unterminated", "Unterminated template string", "No closing marker was found for the string.",
          source.range(opener, min(opener + 1, bytes.count)))
        move(to: bytes.count)
        return nil
      }
      if text.isEmpty { textStart = place }
      switch current {
      case UInt8(ascii: "\""):
        if case .quote = end {
          flush(&pieces)
          if isBroken { move(to: place + 1) }
          return isBroken ? nil : place
        }
        text.append(current)
        place += 1
      case UInt8(ascii: "\r") where end.isHeredoc && byte(1) != UInt8(ascii: "\n"):
        report(
          "syntax.invalid-character", "Invalid character",
          "A carriage return is only allowed in front of a line feed, where a line ends.",
          source.range(place, place + 1), context: source.range(opener, place + 1))
        isBroken = true
        place += 1
      case UInt8(ascii: "\r") where end.isQuote, UInt8(ascii: "\n"):
        if case .quote = end {
          report(
            "syntax.multi-line-string", "Invalid multi-line string",
            "Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n "
              + "escape to represent a newline character or use the \"heredoc\" multi-line template syntax.",
            source.range(place, place + 1), context: source.range(opener, place + 1))
          move(to: place)
          return nil
        }
        text.append(current)
        place += 1
        // In heredocs, each line is a piece of its own.
        if case .heredoc = end { flush(&pieces) }
      case UInt8(ascii: "\\"):
        guard case .quote = end else {
          text.append(current)
          place += 1
          continue
        }
        guard let length = escape(at: place, into: &text) else { return nil }
        if length.isBroken { isBroken = true }
        place += length.bytes
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if byte(1) == current, byte(2) == UInt8(ascii: "{") {
          text += [current, UInt8(ascii: "{")]
          place += 3
        } else if byte(1) == UInt8(ascii: "{") {
          flush(&pieces)
          let isDirective = current == UInt8(ascii: "%")
          if let after = sequence(at: place, isDirective: isDirective, inQuotes: end.isQuote, into: &pieces) {
            place = after
          } else if let after = sequenceEnd(from: place + 2) {
            // There may be more that is wrong behind it.
            isBroken = true
            place = after
          } else {
            return nil
          }
        } else {
          text.append(current)
          place += 1
        }
      default:
        text.append(current)
        place += 1
      }
    }
  }

  /// The place behind the brace that ends a sequence which could not be read; nil when its line has none.
  func sequenceEnd(from start: Int) -> Int? {
    let bytes = source.bytes
    var depth = 0
    var place = start
    var inText = false
    while place < bytes.count, bytes[place] != UInt8(ascii: "\n") {
      switch bytes[place] {
      case UInt8(ascii: "\\") where inText: place += 1
      case UInt8(ascii: "\""): inText.toggle()
      case UInt8(ascii: "{") where !inText: depth += 1
      case UInt8(ascii: "}") where !inText:
        if depth == 0 { return place + 1 }
        depth -= 1
      default: break
      }
      place += 1
    }
    return nil
  }

  /// A backslash sequence in quotes: gives its length, or nil after a report.
  mutating func escape(at place: Int, into text: inout [UInt8]) -> (bytes: Int, isBroken: Bool)? {
    let bytes = source.bytes
    func refuse(_ detail: String, _ length: Int) {
      report(
        "syntax.invalid-escape", "Invalid escape sequence", detail,
        source.range(place, min(place + length, bytes.count)))
    }
    guard place + 1 < bytes.count else {
      refuse("A backslash must be followed by an escape sequence selector.", 1)
      return nil
    }
    switch bytes[place + 1] {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let isLong = bytes[place + 1] == UInt8(ascii: "U")
      let count = isLong ? 8 : 4
      let digits = bytes[(place + 2)..<min(place + 2 + count, bytes.count)]
      guard digits.count == count, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      else {
        refuse(
          "The \\\(isLong ? "U" : "u") escape sequence must be followed by \(isLong ? "eight" : "four") hexadecimal "
            + "digits.", 2)
        return (2, true)
      }
      text += Array(String(Character(scalar)).utf8)
      return (2 + count, false)
    default:
      refuse(
        "The symbol \(quoted(String(decoding: bytes[(place + 1)...(place + 1)], as: UTF8.self))) is not a valid escape sequence "
          + "selector.", 2)
      return (2, true)
    }
    return (2, false)
  }

  /// `${…}` or `%{…}` at a place: gives the place behind it.
  mutating func sequence(
    at place: Int, isDirective: Bool, inQuotes: Bool, into pieces: inout TemplatePieces
  ) -> Int? {
    sequenceDepth += 1
    defer { sequenceDepth -= 1 }
    let bytes = source.bytes
    let trimsBefore = place + 2 < bytes.count && bytes[place + 2] == UInt8(ascii: "~")
    move(to: place + (trimsBefore ? 3 : 2))
    let piece: TemplatePiece? = nested { parser in
      parser.ignoringNewlines { parser in
        isDirective ? parser.directive(at: place) : parser.expression().map(TemplatePiece.interpolation)
      }
    }
    guard let piece else { return nil }
    // The end is looked for byte by byte: `~}` is no token of expressions.
    var after = ignoringNewlines { $0.peek() }.start
    let trimsAfter = after < bytes.count && bytes[after] == UInt8(ascii: "~")
    if trimsAfter { after += 1 }
    guard after < bytes.count, bytes[after] == UInt8(ascii: "}") else {
      reportUnfinished(at: after, begunAt: place, isDirective: isDirective, inQuotes: inQuotes)
      return nil
    }
    move(to: after + 1)
    let whole = source.range(place, after + 1)
    pieces.add(piece.with(range: whole), trimsBefore: trimsBefore, trimsAfter: trimsAfter)
    return after + 1
  }

  /// Something else than its brace stands where a sequence should end.
  mutating func reportUnfinished(at after: Int, begunAt place: Int, isDirective: Bool, inQuotes: Bool) {
    let bytes = source.bytes
    let here = source.range(after, min(after + 1, bytes.count))
    let context = source.range(place, min(after + 1, bytes.count))
    if isDirective {
      report(
        "syntax.extra-characters", "Extra characters in template directive",
        "Expected a closing brace to end the directive, but found extra characters.", here, context: context)
      return
    }
    let isAtEnd = after >= bytes.count
    if isAtEnd || (inQuotes && bytes[after] == UInt8(ascii: "\"")) {
      report(
        "syntax.unclosed-sequence", "Unclosed template interpolation sequence",
        "There is no closing brace for this interpolation sequence before the end of the "
          + "\(isAtEnd ? "file" : "quoted template"). "
          + "This might be caused by incorrect nesting inside the given expression.",
        source.range(place, min(place + 2, bytes.count)), context: context)
      return
    }
    let escaping = "starting with \"$${\" instead of just \"${\"."
    report(
      "syntax.extra-characters", "Extra characters after interpolation expression",
      bytes[after] == UInt8(ascii: ":")
        ? "Template interpolation doesn't expect a colon at this location. Did you intend this to be a literal "
          + "sequence to be processed as part of another language? If so, you can escape it by \(escaping)"
        : "Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can "
          + "happen when you "
          + "include interpolation syntax for another language, such as shell scripting, but forget to escape the "
          + "interpolation "
          + "start token. If this is an embedded sequence for another language, escape it by \(escaping)",
      here, context: context)
  }

  mutating func directive(at place: Int) -> TemplatePiece? {
    let keyword = peek()
    let here = source.range(place, keyword.end)
    guard keyword.kind == .identifier else {
      report(
        "syntax.invalid-directive", "Invalid template directive",
        "A template directive keyword (\"if\", \"for\", etc) is expected at the beginning of a %{ "
          + "sequence.", range(keyword),
        context: here)
      return nil
    }
    take()
    switch text(keyword) {
    case "if": return expression().map { .ifStart($0, here) }
    case "else": return .elseMark(here)
    case "endif": return .endIf(here)
    case "endfor": return .endFor(here)
    case "for":
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
          "syntax.invalid-for", "Invalid 'for' directive",
          "For directive requires 'in' keyword after names.", range(inToken), context: here)
        return nil
      }
      take()
      return expression().map { .forStart(keyName: keyName, valueName: valueName, collection: $0, here) }
    case let other:
      let near = suggestion(for: other, among: ["if", "else", "endif", "for", "endfor"])
      report(
        "syntax.invalid-directive", "Invalid template control keyword",
        "\(quoted(other)) is not a valid template control keyword."
          + (near.map { " Did you mean \(quoted($0))?" } ?? ""),
        range(keyword), context: here)
      return nil
    }
  }
}

extension TemplatePiece {
  fileprivate func with(range: SourceRange) -> TemplatePiece {
    switch self {
    case .text, .interpolation: self
    case .ifStart(let condition, _): .ifStart(condition, range)
    case .elseMark: .elseMark(range)
    case .endIf: .endIf(range)
    case .forStart(let keyName, let valueName, let collection, _):
      .forStart(keyName: keyName, valueName: valueName, collection: collection, range)
    case .endFor: .endFor(range)
    }
  }
}
