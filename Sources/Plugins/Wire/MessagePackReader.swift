import Model

/// Reads values as providers write them, each by the type that its schema declares.
struct MessagePackReader {
  /// Only values of `dynamic` types nest deeper than their schema says; none that means well comes near.
  static let maximumDepth = 256

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  private init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  static func read(_ bytes: [UInt8], as type: ValueType) throws(WireError) -> Value {
    var reader = MessagePackReader(bytes, in: 0..<bytes.count)
    let value = try reader.value(as: type, depth: 0)
    guard reader.position == reader.end else { throw WireError("a MessagePack value is followed by more bytes") }
    return value
  }

  /// One item's head: what it is and how long.
  private enum Item {
    case null
    case bool(Bool)
    case integer(Int)
    case large(UInt64)
    case double(Double)
    case string(Range<Int>)
    case binary(Range<Int>)
    case array(Int)
    case map(Int)
    case special(code: Int8, Range<Int>)
  }

  private mutating func value(as type: ValueType, depth: Int) throws(WireError) -> Value {
    guard depth < Self.maximumDepth else {
      throw WireError("a value is nested deeper than \(Self.maximumDepth) levels")
    }
    let item = try next()
    switch (item, type) {
    case (.null, _): return .null(type)
    case (.special(let code, let range), _): return .unknown(type, try refinement(code, range, of: type))
    case (.array(2), .dynamic): return try dynamic(depth: depth)
    case (.bool(let bool), .bool): return .bool(bool)
    case (.integer(let integer), .number): return .number(Number(integer))
    case (.large(let integer), .number): return .number(try number(String(integer)))
    case (.double(let double), .number):
      guard !double.isNaN else { throw WireError("a number is NaN") }
      return .number(Number(double))
    case (.string(let range), .number): return .number(try number(text(range)))
    case (.string(let range), .string): return .string(text(range).normalizedNFC)
    case (.array(let count), .list(let element)):
      return .list(element, try elements(count, as: element, depth: depth))
    case (.array(let count), .set(let element)):
      return .set(element, unsorted: try elements(count, as: element, depth: depth))
    case (.array(let count), .tuple(let types)):
      guard count == types.count else { throw WireError("a tuple of \(types.count) elements has \(count)") }
      var values: [Value] = []
      for type in types { values.append(try value(as: type, depth: depth + 1)) }
      return .tuple(values)
    case (.map(let count), .map(let element)):
      var pairs: [(String, Value)] = []
      for _ in 0..<count { pairs.append((try key().normalizedNFC, try value(as: element, depth: depth + 1))) }
      return .map(element, KeyedValues(pairs))
    case (.map(let count), .object(let object)): return try self.object(count, object, depth: depth)
    default: throw WireError("\(name(item)) stands where \(type.json.text()) is required")
    }
  }

  private mutating func object(_ count: Int, _ type: ObjectType, depth: Int) throws(WireError) -> Value {
    guard count == type.names.count else {
      throw WireError("an object of \(type.names.count) attributes has \(count)")
    }
    var values = [Value?](repeating: nil, count: count)
    for _ in 0..<count {
      let name = try key()
      guard let index = type.index(of: name) else {
        throw WireError("an object has an attribute \(name.debugDescription), which its type does not have")
      }
      values[index] = try value(as: type.types[index], depth: depth + 1)
    }
    let complete = values.compactMap { $0 }
    guard complete.count == count else { throw WireError("an object has an attribute twice") }
    return .object(KeyedValues(sortedKeys: type.names, values: complete))
  }

  private mutating func elements(_ count: Int, as type: ValueType, depth: Int) throws(WireError) -> [Value] {
    var elements: [Value] = []
    elements.reserveCapacity(count)
    for _ in 0..<count { elements.append(try value(as: type, depth: depth + 1)) }
    return elements
  }

  /// A type and a value of it.
  private mutating func dynamic(depth: Int) throws(WireError) -> Value {
    let range: Range<Int>
    switch try next() {
    case .binary(let found), .string(let found): range = found
    case let item: throw WireError("\(name(item)) stands where the type of a dynamic value is required")
    }
    guard let json = try? JSON.read(Array(bytes[range])), let type = ValueType(json: json) else {
      throw WireError("a dynamic value has no valid type")
    }
    return try value(as: type.withoutOptional, depth: depth + 1)
  }

  private func number(_ text: String) throws(WireError) -> Number {
    guard let number = Number(text), !number.isNaN else {
      throw WireError("the text \(text.prefix(100).debugDescription) stands where a number is required")
    }
    return number
  }

