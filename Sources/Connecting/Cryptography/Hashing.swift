import COpenSSL

/// Digests and keyed digests, by OpenSSL.
package enum Hashing {
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_sha256()) }
  package static func sha1(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_sha1()) }
  /// For what other programs have agreed upon, and never for security.
  package static func md5(_ bytes: [UInt8]) -> [UInt8] { digest(bytes, EVP_md5()) }

  package static func hmacSHA256(key: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    let made = HMAC(EVP_sha256(), key, Int32(key.count), bytes, bytes.count, &output, &length)
    precondition(made != nil, "OpenSSL cannot make an HMAC")
    return Array(output.prefix(Int(length)))
  }

  package static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func digest(_ bytes: [UInt8], _ kind: OpaquePointer?) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var length: UInt32 = 0
    precondition(
      EVP_Digest(bytes, bytes.count, &output, &length, kind, nil) == 1, "OpenSSL cannot make a digest")
    return Array(output.prefix(Int(length)))
  }
}
