extension String {
  /// Whether this can name something in the language: letters, digits, `_` and `-`, no digit and no `-` at the beginning.
  package var isIdentifier: Bool {
    if let known = isASCIIIdentifier { return known }
    guard let first = unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
    return unicodeScalars.dropFirst().allSatisfy { $0 == "-" || $0.properties.isXIDContinue }
  }

  /// The answer for names of ASCII alone, which nearly all are; nil for others.
  private var isASCIIIdentifier: Bool? {
    var isFirst = true
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): if isFirst { return false }
      case 0x80...: return nil
      default: return false
      }
      isFirst = false
    }
    return !isFirst
  }
}
