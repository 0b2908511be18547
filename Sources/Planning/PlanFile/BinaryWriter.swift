/// Writes the parts of a plan one after another: numbers in groups of seven bits, everything else with its length before it.
struct BinaryWriter {
  private(set) var bytes: [UInt8] = []

  mutating func unsigned(_ value: UInt64) {
    var rest = value
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Small numbers of either sign are short.
  mutating func integer(_ value: Int) {
    unsigned(UInt64(bitPattern: Int64(value << 1) ^ Int64(value >> (Int.bitWidth - 1))))
  }

  mutating func byte(_ value: UInt8) { bytes.append(value) }

  mutating func bool(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func data(_ value: some Collection<UInt8>) {
    unsigned(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  mutating func string(_ value: String) { data(Array(value.utf8)) }

  mutating func array<Element>(_ elements: [Element], _ write: (Element, inout BinaryWriter) -> Void) {
    unsigned(UInt64(elements.count))
    for element in elements { write(element, &self) }
  }

  mutating func optional<Wrapped>(_ value: Wrapped?, _ write: (Wrapped, inout BinaryWriter) -> Void) {
    bool(value != nil)
    if let value { write(value, &self) }
  }
}
