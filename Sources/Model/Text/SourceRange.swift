/// A place in a text: `line` and `column` count from 1 (columns in grapheme clusters, as editors show them),
/// `byte` counts from 0 in UTF-8.
///
/// Every piece of syntax carries two: they are kept small. No text that is read has as many as 2³² bytes.
package struct SourcePosition: Hashable, Sendable {
  private var storedLine: UInt32
  private var storedColumn: UInt32
  private var storedByte: UInt32

  package init(line: Int, column: Int, byte: Int) {
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
    storedByte = UInt32(clamping: byte)
  }

  package var line: Int {
    get { Int(storedLine) }
    set { storedLine = UInt32(clamping: newValue) }
  }
  package var column: Int {
    get { Int(storedColumn) }
    set { storedColumn = UInt32(clamping: newValue) }
  }
  package var byte: Int {
    get { Int(storedByte) }
    set { storedByte = UInt32(clamping: newValue) }
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
