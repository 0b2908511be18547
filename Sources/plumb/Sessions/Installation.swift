import Configuring
import Connecting
import Foundation
import Model
import Parsing
import Plugins
import Storing

/// Where a working directory's providers are and come from: the user's CLI configuration, applied.
struct Installation: Sendable {
  let invocation: Invocation
  let settings: CommandLineSettings
  /// About the CLI configuration.
  let diagnostics: [Diagnostic]

  init(_ invocation: Invocation) {
    self.invocation = invocation
    (settings, diagnostics) = CommandLineSettings.load(environment: invocation.environment, home: invocation.home)
  }

  private var target: ProviderDirectory {
    ProviderDirectory(WorkingDirectory.path(invocation.dataDirectory + "/providers"))
  }

  private var hashes: PackageHashCache {
    PackageHashCache(directory: cacheFolder(invocation.environment).map { $0 + "/packages" })
  }

  /// What is on disk, for a run.
  var installed: InstalledProviders {
    InstalledProviders(directory: target, hashes: hashes, developmentOverrides: settings.developmentOverrides)
  }

  /// With directories given, packages come from these alone.
  func installer(only directories: [String] = []) -> ProviderInstaller {
    let here = workingDirectoryPath()
    var methods = directories.map { InstallationMethod(.directory(absolute($0, in: here))) }
    if methods.isEmpty {
      methods =
        settings.installationMethods?.map { method in
          guard case .directory(let path) = method.location else { return method }
          return InstallationMethod(
            .directory(absolute(path, in: here)), include: method.include, exclude: method.exclude)
        }
        ?? InstallationMethod.implied(
          environment: invocation.environment, home: invocation.home, workingDirectory: here)
    }
    return ProviderInstaller(
      sources: sources(methods), target: target, cache: cache, cacheMayBreakLock: settings.pluginCacheMayBreakLockFile,
      hashes: hashes)
  }

  /// One that puts packages for a platform into a folder of its own, for what their digests are.
  func relocking(
    from location: InstallationMethod.Location, platform: String, into folder: String, usesCache: Bool
  ) -> ProviderInstaller {
    var installer = ProviderInstaller(
      sources: sources([InstallationMethod(location)], platform: platform), target: ProviderDirectory(folder),
      cache: usesCache ? cache : nil, cacheMayBreakLock: settings.pluginCacheMayBreakLockFile,
      hashes: PackageHashCache(directory: nil), platform: platform)
    installer.isRelocking = true
    return installer
  }

  func sources(_ methods: [InstallationMethod], platform: String = Platform.current) -> ProviderSources {
    ProviderSources(
      methods: methods, settings: settings, client: HTTPClient(userAgent: "plumb/\(Plumb.version)"), platform: platform)
  }

  private var cache: ProviderDirectory? {
    settings.pluginCacheDirectory.map { ProviderDirectory(absolute($0, in: workingDirectoryPath())) }
  }

  /// Without the providers that somebody else runs already (`TF_REATTACH_PROVIDERS`): they need no package.
  func withoutAttached(_ required: [ProviderAddress: VersionConstraints]) -> [ProviderAddress: VersionConstraints] {
    guard let text = invocation.environment["TF_REATTACH_PROVIDERS"], let json = try? JSON.read(text) else {
      return required
    }
    let attached = Set((json.members ?? []).compactMap { ProviderAddress(source: $0.name) })
    return required.filter { !attached.contains($0.key) }
  }

  func absolute(_ path: String, in directory: String) -> String {
    path.hasPrefix("/")
      ? path : path == "~" || path.hasPrefix("~/") ? invocation.home + path.dropFirst() : "\(directory)/\(path)"
  }
}

extension Invocation {
  var home: String { environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "/" }
}

/// The lock file of the working directory; empty where there is none.
func readDependencyLock() throws(DiagnosticsError) -> DependencyLock {
  guard let bytes = readFile(DependencyLock.fileName) else { return DependencyLock() }
  let (lock, diagnostics) = DependencyLock.read(bytes)
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  return lock
}

