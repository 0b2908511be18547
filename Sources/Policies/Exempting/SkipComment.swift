package import Model

/// A comment in a block that exempts it from controls: `# plumb:skip=rds-not-public until=2026-12-31 owner=shop: a demo`, or Checkov's
/// `#checkov:skip=CKV_AWS_17:a demo`.
package struct SkipComment: Sendable, Hashable {
  /// As written: ids, or other tools' names for them.
  package var controls: [String]
  package var reason: String
  package var owner: String
  package var expires: String?
  package var range: SourceRange

  /// All of them between two places of a text.
  package static func all(in text: [UInt8], file: String, from start: SourcePosition, to end: Int) -> [SkipComment] {
    var found: [SkipComment] = []
    var (line, position) = (start.line, start.byte)
    let end = min(end, text.count)
    while position < end {
      let lineEnd = text[position..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
      let content = String(decoding: text[position..<lineEnd], as: UTF8.self)
      if content.contains(":skip="), let comment = SkipComment(content, file: file, line: line, byte: position) {
        found.append(comment)
      }
      position = lineEnd + 1
      line += 1
    }
    return found
  }

  private init?(_ line: String, file: String, line number: Int, byte: Int) {
    guard let marker = line.firstRange(of: ":skip=") else { return nil }
    // What stands before it is the tool's name, and before that the beginning of a comment.
    let before = line[..<marker.lowerBound]
    let tool = String(before.reversed().prefix { $0.isLetter }.reversed())
    guard ["plumb", "checkov", "bridgecrew", "cortex"].contains(tool) else { return nil }
    let opening = before.dropLast(tool.count).reversed().drop { $0 == " " || $0 == "\t" }.first
    guard opening == "#" || opening == "/" || opening == "*" else { return nil }
    var rest = line[marker.upperBound...].drop { $0 == " " }
    let names = rest.prefix { $0.isLetter || $0.isNumber || "_-,.*".contains($0) }
    controls = names.split(separator: ",").map(String.init)
    guard !controls.isEmpty else { return nil }
    rest = rest[names.endIndex...]
    (reason, owner, expires) = ("", "", nil)
    if tool == "plumb" {
      let colon = rest.firstIndex(of: ":") ?? rest.endIndex
      for option in rest[..<colon].split(separator: " ") {
        let parts = option.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0] == "until" { expires = parts[1] }
        if parts.count == 2, parts[0] == "owner" { owner = parts[1] }
      }
      rest = rest[colon...]
    }
    if rest.first == ":" { rest = rest.dropFirst() }
    var words = String(rest)
    if words.hasSuffix("*/") { words.removeLast(2) }
    reason = String(words.drop { $0 == " " }.reversed().drop { $0.isWhitespace }.reversed())
    let position = SourcePosition(line: number, column: 1, byte: byte)
    range = SourceRange(
      file: file, start: position,
      end: SourcePosition(line: number, column: line.count + 1, byte: byte + line.utf8.count))
  }

  package func covers(_ id: String, aliases: [String]) -> Bool {
    controls.contains(id) || controls.contains { aliases.contains($0) }
  }

  /// A day that is none ends it at once: what is not understood exempts nothing.
  package func hasExpired(at time: UTCTime) -> Bool {
    guard let expires else { return false }
    guard UTCTime(iso8601: expires + "T00:00:00Z") != nil else { return true }
    return expires < time.iso8601.prefix(10)
  }

  package var acceptance: Finding.Acceptance {
    Finding.Acceptance(
      reason: reason.isEmpty ? "no reason is given" : reason, owner: owner.isEmpty ? "a comment in the code" : owner,
      expires: expires, range: range)
  }
}
