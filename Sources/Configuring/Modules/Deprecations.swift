import Model
import Parsing

/// Warnings about what the author of a module wants nobody to use any more: variables that a call sets, and outputs that
/// somebody refers to.
func deprecations(in configuration: Configuration) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
    for call in module.calls.values.sorted(by: { $0.name < $1.name }) {
      for attribute in call.body.attributes {
        guard let message = configuration.modules[path.child(call.name)]?.variables[attribute.name]?.deprecated else {
          continue
        }
        diagnostics.append(
          Diagnostic(
            .warning, code: "config.deprecated-variable", summary: "Variable marked as deprecated by the module author",
            detail:
              "Variable \(quoted(attribute.name)) is marked as deprecated with the following message:\n\(message)",
            subject: attribute.expression.range))
      }
    }
    guard module.calls.keys.contains(where: { configuration.hasDeprecatedOutputs(path.child($0)) }) else { continue }
    for traversal in module.files.flatMap(\.allReferences) where traversal.root == "module" {
      guard case .success((.call(let name, let output?), _)) = traversal.target,
        let message = configuration.modules[path.child(name)]?.outputs[output]?.deprecated
      else { continue }
      diagnostics.append(
        Diagnostic(
          .warning, code: "config.deprecated-output", summary: "Value derived from a deprecated source",
          detail:
            "This value is derived from module.\(name).\(output), which is deprecated with the following message:\n\n"
            + message, subject: traversal.range))
    }
  }
  return diagnostics
}

extension Configuration {
  fileprivate func hasDeprecatedOutputs(_ path: ModulePath) -> Bool {
    modules[path]?.outputs.values.contains { $0.deprecated != nil } ?? false
  }
}
