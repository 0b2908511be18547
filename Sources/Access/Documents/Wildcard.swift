/// A pattern in which `*` stands for any text and `?` for one character. What is not known of it stands for any text as well, which
/// makes what it matches possible only.
struct Wildcard: Sendable, Hashable {
  static let star = UInt8(ascii: "*")
  static let one = UInt8(ascii: "?")
  /// In no text of a policy: any text, not known which.
  static let unknown: UInt8 = 1

  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }
  init(_ text: String) { bytes = Array(text.utf8) }

  static func isSpecial(_ byte: UInt8) -> Bool { byte == star || byte == one || byte == unknown }

  var matchesEverything: Bool { !bytes.isEmpty && bytes.allSatisfy { $0 == Self.star } }
  var isKnown: Bool { !bytes.contains(Self.unknown) }

  func matches(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer(matches)
  }

  /// Greedy, with one way back: in time of the product of the lengths at worst.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { pattern in
      var (place, position) = (0, 0)
      var (lastStar, resume) = (-1, 0)
      while position < text.count {
        if place < pattern.count, pattern[place] == Self.star || pattern[place] == Self.unknown {
          (lastStar, resume) = (place, position)
          place += 1
        } else if place < pattern.count, pattern[place] == Self.one || pattern[place] == text[position] {
          place += 1
          position += 1
        } else if lastStar >= 0 {
          place = lastStar + 1
          resume += 1
          position = resume
        } else {
          return false
        }
      }
      while place < pattern.count, pattern[place] == Self.star || pattern[place] == Self.unknown { place += 1 }
      return place == pattern.count
    }
  }

  /// Whether everything that `other` matches is matched by this. Says no where it cannot tell.
  func contains(_ other: Wildcard) -> Bool {
    guard isKnown else { return false }
    // The other's wildcards are letters like any, which a star takes; a question mark must not take more than one letter.
    let text = other.bytes
    var reach = [Bool](repeating: false, count: text.count + 1)
    reach[0] = true
    for letter in bytes {
      var next = [Bool](repeating: false, count: text.count + 1)
      if letter == Self.star {
        var isOpen = false
        for index in reach.indices {
          isOpen = isOpen || reach[index]
          next[index] = isOpen
        }
      } else {
        for index in text.indices where reach[index] {
          let isOneLetter = text[index] != Self.star && text[index] != Self.unknown
          if letter == Self.one ? isOneLetter : letter == text[index] { next[index + 1] = true }
        }
      }
      reach = next
    }
    return reach[text.count]
  }

  /// Whether there may be a text that both match.
  func meets(_ other: Wildcard) -> Bool {
    let (a, b) = (bytes, other.bytes)
    func isAny(_ byte: UInt8) -> Bool { byte == Self.star || byte == Self.unknown }
    // By the prefixes of `b`, for one prefix of `a` after the other: whether some text is matched by both.
    var reach = [Bool](repeating: false, count: b.count + 1)
    reach[0] = true
    for i in 0...a.count {
      var next = [Bool](repeating: false, count: b.count + 1)
      for j in 0...b.count where reach[j] {
        if i < a.count, isAny(a[i]) { next[j] = true }
        if j < b.count, isAny(b[j]) { reach[j + 1] = true }
        guard i < a.count, j < b.count else { continue }
        switch (isAny(a[i]), isAny(b[j])) {
        case (true, true): next[j + 1] = true
        case (true, false): reach[j + 1] = true
        case (false, true): next[j] = true
        case (false, false):
          if a[i] == b[j] || a[i] == Self.one || b[j] == Self.one { next[j + 1] = true }
        }
      }
      if i == a.count { return reach[b.count] }
      reach = next
    }
    return false
  }
}
