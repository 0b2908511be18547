import Connecting
import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

/// Against a small agent written from Consul's documentation; that it is faithful, Terraform judges as its client.
@Suite(.serialized) struct ConsulBackendTests {
  private static let agent = try? PythonServer("consul")

  private func opened(_ path: String, _ values: [String: Value] = [:]) async throws -> ConsulBackend {
    let url = try #require(Self.agent?.url)
    let all = ["path": .string(path), "address": .string(url)].merging(values) { $1 }
    return try #require(try await open(.consul, all) as? ConsulBackend)
  }

  @Test(arguments: [true, false]) func `states in Consul keep the contract`(compresses: Bool) async throws {
    let values: [String: Value] = ["gzip": compresses ? .true : .false]
    let path = "team a/\(compresses)/state"
    let (one, other) = (try await opened(path, values), try await opened(path, values))
    try await expectContract(one.store(of: "default"), other.store(of: "default"), tellsOwner: false)
    try await expectWorkspaces(one)
  }

  @Test func `a large state is kept in pieces, which go when they are old`() async throws {
    let backend = try await opened("large")
    let store = try #require(try backend.store(of: "default") as? ConsulStateStore)
    var large = State(terraformVersion: "1.11.4", serial: 1, lineage: "x")
    large.outputs["o"] = OutputValue(
      value: .string(String(repeating: "0123456789", count: 150_000)), isSensitive: false)
    try await store.write(large)
    #expect(try await backend.client.keys("large/").contains { $0.hasPrefix("large/tfstate.") })
    #expect(try await opened("large").store(of: "default").read()?.state == large)
    try await store.write(State(terraformVersion: "1.11.4", serial: 2, lineage: "x"))
    #expect(try await backend.client.keys("large/").isEmpty)
    #expect(try await opened("large").store(of: "default").read()?.state.serial == 2)
  }

  @Test func `whoever has lost the lock does not write over another's state`() async throws {
    let (one, other) = (try await opened("lost").store(of: "default"), try await opened("lost").store(of: "default"))
    try await one.write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
    _ = try await other.read()
    try await other.write(State(terraformVersion: "1.11.4", serial: 2, lineage: "x"))
    await #expect(throws: StorageError.self) {
      try await one.write(State(terraformVersion: "1.11.4", serial: 3, lineage: "x"))
    }
    #expect(try await opened("lost").store(of: "default").read()?.state.serial == 2)
  }

  @Test func `a lock is broken by naming its session, and no other`() async throws {
    let info = LockInfo(id: "x", operation: "test", who: "me@here", version: "1", created: "")
    let (one, other) = (
      try await opened("broken").store(of: "default"), try await opened("broken").store(of: "default")
    )
    let token = try await one.lock(info)
    await #expect(throws: StorageError.self) { try await other.unlock(LockToken(id: "another")) }
    try await other.unlock(token)
    _ = try await other.lock(info)
  }

  @Test func `an encrypted backend keeps the contract, and nothing in it can be read`() async throws {
    var settings = EncryptionSettings()
    let address = EncryptionSettings.Address(type: "external", name: "k")
    let program = "\(TestPython.repository)/Tests/Fixtures/servers/key_provider.sh"
    settings.keyProviders[address] = KeyProvider(.external(command: [program]))
    settings.methods[address] = .aesGCM(keys: address, additional: [])
    let sealer = Sealer(
      EncryptionTarget(methods: [address]), of: settings, environment: ["PATH": "/usr/bin:/bin"], purpose: "state")
    let plain = try await opened("sealed")
    let backend = plain.encrypted(with: sealer)
    #expect(backend.stateSealer != nil)
    #expect(LocalBackend().encrypted(with: sealer).stateSealer != nil)
    #expect(plain.stateSealer == nil)
    try await expectContract(backend.store(of: "default"), backend.store(of: "default"), tellsOwner: false)
    try await expectWorkspaces(backend)
    let bytes = try #require(try await plain.client.get("sealed")?.value)
    #expect(Sealer.isSealedState(bytes))
    await #expect(throws: StorageError.self) { try await plain.store(of: "east").read() }
  }

  @Test func `who may not is told so`() async throws {
    let store = try await opened("closed", ["access_token": .string("closed")]).store(of: "default")
    let error = await #expect(throws: StorageError.self) { try await store.read() }
    #expect(error?.diagnostics.first?.detail.contains("permission denied") == true)
  }

  @Test(arguments: [0, 1, 100, 200_000]) func `what is compressed comes back`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 &+ $0 >> 7) }
    let compressed = Gzip.compress(bytes)
    #expect(Gzip.isCompressed(compressed))
    #expect(Gzip.decompress(compressed, limit: count) == bytes)
    #expect(Gzip.decompress(Array(compressed.dropLast(9)), limit: count) == nil)
    if count > 70_000 { #expect(Gzip.decompress(compressed, limit: 100) == nil) }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "there is no terraform on PATH"))
  func `Terraform and we share one Consul`() async throws {
    let address = try #require(Self.agent?.url).replacing("http://", with: "")
    try await expectSharing(
      """
      backend "consul" {
        path    = "shared/state"
        address = "\(address)"
        gzip    = true
      }
      """, try await opened("shared/state", ["gzip": .true]))
  }
}
