import Model

/// The line with which a plugin says where and how it listens: `1|5|unix|/tmp/plugin123|grpc|`.
struct Handshake: Sendable, Hashable {
  var version: ProtocolVersion
  var endpoint: Endpoint
  /// Of its TLS certificate in DER, when it uses TLS.
  var certificate: [UInt8]?

  /// Why a line is none, in words that complete "its first line of output …".
  struct Refusal: Error, Sendable, Hashable {
    var reason: String
  }

  /// A handshake is some hundred bytes, or a few thousand with a certificate.
  private static let maximumLength = 1 << 16

  init(line: String) throws(Refusal) {
    guard line.utf8.count <= Self.maximumLength else { throw Refusal(reason: "is longer than any handshake") }
    let parts = line.split(separator: "|", omittingEmptySubsequences: false).map {
      String($0).trimmingBlanks
    }
    guard parts.count >= 4, let core = Int(parts[0]) else { throw Refusal(reason: "is not a plugin's handshake") }
    guard core == 1 else { throw Refusal(reason: "speaks version \(core) of the handshake, not 1") }
    guard let number = Int(parts[1]), let version = ProtocolVersion(rawValue: number) else {
      throw Refusal(reason: "offers version \(parts[1]) of the plugin protocol; 5 and 6 are supported")
    }
    guard parts.count < 5 || parts[4] == "grpc" else {
      throw Refusal(reason: "offers the protocol \(parts[4]) instead of grpc: it was made for Terraform before 0.12")
    }
    guard parts.count >= 5 else {
      throw Refusal(reason: "offers the protocol netrpc instead of grpc: it was made for Terraform before 0.12")
    }
    guard let endpoint = Endpoint(network: parts[2], address: parts[3]) else {
      throw Refusal(reason: "names an address on this machine that cannot be connected to")
    }
    self.version = version
    self.endpoint = endpoint
    if parts.count > 5, !parts[5].isEmpty {
      guard let certificate = decodeBase64(parts[5]) else { throw Refusal(reason: "has an unreadable certificate") }
      self.certificate = certificate
    }
  }

  /// What tells a program that it is run as a plugin, and what it may offer.
  static let environment: [String: String] = [
    "TF_PLUGIN_MAGIC_COOKIE": "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    "PLUGIN_PROTOCOL_VERSIONS": "5,6", "PLUGIN_MIN_PORT": "10000", "PLUGIN_MAX_PORT": "25000",
  ]

  /// Set for the process that started us if that is a plugin's host itself; they would mislead ours.
  static let foreignVariables: Set<String> = [
    "PLUGIN_CLIENT_CERT", "PLUGIN_UNIX_SOCKET_DIR", "PLUGIN_UNIX_SOCKET_GROUP", "PLUGIN_MULTIPLEX_GRPC",
    "TF_REATTACH_PROVIDERS",
  ]
}

extension String {
  fileprivate var trimmingBlanks: String {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
    return String(drop(while: blank).reversed().drop(while: blank).reversed())
  }
}

/// Base 64, with or without padding; nil for anything else.
func decodeBase64(_ text: String) -> [UInt8]? {
  let letters = text.replacing("=", with: "")
  return Base64.decode(letters + String(repeating: "=", count: (4 - letters.utf8.count % 4) % 4))
}
