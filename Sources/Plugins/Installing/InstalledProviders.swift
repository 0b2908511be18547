package import Model

/// Finds the programs of locked providers in the working directory, before a run.
package struct InstalledProviders: Sendable {
  package var directory: ProviderDirectory
  package var hashes: PackageHashCache
  package var developmentOverrides: [ProviderAddress: String]
  package var platform: String

  package init(
    directory: ProviderDirectory, hashes: PackageHashCache, developmentOverrides: [ProviderAddress: String] = [:],
    platform: String = Platform.current
  ) {
    self.directory = directory
    self.hashes = hashes
    self.developmentOverrides = developmentOverrides
    self.platform = platform
  }

  /// The program of every required provider, or what the user has to do first. Any error means that none may be used.
  package func locate(
    _ requirements: [ProviderAddress: VersionConstraints], lock: DependencyLock
  ) -> (programs: [ProviderAddress: String], diagnostics: [Diagnostic]) {
    let needed = requirements.filter { $0.key != .builtin }.sorted { $0.key < $1.key }
    let locked = needed.filter { developmentOverrides[$0.key] == nil }
    let diagnostics = lock.inconsistencies(with: Dictionary(uniqueKeysWithValues: locked))
    if !diagnostics.isEmpty { return ([:], diagnostics) }
    var programs: [ProviderAddress: String] = [:]
    var problems: [String] = []
    for (provider, _) in needed {
      if let override = developmentOverrides[provider] {
        if let program = providerExecutable(of: provider, in: override) {
          programs[provider] = program
        } else {
          problems.append("\(provider): the development override directory \(override) has no provider program in it")
        }
      } else if let entry = lock.providers[provider] {
        switch find(provider, entry) {
        case .success(let program): programs[provider] = program
        case .failure(let problem): problems.append("\(provider): \(problem.message)")
        }
      }
    }
    if problems.isEmpty { return (programs, overrideWarning(needed.map(\.key))) }
    return ([:], [notInstalled(problems)])
  }

  private func find(_ provider: ProviderAddress, _ entry: DependencyLock.Entry) -> Result<String, PackageError> {
    let place = directory.unpackedPath(provider, entry.version, platform: platform)
    guard let program = providerExecutable(of: provider, in: place) else {
      return .failure(
        PackageError("there is no package for \(provider) \(entry.version) cached in .terraform/providers"))
    }
    if entry.hashes.isEmpty { return .success(program) }
    do throws(PackageError) {
      if entry.hashes.contains(try hashes.h1(directory: place)) { return .success(program) }
    } catch {
      return .failure(error)
    }
    return .failure(
      PackageError(
        "the cached package for \(provider) \(entry.version) (in .terraform/providers) does not match any of the"
          + " checksums recorded in the dependency lock file"))
  }

  private func notInstalled(_ problems: [String]) -> Diagnostic {
    Diagnostic(
      code: "provider.not-installed", summary: "Required plugins are not installed",
      detail: "The installed provider plugins are not consistent with the packages selected in the dependency lock"
        + " file:\n" + problems.map { "  - \($0)" }.joined(separator: "\n")
        + "\n\nProviders are programs of their own, which work with the various infrastructure services. To download"
        + " those that this configuration requires, run:\n  plumb init")
  }

  private func overrideWarning(_ providers: [ProviderAddress]) -> [Diagnostic] {
    let overridden = providers.compactMap { provider in
      developmentOverrides[provider].map { " - \(provider.displayName) in \($0)" }
    }
    if overridden.isEmpty { return [] }
    return [
      Diagnostic(
        .warning, code: "provider.development-override", summary: "Provider development overrides are in effect",
        detail: "The following provider development overrides are set in the CLI configuration:\n"
          + overridden.joined(separator: "\n")
          + "\n\nThe behavior may therefore not match any released version of the provider and applying changes may cause"
          + " the state to become incompatible with published releases.")
    ]
  }
}
