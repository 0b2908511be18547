/// A place in a text: `line` and `column` count from 1 (columns in grapheme clusters, as editors show them),
/// `byte` counts from 0 in UTF-8.
package struct SourcePosition: Hashable, Sendable {
  package var line: Int
  package var column: Int
  package var byte: Int

  package init(line: Int, column: Int, byte: Int) {
    self.line = line
    self.column = column
    self.byte = byte
  }

  package static let start = SourcePosition(line: 1, column: 1, byte: 0)
}

/// A half-open stretch of one file's text.
package struct SourceRange: Hashable, Sendable {
  /// The file as a user would write it, relative to the working directory where that is shorter.
  package var file: String
  package var start: SourcePosition
  package var end: SourcePosition

  package init(file: String, start: SourcePosition, end: SourcePosition) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The smallest range that covers both; both must be of one file.
  package func union(_ other: SourceRange) -> SourceRange {
    SourceRange(
      file: file, start: start.byte <= other.start.byte ? start : other.start,
      end: end.byte >= other.end.byte ? end : other.end)
  }
}

extension SourceRange {
  /// `main.tf:3,1-20`
  package var place: String {
    start.line == end.line
      ? "\(file):\(start.line),\(start.column)-\(end.column)"
      : "\(file):\(start.line),\(start.column)-\(end.line),\(end.column)"
  }
}
