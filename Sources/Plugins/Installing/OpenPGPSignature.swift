import CRNP

/// Checks detached OpenPGP signatures, as registries give them for their lists of checksums.
enum OpenPGPSignature {
  struct Signer: Hashable {
    /// Sixteen hexadecimal digits in capitals.
    var keyID: String
    /// Of the primary key, in capitals.
    var fingerprint: String
  }

  enum Verdict: Hashable {
    case valid(Signer)
    /// None of the keys has made it.
    case unknownKey
    case invalid
  }

  static func verify(_ document: [UInt8], signature: [UInt8], armoredKeys: [String]) throws(PackageError) -> Verdict {
    var session: rnp_ffi_t?
    guard rnp_ffi_create(&session, "GPG", "GPG") == success, let session else {
      throw PackageError("the OpenPGP library cannot be started")
    }
    defer { rnp_ffi_destroy(session) }
    for key in armoredKeys {
      let bytes = Array(key.utf8)
      let result = bytes.withUnsafeBufferPointer { buffer -> rnp_result_t in
        var input: rnp_input_t?
        guard rnp_input_from_memory(&input, buffer.baseAddress, buffer.count, false) == success else { return 1 }
        defer { rnp_input_destroy(input) }
        return rnp_import_keys(session, input, UInt32(RNP_LOAD_SAVE_PUBLIC_KEYS), nil)
      }
      if result != success { throw PackageError("a signing key of the registry is no OpenPGP public key") }
    }
    return document.withUnsafeBufferPointer { document in
      signature.withUnsafeBufferPointer { signature in verdict(session, document, signature) }
    }
  }

  private static func verdict(
    _ session: rnp_ffi_t, _ document: UnsafeBufferPointer<UInt8>, _ signature: UnsafeBufferPointer<UInt8>
  ) -> Verdict {
    var data: rnp_input_t?
    var mark: rnp_input_t?
    var operation: rnp_op_verify_t?
    defer {
      rnp_op_verify_destroy(operation)
      rnp_input_destroy(mark)
      rnp_input_destroy(data)
    }
    guard rnp_input_from_memory(&data, document.baseAddress, document.count, false) == success,
      rnp_input_from_memory(&mark, signature.baseAddress, signature.count, false) == success,
      rnp_op_verify_detached_create(&operation, session, data, mark) == success
    else { return .invalid }
    // Its result sums up all signatures; each is looked at below instead.
    _ = rnp_op_verify_execute(operation)
    var count = 0
    guard rnp_op_verify_get_signature_count(operation, &count) == success else { return .invalid }
    var isKnown = false
    for index in 0..<min(count, maximumSignatures) {
      var found: rnp_op_verify_signature_t?
      guard rnp_op_verify_get_signature_at(operation, index, &found) == success else { continue }
      let status = rnp_op_verify_signature_get_status(found)
      if status != rnp_result_t(RNP_ERROR_KEY_NOT_FOUND) { isKnown = true }
      if status == success, let signer = signer(found) { return .valid(signer) }
    }
    return isKnown ? .invalid : .unknownKey
  }

  private static func signer(_ signature: rnp_op_verify_signature_t?) -> Signer? {
    var key: rnp_key_handle_t?
    guard rnp_op_verify_signature_get_key(signature, &key) == success else { return nil }
    defer { rnp_key_handle_destroy(key) }
    func text(_ get: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> rnp_result_t) -> String? {
      var pointer: UnsafeMutablePointer<CChar>?
      guard get(&pointer) == success, let pointer else { return nil }
      defer { rnp_buffer_destroy(pointer) }
      return String(cString: pointer).uppercased()
    }
    // A subkey signs for its primary key, whose name is the one that people know.
    guard let fingerprint = text({ rnp_key_get_primary_fprint(key, $0) }) ?? text({ rnp_key_get_fprint(key, $0) })
    else {
      return nil
    }
    return Signer(keyID: String(fingerprint.suffix(16)), fingerprint: fingerprint)
  }

  private static let success = rnp_result_t(RNP_SUCCESS)
  /// A list of checksums has one, seldom two.
  private static let maximumSignatures = 16
}
