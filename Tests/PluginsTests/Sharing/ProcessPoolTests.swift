import Foundation
import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

/// Many configurations over few processes: with a real provider, which tells whose configuration it has.
@Suite(.enabled(if: TestPython.executable != nil, Comment(rawValue: TestPython.missing)))
struct ProcessPoolTests {
  /// A pool with the provider of the fixtures, and how to get a source as each stack has one.
  private func withPool(
    _ body: (ProcessPool, _ source: @escaping @Sendable () -> PluginProviderSource, _ folder: String) async throws ->
      Void
  ) async throws {
    try await withFolder { folder in
      let python = try #require(TestPython.executable)
      let path = "\(folder)/provider.sh"
      let script = "\(TestPython.repository)/Tests/Fixtures/providers/accounts.py"
      try Data("#!/bin/sh\nexec '\(python)' '\(script)'\n".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      try FileManager.default.createDirectory(atPath: "\(folder)/empty", withIntermediateDirectories: true)
      let settings = PluginSettings(
        environment: ProcessInfo.processInfo.environment.merging(["HOME": folder, "ACCOUNTS_LOG": "\(folder)/log"]) {
          $1
        },
        cacheFolder: "\(folder)/cache")
      let pool = ProcessPool(settings: settings, directory: "\(folder)/empty", maximumCalls: 16)
      let source = { @Sendable in
        PluginProviderSource(settings: settings, builtin: NoProvider(), pool: pool) { _ in
          InstalledProvider(executable: path)
        }
      }
      do { try await body(pool, source, folder) } catch {
        await pool.closeAll()
        throw error
      }
      await pool.closeAll()
    }
  }

  private func settings(_ client: any ProviderClient, account: String) async throws -> Value {
    AWSProviderTests.filled(
      try await client.schemas().providerConfiguration.block,
      ["account": .string(account), "secret": .string("of \(account)")])
  }

  private func identity(_ client: any ProviderClient, note: String? = nil) async throws -> Value {
    let block = try #require(try await client.schemas().dataSource("accounts_identity")).block
    let configuration = AWSProviderTests.filled(block, ["note": note.map { .string($0) } ?? .null(.string)])
    return try await client.readDataSource(type: "accounts_identity", configuration: configuration).value
  }

  @Test func `no stack is ever served by a process with another's configuration`() async throws {
    try await withPool { pool, source, folder in
      let seed = UInt64.random(in: 0...UInt64.max)
      var random = SeededGenerator(seed: seed)
      let accounts = (0..<16).map { _ in "account-\(Int.random(in: 0..<3, using: &random))" }
      try await withThrowingTaskGroup(of: Void.self) { group in
        var waiting = accounts.enumerated().makeIterator()
        func add() {
          guard let (index, account) = waiting.next() else { return }
          group.addTask {
            let source = source()
            let client = try await source.only()
            // Asked before it is configured, as validation does, and all at once afterwards.
            _ = try await client.validateProviderConfiguration(settings(client, account: account))
            _ = try await client.configure(settings(client, account: account))
            for _ in 0..<3 {
              let found = try await identity(client)["account"]?.stringValue
              #expect(found == account, "stack \(index), seed \(seed)")
            }
            await source.closeAll()
          }
        }
        for _ in 0..<4 { add() }
        while try await group.next() != nil { add() }
      }
      let log = try String(contentsOfFile: "\(folder)/log", encoding: .utf8).split(separator: "\n")
      let processes = log.map { $0.split(separator: " ")[0] }
      #expect(Set(processes).count == processes.count, "a process was configured twice, seed \(seed)")
      #expect(log.count < accounts.count, "no process was shared, seed \(seed)")
      #expect(pool.counts.joined > 0)
    }
  }

  @Test func `a stack that names a file has a process of its own, in its own directory`() async throws {
    try await withPool { pool, source, folder in
      for name in ["a", "b"] {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        try Data("of \(name)".utf8).write(to: URL(filePath: "\(folder)/\(name)/text"))
      }
      for name in ["a", "b"] {
        try await WorkingDirectory.$current.withValue("\(folder)/\(name)") {
          let source = source()
          let client = try await source.only()
          _ = try await client.configure(settings(client, account: "same"))
          let shared = try await identity(client)["directory"]?.stringValue
          #expect(shared?.hasSuffix("/empty") == true)
          let block = try #require(try await client.schemas().dataSource("accounts_text")).block
          let read = try await client.readDataSource(
            type: "accounts_text", configuration: AWSProviderTests.filled(block, ["path": .string("text")]))
          #expect(read.diagnostics == [])
          #expect(read.value["content"] == .string("of \(name)"))
          // From here on all goes there, with the same configuration.
          #expect(try await identity(client)["account"] == .string("same"))
          #expect(try await identity(client)["directory"]?.stringValue?.hasSuffix("/\(name)") == true)
          await source.closeAll()
        }
      }
      #expect(pool.counts.separate == 2)
    }
  }

  @Test func `one whose request kills the provider dies alone`() async throws {
    try await withPool { _, source, _ in
      let (killer, other) = (source(), source())
      let clients = (try await killer.only(), try await other.only())
      for client in [clients.0, clients.1] { _ = try await client.configure(settings(client, account: "same")) }
      let before = try await identity(clients.1)["process"]
      let error = try await failure(of: { _ = try await identity(clients.0, note: "die") })
      #expect(error.code == .died)
      let after = try await identity(clients.1)
      #expect(after["account"] == .string("same"))
      #expect(after["process"] != before)
      // Whoever comes next gets a process that lives.
      let third = source()
      let client = try await third.only()
      _ = try await client.configure(settings(client, account: "same"))
      #expect(try await identity(client)["account"] == .string("same"))
      for source in [killer, other, third] { await source.closeAll() }
    }
  }

  @Test func `all processes end with the pool`() async throws {
    var process: pid_t = 0
    try await withPool { _, source, _ in
      let source = source()
      let client = try await source.only()
      _ = try await client.configure(settings(client, account: "any"))
      process = pid_t(try #require(try await identity(client)["process"]?.numberValue.flatMap { Int("\($0)") }))
      #expect(isRunning(process))
      await source.closeAll()
      #expect(isRunning(process), "kept for the next stack")
    }
    #expect(try await eventually { !isRunning(process) })
  }
}
