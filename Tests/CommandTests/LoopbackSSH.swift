import Foundation
import Glibc
import TestSupport
import Testing

/// Debian's `sshd` on the loopback, at which whoever runs the tests can be `git` too where that is root.
struct LoopbackSSH {
  static let program = "/usr/sbin/sshd"
  static let isThere = FileManager.default.isExecutableFile(atPath: program)
  /// An account more needs a namespace with a file of accounts of its own.
  static let canHaveAccounts: Bool = {
    let outcome = try? runProcess("/usr/bin/unshare", ["--mount", "true"], in: URL(filePath: "/"), environment: [:])
    return geteuid() == 0 && outcome?.status == 0
  }()

  let user = canHaveAccounts ? "git" : NSUserName()
  let port: Int
  /// A configuration for `ssh` in which the server is called `modules.example`, and without a key.
  let configuration: String
  let key: URL
  private let server: PythonServer

  init(in folder: URL) throws {
    let place = folder.appending(path: "ssh")
    try FileManager.default.createDirectory(
      at: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    func path(_ name: String) -> String { place.appending(path: name).path }
    for name in ["host", "client"] {
      let made = try runProcess(
        "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path(name)], in: place, environment: [:])
      try #require(made.status == 0, "\(made.errors)")
    }
    key = place.appending(path: "client")
    let port = try freeLoopbackPort()
    self.port = port
    func put(_ text: String, _ name: String) throws { try Data(text.utf8).write(to: place.appending(path: name)) }
    try put(
      """
      ListenAddress 127.0.0.1
      Port \(port)
      HostKey \(path("host"))
      AuthorizedKeysFile \(path("client.pub"))
      PidFile none
      StrictModes no
      UsePAM no
      UseDNS no
      PasswordAuthentication no
      PermitRootLogin prohibit-password

      """, "server")
    configuration = path("config")
    try put(
      """
      Host modules.example
        HostName 127.0.0.1
        Port \(port)
      Host *
        StrictHostKeyChecking no
        UserKnownHostsFile /dev/null
        IdentityAgent none
        LogLevel ERROR

      """, "config")
    var words = [Self.program, "-D", "-e", "-f", path("server")]
    if Self.canHaveAccounts {
      mkdir("/run/sshd", 0o755)
      let accounts = try String(contentsOfFile: "/etc/passwd", encoding: .utf8)
      try put(accounts + "git:x:0:0::\(place.path):/bin/sh\n", "passwd")
      let script = "mount --bind \"$1\" /etc/passwd && shift && exec \"$@\""
      words = ["/usr/bin/unshare", "--mount", "sh", "-c", script, "sh", path("passwd")] + words
    }
    server = try PythonServer("program", words)
    for _ in 0..<500 where !answersOnLoopback(port) { usleep(20_000) }
  }

  func stop() { server.stop() }
}

private func withLoopback<Result>(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
  }
}

func answersOnLoopback(_ port: Int) -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  return withLoopback(port) { connect(descriptor, $0, $1) } == 0
}

func freeLoopbackPort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  try #require(withLoopback(0) { bind(descriptor, $0, $1) } == 0)
  var address = sockaddr_in()
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  _ = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
  }
  return Int(in_port_t(bigEndian: address.sin_port))
}
