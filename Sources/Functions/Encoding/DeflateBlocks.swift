/// Writes deflate's blocks, each in the notation that takes least: stored, with the fixed code, or with a code of its
/// own.
struct DeflateBlocks {
  enum Token {
    case literal(UInt8)
    case match(length: Int, distance: Int)
  }

  private(set) var output: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingCount = 0

  private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let endOfBlock = 256
  private static let longestStored = 65535

  private mutating func write(_ value: Int, _ count: Int) {
    pending |= UInt64(value) << UInt64(pendingCount)
    pendingCount += count
    while pendingCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }

  private mutating func write(_ code: HuffmanCode, _ symbol: Int) {
    write(Int(code.bits[symbol]), Int(code.lengths[symbol]))
  }

  /// An empty one brings everything before it to whole bytes.
  mutating func stored(_ bytes: ArraySlice<UInt8>, isLast: Bool) {
    write(isLast ? 1 : 0, 3)
    if pendingCount > 0 { write(0, 8 - pendingCount) }
    write(bytes.count, 16)
    write(~bytes.count & 0xFFFF, 16)
    output += bytes
  }

  /// The bytes that the tokens stand for are given while they could still be stored as they are.
  mutating func block(_ tokens: [Token], of bytes: ArraySlice<UInt8>?) {
    var literals = [Int](repeating: 0, count: 286)
    var distances = [Int](repeating: 0, count: 30)
    var extraBits = 0
    literals[Self.endOfBlock] = 1
    for token in tokens {
      switch token {
      case .literal(let byte): literals[Int(byte)] += 1
      case .match(let length, let distance):
        let (l, d) = (DeflateCodes.length(length), DeflateCodes.distance(distance))
        literals[257 + l.code] += 1
        distances[d.code] += 1
        extraBits += l.extraBits + d.extraBits
      }
    }
    // A code for distances must have at least one.
    if distances.allSatisfy({ $0 == 0 }) { distances[0] = 1 }
    let literalCode = HuffmanCode(frequencies: literals, limit: 15)
    let distanceCode = HuffmanCode(frequencies: distances, limit: 15)
    let header = CodeHeader(
      literalLengths: trimmed(literalCode.lengths), distanceLengths: trimmed(distanceCode.lengths),
      order: Self.codeOrder)

    let ownSize = header.size + literalCode.size(literals) + distanceCode.size(distances) + extraBits
    let fixedSize =
      3 + DeflateCodes.fixedLiterals.size(literals) + DeflateCodes.fixedDistances.size(distances) + extraBits
    if let bytes, bytes.count <= Self.longestStored, (bytes.count + 5) * 8 < min(ownSize, fixedSize) {
      return stored(bytes, isLast: false)
    }
    if ownSize < fixedSize {
      write(4, 3)
      write(header)
      write(tokens, literalCode, distanceCode)
    } else {
      write(2, 3)
      write(tokens, DeflateCodes.fixedLiterals, DeflateCodes.fixedDistances)
    }
  }

  private func trimmed(_ lengths: [UInt8]) -> [UInt8] {
    Array(lengths[...(lengths.lastIndex { $0 > 0 } ?? 0)])
  }

  private mutating func write(_ header: CodeHeader) {
    write(header.literalCount - 257, 5)
    write(header.distanceCount - 1, 5)
    write(header.lengthCount - 4, 4)
    for symbol in Self.codeOrder.prefix(header.lengthCount) { write(Int(header.code.lengths[symbol]), 3) }
    for run in header.runs {
      write(header.code, run.symbol)
      write(run.extra, CodeHeader.extraBits(run.symbol))
    }
  }

  private mutating func write(_ tokens: [Token], _ literals: HuffmanCode, _ distances: HuffmanCode) {
    for token in tokens {
      switch token {
      case .literal(let byte): write(literals, Int(byte))
      case .match(let length, let distance):
        let (l, d) = (DeflateCodes.length(length), DeflateCodes.distance(distance))
        write(literals, 257 + l.code)
        write(l.extra, l.extraBits)
        write(distances, d.code)
        write(d.extra, d.extraBits)
      }
    }
    write(literals, Self.endOfBlock)
  }
}

/// The lengths of a block's two codes, as the block tells them: runs of equal lengths, themselves in a code.
private struct CodeHeader {
  private(set) var runs: [(symbol: Int, extra: Int)] = []
  let code: HuffmanCode
  let literalCount: Int
  let distanceCount: Int
  /// How many of the lengths of `code` are told.
  let lengthCount: Int
  /// In bits, with the block's own header.
  let size: Int

  static func extraBits(_ symbol: Int) -> Int {
    switch symbol {
    case 16: 2
    case 17: 3
    case 18: 7
    default: 0
    }
  }

  init(literalLengths: [UInt8], distanceLengths: [UInt8], order: [Int]) {
    literalCount = literalLengths.count
    distanceCount = distanceLengths.count
    let all = literalLengths + distanceLengths
    var runs: [(symbol: Int, extra: Int)] = []
    var index = 0
    while index < all.count {
      let length = Int(all[index])
      var count = all[index...].prefix { $0 == all[index] }.count
      index += count
      if length > 0 {
        runs.append((length, 0))
        count -= 1
        while count >= 3 {
          let part = min(count, 6)
          runs.append((16, part - 3))
          count -= part
        }
      } else {
        while count >= 11 {
          let part = min(count, 138)
          runs.append((18, part - 11))
          count -= part
        }
        if count >= 3 {
          runs.append((17, count - 3))
          count = 0
        }
      }
      for _ in 0..<count { runs.append((length, 0)) }
    }
    var frequencies = [Int](repeating: 0, count: 19)
    for run in runs { frequencies[run.symbol] += 1 }
    self.runs = runs
    code = HuffmanCode(frequencies: frequencies, limit: 7)
    lengthCount = max(4, (order.lastIndex { frequencies[$0] > 0 } ?? 0) + 1)
    size =
      17 + 3 * lengthCount + code.size(frequencies) + runs.reduce(0) { $0 + Self.extraBits($1.symbol) }
  }
}

/// Deflate's symbols for lengths and distances, and its fixed codes.
private enum DeflateCodes {
  typealias Symbol = (code: Int, extra: Int, extraBits: Int)

  /// Of a match of 3 to 258 bytes.
  static func length(_ length: Int) -> Symbol {
    if length == 258 { return (28, 0, 0) }
    let value = length - 3
    if value < 8 { return (value, 0, 0) }
    let bits = Int.bitWidth - 1 - value.leadingZeroBitCount - 2
    return (4 * bits + (value >> bits), value & (1 << bits - 1), bits)
  }

  /// Of 1 to 32768 bytes.
  static func distance(_ distance: Int) -> Symbol {
    let value = distance - 1
    if value < 4 { return (value, 0, 0) }
    let bits = Int.bitWidth - 1 - value.leadingZeroBitCount - 1
    return (2 * bits + (value >> bits), value & (1 << bits - 1), bits)
  }

  static let fixedLiterals: HuffmanCode = {
    let entries = (0..<286).map { symbol -> (length: UInt8, code: Int) in
      switch symbol {
      case ..<144: (8, 0x30 + symbol)
      case ..<256: (9, 0x190 + symbol - 144)
      case ..<280: (7, symbol - 256)
      default: (8, 0xC0 + symbol - 280)
      }
    }
    return HuffmanCode(lengths: entries.map(\.length), codes: entries.map(\.code))
  }()

  static let fixedDistances = HuffmanCode(lengths: Array(repeating: 5, count: 30), codes: Array(0..<30))
}