  private mutating func key() throws(WireError) -> String {
    switch try next() {
    case .string(let range): return text(range)
    case let item: throw WireError("\(name(item)) stands where a name is required")
    }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func name(_ item: Item) -> String {
    switch item {
    case .null: "null"
    case .bool: "a bool"
    case .integer, .large, .double: "a number"
    case .string: "a string"
    case .binary: "binary data"
    case .array(let count): "an array of \(count) elements"
    case .map(let count): "a map of \(count) elements"
    case .special: "an unknown value"
    }
  }
}

// MARK: Refinements

extension MessagePackReader {
  /// What is known of an unknown value. Kinds from later versions of the protocol, and kinds that do not suit the type, are
  /// passed over: leaving a refinement out is always right.
  private func refinement(_ code: Int8, _ range: Range<Int>, of type: ValueType) throws(WireError) -> Refinement {
    guard code == 12 else { return .none }
    var reader = MessagePackReader(bytes, in: range)
    guard case .map(let count) = try reader.next() else { throw WireError("a refinement is no map") }
    var refinement = Refinement()
    for _ in 0..<count {
      guard case .integer(let kind) = try reader.next() else { throw WireError("a refinement's key is no integer") }
      switch (kind, type) {
      case (1, _):
        guard case .bool(let isNull) = try reader.next() else { throw WireError("a refinement is no bool") }
        refinement.isNotNull = !isNull
      case (2, .string):
        guard case .string(let range) = try reader.next() else { throw WireError("a refinement is no string") }
        refinement.prefix = text(range).normalizedNFC
      case (3, .number): refinement.lowerBound = try reader.bound()
      case (4, .number): refinement.upperBound = try reader.bound()
      case (5, .list), (5, .set), (5, .map): refinement.minimumLength = try reader.length()
      case (6, .list), (6, .set), (6, .map): refinement.maximumLength = try reader.length()
      default: try reader.skip(depth: 0)
      }
    }
    return refinement
  }

  private mutating func bound() throws(WireError) -> Refinement.Bound? {
    guard case .array(2) = try next() else { throw WireError("a bound is no pair") }
    let value = try value(as: .number, depth: 0)
    guard case .bool(let isInclusive) = try next() else {
      throw WireError("a bound does not say whether it is inclusive")
    }
    guard let number = value.numberValue, !number.isInfinite else { return nil }
    return Refinement.Bound(value: number, isInclusive: isInclusive)
  }

  private mutating func length() throws(WireError) -> Int {
    guard case .integer(let length) = try next(), length >= 0 else { throw WireError("a length is no whole number") }
    return length
  }

  private mutating func skip(depth: Int) throws(WireError) {
    guard depth < Self.maximumDepth else { throw WireError("a refinement is nested too deep") }
    switch try next() {
    case .array(let count): for _ in 0..<count { try skip(depth: depth + 1) }
    case .map(let count): for _ in 0..<2 * count { try skip(depth: depth + 1) }
    default: break
    }
  }
}

// MARK: Items

extension MessagePackReader {
  private mutating func next() throws(WireError) -> Item {
    let head = Int(try unsigned(1))
    switch head {
    case 0x00...0x7F: return .integer(head)
    case 0x80...0x8F: return .map(try count(head & 0x0F, each: 2))
    case 0x90...0x9F: return .array(try count(head & 0x0F, each: 1))
    case 0xA0...0xBF: return .string(try range(head & 0x1F))
    case 0xC0: return .null
    case 0xC2: return .bool(false)
    case 0xC3: return .bool(true)
    case 0xC4, 0xC5, 0xC6: return .binary(try range(length(1 << (head - 0xC4))))
    case 0xC7, 0xC8, 0xC9: return try special(length(1 << (head - 0xC7)))
    case 0xCA: return .double(Double(Float(bitPattern: UInt32(try unsigned(4)))))
    case 0xCB: return .double(Double(bitPattern: try unsigned(8)))
    case 0xCC, 0xCD, 0xCE, 0xCF:
      let value = try unsigned(1 << (head - 0xCC))
      return Int(exactly: value).map(Item.integer) ?? .large(value)
    case 0xD0: return .integer(Int(Int8(truncatingIfNeeded: try unsigned(1))))
    case 0xD1: return .integer(Int(Int16(truncatingIfNeeded: try unsigned(2))))
    case 0xD2: return .integer(Int(Int32(truncatingIfNeeded: try unsigned(4))))
    case 0xD3: return .integer(Int(truncatingIfNeeded: try unsigned(8)))
    case 0xD4...0xD8: return try special(1 << (head - 0xD4))
    case 0xD9, 0xDA, 0xDB: return .string(try range(length(1 << (head - 0xD9))))
    case 0xDC, 0xDD: return .array(try count(length(2 << (head - 0xDC)), each: 1))
    case 0xDE, 0xDF: return .map(try count(length(2 << (head - 0xDE)), each: 2))
    case 0xE0...0xFF: return .integer(head - 0x100)
    default: throw WireError("a MessagePack item has an unknown type")
    }
  }

  private mutating func unsigned(_ count: Int) throws(WireError) -> UInt64 {
    guard end - position >= count else { throw WireError("a MessagePack value ends too early") }
    var value: UInt64 = 0
    for _ in 0..<count {
      value = value << 8 | UInt64(bytes[position])
      position += 1
    }
    return value
  }

  private mutating func length(_ bytes: Int) throws(WireError) -> Int { Int(try unsigned(bytes)) }

  /// A number of items, each of which takes a byte at least: larger claims are lies and get no memory.
  private func count(_ count: Int, each: Int) throws(WireError) -> Int {
    guard count <= (end - position) / each else {
      throw WireError("a MessagePack collection is longer than its message")
    }
    return count
  }

  private mutating func range(_ length: Int) throws(WireError) -> Range<Int> {
    guard length <= end - position else { throw WireError("a MessagePack value ends too early") }
    defer { position += length }
    return position..<position + length
  }

  private mutating func special(_ length: Int) throws(WireError) -> Item {
    let code = Int8(truncatingIfNeeded: try unsigned(1))
    return .special(code: code, try range(length))
  }
}
