import Configuring
import Model
import Plugins

/// Where the programs of all required providers are, or what the user has to do first.
func installedProviders(
  _ invocation: Invocation, _ configuration: Configuration, state: State?
) throws(DiagnosticsError) -> (programs: [ProviderAddress: String], warnings: [Diagnostic]) {
  let environment = invocation.environment
  let (settings, settingsDiagnostics) = CommandLineSettings.load(
    environment: environment, home: environment["HOME"] ?? "/")
  if settingsDiagnostics.hasErrors { throw DiagnosticsError(settingsDiagnostics) }
  let (requirements, problems) = requiredProviders(configuration)
  if problems.hasErrors { throw DiagnosticsError(problems) }
  let file = DependencyLock.fileName
  let (lock, lockDiagnostics) = DependencyLock.read(readFile(file) ?? [], file: file)
  if lockDiagnostics.hasErrors { throw DiagnosticsError(lockDiagnostics) }
  let installed = InstalledProviders(
    directory: ProviderDirectory(invocation.dataDirectory + "/providers"),
    hashes: PackageHashCache(directory: cacheFolder(environment)),
    developmentOverrides: settings.developmentOverrides)
  let (programs, diagnostics) = installed.locate(requirements, lock: lock)
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  return (programs, settingsDiagnostics + lockDiagnostics + diagnostics)
}

/// Every provider that the configuration needs, with all version constraints upon it.
func requiredProviders(
  _ configuration: Configuration
) -> (requirements: [ProviderAddress: VersionConstraints], diagnostics: [Diagnostic]) {
  var result: [ProviderAddress: VersionConstraints] = [:]
  var diagnostics: [Diagnostic] = []
  for (provider, constraints) in configuration.providerRequirements {
    var all = VersionConstraints()
    for (text, range) in constraints {
      do {
        all = all.and(try VersionConstraints(text))
      } catch {
        diagnostics.append(
          Diagnostic(
            code: "config.invalid-version", summary: "Invalid version constraint",
            detail: "This string does not use correct version constraint syntax: \(error).", subject: range))
      }
    }
    result[provider] = all
  }
  return (result, diagnostics)
}
