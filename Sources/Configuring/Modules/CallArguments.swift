import Model
import Parsing

/// Checks that module calls give the arguments that the called modules declare, and all that these require.
func checkCallArguments(of configuration: Configuration) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
    for call in module.calls.values.sorted(by: { $0.name < $1.name }) {
      if let called = configuration.modules[path.child(call.name)] { diagnostics += checkArguments(of: call, called) }
    }
  }
  return diagnostics
}

private func checkArguments(of call: ModuleCall, _ module: Module) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for attribute in call.body.attributes where module.variables[attribute.name] == nil {
    let near =
      suggestion(for: attribute.name, among: module.variables.keys).map { " Did you mean \(quoted($0))?" } ?? ""
    diagnostics.append(
      Diagnostic(
        code: "config.unsupported-argument", summary: "Unsupported argument",
        detail: "An argument named \(quoted(attribute.name)) is not expected here.\(near)", subject: attribute.nameRange
      ))
  }
  for name in module.variables.keys.sorted() {
    guard let variable = module.variables[name], variable.defaultValue == nil, call.body.attribute(name) == nil else {
      continue
    }
    diagnostics.append(
      Diagnostic(
        code: "config.missing-argument", summary: "Missing required argument",
        detail: "The argument \(quoted(name)) is required, but no definition was found.", subject: call.range))
  }
  return diagnostics
}
