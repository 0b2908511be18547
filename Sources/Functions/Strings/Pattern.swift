import CRE2

/// Why a text is no regular expression.
struct PatternError: Error {
  var reason: String
  var fragment: String
}

/// A compiled regular expression in RE2's syntax. Offsets are in bytes of UTF-8.
struct Pattern: Sendable {
  // Matching does not change a compiled expression, and RE2 lets threads share one.
  private final class Compiled: @unchecked Sendable {
    let regex: OpaquePointer
    init?(_ text: String) {
      guard let regex = text.withCString({ plumb_regex_new($0, text.utf8.count) }) else { return nil }
      self.regex = regex
    }
    deinit { plumb_regex_free(regex) }
  }

  private let compiled: Compiled
  /// One for each group; nil for a group without a name.
  let groupNames: [String?]

  init(_ text: String) throws(PatternError) {
    guard let compiled = Compiled(try Self.withNamesAsRE2Has(text)) else {
      throw PatternError(reason: "expression too large", fragment: text)
    }
    if let error = plumb_regex_error(compiled.regex) { throw Self.error(String(cString: error), pattern: text) }
    self.compiled = compiled
    let count = plumb_regex_group_count(compiled.regex)
    groupNames = (0..<max(count, 0)).map { index in
      plumb_regex_group_name(compiled.regex, index + 1).map { String(cString: $0) }
    }
  }

  /// Older versions of RE2 do not know `(?<name>...)`, which is `(?P<name>...)`.
  private static func withNamesAsRE2Has(_ text: String) throws(PatternError) -> String {
    guard text.contains("(?<") else { return text }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    var isInClass = false
    while let byte = rest.popFirst() {
      result.append(byte)
      switch byte {
      case UInt8(ascii: "\\"): if let escaped = rest.popFirst() { result.append(escaped) }
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "(") where !isInClass && rest.starts(with: "?<".utf8):
        let next = rest.dropFirst(2).first
        guard next != UInt8(ascii: "="), next != UInt8(ascii: "!") else {
          throw PatternError(reason: "invalid named capture", fragment: String(decoding: [byte] + rest, as: UTF8.self))
        }
        rest = rest.dropFirst()
        result += Array("?P".utf8)
      default: break
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// RE2 says in other words what Terraform's users know.
  private static func error(_ text: String, pattern: String) -> PatternError {
    let reasons = [
      "missing )": "missing closing )", "missing ]": "missing closing ]", "unexpected )": "unexpected )",
      "missing argument to repetition operator": "missing argument to repetition operator",
      "no argument for repetition operator": "missing argument to repetition operator",
      "trailing \\ at end of regexp": "trailing backslash at end of expression",
      "trailing \\": "trailing backslash at end of expression",
      "bad repetition operator": "invalid nested repetition operator",
      "invalid repetition size": "invalid repeat count",
      "bad repetition argument": "invalid repeat count",
      "invalid character class range": "invalid character class range",
      "invalid escape sequence": "invalid escape sequence",
      "invalid named capture group": "invalid named capture",
      "invalid perl operator": "invalid or unsupported Perl syntax",
      "invalid UTF-8": "invalid UTF-8",
    ]
    let parts = text.split(separator: ":", maxSplits: 1)
    let reason = parts.first.map(String.init) ?? text
    let known = reasons[reason] ?? reason
    var fragment = parts.count > 1 ? String(parts[1].dropFirst()) : ""
    if known.hasPrefix("missing closing )") || known == "unexpected )" || fragment.isEmpty { fragment = pattern }
    return PatternError(reason: known, fragment: known.hasPrefix("trailing") ? "" : fragment)
  }

  /// The leftmost match at or after an offset: the whole, then each group, nil where a group took no part.
  func match(in text: [UInt8], from start: Int) -> [Range<Int>?]? {
    let count = groupNames.count + 1
    var spans = [Int64](repeating: -1, count: 2 * count)
    // An empty array may have no address, but RE2 wants one.
    let storage = text.isEmpty ? [0] : text
    let found = storage.withUnsafeBytes { bytes in
      plumb_regex_find(
        compiled.regex, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, start, &spans, Int32(count))
    }
    guard found != 0 else { return nil }
    return (0..<count).map { index in
      spans[2 * index] < 0 ? nil : Int(spans[2 * index])..<Int(spans[2 * index + 1])
    }
  }

  /// Matches from left to right; an empty one right after another match does not count.
  func allMatches(in text: [UInt8]) -> [[Range<Int>?]] {
    var found: [[Range<Int>?]] = []
    var position = 0
    var previousEnd = -1
    while position <= text.count, let spans = match(in: text, from: position), let whole = spans[0] {
      var isAccepted = true
      if whole.upperBound == position {
        isAccepted = whole.lowerBound != previousEnd
        position += position < text.count ? scalarLength(text[position]) : 1
      } else {
        position = whole.upperBound
      }
      previousEnd = whole.upperBound
      if isAccepted { found.append(spans) }
    }
    return found
  }

  /// `$1`, `${1}` and `${name}` in the replacement stand for what groups have captured, `$$` for a dollar sign.
  func replaceAll(in text: String, with replacement: String) -> String {
    let source = Array(text.utf8)
    let template = self.template(replacement)
    var result: [UInt8] = []
    var lastEnd = 0
    var position = 0
    while position <= source.count, let spans = match(in: source, from: position), let whole = spans[0] {
      result += source[lastEnd..<whole.lowerBound]
      if whole.upperBound > lastEnd || whole.lowerBound == 0 {
        for piece in template {
          switch piece {
          case .text(let bytes): result += bytes
          case .group(let groups):
            if let span = groups.lazy.compactMap({ spans[$0] }).first { result += source[span] }
          }
        }
      }
      lastEnd = whole.upperBound
      let width = position < source.count ? scalarLength(source[position]) : 1
      position = position + width > whole.upperBound ? position + width : whole.upperBound
    }
    result += source[min(lastEnd, source.count)...]
    return String(decoding: result, as: UTF8.self)
  }

  private enum Piece {
    case text([UInt8])
    /// The groups that have the name; empty when there is none.
    case group([Int])
  }

  private func template(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      pieces.append(.text(Array(rest[..<dollar].utf8)))
      rest = rest[dollar...].dropFirst()
      if rest.first == "$" {
        pieces.append(.text([UInt8(ascii: "$")]))
        rest = rest.dropFirst()
        continue
      }
      let isBraced = rest.first == "{"
      let start = isBraced ? rest.dropFirst() : rest
      let name = start.prefix { $0 == "_" || $0.isLetter || $0.isNumber }
      let after = start[name.endIndex...]
      guard !name.isEmpty, !isBraced || after.first == "}" else {
        pieces.append(.text([UInt8(ascii: "$")]))
        continue
      }
      rest = isBraced ? after.dropFirst() : after
      if let number = Int(name), name.utf8.first != UInt8(ascii: "+") {
        pieces.append(.group(number <= groupNames.count ? [number] : []))
      } else {
        pieces.append(.group(groupNames.indices.filter { groupNames[$0] == String(name) }.map { $0 + 1 }))
      }
    }
    pieces.append(.text(Array(rest.utf8)))
    return pieces
  }
}

private func scalarLength(_ first: UInt8) -> Int {
  switch first {
  case 0xF0...: 4
  case 0xE0...: 3
  case 0xC0...: 2
  default: 1
  }
}
