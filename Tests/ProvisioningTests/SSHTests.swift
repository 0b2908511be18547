import Foundation
import Model
import Providers
import Testing

@testable import Provisioning

@Suite(.enabled(if: SSHServer.isThere, SSHServer.missing), .timeLimit(.minutes(2)))
struct SSHTests {
  private func connection(_ server: SSHServer, _ more: [String: Value] = [:]) -> Value {
    filled(
      ProvisionerSchemas.connection,
      [
        "host": .string("127.0.0.1"), "port": .integer(server.port), "user": .string(server.user),
        "private_key": .string(server.privateKey), "agent": .false, "timeout": .string("30s"),
      ].merging(more) { $1 })
  }

  private func run(
    _ type: String, _ given: [String: Value], _ connection: Value
  ) async throws -> (said: [String], problems: [Diagnostic]) {
    let said = Said()
    let host = SystemProvisioner(environment: ProcessInfo.processInfo.environment)
    let problems = await host.provision(
      ProvisionRequest(
        type: type, configuration: try arguments(type, given), connection: connection, isSensitive: false)
    ) { said.add($0) }
    return (said.all, problems)
  }

  @Test func `commands and scripts run over there, and what they leave is nothing`() async throws {
    try await SSHServer.with { server in
      let scripts = server.folder.appending(path: "scripts").path
      try FileManager.default.createDirectory(atPath: scripts, withIntermediateDirectories: true)
      let place = "\(scripts)/s_%RAND%.sh"
      let (said, problems) = try await run(
        "remote-exec", ["inline": .list(.string, [.string("A=1"), .string("echo a=$A"), .string("echo b >&2")])],
        connection(server, ["script_path": .string(place), "host_key": .string(server.hostKey)]))
      #expect(problems == [])
      #expect(said.suffix(3).sorted() == ["Connected!", "a=1", "b"])
      #expect(said.contains("  Checking Host Key: true"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: scripts) == [])
      let script = server.folder.appending(path: "own.sh").path
      try "#!/bin/sh\necho own; exit 7\n".write(toFile: script, atomically: true, encoding: .utf8)
      let (_, failed) = try await run("remote-exec", ["script": .string(script)], connection(server))
      #expect(failed.map(\.summary) == ["remote-exec provisioner error"])
      #expect(failed.first?.detail.hasSuffix("Process exited with status 7") == true)
    }
  }

  @Test func `files, folders and what is in them arrive`() async throws {
    try await SSHServer.with { server in
      func path(_ name: String) -> String { server.folder.appending(path: name).path }
      let manager = FileManager.default
      try manager.createDirectory(atPath: path("source/inner"), withIntermediateDirectories: true)
      try "x y\n".write(toFile: path("source/inner/it's a file"), atomically: true, encoding: .utf8)
      for (given, arrives, text) in [
        (["content": Value.string("grüße"), "destination": .string(path("a b"))], "a b", "grüße"),
        (
          ["source": .string(path("source/inner/it's a file")), "destination": .string(path("copy"))], "copy", "x y\n"
        ),
        (
          ["source": .string(path("source")), "destination": .string(path("to"))], "to/source/inner/it's a file",
          "x y\n"
        ),
        (
          ["source": .string(path("source") + "/"), "destination": .string(path("in"))], "in/inner/it's a file", "x y\n"
        ),
      ] {
        let (_, problems) = try await run("file", given, connection(server))
        #expect(problems == [])
        #expect(try String(contentsOfFile: path(arrives), encoding: .utf8) == text)
      }
      let (_, problems) = try await run(
        "file", ["source": .string("/nowhere"), "destination": .string(path("z"))], connection(server))
      #expect(problems.map(\.detail) == ["Upload failed: /nowhere: no such file or directory"])
    }
  }

  @Test func `a bastion is passed through, with keys of its own`() async throws {
    try await SSHServer.with { bastion in
      try await SSHServer.with { server in
        let (said, problems) = try await run(
          "remote-exec", ["inline": .list(.string, [.string("echo there")])],
          connection(
            server,
            [
              "bastion_host": .string("127.0.0.1"), "bastion_port": .integer(bastion.port),
              "bastion_private_key": .string(bastion.privateKey), "bastion_host_key": .string(bastion.hostKey),
              "host_key": .string(server.hostKey),
            ]))
        #expect(problems == [])
        #expect(said.last == "there")
      }
    }
  }

  @Test func `who shows another key, or lets nobody in, or does not answer is not talked to`() async throws {
    try await SSHServer.with { server in
      try await SSHServer.with { other in
        let inline: [String: Value] = ["inline": .list(.string, [.string("echo never")])]
        let short: [String: Value] = ["timeout": .string("6s")]
        let (said, wrong) = try await run(
          "remote-exec", inline, connection(server, short.merging(["host_key": .string(other.hostKey)]) { $1 }))
        #expect(wrong.first?.detail.hasPrefix("timeout - last error: ") == true)
        #expect(!said.contains("never"))
        let (_, refused) = try await run(
          "remote-exec", inline, connection(server, short.merging(["private_key": .string(other.privateKey)]) { $1 }))
        #expect(refused.first?.detail.contains("Permission denied") == true)
        let (_, absent) = try await run(
          "remote-exec", inline,
          connection(server, short.merging(["port": .integer(try SSHServer.freePort())]) { $1 }))
        #expect(absent.first?.detail.contains("Connection refused") == true)
      }
    }
  }

  @Test(arguments: [
    (["type": Value.string("winrm")], "Connections of type \"winrm\" are not supported"),
    (["type": .string("telnet")], "connection type 'telnet' not supported"),
    (["host": .string("")], "host for provisioner cannot be empty"),
    (["host": .string("a\nProxyCommand touch /tmp/x")], "holds characters that none has"),
    (["user": .string("a\" b")], "holds characters that none has"),
    (["timeout": .string("soon")], "invalid timeout \"soon\""),
    (["proxy_host": .string("p")], "proxy_host is not supported"),
  ])
  func `a connection that cannot be made is refused at once`(_ given: [String: Value], _ reason: String) async throws {
    let value = filled(ProvisionerSchemas.connection, ["host": .string("127.0.0.1")].merging(given) { $1 })
    let (_, problems) = try await run("remote-exec", ["inline": .list(.string, [.string("true")])], value)
    #expect(problems.count == 1)
    #expect(problems.first?.detail.contains(reason) == true)
  }
}
