import Foundation
import Glibc
import TestSupport
import Testing

@testable import Provisioning

/// Debian's `sshd` on a free port of the loopback, with keys of its own and as whoever runs the tests.
struct SSHServer {
  static let program = "/usr/sbin/sshd"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: program) }
  /// Passwords are those of accounts; a namespace with accounts of its own needs root.
  static let canHavePasswords: Bool = {
    let outcome = try? runProcess("/usr/bin/unshare", ["--mount", "true"], in: URL(filePath: "/"), environment: [:])
    return geteuid() == 0 && outcome?.status == 0
  }()
  static let noPasswords: Comment =
    "A server that takes passwords needs root and mount namespaces here: tests of passwords were left out."
  static let missing: Comment = "There is no sshd: the Debian package openssh-server is needed for these tests."

  /// How somebody may come in.
  enum Admission {
    case key
    /// By a key that the server's authority has signed for this user; the server shows a certificate as well.
    case certificate
    case password(String)
  }

  let folder: URL
  let port: Int
  private let commands: RunningCommands
  let user = NSUserName()
  /// The key that may come in, and that by which the server shows itself.
  let privateKey: String
  let hostKey: String
  /// Of whoever certifies keys, of users and of hosts, where somebody does.
  let authorityKey: String?
  /// The client's key, signed.
  let certificate: String?

  static func with(_ admission: Admission = .key, _ body: (SSHServer) async throws -> Void) async throws {
    let folder = URL(filePath: "/tmp/plumb-sshd-\(UInt32.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(at: folder) }
    let server = try await start(in: folder, admission)
    defer { server.commands.stop() }
    try await body(server)
  }

  private static func start(in folder: URL, _ admission: Admission) async throws -> SSHServer {
    func path(_ name: String) -> String { folder.appending(path: name).path }
    let commands = RunningCommands()
    let environment = ["PATH": "/usr/bin:/bin"]
    func keygen(_ arguments: String...) async throws {
      let launch = CommandLaunch(arguments: ["ssh-keygen", "-q"] + arguments, environment: environment)
      try #require(await commands.run(launch) { _ in } == .exited(0))
    }
    for name in ["host", "client"] { try await keygen("-t", "ed25519", "-N", "", "-f", path(name)) }
    if case .certificate = admission {
      try await keygen("-t", "ed25519", "-N", "", "-f", path("authority"))
      try await keygen("-s", path("authority"), "-I", "client", "-n", NSUserName(), path("client.pub"))
      try await keygen("-s", path("authority"), "-I", "host", "-h", "-n", "127.0.0.1", path("host.pub"))
    }
    func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
    func put(_ text: String, _ name: String) throws {
      try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }
    var further = "PasswordAuthentication no\nPermitRootLogin prohibit-password"
    var server = [program, "-D", "-e", "-f", path("config")]
    try put("", "authorized")
    switch admission {
    case .key: try put(try text("client.pub"), "authorized")
    case .certificate:
      further += "\nTrustedUserCAKeys \(path("authority.pub"))\nHostCertificate \(path("host-cert.pub"))"
    case .password(let password):
      further = "PasswordAuthentication yes\nPermitRootLogin yes\nPubkeyAuthentication no"
      server = try accounts(password, in: folder) + server
    }
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
    AllowTcpForwarding yes
    \(further)
    Subsystem sftp internal-sftp
    """.write(toFile: path("config"), atomically: true, encoding: .utf8)
    let launch = CommandLaunch(arguments: server, environment: environment)
    try #require(commands.background(launch, line: { _ in }, ended: { _ in }) != nil)
    for _ in 0..<250 where !answers(port) { try await Task.sleep(for: .milliseconds(20)) }
    return SSHServer(
      folder: folder, port: port, commands: commands, privateKey: try text("client"), hostKey: try text("host.pub"),
      authorityKey: try? text("authority.pub"), certificate: try? text("client-cert.pub"))
  }

  /// The words before a command by which it sees a password for whoever runs the tests; nobody else does.
  private static func accounts(_ password: String, in folder: URL) throws -> [String] {
    let hash = try runProcess(
      "/usr/bin/openssl", ["passwd", "-6", password], in: folder, environment: ["PATH": "/usr/bin:/bin"])
    try #require(hash.status == 0)
    let user = NSUserName()
    let line = "\(user):\(hash.output.trimmingCharacters(in: .whitespacesAndNewlines)):20000:0:99999:7:::"
    let others = try String(contentsOfFile: "/etc/shadow", encoding: .utf8).split(separator: "\n").filter {
      !$0.hasPrefix("\(user):")
    }
    let file = folder.appending(path: "shadow")
    try Data((others + [line[...]]).joined(separator: "\n").appending("\n").utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    let script = "mount --bind \"$1\" /etc/shadow && shift && exec \"$@\""
    return ["unshare", "--mount", "sh", "-c", script, "sh", file.path]
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
