/// Makes bytes that are nearly right: seeds with a few bytes, words and pieces of other seeds put in, left out or repeated.
package struct Mutator<Random: RandomNumberGenerator> {
  private var random: Random
  private let seeds: [[UInt8]]
  private let words: [[UInt8]]
  /// Longer inputs only take longer.
  private static var maximumSize: Int { 1 << 14 }

  package init(_ target: FuzzTarget, random: Random, more seeds: [[UInt8]] = []) {
    self.random = random
    let all = target.seeds() + seeds
    self.seeds = all.isEmpty ? [[]] : all
    words = target.words
  }

  package mutating func next() -> [UInt8] {
    var bytes = pick(seeds) ?? []
    for _ in 0..<number(1...6) { mutate(&bytes) }
    return Array(bytes.prefix(Self.maximumSize))
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = number(0...bytes.count)
    let length = number(0...min(16, bytes.count - place))
    switch number(0...8) {
    case 0: bytes.insert(contentsOf: pick(words) ?? [byte()], at: place)
    case 1: if place < bytes.count { bytes[place] = byte() }
    case 2: if place < bytes.count { bytes[place] ^= 1 << UInt8(number(0...7)) }
    case 3: bytes.removeSubrange(place..<place + length)
    case 4: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: place)
    case 5:
      let other = pick(seeds) ?? []
      let start = number(0...other.count)
      bytes.insert(contentsOf: other[start..<min(other.count, start + number(0...64))], at: place)
    case 6: bytes.insert(contentsOf: (0..<number(1...4)).map { _ in byte() }, at: place)
    case 7: bytes.insert(contentsOf: repeatElement(pick(words) ?? [byte()], count: number(2...300)).joined(), at: place)
    default: bytes.removeSubrange(place...)
    }
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  /// Bytes at the ends of their range are where mistakes are.
  private mutating func byte() -> UInt8 {
    number(0...3) == 0 ? [0, 1, 0x7F, 0x80, 0xFF][number(0...4)] : UInt8(number(0...255))
  }
  private mutating func pick<T>(_ choices: [T]) -> T? { choices.randomElement(using: &random) }
}
