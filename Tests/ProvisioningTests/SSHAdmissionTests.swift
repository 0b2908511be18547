import Foundation
import Model
import Providers
import Testing

@testable import Provisioning

/// The ways into another machine, each really gone, with OpenSSH's own server.
@Suite(.enabled(if: SSHServer.isThere, SSHServer.missing), .timeLimit(.minutes(2)))
struct SSHAdmissionTests {
  private static let short = Value.string("6s")

  /// What is said over there, and what went wrong. Nothing but what is given says who we are.
  private func run(
    _ given: [String: Value], environment: [String: String] = [:]
  ) async throws -> (said: [String], problems: [Diagnostic]) {
    let connection = filled(
      ProvisionerSchemas.connection,
      [
        "host": .string("127.0.0.1"), "user": .string(NSUserName()), "agent": .false, "timeout": .string("30s"),
      ].merging(given) { $1 })
    let said = Said()
    var surroundings = ProcessInfo.processInfo.environment
    surroundings["SSH_AUTH_SOCK"] = nil
    let host = SystemProvisioner(environment: surroundings.merging(environment) { $1 })
    let problems = await host.provision(
      ProvisionRequest(
        type: "remote-exec",
        configuration: try arguments("remote-exec", ["inline": .list(.string, [.string("echo there")])]),
        connection: connection, isSensitive: false)
    ) { said.add($0) }
    return (said.all, problems)
  }

  @Test(.enabled(if: SSHServer.canHavePasswords, SSHServer.noPasswords))
  func `a password opens, another does not, and neither is said`() async throws {
    let password = "it's \"s3cret\" $HOME %h"
    try await SSHServer.with(.password(password)) { server in
      let place: [String: Value] = ["port": .integer(server.port), "host_key": .string(server.hostKey)]
      let (said, problems) = try await run(place.merging(["password": .string(password)]) { $1 })
      #expect(problems == [])
      #expect(said.last == "there")
      #expect(said.contains("  Password: true"))
      let (refused, wrong) = try await run(place.merging(["password": .string("guess"), "timeout": Self.short]) { $1 })
      #expect(wrong.first?.detail.contains("Permission denied") == true)
      #expect(!refused.contains("there"))
      #expect(!(said + refused + wrong.map(\.detail)).joined().contains("s3cret"))
    }
  }

  @Test(.enabled(if: SSHServer.canHavePasswords, SSHServer.noPasswords))
  func `a bastion and what is behind it want passwords of their own`() async throws {
    try await SSHServer.with(.password("outer")) { bastion in
      try await SSHServer.with(.password("inner")) { server in
        let place: [String: Value] = [
          "port": .integer(server.port), "host_key": .string(server.hostKey), "password": .string("inner"),
          "bastion_host": .string("127.0.0.1"), "bastion_port": .integer(bastion.port),
          "bastion_host_key": .string(bastion.hostKey), "bastion_password": .string("outer"),
        ]
        let (said, problems) = try await run(place)
        #expect(problems == [])
        #expect(said.last == "there")
        let (_, wrong) = try await run(
          place.merging(["bastion_password": .string("inner"), "timeout": Self.short]) { $1 })
        #expect(wrong.first?.detail.contains("Permission denied") == true)
      }
    }
  }

