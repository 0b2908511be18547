import Foundation
import Model
import Providers
import TestSupport
import Testing

@testable import Plugins

/// Programs that are no providers.
@Suite struct BadStartTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var script: String
    var message: [String]
    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "ends at once", script: "echo 'cannot find libfoo' >&2; exit 3",
      message: [
        "example.com/tests/scripted ended before it said where it listens (exit status 3)", "cannot find libfoo",
      ]),
    Case(name: "ends silently", script: "exit 0", message: ["(exit status 0)."]),
    Case(name: "is killed", script: "kill -9 $$", message: ["(signal 9"]),
    Case(
      name: "panics",
      script: """
        echo '{"@level":"debug","@message":"noise"}' >&2; echo 'panic: no luck' >&2; echo 'goroutine 1' >&2; exit 2
        """, message: ["Its last words:\npanic: no luck\ngoroutine 1"]),
    Case(
      name: "talks nonsense", script: "echo; echo 'Hello, I am a web server'; sleep 60",
      message: [
        "does not behave as a provider: its first line of output is not a plugin's handshake",
        "\"Hello, I am a web server\"",
      ]),
    Case(
      name: "is too new", script: "echo '1|7|unix|/nowhere|grpc|'; sleep 60",
      message: ["offers version 7 of the plugin protocol; 5 and 6 are supported"]),
    Case(name: "is too old", script: "echo '1|5|tcp|127.0.0.1:1'; sleep 60", message: ["Terraform before 0.12"]),
    Case(name: "has another handshake", script: "echo '2|5|unix|/nowhere|grpc|'; sleep 60", message: ["version 2"]),
    Case(
      name: "listens elsewhere", script: "echo '1|5|tcp|198.51.100.1:443|grpc|'; sleep 60",
      message: ["names an address on this machine that cannot be connected to"]),
    Case(
      name: "does not listen", script: "echo '1|5|unix|/nowhere/at/all|grpc|'; sleep 60",
      message: ["cannot be reached: connecting to /nowhere/at/all failed: No such file or directory"]),
    Case(
      name: "has a bad certificate", script: "echo '1|5|unix|/nowhere|grpc|@@@'; sleep 60",
      message: ["unreadable certificate"]),
    Case(
      name: "floods", script: "yes | tr -d '\\n' | head -c 3000000; sleep 60", message: ["is longer than any handshake"]
    ),
  ]

  @Test(arguments: cases) func `a program that is no provider is named, with its words`(_ test: Case) async throws {
    try await withFolder { folder in
      let source = try TestProviders.script(test.script, in: folder)
      let error = try await failure { _ = try await source.only().schemas() }
      #expect(error.code == .startFailed)
      for part in test.message { #expect(error.message.contains(part), "\(error.message)") }
      #expect(!error.message.contains("noise"))
      await source.closeAll()
    }
  }

  @Test func `a program that hangs at its start is ended, and its children with it`() async throws {
    try await withFolder { folder in
      let script = "echo 'still loading' >&2; sleep 600 & echo $! > '\(folder)/child'; echo $$ > '\(folder)/own'; wait"
      let source = try TestProviders.script(script, in: folder, startLimit: .seconds(1))
      let error = try await failure { _ = try await source.only().schemas() }
      #expect(error.code == .startFailed)
      #expect(
        error.message.contains("did not say where it listens within 1.0 seconds, and was ended"), "\(error.message)")
      #expect(error.message.contains("still loading"))
      for name in ["child", "own"] {
        let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        let process = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(try await eventually { !isRunning(process) || isZombie(process) })
      }
      await source.closeAll()
    }
  }

  @Test func `closing does not wait for a start that hangs`() async throws {
    try await withFolder { folder in
      let source = try TestProviders.script("sleep 600", in: folder, startLimit: .seconds(300))
      let client = try await source.only()
      let start = ContinuousClock.now
      async let error = failure { _ = try await client.schemas() }
      try await Task.sleep(for: .milliseconds(200))
      await source.closeAll()
      #expect(ContinuousClock.now - start < .seconds(100))
      #expect(try await error.code == .startFailed)
      let late = try await failure { _ = try await client.schemas() }
      #expect(late.code == .cancelled)
    }
  }

  @Test func `a file that cannot be run is said to be one`() async throws {
    let settings = PluginSettings(environment: [:], cacheFolder: nil)
    let source = PluginProviderSource(settings: settings, builtin: NoProvider()) { _ in
      InstalledProvider(executable: "/nowhere/terraform-provider-x")
    }
    let error = try await failure { _ = try await source.only().schemas() }
    #expect(error.code == .startFailed)
    #expect(error.message.contains("/nowhere/terraform-provider-x: No such file or directory"))
    await source.closeAll()
  }

  @Test func `a provider that is not installed is reported as its lookup says`() async throws {
    let settings = PluginSettings(environment: [:], cacheFolder: nil)
    let source = PluginProviderSource(settings: settings, builtin: NoProvider()) { address throws(ProviderError) in
      throw ProviderError(.notInstalled, provider: address, message: "run init")
    }
    #expect(try await failure { _ = try await source.only() }.code == .notInstalled)
    #expect(try await source.client(for: ProviderConfigAddress(provider: .builtin)).address == .builtin)
  }
}

/// Ended, but not waited for yet by whoever inherited it.
func isZombie(_ process: pid_t) -> Bool {
  guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let end = text.lastIndex(of: ")")
  else { return true }
  return text[end...].dropFirst(2).first == "Z"
}
