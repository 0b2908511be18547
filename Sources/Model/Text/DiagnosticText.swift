/// The bytes of a source file by the name that ranges give it; nil when they are not at hand.
package typealias SourceTexts = (_ file: String) -> [UInt8]?

/// How text is shown to people: how wide, and whether with colours.
package struct TextLayout: Sendable, Hashable {
  /// Where output is no terminal.
  package static let defaultWidth = 78

  package var width: Int
  package var isColoured: Bool

  package init(width: Int = TextLayout.defaultWidth, isColoured: Bool = false) {
    self.width = width
    self.isColoured = isColoured
  }

  package static let plain = TextLayout()
}

/// Control sequences of terminals (ECMA-48).
package enum TextStyle: String, Sendable {
  case reset = "\u{1B}[0m"
  case bold = "\u{1B}[1m"
  case underlined = "\u{1B}[4m"
  case red = "\u{1B}[31m"
  case green = "\u{1B}[32m"
  case yellow = "\u{1B}[33m"
  case cyan = "\u{1B}[36m"
  case grey = "\u{1B}[90m"
}

extension TextLayout {
  /// The text in these styles, or as it is where there are no colours.
  package func styled(_ text: String, _ styles: TextStyle...) -> String {
    isColoured ? styles.map(\.rawValue).joined() + text + TextStyle.reset.rawValue : text
  }
}

extension Diagnostic {
  /// The diagnostic as a person reads it, with the source lines it is about. In colour it stands behind a rule; plain,
  /// it begins with an empty line.
  package func text(_ layout: TextLayout = .plain, sources: SourceTexts = { _ in nil }) -> String {
    let title = isError ? "Error: " : "Warning: "
    let colour: TextStyle = isError ? .red : .yellow
    if !layout.isColoured {
      let body = "\(title)\(summary)\n\n" + place(layout, sources)
      let letter = detail.isEmpty ? "" : wrappedParagraphs(detail, to: layout.width - 1) + "\n"
      return "\n" + body + letter
    }
    var body = layout.styled(title, .bold, colour) + layout.styled(summary, .bold) + "\n\n" + place(layout, sources)
    // The rule and the space after it take two columns; one more stays free at the right.
    if !detail.isEmpty { body += wrappedParagraphs(detail, to: layout.width - 3) + "\n" }
    let rule = layout.styled("│", colour)
    var lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return layout.styled("╷", colour) + "\n" + lines.map { "\(rule) \($0)\n" }.joined() + layout.styled("╵", colour)
      + "\n"
  }

  /// Where it is: the address, the file and line, the lines themselves and the values of the expressions in them.
  private func place(_ layout: TextLayout, _ sources: SourceTexts) -> String {
    var text = address.map { "  with \($0),\n" } ?? ""
    guard let subject else { return text }
    guard let snippet = sources(subject.file).flatMap({ Snippet(of: subject, context: context, in: $0) }) else {
      return text + "  on \(subject.file) line \(subject.start.line):\n  (source code not available)\n\n"
    }
    let container = snippet.context.map { ", in " + Snippet.shortened($0) } ?? ""
    text += "  on \(subject.file) line \(subject.start.line)\(container):\n"
    for (offset, line) in snippet.lines(layout).enumerated() {
      let number = String(snippet.startLine + offset)
      text += String(repeating: " ", count: max(0, 4 - number.count)) + "\(number): \(line)\n"
    }
    return text + circumstances(layout) + "\n"
  }

  private func circumstances(_ layout: TextLayout) -> String {
    guard !expressionValues.isEmpty || functionCall != nil else { return "" }
    let rule = "    " + layout.styled("│", .grey)
    var text = "    " + layout.styled("├────────────────", .grey) + "\n"
    if let functionCall {
      let parameters = functionCall.parameters.joined(separator: ", ")
      text += "\(rule) while calling \(layout.styled(functionCall.name, .bold))(\(parameters))\n"
    }
    for value in expressionValues.sorted(by: { $0.traversal < $1.traversal }) {
      text += "\(rule) \(layout.styled(value.traversal, .bold)) \(value.statement)\n"
    }
    return text
  }
}

extension Snippet {
  /// The lines, with what the diagnostic is about underlined.
  fileprivate func lines(_ layout: TextLayout) -> [String] {
    let bytes = Array(code.utf8)
    var start = 0
    return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      defer { start += line.count + 1 }
      let from = min(max(highlight.lowerBound - start, 0), line.count)
      let to = min(max(highlight.upperBound - start, from), line.count)
      func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part, as: UTF8.self) }
      let before = Self.shortened(text(line.prefix(from)), atEnd: false)
      let subject = Self.shortened(text(line.dropFirst(from).prefix(to - from)))
      return before + (subject.isEmpty ? "" : layout.styled(subject, .underlined))
        + Self.shortened(text(line.dropFirst(to)))
    }
  }

  /// Files that programs wrote may be one line of megabytes, which nobody wants on a terminal.
  private static let longestPart = 400

  fileprivate static func shortened(_ text: String, atEnd: Bool = true) -> String {
    guard text.utf8.count > longestPart else { return text }
    return atEnd ? text.prefix(longestPart) + "…" : "…" + text.suffix(longestPart)
  }
}

extension Sequence where Element == Diagnostic {
  /// All of them, as `Diagnostic.text` has each.
  package func text(_ layout: TextLayout = .plain, sources: SourceTexts = { _ in nil }) -> String {
    map { $0.text(layout, sources: sources) }.joined()
  }
}
