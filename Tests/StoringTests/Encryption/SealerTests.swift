import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

struct SealerTests {
  typealias Address = EncryptionSettings.Address

  private static let recorded = (try? JSON.read(fixture("encryption/payloads.json"))) ?? .null
  private static let state = Array((recorded["state"]?.string ?? "").utf8)
  private static let passphrase = "correct horse battery staple"
  private static let mine = Address(type: "pbkdf2", name: "mine")
  private static let method = Address(type: "aes_gcm", name: "m")
  private static let plain = Address(type: "unencrypted", name: "u")

  /// Fast enough for tests; the configuration demands more.
  private static func key(_ source: PassphraseKey.Source) -> PassphraseKey {
    var key = PassphraseKey(source)
    key.iterations = 1_000
    return key
  }

  private static func settings(
    _ passphrase: String = passphrase, alias: String? = nil, additional: [UInt8] = [],
    change: (inout EncryptionSettings) -> Void = { _ in }
  ) -> EncryptionSettings {
    var settings = EncryptionSettings()
    settings.keyProviders[mine] = KeyProvider(.pbkdf2(key(.passphrase(passphrase))), metadataAlias: alias)
    settings.methods[method] = .aesGCM(keys: mine, additional: additional)
    settings.methods[plain] = .unencrypted
    change(&settings)
    return settings
  }

  private static func sealer(_ settings: EncryptionSettings, _ methods: [Address] = [method], enforced: Bool = false)
    -> Sealer
  {
    Sealer(
      EncryptionTarget(methods: methods, isEnforced: enforced), of: settings,
      environment: ["PATH": "/usr/bin:/bin"], purpose: "state")
  }

  private static func payload(_ name: String) throws -> [UInt8] {
    try #require(recorded["payloads"]?[name]).written()
  }

  @Test(arguments: ["standard", "aes128 sha256", "aes192", "short salt"])
  func `what another program encrypted is read`(name: String) async throws {
    #expect(try await Self.sealer(Self.settings()).open(Self.payload(name)) == Self.state)
  }

