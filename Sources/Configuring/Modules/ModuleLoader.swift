package import Model
import Parsing

/// A configuration as loaded, with every file that was read, by path.
package struct LoadedConfiguration: Sendable {
  package var configuration: Configuration
  package var files: [String: [UInt8]]
  package var diagnostics: [Diagnostic]
}

/// Loads the root module and all modules that it calls. What could be read is returned even where there are errors.
///
/// `manifestPath` is where it is written which modules are installed; without one, only local modules are found. `place` is
/// where the manifest has the root module, which is elsewhere for modules of tests. With `readsQueries` the root module holds what
/// its query files declare, too.
package func loadConfiguration(
  from source: some ModuleSource, root directory: String = ".", inputs: EarlyInputs = .none,
  manifestPath: String? = nil, place: ModulePath = .root, readsQueries: Bool = false
) -> LoadedConfiguration {
  var loader = ModuleLoader(
    reader: ModuleReader(source: source, readsQueries: readsQueries), manifestPath: manifestPath, place: place)
  loader.load(path: .root, directory: directory, calledAt: nil) { module in
    EarlyScope(root: module, inputs: inputs, purpose: "the configuration")
  }
  let configuration = Configuration(modules: loader.modules)
  var diagnostics = loader.reader.diagnostics
  if !diagnostics.hasErrors {
    diagnostics += checkProviderHandover(in: configuration) + checkProviders(of: configuration)
  }
  diagnostics += deprecations(in: configuration)
  return LoadedConfiguration(configuration: configuration, files: loader.files, diagnostics: diagnostics)
}

/// Reads the root module alone: enough to know the backend, and possible before any module is installed.
package func loadRootModule(from source: some ModuleSource, root directory: String = ".") -> LoadedConfiguration {
  var reader = ModuleReader(source: source)
  let module = reader.read(.root, directory, calledAt: nil)
  return LoadedConfiguration(
    configuration: Configuration(modules: module.map { [.root: $0] } ?? [:]), files: reader.files,
    diagnostics: reader.diagnostics)
}

/// Follows the calls of modules to what is installed for them.
private struct ModuleLoader<Source: ModuleSource> {
  var reader: ModuleReader<Source>
  let manifestPath: String?
  let place: ModulePath
  var modules: [ModulePath: Module] = [:]
  private var manifest: ModuleManifest?
  private var manifestBytes: [UInt8]?

  init(reader: ModuleReader<Source>, manifestPath: String?, place: ModulePath) {
    self.reader = reader
    self.place = place
    self.manifestPath = manifestPath
    guard let manifestPath else { return }
    manifestBytes = try? reader.source.read(manifestPath)
    manifest = manifestBytes.flatMap { ModuleManifest($0) } ?? ModuleManifest()
  }

  /// Everything that was read, the manifest where saved plans keep it.
  var files: [String: [UInt8]] {
    var files = reader.files
    if modules.count > 1, let manifestBytes { files[ModuleManifest.defaultPath] = manifestBytes }
    return files
  }

  /// `scope` is what a module's own calls are read in.
  mutating func load(
    path: ModulePath, directory: String, calledAt call: ModuleCall?, scope: (Module) -> EarlyScope
  ) {
    guard let module = reader.read(path, directory, calledAt: call) else { return }
    modules[path] = module
    let scope = scope(module)
    if call != nil { reader.diagnostics += scope.dynamicConstants }
    for name in module.calls.keys.sorted() {
      guard var call = module.calls[name] else { continue }
      let (origin, problems) = call.evaluateOrigin(in: scope)
      reader.diagnostics += problems
      modules[path]?.calls[name] = call
      if let origin { follow(call, to: origin, from: module, scope) }
    }
  }

