import Glibc

/// The files that tell `ssh` of a connection, in a folder that only we may read. Keys and passwords stand in no argument.
enum SSHFiles {
  static let names = [
    "config", "c", "askpass", "upload", "target-key", "target-certificate", "target-hosts", "bastion-key",
    "bastion-certificate", "bastion-hosts", "agent-identity.pub",
  ]

  /// Writes them all, and gives the environment for `ssh`.
  static func write(
    _ connection: SSHConnection, to folder: String, environment: [String: String]
  ) throws(ProvisionFailure) -> [String: String] {
    var environment = environment
    var lines = try host("target", connection.target, connection, folder)
    if let bastion = connection.bastion {
      // What stands behind the bastion is reached by a second ssh, which asks for the bastion's password, not for ours.
      lines.append(
        "  ProxyCommand env PLUMB_SSH_HOP=BASTION ssh -F \"\(folder)/config\" -W [%h]:%p plumb-bastion")
      lines += try host("bastion", bastion, connection, folder)
    }
    try put(lines.joined(separator: "\n") + "\n", "\(folder)/config", 0o600)
    if connection.target.password != nil || connection.bastion?.password != nil {
      try put(
        """
        #!/bin/sh
        if [ "$PLUMB_SSH_HOP" = BASTION ]; then printf '%s\\n' "$PLUMB_SSH_BASTION"; else printf '%s\\n' "$PLUMB_SSH_TARGET"; fi

        """, "\(folder)/askpass", 0o700)
      environment["SSH_ASKPASS"] = "\(folder)/askpass"
      environment["SSH_ASKPASS_REQUIRE"] = "force"
      environment["PLUMB_SSH_TARGET"] = connection.target.password
      environment["PLUMB_SSH_BASTION"] = connection.bastion?.password
    }
    return environment
  }

  /// The lines of one host; files for its key, its certificate and the key that it must show.
  private static func host(
    _ name: String, _ hop: SSHConnection.Hop, _ connection: SSHConnection, _ folder: String
  ) throws(ProvisionFailure) -> [String] {
    var lines = [
      "Host plumb-\(name)", "  HostName \(hop.host.replacing("%", with: "%%"))", "  Port \(hop.port)",
      "  User \"\(hop.user)\"", "  LogLevel ERROR",
      "  ConnectTimeout \(max(1, min(3600, connection.timeout.components.seconds)))", "  NumberOfPasswordPrompts 1",
      "  PreferredAuthentications publickey,password,keyboard-interactive", "  ServerAliveInterval 15",
      "  BatchMode \(hop.password == nil ? "yes" : "no")", "  GlobalKnownHostsFile /dev/null",
    ]
    if let hostKey = hop.hostKey {
      // The file is for this host alone. Its key may be the host's own, or that of who certifies hosts.
      let key = oneLine(hostKey)
      try put("* \(key)\n@cert-authority * \(key)\n", "\(folder)/\(name)-hosts", 0o600)
      lines += ["  UserKnownHostsFile \"\(folder)/\(name)-hosts\"", "  StrictHostKeyChecking yes"]
    } else {
      lines += ["  UserKnownHostsFile /dev/null", "  StrictHostKeyChecking no"]
    }
    if !connection.usesAgent { lines.append("  IdentityAgent none") }
    if let key = hop.privateKey {
      // OpenSSH wants the line's end that is easily lost on the way through variables.
      try put(key.hasSuffix("\n") ? key : key + "\n", "\(folder)/\(name)-key", 0o600)
      lines += ["  IdentityFile \"\(folder)/\(name)-key\""]
      if !connection.usesAgent { lines.append("  IdentitiesOnly yes") }
    } else if connection.usesAgent, let identity = connection.agentIdentity {
      lines += ["  IdentityFile \"\(try identityFile(identity, folder))\"", "  IdentitiesOnly yes"]
    } else {
      lines.append("  IdentityFile none")
    }
    if let certificate = hop.certificate {
      try put(oneLine(certificate) + "\n", "\(folder)/\(name)-certificate", 0o600)
      lines.append("  CertificateFile \"\(folder)/\(name)-certificate\"")
    }
    return lines
  }

  /// Which of the agent's keys is wanted: a public key, or a file that holds one.
  private static func identityFile(_ identity: String, _ folder: String) throws(ProvisionFailure) -> String {
    if identity.hasPrefix("ssh-") || identity.hasPrefix("ecdsa-") || identity.hasPrefix("sk-") {
      try put(oneLine(identity) + "\n", "\(folder)/agent-identity.pub", 0o600)
      return "\(folder)/agent-identity.pub"
    }
    for path in [identity, identity + ".pub"] where access(path, R_OK) == 0 && !path.contains("\"") { return path }
    throw ProvisionFailure(
      "agent_identity \(identity.debugDescription) is neither a public key nor the path of a file that holds one.")
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
  }

  private static func put(_ text: String, _ path: String, _ mode: mode_t) throws(ProvisionFailure) {
    guard write(Array(text.utf8), to: path, mode: mode) else {
      throw ProvisionFailure("\(path) could not be written: \(lastSystemError())")
    }
  }

  static func write(_ bytes: [UInt8], to path: String, mode: mode_t) -> Bool {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
    }
    return true
  }
}
