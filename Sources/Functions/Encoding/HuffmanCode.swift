/// A prefix code: for each symbol its bits, lowest first, and their number. Symbols that do not occur have none.
struct HuffmanCode {
  private(set) var bits: [UInt16]
  private(set) var lengths: [UInt8]

  /// The best code for these frequencies that has no more than `limit` bits for any symbol.
  init(frequencies: [Int], limit: Int) {
    bits = Array(repeating: 0, count: frequencies.count)
    lengths = Array(repeating: 0, count: frequencies.count)
    let used = frequencies.indices.filter { frequencies[$0] > 0 }
    if used.count <= 2 {
      for (code, symbol) in used.enumerated() { set(symbol, code: code, length: 1) }
      return
    }
    let sorted = used.sorted { (frequencies[$0], $0) < (frequencies[$1], $1) }
    let counts = Self.lengthCounts(sorted.map { frequencies[$0] }, limit: min(limit, used.count - 1))
    var rest = sorted[...]
    var code = 0
    for (length, count) in counts.enumerated() {
      code <<= 1
      // The most frequent of those that are left; among equals of length, codes follow the symbols.
      for symbol in rest.suffix(count).sorted() {
        set(symbol, code: code, length: length)
        code += 1
      }
      rest = rest.dropLast(count)
    }
  }

  /// A code that is known beforehand.
  init(lengths: [UInt8], codes: [Int]) {
    bits = Array(repeating: 0, count: lengths.count)
    self.lengths = lengths
    for symbol in lengths.indices { set(symbol, code: codes[symbol], length: Int(lengths[symbol])) }
  }

  private mutating func set(_ symbol: Int, code: Int, length: Int) {
    var reversed: UInt16 = 0
    for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << UInt16(length - 1 - bit) }
    bits[symbol] = reversed
    lengths[symbol] = UInt8(length)
  }

  /// The bits that symbols of these frequencies take.
  func size(_ frequencies: [Int]) -> Int {
    var total = 0
    for (frequency, length) in zip(frequencies, lengths) { total += frequency * Int(length) }
    return total
  }

  /// How many symbols get which length: the package-merge algorithm. Frequencies ascend; there are at least three.
  /// Among equals packages come before single symbols, which decides between codes that are equally good.
  private static func lengthCounts(_ frequencies: [Int], limit: Int) -> [Int] {
    // For each level, whether its items, in order, are single symbols.
    var levels: [[Bool]] = []
    var packages: [Int] = []
    for _ in 0..<limit {
      var weights: [Int] = []
      var isSymbol: [Bool] = []
      var (symbol, package) = (0, 0)
      while symbol < frequencies.count || package < packages.count {
        if package == packages.count || (symbol < frequencies.count && frequencies[symbol] < packages[package]) {
          weights.append(frequencies[symbol])
          isSymbol.append(true)
          symbol += 1
        } else {
          weights.append(packages[package])
          isSymbol.append(false)
          package += 1
        }
      }
      levels.append(isSymbol)
      packages = stride(from: 0, to: weights.count - 1, by: 2).map { weights[$0] + weights[$0 + 1] }
    }
    // Of the last level as many items are taken as give every symbol a code; of each one before, what its packages
    // hold.
    var taken = 2 * frequencies.count - 2
    var symbols: [Int] = []
    for level in levels.reversed() {
      let count = level.prefix(taken).count { $0 }
      symbols.append(count)
      taken = 2 * (taken - count)
    }
    symbols.append(0)
    return [0] + (0..<limit).map { symbols[$0] - symbols[$0 + 1] }
  }
}
