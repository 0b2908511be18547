/// An address of IPv4 or IPv6 as a number.
struct Address: Equatable {
  var value: UInt128
  /// 32 or 128.
  var bits: Int

  /// Leading zeros in an IPv4 address are passed over, as they always were.
  init?(_ text: String) {
    if text.contains(":") {
      guard let value = Self.sixteen(text) else { return nil }
      self.init(value: value, bits: 128)
    } else {
      guard let value = Self.four(text[...]) else { return nil }
      self.init(value: UInt128(value), bits: 32)
    }
  }

  init(value: UInt128, bits: Int) {
    self.value = value
    self.bits = bits
  }

  private static func four(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard !part.isEmpty, part.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let octet = UInt8(part) else { return nil }
      value = value << 8 | UInt32(octet)
    }
    return value
  }

  private static func sixteen(_ text: String) -> UInt128? {
    let halves = text.split(separator: "::", omittingEmptySubsequences: false)
    guard halves.count <= 2 else { return nil }
    func groups(_ half: Substring, isLast: Bool) -> [UInt16]? {
      if half.isEmpty { return [] }
      let parts = half.split(separator: ":", omittingEmptySubsequences: false)
      var result: [UInt16] = []
      for (index, part) in parts.enumerated() {
        if isLast, index == parts.count - 1, part.contains(".") {
          guard let value = four(part) else { return nil }
          result += [UInt16(value >> 16), UInt16(value & 0xFFFF)]
          continue
        }
        guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16)
        else { return nil }
        result.append(group)
      }
      return result
    }
    guard let first = groups(halves[0], isLast: halves.count == 1) else { return nil }
    var all = first
    if halves.count == 2 {
      guard let second = groups(halves[1], isLast: true), first.count + second.count < 8 else { return nil }
      all += Array(repeating: 0, count: 8 - first.count - second.count) + second
    }
    guard all.count == 8 else { return nil }
    return all.reduce(0) { $0 << 16 | UInt128($1) }
  }
}

extension Address: CustomStringConvertible {
  var description: String {
    if bits == 32 { return dotted(value) }
    // An IPv4 address inside IPv6 is written as what it is.
    if value >> 32 == 0xFFFF { return dotted(value & 0xFFFF_FFFF) }
    let groups = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      let run = groups[start...].prefix { $0 == 0 }.count
      if run > max(longest.count, 1) { longest = start..<(start + run) }
      start += max(run, 1)
    }
    func text(_ part: ArraySlice<UInt16>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
    if longest.isEmpty { return text(groups[...]) }
    return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
  }

  private func dotted(_ value: UInt128) -> String {
    [24, 16, 8, 0].map { String(UInt8(truncatingIfNeeded: value >> UInt128($0))) }.joined(separator: ".")
  }
}

/// A network: an address whose host part is zero, and the length of its prefix.
struct Network: CustomStringConvertible {
  var address: Address
  var prefixLength: Int

  init(address: Address, prefixLength: Int) {
    let hostBits = address.bits - prefixLength
    let mask = hostBits >= 128 ? 0 : ~UInt128(0) << UInt128(hostBits)
    self.address = Address(value: address.value & mask, bits: address.bits)
    self.prefixLength = prefixLength
  }

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = Address(String(parts[0])) else { return nil }
    guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let length = Int(parts[1]) else {
      return nil
    }
    guard length <= address.bits else { return nil }
    self.init(address: address, prefixLength: length)
  }

  var hostBits: Int { address.bits - prefixLength }

  /// The greatest number a host can have.
  var lastHost: UInt128 { hostBits >= 128 ? .max : (1 << UInt128(hostBits)) - 1 }

  var lastAddress: UInt128 { address.value | lastHost }

  var description: String { "\(address)/\(prefixLength)" }
}
