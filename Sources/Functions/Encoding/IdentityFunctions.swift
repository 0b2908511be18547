import COpenSSL
import CSystem
import Model

/// Functions for identifiers, passwords and secrets.
let identityFunctions: [BuiltinFunction] = [
  BuiltinFunction("uuid", "A new random identifier.", [], returns: .string) { (call) throws(FunctionError) in
    call.context.isPlanning ? .unknown(.string) : .string(uuidText(call.context.randomBytes(16)))
  },
  BuiltinFunction(
    "uuidv5", "The identifier of a name in a namespace, which is `dns`, `url`, `oid`, `x500` or an identifier itself.",
    [.string("namespace"), .string("name")], returns: .string, uuid5),
  BuiltinFunction(
    "bcrypt", "A hash of a password by which it can be verified later.", [.string("str")], variadic: .number("cost"),
    returns: .string, bcrypt),
  BuiltinFunction(
    "rsadecrypt", "What is encrypted with an RSA key, in Base64, decrypted with its private key.",
    [.string("ciphertext"), .string("privatekey")], returns: .string, rsaDecrypt),
]

private func uuidText(_ bytes: [UInt8]) -> String {
  let digits = Array(hexadecimal(bytes.prefix(16)))
  return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
}

@Sendable private func uuid5(_ call: FunctionCall) throws(FunctionError) -> Value {
  let names: [String: UInt8] = ["dns": 0x10, "url": 0x11, "oid": 0x12, "x500": 0x14]
  let given = call.string(0)
  var namespace: [UInt8]
  if let last = names[given] {
    namespace = [0x6B, 0xA7, 0xB8, last, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8]
  } else {
    switch parseUUID(given) {
    case .success(let bytes): namespace = bytes
    case .failure(let error):
      throw FunctionError("uuidv5() doesn't support namespace \(given) (\(error.reason))")
    }
  }
  var bytes = Array(try Digest.sha1.bytes(of: namespace + Array(call.string(1).utf8)).prefix(16))
  bytes[6] = bytes[6] & 0x0F | 0x50
  bytes[8] = bytes[8] & 0x3F | 0x80
  return .string(uuidText(bytes))
}

private struct UUIDError: Error {
  var reason: String
}

/// Takes the usual form, also with `urn:uuid:` or braces around it, and without hyphens.
private func parseUUID(_ text: String) -> Result<[UInt8], UUIDError> {
  var digits = text
  switch text.utf8.count {
  case 36, 32: break
  case 45:
    guard text.lowercased().hasPrefix("urn:uuid:") else {
      return .failure(UUIDError(reason: "invalid urn prefix: \(quotedText(String(text.prefix(9))))"))
    }
    digits = String(text.dropFirst(9))
  case 38:
    digits = String(text.dropFirst().dropLast())
  default: return .failure(UUIDError(reason: "invalid UUID length: \(text.utf8.count)"))
  }
  if digits.utf8.count == 36 {
    let characters = Array(digits.utf8)
    guard [8, 13, 18, 23].allSatisfy({ characters[$0] == UInt8(ascii: "-") }) else {
      return .failure(UUIDError(reason: "invalid UUID format"))
    }
    digits = digits.replacing("-", with: "")
  }
  let characters = Array(digits.utf8)
  guard characters.count == 32 else { return .failure(UUIDError(reason: "invalid UUID format")) }
  var bytes: [UInt8] = []
  for index in stride(from: 0, to: 32, by: 2) {
    guard let byte = UInt8(String(decoding: characters[index..<(index + 2)], as: UTF8.self), radix: 16) else {
      return .failure(UUIDError(reason: "invalid UUID format"))
    }
    bytes.append(byte)
  }
  return .success(bytes)
}

@Sendable private func bcrypt(_ call: FunctionCall) throws(FunctionError) -> Value {
  if call.context.isPlanning { return .unknown(.string) }
  guard call.count <= 2 else { throw FunctionError("bcrypt() takes no more than two arguments") }
  var cost = call.count == 2 ? try call.int(1) : 10
  if cost < 4 { cost = 10 }
  guard cost <= 31 else {
    throw FunctionError(
      "error occured generating password crypto/bcrypt: cost \(cost) is outside allowed range (4,31)")
  }
  let password = call.string(0)
  guard password.utf8.count <= 72 else {
    throw FunctionError("error occured generating password bcrypt: password length exceeds 72 bytes")
  }
  guard !password.utf8.contains(0) else {
    throw FunctionError("error occured generating password: the text contains a null character")
  }
  let setting = "$2a$" + (cost < 10 ? "0" : "") + String(cost) + "$" + bcryptText(call.context.randomBytes(16))
  var output = [CChar](repeating: 0, count: 128)
  guard plumb_crypt(password, setting, &output, output.count) == 0 else {
    throw FunctionError("error occured generating password: bcrypt is not available on this system")
  }
  return .string(output.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" })
}

/// bcrypt's own Base64: another alphabet, no padding.
private func bcryptText(_ bytes: [UInt8]) -> String {
  let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  let own = Array("./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  let exchange = Dictionary(uniqueKeysWithValues: zip(standard, own))
  return String(encodeBase64(bytes).compactMap { exchange[$0] })
}

@Sendable private func rsaDecrypt(_ call: FunctionCall) throws(FunctionError) -> Value {
  guard case .success(let encrypted) = decodeBase64(call.string(0)) else {
    let given = quotedText(call.string(0))
    throw FunctionError("failed to decode input \(given): cipher text must be base64-encoded", argument: 0)
  }
  let pem = Array(call.string(1).utf8)
  guard let source = BIO_new_mem_buf(pem, Int32(clamping: pem.count)) else {
    throw FunctionError("invalid private key", argument: 1)
  }
  defer { BIO_free(source) }
  // The callback refuses a passphrase, which would otherwise be asked for at the terminal.
  guard let key = PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in 0 }, nil) else {
    ERR_clear_error()
    let hasBlock = call.string(1).contains("-----BEGIN")
    throw FunctionError(
      hasBlock ? "invalid ASN1 data in the given private key" : "invalid private key: ssh: no key found", argument: 1)
  }
  defer { EVP_PKEY_free(key) }
  guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA else {
    throw FunctionError("invalid private key type: it must be an RSA key", argument: 1)
  }
  let failure = FunctionError("failed to decrypt: crypto/rsa: decryption error")
  guard let context = EVP_PKEY_CTX_new(key, nil) else { throw failure }
  defer {
    EVP_PKEY_CTX_free(context)
    ERR_clear_error()
  }
  guard EVP_PKEY_decrypt_init(context) == 1, EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1 else {
    throw failure
  }
  var output = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key)))
  var length = output.count
  guard EVP_PKEY_decrypt(context, &output, &length, encrypted, encrypted.count) == 1 else { throw failure }
  return .string(String(decoding: output.prefix(length), as: UTF8.self).normalizedNFC)
}