  private mutating func follow(_ call: ModuleCall, to origin: CallOrigin, from module: Module, _ scope: EarlyScope) {
    let path = module.path.child(call.name)
    if let problem = call.nestingProblem(at: path) {
      reader.diagnostics.append(problem)
      return
    }
    let directory: String
    let installed = manifest?.entry(
      at: ModulePath(place.names + path.names), origin: origin.origin, constraints: origin.constraints)
    switch (installed, origin.origin) {
    case (.success(let entry), _): directory = entry.directory
    // The user's own folders need no installing; those inside a package must not lead out of it, as the installer checks.
    case (_, .local(let relative)) where !isInstalled(module): directory = joined(module.directory, relative)
    case (.failure(let mismatch), _):
      reader.diagnostics.append(call.diagnostic(for: mismatch))
      return
    case (nil, _):
      reader.diagnostics.append(call.diagnostic(for: .notInstalled))
      return
    }
    load(path: path, directory: directory, calledAt: call) { EarlyScope(called: $0, by: call, in: scope) }
  }
}

extension ModuleLoader {
  /// Whether a module lies where the installer has put it.
  private func isInstalled(_ module: Module) -> Bool {
    guard let manifestPath, let slash = manifestPath.lastIndex(of: "/") else { return false }
    return module.directory.hasPrefix(manifestPath[...slash])
  }
}

/// Reads modules from their files, each file once.
package struct ModuleReader<Source: ModuleSource> {
  let source: Source
  private let readsQueries: Bool
  package private(set) var files: [String: [UInt8]] = [:]
  private var parsed: [String: ParsedFile] = [:]
  package var diagnostics: [Diagnostic] = []

  package init(source: Source, readsQueries: Bool = false) {
    self.source = source
    self.readsQueries = readsQueries
  }

  /// The module in a directory; nil where there is none.
  package mutating func read(_ path: ModulePath, _ directory: String, calledAt call: ModuleCall?) -> Module? {
    let names: [String]
    do {
      guard let found = try source.files(in: directory) else {
        report(
          "config.unreadable-directory", "Unreadable module directory",
          "The directory \(directory) could not be read: it does not exist.", call)
        return nil
      }
      names = found
    } catch {
      report(
        "config.unreadable-directory", "Unreadable module directory",
        "The directory \(directory) could not be read: \(error.message)", call)
      return nil
    }
    let texts = ConfigurationFiles(among: names)
    let queries = readsQueries && path.isRoot ? texts.queries : []
    if texts.isEmpty, queries.isEmpty, call == nil {
      report(
        "config.no-files", "No configuration files",
        "The directory \(directory) has no configuration files (.tf, .tf.json). Run Plumb where they are, or name the place with "
          + "-chdir.", nil)
      return nil
    }
    var decoder = ModuleDecoder(path: path, directory: directory)
    var merge = OverrideMerge(texts.primary.compactMap { parse(directory == "." ? $0 : "\(directory)/\($0)") })
    for name in texts.overrides {
      if let body = parse(directory == "." ? name : "\(directory)/\(name)") { merge.lay(body) }
    }
    diagnostics += merge.diagnostics
    for body in merge.files { decoder.decode(file: body) }
    for name in queries {
      if let body = parse(directory == "." ? name : "\(directory)/\(name)") { decoder.decode(query: body) }
    }
    decoder.declareScopedData()
    diagnostics += decoder.diagnostics
    return decoder.module
  }

  private mutating func parse(_ path: String) -> Body? {
    if let known = parsed[path] { return known.body }
    let text: [UInt8]
    do {
      text = try source.read(path)
    } catch {
      diagnostics.append(
        Diagnostic(
          code: "config.unreadable-file", summary: "Failed to read file",
          detail: "The file \(quoted(path)) could not be read: \(error.message)"))
      return nil
    }
    files[path] = text
    let result = source.parse(text, name: path)
    parsed[path] = result
    diagnostics += result.diagnostics
    return result.body
  }

  private mutating func report(_ code: String, _ summary: String, _ detail: String, _ call: ModuleCall?) {
    diagnostics.append(
      Diagnostic(code: code, summary: summary, detail: detail, subject: call?.range, context: nil))
  }
}

/// A relative path seen from a directory, without `.` and inner `..`.
package func joined(_ directory: String, _ relative: String) -> String {
  var parts = directory == "." ? [] : directory.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  for part in relative.split(separator: "/") where part != "." {
    if part == "..", let last = parts.last, last != "..", !last.isEmpty {
      parts.removeLast()
    } else {
      parts.append(String(part))
    }
  }
  return parts.isEmpty ? "." : parts.joined(separator: "/")
}
