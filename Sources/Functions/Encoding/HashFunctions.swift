import COpenSSL
import Model

/// A digest of OpenSSL's and how it is written.
struct Digest: Sendable {
  enum Notation { case hexadecimal, base64 }

  var algorithm: @Sendable () -> OpaquePointer?
  var notation: Notation

  static let md5 = Digest(algorithm: { EVP_md5() }, notation: .hexadecimal)
  static let sha1 = Digest(algorithm: { EVP_sha1() }, notation: .hexadecimal)
  static let sha256 = Digest(algorithm: { EVP_sha256() }, notation: .hexadecimal)
  static let sha512 = Digest(algorithm: { EVP_sha512() }, notation: .hexadecimal)
  static let base64SHA256 = Digest(algorithm: { EVP_sha256() }, notation: .base64)
  static let base64SHA512 = Digest(algorithm: { EVP_sha512() }, notation: .base64)

  func bytes(of input: [UInt8]) throws(FunctionError) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    guard EVP_Digest(input, input.count, &output, &length, algorithm(), nil) == 1 else {
      throw FunctionError("the digest is not available")
    }
    return Array(output.prefix(Int(length)))
  }

  func text(of input: [UInt8]) throws(FunctionError) -> String {
    let bytes = try bytes(of: input)
    return notation == .base64 ? encodeBase64(bytes) : hexadecimal(bytes)
  }
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text = ""
  for byte in bytes { text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }
  return text
}

let hashFunctions: [BuiltinFunction] =
  ([
    ("md5", .md5, "MD5 hash of the text"), ("sha1", .sha1, "SHA-1 hash of the text"),
    ("sha256", .sha256, "SHA-256 hash of the text"), ("sha512", .sha512, "SHA-512 hash of the text"),
    ("base64sha256", .base64SHA256, "SHA-256 hash of the text, in Base64"),
    ("base64sha512", .base64SHA512, "SHA-512 hash of the text, in Base64"),
  ] as [(String, Digest, String)]).map { name, digest, what in
    BuiltinFunction(name, "The \(what).", [.string("str")], returns: .string) { (call) throws(FunctionError) in
      .string(try digest.text(of: Array(call.string(0).utf8)))
    }
  }
  + ([
    ("filemd5", .md5, "MD5 hash of a file"), ("filesha1", .sha1, "SHA-1 hash of a file"),
    ("filesha256", .sha256, "SHA-256 hash of a file"), ("filesha512", .sha512, "SHA-512 hash of a file"),
    ("filebase64sha256", .base64SHA256, "SHA-256 hash of a file, in Base64"),
    ("filebase64sha512", .base64SHA512, "SHA-512 hash of a file, in Base64"),
  ] as [(String, Digest, String)]).map { name, digest, what in
    BuiltinFunction(name, "The \(what).", [.string("path")], returns: .string) { (call) throws(FunctionError) in
      .string(try digest.text(of: try call.context.contents(of: call.string(0), shown: call.string(0), argument: nil)))
    }
  }
