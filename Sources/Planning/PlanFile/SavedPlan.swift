package import Model

/// A plan with everything that is needed to apply it later and elsewhere: no `.tf` file is read again.
package struct SavedPlan: Sendable, Equatable {
  /// A provider as it was chosen when planning.
  package struct Provider: Sendable, Hashable {
    package var address: ProviderAddress
    package var version: String
    /// As in the lock file: `h1:…`, `zh:…`.
    package var hashes: [String]

    package init(address: ProviderAddress, version: String, hashes: [String]) {
      self.address = address
      self.version = version
      self.hashes = hashes
    }
  }

  package var plan: Plan
  /// Of the program that made the plan.
  package var productVersion: String
  /// Every file of the configuration by its path, relative to the root module's directory.
  package var files: [String: [UInt8]]
  /// The root module's directory, as paths in `files` name it.
  package var rootDirectory: String
  /// `.terraform.lock.hcl` as it was; nil when there was none.
  package var lockFile: [UInt8]?
  package var providers: [Provider]
  /// Where the state is kept, in words, and which of the workspaces there: a plan must not be applied to another.
  package var backend: String
  package var workspace: String

  package init(
    plan: Plan, productVersion: String, files: [String: [UInt8]], rootDirectory: String = ".", lockFile: [UInt8]? = nil,
    providers: [Provider] = [], backend: String = "local", workspace: String = "default"
  ) {
    self.plan = plan
    self.productVersion = productVersion
    self.files = files
    self.rootDirectory = rootDirectory
    self.lockFile = lockFile
    self.providers = providers
    self.backend = backend
    self.workspace = workspace
  }
}
