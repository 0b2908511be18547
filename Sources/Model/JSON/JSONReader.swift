extension JSON {
  /// Nesting beyond this is refused: no document of ours comes near, and recursion must end somewhere.
  package static let maximumDepth = 512

  /// Reads one JSON document (RFC 8259) and nothing after it but white space.
  package static func read(_ text: [UInt8]) throws(JSONError) -> JSON {
    var reader = JSONReader(text: text)
    reader.skipWhiteSpace()
    let value = try reader.value(depth: 0)
    reader.skipWhiteSpace()
    if reader.position < text.count { throw reader.error("Unexpected text after the end of the JSON value") }
    return value
  }

  package static func read(_ text: String) throws(JSONError) -> JSON { try read(Array(text.utf8)) }
}

private struct JSONReader {
  let text: [UInt8]
  var position = 0

  init(text: [UInt8]) { self.text = text }

  func error(_ message: String) -> JSONError {
    let before = text[..<min(position, text.count)]
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return JSONError(message: message, line: line, column: before.count - lineStart + 1, byte: before.count)
  }

  mutating func skipWhiteSpace() {
    while position < text.count {
      switch text[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private var current: UInt8? { position < text.count ? text[position] : nil }

  mutating func value(depth: Int) throws(JSONError) -> JSON {
    guard depth < JSON.maximumDepth else { throw error("Nested deeper than \(JSON.maximumDepth) levels") }
    guard let first = current else { throw error("The text ends where a value was expected") }
    switch first {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw error("A value was expected here")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let count = word.utf8CodeUnitCount
    guard position + count <= text.count else { throw error("A value was expected here") }
    for offset in 0..<count where text[position + offset] != word.utf8Start[offset] {
      throw error("A value was expected here")
    }
    position += count
    return value
  }

  private mutating func number() throws(JSONError) -> String {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits()
    }
    if current == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let digit = current, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") { position += 1 }
    if position == start { throw error("A digit was expected here") }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var elements: [JSON] = []
    skipWhiteSpace()
    if current == UInt8(ascii: "]") {
      position += 1
      return .array([])
    }
    while true {
      skipWhiteSpace()
      elements.append(try value(depth: depth + 1))
      skipWhiteSpace()
      switch current {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        position += 1
        return .array(elements)
      default: throw error("A comma or a closing bracket was expected here")
      }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSON {
    position += 1
    var members: [JSON.Member] = []
    skipWhiteSpace()
    if current == UInt8(ascii: "}") {
      position += 1
      return .object([])
    }
    while true {
      skipWhiteSpace()
      guard current == UInt8(ascii: "\"") else { throw error("A member name in quotes was expected here") }
      let name = try string()
      skipWhiteSpace()
      guard current == UInt8(ascii: ":") else { throw error("A colon was expected here") }
      position += 1
      skipWhiteSpace()
      members.append(JSON.Member(name, try value(depth: depth + 1)))
      skipWhiteSpace()
      switch current {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "}"):
        position += 1
        return .object(members)
      default: throw error("A comma or a closing brace was expected here")
      }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    // Most strings have no escape: they are taken in one piece.
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    if current == UInt8(ascii: "\"") {
      let string = String(decoding: text[start..<position], as: UTF8.self)
      position += 1
      return string
    }
    var bytes = Array(text[start..<position])
    while true {
      guard let byte = current else { throw error("The text ends inside a string") }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &bytes)
      case 0..<0x20: throw error("A control character must be escaped inside a string")
      default:
        bytes.append(byte)
        position += 1
      }
    }
  }

  private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
    guard let letter = current else { throw error("The text ends inside a string") }
    position += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(letter)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"):
      var code = try codeUnit()
      if 0xD800...0xDBFF ~= code {
        // A pair of surrogates is one character; a lone one is replaced, as other readers do.
        if current == UInt8(ascii: "\\"), position + 1 < text.count, text[position + 1] == UInt8(ascii: "u") {
          let mark = position
          position += 2
          let low = try codeUnit()
          if 0xDC00...0xDFFF ~= low {
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          } else {
            position = mark
          }
        }
      }
      let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
      bytes.append(contentsOf: String(Character(scalar)).utf8)
    default:
      position -= 1
      throw error("No such escape sequence")
    }
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = current.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw error("Four hexadecimal digits were expected here")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
