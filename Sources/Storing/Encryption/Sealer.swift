import Connecting
import Model

/// Encrypts what is written, and decrypts what is read, for one purpose: the state, or plans.
package struct Sealer: Sendable {
  private let ring: KeyRing
  private let settings: EncryptionSettings
  private let target: EncryptionTarget
  private let environment: [String: String]
  /// In messages: `state`, `plan`.
  private let purpose: String

  package init(
    _ target: EncryptionTarget, of settings: EncryptionSettings, environment: [String: String], purpose: String
  ) {
    ring = KeyRing(settings: settings, environment: environment)
    self.settings = settings
    self.target = target
    self.environment = environment
    self.purpose = purpose
  }

  /// Whether this was sealed, by whomever.
  package static func isSealed(_ bytes: [UInt8]) -> Bool { ((try? EncryptedPayload(bytes)) ?? nil) != nil }

  /// Whether this is a state that was sealed: it keeps its identity.
  package static func isSealedState(_ bytes: [UInt8]) -> Bool {
    ((try? EncryptedPayload(bytes)) ?? nil)?.lineage != nil
  }

  /// What is stored. `identity` is that of a state, which stays readable.
  package func seal(
    _ bytes: [UInt8], serial: Int? = nil, lineage: String? = nil
  ) async throws(EncryptionError) -> [UInt8] {
    guard let address = target.methods.first, let method = settings.methods[address] else {
      throw EncryptionError("Missing method", "The encryption of the \(purpose) names no method.")
    }
    var metadata: [String: [UInt8]] = [:]
    let data: [UInt8]
    switch method {
    case .unencrypted:
      if target.isEnforced { throw notEnforceable }
      return bytes
    case .aesGCM(let provider, let additional):
      let answer = try await ring.keys(of: provider, stored: [:])
      metadata = answer.metadata
      data = AuthenticatedCipher.seal(
        bytes, key: try checked(answer.keys.encryptionKey, address),
        nonce: KeyDerivation.random(AuthenticatedCipher.nonceLength), additional: additional)
    case .external(let encrypt, _, let provider):
      var key: [UInt8]?
      if let provider {
        let answer = try await ring.keys(of: provider, stored: [:])
        metadata = answer.metadata
        key = answer.keys.encryptionKey
      }
      data = try await ExternalMethodProgram(environment: environment).run(encrypt, bytes, key: key)
    }
    return EncryptedPayload(serial: serial, lineage: lineage, metadata: metadata, data: data).bytes
  }

  private var notEnforceable: EncryptionError {
    EncryptionError(
      "Unencrypted method is forbidden",
      "The encryption of the \(purpose) is enforced, and its method is \"unencrypted\". Name another method, or take "
        + "\"enforced\" out for as long as you are changing over.")
  }

  /// What was sealed. What is not encrypted passes only where the method `unencrypted` is among those named.
  package func open(_ bytes: [UInt8]) async throws(EncryptionError) -> [UInt8] {
    guard let payload = try EncryptedPayload(bytes) else {
      for address in target.methods {
        if case .unencrypted? = settings.methods[address] { return bytes }
      }
      throw EncryptionError(
        "Unencrypted data",
        "The \(purpose) that is stored is not encrypted, and the configuration does not allow for that. To encrypt it from "
          + "now on, add to its encryption: fallback { method = method.unencrypted.NAME }, with a method "
          + "\"unencrypted\" \"NAME\" {}.")
    }
    var reasons: [String] = []
    for address in target.methods {
      do {
        if let opened = try await open(payload, with: address) { return opened }
        reasons.append("method.\(address): the key is another, or the data were changed")
      } catch {
        reasons.append("method.\(address): \(error.detail)")
      }
    }
    throw EncryptionError(
      "Decryption failed",
      "The \(purpose) that is stored could not be decrypted with any of the methods named:\n"
        + reasons.map { "  - \($0)" }.joined(separator: "\n"))
  }

  /// Nil when it does not fit.
  private func open(
    _ payload: EncryptedPayload, with address: EncryptionSettings.Address
  ) async throws(EncryptionError) -> [UInt8]? {
    switch settings.methods[address] {
    case nil: throw EncryptionError("Missing method", "There is no method.\(address).")
    case .unencrypted?:
      throw EncryptionError("Decryption failed", "The data are encrypted, and this method cannot decrypt.")
    case .aesGCM(let provider, let additional)?:
      let keys = try await ring.keys(of: provider, stored: payload.metadata).keys
      return AuthenticatedCipher.open(
        payload.data, key: try checked(keys.keyForDecryption, address), additional: additional)
    case .external(_, let decrypt, let provider)?:
      var key: [UInt8]?
      if let provider { key = try await ring.keys(of: provider, stored: payload.metadata).keys.keyForDecryption }
      return try await ExternalMethodProgram(environment: environment).run(decrypt, payload.data, key: key)
    }
  }

  private func checked(
    _ key: [UInt8], _ address: EncryptionSettings.Address
  ) throws(EncryptionError) -> [UInt8] {
    guard AuthenticatedCipher.keyLengths.contains(key.count) else {
      throw EncryptionError(
        "Unsuitable key", "AES-GCM needs a key of 16, 24 or 32 bytes, and that of method.\(address) has \(key.count).")
    }
    return key
  }
}
