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

extension ModuleCall {
  /// Works out where the module comes from. False where that cannot be told.
  mutating func evaluateOrigin(in scope: EarlyScope) -> (isReadable: Bool, diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    func text(_ expression: Expression, _ argument: String) -> String? {
      switch evaluateEarly(expression, in: scope.needed(for: "the \(argument) of module \(quoted(name))")) {
      case .failure(let error): diagnostics += error.diagnostics
      case .success(let value):
        if let text = (try? value.converted(to: .string))?.stringValue { return text }
        // A version may be left out by a condition; a source never.
        if value.isNull && argument == "version" { return nil }
        diagnostics.append(
          Diagnostic(
            code: "config.wrong-type", summary: "Unsuitable value type",
            detail: value.isNull
              ? "Unsuitable value: the \(argument) of a module must not be null."
              : "Unsuitable value: a string is required for \(quoted(argument)).", subject: expression.range))
      }
      return nil
    }
    let source = text(sourceExpression, "source")
    versionConstraint = versionExpression.flatMap { text($0, "version") }
    self.source = source ?? ""
    return (source != nil && !diagnostics.hasErrors, diagnostics)
  }
}
