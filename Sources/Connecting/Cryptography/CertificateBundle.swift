import COpenSSL

/// A certificate with its private key, as files in PKCS #12's format (`.pfx`) hold them.
package struct CertificateBundle: Sendable {
  /// DER.
  package let certificate: [UInt8]
  /// PEM.
  package let key: String

  /// Nil when the bytes are no such file, or the password is another.
  package init?(pkcs12 bytes: [UInt8], password: String) {
    defer { ERR_clear_error() }
    var bytes = bytes
    guard let source = BIO_new_mem_buf(&bytes, Int32(clamping: bytes.count)) else { return nil }
    defer { BIO_free(source) }
    guard let bundle = d2i_PKCS12_bio(source, nil) else { return nil }
    defer { PKCS12_free(bundle) }
    var privateKey: OpaquePointer?
    var found: OpaquePointer?
    guard PKCS12_parse(bundle, password, &privateKey, &found, nil) == 1 else { return nil }
    defer {
      EVP_PKEY_free(privateKey)
      X509_free(found)
    }
    guard let privateKey, let found, let key = Self.text(of: privateKey) else { return nil }
    self.key = key
    let length = i2d_X509(found, nil)
    guard length > 0 else { return nil }
    var encoded = [UInt8](repeating: 0, count: Int(length))
    encoded.withUnsafeMutableBufferPointer { buffer in
      var place = buffer.baseAddress
      _ = i2d_X509(found, &place)
    }
    certificate = encoded
  }

  private static func text(of key: OpaquePointer) -> String? {
    guard let output = BIO_new(BIO_s_mem()) else { return nil }
    defer { BIO_free(output) }
    guard PEM_write_bio_PrivateKey(output, key, nil, nil, 0, nil, nil) == 1 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = BIO_read(output, &buffer, Int32(buffer.count))
    return count > 0 ? String(decoding: buffer.prefix(Int(count)), as: UTF8.self) : nil
  }
}

extension CertificateBundle: CustomStringConvertible, CustomReflectable {
  package var description: String { "(sensitive value)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
