/// Compresses bytes exactly as Terraform does: the compressed text is an argument of real resources, and one that
/// differs in a single byte would replace them. Hence the peculiar numbers: they are those of level 6 of the compressor
/// that it uses.
struct Deflate {
  private static let windowSize = 1 << 15
  private static let shortestMatch = 4
  private static let longestMatch = 258
  /// Four-byte matches from further away cost more than they save.
  private static let farthestShortMatch = 4096
  private static let hashBits = 17
  private static let maximumTokens = 1 << 14
  /// A match of this length is taken without looking for one that begins a byte later.
  private static let lazyLength = 16
  private static let niceLength = 128
  private static let maximumTries = 128

  private let bytes: [UInt8]
  private var blocks = DeflateBlocks()
  private var tokens: [DeflateBlocks.Token] = []
  /// The latest place of each hash, and for each place of the window the one before it with the same hash.
  private var heads = [Int](repeating: -1, count: 1 << Deflate.hashBits)
  private var previous = [Int](repeating: -1, count: Deflate.windowSize)
  /// What lies before this place has left the window's memory.
  private var base = 0
  private var blockStart = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Complete blocks, ending at a whole byte, none of them the last.
  static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    var deflate = Deflate(bytes)
    deflate.run()
    deflate.blocks.stored([], isLast: false)
    deflate.blocks.stored([], isLast: true)
    return deflate.blocks.output
  }

  private mutating func insert(_ index: Int) {
    let word =
      UInt32(bytes[index]) << 24 | UInt32(bytes[index + 1]) << 16 | UInt32(bytes[index + 2]) << 8
      | UInt32(bytes[index + 3])
    let hash = Int((word &* 0x1E35_A7BD) >> UInt32(32 - Self.hashBits))
    previous[index & (Self.windowSize - 1)] = heads[hash]
    heads[hash] = index
  }

  private mutating func run() {
    var index = 0
    var length = Self.shortestMatch - 1
    var distance = 0
    var hasPendingByte = false
    let lastInsertion = bytes.count - (Self.shortestMatch - 1)
    while index < bytes.count {
      moveWindow(index)
      let ahead = bytes.count - index
      let (lastLength, lastDistance) = (length, distance)
      (length, distance) = (Self.shortestMatch - 1, 0)
      if index < lastInsertion {
        insert(index)
        let candidate = previous[index & (Self.windowSize - 1)]
        if candidate >= max(base, index - Self.windowSize), ahead > lastLength, lastLength < Self.lazyLength,
          let match = match(at: index, from: candidate, ahead: ahead)
        {
          (length, distance) = match
        }
      }
      if lastLength >= Self.shortestMatch, length <= lastLength {
        // The match that began a byte before is at least as good.
        tokens.append(.match(length: lastLength, distance: lastDistance))
        let end = index + lastLength - 1
        for place in (index + 1)..<max(end, index + 1) where place < lastInsertion { insert(place) }
        index = end
        hasPendingByte = false
        length = Self.shortestMatch - 1
        if tokens.count == Self.maximumTokens { endBlock(at: index) }
      } else {
        if hasPendingByte {
          tokens.append(.literal(bytes[index - 1]))
          if tokens.count == Self.maximumTokens { endBlock(at: index) }
        }
        index += 1
        hasPendingByte = true
      }
    }
    if hasPendingByte { tokens.append(.literal(bytes[index - 1])) }
    if !tokens.isEmpty { endBlock(at: index) }
  }

  /// The window's memory is twice as long as the window; when it is used up, its first half is dropped.
  private mutating func moveWindow(_ index: Int) {
    let margin = Self.shortestMatch + Self.longestMatch
    let end = min(bytes.count, base + 2 * Self.windowSize)
    if end - index < margin, end < bytes.count { base += Self.windowSize }
  }

  private mutating func endBlock(at index: Int) {
    blocks.block(tokens, of: blockStart >= base ? bytes[blockStart..<index] : nil)
    blockStart = index
    tokens.removeAll(keepingCapacity: true)
  }

  /// The longest match found among the places with the same hash, nearest first.
  private func match(at index: Int, from start: Int, ahead: Int) -> (length: Int, distance: Int)? {
    let most = min(ahead, Self.longestMatch)
    let nice = min(most, Self.niceLength)
    let earliest = max(index - Self.windowSize, base)
    var found: (length: Int, distance: Int)?
    var best = Self.shortestMatch - 1
    var candidate = start
    for _ in 0..<Self.maximumTries {
      if bytes[candidate + best] == bytes[index + best] {
        var length = 0
        while length < most, bytes[candidate + length] == bytes[index + length] { length += 1 }
        if length > best, length > Self.shortestMatch || index - candidate <= Self.farthestShortMatch {
          found = (length, index - candidate)
          best = length
          if length >= nice { break }
        }
      }
      if candidate == index - Self.windowSize { break }
      candidate = previous[candidate & (Self.windowSize - 1)]
      if candidate < earliest { break }
    }
    return found
  }
}
