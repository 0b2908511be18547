import Foundation
import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

/// Plugins that listen but do not speak gRPC.
@Suite(.enabled(if: TestPython.executable != nil, Comment(rawValue: TestPython.missing)))
struct RawServerTests {
  private func error(_ arguments: String, startLimit: Duration = .seconds(60)) async throws -> ProviderError {
    var found: ProviderError?
    try await withFolder { folder in
      let python = try #require(TestPython.executable)
      let script = "\(TestPython.repository)/Tests/Fixtures/providers/raw.py"
      let source = try TestProviders.script(
        "exec '\(python)' '\(script)' \(arguments)", in: folder, startLimit: startLimit,
        shutdownLimit: .milliseconds(100))
      found = try await failure { _ = try await source.only().schemas() }
      await source.closeAll()
    }
    return try #require(found)
  }

  @Test func `a server of another protocol is reported`() async throws {
    let http1 = try await error("http1")
    #expect(http1.code == .protocolViolation)
    #expect(http1.message.contains("makes no sense while it described its schemas: HTTP/2 failed"), "\(http1.message)")
    #expect(http1.message.contains("expected SETTINGS frame"), "\(http1.message)")
    let closed = try await error("closes")
    #expect(closed.code == .died)
    #expect(closed.message.contains("its process still runs"), "\(closed.message)")
    let silent = try await error("silent", startLimit: .seconds(3))
    #expect(silent.code == .protocolViolation)
    #expect(silent.message.contains("did not begin to speak HTTP/2 within 3.0 seconds"), "\(silent.message)")
  }

  @Test(arguments: 1...8) func `random bytes and random frames end in an error`(seed: Int) async throws {
    for mode in ["random", "frames"] {
      let error = try await error("\(mode) \(seed)", startLimit: .seconds(5))
      #expect([.protocolViolation, .died].contains(error.code), "\(mode) \(seed): \(error.message)")
      #expect(error.message.contains("example.com/tests/scripted"))
    }
  }

  @Test func `a provider that somebody else started is used and left running`() async throws {
    try await withFolder { folder in
      let python = try #require(TestPython.executable)
      let script = "\(TestPython.repository)/Tests/Fixtures/providers/hostile.py"
      let launch = ChildProcess.Launch(
        executable: python, arguments: [script], environment: ["PATH": "/usr/bin:/bin", "TMPDIR": folder])
      let process = try ChildProcess.start(launch, firstLineWithin: .seconds(60)) {
        ProviderLogLine(provider: TestProviders.address, text: $0)
      }
      let line = await process.firstLine.value
      guard case .line(let text) = line, case .unix(let path) = try Handshake(line: text).endpoint else {
        Issue.record("no handshake: \(process.lastWords)")
        return
      }
      let announcement = JSON.record([
        (
          "example.com/tests/scripted",
          .record([
            ("Protocol", .string("grpc")), ("ProtocolVersion", .integer(6)), ("Pid", .integer(Int(process.identifier))),
            ("Test", .bool(true)), ("Addr", .record([("Network", .string("unix")), ("String", .string(path))])),
          ])
        )
      ])
      let settings = PluginSettings(environment: [Reattachment.variable: announcement.text()], cacheFolder: nil)
      let source = PluginProviderSource(settings: settings, builtin: NoProvider()) { address throws(ProviderError) in
        throw ProviderError(.notInstalled, provider: address, message: "not looked for")
      }
      #expect(try await source.only().schemas().resource("hostile_echo") != nil)
      await source.closeAll()
      #expect(isRunning(process.identifier))
      process.kill()
      #expect(await process.ending.value == .killed(signal: SIGKILL))
    }
  }
}
