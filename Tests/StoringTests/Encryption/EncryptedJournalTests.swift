import Foundation
import Model
import TestSupport
import Testing

@testable import Storing

struct EncryptedJournalTests {
  private static func sealer(_ passphrase: String) -> Sealer {
    var settings = EncryptionSettings()
    let address = EncryptionSettings.Address(type: "pbkdf2", name: "k")
    var key = PassphraseKey(.passphrase(passphrase))
    key.iterations = 1_000
    settings.keyProviders[address] = KeyProvider(.pbkdf2(key))
    settings.methods[address] = .aesGCM(keys: address, additional: [])
    return Sealer(EncryptionTarget(methods: [address]), of: settings, environment: [:], purpose: "state")
  }

  private static let base = JournalBase(lineage: "l", serial: 1, terraformVersion: "1.11.4")
  private static func entry(_ name: String) throws -> JournalEntry {
    .creating(try ResourceInstanceAddress(parsing: "terraform_data.\(name)"))
  }

  @Test func `a journal is encrypted, line by line, and cut off anywhere it tells what was whole`() async throws {
    try await withTemporaryFolder { folder in
      let path = folder.appendingPathComponent("terraform.tfstate").path
      // Its run has ended when others read it.
      do {
        let journal = FileJournal(statePath: path, sealer: Self.sealer("one"))
        try await journal.begin(Self.base, [try Self.entry("first_name")])
        try await journal.append([try Self.entry("second_name")])
        try await journal.append([try Self.entry("third_name")])
      }
      let file = folder.appendingPathComponent(".terraform.tfstate.journal")
      let bytes = try Data(contentsOf: file)
      #expect(bytes.range(of: Data("_name".utf8)) == nil)
      func names(_ bytes: Data, _ passphrase: String = "one") async throws -> Int {
        try bytes.write(to: file)
        let again = FileJournal(statePath: path, sealer: Self.sealer(passphrase))
        return JournalFile(try await again.contents() ?? [])?.entries.count ?? 0
      }
      #expect(try await names(bytes) == 3)
      #expect(try await names(bytes.dropLast(5)) == 2)
      #expect(try await names(bytes.dropLast(1)) == 2)
      #expect(try await names(bytes.prefix(10)) == 0)
      await #expect(throws: StorageError.self) { try await names(bytes, "two") }
      // Without encryption in the configuration it is neither read nor thrown away.
      try bytes.write(to: file)
      await #expect(throws: StorageError.self) { try await FileJournal(statePath: path).contents() }
      #expect(try Data(contentsOf: file) == bytes)
      // One from before there was any encryption is read.
      try await FileJournal(statePath: path).begin(Self.base, [try Self.entry("plain")])
      #expect(try await names(try Data(contentsOf: file)) == 1)
    }
  }
}
