package import Model

/// An entry of a CLI configuration file, which is in the first version of HCL: keys may be quoted, nothing is
/// interpolated, and `a = { ... }` is the same as `a { ... }`; so the reader of the language cannot read it.
package struct Setting: Sendable {
  package indirect enum Value: Sendable {
    case string(String)
    case number(String)
    case bool(Bool)
    case list([Value])
    case object([Setting])
  }

  /// The name and, of a block, its labels.
  package var keys: [String]
  package var value: Value
  package var range: SourceRange

  package var name: String { keys.first ?? "" }
}

/// Reads a CLI configuration file; stops at the first error.
package func readSettings(_ text: String, file: String) -> (settings: [Setting], diagnostics: [Diagnostic]) {
  var reader = SettingsReader(text: Array(text.utf8), file: file)
  do {
    return (try reader.settings(untilBrace: false, depth: 0), [])
  } catch {
    return ([], error.diagnostics)
  }
}

private struct SettingsReader {
  /// No CLI configuration nests more than a handful of levels.
  static let maximumDepth = 32

  let text: [UInt8]
  let file: String
  var position = 0

  init(text: [UInt8], file: String) {
    self.text = text
    self.file = file
  }

  mutating func settings(untilBrace: Bool, depth: Int) throws(DiagnosticsError) -> [Setting] {
    if depth > Self.maximumDepth { throw error("Blocks are nested too deeply.", from: position) }
    var settings: [Setting] = []
    while true {
      skipSpace(alsoCommas: true)
      guard let byte = peek else {
        if untilBrace { throw error("A closing brace } is missing at the end of the file.", from: position) }
        return settings
      }
      if byte == UInt8(ascii: "}"), untilBrace {
        position += 1
        return settings
      }
      settings.append(try setting(depth: depth))
    }
  }

  private mutating func setting(depth: Int) throws(DiagnosticsError) -> Setting {
    let start = position
    var keys: [String] = []
    while true {
      skipSpace()
      switch peek {
      case UInt8(ascii: "\""): keys.append(try quotedString())
      case UInt8(ascii: "=") where !keys.isEmpty:
        let keyRange = range(from: start)
        position += 1
        return Setting(keys: keys, value: try value(depth: depth), range: keyRange)
      case UInt8(ascii: "{") where !keys.isEmpty:
        let keyRange = range(from: start)
        return Setting(keys: keys, value: try value(depth: depth), range: keyRange)
      default:
        let name = word()
        if name.isEmpty { throw error("A name, \"=\" or \"{\" is expected here.", from: position) }
        keys.append(name)
      }
    }
  }

  private mutating func value(depth: Int) throws(DiagnosticsError) -> Setting.Value {
    if depth > Self.maximumDepth { throw error("Values are nested too deeply.", from: position) }
    skipSpace()
    let start = position
    switch peek {
    case UInt8(ascii: "\""): return .string(try quotedString())
    case UInt8(ascii: "{"):
      position += 1
      return .object(try settings(untilBrace: true, depth: depth + 1))
    case UInt8(ascii: "["):
      position += 1
      var values: [Setting.Value] = []
      while true {
        skipSpace(alsoCommas: true)
        if peek == UInt8(ascii: "]") {
          position += 1
          return .list(values)
        }
        values.append(try value(depth: depth + 1))
      }
    default:
      switch word() {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case let text where Double(text) != nil: return .number(text)
      default: throw error("A string, number, true, false, list or block is expected here.", from: start)
      }
    }
  }

  private mutating func quotedString() throws(DiagnosticsError) -> String {
    let start = position
    position += 1
    var bytes: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\n") {
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch peek {
      case UInt8(ascii: "n"): bytes.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): bytes.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "\\"), UInt8(ascii: "\""): bytes.append(text[position])
      default: throw error("This is no escape sequence: use \\n, \\t, \\\" or \\\\.", from: position - 1)
      }
      position += 1
    }
    throw error("The closing quote of this string is missing.", from: start)
  }

  private mutating func word() -> String {
    let start = position
    while let byte = peek, isWord(byte) { position += 1 }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"), 0x80...:
      true
    default: false
    }
  }

  private var peek: UInt8? { position < text.count ? text[position] : nil }

  /// White space and comments.
  private mutating func skipSpace(alsoCommas: Bool = false) {
    while let byte = peek {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): position += 1
      case UInt8(ascii: ",") where alsoCommas: position += 1
      case UInt8(ascii: "#"): skipLine()
      case UInt8(ascii: "/") where follows("/"): skipLine()
      case UInt8(ascii: "/") where follows("*"):
        position += 2
        while position < text.count, !(peek == UInt8(ascii: "*") && follows("/")) { position += 1 }
        position = min(position + 2, text.count)
      default: return
      }
    }
  }

  private func follows(_ next: Unicode.Scalar) -> Bool {
    position + 1 < text.count && text[position + 1] == UInt8(ascii: next)
  }

  private mutating func skipLine() {
    while let byte = peek, byte != UInt8(ascii: "\n") { position += 1 }
  }

  private func range(from start: Int) -> SourceRange {
    SourceRange(file: file, start: place(start), end: place(position))
  }

  private func place(_ byte: Int) -> SourcePosition {
    let before = text[..<byte]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return SourcePosition(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: String(decoding: before[lineStart...], as: UTF8.self).count + 1, byte: byte)
  }

  private func error(_ detail: String, from start: Int) -> DiagnosticsError {
    let end = min(start + 1, text.count)
    return DiagnosticsError(
      Diagnostic(
        code: "cli-config.syntax", summary: "Invalid CLI configuration file", detail: detail,
        subject: SourceRange(file: file, start: place(min(start, text.count)), end: place(end))))
  }
}
