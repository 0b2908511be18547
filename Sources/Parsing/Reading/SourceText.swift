import Model

/// A text with the means to tell line and column of any place in it.
struct SourceText: Sendable {
  let bytes: [UInt8]
  let file: String
  /// Where the text begins in its file: texts may be parts of larger ones.
  let start: SourcePosition
  private let lineStarts: [Int]
  /// The line in which every so many bytes begin, so that a place is found near where it is looked for.
  private let lineMarks: [UInt32]
  private static var markShift: Int { 6 }
  /// Of lines in which a byte is not always a column: where in them each grapheme cluster starts, counted from the
  /// line's start.
  private let clusters: [Int: [Int]]

  init(bytes: [UInt8], file: String, start: SourcePosition) {
    self.bytes = bytes
    self.file = file
    self.start = start
    var starts = [0]
    var wide: Set<Int> = []
    var marks: [UInt32] = []
    marks.reserveCapacity(bytes.count >> SourceText.markShift + 1)
    for (index, byte) in bytes.enumerated() {
      if index & (1 << SourceText.markShift - 1) == 0 { marks.append(UInt32(clamping: starts.count - 1)) }
      if byte == UInt8(ascii: "\n") {
        starts.append(index + 1)
      } else if byte >= 0x80 {
        wide.insert(starts.count - 1)
      }
    }
    var clusters: [Int: [Int]] = [:]
    for line in wide {
      let end = line + 1 < starts.count ? starts[line + 1] : bytes.count
      var places: [Int] = []
      var place = 0
      for character in String(decoding: bytes[starts[line]..<end], as: UTF8.self) {
        places.append(place)
        place += character.utf8.count
      }
      clusters[line] = places
    }
    lineStarts = starts
    lineMarks = marks
    self.clusters = clusters
  }

  func position(_ byte: Int) -> SourcePosition {
    let line = line(of: byte)
    let offset = byte - lineStarts[line]
    // A place inside a cluster belongs to the column behind it.
    let column = clusters[line].map { SourceText.last(in: $0, notAbove: offset - 1) + (offset > 0 ? 1 : 0) } ?? offset
    return SourcePosition(
      line: start.line + line, column: (line == 0 ? start.column : 1) + column, byte: start.byte + byte)
  }

  private func line(of byte: Int) -> Int {
    guard let mark = lineMarks.isEmpty ? nil : lineMarks[min(byte >> SourceText.markShift, lineMarks.count - 1)] else {
      return 0
    }
    var line = Int(mark)
    while line + 1 < lineStarts.count, lineStarts[line + 1] <= byte { line += 1 }
    return line
  }

  /// The place of the last one of sorted numbers that is not above a limit; 0 when all are.
  private static func last(in numbers: [Int], notAbove limit: Int) -> Int {
    var low = 0
    var high = numbers.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if numbers[middle] <= limit { low = middle } else { high = middle }
    }
    return low
  }

  func range(_ from: Int, _ to: Int) -> SourceRange {
    SourceRange(file: file, start: position(from), end: position(to))
  }
}
