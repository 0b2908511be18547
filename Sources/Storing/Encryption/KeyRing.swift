import Connecting
import Model

/// Gives the keys of all providers. A key to encrypt with is made once and used for everything a command writes: each
/// writing has a nonce of its own, and deriving a key from a passphrase takes half a second.
actor KeyRing {
  private let settings: EncryptionSettings
  private let environment: [String: String]
  private var fresh: [EncryptionSettings.Address: Answer] = [:]
  private var remembered: [Question: Answer] = [:]

  /// What a provider gave, and what is to be stored beside the data.
  struct Answer: Sendable {
    var keys: KeyMaterial
    var metadata: [String: [UInt8]]
  }

  private struct Question: Hashable {
    var provider: EncryptionSettings.Address
    var metadata: [String: [UInt8]]
  }

  init(settings: EncryptionSettings, environment: [String: String]) {
    self.settings = settings
    self.environment = environment
  }

  /// `stored` is what stands beside the data that is to be decrypted; empty where none is.
  func keys(
    of address: EncryptionSettings.Address, stored: [String: [UInt8]]
  ) async throws(EncryptionError) -> Answer {
    let question = Question(provider: address, metadata: stored)
    if stored.isEmpty, let answer = fresh[address] { return answer }
    if let answer = remembered[question] { return answer }
    let answer = try await ask(address, stored: stored, chain: [])
    if stored.isEmpty { fresh[address] = answer } else { remembered[question] = answer }
    return answer
  }

  private func ask(
    _ address: EncryptionSettings.Address, stored: [String: [UInt8]], chain: [EncryptionSettings.Address]
  ) async throws(EncryptionError) -> Answer {
    guard let provider = settings.keyProviders[address] else {
      throw EncryptionError("Missing key provider", "There is no key_provider.\(address).")
    }
    guard !chain.contains(address) else {
      throw EncryptionError("Circular key providers", "key_provider.\(address) is chained to itself.")
    }
    let name = provider.metadataAlias ?? "key_provider.\(address)"
    let memory = stored[name]
    switch provider.kind {
    case .pbkdf2(let passphraseKey):
      var below = Answer(keys: KeyMaterial(encryptionKey: []), metadata: [:])
      switch passphraseKey.source {
      case .passphrase(let text):
        below.keys = KeyMaterial(encryptionKey: Array(text.utf8), decryptionKey: Array(text.utf8))
      case .chain(let other): below = try await ask(other, stored: stored, chain: chain + [address])
      }
      let (keys, written) = try PassphraseDerivation(passphraseKey).keys(from: below.keys, stored: memory)
      return Answer(keys: keys, metadata: below.metadata.merging([name: written]) { $1 })
    case .external(let command):
      let (keys, written) = try await ExternalKeyProgram(command, environment).keys(stored: memory)
      return Answer(keys: keys, metadata: [name: written])
    case .awsKMS(let keyID, let keySpec, let settings):
      let service = KeyService(keyID: keyID, keySpec: keySpec, settings: settings, environment: environment)
      let (keys, written) = try await service.keys(stored: memory)
      return Answer(keys: keys, metadata: [name: written])
    }
  }
}

/// PBKDF2 with what it must remember: `{"salt":…,"iterations":…,"hash_function":…,"key_length":…}`.
struct PassphraseDerivation {
  private let settings: PassphraseKey

  /// More than these would keep a reader busy forever: metadata are not authenticated.
  private static let maximumIterations = 100_000_000
  private static let maximumLength = 1024

  init(_ settings: PassphraseKey) { self.settings = settings }

  /// A new key, or the one that what is stored tells of.
  func keys(from source: KeyMaterial, stored: [UInt8]?) throws(EncryptionError) -> (KeyMaterial, [UInt8]) {
    if let stored {
      let key = try key(from: source.keyForDecryption, as: stored)
      return (KeyMaterial(encryptionKey: [], decryptionKey: key), stored)
    }
    let salt = KeyDerivation.random(settings.saltLength)
    let keys = KeyMaterial(
      encryptionKey: KeyDerivation.pbkdf2(
        passphrase: source.encryptionKey, salt: salt, iterations: settings.iterations, length: settings.keyLength,
        hash: settings.hash))
    let metadata = JSON.record([
      ("salt", .string(String(decoding: Base64.encode(salt), as: UTF8.self))),
      ("iterations", .integer(settings.iterations)), ("hash_function", .string(settings.hash.rawValue)),
      ("key_length", .integer(settings.keyLength)),
    ])
    return (keys, metadata.written())
  }

  private func key(from source: [UInt8], as stored: [UInt8]) throws(EncryptionError) -> [UInt8] {
    guard let json = try? JSON.read(stored), let salt = json["salt"]?.string.flatMap(Base64.decode), !salt.isEmpty,
      let iterations = json["iterations"]?.int, (1...Self.maximumIterations).contains(iterations),
      let hash = json["hash_function"]?.string.flatMap(KeyDerivation.HashFunction.init(rawValue:)),
      let length = json["key_length"]?.int, (1...Self.maximumLength).contains(length)
    else {
      throw EncryptionError("Encrypted data damaged", "The metadata of the key, of pbkdf2, cannot be understood.")
    }
    return KeyDerivation.pbkdf2(passphrase: source, salt: salt, iterations: iterations, length: length, hash: hash)
  }
}

/// A data key of AWS's key service, which is stored encrypted by the master key.
struct KeyService {
  let keyID: String
  let keySpec: String
  let settings: AWSSettings
  let environment: [String: String]

  func keys(stored: [UInt8]?) async throws(EncryptionError) -> (KeyMaterial, [UInt8]) {
    do throws(AWSError) {
      let client = try await AWSClient.open(settings, in: AWSSurroundings(environment: environment))
      if let stored, let blob = (try? JSON.read(stored))?["ciphertext_blob"]?.string, !blob.isEmpty {
        let found = try await client.json(
          .json(
            .kms, target: "TrentService.Decrypt",
            .record([("KeyId", .string(keyID)), ("CiphertextBlob", .string(blob))])))
        guard let key = found["Plaintext"]?.string.flatMap(Base64.decode) else {
          throw .malformed(service: "KMS", operation: "Decrypt")
        }
        return (KeyMaterial(encryptionKey: [], decryptionKey: key), stored)
      }
      let made = try await client.json(
        .json(
          .kms, target: "TrentService.GenerateDataKey",
          .record([("KeyId", .string(keyID)), ("KeySpec", .string(keySpec))])))
      guard let key = made["Plaintext"]?.string.flatMap(Base64.decode), let blob = made["CiphertextBlob"]?.string else {
        throw .malformed(service: "KMS", operation: "GenerateDataKey")
      }
      return (KeyMaterial(encryptionKey: key), JSON.record([("ciphertext_blob", .string(blob))]).written())
    } catch {
      throw EncryptionError("Key not available", "AWS KMS gave no key: \(error.description).")
    }
  }
}
