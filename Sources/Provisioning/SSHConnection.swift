import Glibc
import Model

/// A `connection` to another machine by SSH, found good.
struct SSHConnection: Sendable {
  struct Hop: Sendable {
    var host: String
    var port: Int
    var user: String
    var password: String?
    var privateKey: String?
    var certificate: String?
    var hostKey: String?
  }

  var target: Hop
  var bastion: Hop?
  var usesAgent: Bool
  var agentIdentity: String?
  var timeout: Duration
  /// Where scripts are put over there; `%RAND%` stands for digits.
  var scriptPath: String

  private static let defaultTimeout = Duration.seconds(300)
  private static let defaultScriptPath = "/tmp/terraform_%RAND%.sh"

  init(_ value: Value) throws(ProvisionFailure) {
    let arguments = ProvisionArguments(value)
    switch arguments.text("type") ?? "ssh" {
    case "ssh": break
    case "winrm":
      throw ProvisionFailure(
        "Connections of type \"winrm\" are not supported: Plumb reaches other machines through OpenSSH. Windows has an SSH "
          + "server as an optional feature; with it, use type = \"ssh\".")
    case let other: throw ProvisionFailure("connection type '\(other)' not supported")
    }
    if arguments.text("target_platform") == "windows" {
      throw ProvisionFailure("target_platform = \"windows\" is not supported: scripts are run by a POSIX shell.")
    }
    if arguments.text("proxy_host") != nil {
      throw ProvisionFailure("proxy_host is not supported. Reach the machine through a bastion host instead.")
    }
    guard let host = arguments.text("host") else { throw ProvisionFailure("host for provisioner cannot be empty") }
    let user = arguments.text("user") ?? "root"
    target = Hop(
      host: host, port: arguments.integer("port") ?? 22, user: user, password: arguments.anyText("password"),
      privateKey: arguments.text("private_key"), certificate: arguments.text("certificate"),
      hostKey: arguments.text("host_key"))
    bastion = arguments.text("bastion_host").map { host in
      Hop(
        host: host, port: arguments.integer("bastion_port") ?? arguments.integer("port") ?? 22,
        user: arguments.text("bastion_user") ?? user,
        password: arguments.anyText("bastion_password") ?? arguments.anyText("password"),
        privateKey: arguments.text("bastion_private_key") ?? arguments.text("private_key"),
        certificate: arguments.text("bastion_certificate"), hostKey: arguments.text("bastion_host_key"))
    }
    usesAgent = arguments.bool("agent") ?? true
    agentIdentity = arguments.text("agent_identity")
    scriptPath = arguments.text("script_path") ?? Self.defaultScriptPath
    if let text = arguments.text("timeout") {
      guard let parsed = Self.duration(text) else { throw ProvisionFailure("invalid timeout \(quotedText(text))") }
      timeout = parsed
    } else {
      timeout = Self.defaultTimeout
    }
    for hop in [target, bastion].compactMap({ $0 }) {
      // These become lines of a configuration file.
      let isGood = [hop.host, hop.user].allSatisfy { text in
        text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "\"" && $0 != "\\" }
      }
      guard isGood else {
        throw ProvisionFailure("The host or the user of the connection holds characters that none has.")
      }
    }
  }

  /// `30s`, `5m`, `1h30m`.
  private static func duration(_ text: String) -> Duration? {
    var total = 0.0
    var digits = ""
    var unit = ""
    func seconds() -> Double? {
      guard let number = Double(digits) else { return nil }
      return ["ms": 0.001, "s": 1, "m": 60, "h": 3600][unit].map { $0 * number }
    }
    for character in text {
      if character.isNumber || character == "." {
        if !unit.isEmpty {
          guard let part = seconds() else { return nil }
          total += part
          (digits, unit) = ("", "")
        }
        digits.append(character)
      } else {
        unit.append(character)
      }
    }
    guard let part = seconds() else { return nil }
    return .milliseconds(Int((total + part) * 1000))
  }

  /// What is said before each attempt, line by line.
  func announcement(environment: [String: String]) -> [String] {
    func facts(_ hop: Hop, _ prefix: String) -> [String] {
      [
        "  \(prefix)Host: \(hop.host)", "  \(prefix)User: \(hop.user)", "  \(prefix)Password: \(hop.password != nil)",
        "  \(prefix)Private key: \(hop.privateKey != nil)", "  \(prefix)Certificate: \(hop.certificate != nil)",
      ]
    }
    var lines = ["Connecting to remote host via SSH..."] + facts(target, "")
    lines += [
      "  SSH Agent: \(usesAgent && environment["SSH_AUTH_SOCK"] != nil)",
      "  Checking Host Key: \(target.hostKey != nil)",
    ]
    lines.append("  Target Platform: unix")
    if let bastion {
      lines.append("Using configured bastion host...")
      lines += facts(bastion, "") + ["  Checking Host Key: \(bastion.hostKey != nil)"]
    }
    return lines
  }
}
