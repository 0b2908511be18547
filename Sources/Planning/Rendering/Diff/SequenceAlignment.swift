/// Which elements of two sequences belong together, in the order in which a difference lists them.
struct SequenceAlignment {
  struct Pair: Equatable {
    var before: Int?
    var after: Int?
  }

  /// Cells of the table beyond which common ends are set aside first, and then only identical places are matched: the
  /// table of two files of ten thousand lines would fill the memory.
  static let maximumCells = 4_000_000

  /// `mayPair` says of two different elements that stand at the same place whether one became the other.
  static func pairs<Element: Hashable>(
    _ before: [Element], _ after: [Element], mayPair: (Element, Element) -> Bool
  ) -> [Pair] {
    if before.count == after.count {
      // Where something went and as much came, elements were changed in their places; otherwise they were moved.
      let present = Set(after)
      if !before.allSatisfy(present.contains) { return before.indices.map { Pair(before: $0, after: $0) } }
    }
    let common = commonElements(before, after)
    var pairs: [Pair] = []
    var i = 0
    var j = 0
    var next = 0
    while i < before.count || j < after.count || next < common.count {
      while i < before.count, next >= common.count || i != common[next].before {
        let isNextCommon = next < common.count && j < after.count && before[common[next].before] == after[j]
        if j < after.count, !isNextCommon, mayPair(before[i], after[j]) {
          pairs.append(Pair(before: i, after: j))
          i += 1
          j += 1
        } else {
          pairs.append(Pair(before: i, after: nil))
          i += 1
        }
      }
      while j < after.count, next >= common.count || j != common[next].after {
        pairs.append(Pair(before: nil, after: j))
        j += 1
      }
      if next < common.count {
        pairs.append(Pair(before: i, after: j))
        i += 1
        j += 1
        next += 1
      }
    }
    return pairs
  }

  /// A longest common subsequence, as early in both sequences as its elements allow.
  private static func commonElements<Element: Hashable>(
    _ before: [Element], _ after: [Element]
  ) -> [(before: Int, after: Int)] {
    var numbers: [Element: Int] = [:]
    func number(_ element: Element) -> Int {
      if let known = numbers[element] { return known }
      numbers[element] = numbers.count
      return numbers.count - 1
    }
    let a = before.map(number)
    let b = after.map(number)
    let common = a.count * b.count <= maximumCells ? subsequence(a, b) : endsInCommon(a, b)
    // Any element equal to the next common one takes its place: the first of each run is what people see as kept.
    var result: [(before: Int, after: Int)] = []
    var i = 0
    var j = 0
    for element in common {
      while i < a.count, a[i] != element { i += 1 }
      while j < b.count, b[j] != element { j += 1 }
      guard i < a.count, j < b.count else { break }
      result.append((i, j))
      i += 1
      j += 1
    }
    return result
  }

  private static func subsequence(_ a: [Int], _ b: [Int]) -> [Int] {
    if a.isEmpty || b.isEmpty { return [] }
    let width = a.count + 1
    // lengths[(j + 1) * width + i + 1]: of the longest common subsequence of a[...i] and b[...j].
    var lengths = [Int32](repeating: 0, count: width * (b.count + 1))
    for j in b.indices {
      for i in a.indices {
        let here = (j + 1) * width + i + 1
        lengths[here] = a[i] == b[j] ? lengths[here - width - 1] + 1 : max(lengths[here - 1], lengths[here - width])
      }
    }
    var result: [Int] = []
    var i = a.count - 1
    var j = b.count - 1
    while i >= 0, j >= 0 {
      let here = (j + 1) * width + i + 1
      if a[i] == b[j] {
        result.append(a[i])
        i -= 1
        j -= 1
      } else if lengths[here - 1] > lengths[here - width] {
        i -= 1
      } else {
        j -= 1
      }
    }
    return result.reversed()
  }

  private static func endsInCommon(_ a: [Int], _ b: [Int]) -> [Int] {
    let head = zip(a, b).prefix { $0 == $1 }.map(\.0)
    let restA = a.dropFirst(head.count)
    let restB = b.dropFirst(head.count)
    let tail = Array(zip(restA.reversed(), restB.reversed()).prefix { $0 == $1 }.map(\.0).reversed())
    let middleA = Array(restA.dropLast(tail.count))
    let middleB = Array(restB.dropLast(tail.count))
    let middle =
      middleA.count * middleB.count <= maximumCells
      ? subsequence(middleA, middleB) : zip(middleA, middleB).filter { $0 == $1 }.map(\.0)
    return head + middle + tail
  }
}
