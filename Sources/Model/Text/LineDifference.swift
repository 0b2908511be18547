/// Which lines two texts do not have in common, by the shortest way from one to the other (Myers).
package struct LineDifference: Sendable, Equatable {
  /// Lines `old` of the first text are replaced by lines `new` of the second; either may be empty.
  package struct Hunk: Sendable, Equatable {
    package var old: Range<Int>
    package var new: Range<Int>
  }

  /// Ordered, not touching one another.
  package private(set) var hunks: [Hunk] = []

  /// Beyond this, what lies between the common beginning and end is one hunk: the search takes time and memory with the
  /// square of the number of differences.
  static let maximumDifferences = 2_000

  package init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
    var first = 0
    while first < old.count, first < new.count, old[first] == new[first] { first += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > first, newEnd > first, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    if first == oldEnd, first == newEnd { return }
    let pairs =
      Self.common(old[first..<oldEnd], new[first..<newEnd]).map { ($0.0, $0.1) } + [(oldEnd, newEnd)]
    var (oldNext, newNext) = (first, first)
    for (oldPair, newPair) in pairs {
      if oldPair > oldNext || newPair > newNext {
        hunks.append(Hunk(old: oldNext..<oldPair, new: newNext..<newPair))
      }
      (oldNext, newNext) = (oldPair + 1, newPair + 1)
    }
  }

  /// Pairs of lines that stay, in order.
  private static func common(_ old: ArraySlice<ArraySlice<UInt8>>, _ new: ArraySlice<ArraySlice<UInt8>>) -> [(Int, Int)]
  {
    let (n, m) = (old.count, new.count)
    if n == 0 || m == 0 { return [] }
    let limit = min(n + m, maximumDifferences)
    // The furthest line of `old` reached on each diagonal, before each number of differences.
    var furthest = [Int](repeating: 0, count: 2 * limit + 2)
    var history: [[Int]] = []
    search: for differences in 0...limit {
      history.append(furthest)
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        let goesDown =
          diagonal == -differences
          || (diagonal != differences && furthest[diagonal - 1 + limit] < furthest[diagonal + 1 + limit])
        var x = goesDown ? furthest[diagonal + 1 + limit] : furthest[diagonal - 1 + limit] + 1
        var y = x - diagonal
        while x < n, y < m, old[old.startIndex + x] == new[new.startIndex + y] {
          x += 1
          y += 1
        }
        furthest[diagonal + limit] = x
        if x >= n, y >= m { break search }
      }
      if differences == limit { return [] }
    }
    return trace(history, n, m, limit).map { (old.startIndex + $0.0, new.startIndex + $0.1) }
  }

  /// The way back through what was reached.
  private static func trace(_ history: [[Int]], _ n: Int, _ m: Int, _ limit: Int) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (x, y) = (n, m)
    for (differences, furthest) in history.enumerated().reversed() {
      let diagonal = x - y
      let goesDown =
        diagonal == -differences
        || (diagonal != differences && furthest[diagonal - 1 + limit] < furthest[diagonal + 1 + limit])
      let before = differences == 0 ? 0 : goesDown ? diagonal + 1 : diagonal - 1
      let startX = differences == 0 ? 0 : furthest[before + limit]
      let startY = differences == 0 ? 0 : startX - before
      while x > startX, y > startY, x > 0, y > 0 {
        if differences > 0, x == (goesDown ? startX : startX + 1), y == (goesDown ? startY + 1 : startY) { break }
        x -= 1
        y -= 1
        pairs.append((x, y))
      }
      (x, y) = (startX, startY)
    }
    return pairs.reversed()
  }
}

/// The lines of a text, each with its line end.
package func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var start = 0
  while start < text.count {
    let end = text[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.count
    lines.append(text[start..<end])
    start = end
  }
  return lines
}
