package import Model

/// The order in which Terraform tells the paths that force a replacement: that of a number made of their attributes' names,
/// so that plans can be compared text by text. What a path has an index for does not count.
package func inTerraformsOrder(_ paths: [ValuePath]) -> [ValuePath] {
  paths.enumerated()
    .map { (order: $0.element.orderingNumber, place: $0.offset, path: $0.element) }
    .sorted { ($0.order, $0.place) < ($1.order, $1.place) }
    .map(\.path)
}

extension [PathStep] {
  /// CRC-64 (ISO 3309) of the steps' names, as a signed number.
  fileprivate var orderingNumber: Int64 {
    var remainder = UInt64.max
    for step in self {
      switch step {
      case .attribute(let name): for byte in name.utf8 { remainder.divide(byte) }
      case .index: remainder.divide(UInt8(ascii: "#"))
      }
    }
    return Int64(bitPattern: ~remainder)
  }
}

extension UInt64 {
  private static let polynomial: UInt64 = 0xD800_0000_0000_0000

  /// One more byte of the text whose check number this is becoming.
  fileprivate mutating func divide(_ byte: UInt8) {
    self ^= UInt64(byte)
    for _ in 0..<8 { self = self & 1 == 1 ? self >> 1 ^ Self.polynomial : self >> 1 }
  }
}
