import Model
import Parsing

extension EarlyScope {
  /// What is wrong with the arguments given for variables that are declared `const`.
  var dynamicConstants: [Diagnostic] {
    module.variables.values.filter(\.isConstant).sorted { $0.name < $1.name }.flatMap { variable in
      let reference = Traversal(
        root: "var", rootRange: variable.range, steps: [.attribute(variable.name, variable.range)])
      guard
        case .failure(let error) = needed(for: "the constant \(module.path).var.\(variable.name)").resolve(reference)
      else { return [Diagnostic]() }
      return error.diagnostics
    }
  }
}
