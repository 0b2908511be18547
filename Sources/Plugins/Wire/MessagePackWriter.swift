import Model

/// Writes values as providers expect them, each by the type that its schema declares.
struct MessagePackWriter {
  private(set) var bytes: [UInt8] = []

  /// Throws when the value is not of the type. Marks are not written.
  static func write(_ value: Value, as type: ValueType) throws(WireError) -> [UInt8] {
    var writer = MessagePackWriter()
    try writer.write(value, as: type)
    return writer.bytes
  }

  private mutating func write(_ value: Value, as type: ValueType) throws(WireError) {
    if case .marked(let inner, _) = value { return try write(inner, as: type) }
    if type == .dynamic, value.hasDeterminedType {
      let actual = value.type
      array(2)
      binary(actual.json.written())
      return try write(value, as: actual)
    }
    switch (value, type) {
    case (.null, _): bytes.append(0xC0)
    case (.unknown(_, let refinement), _): unknown(refinement)
    case (.bool(let bool), .bool): bytes.append(bool ? 0xC3 : 0xC2)
    case (.number(let number), .number): self.number(number)
    case (.string(let text), .string): string(text)
    case (.list(_, let elements), .list(let element)), (.set(_, let elements), .set(let element)):
      array(elements.count)
      for value in elements { try write(value, as: element) }
    case (.tuple(let elements), .tuple(let types)) where elements.count == types.count:
      array(elements.count)
      for (value, type) in zip(elements, types) { try write(value, as: type) }
    case (.map(_, let elements), .map(let element)):
      map(elements.count)
      for (key, value) in elements.pairs {
        string(key)
        try write(value, as: element)
      }
    case (.object(let values), .object(let object)):
      guard values.keys == object.names else {
        throw WireError("an object lacks attributes of its type, or has others")
      }
      map(object.names.count)
      for (name, (value, type)) in zip(object.names, zip(values.values, object.types)) {
        string(name)
        try write(value, as: type)
      }
    default:
      throw WireError("a value of type \(value.type.json.text()) stands where \(type.json.text()) is required")
    }
  }

  private mutating func unknown(_ refinement: Refinement) {
    var fields = MessagePackWriter()
    var count = 0
    func field(_ key: UInt8) {
      count += 1
      fields.bytes.append(key)
    }
    func bound(_ key: UInt8, _ bound: Refinement.Bound?) {
      guard let bound else { return }
      field(key)
      fields.array(2)
      fields.number(bound.value)
      fields.bytes.append(bound.isInclusive ? 0xC3 : 0xC2)
    }
    if refinement.isNotNull {
      field(1)
      fields.bytes.append(0xC2)
    }
    if !refinement.prefix.isEmpty {
      field(2)
      fields.string(refinement.prefix)
    }
    bound(3, refinement.lowerBound)
    bound(4, refinement.upperBound)
    if let minimum = refinement.minimumLength, minimum > 0 {
      field(5)
      fields.integer(minimum)
    }
    if let maximum = refinement.maximumLength {
      field(6)
      fields.integer(maximum)
    }
    // Programs from before refinements know this form only, so it is used whenever it says all.
    if count == 0 {
      bytes.append(contentsOf: [0xD4, 0, 0])
      return
    }
    let body = [0x80 | UInt8(count)] + fields.bytes
    switch body.count {
    case 1, 2, 4, 8, 16: bytes.append(0xD4 + UInt8(body.count.trailingZeroBitCount))
    case ..<0x100: bytes.append(contentsOf: [0xC7, UInt8(body.count)])
    default: head(0xC8, body.count, bytes: body.count < 0x10000 ? 2 : 4, wide: 0xC9)
    }
    bytes.append(12)
    bytes.append(contentsOf: body)
  }

  /// The smallest exact form: integer, double, or decimal digits.
  private mutating func number(_ number: Number) {
    if let int = number.int { return integer(int) }
    let double = Number(number.double)
    // Not `==`, which holds a double for equal to the decimal that it is nearest to.
    if number.isInfinite || !(number < double || double < number) {
      bytes.append(0xCB)
      append(number.double.bitPattern, bytes: 8)
    } else {
      string(number.description)
    }
  }

  private mutating func integer(_ value: Int) {
    switch value {
    case 0...0x7F: bytes.append(UInt8(value))
    case -32..<0: bytes.append(UInt8(bitPattern: Int8(value)))
    case 0...0xFF: head(0xCC, value, bytes: 1)
    case 0...0xFFFF: head(0xCD, value, bytes: 2)
    case 0...0xFFFF_FFFF: head(0xCE, value, bytes: 4)
    case 0...: head(0xCF, value, bytes: 8)
    case -0x80..<0: head(0xD0, value, bytes: 1)
    case -0x8000..<0: head(0xD1, value, bytes: 2)
    case -0x8000_0000..<0: head(0xD2, value, bytes: 4)
    default: head(0xD3, value, bytes: 8)
    }
  }

  private mutating func string(_ text: String) {
    let count = text.utf8.count
    switch count {
    case ..<32: bytes.append(0xA0 | UInt8(count))
    case ..<0x100: head(0xD9, count, bytes: 1)
    default: head(0xDA, count, bytes: count < 0x10000 ? 2 : 4, wide: 0xDB)
    }
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func binary(_ data: [UInt8]) {
    if data.count < 0x100 {
      head(0xC4, data.count, bytes: 1)
    } else {
      head(0xC5, data.count, bytes: data.count < 0x10000 ? 2 : 4, wide: 0xC6)
    }
    bytes.append(contentsOf: data)
  }

  private mutating func array(_ count: Int) {
    if count < 16 {
      bytes.append(0x90 | UInt8(count))
    } else {
      head(0xDC, count, bytes: count < 0x10000 ? 2 : 4, wide: 0xDD)
    }
  }

  private mutating func map(_ count: Int) {
    if count < 16 {
      bytes.append(0x80 | UInt8(count))
    } else {
      head(0xDE, count, bytes: count < 0x10000 ? 2 : 4, wide: 0xDF)
    }
  }

  /// A type byte and a big-endian number; `wide` is the type byte for four bytes where it differs.
  private mutating func head(_ type: UInt8, _ value: Int, bytes count: Int, wide: UInt8? = nil) {
    bytes.append(count == 4 ? wide ?? type : type)
    append(UInt64(bitPattern: Int64(value)), bytes: count)
  }

  private mutating func append(_ value: UInt64, bytes count: Int) {
    for index in (0..<count).reversed() { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
  }
}

extension Value {
  /// Whether it says of what type it is: nulls and unknowns of `dynamic` do not.
  fileprivate var hasDeterminedType: Bool {
    switch self {
    case .null(let type), .unknown(let type, _): type != .dynamic
    default: true
    }
  }
}
