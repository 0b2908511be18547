import Configuring
import Connecting
import Fetching
import Foundation
import Model
import Plugins

/// The modules of a working directory: installing what the configuration calls, as `init` and `get` do.
struct ModuleInstallation: Sendable {
  let invocation: Invocation
  let settings: CommandLineSettings

  private var directory: String { "\(invocation.dataDirectory)/modules" }
  private var manifestPath: String { "\(invocation.dataDirectory)/\(ModuleManifest.fileName)" }

  private var client: HTTPClient { HTTPClient(userAgent: "plumb/\(Plumb.version)") }

  var fetcher: PackageFetcher {
    PackageFetcher(
      client: client, environment: invocation.environment, workingDirectory: workingDirectoryPath())
  }

  var registry: ModuleRegistry {
    let tokens = HostTokens(settings.tokens, helper: settings.credentialsHelper)
    return ModuleRegistry(hosts: RegistryHosts(tokens: tokens, services: settings.hosts), client: client)
  }

  /// Installs what is missing, or everything anew, and writes down where it is.
  func install(
    isUpgrade: Bool, runs: [RunModule], say: @escaping @Sendable (String) -> Void
  ) async throws(DiagnosticsError) -> [Diagnostic] {
    let old = readFile(manifestPath)
    var installer = ModuleInstaller(
      source: DiskModuleSource(), fetcher: fetcher, registry: registry, directory: directory,
      previous: old.flatMap { ModuleManifest($0) } ?? ModuleManifest(), isUpgrade: isUpgrade
    ) { event in say(event.line) }
    let result = await installer.install(inputs: earlyInputs(invocation), runs: runs)
    let isEmpty = result.manifest.entries.keys.allSatisfy(\.isEmpty)
    if !isEmpty || old != nil, result.manifest.bytes != old {
      try writeAtomically(result.manifest.bytes, to: manifestPath)
    }
    return result.diagnostics
  }

  /// Copies a module into the working directory, which must be empty.
  func copy(from source: String) async throws(DiagnosticsError) {
    func failed(_ summary: String, _ detail: String) -> DiagnosticsError {
      DiagnosticsError(Diagnostic(code: "init.from-module", summary: summary, detail: detail))
    }
    let origin: ModuleOrigin
    do { origin = try ModuleOrigin(source, isVersioned: false) } catch {
      throw failed("Invalid module source address", "Failed to parse module source address: \(error.message).")
    }
    let staging = "\(invocation.dataDirectory)/from-module"
    try? FileManager.default.removeItem(atPath: invocation.dataDirectory + "/from-module")
    defer { try? FileManager.default.removeItem(atPath: staging) }
    do throws(FetchError) {
      try? FileManager.default.createDirectory(
        atPath: invocation.dataDirectory, withIntermediateDirectories: true)
      let place = try await fetcher.fetch(origin, registry: registry, into: staging)
      try copyContents(of: place)
    } catch {
      throw failed(
        "Failed to download module", "Could not download module source code from \(quoted(source)): \(error.message)")
    }
  }

  private func copyContents(of place: String) throws(FetchError) {
    let files = FileManager.default
    do {
      for name in try files.contentsOfDirectory(atPath: place).sorted() where name != ".git" && name != ".terraform" {
        // What a link leads to, for the package itself does not stay.
        let original = URL(fileURLWithPath: "\(place)/\(name)").resolvingSymlinksInPath().path
        try files.copyItem(atPath: original, toPath: name)
      }
    } catch {
      throw FetchError("cannot copy \(place) into the working directory")
    }
  }
}

extension ModuleInstaller.Event {
  fileprivate var line: String {
    switch self {
    case .downloading(let package, let version, let key):
      "Downloading \(package)\(version.map { " \($0)" } ?? "") for \(key)..."
    case .installed(let key, let directory): "- \(key) in \(directory)"
    }
  }
}

/// Writes a file of the working directory, wholly or not at all.
func writeAtomically(_ bytes: [UInt8], to path: String) throws(DiagnosticsError) {
  do {
    let url = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url, options: .atomic)
  } catch {
    throw DiagnosticsError(
      Diagnostic(
        code: "init.unwritable", summary: "Cannot write to the working directory",
        detail: "The file \(path) cannot be written. Check the permissions of the directory and the space left."))
  }
}
