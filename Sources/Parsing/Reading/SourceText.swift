import Model

/// A text with the means to tell line and column of any place in it.
struct SourceText: Sendable {
  let bytes: [UInt8]
  let file: String
  /// Where the text begins in its file: texts may be parts of larger ones.
  let start: SourcePosition
  private let lineStarts: [Int]

  init(bytes: [UInt8], file: String, start: SourcePosition) {
    self.bytes = bytes
    self.file = file
    self.start = start
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
    lineStarts = starts
  }

  func position(_ byte: Int) -> SourcePosition {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= byte { low = middle } else { high = middle }
    }
    let column = columns(lineStarts[low]..<byte)
    return SourcePosition(
      line: start.line + low, column: (low == 0 ? start.column : 1) + column, byte: start.byte + byte)
  }

  /// Grapheme clusters in a stretch of one line.
  private func columns(_ range: Range<Int>) -> Int {
    let stretch = bytes[range]
    if stretch.allSatisfy({ $0 < 0x80 }) { return stretch.count }
    return String(decoding: stretch, as: UTF8.self).count
  }

  func range(_ from: Int, _ to: Int) -> SourceRange {
    SourceRange(file: file, start: position(from), end: position(to))
  }
}
