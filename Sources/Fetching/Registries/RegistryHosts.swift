package import Connecting

/// What a user's settings say of hosts: secrets and, where they are not asked for it, the addresses of their services.
package struct RegistryHosts: Sendable {
  package var tokens: HostTokens
  /// By host name and service (`modules.v1`).
  package var services: [String: [String: String]]

  package init(tokens: HostTokens, services: [String: [String: String]]) {
    self.tokens = tokens
    self.services = services
  }
}
