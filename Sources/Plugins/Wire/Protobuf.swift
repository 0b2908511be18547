/// Why bytes are not what their format says.
struct WireError: Error, Sendable, Hashable {
  var message: String

  init(_ message: String) { self.message = message }
}

/// Reads the fields of one protobuf message, in place.
struct ProtobufReader {
  enum Field {
    case integer(UInt64)
    /// The position of a string, bytes or a message.
    case bytes(Range<Int>)
    case fixed32(UInt32)
    case fixed64(UInt64)
  }

  let bytes: [UInt8]
  private(set) var position: Int
  let end: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = 0
    end = bytes.count
  }

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field, or nil at the message's end.
  mutating func next() throws(WireError) -> (number: Int, field: Field)? {
    if position == end { return nil }
    let tag = try variableInteger()
    let number = tag >> 3
    guard number > 0, number < 1 << 29 else { throw WireError("a protobuf field has the number \(number)") }
    switch tag & 7 {
    case 0: return (Int(number), .integer(try variableInteger()))
    case 1: return (Int(number), .fixed64(try fixed(8)))
    case 2:
      let length = try variableInteger()
      guard length <= UInt64(end - position) else { throw WireError("a protobuf field is longer than its message") }
      let range = position..<position + Int(length)
      position = range.upperBound
      return (Int(number), .bytes(range))
    case 5: return (Int(number), .fixed32(UInt32(truncatingIfNeeded: try fixed(4))))
    default: throw WireError("a protobuf field has the unknown wire type \(tag & 7)")
    }
  }

  private mutating func variableInteger() throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
      if shift > 63 { throw WireError("a protobuf integer is longer than ten bytes") }
    }
    throw WireError("a protobuf message ends inside an integer")
  }

  private mutating func fixed(_ count: Int) throws(WireError) -> UInt64 {
    guard end - position >= count else { throw WireError("a protobuf message ends inside a number") }
    defer { position += count }
    return bytes[position..<position + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  // What a field is read as. A field of another wire type than its message declares is an error.

  func integer(_ field: Field) throws(WireError) -> Int {
    guard case .integer(let value) = field else { throw WireError("a protobuf field should hold an integer") }
    return Int(truncatingIfNeeded: value)
  }

  func bool(_ field: Field) throws(WireError) -> Bool { try integer(field) != 0 }

  func range(_ field: Field) throws(WireError) -> Range<Int> {
    guard case .bytes(let range) = field else { throw WireError("a protobuf field should hold bytes") }
    return range
  }

  func data(_ field: Field) throws(WireError) -> [UInt8] { Array(bytes[try range(field)]) }

  func string(_ field: Field) throws(WireError) -> String {
    String(decoding: bytes[try range(field)], as: UTF8.self)
  }

  func message(_ field: Field) throws(WireError) -> ProtobufReader { ProtobufReader(bytes, in: try range(field)) }
}

/// Writes one protobuf message. Fields that hold their default are left out, as proto3 has it.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  mutating func integer(_ number: Int, _ value: Int) {
    if value == 0 { return }
    variableInteger(UInt64(number) << 3)
    variableInteger(UInt64(bitPattern: Int64(value)))
  }

  mutating func bool(_ number: Int, _ value: Bool) { integer(number, value ? 1 : 0) }

  mutating func string(_ number: Int, _ value: String) {
    if !value.isEmpty { message(number, Array(value.utf8)) }
  }

  mutating func data(_ number: Int, _ value: [UInt8]) {
    if !value.isEmpty { message(number, value) }
  }

  /// A message, which is written even when it is empty: its presence counts.
  mutating func message(_ number: Int, _ value: [UInt8]) {
    variableInteger(UInt64(number) << 3 | 2)
    variableInteger(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func message(_ number: Int, _ build: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    build(&inner)
    message(number, inner.bytes)
  }

  private mutating func variableInteger(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
