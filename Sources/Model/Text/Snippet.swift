/// The source lines that a diagnostic shows, and which part of them it is about.
package struct Snippet: Hashable, Sendable {
  /// The header of the outermost block around, e.g. `resource "aws_vpc" "main"`.
  package var context: String?
  /// Whole lines, without the last line's end.
  package var code: String
  package var startLine: Int
  /// Of what is to be underlined, in bytes of `code`.
  package var highlight: Range<Int>

  /// Nil when the range does not lie in the text, as happens when a file was changed meanwhile.
  package init?(of subject: SourceRange, context: SourceRange?, in text: [UInt8]) {
    let highlighted = subject.notEmpty
    let shown = context.map { highlighted.union($0) } ?? highlighted
    guard shown.start.byte >= 0, shown.start.byte <= text.count, shown.start.byte < shown.end.byte else { return nil }
    let newLine = UInt8(ascii: "\n")
    let start = text[..<shown.start.byte].lastIndex(of: newLine).map { $0 + 1 } ?? 0
    // A range that takes in the end of a line, as of a string that was not closed, shows the line after it too.
    let takesInLineEnd =
      highlighted.end.byte == shown.end.byte && highlighted.end.column == 1 && shown.end.byte < text.count
    let lastByte = min(takesInLineEnd ? shown.end.byte : shown.end.byte - 1, text.count)
    var end = text[min(max(lastByte, start), text.count)...].firstIndex(of: newLine) ?? text.count
    if end > start, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let code = text[start..<max(start, end)]
    self.code = String(decoding: code, as: UTF8.self)
    startLine = shown.start.line
    let from = min(max(0, highlighted.start.byte - start), code.count)
    let to = min(max(from, highlighted.end.byte - start), code.count)
    highlight = from..<to
    self.context =
      subject.file.hasSuffix(".json")
      ? jsonContext(around: subject.start.byte - 1, in: text) : blockHeader(around: subject.start.byte - 1, in: text)
  }
}

extension SourceRange {
  /// An empty range shows the place where something is missing: what follows it is underlined.
  fileprivate var notEmpty: SourceRange {
    guard end.byte <= start.byte else { return self }
    var range = self
    range.end = SourcePosition(line: start.line, column: start.column + 1, byte: start.byte + 1)
    return range
  }
}
