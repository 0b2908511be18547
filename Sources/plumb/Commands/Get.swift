import Model

extension Command {
  static let get = Command(
    "get", summary: "Install or upgrade the modules that the configuration calls",
    help: """
      Installs the modules that the configuration and its tests call and that are not installed yet, below .terraform. "plumb init" \
      does this as well, and more.
      """,
    flags: [
      .bool("update", "Look for newer versions of modules that are installed already, and install these."),
      TestFolder.flag,
    ] + variableFlags
  ) { invocation in
    _ = try invocation.arguments(
      atMost: 0, "The get command expects no positional arguments. Did you mean to use -chdir?")
    let installation = Installation(invocation)
    invocation.report(installation.diagnostics)
    if installation.diagnostics.hasErrors { return .failure }
    let modules = ModuleInstallation(invocation: invocation, settings: installation.settings)
    let terminal = invocation.terminal
    let tests = TestFolder(reading: invocation)
    if tests.diagnostics.hasErrors {
      invocation.report(tests.diagnostics)
      return .failure
    }
    let diagnostics =
      try await modules.install(isUpgrade: invocation.flags.bool("update"), runs: tests.runModules) {
        terminal.writeLine($0)
      } + tests.diagnostics
    invocation.report(diagnostics)
    return diagnostics.hasErrors ? .failure : .success
  }
}
