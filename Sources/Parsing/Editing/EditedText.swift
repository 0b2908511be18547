package import Model

/// Why a text cannot be edited in the way asked for.
package struct EditingError: Error, Sendable, Hashable {
  package var message: String

  package init(_ message: String) { self.message = message }
}

/// A file of configuration or variables, in either syntax, that can be edited in place. An edit gives the edited file; what it is not about stays byte
/// for byte as it is, except that what was in canonical style before is so after.
///
/// Ranges of attributes, blocks and expressions given to the edits must be those of this text.
package struct EditedText: Sendable {
  package let name: String
  package let bytes: [UInt8]
  package let body: Body
  /// Where tokens begin, and their kinds: comments and line ends are not in the syntax tree.
  let tokens: [PlacedToken]
  /// Of a file in JSON, whose `body` is empty.
  let json: JSONNode?
  /// Positions in the syntax tree do not count a byte order mark.
  let offset: Int

  struct PlacedToken: Sendable {
    var kind: LayoutToken.Kind
    var start: Int
    var end: Int
  }

  /// Throws where the text is not in the language.
  package init(_ bytes: [UInt8], name: String) throws(EditingError) {
    let diagnostics: [Diagnostic]
    if name.hasSuffix(".json") {
      let root: JSONNode
      (root, diagnostics) = parseJSON(bytes, name: name)
      json = root
      body = Body(range: root.range)
    } else {
      json = nil
      (body, diagnostics) = parseFile(bytes, name: name)
    }
    if let problem = diagnostics.first(where: \.isError) {
      let place = problem.subject.map(\.place) ?? name
      throw EditingError("The text cannot be read: \(place): \(problem.summary).")
    }
    self.name = name
    self.bytes = bytes
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var position = 0
    tokens = LayoutScanner.tokens(of: bytes).map { token in
      let start = position + token.blanks.count
      position = start + token.text.count
      return PlacedToken(kind: token.kind, start: start, end: position)
    }
  }

  package var isJSON: Bool { json != nil }

  /// The edits that made this text of an earlier one.
  package func edits(from original: [UInt8]) -> [TextPatch.Edit] { TextPatch.edits(from: original, to: bytes) }
}

// MARK: places

extension EditedText {
  func start(_ range: SourceRange) -> Int { range.start.byte + offset }
  func end(_ range: SourceRange) -> Int { range.end.byte + offset }

  /// As the first line ends.
  var lineEnd: String {
    guard let index = bytes.firstIndex(of: UInt8(ascii: "\n")), index > 0, bytes[index - 1] == UInt8(ascii: "\r") else {
      return "\n"
    }
    return "\r\n"
  }

