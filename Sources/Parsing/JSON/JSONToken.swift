import Model

/// A token of a JSON text, as lenient as helps to tell what is wrong with a text that is none.
struct JSONToken {
  enum Kind: Equatable {
    case openBrace, closeBrace, openBracket, closeBracket, comma, colon, equals
    case string, number, keyword, end, invalid
  }

  var kind: Kind
  var start: Int
  var end: Int
}

struct JSONTokenScanner {
  let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> JSONToken {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
    let start = position
    guard position < bytes.count else { return JSONToken(kind: .end, start: start, end: start) }
    let kind = skipToken()
    return JSONToken(kind: kind, start: start, end: position)
  }

  private mutating func skipToken() -> JSONToken.Kind {
    let first = bytes[position]
    if Self.isLetter(first) {
      skip { Self.isLetter($0) || $0 == UInt8(ascii: "_") }
      return .keyword
    }
    if Self.isOfNumber(first) {
      skip { Self.isOfNumber($0) || $0 | 0x20 == UInt8(ascii: "e") }
      return .number
    }
    position += 1
    switch first {
    case UInt8(ascii: "{"): return .openBrace
    case UInt8(ascii: "}"): return .closeBrace
    case UInt8(ascii: "["): return .openBracket
    case UInt8(ascii: "]"): return .closeBracket
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: ":"): return .colon
    case UInt8(ascii: "="): return .equals
    case UInt8(ascii: "\""):
      skipString()
      return .string
    default: return .invalid
    }
  }

  private mutating func skip(_ belongs: (UInt8) -> Bool) {
    while position < bytes.count, belongs(bytes[position]) { position += 1 }
  }

  /// To the closing quote; a control character, such as a line end, ends a string that has none.
  private mutating func skipString() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): position = min(position + 2, bytes.count)
      case 0..<0x20: return
      default: position += 1
      }
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// Any sign or digit: what is none of JSON's numbers is told better when it is taken as a whole.
  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
    default: false
    }
  }
}
