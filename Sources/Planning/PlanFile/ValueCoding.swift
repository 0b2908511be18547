import Model

extension BinaryWriter {
  mutating func type(_ type: ValueType) {
    switch type {
    case .dynamic: byte(0)
    case .string: byte(1)
    case .number: byte(2)
    case .bool: byte(3)
    case .list(let element):
      byte(4)
      self.type(element)
    case .set(let element):
      byte(5)
      self.type(element)
    case .map(let element):
      byte(6)
      self.type(element)
    case .tuple(let types):
      byte(7)
      array(types) { $1.type($0) }
    case .object(let object):
      byte(8)
      array(Array(object.attributes)) { attribute, writer in
        writer.string(attribute.0)
        writer.type(attribute.1)
        writer.bool(object.optional.contains(attribute.0))
      }
    }
  }

  mutating func value(_ value: Value) {
    switch value {
    case .null(let type):
      byte(0)
      self.type(type)
    case .unknown(let type, let refinement):
      byte(1)
      self.type(type)
      self.refinement(refinement)
    case .bool(let bool): byte(bool ? 3 : 2)
    case .number(let number): self.number(number)
    case .string(let text):
      byte(6)
      string(text)
    case .list(let type, let elements):
      byte(7)
      self.type(type)
      array(elements) { $1.value($0) }
    case .set(let type, let elements):
      byte(8)
      self.type(type)
      array(elements) { $1.value($0) }
    case .map(let type, let elements):
      byte(9)
      self.type(type)
      keyed(elements)
    case .object(let attributes):
      byte(10)
      keyed(attributes)
    case .tuple(let elements):
      byte(11)
      array(elements) { $1.value($0) }
    case .marked(let value, let marks):
      byte(12)
      byte(marks.rawValue)
      self.value(value)
    }
  }

  /// With its tag: as an integer where it is one, else in decimal notation, which says every bit.
  private mutating func number(_ number: Number) {
    if let integer = number.int {
      byte(4)
      self.integer(integer)
    } else {
      byte(5)
      string(number.description)
    }
  }

  private mutating func keyed(_ values: KeyedValues) {
    array(Array(values.pairs)) { pair, writer in
      writer.string(pair.0)
      writer.value(pair.1)
    }
  }

  private mutating func refinement(_ refinement: Refinement) {
    func bound(_ bound: Refinement.Bound, _ writer: inout BinaryWriter) {
      writer.number(bound.value)
      writer.bool(bound.isInclusive)
    }
    bool(refinement.isNotNull)
    string(refinement.prefix)
    optional(refinement.lowerBound, bound)
    optional(refinement.upperBound, bound)
    optional(refinement.minimumLength) { $1.integer($0) }
    optional(refinement.maximumLength) { $1.integer($0) }
  }

  mutating func path(_ path: ValuePath) {
    array(path) { step, writer in
      switch step {
      case .attribute(let name):
        writer.byte(0)
        writer.string(name)
      case .index(let key):
        writer.byte(1)
        writer.value(key)
      }
    }
  }
}

extension BinaryReader {
  mutating func type() throws(BinaryReadingError) -> ValueType {
    try nested { (reader) throws(BinaryReadingError) in try reader.typeHere() }
  }

  private mutating func typeHere() throws(BinaryReadingError) -> ValueType {
    switch try byte() {
    case 0: return .dynamic
    case 1: return .string
    case 2: return .number
    case 3: return .bool
    case 4: return .list(try type())
    case 5: return .set(try type())
    case 6: return .map(try type())
    case 7: return .tuple(try array { (reader) throws(BinaryReadingError) in try reader.type() })
    case 8:
      var optional: Set<String> = []
      let attributes = try array { (reader) throws(BinaryReadingError) in
        let name = try reader.string()
        let type = try reader.type()
        return (name, type, try reader.bool())
      }
      for (name, _, isOptional) in attributes where isOptional { optional.insert(name) }
      return .object(ObjectType(attributes.map { ($0.0, $0.1) }, optional: optional))
    default: throw error("an unknown kind of type")
    }
  }

  mutating func value() throws(BinaryReadingError) -> Value {
    try nested { (reader) throws(BinaryReadingError) in try reader.valueHere() }
  }

  private mutating func valueHere() throws(BinaryReadingError) -> Value {
    let tag = try byte()
    switch tag {
    case 0: return .null(try type())
    case 1:
      let type = try type()
      return .unknown(type, try refinement())
    case 2: return .bool(false)
    case 3: return .bool(true)
    case 4, 5: return .number(try number(tag: tag))
    case 6: return .string(try string())
    case 7:
      let type = try type()
      return .list(type, try values())
    case 8:
      let type = try type()
      return .set(type, try values())
    case 9:
      let type = try type()
      return .map(type, try keyed())
    case 10: return .object(try keyed())
    case 11: return .tuple(try values())
    case 12:
      let marks = Marks(rawValue: try byte())
      return try value().marked(with: marks)
    default: throw error("an unknown kind of value")
    }
  }

  private mutating func values() throws(BinaryReadingError) -> [Value] {
    try array { (reader) throws(BinaryReadingError) in try reader.value() }
  }

  private mutating func number(tag: UInt8) throws(BinaryReadingError) -> Number {
    switch tag {
    case 4: return Number(try integer())
    case 5:
      guard let number = Number(try string()) else { throw error("a number is none") }
      return number
    default: throw error("a number was expected")
    }
  }

  private mutating func keyed() throws(BinaryReadingError) -> KeyedValues {
    let pairs = try array { (reader) throws(BinaryReadingError) in
      let key = try reader.string()
      return (key, try reader.value())
    }
    return KeyedValues(pairs)
  }

  private mutating func refinement() throws(BinaryReadingError) -> Refinement {
    func bound(_ reader: inout BinaryReader) throws(BinaryReadingError) -> Refinement.Bound {
      let tag = try reader.byte()
      let value = try reader.number(tag: tag)
      return Refinement.Bound(value: value, isInclusive: try reader.bool())
    }
    var refinement = Refinement(isNotNull: try bool(), prefix: try string())
    refinement.lowerBound = try optional(bound)
    refinement.upperBound = try optional(bound)
    refinement.minimumLength = try optional { (reader) throws(BinaryReadingError) in try reader.integer() }
    refinement.maximumLength = try optional { (reader) throws(BinaryReadingError) in try reader.integer() }
    return refinement
  }

  mutating func path() throws(BinaryReadingError) -> ValuePath {
    try array { (reader) throws(BinaryReadingError) in
      switch try reader.byte() {
      case 0: .attribute(try reader.string())
      case 1: .index(try reader.value())
      default: throw reader.error("an unknown kind of step")
      }
    }
  }
}
