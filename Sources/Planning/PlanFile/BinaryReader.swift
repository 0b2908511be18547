/// Why bytes are no plan, though their checksum says that they are what was written.
struct BinaryReadingError: Error, Hashable {
  var message: String
  var offset: Int
}

/// Reads what `BinaryWriter` wrote. Whatever the bytes, it ends with a value or an error, and never asks for more memory
/// than a small multiple of their number.
struct BinaryReader {
  /// Of values and types inside each other: beyond what any configuration can make, within what the stack can bear.
  static let maximumDepth = 512

  private let bytes: [UInt8]
  private(set) var offset = 0
  private var depth = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  func error(_ message: String) -> BinaryReadingError { BinaryReadingError(message: message, offset: offset) }

  mutating func byte() throws(BinaryReadingError) -> UInt8 {
    guard offset < bytes.count else { throw error("the end came too early") }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func unsigned() throws(BinaryReadingError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let next = try byte()
      guard shift < 63 || (shift == 63 && next <= 1) else { throw error("a number is too large") }
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
      shift += 7
    }
  }

  mutating func integer() throws(BinaryReadingError) -> Int {
    let raw = try unsigned()
    return Int(truncatingIfNeeded: Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1))
  }

  mutating func bool() throws(BinaryReadingError) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw error("neither true nor false")
    }
  }

  /// A number of things of which each takes at least one byte.
  mutating func count() throws(BinaryReadingError) -> Int {
    let value = try unsigned()
    guard value <= UInt64(bytes.count - offset) else { throw error("a length goes beyond the end") }
    return Int(value)
  }

  mutating func data() throws(BinaryReadingError) -> [UInt8] {
    let length = try count()
    defer { offset += length }
    return Array(bytes[offset..<offset + length])
  }

  mutating func string() throws(BinaryReadingError) -> String {
    let data = try data()
    guard let string = String(validating: data, as: UTF8.self) else { throw error("a text is not UTF-8") }
    return string
  }

  mutating func array<Element>(
    _ read: (inout BinaryReader) throws(BinaryReadingError) -> Element
  ) throws(BinaryReadingError) -> [Element] {
    let count = try count()
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }

  mutating func optional<Wrapped>(
    _ read: (inout BinaryReader) throws(BinaryReadingError) -> Wrapped
  ) throws(BinaryReadingError) -> Wrapped? {
    try bool() ? try read(&self) : nil
  }

  /// One level deeper into values or types.
  mutating func nested<Result>(
    _ read: (inout BinaryReader) throws(BinaryReadingError) -> Result
  ) throws(BinaryReadingError) -> Result {
    guard depth < Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth) levels") }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  mutating func choice<Choice: RawRepresentable>(
    _ type: Choice.Type
  ) throws(BinaryReadingError) -> Choice where Choice.RawValue == String {
    let name = try string()
    guard let choice = Choice(rawValue: name) else { throw error("an unknown word") }
    return choice
  }
}