  @Test func `aliases, additional data and chains are heeded`() async throws {
    let alias = Self.sealer(Self.settings(alias: "the-alias"))
    #expect(try await alias.open(Self.payload("alias")) == Self.state)
    let additional = Self.sealer(Self.settings(additional: [1, 2, 250]))
    #expect(try await additional.open(Self.payload("additional")) == Self.state)
    await #expect(throws: EncryptionError.self) {
      try await Self.sealer(Self.settings()).open(Self.payload("additional"))
    }
    let base = Address(type: "pbkdf2", name: "base")
    let chained = Self.sealer(
      Self.settings {
        $0.keyProviders[base] = KeyProvider(.pbkdf2(Self.key(.passphrase(Self.passphrase))))
        $0.keyProviders[Self.mine] = KeyProvider(.pbkdf2(Self.key(.chain(base))))
      })
    #expect(try await chained.open(Self.payload("chain")) == Self.state)
    #expect(try await chained.open(chained.seal(Self.state)) == Self.state)
    let circle = Self.sealer(
      Self.settings { $0.keyProviders[Self.mine] = KeyProvider(.pbkdf2(Self.key(.chain(Self.mine)))) })
    await #expect(throws: EncryptionError.self) { try await circle.seal(Self.state) }
  }

  @Test func `AES-GCM is that of the rest of the world`() throws {
    let examples = try #require(Self.recorded["aesgcm"]?.array)
    #expect(examples.count == 36)
    for example in examples {
      func bytes(_ name: String) throws -> [UInt8] { try #require(example[name]?.string.flatMap(Base64.decode)) }
      let sealed = AuthenticatedCipher.seal(
        try bytes("plaintext"), key: try bytes("key"), nonce: try bytes("nonce"), additional: try bytes("additional"))
      #expect(try sealed == bytes("sealed"))
      #expect(
        try AuthenticatedCipher.open(sealed, key: bytes("key"), additional: bytes("additional")) == bytes("plaintext"))
    }
  }

  @Test func `any bit that is changed is noticed`() throws {
    let key = KeyDerivation.random(32)
    let sealed = AuthenticatedCipher.seal(Array("a small state".utf8), key: key, nonce: KeyDerivation.random(12))
    for index in sealed.indices {
      for bit in 0..<8 {
        var changed = sealed
        changed[index] ^= 1 << bit
        #expect(AuthenticatedCipher.open(changed, key: key) == nil)
      }
    }
    for length in 0..<sealed.count { #expect(AuthenticatedCipher.open(Array(sealed.prefix(length)), key: key) == nil) }
    #expect(AuthenticatedCipher.open(sealed, key: KeyDerivation.random(32)) == nil)
  }

  @Test func `a payload that is changed anywhere is refused, and never crashes`() async throws {
    let sealer = Self.sealer(Self.settings())
    let whole = try Self.payload("standard")
    var generator = SeededGenerator(seed: 20_261_121)
    for _ in 0..<40 {
      var changed = whole
      let index = Int.random(in: 0..<changed.count, using: &generator)
      changed[index] ^= UInt8.random(in: 1...255, using: &generator)
      // In the identity, which is not authenticated, or the spelling of Base64, a change may leave the content as it is.
      if let opened = try? await sealer.open(changed) { #expect(opened == Self.state, "byte \(index)") }
    }
  }

  @Test func `what is written hides its content and keeps its identity`() async throws {
    let sealer = Self.sealer(Self.settings())
    let sealed = try await sealer.seal(Self.state, serial: 7, lineage: "l")
    let json = try JSON.read(sealed)
    #expect(json.members?.map(\.name) == ["serial", "lineage", "meta", "encrypted_data", "encryption_version"])
    #expect(json["serial"]?.int == 7 && json["lineage"]?.string == "l")
    let metadata = try #require(json["meta"]?["key_provider.pbkdf2.mine"]?.string.flatMap(Base64.decode))
    let remembered = try JSON.read(metadata)
    #expect(remembered.members?.map(\.name) == ["salt", "iterations", "hash_function", "key_length"])
    #expect(!String(decoding: sealed, as: UTF8.self).contains("geheim"))
    // Twice is never the same.
    #expect(try await sealer.seal(Self.state, serial: 7, lineage: "l") != sealed)
    #expect(try await sealer.open(sealed) == Self.state)
    #expect(try await Self.sealer(Self.settings()).open(sealed) == Self.state)
  }

  @Test func `the way into encryption, to another key, and out again`() async throws {
    let (old, new) = (Self.settings(), Self.settings("another passphrase, long enough"))
    // In: what is plain is read only where that is allowed.
    await #expect(throws: EncryptionError.self) { try await Self.sealer(old).open(Self.state) }
    let entering = Self.sealer(old, [Self.method, Self.plain])
    #expect(try await entering.open(Self.state) == Self.state)
    let sealed = try await entering.seal(Self.state)
    #expect(sealed != Self.state)
    // Another key.
    let error = await #expect(throws: EncryptionError.self) { try await Self.sealer(new).open(sealed) }
    #expect(error?.detail.contains("passphrase,") == false)
    let newMethod = Address(type: "aes_gcm", name: "new")
    let newKey = Address(type: "pbkdf2", name: "new")
    let rolling = Self.sealer(
      Self.settings {
        $0.keyProviders[newKey] = new.keyProviders[Self.mine]
        $0.methods[newMethod] = .aesGCM(keys: newKey, additional: [])
      }, [newMethod, Self.method])
    #expect(try await rolling.open(sealed) == Self.state)
    #expect(try await rolling.open(rolling.seal(Self.state)) == Self.state)
    // Out.
    let leaving = Self.sealer(old, [Self.plain, Self.method])
    #expect(try await leaving.open(sealed) == Self.state)
    #expect(try await leaving.seal(Self.state) == Self.state)
    await #expect(throws: EncryptionError.self) {
      try await Self.sealer(old, [Self.plain, Self.method], enforced: true).seal(Self.state)
    }
  }

  @Test func `programs of the user's give keys and encrypt`() async throws {
    let folder = "\(TestPython.repository)/Tests/Fixtures/servers"
    let program = Address(type: "external", name: "p")
    let settings = Self.settings {
      $0.keyProviders[program] = KeyProvider(.external(command: ["\(folder)/key_provider.sh"]))
      $0.methods[Self.method] = .aesGCM(keys: program, additional: [])
      $0.methods[program] = .external(
        encrypt: ["python3", "\(folder)/method.py", "encrypt"], decrypt: ["python3", "\(folder)/method.py", "decrypt"],
        keys: program)
    }
    for method in [Self.method, program] {
      let sealed = try await Self.sealer(settings, [method]).seal(Self.state)
      #expect(try await Self.sealer(settings, [method]).open(sealed) == Self.state)
    }
  }

  @Test(arguments: [
    (["no-such-program-at-all"], "no such program"), (["sh", "-c", "exit 3"], "status 3"),
    (["echo", "{}"], "magic"), (["echo", "hello"], "does not begin"),
    (["echo", #"{"magic":"OpenTofu-External-Key-Provider","version":2}"#], "version"),
    (["echo", #"{"magic":"OpenTofu-External-Key-Provider","version":1}"#], "no JSON"),
    (["printf", #"{"magic":"OpenTofu-External-Key-Provider","version":1}\n{}"#], "encryption_key"),
    (
      ["printf", #"{"magic":"OpenTofu-External-Key-Provider","version":1}\n{"keys":{"encryption_key":"AAAA"}}"#],
      "16, 24 or 32 bytes"
    ),
  ]) func `a program that does not answer as it should is named`(command: [String], reason: String) async {
    let sealer = Self.sealer(
      Self.settings { $0.keyProviders[Self.mine] = KeyProvider(.external(command: command)) })
    let error = await #expect(throws: EncryptionError.self) { try await sealer.seal(Self.state) }
    #expect(error?.detail.contains(reason) == true, "\(error?.detail ?? "")")
  }

  @Test func `no secret is told by printing the settings`() {
    let settings = Self.settings("hidden-passphrase-1")
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!dumped.contains("hidden"))
    #expect(!"\(settings)".contains("hidden"))
    #expect(!String(reflecting: KeyMaterial(encryptionKey: [104, 105])).contains("104"))
  }

  @Test(.enabled(if: standIn != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
  func `a key of AWS KMS encrypts`() async throws {
    let environment = [
      "AWS_ENDPOINT_URL": standIn ?? "", "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in",
      "AWS_REGION": "eu-central-1",
    ]
    let client = try await AWSClient.open(AWSSettings(), in: AWSSurroundings(environment: environment))
    let made = try await client.json(.json(.kms, target: "TrentService.CreateKey", .object([])))
    let id = try #require(made["KeyMetadata"]?["KeyId"]?.string)
    let settings = Self.settings {
      $0.keyProviders[Self.mine] = KeyProvider(.awsKMS(keyID: id, keySpec: "AES_256", settings: AWSSettings()))
    }
    let target = EncryptionTarget(methods: [Self.method])
    func sealer() -> Sealer { Sealer(target, of: settings, environment: environment, purpose: "state") }
    let sealed = try await sealer().seal(Self.state)
    #expect(try JSON.read(sealed)["meta"]?["key_provider.pbkdf2.mine"]?.string != nil)
    #expect(try await sealer().open(sealed) == Self.state)
  }
}
