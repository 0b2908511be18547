import Foundation
package import Model

/// Chooses provider versions and puts their packages where a run looks for them.
package struct ProviderInstaller: Sendable {
  package var sources: ProviderSources
  /// Of the configuration: `.terraform/providers`.
  package var target: ProviderDirectory
  package var cache: ProviderDirectory?
  package var cacheMayBreakLock: Bool
  package var hashes: PackageHashCache
  package var platform: String
  /// Takes packages whatever digests are recorded of them, for it is the record that is to be completed.
  package var isRelocking = false

  package init(
    sources: ProviderSources, target: ProviderDirectory, cache: ProviderDirectory? = nil,
    cacheMayBreakLock: Bool = false,
    hashes: PackageHashCache, platform: String = Platform.current
  ) {
    self.sources = sources
    self.target = target
    self.cache = cache
    self.cacheMayBreakLock = cacheMayBreakLock
    self.hashes = hashes
    self.platform = platform
  }

  /// What an installation has done.
  package struct Report: Sendable {
    /// What the lock file should hold now: of the required providers only.
    package var lock: DependencyLock
    /// Newly locked with nothing but the digest of the package at hand, which is true of one platform only.
    package var locallyHashed: [ProviderAddress] = []
    package var installed: [ProviderAddress: Authentication] = [:]
  }

  /// Installs what is required; what fails is told in the diagnostics and keeps nothing else from being installed.
  package func install(
    _ requirements: [ProviderAddress: VersionConstraints], lock: DependencyLock, upgrade: Bool = false,
    report: @Sendable (InstallationEvent) -> Void
  ) async -> (report: Report, diagnostics: [Diagnostic]) {
    let (result, warnings, failures) = await attempt(requirements, lock: lock, upgrade: upgrade, report: report)
    return (result, warnings + failures.map(\.diagnostic))
  }

  /// A provider that could not be chosen, or not be installed in the version that was.
  package struct Failure: Sendable {
    package var provider: ProviderAddress
    package var version: Version?
    package var error: PackageError
  }

  package func attempt(
    _ requirements: [ProviderAddress: VersionConstraints], lock: DependencyLock, upgrade: Bool = false,
    report: @Sendable (InstallationEvent) -> Void
  ) async -> (report: Report, warnings: [Diagnostic], failures: [Failure]) {
    var result = Report(lock: DependencyLock())
    var diagnostics: [Diagnostic] = []
    var failures: [Failure] = []
    var chosen: [(provider: ProviderAddress, version: Version)] = []
    for (provider, constraints) in requirements.sorted(by: { $0.key < $1.key }) {
      if provider == .builtin {
        report(.builtIn(provider))
        continue
      }
      do {
        let previous = upgrade ? nil : lock.providers[provider]
        let version = try await choose(provider, constraints, previous, diagnostics: &diagnostics, report)
        chosen.append((provider, version))
      } catch {
        failures.append(Failure(provider: provider, error: error))
      }
    }
    for (provider, version) in chosen {
      do {
        let previous = lock.providers[provider].flatMap { $0.version == version ? $0 : nil }
        let outcome = try await provide(provider, version, previous: previous, report)
        result.lock.providers[provider] = DependencyLock.Entry(
          version: version, constraints: requirements[provider] ?? VersionConstraints(),
          hashes: (previous?.hashes ?? []) + outcome.hashes)
        if (previous?.hashes ?? []).isEmpty && !outcome.isFullyHashed { result.locallyHashed.append(provider) }
        result.installed[provider] = outcome.authentication
      } catch {
        failures.append(Failure(provider: provider, version: version, error: error))
      }
    }
    return (result, diagnostics, failures)
  }
}

extension ProviderInstaller.Failure {
  fileprivate var diagnostic: Diagnostic {
    if let version {
      return Diagnostic(
        code: "provider.install-failed", summary: "Failed to install provider",
        detail: "Error while installing \(provider.displayName) v\(version): \(error.message)")
    }
    return Diagnostic(
      code: "provider.not-available", summary: "Failed to query available provider packages",
      detail: """
        Could not retrieve the list of available versions for provider \(provider.displayName): \(error.message)

        To see which modules are currently depending on \(provider.displayName) and what versions are specified, run \
        the following command:
            plumb providers
        """)
  }
}

