import Foundation
import Glibc
import Testing

@testable import Provisioning

/// Debian's `sshd` on a free port of the loopback, with keys of its own and as whoever runs the tests.
struct SSHServer {
  static let program = "/usr/sbin/sshd"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }
  static let missing: Comment = "There is no sshd: the Debian package openssh-server is needed for these tests."

  let folder: URL
  let port: Int
  private let commands: RunningCommands
  let user = NSUserName()
  /// The key that may come in, and that by which the server shows itself.
  let privateKey: String
  let hostKey: String

  static func with(_ body: (SSHServer) async throws -> Void) async throws {
    let folder = URL(filePath: "/tmp/plumb-sshd-\(UInt32.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = try await start(in: folder)
    defer { server.commands.stop() }
    try await body(server)
  }

  private static func start(in folder: URL) async throws -> SSHServer {
    func path(_ name: String) -> String { folder.appending(path: name).path }
    let commands = RunningCommands()
    let environment = ["PATH": "/usr/bin:/bin"]
    for name in ["host", "client"] {
      let launch = CommandLaunch(
        arguments: ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path(name)], environment: environment)
      try #require(await commands.run(launch) { _ in } == .exited(0))
    }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    try text("client.pub").write(toFile: path("authorized"), atomically: true, encoding: .utf8)
    // Root's sshd wants this folder; it has no other use here.
    if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
    let port = try freePort()
    try """
    ListenAddress 127.0.0.1
    Port \(port)
    HostKey \(path("host"))
    AuthorizedKeysFile \(path("authorized"))
    PidFile none
    StrictModes no
    UsePAM no
    UseDNS no
    PasswordAuthentication no
    PermitRootLogin prohibit-password
    AllowTcpForwarding yes
    Subsystem sftp internal-sftp
    """.write(toFile: path("config"), atomically: true, encoding: .utf8)
    let launch = CommandLaunch(arguments: [program, "-D", "-e", "-f", path("config")], environment: environment)
    try #require(commands.background(launch, line: { _ in }, ended: { _ in }) != nil)
    for _ in 0..<250 where !answers(port) { try await Task.sleep(for: .milliseconds(20)) }
    return SSHServer(
      folder: folder, port: port, commands: commands, privateKey: try text("client"), hostKey: try text("host.pub"))
  }

  private static func socketAddress(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func withAddress<Result>(_ port: Int, _ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
    var address = socketAddress(port)
    return withUnsafePointer(to: &address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body) }
  }

  private static func answers(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return withAddress(port) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) } == 0
  }

  static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    try #require(withAddress(0) { bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) } == 0)
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    return Int(in_port_t(bigEndian: address.sin_port))
  }
}
