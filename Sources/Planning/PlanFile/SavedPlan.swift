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

extension SavedPlan {
  /// Why the plan must not be applied any more; nil when it may.
  package func staleness(against state: State, workspace current: String) -> Diagnostic? {
    if workspace != current {
      return Diagnostic(
        code: "plan.other-workspace", summary: "The plan was made for another workspace",
        detail: "The given plan file was created for the workspace \(quoted(workspace)), and the workspace in use is "
          + "\(quoted(current)). Select the plan's workspace, or make a new plan.")
    }
    let planned = plan.previousState
    // Without a state there was no serial yet, and no lineage to compare.
    let isSame = planned.serial == state.serial && (planned.serial == 0 || planned.lineage == state.lineage)
    if isSame { return nil }
    return Diagnostic(
      code: "plan.stale", summary: "Saved plan is stale",
      detail:
        "The given plan file can no longer be applied because the state was changed by another operation after the plan was "
        + "created. Make a new plan.")
  }
}
