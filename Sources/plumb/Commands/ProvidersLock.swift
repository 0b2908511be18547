import Configuring
import Foundation
import Model
import Plugins

extension Command {
  static let providersLock = Command(
    "providers lock", group: .sub, summary: "Record the checksums of providers for several platforms",
    usage: "[options] [PROVIDER...]",
    help: """
      Completes the dependency lock file, .terraform.lock.hcl, so that the providers can be installed on all of the \
      given platforms. Packages are fetched from the providers' own registries, whatever the CLI configuration says \
      about their installation, and thrown away again once their checksums are known.

      All providers of the configuration are locked, or only those that are named by their source addresses.
      """,
    flags: [
      .text("platform", "OS_ARCH", "A platform such as linux_arm64, instead of this one. May be repeated."),
      .text("fs-mirror", "PATH", "Take the packages from this filesystem mirror instead of the registries."),
      .text("net-mirror", "URL", "Take the packages from this network mirror instead of the registries."),
      .bool(
        "enable-plugin-cache",
        "Use the plugin cache of the CLI configuration. What is in it is not fetched again, nor proved."),
    ] + variableFlags
  ) { invocation in
    let locking = try Locking(invocation)
    let loaded = try loadedConfiguration(invocation)
    let required = try locking.selected(from: requiredProviders(of: loaded.configuration, state: nil))
    let previous = try readDependencyLock()
    var found: [DependencyLock] = []
    for platform in locking.platforms { found.append(try await locking.fetch(required, for: platform, previous)) }
    let (lock, inconsistent) = previous.completed(with: found)
    if let provider = inconsistent.min() { throw inconsistentVersions(provider) }
    for provider in required.keys.sorted() where provider != .builtin {
      for (platform, entries) in zip(locking.platforms, found) {
        let words = previous.tracking(of: provider, in: entries).words
        invocation.terminal.writeLine("- Obtained \(provider.displayName) checksums for \(platform); \(words)")
      }
    }
    if lock == previous {
      locking.say("\nSuccess!", "Plumb has validated the lock file and found no need for changes.")
    } else {
      try writeAtomically(Array(lock.text.utf8), to: DependencyLock.fileName)
      locking.say(
        "\nSuccess!",
        """
        Plumb has updated the lock file.

        Review the changes in \(DependencyLock.fileName) and then commit to your
        version control system to retain the new checksums.

        """)
    }
    invocation.report(loaded.diagnostics)
    return .success
  }
}

/// What one call of `providers lock` is to do.
private struct Locking {
  let invocation: Invocation
  let installation: Installation
  let platforms: [String]
  let location: InstallationMethod.Location

  init(_ invocation: Invocation) throws {
    self.invocation = invocation
    installation = Installation(invocation)
    if installation.diagnostics.hasErrors { throw DiagnosticsError(installation.diagnostics) }
    invocation.report(installation.diagnostics)
    platforms = try invocation.platforms()
    switch (invocation.flags.string("fs-mirror"), invocation.flags.string("net-mirror")) {
    case (nil, nil): location = .direct
    case (let path?, nil):
      guard kind(of: path) == .directory else {
        throw failure("The filesystem mirror \(quoted(path)) that -fs-mirror names is no directory.")
      }
      location = .directory(installation.absolute(path, in: workingDirectoryPath()))
    case (nil, let url?):
      guard let scheme = URL(string: url)?.scheme, ["https", "http"].contains(scheme) else {
        throw UsageError(
          summary: "Invalid network mirror URL",
          detail: "The -net-mirror option requires a valid https: URL as the mirror base URL.")
      }
      location = .networkMirror(url: url)
    case (.some, .some):
      throw UsageError(
        summary: "Invalid installation method options",
        detail: "The -fs-mirror and -net-mirror command line options are mutually-exclusive.")
    }
  }

  /// The providers named on the command line, of those that the configuration requires; all when none is named.
  func selected(
    from required: [ProviderAddress: VersionConstraints]
  ) throws -> [ProviderAddress: VersionConstraints] {
    if invocation.arguments.isEmpty { return required }
    var selected: [ProviderAddress: VersionConstraints] = [:]
    for text in invocation.arguments {
      guard let provider = ProviderAddress(source: text) else {
        throw UsageError(
          summary: "Invalid provider source string",
          detail: "\(quoted(text)) is no provider's address: it must have the form [HOST/][NAMESPACE/]NAME.")
      }
      guard let constraints = required[provider] else {
        let guess = suggestion(for: provider.description, among: required.keys.map(\.description))
        throw DiagnosticsError(
          Diagnostic(
            code: "provider.not-required", summary: "Invalid provider argument",
            detail: "The provider \(provider) is not required by the current configuration."
              + (guess.map { " Did you mean \($0)?" } ?? "")))
      }
      selected[provider] = constraints
    }
    return selected
  }

  /// What the lock file should say of one platform's packages.
  func fetch(
    _ required: [ProviderAddress: VersionConstraints], for platform: String, _ previous: DependencyLock
  ) async throws -> DependencyLock {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-lock-\(randomUUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let installer = installation.relocking(
      from: location, platform: platform, into: folder, usesCache: invocation.flags.bool("enable-plugin-cache"))
    let terminal = invocation.terminal
    let (report, warnings, failures) = await installer.attempt(required, lock: previous) { event in
      switch event {
      case .installing(let provider, let version):
        terminal.writeLine("- Fetching \(provider.displayName) \(version) for \(platform)...")
      case .installed(let provider, let version, let authentication):
        terminal.writeLine("- Retrieved \(provider.displayName) \(version) for \(platform) (\(authentication))")
      default: break
      }
    }
    invocation.report(warnings)
    if !failures.isEmpty {
      let list = failures.map { "- \($0.provider.displayName): \($0.error.message)" }.joined(separator: "\n")
      throw failure(
        "Plumb failed to fetch the requested providers for \(platform) in order to calculate their checksums: some "
          + "providers could not be installed:\n\(list).")
    }
    return report.lock
  }

  func say(_ title: String, _ text: String) {
    let layout = invocation.terminal.layout
    invocation.terminal.writeLine("\(layout.styled(title, .bold, .green)) \(layout.styled(text, .bold))")
  }
}

extension Invocation {
  /// What `-platform` says, in the order given and each once; this machine's where nothing is said.
  func platforms() throws(UsageError) -> [String] {
    var platforms: [String] = []
    for text in flags.strings("platform") {
      if let problem = Platform.problem(with: text) {
        throw UsageError(
          summary: "Invalid target platform",
          detail: "The string \(quoted(text)) given in the -platform option is not a valid target platform: \(problem)."
        )
      }
      if !platforms.contains(text) { platforms.append(text) }
    }
    return platforms.isEmpty ? [Platform.current] : platforms
  }
}

extension Tracking {
  fileprivate var words: String {
    switch self {
    case .newProvider: "This was a new provider and the checksums for this platform are now tracked in the lock file"
    case .additional: "Additional checksums for this platform are now tracked in the lock file"
    case .known: "All checksums for this platform were already tracked in the lock file"
    }
  }
}

private func failure(_ detail: String) -> DiagnosticsError {
  DiagnosticsError(
    Diagnostic(code: "provider.lock-failed", summary: "Could not retrieve providers for locking", detail: detail))
}

private func inconsistentVersions(_ provider: ProviderAddress) -> DiagnosticsError {
  DiagnosticsError(
    Diagnostic(
      code: "provider.lock-inconsistent", summary: "Inconsistent provider versions",
      detail: "The version constraint for \(provider) selected different versions for different platforms: not every "
        + "version is there for all of them. Constrain the version to one that is, or name fewer platforms."))
}
