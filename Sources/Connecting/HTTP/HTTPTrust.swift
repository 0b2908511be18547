/// Whom a request trusts, and who it says that it is, over TLS. All texts are PEM.
package struct HTTPTrust: Sendable {
  /// A file of authorities instead of the system's.
  package var authoritiesFile: String?
  /// The same, in memory.
  package var authorities: [UInt8]?
  package var clientCertificate: [UInt8]?
  package var clientKey: [UInt8]?
  /// Asked for by the user in so many words, and never a default.
  package var isInsecure = false

  package init() {}
}

/// A proxy other than the one that the environment names.
package struct HTTPProxy: Sendable {
  package var url: String
  /// Hosts that are reached directly, separated by commas.
  package var exceptions: String

  package init(url: String, exceptions: String = "") {
    self.url = url
    self.exceptions = exceptions
  }
}