/// The programs of the providers that a configuration and a state need, as the lock file has chosen them.
func installedProviders(
  _ invocation: Invocation, _ configuration: Configuration, state: State?
) throws(DiagnosticsError) -> (programs: [ProviderAddress: InstalledProvider], warnings: [Diagnostic]) {
  let installation = Installation(invocation)
  if installation.diagnostics.hasErrors { throw DiagnosticsError(installation.diagnostics) }
  let required = installation.withoutAttached(try requiredProviders(of: configuration, state: state))
  let (programs, diagnostics) = installation.installed.locate(required, lock: try readDependencyLock())
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  var installed: [ProviderAddress: InstalledProvider] = [:]
  for (provider, program) in programs {
    installed[provider] = InstalledProvider(
      executable: program, isUnderDevelopment: installation.installed.developmentOverrides[provider] != nil)
  }
  return (installed, installation.diagnostics + diagnostics)
}

/// Every provider that is needed, the engine's own included, with all constraints upon it.
func requiredProviders(
  of configuration: Configuration, state: State?
) throws(DiagnosticsError) -> [ProviderAddress: VersionConstraints] {
  var diagnostics: [Diagnostic] = []
  var required: [ProviderAddress: VersionConstraints] = [:]
  // What is imported needs its provider before it is configured, too.
  let configuration = configuration.withPlacesForImports { _ in true }
  for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
    for (provider, constraints) in moduleProviders(module, in: path, of: configuration, &diagnostics) {
      required[provider] = (required[provider] ?? VersionConstraints()).and(constraints)
    }
  }
  for resource in state?.resources.values.map(\.provider.provider) ?? [] where required[resource] == nil {
    required[resource] = VersionConstraints()
  }
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  return required
}

/// The providers that one module names or implies by itself.
func moduleProviders(
  _ module: Module, in path: ModulePath, of configuration: Configuration, _ diagnostics: inout [Diagnostic]
) -> [ProviderAddress: VersionConstraints] {
  var found: [ProviderAddress: VersionConstraints] = [:]
  func add(_ provider: ProviderAddress, _ text: String?, _ range: SourceRange?) {
    var constraints = VersionConstraints()
    do {
      if let text { constraints = try VersionConstraints(text) }
      if let problem = constraints.problemForProviders {
        diagnostics.append(invalidConstraint("Incorrect version constraint syntax: \(problem).", range))
      }
    } catch {
      diagnostics.append(
        invalidConstraint("This string does not use correct version constraint syntax: \(error.reason).", range))
    }
    found[provider] = (found[provider] ?? VersionConstraints()).and(constraints)
  }
  for (_, requirement) in module.requiredProviders.sorted(by: { $0.key < $1.key }) {
    add(requirement.source, requirement.constraint, requirement.constraintRange ?? requirement.range)
  }
  for (_, block) in module.providers.sorted(by: { $0.key < $1.key }) {
    add(module.providerAddress(localName: block.localName), block.constraint, block.range)
  }
  // Most resources name none, and have that of their local name.
  var implied: Set<String> = []
  for resource in module.resources.values {
    if resource.provider == nil, !implied.insert(resource.providerLocalName).inserted { continue }
    add(configuration.provider(of: resource, in: path).provider, nil, nil)
  }
  return found
}

private func invalidConstraint(_ detail: String, _ range: SourceRange?) -> Diagnostic {
  Diagnostic(code: "config.invalid-version", summary: "Invalid version constraint", detail: detail, subject: range)
}

/// The state of the workspace in use, for what it says about providers; nil when there is none.
func stateForProviders(
  _ invocation: Invocation, _ configuration: Configuration
) async throws(DiagnosticsError) -> State? {
  let location = try invocation.stateLocation(try await invocation.currentBackend(configuration))
  return try await invocation.readState(location.store)
}
