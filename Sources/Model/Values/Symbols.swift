/// Symbols: names in the place of what is not known yet, so that a text made of it can still be compared and looked into. A
/// sketch of a configuration has them; plans do not.
///
/// A symbol is a text in which each unknown part stands between two marks that occur in no text of people. Two unknown values of one
/// symbol are the same value.
extension Value {
  /// An unknown value of this name, e.g. `aws_s3_bucket.logs.arn`.
  package static func symbol(_ name: String, of type: ValueType, isNotNull: Bool) -> Value {
    let text = SymbolText.symbol(named: name)
    let prefix = type == .string ? SymbolText.beginning(of: text) : ""
    return .unknown(type, Refinement(isNotNull: isNotNull, prefix: prefix, symbol: text))
  }

  /// The symbol of an unknown value, or the text of a known one: what can be put into a larger text.
  package var symbolText: String? {
    switch self {
    case .string(let text): text
    case .unknown(_, let refinement): refinement.symbol
    case .marked(let value, _): value.symbolText
    case .number, .bool: (try? converted(to: .string))?.stringValue
    default: nil
    }
  }

  /// Known where only names are missing: unknown values with symbols become texts. Others stay unknown.
  package var withSymbolsAsTexts: Value {
    switch self {
    case .unknown(_, let refinement): refinement.symbol.map(Value.string) ?? self
    case .null, .bool, .number, .string: self
    case .list(_, let elements), .tuple(let elements): .tuple(elements.map(\.withSymbolsAsTexts))
    case .set(let type, let elements):
      isWhollyKnown ? self : type == .string ? .set(type, unsorted: elements.map(\.withSymbolsAsTexts)) : self
    case .map(_, let elements), .object(let elements): .object(elements.mapValues(\.withSymbolsAsTexts))
    case .marked(let value, let marks): value.withSymbolsAsTexts.marked(with: marks)
    }
  }

  /// The way back: texts with symbols in them become unknown.
  package var withTextsAsSymbols: Value {
    switch self {
    case .string(let text): SymbolText.value(text)
    case .null, .bool, .number, .unknown: self
    case .list(let type, let elements): .list(type, elements.map(\.withTextsAsSymbols))
    case .tuple(let elements): .tuple(elements.map(\.withTextsAsSymbols))
    case .set(let type, let elements): .set(type, unsorted: elements.map(\.withTextsAsSymbols))
    case .map(let type, let elements): .map(type, elements.mapValues(\.withTextsAsSymbols))
    case .object(let elements): .object(elements.mapValues(\.withTextsAsSymbols))
    case .marked(let value, let marks): value.withTextsAsSymbols.marked(with: marks)
    }
  }

  /// Whether some part of it is unknown and has a symbol.
  package var hasSymbols: Bool {
    switch self {
    case .unknown(_, let refinement): refinement.symbol != nil
    case .null, .bool, .number, .string: false
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements.contains(where: \.hasSymbols)
    case .map(_, let elements), .object(let elements): elements.values.contains(where: \.hasSymbols)
    case .marked(let value, _): value.hasSymbols
    }
  }
}

/// The texts of symbols.
package enum SymbolText {
  package static let begin: Character = "\u{E000}"
  package static let end: Character = "\u{E001}"
  /// In the place of quotes and backslashes, so that a document stays one with a symbol in it.
  private static let quote: Character = "\u{E002}"
  private static let backslash: Character = "\u{E003}"

  package static func symbol(named name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      return "\u{E000}\(name)\u{E001}"
    }
    let safe = name.map { $0 == "\"" ? quote : $0 == "\\" ? backslash : $0 }
    return "\(begin)\(String(safe))\(end)"
  }

  package static func isSymbolic(_ text: String) -> Bool { mark(in: Array(text.utf8)[...]) != nil }

  /// The marks are four characters that stand one after the other, so that their first bytes are the same: those of many texts are
  /// looked for, and letters of Swift are slow.
  private static let lead: (UInt8, UInt8) = (0xEE, 0x80)

  /// Where the first mark is, and which: 0 for the beginning of a symbol, 1 for its end, 2 for a quote, 3 for a backslash.
  private static func mark(in bytes: ArraySlice<UInt8>) -> (index: Int, kind: UInt8)? {
    var index = bytes.startIndex
    while index + 2 < bytes.endIndex {
      if bytes[index] == lead.0, bytes[index + 1] == lead.1, (0x80...0x83).contains(bytes[index + 2]) {
        return (index, bytes[index + 2] - 0x80)
      }
      index += 1
    }
    return nil
  }

  /// An unknown string, of which at least the beginning is known, or the text itself.
  package static func value(_ text: String) -> Value {
    guard isSymbolic(text) else { return .string(text) }
    return .unknown(.string, Refinement(isNotNull: true, prefix: beginning(of: text), symbol: text))
  }

  /// How the text begins, whatever its symbols will be: what stands before the first one, and `arn:` where that is the ARN of an object
  /// that is not there yet, so that it is known not to be a wildcard.
  package static func beginning(of text: String) -> String {
    let known = text.prefix { $0 != begin }
    guard known.isEmpty, let name = names(in: text).first, name.hasSuffix(".arn"), !name.hasPrefix("var.") else {
      return String(known)
    }
    return name.hasPrefix("aws_") || name.contains(".aws_") ? "arn:" : ""
  }

  /// As people write it: `${aws_s3_bucket.logs.arn}/*`.
  package static func shown(_ text: String) -> String {
    var rest = Array(text.utf8)[...]
    var shown: [UInt8] = []
    while let (index, kind) = mark(in: rest) {
      shown += rest[..<index]
      shown += ["${", "}", "\"", "\\"][Int(kind)].utf8
      rest = rest[(index + 3)...]
    }
    return shown.isEmpty ? text : String(decoding: shown + rest, as: UTF8.self)
  }

  package static func knownBeginning(of text: String) -> String { String(text.prefix { $0 != begin }) }

  package static func knownEnd(of text: String) -> String {
    text.lastIndex(of: end).map { String(text[text.index(after: $0)...]) } ?? text
  }

  /// What is known of a text, in pieces.
  package static func knownParts(of text: String) -> [String] {
    text.split(separator: begin).map { piece in
      piece.firstIndex(of: end).map { String(piece[piece.index(after: $0)...]) } ?? String(piece)
    }
  }

  /// The names in a text, in their order: `aws_s3_bucket.logs.arn`.
  package static func names(in text: String) -> [String] {
    let bytes = Array(text.utf8)
    var (names, position) = ([String](), 0)
    var start: Int?
    while let (index, kind) = mark(in: bytes[position...]) {
      position = index + 3
      if kind == 0 {
        start = position
      } else if kind == 1, let begin = start {
        names.append(shown(String(decoding: bytes[begin..<index], as: UTF8.self)))
        start = nil
      }
    }
    return names
  }
}
