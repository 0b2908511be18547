import Configuring
import Model
import Plugins

extension Command {
  static let providersMirror = Command(
    "providers mirror", group: .sub, summary: "Copy the required providers into a directory, as a mirror",
    usage: "[options] DIRECTORY",
    help: """
      Fetches the packages of all providers of the configuration from their registries, and puts them into a directory \
      that can be used as a filesystem mirror. With the index files that are written beside them, a web server can \
      offer the same directory as a network mirror.

      The versions are those of the dependency lock file, where there is one. Packages that are in the directory \
      already stay.
      """,
    flags: [
      .text("platform", "OS_ARCH", "A platform such as linux_arm64, instead of this one. May be repeated."),
      .bool(
        "lock-file", shown: "false",
        "Choose the newest versions that the constraints allow, whatever the lock file says."),
    ] + variableFlags, arguments: .files
  ) { invocation in
    guard invocation.arguments.count == 1, let directory = invocation.arguments.first else {
      throw UsageError(
        summary: "No output directory specified",
        detail: "The providers mirror command requires an output directory as a command-line argument.")
    }
    let platforms = try invocation.platforms()
    let installation = Installation(invocation)
    if installation.diagnostics.hasErrors { throw DiagnosticsError(installation.diagnostics) }
    invocation.report(installation.diagnostics)
    let loaded = try loadedConfiguration(invocation)
    let required = try requiredProviders(of: loaded.configuration, state: nil)
    let lock = invocation.flags.bool("lock-file", default: true) ? try readDependencyLock() : DependencyLock()
    if !lock.providers.isEmpty {
      let problems = lock.inconsistencies(with: required)
      if problems.hasErrors { throw DiagnosticsError(problems) }
    }
    let mirroring = Mirroring(
      terminal: invocation.terminal, installation: installation, platforms: platforms,
      mirror: MirrorBuilding(ProviderDirectory(directory.isEmpty ? "." : directory)))
    var diagnostics: [Diagnostic] = []
    for (provider, constraints) in required.sorted(by: { $0.key < $1.key }) {
      diagnostics += await mirroring.copy(provider, constraints, locked: lock.providers[provider]?.version)
    }
    do throws(PackageError) {
      if required.keys.contains(where: { $0 != .builtin }) { try mirroring.mirror.writeIndexes() }
    } catch {
      diagnostics.append(
        Diagnostic(
          code: "provider.mirror-index", summary: "Failed to update indexes",
          detail: "The index files of the mirror could not be written: \(error.message)."))
    }
    invocation.report(loaded.diagnostics + diagnostics)
    return diagnostics.hasErrors ? .failure : .success
  }
}

/// Fills a mirror, and says so.
private struct Mirroring {
  let terminal: Terminal
  let installation: Installation
  let platforms: [String]
  let mirror: MirrorBuilding

  func copy(_ provider: ProviderAddress, _ constraints: VersionConstraints, locked: Version?) async -> [Diagnostic] {
    if provider == .builtin {
      terminal.writeLine("- Skipping \(provider) because it is built in to Plumb")
      return []
    }
    terminal.writeLine("- Mirroring \(provider.displayName)...")
    let version: Version
    do {
      version = try await chosen(provider, constraints, locked)
    } catch {
      return [
        Diagnostic(
          code: "provider.mirror-failed", summary: "Provider not available",
          detail: "Failed to download \(provider) from its origin registry: \(error.message).")
      ]
    }
    for platform in platforms {
      terminal.writeLine("  - Downloading package for \(platform)...")
      do throws(PackageError) {
        let sources = installation.sources([InstallationMethod(.direct)], platform: platform)
        if let authentication = try await mirror.add(provider, version, platform: platform, from: sources) {
          terminal.writeLine("  - Package authenticated: \(authentication.summary)")
        }
      } catch {
        return [
          Diagnostic(
            code: "provider.mirror-failed", summary: "Provider release not available",
            detail: "Failed to download \(provider) v\(version) for \(platform): \(error.message).")
        ]
      }
    }
    return []
  }

  private func chosen(
    _ provider: ProviderAddress, _ constraints: VersionConstraints, _ locked: Version?
  ) async throws(PackageError) -> Version {
    if let locked {
      terminal.writeLine("  - Selected v\(locked) to match dependency lock file")
      return locked
    }
    let offer = try await installation.sources([InstallationMethod(.direct)]).versions(of: provider)
    guard let newest = constraints.newest(among: offer.versions) else {
      throw PackageError(
        constraints.terms.isEmpty
          ? "there is no release" : "no releases match the given constraints \(constraints)")
    }
    terminal.writeLine(
      "  - Selected v\(newest) "
        + (constraints.terms.isEmpty ? "with no constraints" : "to meet constraints \(constraints)"))
    return newest
  }
}

extension Authentication {
  /// Without the key's identity.
  fileprivate var summary: String {
    if case .selfSigned = self { return "self-signed" }
    return description
  }
}
