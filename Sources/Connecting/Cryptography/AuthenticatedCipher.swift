import COpenSSL

/// AES in Galois/Counter Mode: what is encrypted cannot be changed without being refused. By OpenSSL.
package enum AuthenticatedCipher {
  package static let nonceLength = 12
  package static let tagLength = 16
  /// For AES-128, AES-192 and AES-256.
  package static let keyLengths = [16, 24, 32]

  /// Nonce, ciphertext and tag in one. The nonce must never be used with this key before.
  package static func seal(
    _ plaintext: [UInt8], key: [UInt8], nonce: [UInt8], additional: [UInt8] = []
  ) -> [UInt8] {
    precondition(keyLengths.contains(key.count) && nonce.count == nonceLength, "a key or nonce of another length")
    guard let context = EVP_CIPHER_CTX_new() else { preconditionFailure("out of memory") }
    defer { EVP_CIPHER_CTX_free(context) }
    var output = [UInt8](repeating: 0, count: plaintext.count)
    var tag = [UInt8](repeating: 0, count: tagLength)
    var length: Int32 = 0
    var end: Int32 = 0
    var unused: UInt8 = 0
    let made =
      EVP_EncryptInit_ex(context, cipher(key), nil, key, nonce) == 1
      && (additional.isEmpty || EVP_EncryptUpdate(context, nil, &length, additional, Int32(additional.count)) == 1)
      && inPieces(plaintext.count) { start, count in
        output.withUnsafeMutableBufferPointer { output in
          plaintext.withUnsafeBufferPointer { input in
            guard let to = output.baseAddress, let from = input.baseAddress else { return true }
            return EVP_EncryptUpdate(context, to + start, &length, from + start, count) == 1
          }
        }
      }
      && EVP_EncryptFinal_ex(context, &unused, &end) == 1
      && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, Int32(tagLength), &tag) == 1
    precondition(made, "OpenSSL cannot encrypt with AES-GCM")
    return nonce + output + tag
  }

  /// Nil when a byte of it, or of what is authenticated with it, is not as it was, or the key is another.
  package static func open(_ sealed: [UInt8], key: [UInt8], additional: [UInt8] = []) -> [UInt8]? {
    guard keyLengths.contains(key.count), sealed.count >= nonceLength + tagLength,
      let context = EVP_CIPHER_CTX_new()
    else { return nil }
    defer { EVP_CIPHER_CTX_free(context) }
    let nonce = Array(sealed.prefix(nonceLength))
    let ciphertext = Array(sealed.dropFirst(nonceLength).dropLast(tagLength))
    var tag = Array(sealed.suffix(tagLength))
    var output = [UInt8](repeating: 0, count: ciphertext.count)
    var length: Int32 = 0
    var unused: UInt8 = 0
    let isWhole =
      EVP_DecryptInit_ex(context, cipher(key), nil, key, nonce) == 1
      && (additional.isEmpty || EVP_DecryptUpdate(context, nil, &length, additional, Int32(additional.count)) == 1)
      && inPieces(ciphertext.count) { start, count in
        output.withUnsafeMutableBufferPointer { output in
          ciphertext.withUnsafeBufferPointer { input in
            guard let to = output.baseAddress, let from = input.baseAddress else { return true }
            return EVP_DecryptUpdate(context, to + start, &length, from + start, count) == 1
          }
        }
      }
      && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, Int32(tagLength), &tag) == 1
      && EVP_DecryptFinal_ex(context, &unused, &length) == 1
    return isWhole ? output : nil
  }

  private static func cipher(_ key: [UInt8]) -> OpaquePointer? {
    switch key.count {
    case 16: EVP_aes_128_gcm()
    case 24: EVP_aes_192_gcm()
    default: EVP_aes_256_gcm()
    }
  }

  /// OpenSSL counts in 32 bits.
  private static func inPieces(_ total: Int, _ piece: (Int, Int32) -> Bool) -> Bool {
    let size = 1 << 24
    return stride(from: 0, to: total, by: size).allSatisfy { piece($0, Int32(min(size, total - $0))) }
  }
}

/// Randomness that nobody can guess, and keys from passphrases.
package enum KeyDerivation {
  package enum HashFunction: String, Sendable, Hashable, CaseIterable {
    case sha256, sha512
  }

  package static func random(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    precondition(RAND_bytes(&bytes, Int32(count)) == 1, "the system has no randomness")
    return bytes
  }

  /// PBKDF2 of RFC 8018.
  package static func pbkdf2(
    passphrase: [UInt8], salt: [UInt8], iterations: Int, length: Int, hash: HashFunction
  ) -> [UInt8] {
    var key = [UInt8](repeating: 0, count: length)
    let digest = hash == .sha256 ? EVP_sha256() : EVP_sha512()
    let made = passphrase.withUnsafeBytes { bytes in
      PKCS5_PBKDF2_HMAC(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), salt, Int32(salt.count), Int32(iterations),
        digest, Int32(length), &key)
    }
    precondition(made == 1, "OpenSSL cannot derive a key")
    return key
  }
}