  func isBlank(_ position: Int) -> Bool {
    position < bytes.count && (bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t"))
  }

  func isLineEnd(_ position: Int) -> Bool {
    position >= bytes.count || bytes[position] == UInt8(ascii: "\n")
      || (bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
        && bytes[position + 1] == UInt8(ascii: "\n"))
  }

  /// Of the line that holds a position.
  func lineStart(_ position: Int) -> Int {
    bytes[..<min(position, bytes.count)].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  }

  /// Behind the line end of the line that holds a position.
  func lineAfter(_ position: Int) -> Int {
    position >= bytes.count
      ? bytes.count : bytes[position...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
  }

  /// Whether only blanks stand before it on its line.
  func beginsLine(_ position: Int) -> Bool { (lineStart(position)..<position).allSatisfy(isBlank) }

  /// Blanks at the beginning of a position's line.
  func indentation(_ position: Int) -> String {
    let start = lineStart(position)
    let end = (start..<bytes.count).first { !isBlank($0) } ?? bytes.count
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The first token that begins at a position or behind it.
  func tokenIndex(from position: Int) -> Int {
    var (low, high) = (0, tokens.count)
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].start < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func token(from position: Int) -> PlacedToken? {
    let index = tokenIndex(from: position)
    return index < tokens.count ? tokens[index] : nil
  }

  /// The last token that ends at a position or before it.
  func token(before position: Int) -> PlacedToken? {
    var index = tokenIndex(from: position) - 1
    while index >= 0, tokens[index].end > position { index -= 1 }
    return index >= 0 ? tokens[index] : nil
  }

  /// Where the comments end that follow on the same line; the position itself where there are none. The line end, which is
  /// part of a comment up to it, is left out.
  func endOfComments(from position: Int) -> Int {
    var index = tokenIndex(from: position)
    var end = position
    while index < tokens.count, tokens[index].kind == .comment {
      let token = tokens[index]
      if bytes[token.start..<token.end].last == UInt8(ascii: "\n") {
        let stripped = token.end - 1
        return stripped > token.start && bytes[stripped - 1] == UInt8(ascii: "\r") ? stripped - 1 : stripped
      }
      // A comment of many lines that goes on to other things belongs to those.
      if bytes[token.start..<token.end].contains(UInt8(ascii: "\n")) { return end }
      end = token.end
      index += 1
    }
    return end
  }

  /// Where the lines begin that hold nothing but comments and stand directly above a line.
  func startOfComments(above line: Int) -> Int {
    var start = line
    while start > 0, let token = token(before: start), token.kind == .comment, beginsLine(token.start),
      lineAfter(token.end - 1) == start
    {
      start = lineStart(token.start)
    }
    return start
  }

  /// Whether a line is there and holds nothing but blanks.
  func isEmptyLine(_ start: Int) -> Bool {
    guard start < bytes.count else { return false }
    let end = (start..<bytes.count).first { !isBlank($0) } ?? bytes.count
    return end < bytes.count && isLineEnd(end)
  }
}

// MARK: making the edit

extension EditedText {
  /// A piece of the text, and what it becomes.
  struct Change {
    var range: Range<Int>
    var text: String

    init(_ start: Int, _ end: Int, _ text: String) {
      range = start..<end
      self.text = text
    }
  }

  /// The text with changes made, each paragraph that was in canonical style brought back into it. Changes are ordered and
  /// do not overlap. Throws when the outcome is not in the language.
  func changed(_ changes: [Change]) throws(EditingError) -> EditedText {
    var result: [UInt8] = []
    var position = 0
    for (paragraph, inside) in grouped(changes) {
      result += bytes[position..<paragraph.lowerBound]
      var text: [UInt8] = []
      var next = paragraph.lowerBound
      for change in inside {
        text += bytes[next..<change.range.lowerBound]
        text += lineEnd == "\n" ? Array(change.text.utf8) : Array(change.text.replacing("\n", with: lineEnd).utf8)
        next = change.range.upperBound
      }
      text += bytes[next..<paragraph.upperBound]
      let before = Array(bytes[paragraph])
      result += !isJSON && laidOut(before) == before ? laidOut(text) : text
      position = paragraph.upperBound
    }
    result += bytes[position...]
    return try EditedText(result, name: name)
  }

  private func grouped(_ changes: [Change]) -> [(Range<Int>, [Change])] {
    let bounds = paragraphs
    var groups: [(Range<Int>, [Change])] = []
    for change in changes {
      let start = bounds.last { $0 <= change.range.lowerBound } ?? 0
      let end = bounds.first { $0 > start && $0 >= change.range.upperBound } ?? bytes.count
      if let last = groups.last, start < last.0.upperBound {
        groups[groups.count - 1] = (last.0.lowerBound..<max(end, last.0.upperBound), last.1 + [change])
      } else {
        groups.append((start..<end, [change]))
      }
    }
    return groups
  }

  /// Where paragraphs begin: behind each empty line outside of all brackets, which nothing is aligned across.
  private var paragraphs: [Int] {
    var starts = [0]
    var depth = 0
    var endedLine = true
    for token in tokens {
      depth += LayoutToken(token.kind, []).nesting
      let endsLine =
        token.kind == .newline
        || (token.kind == .comment && bytes[token.start..<token.end].last == UInt8(ascii: "\n"))
      if token.kind == .newline, endedLine, depth == 0 { starts.append(token.end) }
      endedLine = endsLine
    }
    return starts
  }
}
