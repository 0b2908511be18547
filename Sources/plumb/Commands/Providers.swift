import Configuring
import Model
import Plugins

extension Command {
  static let providers = Command(
    "providers", summary: "Show the providers that the configuration requires",
    help: "Shows which module requires which providers, with their version constraints, and which the state needs.",
    flags: variableFlags
  ) { invocation in
    let loaded = try loadedConfiguration(invocation)
    var diagnostics: [Diagnostic] = []
    var text = "\nProviders required by configuration:\n.\n"
    text += tree(loaded.configuration, .root, indentation: "", &diagnostics) + "\n"
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    let recorded = Set(
      try await stateForProviders(invocation, loaded.configuration)?.resources.values.map(\.provider.provider) ?? [])
    if !recorded.isEmpty {
      text += "Providers required by state:\n\n"
      text += recorded.sorted().map { "    provider[\($0)]\n\n" }.joined()
    }
    invocation.terminal.write(text)
    invocation.report(loaded.diagnostics)
    return .success
  }
}

/// The configuration of the working directory, when there is nothing wrong with it.
func loadedConfiguration(_ invocation: Invocation) throws(DiagnosticsError) -> LoadedConfiguration {
  let loaded = configurationOnDisk(invocation)
  if loaded.diagnostics.hasErrors { throw DiagnosticsError(loaded.diagnostics) }
  return loaded
}

/// A module's providers, then its calls with theirs.
private func tree(
  _ configuration: Configuration, _ path: ModulePath, indentation: String, _ diagnostics: inout [Diagnostic]
) -> String {
  guard let module = configuration.modules[path] else { return "" }
  let providers = moduleProviders(module, in: path, of: configuration, &diagnostics).sorted { $0.key < $1.key }
  let calls = module.calls.keys.sorted()
  var text = ""
  for (index, (provider, constraints)) in providers.enumerated() {
    let isLast = index == providers.count - 1 && calls.isEmpty
    let wish = constraints.terms.isEmpty ? "" : " \(constraints)"
    text += "\(indentation)\(isLast ? "└" : "├")── provider[\(provider)]\(wish)\n"
  }
  for (index, name) in calls.enumerated() {
    let isLast = index == calls.count - 1
    text += "\(indentation)\(isLast ? "└" : "├")── module.\(name)\n"
    // With no-break spaces, as Terraform draws it.
    text += tree(
      configuration, path.child(name), indentation: indentation + (isLast ? "    " : "│\u{A0}\u{A0} "), &diagnostics)
  }
  return text
}