  @Test func `a certificate opens where the key alone does not, and one of the host is enough to trust it`()
    async throws
  {
    try await SSHServer.with(.certificate) { server in
      let authority = Value.string(try #require(server.authorityKey))
      let certificate: [String: Value] = ["certificate": .string(try #require(server.certificate))]
      let key: [String: Value] = [
        "port": .integer(server.port), "private_key": .string(server.privateKey),
        "host_key": authority,
      ]
      let (said, problems) = try await run(key.merging(certificate) { $1 })
      #expect(problems == [])
      #expect(said.last == "there")
      #expect(said.contains("  Certificate: true"))
      async let alone = run(key.merging(["timeout": Self.short]) { $1 })
      try await SSHServer.with { other in
        // Another key that has not signed this host's.
        async let untrusted = run(
          key.merging(certificate) { $1 }.merging(
            ["host_key": .string(other.hostKey), "timeout": Self.short]) { $1 })
        // The certified one as the way to another.
        let (passed, none) = try await run([
          "port": .integer(other.port), "private_key": .string(other.privateKey), "host_key": .string(other.hostKey),
          "bastion_host": .string("127.0.0.1"), "bastion_port": .integer(server.port),
          "bastion_private_key": .string(server.privateKey), "bastion_host_key": authority,
          "bastion_certificate": .string(try #require(server.certificate)),
        ])
        #expect(none == [])
        #expect(passed.last == "there")
        #expect(try await untrusted.problems.first?.detail.contains("Host key verification failed") == true)
      }
      #expect(try await alone.problems.first?.detail.contains("Permission denied") == true)
    }
  }

  @Test func `an agent's key opens, and the one that is named among many`() async throws {
    try await SSHServer.with { server in
      try await SSHServer.with { other in
        // More keys than a server lets anybody try, with the good one last.
        let keys = try await Agent.keys(7, in: server.folder)
        try await Agent.with(keys + [server.folder.appending(path: "client").path], in: server.folder) { socket in
          let environment = ["SSH_AUTH_SOCK": socket]
          let place: [String: Value] = [
            "port": .integer(server.port), "host_key": .string(server.hostKey), "agent": .true,
          ]
          let publicKey = try String(contentsOf: server.folder.appending(path: "client.pub"), encoding: .utf8)
          for identity in [publicKey, server.folder.appending(path: "client").path] {
            let (said, problems) = try await run(
              place.merging(["agent_identity": .string(identity)]) { $1 }, environment: environment)
            #expect(problems == [])
            #expect(said.last == "there")
            #expect(said.contains("  SSH Agent: true"))
          }
          let short = place.merging(["timeout": Self.short]) { $1 }
          let elsewhere: [String: Value] = ["port": .integer(other.port), "host_key": .string(other.hostKey)]
          async let all = run(short, environment: environment)
          async let none = run(short.merging(["agent": .false]) { $1 }, environment: environment)
          async let nobody = run(short.merging(elsewhere) { $1 }, environment: environment)
          #expect(try await all.problems.first?.detail.contains("Too many authentication failures") == true)
          #expect(try await none.problems.first?.detail.contains("Permission denied") == true)
          #expect(try await nobody.problems.first?.detail.contains("timeout - last error") == true)
        }
      }
    }
  }
}

/// An agent of OpenSSH with some keys.
private enum Agent {
  static func keys(_ count: Int, in folder: URL) async throws -> [String] {
    let commands = RunningCommands()
    var paths: [String] = []
    for number in 0..<count {
      let path = folder.appending(path: "other-\(number)").path
      let launch = CommandLaunch(
        arguments: ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], environment: ["PATH": "/usr/bin:/bin"])
      try #require(await commands.run(launch) { _ in } == .exited(0))
      paths.append(path)
    }
    return paths
  }

  static func with(_ keys: [String], in folder: URL, _ body: (String) async throws -> Void) async throws {
    let commands = RunningCommands()
    defer { commands.stop() }
    let socket = folder.appending(path: "agent").path
    let environment = ["PATH": "/usr/bin:/bin", "SSH_AUTH_SOCK": socket]
    let launch = CommandLaunch(arguments: ["ssh-agent", "-D", "-a", socket], environment: environment)
    try #require(commands.background(launch, line: { _ in }, ended: { _ in }) != nil)
    for _ in 0..<250 where !FileManager.default.fileExists(atPath: socket) {
      try await Task.sleep(for: .milliseconds(20))
    }
    let adding = RunningCommands()
    try #require(
      await adding.run(CommandLaunch(arguments: ["ssh-add", "-q"] + keys, environment: environment)) { _ in }
        == .exited(0))
    try await body(socket)
  }
}
