import Foundation
import Model
import Providers
import Synchronization
import TestSupport
import Testing

@testable import Plugins

/// Providers served by small scripts.
enum TestProviders {
  static let address = ProviderAddress(host: "example.com", namespace: "tests", type: "scripted")

  /// A source whose only provider is a shell script; what it logs is kept.
  static func script(
    _ text: String, in folder: String, startLimit: Duration = .seconds(60), shutdownLimit: Duration = .seconds(2),
    environment: [String: String] = [:],
    log: @escaping ProviderLogSink = { _ in }
  ) throws -> PluginProviderSource {
    let path = "\(folder)/provider.sh"
    try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let settings = PluginSettings(
      environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }, cacheFolder: "\(folder)/cache",
      startLimit: startLimit, shutdownLimit: shutdownLimit, log: log)
    return PluginProviderSource(settings: settings, builtin: NoProvider()) { _ in
      InstalledProvider(executable: path)
    }
  }

  /// One served by Python from the fixtures.
  static func python(
    _ name: String, in folder: String, environment: [String: String] = [:], log: @escaping ProviderLogSink = { _ in }
  ) throws -> PluginProviderSource {
    let python = try #require(TestPython.executable)
    let script = "\(TestPython.repository)/Tests/Fixtures/providers/\(name).py"
    return try self.script("exec '\(python)' '\(script)'", in: folder, environment: environment, log: log)
  }
}

extension PluginProviderSource {
  /// The client of the only provider.
  func only() async throws -> any ProviderClient {
    try await client(for: ProviderConfigAddress(provider: TestProviders.address))
  }
}

/// An empty folder for the length of a test, as a path.
func withFolder(_ body: (String) async throws -> Void) async throws {
  try await withTemporaryFolder { (folder: URL) in try await body(folder.path) }
}

/// Lines as they come, from whatever thread.
final class Lines: Sendable {
  private let lines = Mutex<[ProviderLogLine]>([])
  func add(_ line: ProviderLogLine) { lines.withLock { $0.append(line) } }
  var all: [ProviderLogLine] { lines.withLock { $0 } }
}

func failure(of body: () async throws -> Void) async throws -> ProviderError {
  do { try await body() } catch let error as ProviderError { return error }
  Issue.record("no error was thrown")
  throw ProviderError(.cancelled, provider: .builtin, message: "")
}

func isRunning(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno == EPERM }

/// Waits for a condition that comes true by itself.
func eventually(within limit: Duration = .seconds(10), _ condition: () async throws -> Bool) async throws -> Bool {
  let deadline = ContinuousClock.now + limit
  while ContinuousClock.now < deadline {
    if try await condition() { return true }
    try await Task.sleep(for: .milliseconds(20))
  }
  return try await condition()
}
