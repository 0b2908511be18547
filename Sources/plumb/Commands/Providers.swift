import Configuring
import Model
import Plugins
import TestRuns

extension Command {
  static let providers = Command(
    "providers", summary: "Show the providers that the configuration requires",
    help: "Shows which module requires which providers, with their version constraints, and which the state needs.",
    flags: [TestFolder.flag] + variableFlags
  ) { invocation in
    let loaded = try loadedConfiguration(invocation)
    var tests = TestFolder(reading: invocation)
    tests.loadModules(invocation, of: loaded.configuration)
    if tests.diagnostics.hasErrors { throw DiagnosticsError(tests.diagnostics) }
    var diagnostics: [Diagnostic] = []
    var text = "\nProviders required by configuration:\n.\n"
    let root = branches(of: loaded.configuration, .root, tests: tests.branches(&diagnostics), &diagnostics)
    text += lines(of: root).joined() + "\n"
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    let recorded = Set(
      try await stateForProviders(invocation, loaded.configuration)?.resources.values.map(\.provider.provider) ?? [])
    if !recorded.isEmpty {
      text += "Providers required by state:\n\n"
      text += recorded.sorted().map { "    provider[\($0)]\n\n" }.joined()
    }
    invocation.terminal.write(text)
    invocation.report(loaded.diagnostics + tests.diagnostics)
    return .success
  }
}

/// The configuration of the working directory, when there is nothing wrong with it.
func loadedConfiguration(_ invocation: Invocation) throws(DiagnosticsError) -> LoadedConfiguration {
  let loaded = configurationOnDisk(invocation)
  if loaded.diagnostics.hasErrors { throw DiagnosticsError(loaded.diagnostics) }
  return loaded
}

/// A line of a tree, and those below it.
private struct Branch {
  var title: String
  var branches: [Branch] = []
}

private func lines(of branches: [Branch]) -> [String] {
  branches.enumerated().flatMap { index, branch in
    let isLast = index == branches.count - 1
    // With no-break spaces, as Terraform draws it.
    let indentation = isLast ? "    " : "│\u{A0}\u{A0} "
    return ["\(isLast ? "└" : "├")── \(branch.title)\n"] + lines(of: branch.branches).map { indentation + $0 }
  }
}

/// A module's providers, the tests where there are some, then its calls with theirs.
private func branches(
  of configuration: Configuration, _ path: ModulePath, tests: [Branch] = [], _ diagnostics: inout [Diagnostic]
) -> [Branch] {
  guard let module = configuration.modules[path] else { return [] }
  var found: [Branch] = []
  for (provider, constraints) in moduleProviders(module, in: path, of: configuration, &diagnostics)
    .sorted(by: { $0.key < $1.key })
  {
    let wish = constraints.terms.isEmpty ? "" : " \(constraints)"
    found.append(Branch(title: "provider[\(provider)]\(wish)"))
  }
  found += tests
  for name in module.calls.keys.sorted() {
    found.append(
      Branch(title: "module.\(name)", branches: branches(of: configuration, path.child(name), &diagnostics)))
  }
  return found
}

extension TestFolder {
  /// The test files, with what the modules require that their runs name.
  fileprivate func branches(_ diagnostics: inout [Diagnostic]) -> [Branch] {
    files.map { file in
      var branch = Branch(title: "test.\(file.nameInTrees)")
      for run in file.runs {
        guard let module = run.module, let configuration = modules[module.identity] else { continue }
        branch.branches.append(
          Branch(title: "run.\(run.name)", branches: plumb.branches(of: configuration, .root, &diagnostics)))
      }
      return branch
    }
  }
}

extension TestFile {
  /// `tests.first` of `tests/first.tftest.hcl`.
  fileprivate var nameInTrees: String {
    var name = path
    for ending in [".json", ".hcl", ".tftest", ".tofutest"] where name.hasSuffix(ending) {
      name.removeLast(ending.count)
    }
    return name.replacing("/", with: ".")
  }
}
