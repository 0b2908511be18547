/// Walks through a JSON text without building a tree of it: for large documents of known shape.
///
/// Only valid while the buffer is. A name or string is decoded when asked for; whole values can be skipped, or copied
/// without their white space.
package struct JSONScanner {
  package let text: UnsafeBufferPointer<UInt8>
  package private(set) var position: Int
  private var depth = 0

  package init(_ text: UnsafeBufferPointer<UInt8>, position: Int = 0) {
    self.text = text
    self.position = position
  }

  package enum Kind: Sendable {
    case object, array, string, number, bool, null
  }

  package func error(_ message: String) -> JSONError {
    let end = min(position, text.count)
    var line = 1
    var lineStart = 0
    for index in 0..<end where text[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return JSONError(message: message, line: line, column: end - lineStart + 1, byte: end)
  }

  private var current: UInt8? { position < text.count ? text[position] : nil }

  package mutating func skipWhiteSpace() {
    while position < text.count {
      let byte = text[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  /// The kind of the value that comes next.
  package mutating func nextKind() throws(JSONError) -> Kind {
    skipWhiteSpace()
    switch current {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return .number
    case nil: throw error("The text ends where a value was expected")
    default: throw error("A value was expected here")
    }
  }

  package mutating func beginObject() throws(JSONError) { try begin(UInt8(ascii: "{"), "An object was expected here") }
  package mutating func beginArray() throws(JSONError) { try begin(UInt8(ascii: "["), "An array was expected here") }

  private mutating func begin(_ byte: UInt8, _ message: String) throws(JSONError) {
    skipWhiteSpace()
    guard current == byte else { throw error(message) }
    depth += 1
    guard depth <= JSON.maximumDepth else { throw error("Nested deeper than \(JSON.maximumDepth) levels") }
    position += 1
  }

  /// The next member's name, or nil after the object's end. `isFirst` belongs to the caller's loop, true at its start.
  package mutating func nextMember(_ isFirst: inout Bool) throws(JSONError) -> String? {
    guard try advance(&isFirst, close: UInt8(ascii: "}"), "A comma or a closing brace was expected here") else {
      return nil
    }
    guard current == UInt8(ascii: "\"") else { throw error("A member name in quotes was expected here") }
    let name = try string()
    try colon()
    return name
  }

  private mutating func colon() throws(JSONError) {
    skipWhiteSpace()
    guard current == UInt8(ascii: ":") else { throw error("A colon was expected here") }
    position += 1
    skipWhiteSpace()
  }

  /// Whether an array has another element.
  package mutating func nextElement(_ isFirst: inout Bool) throws(JSONError) -> Bool {
    try advance(&isFirst, close: UInt8(ascii: "]"), "A comma or a closing bracket was expected here")
  }

  private mutating func advance(_ isFirst: inout Bool, close: UInt8, _ message: String) throws(JSONError) -> Bool {
    skipWhiteSpace()
    if isFirst {
      isFirst = false
      if current == close {
        position += 1
        depth -= 1
        return false
      }
      return true
    }
    switch current {
    case UInt8(ascii: ","):
      position += 1
      skipWhiteSpace()
      return true
    case close:
      position += 1
      depth -= 1
      return false
    default: throw error(message)
    }
  }

  /// Nothing but white space may follow.
  package mutating func finish() throws(JSONError) {
    skipWhiteSpace()
    if position < text.count { throw error("Unexpected text after the end of the JSON value") }
  }

  // MARK: Scalars

  package mutating func null() throws(JSONError) { try word("null") }

  package mutating func bool() throws(JSONError) -> Bool {
    skipWhiteSpace()
    if current == UInt8(ascii: "t") {
      try word("true")
      return true
    }
    try word("false")
    return false
  }

  private mutating func word(_ word: StaticString) throws(JSONError) {
    let count = word.utf8CodeUnitCount
    guard position + count <= text.count else { throw error("A value was expected here") }
    for offset in 0..<count where text[position + offset] != word.utf8Start[offset] {
      throw error("A value was expected here")
    }
    position += count
  }

  /// A number's text.
  package mutating func number() throws(JSONError) -> String {
    skipWhiteSpace()
    let start = position
    try skipNumber()
    return text(start..<position)
  }

  private mutating func skipNumber() throws(JSONError) {
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") {
      position += 1
    } else {
      try skipDigits()
    }
    if current == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(JSONError) {
    let start = position
    while position < text.count, text[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    if position == start { throw error("A digit was expected here") }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: text[range]), as: UTF8.self)
  }

  package mutating func string() throws(JSONError) -> String {
    skipWhiteSpace()
    guard current == UInt8(ascii: "\"") else { throw error("A string was expected here") }
    let start = position + 1
    // Most strings have no escape: they are taken in one piece.
    position = start
    skipPlain()
    if current == UInt8(ascii: "\"") {
      position += 1
      return text(start..<(position - 1))
    }
    var bytes = Array(text[start..<position])
    while true {
      switch current {
      case nil: throw error("The text ends inside a string")
      case UInt8(ascii: "\"")?:
        position += 1
        return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\")?:
        position += 1
        try escape(into: &bytes)
      case (0..<0x20)?: throw error("A control character must be escaped inside a string")
      default:
        let start = position
        skipPlain()
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<position]))
      }
    }
  }

  /// The bytes of a string that has no escape in it, as they stand in the text; nil, with nothing read, for any other.
  package mutating func plainString() throws(JSONError) -> UnsafeBufferPointer<UInt8>? {
    skipWhiteSpace()
    guard current == UInt8(ascii: "\"") else { throw error("A string was expected here") }
    let before = position
    position += 1
    skipPlain()
    guard current == UInt8(ascii: "\"") else {
      position = before
      return nil
    }
    position += 1
    return UnsafeBufferPointer(rebasing: text[(before + 1)..<(position - 1)])
  }

  /// To the next quote, backslash, control character or the end.
  private mutating func skipPlain() {
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { return }
      position += 1
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
    case UInt8(ascii: "u"): bytes.append(contentsOf: String(Character(try escapedScalar())).utf8)
    default:
      position -= 1
      throw error("No such escape sequence")
    }
  }

  /// A pair of surrogates is one character; a lone one is replaced, as other readers do.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    var code = try codeUnit()
    if 0xD800...0xDBFF ~= code, current == UInt8(ascii: "\\"), position + 1 < text.count,
      text[position + 1] == UInt8(ascii: "u")
    {
      let mark = position
      position += 2
      let low = try codeUnit()
      if 0xDC00...0xDFFF ~= low {
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      } else {
        position = mark
      }
    }
    return Unicode.Scalar(code) ?? "\u{FFFD}"
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

  private mutating func skipString() throws(JSONError) {
    position += 1
    while true {
      skipPlain()
      switch current {
      case nil: throw error("The text ends inside a string")
      case UInt8(ascii: "\"")?:
        position += 1
        return
      case UInt8(ascii: "\\")?:
        position += 1
        if current == UInt8(ascii: "u") {
          position += 1
          _ = try codeUnit()
        } else {
          var ignored: [UInt8] = []
          try escape(into: &ignored)
        }
      default: throw error("A control character must be escaped inside a string")
      }
    }
  }

  // MARK: Whole values

  /// Goes past a value, whatever it is.
  package mutating func skipValue() throws(JSONError) {
    switch try nextKind() {
    case .string: try skipString()
    case .number: try skipNumber()
    case .bool: _ = try bool()
    case .null: try null()
    case .array:
      try beginArray()
      var isFirst = true
      while try nextElement(&isFirst) { try skipValue() }
    case .object:
      try beginObject()
      var isFirst = true
      while try nextKey(&isFirst) { try skipValue() }
    }
  }

  private mutating func nextKey(_ isFirst: inout Bool) throws(JSONError) -> Bool {
    guard try advance(&isFirst, close: UInt8(ascii: "}"), "A comma or a closing brace was expected here") else {
      return false
    }
    guard current == UInt8(ascii: "\"") else { throw error("A member name in quotes was expected here") }
    try skipString()
    try colon()
    return true
  }

  /// A value's text without insignificant white space; escapes stay as they are.
  package mutating func compactValue() throws(JSONError) -> [UInt8] {
    skipWhiteSpace()
    let start = position
    try skipValue()
    return JSON.compacted(UnsafeBufferPointer(rebasing: text[start..<position]))
  }

  /// A value as a tree.
  package mutating func value() throws(JSONError) -> JSON {
    switch try nextKind() {
    case .null:
      try null()
      return .null
    case .bool: return .bool(try bool())
    case .number: return .number(try number())
    case .string: return .string(try string())
    case .array:
      try beginArray()
      var elements: [JSON] = []
      var isFirst = true
      while try nextElement(&isFirst) { elements.append(try value()) }
      return .array(elements)
    case .object:
      try beginObject()
      var members: [JSON.Member] = []
      var isFirst = true
      while let name = try nextMember(&isFirst) { members.append(JSON.Member(name, try value())) }
      return .object(members)
    }
  }
}
