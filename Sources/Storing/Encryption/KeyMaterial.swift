/// The keys that a provider gave: one to encrypt with, and one to decrypt what is stored. Printing it shows neither.
struct KeyMaterial: Sendable, Equatable {
  var encryptionKey: [UInt8]
  /// Nil when there was nothing to decrypt.
  var decryptionKey: [UInt8]?

  /// What to decrypt with: the same key where nothing had to be remembered.
  var keyForDecryption: [UInt8] { decryptionKey.flatMap { $0.isEmpty ? nil : $0 } ?? encryptionKey }
}

extension KeyMaterial: CustomStringConvertible, CustomReflectable {
  var description: String { "(sensitive value)" }
  var customMirror: Mirror { Mirror(self, children: []) }
}
