/// Percent-encoding as RFC 3986 has it: all but letters, digits and `-._~` becomes `%XX`.
package enum PercentEncoding {
  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

  /// `keeping` are further bytes that stay as they are.
  package static func encode(_ text: String, keeping: String = "") -> String {
    let kept = Set(keeping.utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    var output: [UInt8] = []
    for byte in text.utf8 {
      if unreserved.contains(byte) || kept.contains(byte) {
        output.append(byte)
      } else {
        output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The text again; what is no escape stays as it is.
  package static func decode(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, bytes[index + 1] != UInt8(ascii: "+"),
        let byte = UInt8(String(decoding: bytes[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
      {
        output.append(byte)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// `a=1&b=2`, in the order given.
  package static func query(_ pairs: [(String, String)]) -> String {
    pairs.map { "\(encode($0))=\(encode($1))" }.joined(separator: "&")
  }
}
