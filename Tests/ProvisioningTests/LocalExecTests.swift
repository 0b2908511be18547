import Foundation
import Model
import Providers
import Synchronization
import TestSupport
import Testing

@testable import Provisioning

/// A provisioner's arguments by its schema, with null for what is left out.
func arguments(_ type: String, _ given: [String: Value]) throws -> Value {
  try filled(#require(ProvisionerSchemas.schema(of: type)), given)
}

func filled(_ schema: SchemaBlock, _ given: [String: Value]) -> Value {
  .object(schema.attributes.map { ($0.name, given[$0.name] ?? .null($0.impliedType)) })
}

/// Lines as they come, from whatever thread.
final class Said: Sendable {
  private let lines = Mutex<[String]>([])
  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [String] { lines.withLock { $0 } }
}

struct LocalExecTests {
  private func run(
    _ given: [String: Value], isSensitive: Bool = false, host: SystemProvisioner? = nil
  ) async throws -> (said: [String], problems: [Diagnostic]) {
    let said = Said()
    let host = host ?? SystemProvisioner(environment: ["PATH": "/usr/bin:/bin", "GIVEN": "outside"])
    let problems = await host.provision(
      ProvisionRequest(
        type: "local-exec", configuration: try arguments("local-exec", given),
        connection: .null(ProvisionerSchemas.connection.impliedType), isSensitive: isSensitive)
    ) { said.add($0) }
    return (said.all, problems)
  }

  @Test func `a command says what it says, on both channels and without a last line's end`() async throws {
    let (said, problems) = try await run(["command": .string("echo one; echo two >&2; printf three")])
    #expect(problems == [])
    #expect(
      said == [
        #"Executing: ["/bin/sh" "-c" "echo one; echo two >&2; printf three"]"#, "one", "two", "three",
      ])
  }

  @Test func `interpreter, folder and environment are as given`() async throws {
    let (said, problems) = try await run([
      "command": .string("echo $GIVEN $MORE; pwd"), "working_dir": .string("/usr"),
      "interpreter": .list(.string, [.string("sh"), .string("-ec")]),
      "environment": .map(.string, KeyedValues([("MORE", .string("inside"))])), "quiet": .true,
    ])
    #expect(problems == [])
    #expect(said == ["local-exec: Executing: Suppressed by quiet=true", "outside inside", "/usr"])
  }

  @Test func `a failure is told in Terraform's words`() async throws {
    let (_, problems) = try await run(["command": .string("echo 1; exit 4")])
    #expect(problems.map(\.summary) == ["local-exec provisioner error"])
    #expect(problems.map(\.detail) == ["Error running command 'echo 1; exit 4': exit status 4. Output: 1\n"])
    let (_, missing) = try await run([
      "command": .string("x"), "interpreter": .list(.string, [.string("/nowhere/at/all")]),
    ])
    #expect(missing.map(\.detail) == ["Error running command 'x': no such file or directory. Output: "])
    let (_, folder) = try await run(["command": .string("x"), "working_dir": .string("/nowhere")])
    #expect(folder.map(\.detail) == ["Error running command 'x': no such file or directory. Output: "])
    let (_, empty) = try await run(["command": .string("")])
    #expect(empty.map(\.summary) == ["Invalid local-exec provisioner command"])
  }

  @Test func `the error of a sensitive command tells neither the command nor what it said`() async throws {
    let (_, problems) = try await run(["command": .string("echo hush; exit 1")], isSensitive: true)
    #expect(problems.count == 1)
    #expect(problems.allSatisfy { !$0.detail.contains("hush") })
  }

  @Test func `what a command leaves in the background is not waited for, and lives on`() async throws {
    try await withTemporaryFolder { (folder: URL) in
      let mark = folder.appending(path: "mark").path
      let go = folder.appending(path: "go").path
      let waiting = "(while ! test -e '\(go)'; do sleep 0.1; done; echo done > '\(mark)') & echo started"
      let (_, problems) = try await run(["command": .string(waiting)])
      #expect(problems == [])
      #expect(!FileManager.default.fileExists(atPath: mark))
      try Data().write(to: URL(fileURLWithPath: go))
      for _ in 0..<500 where !FileManager.default.fileExists(atPath: mark) {
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(FileManager.default.fileExists(atPath: mark))
    }
  }

  @Test func `a command is ended when everything is to stop, and none begins afterwards`() async throws {
    let host = SystemProvisioner(environment: ["PATH": "/usr/bin:/bin"])
    async let running = run(["command": .string("sleep 60")], host: host)
    try await Task.sleep(for: .milliseconds(200))
    host.stop()
    #expect(try await running.problems.first?.detail.contains("signal: killed") == true)
    #expect(try await run(["command": .string("true")], host: host).problems.count == 1)
  }
}
