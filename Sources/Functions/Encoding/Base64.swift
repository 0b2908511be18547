import Model

/// Where a text stops being Base64.
struct Base64Error: Error {
  /// In bytes of the text.
  var offset: Int
}

private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

private let values: [UInt8] = {
  var table = [UInt8](repeating: 255, count: 256)
  for (value, byte) in alphabet.enumerated() { table[Int(byte)] = UInt8(value) }
  return table
}()

func encodeBase64(_ bytes: [UInt8]) -> String { String(decoding: Base64.encode(bytes), as: UTF8.self) }

/// Tells where a text is wrong, which the one of `Model` does not. Line breaks are passed over; padding is required.
func decodeBase64(_ text: String) -> Result<[UInt8], Base64Error> {
  let bytes = Array(text.utf8)
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count / 4 * 3)
  var group: UInt32 = 0
  var count = 0
  var index = 0
  func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
  while index < bytes.count {
    let byte = bytes[index]
    if isLineBreak(byte) {
      index += 1
      continue
    }
    if byte == UInt8(ascii: "=") {
      guard count >= 2 else { return .failure(Base64Error(offset: index)) }
      var padding = 0
      while index < bytes.count {
        if bytes[index] == UInt8(ascii: "="), padding < 4 - count {
          padding += 1
        } else if !isLineBreak(bytes[index]) {
          return .failure(Base64Error(offset: index))
        }
        index += 1
      }
      guard padding == 4 - count else { return .failure(Base64Error(offset: bytes.count)) }
      result.append(UInt8(truncatingIfNeeded: count == 2 ? group >> 4 : group >> 10))
      if count == 3 { result.append(UInt8(truncatingIfNeeded: group >> 2)) }
      return .success(result)
    }
    let value = values[Int(byte)]
    guard value != 255 else { return .failure(Base64Error(offset: index)) }
    group = group << 6 | UInt32(value)
    count += 1
    index += 1
    if count == 4 {
      result += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
      group = 0
      count = 0
    }
  }
  // Symbols that fill no group: the group begins where the error is.
  return count == 0 ? .success(result) : .failure(Base64Error(offset: bytes.count - count))
}
