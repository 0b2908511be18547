import Configuring
import Functions
import Model
import Parsing

/// What assertions can name: everything inside the module that was run, its outputs, earlier runs, and the tests' variables.
struct AssertionScope: EvaluationScope {
  let module: ModuleScope
  let runs: KnownRuns
  let variables: RunVariables

  var functionContext: FunctionContext { module.functionContext }
  func function(_ name: String) -> (any LanguageFunction)? { module.function(name) }
  var functionNames: [String] { module.functionNames }

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    switch traversal.root {
    case "run": return runs.resolve(traversal)
    case "output": return output(traversal)
    case "var":
      guard let name = traversal.steps.first?.name, module.instance.module.variables[name] == nil,
        let (value, problems) = variables.value(named: name, includesRun: true)
      else { return module.resolve(traversal) }
      return problems.hasErrors
        ? .failure(DiagnosticsError(problems)) : .success(ResolvedReference(value: value, consumedSteps: 1))
    default: return module.resolve(traversal)
    }
  }

  private func output(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    func failure(_ summary: String, _ detail: String) -> Result<ResolvedReference, DiagnosticsError> {
      .failure(
        DiagnosticsError(
          Diagnostic(code: "config.unknown-reference", summary: summary, detail: detail, subject: traversal.range)))
    }
    guard let name = traversal.steps.first?.name else {
      return failure(
        "Invalid reference",
        "The \"output\" object cannot be accessed directly. Instead, access one of its attributes.")
    }
    let outputs = module.instance.module.outputs
    guard outputs[name] != nil else {
      let near = suggestion(for: name, among: outputs.keys).map { " Did you mean \(quoted($0))?" } ?? ""
      return failure(
        "Reference to undeclared output value",
        "An output value with the name \(quoted(name)) has not been declared.\(near)")
    }
    return .success(
      ResolvedReference(value: module.instance.outputs[name] ?? .dynamicUnknown, consumedSteps: 1))
  }
}
