/// Why a call brought no answer.
enum RPCFailure: Error, Sendable, Hashable {
  /// The provider answered with a gRPC status other than OK.
  case status(Int, message: String)
  /// The connection ended before the answer came.
  case connectionLost(String)
  case deadlineExceeded
  case cancelled
  /// What came is no gRPC answer, or too large.
  case malformed(String)

  var reason: String {
    switch self {
    case .status(let code, let message): "\(Self.statusName(code)): \(message)"
    case .connectionLost(let reason), .malformed(let reason): reason
    case .deadlineExceeded: "it took too long"
    case .cancelled: "it was told to stop"
    }
  }

  static let unimplemented = 12
  static let unavailable = 14

  static func statusName(_ code: Int) -> String {
    let names = [
      "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
      "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
      "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ]
    return names.indices.contains(code) ? names[code] : "status \(code)"
  }
}

/// Undoes the percent encoding of the `grpc-message` header.
func percentDecoded(_ text: String) -> String {
  let bytes = Array(text.utf8)
  guard bytes.contains(UInt8(ascii: "%")) else { return text }
  var decoded: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
      let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
      let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
    {
      decoded.append(UInt8(high << 4 | low))
      index += 3
    } else {
      decoded.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: decoded, as: UTF8.self)
}
