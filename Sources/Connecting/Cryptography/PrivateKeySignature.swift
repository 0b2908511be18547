import COpenSSL
import Model

/// Signatures with a private RSA key, by OpenSSL.
package enum PrivateKeySignature {
  /// RSASSA-PKCS1-v1_5 with SHA-256, as JSON web tokens of type RS256 have it. Nil when the text is no such key.
  package static func rs256(_ content: [UInt8], pem: String) -> [UInt8]? {
    var text = Array(pem.utf8)
    guard let source = BIO_new_mem_buf(&text, Int32(text.count)) else { return nil }
    defer { BIO_free(source) }
    guard let key = PEM_read_bio_PrivateKey(source, nil, { _, _, _, _ in 0 }, nil) else {
      ERR_clear_error()
      return nil
    }
    defer { EVP_PKEY_free(key) }
    guard EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA, let context = EVP_MD_CTX_new() else { return nil }
    defer { EVP_MD_CTX_free(context) }
    var length = 0
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(context, nil, &length, content, content.count) == 1
    else { return nil }
    var signature = [UInt8](repeating: 0, count: length)
    guard EVP_DigestSign(context, &signature, &length, content, content.count) == 1 else { return nil }
    return Array(signature.prefix(length))
  }
}

/// A JSON web token, signed with RS256.
package enum WebToken {
  package static func rs256(header: [UInt8], claims: [UInt8], pem: String) -> String? {
    let content = "\(base64URL(header)).\(base64URL(claims))"
    return PrivateKeySignature.rs256(Array(content.utf8), pem: pem).map { "\(content).\(base64URL($0))" }
  }

  package static func base64URL(_ bytes: [UInt8]) -> String {
    String(decoding: Base64.encode(bytes), as: UTF8.self).replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}