/// What an installation is about to do or has done, for those who watch.
package enum InstallationEvent: Sendable, Hashable {
  case builtIn(ProviderAddress)
  case reusingLocked(ProviderAddress)
  /// Empty constraints mean the newest.
  case finding(ProviderAddress, VersionConstraints)
  case usingInstalled(ProviderAddress, Version)
  case usingCached(ProviderAddress, Version)
  case installing(ProviderAddress, Version)
  case installed(ProviderAddress, Version, Authentication)

  /// A line as Terraform prints it.
  package var line: String {
    switch self {
    case .builtIn(let provider): "\(provider) is built in to Plumb"
    case .reusingLocked(let provider):
      "Reusing previous version of \(provider.displayName) from the dependency lock file"
    case .finding(let provider, let constraints) where constraints.terms.isEmpty:
      "Finding latest version of \(provider.displayName)..."
    case .finding(let provider, let constraints):
      "Finding \(provider.displayName) versions matching \(quoted(constraints.description))..."
    case .usingInstalled(let provider, let version): "Using previously-installed \(provider.displayName) v\(version)"
    case .usingCached(let provider, let version):
      "Using \(provider.displayName) v\(version) from the shared cache directory"
    case .installing(let provider, let version): "Installing \(provider.displayName) v\(version)..."
    case .installed(let provider, let version, let authentication):
      "Installed \(provider.displayName) v\(version) (\(authentication))"
    }
  }
}

// MARK: - Choosing a version

extension ProviderInstaller {
  private func choose(
    _ provider: ProviderAddress, _ constraints: VersionConstraints, _ previous: DependencyLock.Entry?,
    diagnostics: inout [Diagnostic], _ report: @Sendable (InstallationEvent) -> Void
  ) async throws(PackageError) -> Version {
    if let previous {
      report(.reusingLocked(provider))
      guard constraints.allows(previous.version) else {
        throw PackageError(
          "locked provider \(provider.displayName) \(previous.version) does not match configured version constraint"
            + " \(constraints); must use \"plumb init -upgrade\" to allow selection of new versions")
      }
      return previous.version
    }
    report(.finding(provider, constraints))
    let offer = try await sources.versions(of: provider)
    if !offer.warnings.isEmpty {
      diagnostics.append(
        Diagnostic(
          .warning, code: "provider.registry-warning", summary: "Additional provider information from registry",
          detail: "The remote registry returned warnings for \(provider):\n"
            + offer.warnings.map { "- \($0)" }.joined(separator: "\n")))
    }
    guard let version = constraints.newest(among: offer.versions) else {
      let wish = constraints.terms.isEmpty ? "there is no release" : "no available releases match the given constraints"
      throw PackageError("\(wish) \(constraints)".trimmed)
    }
    return version
  }
}

// MARK: - Putting a package in place

extension ProviderInstaller {
  private struct Outcome {
    var hashes: [String]
    /// Whether the digests for other platforms are known too.
    var isFullyHashed = false
    var authentication: Authentication?
  }

  private func provide(
    _ provider: ProviderAddress, _ version: Version, previous: DependencyLock.Entry?,
    _ report: @Sendable (InstallationEvent) -> Void
  ) async throws(PackageError) -> Outcome {
    let place = target.unpackedPath(provider, version, platform: platform)
    let recorded = previous?.hashes ?? []
    let expected = isRelocking ? [] : recorded
    if !expected.isEmpty, providerExecutable(of: provider, in: place) != nil,
      let hash = try? hashes.h1(directory: place), expected.contains(hash)
    {
      report(.usingInstalled(provider, version))
      return Outcome(hashes: [])
    }
    guard let cache else { return try await fetch(provider, version, to: place, expected, report) }
    let shared = cache.unpackedPath(provider, version, platform: platform)
    if providerExecutable(of: provider, in: shared) != nil, let hash = try? hashes.h1(directory: shared),
      recorded.contains(hash) || (cacheMayBreakLock && recorded.isEmpty)
    {
      report(.usingCached(provider, version))
      try link(place, to: shared)
      return Outcome(hashes: [hash])
    }
    let outcome = try await fetch(provider, version, to: shared, expected, report)
    try link(place, to: shared)
    return outcome
  }

