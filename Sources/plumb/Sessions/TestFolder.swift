import Configuring
import Model
import Parsing
import TestRuns

/// The tests of the working directory with every module that they run.
struct TestFolder: Sendable {
  /// Sorted by path.
  var files: [TestFile] = []
  /// The module under test under nil, others by their source.
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

  /// Loads the modules that runs name.
  mutating func loadModules(_ invocation: Invocation, of main: Configuration) {
    modules[nil] = main
    for run in files.flatMap(\.runs) {
      guard let source = run.source, modules[source] == nil else { continue }
      let isLocal = source.hasPrefix("./") || source.hasPrefix("../") || source == "." || source == ".."
      guard isLocal, (try? DiskModuleSource().files(in: joined(".", source))) ?? nil != nil else {
        diagnostics.append(
          Diagnostic(
            code: "config.module-missing", summary: "Module not installed",
            detail: isLocal
              ? "The folder \(joined(".", source)) could not be read: it does not exist. The source of a run's module "
                + "is relative to the folder of the configuration."
              : "The module comes from \(quoted(source)). Plumb reads the modules of tests from local paths so far, "
                + "which begin with ./ or ../.", subject: run.sourceRange))
        continue
      }
      let loaded = configurationOnDisk(invocation, root: joined(".", source))
      diagnostics += loaded.diagnostics.filter { $0.code != Self.missingProvider }
      modules[source] = loaded.configuration
    }
  }

  /// Providers that a module wants from outside come from the tests: whether they do is seen run by run.
  static let missingProvider = "config.missing-provider"

  /// The module under test as if it called all others, with the tests' providers: everything that must be installed.
  var everything: Configuration {
    var result = modules[nil] ?? Configuration(modules: [:])
    for (source, configuration) in modules {
      guard let source else { continue }
      for (path, module) in configuration.modules {
        result.modules[ModulePath(["tests \(source)"] + path.names)] = module
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
