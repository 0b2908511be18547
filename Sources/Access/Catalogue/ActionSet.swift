/// Actions of the catalogue, by their numbers.
package struct ActionSet: Sendable, Hashable {
  private var words: [UInt64]

  package init() { words = [UInt64](repeating: 0, count: (ActionCatalogueData.count + 63) / 64) }

  package static let all: ActionSet = {
    var set = ActionSet()
    set.formUnion(0..<ActionCatalogueData.count)
    return set
  }()

  package mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }
  package func contains(_ number: Int) -> Bool { words[number >> 6] & (1 << UInt64(number & 63)) != 0 }
  package mutating func formUnion(_ range: Range<Int>) { for number in range { insert(number) } }
  package mutating func formUnion(_ other: ActionSet) {
    for index in words.indices { words[index] |= other.words[index] }
  }
  package mutating func subtract(_ other: ActionSet) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }
  package mutating func formIntersection(_ other: ActionSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  package func subtracting(_ other: ActionSet) -> ActionSet {
    var copy = self
    copy.subtract(other)
    return copy
  }

  package func intersection(_ other: ActionSet) -> ActionSet {
    var copy = self
    copy.formIntersection(other)
    return copy
  }

  package func union(_ other: ActionSet) -> ActionSet {
    var copy = self
    copy.formUnion(other)
    return copy
  }

  package func contains(_ range: Range<Int>) -> Bool { range.allSatisfy(contains) }
  package var isEmpty: Bool { words.allSatisfy { $0 == 0 } }
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Sorted: the catalogue is, too.
  package var numbers: [Int] {
    var found: [Int] = []
    for (index, word) in words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        found.append(index << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return found
  }
}
