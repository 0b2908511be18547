import Model

let encodingFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "base64decode", "The text whose UTF-8 bytes are given in Base64.",
    [FunctionParameter("str", .string, allowsMarked: true)], returns: .string
  ) { (call) throws(FunctionError) in
    guard case .success(let bytes) = decodeBase64(call.string(0)) else {
      throw FunctionError("failed to decode base64 data \(call.shown(0))")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FunctionError("the result of decoding the provided string is not valid UTF-8")
    }
    return Value.string(text.normalizedNFC).marked(with: call[0].marks)
  },
  BuiltinFunction("base64encode", "The UTF-8 bytes of the text in Base64.", [.string("str")], returns: .string) {
    (call) throws(FunctionError) in .string(encodeBase64(Array(call.string(0).utf8)))
  },
  BuiltinFunction(
    "base64gzip", "The UTF-8 bytes of the text, compressed with gzip, in Base64.", [.string("str")], returns: .string
  ) { (call) throws(FunctionError) in .string(encodeBase64(try gzip(Array(call.string(0).utf8)))) },
  BuiltinFunction(
    "textencodebase64", "The text in a character encoding, in Base64.", [.string("string"), .string("encoding")],
    returns: .string
  ) { (call) throws(FunctionError) in
    let encoding = try characterEncoding(call.string(1))
    guard let bytes = encoding.encode(call.string(0)) else {
      throw FunctionError(
        "the given string contains characters that cannot be represented in \(encoding.name)", argument: 0)
    }
    return .string(encodeBase64(bytes))
  },
  BuiltinFunction(
    "textdecodebase64", "The text whose bytes in a character encoding are given in Base64.",
    [.string("source"), .string("encoding")], returns: .string
  ) { (call) throws(FunctionError) in
    let encoding = try characterEncoding(call.string(1))
    switch decodeBase64(call.string(0)) {
    case .failure(let error):
      throw FunctionError("the given value is has an invalid base64 symbol at offset \(error.offset)", argument: 0)
    case .success(let bytes):
      guard let text = encoding.decode(bytes) else {
        throw FunctionError("the given string contains symbols that are not defined for \(encoding.name)", argument: 0)
      }
      return .string(text.normalizedNFC)
    }
  },
  BuiltinFunction(
    "urlencode", "The text with what has a meaning of its own in a URL's query escaped.", [.string("str")],
    returns: .string
  ) { (call) throws(FunctionError) in
    var result = ""
    for byte in call.string(0).utf8 {
      let scalar = Unicode.Scalar(byte)
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "~": result.unicodeScalars.append(scalar)
      case " ": result += "+"
      default:
        result += "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 15, radix: 16, uppercase: true)
      }
    }
    return .string(result)
  },
]

private func characterEncoding(_ name: String) throws(FunctionError) -> CharacterEncoding {
  guard let encoding = CharacterEncoding(name) else {
    throw FunctionError(
      "\(quotedText(name)) is not a supported IANA encoding name or alias in this Plumb version", argument: 1)
  }
  return encoding
}
