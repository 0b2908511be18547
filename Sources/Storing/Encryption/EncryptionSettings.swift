package import Connecting
package import Model

/// What a `terraform { encryption { ... } }` block asks for, decoded: which keys, which methods, and for what.
package struct EncryptionSettings: Sendable {
  /// `key_provider.pbkdf2.mine` or `method.aes_gcm.mine`.
  package struct Address: Sendable, Hashable, CustomStringConvertible {
    package var type: String
    package var name: String

    package init(type: String, name: String) {
      self.type = type
      self.name = name
    }

    package var description: String { "\(type).\(name)" }
  }

  package var keyProviders: [Address: KeyProvider] = [:]
  package var methods: [Address: EncryptionMethod] = [:]
  package var state: EncryptionTarget?
  package var plan: EncryptionTarget?
  /// How the states of other configurations are read, which `terraform_remote_state` asks for.
  package var remoteDefault: EncryptionTarget?
  /// The same for single data resources, by what the blocks call them.
  package var remote: [String: EncryptionTarget] = [:]

  package init() {}
}

/// What is encrypted with which method. The first one writes; all are tried when reading.
package struct EncryptionTarget: Sendable, Hashable {
  package var methods: [EncryptionSettings.Address]
  /// Refuses to write what is not encrypted.
  package var isEnforced: Bool

  package init(methods: [EncryptionSettings.Address], isEnforced: Bool = false) {
    self.methods = methods
    self.isEnforced = isEnforced
  }
}

package enum EncryptionMethod: Sendable {
  case aesGCM(keys: EncryptionSettings.Address, additional: [UInt8])
  case external(encrypt: [String], decrypt: [String], keys: EncryptionSettings.Address?)
  /// Leaves everything as it is: for the way into encryption and out of it.
  case unencrypted
}

/// Where a key comes from.
package struct KeyProvider: Sendable {
  package enum Kind: Sendable {
    case pbkdf2(PassphraseKey)
    case external(command: [String])
    case awsKMS(keyID: String, keySpec: String, settings: AWSSettings)
  }

  package var kind: Kind
  /// Under which name its metadata stand beside what is encrypted, instead of its own.
  package var metadataAlias: String?

  package init(_ kind: Kind, metadataAlias: String? = nil) {
    self.kind = kind
    self.metadataAlias = metadataAlias
  }
}

/// A key that is derived from a passphrase, or from the keys of another provider.
package struct PassphraseKey: Sendable {
  package enum Source: Sendable {
    case passphrase(String)
    case chain(EncryptionSettings.Address)
  }

  package var source: Source
  package var keyLength = 32
  package var iterations = 600_000
  package var hash = KeyDerivation.HashFunction.sha512
  package var saltLength = 32

  package static let minimumIterations = 200_000
  package static let minimumLength = 16

  package init(_ source: Source) { self.source = source }
}

extension PassphraseKey.Source: CustomStringConvertible, CustomReflectable {
  package var description: String {
    if case .chain(let address) = self { return "chain of \(address)" }
    return "(sensitive value)"
  }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why something could not be encrypted or decrypted.
package struct EncryptionError: Error, Sendable, Hashable {
  package var summary: String
  package var detail: String

  package init(_ summary: String, _ detail: String) {
    self.summary = summary
    self.detail = detail
  }

  /// Found where the configuration knows of no encryption.
  package static let noEncryption = EncryptionError(
    "Encrypted state",
    "The state is encrypted, and the configuration has no encryption block for states. Put the block back that it was written "
      + "with, in the configuration or in TF_ENCRYPTION.")

  package var diagnostic: Diagnostic { Diagnostic(code: "encryption.failed", summary: summary, detail: detail) }
}
