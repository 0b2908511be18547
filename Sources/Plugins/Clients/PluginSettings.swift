/// What running plugins need to know of their surroundings.
package struct PluginSettings: Sendable {
  /// Passed to the providers, which read credentials and much else from it.
  package var environment: [String: String]
  /// Where schemas and verdicts are kept between commands; nil to keep nothing.
  package var cacheFolder: String?
  /// Gets every line of every provider's log; the filter of `TF_LOG` is the sink's to apply.
  package var log: ProviderLogSink
  /// Told to providers as Terraform's version: the one whose language and protocol are implemented.
  package var engineVersion: String
  /// As long as go-plugin gives.
  package var startLimit: Duration
  /// How long a provider may take to end by itself.
  package var shutdownLimit: Duration

  /// Where providers work; nil for the directory of this process.
  package var directory: String?

  package init(
    environment: [String: String], cacheFolder: String?, engineVersion: String = "1.11.4",
    startLimit: Duration = .seconds(60), shutdownLimit: Duration = .seconds(2),
    log: @escaping ProviderLogSink = { _ in }
  ) {
    self.environment = environment
    self.cacheFolder = cacheFolder
    self.log = log
    self.engineVersion = engineVersion
    self.startLimit = startLimit
    self.shutdownLimit = shutdownLimit
  }
}

/// A provider's program on this machine.
package struct InstalledProvider: Sendable, Hashable {
  package var executable: String
  /// Its SHA-256, where whoever installed it has computed that already.
  package var digest: [UInt8]?
  /// From `dev_overrides`: it may change behind its file's back, so nothing is remembered of it.
  package var isUnderDevelopment: Bool

  package init(executable: String, digest: [UInt8]? = nil, isUnderDevelopment: Bool = false) {
    self.executable = executable
    self.digest = digest
    self.isUnderDevelopment = isUnderDevelopment
  }
}
