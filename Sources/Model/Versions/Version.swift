/// A version number as semver has it, with as many numbered portions as were written: `5.100.0`, `1.2`, `2.0.0-rc.1+x`.
package struct Version: Sendable, CustomStringConvertible {
  /// At least three; portions that were not written are 0.
  package var segments: [Int]
  /// How many portions stood in the text: `~> 1.2` and `~> 1.2.0` differ by it.
  package var writtenSegments: Int
  /// Without its dash, empty for a release.
  package var prerelease: String
  /// Without its plus sign; of no meaning for precedence.
  package var metadata: String

  package init(_ major: Int, _ minor: Int, _ patch: Int, prerelease: String = "", metadata: String = "") {
    self.segments = [major, minor, patch]
    self.writtenSegments = 3
    self.prerelease = prerelease
    self.metadata = metadata
  }

  package init(_ text: String) throws(VersionError) {
    var reader = VersionReader(text)
    self = try reader.version()
    if let rest = reader.rest { throw VersionError(text: text, reason: "it cannot contain \(quoted(rest))") }
  }

  fileprivate init(segments: [Int], writtenSegments: Int, prerelease: String, metadata: String) {
    self.segments = segments
    self.writtenSegments = writtenSegments
    self.prerelease = prerelease
    self.metadata = metadata
  }

  package var isPrerelease: Bool { !prerelease.isEmpty }
  /// The numbers alone: `2.0.0` of `2.0.0-rc.1+x`.
  package var core: Version {
    Version(segments: segments, writtenSegments: writtenSegments, prerelease: "", metadata: "")
  }

  /// In full: `1.2` is `1.2.0`.
  package var description: String { segments.map { String($0) }.joined(separator: ".") + suffix }

  /// What follows the numbers.
  var suffix: String { (isPrerelease ? "-\(prerelease)" : "") + (metadata.isEmpty ? "" : "+\(metadata)") }
}

/// Why a text is no version.
package struct VersionError: Error, Hashable {
  package var text: String
  /// To follow "because".
  package var reason: String
}

extension Version: Hashable, Comparable {
  /// By precedence, and by build metadata only where that does not decide, so that any order by `<` is total.
  package static func < (a: Version, b: Version) -> Bool {
    if a.hasSamePrecedence(as: b) { return a.metadata < b.metadata }
    return a.precedes(b)
  }

  package static func == (a: Version, b: Version) -> Bool {
    a.hasSamePrecedence(as: b) && a.metadata == b.metadata
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(significantSegments)
    hasher.combine(prerelease)
    hasher.combine(metadata)
  }

  package func hasSamePrecedence(as other: Version) -> Bool {
    significantSegments == other.significantSegments && prerelease == other.prerelease
  }

  package func precedes(_ other: Version) -> Bool {
    if significantSegments != other.significantSegments {
      return significantSegments.lexicographicallyPrecedes(other.significantSegments)
    }
    if prerelease.isEmpty || other.prerelease.isEmpty { return !prerelease.isEmpty && other.prerelease.isEmpty }
    return Self.prereleasePrecedes(prerelease, other.prerelease)
  }

  /// Without zeros at the end: `1.2` and `1.2.0.0` are one version.
  private var significantSegments: ArraySlice<Int> {
    segments[..<((segments.lastIndex { $0 != 0 } ?? -1) + 1)]
  }

  /// Numbers by size and before words, words by their bytes, the shorter list first.
  private static func prereleasePrecedes(_ a: String, _ b: String) -> Bool {
    let a = a.split(separator: ".", omittingEmptySubsequences: false)
    let b = b.split(separator: ".", omittingEmptySubsequences: false)
    for (x, y) in zip(a, b) where x != y {
      switch (Int(x), Int(y)) {
      case (let m?, let n?) where m != n: return m < n
      case (_?, nil): return true
      case (nil, _?): return false
      default: return x.utf8.lexicographicallyPrecedes(y.utf8)
      }
    }
    return a.count < b.count
  }
}

/// Reads versions from the front of a text.
struct VersionReader {
  /// More is surely no version, and a number that long is no number.
  private static let longestText = 256
  private static let mostSegments = 16

  private let whole: String
  private var text: Substring.UTF8View

  init(_ text: String) {
    self.whole = text
    self.text = Substring(text).utf8
  }

  var rest: String? { text.isEmpty ? nil : String(Substring(text)) }

  mutating func skip(_ expected: String) -> Bool {
    guard text.starts(with: expected.utf8) else { return false }
    text = text.dropFirst(expected.utf8.count)
    return true
  }

  mutating func skipSpaces() { text = text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }

  mutating func version() throws(VersionError) -> Version {
    if whole.utf8.count > Self.longestText { throw error("it is too long") }
    _ = skip("v")
    var segments: [Int] = []
    repeat {
      let digits = text.prefix { isDigit($0) }
      if digits.isEmpty { throw error("a number is missing") }
      guard let number = Int(String(Substring(digits))) else { throw error("a number in it is too large") }
      segments.append(number)
      text = text.dropFirst(digits.count)
    } while segments.count < Self.mostSegments && skip(".")
    let written = segments.count
    while segments.count < 3 { segments.append(0) }
    var prerelease = ""
    if skip("-") || text.first.map(isLetter) == true { prerelease = identifiers() }
    let metadata = skip("+") ? identifiers() : ""
    return Version(segments: segments, writtenSegments: written, prerelease: prerelease, metadata: metadata)
  }

  private mutating func identifiers() -> String {
    let part = text.prefix { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    text = text.dropFirst(part.count)
    return String(Substring(part))
  }

  private func error(_ reason: String) -> VersionError { VersionError(text: whole, reason: reason) }

  private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "~")
  }
}
