import Configuring
import Model
import Parsing
import TestRuns

/// The tests of the working directory with every module that they run.
struct TestFolder: Sendable {
  /// Sorted by path.
  var files: [TestFile] = []
  /// The module under test under nil, others by their identity.
  var modules: [String?: Configuration] = [:]
  var diagnostics: [Diagnostic] = []

  static let flag = Flag.text(
    "test-directory", "DIR", "The folder with further tests, instead of \"tests\".")

  static func directory(_ invocation: Invocation) -> String {
    joined(".", invocation.flags.string(flag.name) ?? "tests")
  }

  /// The paths of all files of tests: beside the configuration, and in the folder of tests.
  static func paths(in directory: String) throws(DiagnosticsError) -> [String] {
    func files(_ folder: String) throws(DiagnosticsError) -> [String] {
      let names = try filesOfFolder(folder)
      return names.filter { name in
        if name.hasSuffix(".tofutest.hcl") || name.hasSuffix(".tofutest.json") { return true }
        // As OpenTofu does: its own file stands in the place of one for both.
        return (name.hasSuffix(".tftest.hcl") || name.hasSuffix(".tftest.json"))
          && !names.contains(name.replacing(".tftest.", with: ".tofutest."))
      }.map { folder == "." ? $0 : "\(folder)/\($0)" }
    }
    return try (files(".") + (directory == "." ? [] : files(directory))).sorted()
  }

  /// Reads the tests, without the modules that they run.
  init(reading invocation: Invocation) {
    if let wanted = invocation.flags.string(Self.flag.name), kind(of: joined(".", wanted)) == nil {
      diagnostics.append(
        Diagnostic(
          .warning, code: "test.missing-folder", summary: "Test directory does not exist",
          detail: "Requested test directory \(wanted) does not exist."))
    }
    let paths: [String]
    do {
      paths = try Self.paths(in: Self.directory(invocation))
    } catch {
      diagnostics += error.diagnostics
      return
    }
    for path in paths {
      guard let text = readFile(path) else {
        diagnostics.append(
          Diagnostic(
            code: "config.unreadable-file", summary: "Failed to read file",
            detail: "The file \(quoted(path)) could not be read: \(lastSystemError())."))
        continue
      }
      let (file, problems) = TestFileDecoder.read(text, path: path, source: DiskModuleSource())
      files.append(file)
      diagnostics += problems
    }
  }

  /// The modules that runs name, as they stand in the files.
  var runModules: [RunModule] { files.flatMap(\.runs).compactMap(\.module) }

  /// Loads the modules that runs name, from where they are installed; the user's own folders need no installing.
  mutating func loadModules(_ invocation: Invocation, of main: Configuration) {
    modules[nil] = main
    let manifest =
      readFile("\(invocation.dataDirectory)/\(ModuleManifest.fileName)").flatMap { ModuleManifest($0) }
      ?? ModuleManifest()
    for module in runModules where modules[module.identity] == nil {
      let directory: String
      switch module.directory(in: manifest) {
      case .success(let place): directory = place
      case .failure(let error):
        diagnostics += error.diagnostics
        continue
      }
      let loaded = configurationOnDisk(invocation, root: directory, place: module.path)
      diagnostics += loaded.diagnostics.filter { $0.code != Self.missingProvider }
      modules[module.identity] = loaded.configuration
    }
  }

  /// Providers that a module wants from outside come from the tests: whether they do is seen run by run.
  static let missingProvider = "config.missing-provider"

  /// The module under test as if it called all others, with the tests' providers: everything that must be installed.
  var everything: Configuration {
    var result = modules[nil] ?? Configuration(modules: [:])
    for (identity, configuration) in modules {
      guard let identity else { continue }
      for (path, module) in configuration.modules {
        result.modules[ModulePath(["tests \(identity)"] + path.names)] = module
      }
    }
    for file in files {
      for provider in file.providers.values {
        var block = provider.block
        block.alias = "tests \(file.path) \(block.key)"
        result.modules[.root]?.providers[block.key] = block
      }
    }
    return result
  }
}

extension RunModule {
  /// Where the module is.
  fileprivate func directory(in manifest: ModuleManifest) -> Result<String, DiagnosticsError> {
    if case .local(let relative) = origin.origin {
      let directory = joined(".", relative)
      var reason = "it does not exist"
      do throws(ModuleSourceError) {
        if try DiskModuleSource().files(in: directory) != nil { return .success(directory) }
      } catch { reason = error.message }
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "config.module-missing", summary: "Module not installed",
            detail: "The folder \(directory) could not be read: \(reason). The source of a run's module is "
              + "relative to the folder of the configuration.", subject: call.range)))
    }
    return manifest.entry(at: path, origin: origin.origin, constraints: origin.constraints).map(\.directory).mapError {
      DiagnosticsError(call.diagnostic(for: $0))
    }
  }
}
