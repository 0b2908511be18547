package import Model
import Parsing

/// A configuration as loaded, with every file that was read, by path.
package struct LoadedConfiguration: Sendable {
  package var configuration: Configuration
  package var files: [String: [UInt8]]
  package var diagnostics: [Diagnostic]
}

/// Modules inside modules, deeper than this, are a call that leads back to itself.
private let maximumModuleDepth = 64

/// Loads the root module and all modules that it calls. What could be read is returned even where there are errors.
package func loadConfiguration(
  from source: some ModuleSource, root directory: String = ".", inputs: EarlyInputs = .none
) -> LoadedConfiguration {
  var loader = ModuleLoader(source: source)
  loader.load(path: .root, directory: directory, calledAt: nil) { module in
    EarlyScope(root: module, inputs: inputs, purpose: "the configuration")
  }
  let configuration = Configuration(modules: loader.modules)
  if !loader.diagnostics.hasErrors { loader.diagnostics += checkProviders(of: configuration) }
  loader.diagnostics += deprecations(in: configuration)
  return LoadedConfiguration(configuration: configuration, files: loader.files, diagnostics: loader.diagnostics)
}

private struct ModuleLoader<Source: ModuleSource> {
  let source: Source
  var modules: [ModulePath: Module] = [:]
  var files: [String: [UInt8]] = [:]
  var parsed: [String: (body: Body, diagnostics: [Diagnostic])] = [:]
  var diagnostics: [Diagnostic] = []

  init(source: Source) { self.source = source }

  /// `scope` is what a module's own calls are read in.
  mutating func load(
    path: ModulePath, directory: String, calledAt call: ModuleCall?, scope: (Module) -> EarlyScope
  ) {
    let names: [String]
    do {
      guard let found = try source.files(in: directory) else {
        report(
          "config.unreadable-directory", "Unreadable module directory",
          "The directory \(directory) could not be read: it does not exist.", call)
        return
      }
      names = found
    } catch {
      report(
        "config.unreadable-directory", "Unreadable module directory",
        "The directory \(directory) could not be read: \(error.message)", call)
      return
    }
    let texts = ConfigurationFiles(among: names)
    if texts.isEmpty, call == nil {
      report(
        "config.no-files", "No configuration files",
        "The directory \(directory) has no configuration files (.tf, .tf.json). Run Plumb where they are, or name the place with "
          + "-chdir.", nil)
      return
    }
    var decoder = ModuleDecoder(path: path, directory: directory)
    var merge = OverrideMerge(texts.primary.compactMap { parse(directory == "." ? $0 : "\(directory)/\($0)") })
    for name in texts.overrides {
      if let body = parse(directory == "." ? name : "\(directory)/\(name)") { merge.lay(body) }
    }
    diagnostics += merge.diagnostics
    for body in merge.files { decoder.decode(file: body) }
    diagnostics += decoder.diagnostics
    modules[path] = decoder.module
    let scope = scope(decoder.module)
    if call != nil { diagnostics += scope.dynamicConstants }
    for name in decoder.module.calls.keys.sorted() {
      guard var call = decoder.module.calls[name] else { continue }
      let (isReadable, problems) = call.evaluateOrigin(in: scope)
      diagnostics += problems
      modules[path]?.calls[name] = call
      if isReadable { follow(call, from: path, directory: directory, scope) }
    }
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
    let result = parseConfiguration(text, name: path)
    parsed[path] = result
    diagnostics += result.diagnostics
    return result.body
  }

  private mutating func follow(
    _ call: ModuleCall, from path: ModulePath, directory: String, _ scope: EarlyScope
  ) {
    guard path.names.count < maximumModuleDepth else {
      report(
        "config.module-depth", "Module calls are nested too deeply",
        "Modules are nested more than \(maximumModuleDepth) levels deep here: a module probably calls itself.", call)
      return
    }
    guard call.source.hasPrefix("./") || call.source.hasPrefix("../") || call.source == "." || call.source == ".."
    else {
      report(
        "config.not-supported", "Module source not supported yet",
        "The module \(quoted(call.name)) comes from \(quoted(call.source)). Plumb reads modules from local paths so far, "
          + "which begin with ./ or ../.", call)
      return
    }
    load(
      path: path.child(call.name), directory: joined(directory, call.source), calledAt: call
    ) { module in EarlyScope(called: module, by: call, in: scope) }
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
