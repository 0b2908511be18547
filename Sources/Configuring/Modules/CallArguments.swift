import Model
import Parsing

/// Arguments of module calls that the called modules do not declare.
func unsupportedCallArguments(of configuration: Configuration) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
    for call in module.calls.values.sorted(by: { $0.name < $1.name }) {
      guard let called = configuration.modules[path.child(call.name)] else { continue }
      for attribute in call.body.attributes where called.variables[attribute.name] == nil {
        let near = suggestion(for: attribute.name, among: called.variables.keys)
        diagnostics.append(
          Diagnostic(
            code: "config.unsupported-argument", summary: "Unsupported argument",
            detail: "An argument named \(quoted(attribute.name)) is not expected here."
              + (near.map { " Did you mean \(quoted($0))?" } ?? ""), subject: attribute.nameRange))
      }
    }
  }
  return diagnostics
}

/// Variables without default to which a module call gives nothing.
func missingCallArguments(of call: ModuleCall, _ module: Module) -> [Diagnostic] {
  module.variables.values.sorted { $0.name < $1.name }
    .filter { $0.defaultValue == nil && call.body.attribute($0.name) == nil }
    .map { variable in
      Diagnostic(
        code: "config.missing-argument", summary: "Missing required argument",
        detail: "The argument \(quoted(variable.name)) is required, but no definition was found.", subject: call.range)
    }
}
