/// Gives the tokens of a text their canonical blanks, and changes nothing else.
struct Layout {
  /// A line in its cells, each a range of tokens: what comes first, an assignment whose value does not go on in the next
  /// line, and a comment behind other things.
  private struct Line {
    var lead: Range<Int>
    var assignment: Range<Int>?
    var comment: Int?
  }

  private let tokens: [LayoutToken]
  private var spaces: [Int]
  private var lines: [Line] = []

  static func canonical(_ tokens: [LayoutToken]) -> [LayoutToken] {
    var layout = Layout(tokens)
    layout.separate()
    layout.indent()
    layout.align()
    return zip(tokens, layout.spaces).map { token, count in
      LayoutToken(token.kind, token.text, blanks: ArraySlice(repeating: UInt8(ascii: " "), count: count))
    }
  }

  private init(_ tokens: [LayoutToken]) {
    self.tokens = tokens
    spaces = tokens.map(\.blanks.count)
    var start = 0
    for (index, token) in tokens.enumerated() where token.endsLine || token.kind == .end {
      let end = token.kind == .end ? index : index + 1
      if start < end { lines.append(line(start..<end)) }
      start = end
    }
    if start < tokens.count, tokens[start].kind != .end { lines.append(line(start..<tokens.count)) }
  }

  private func line(_ range: Range<Int>) -> Line {
    var line = Line(lead: range)
    if range.count > 1, tokens[range.upperBound - 1].kind == .comment {
      line.comment = range.upperBound - 1
      line.lead = range.lowerBound..<range.upperBound - 1
    }
    let sign = line.lead.dropFirst().first { tokens[$0].kind == .symbol(.assign) }
    if let sign, tokens[sign..<line.lead.upperBound].reduce(0, { $0 + $1.nesting }) == 0 {
      line.assignment = sign..<line.lead.upperBound
      line.lead = line.lead.lowerBound..<sign
    }
    return line
  }

  /// Puts one space or none between the tokens of each cell.
  private mutating func separate() {
    for line in lines {
      for cell in [line.lead, line.assignment].compactMap({ $0 }) {
        for index in cell.dropFirst() {
          let before = index - 2 >= cell.lowerBound ? tokens[index - 2] : nil
          spaces[index] = Spacing.hasSpace(between: tokens[index - 1], and: tokens[index], before: before) ? 1 : 0
        }
      }
      if let assignment = line.assignment { spaces[assignment.lowerBound] = 1 }
    }
  }

  /// Indents each line by the brackets that are open before it. Those which one line opens count as one level, however
  /// many they are, until all of them are closed.
  private mutating func indent() {
    var open: [Int] = []
    for line in lines {
      guard let first = line.lead.first, tokens[first].kind != .newline else {
        if let first = line.lead.first { spaces[first] = 0 }
        continue
      }
      var closing = -nesting(of: line)
      if closing < 0 {
        spaces[first] = 2 * open.count
        open.append(-closing)
        continue
      }
      while closing > 0, let last = open.popLast() {
        if closing < last { open.append(last - closing) }
        closing -= last
      }
      spaces[first] = 2 * open.count
    }
  }

  private func nesting(of line: Line) -> Int {
    var sum = 0
    for index in line.lead {
      sum += tokens[index].nesting
      // What follows in this line is the text of the heredoc.
      if tokens[index].kind == .openHeredoc { break }
    }
    return line.assignment.map { tokens[$0].reduce(sum) { $0 + $1.nesting } } ?? sum
  }

  /// Aligns the assignments, and then the comments, of lines that follow one another.
  private mutating func align() {
    align(lines.map { line in line.assignment.map { Cell(first: $0.lowerBound, column: width(line.lead)) } })
    align(
      lines.map { line in
        line.comment.map { Cell(first: $0, column: width(line.lead) + (line.assignment.map(width) ?? 0)) }
      })
  }

  /// Where the token that begins a cell stands when nothing is between it and the cell before.
  private struct Cell {
    var first: Int
    var column: Int
  }

  private mutating func align(_ cells: [Cell?]) {
    for rows in cells.split(whereSeparator: { $0 == nil }) {
      let widest = rows.reduce(0) { max($0, $1?.column ?? 0) }
      for case let row? in rows { spaces[row.first] = widest - row.column + 1 }
    }
  }

  /// In columns, which are grapheme clusters.
  private func width(_ range: Range<Int>) -> Int {
    range.reduce(0) { sum, index in
      let text = tokens[index].text
      let isPlain = text.allSatisfy { $0 >= 0x20 && $0 < 0x80 }
      return sum + spaces[index] + (isPlain ? text.count : String(decoding: text, as: UTF8.self).count)
    }
  }
}
