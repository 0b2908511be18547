package import Configuring
import Foundation
package import Model

/// Installs the modules that a configuration calls, one after another as their calls are met, and writes down where.
package struct ModuleInstaller<Source: ModuleSource> {
  package enum Event: Sendable, Hashable {
    /// `package` is as the user would write it, without the folder inside.
    case downloading(package: String, version: Version?, key: String)
    case installed(key: String, directory: String)
  }

  package struct Result: Sendable {
    package var manifest: ModuleManifest
    package var diagnostics: [Diagnostic]
  }

  /// Where a module's own package begins, out of which its local calls may not lead; nil for the root's own files.
  typealias PackageRoot = String?

  let fetcher: PackageFetcher
  let registry: ModuleRegistry
  /// `.terraform/modules`
  let directory: String
  let previous: ModuleManifest
  /// Everything is installed anew, in the newest version that will do.
  let isUpgrade: Bool
  let onEvent: @Sendable (Event) -> Void
  var reader: ModuleReader<Source>
  var manifest = ModuleManifest()
  /// Packages that were fetched already, and where they are: a second call of one gets a copy.
  var fetched: [RemotePackage: String] = [:]

  package init(
    source: Source, fetcher: PackageFetcher, registry: ModuleRegistry, directory: String, previous: ModuleManifest,
    isUpgrade: Bool, onEvent: @escaping @Sendable (Event) -> Void
  ) {
    reader = ModuleReader(source: source)
    self.fetcher = fetcher
    self.registry = registry
    self.directory = directory
    self.previous = previous
    self.isUpgrade = isUpgrade
    self.onEvent = onEvent
  }

  /// What could be installed is in the manifest, whatever else went wrong.
  package mutating func install(
    root: String = ".", inputs: EarlyInputs, runs: [RunModule] = []
  ) async -> Result {
    manifest.entries[""] = ModuleManifest.Entry(source: "", directory: root)
    if let module = reader.read(.root, root, calledAt: nil) {
      let scope = EarlyScope(root: module, inputs: inputs, purpose: "the configuration")
      await visit(module, package: nil, scope)
      for run in runs { await install(run.call, run.origin, at: run.path, in: module, package: nil, scope) }
    }
    return Result(manifest: manifest, diagnostics: reader.diagnostics)
  }

  private mutating func visit(_ module: Module, package: PackageRoot, _ scope: EarlyScope) async {
    for name in module.calls.keys.sorted() {
      guard var call = module.calls[name] else { continue }
      let (origin, problems) = call.evaluateOrigin(in: scope)
      reader.diagnostics += problems
      let path = module.path.child(name)
      if let problem = call.nestingProblem(at: path) {
        reader.diagnostics.append(problem)
        continue
      }
      guard let origin else { continue }
      await install(call, origin, at: path, in: module, package: package, scope)
    }
  }

  private mutating func install(
    _ call: ModuleCall, _ origin: CallOrigin, at path: ModulePath, in module: Module, package: PackageRoot,
    _ scope: EarlyScope
  ) async {
    let key = ModuleManifest.key(path)
    do throws(DiagnosticsError) {
      let entry = try await entry(for: call, origin, at: path, in: module, package: package)
      manifest.entries[key] = entry
      guard let called = reader.read(path, entry.directory, calledAt: call) else { return }
      let inner = origin.origin.isLocal ? package : "\(directory)/\(key)"
      await visit(called, package: inner, EarlyScope(called: called, by: call, in: scope))
    } catch {
      reader.diagnostics += error.diagnostics
    }
  }

  private mutating func entry(
    for call: ModuleCall, _ wanted: CallOrigin, at path: ModulePath, in module: Module, package: PackageRoot
  ) async throws(DiagnosticsError) -> ModuleManifest.Entry {
    let key = ModuleManifest.key(path)
    if !isUpgrade,
      case .success(let entry) = previous.entry(
        at: path, origin: wanted.origin, constraints: wanted.constraints), isDirectory(entry.directory)
    {
      if case .local(let relative) = wanted.origin, withoutLinks(joined(module.directory, relative)) != entry.directory
      {
        // The caller itself has moved.
      } else {
        return entry
      }
    }
    var entry = ModuleManifest.Entry(source: wanted.origin.description, directory: "")
    switch wanted.origin {
    case .local(let relative):
      entry.directory = try local(relative, call, from: module.directory, package: package)
    case .registry(let registered, let folder):
      (entry.version, entry.directory) = try await install(registered, folder: folder, wanted, call, key: key)
    case .remote(let remote, let folder):
      onEvent(.downloading(package: remote.shown, version: nil, key: key))
      entry.directory = try await install(remote, folders: [folder], call, key: key)
    }
    onEvent(.installed(key: key, directory: entry.directory))
    return entry
  }

  private func local(
    _ relative: String, _ call: ModuleCall, from caller: String, package: PackageRoot
  ) throws(DiagnosticsError) -> String {
    let place = withoutLinks(joined(caller, relative))
    if let root = package.map(withoutLinks), place != root, !place.hasPrefix(root + "/") {
      throw problem(
        "Local module path escapes module package",
        "The given source directory for \(call.name) would be outside of its containing package \(quoted(root)). Local "
          + "source addresses starting with \"../\" must stay within the same package that the calling module belongs to.",
        call)
    }
    if !isDirectory(place) {
      throw problem(
        "Unreadable module directory",
        "The directory \(place) could not be read for module \(quoted(call.name)) at \(call.place): it does not exist.",
        call)
    }
    return place
  }

  /// A path without the links on its way; relative where it is below the working directory.
  private func withoutLinks(_ path: String) -> String {
    let here = URL(fileURLWithPath: ".").resolvingSymlinksInPath().path
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    if real == here { return "." }
    return real.hasPrefix(here + "/") ? String(real.dropFirst(here.count + 1)) : path.hasPrefix("..") ? path : real
  }

  private func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  func problem(_ summary: String, _ detail: String, _ call: ModuleCall) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(code: "modules.not-installed", summary: summary, detail: detail, subject: call.range))
  }
}

extension ModuleCall {
  /// `main.tf:12`
  var place: String { "\(range.file):\(range.start.line)" }
}

extension RemotePackage {
  /// As it may be shown: without passwords and keys.
  package var shown: String { URLText.withoutSecrets(text) }
}