  private func fetch(
    _ provider: ProviderAddress, _ version: Version, to place: String, _ expected: [String],
    _ report: @Sendable (InstallationEvent) -> Void
  ) async throws(PackageError) -> Outcome {
    let package = try await sources.package(provider, version)
    report(.installing(provider, version))
    let outcome: Outcome
    switch package.location {
    case .unpacked(let path):
      let hash = try hashes.h1(directory: path)
      try check([hash], against: expected, "the local package for \(provider) \(version)")
      try requireProgram(provider, in: path)
      try link(place, to: path)
      outcome = Outcome(hashes: [hash], authentication: .unauthenticated)
    case .packed(let path):
      outcome = try unpack(path, package.proof, to: place, provider, version, expected)
    case .remote(let url):
      let folder = try temporaryFolder(beside: place)
      defer { try? FileManager.default.removeItem(atPath: folder) }
      let archive = "\(folder)/package.zip"
      try await sources.download(url, to: archive)
      outcome = try unpack(archive, package.proof, to: place, provider, version, expected)
    }
    report(.installed(provider, version, outcome.authentication ?? .unauthenticated))
    return outcome
  }

  /// Unpacks beside the place and moves it there when all is proved, so that no half package is ever found there.
  private func unpack(
    _ archive: String, _ proof: ProviderPackage.Proof, to place: String, _ provider: ProviderAddress,
    _ version: Version,
    _ expected: [String]
  ) throws(PackageError) -> Outcome {
    let zh = try PackageHash.zh(archive: archive)
    var outcome = Outcome(hashes: [])
    switch proof {
    case .none, .hashes: outcome.authentication = .unauthenticated
    case .signed(let checksums):
      outcome.authentication = try checksums.authenticate(archiveDigest: String(zh.dropFirst(3)))
      outcome.hashes = checksums.zhHashes
      outcome.isFullyHashed = true
    }
    let folder = try temporaryFolder(beside: place)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let unpacked = "\(folder)/package"
    try ZipArchive.unpack(archive, into: unpacked)
    let h1 = try PackageHash.h1(directory: unpacked)
    if case .hashes(let announced) = proof {
      guard announced.contains(h1) || announced.contains(zh) else {
        throw PackageError(
          "the package for \(provider) \(version) does not have the checksum that the mirror announced")
      }
      outcome.authentication = .verifiedChecksum
    }
    try check([h1, zh], against: expected, "the current package for \(provider) \(version)")
    try requireProgram(provider, in: unpacked)
    try remove(place)
    do { try FileManager.default.moveItem(atPath: unpacked, toPath: place) } catch {
      throw PackageError("cannot move the package to \(place)")
    }
    outcome.hashes.append(h1)
    return outcome
  }

  private func check(_ found: [String], against expected: [String], _ package: String) throws(PackageError) {
    if expected.isEmpty || found.contains(where: expected.contains) { return }
    throw PackageError(
      "\(package) doesn't match any of the checksums previously recorded in the dependency lock file (this might be"
        + " because the available checksums are for packages targeting different platforms); for more information:"
        + " https://developer.hashicorp.com/terraform/language/files/dependency-lock#checksum-verification")
  }

  private func requireProgram(_ provider: ProviderAddress, in directory: String) throws(PackageError) {
    if providerExecutable(of: provider, in: directory) == nil {
      throw PackageError("the package has no file named terraform-provider-\(provider.type) in it")
    }
  }

  private func link(_ place: String, to package: String) throws(PackageError) {
    let package = URL(fileURLWithPath: package).standardizedFileURL.path
    try makeParent(of: place)
    try remove(place)
    do { try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: package) } catch {
      // A file system without links.
      do { try FileManager.default.copyItem(atPath: package, toPath: place) } catch {
        throw PackageError("cannot link or copy \(package) to \(place)")
      }
    }
  }

  private func temporaryFolder(beside place: String) throws(PackageError) -> String {
    try makeParent(of: place)
    var template = Array("\(place).new-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw PackageError("cannot create a directory beside \(place): \(String(cString: strerror(errno)))")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func makeParent(of place: String) throws(PackageError) {
    let parent = URL(fileURLWithPath: place).deletingLastPathComponent().path
    do { try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true) } catch {
      throw PackageError("cannot create the directory \(parent)")
    }
  }

  /// The link itself, never what it leads to.
  private func remove(_ place: String) throws(PackageError) {
    var status = stat()
    if lstat(place, &status) != 0 { return }
    do { try FileManager.default.removeItem(atPath: place) } catch { throw PackageError("cannot remove \(place)") }
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
