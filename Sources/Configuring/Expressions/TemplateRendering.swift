package import Functions
package import Model
import Parsing

/// Renders a template for `templatefile` and `templatestring`. The template sees the variables given and nothing else, and may
/// not render templates itself: that could go on for ever.
package func renderTemplate(
  _ text: String, name: String, variables: Value, context: FunctionContext
) throws(FunctionError) -> Value {
  let (template, problems) = parseTemplate(Array(text.utf8), name: name)
  guard let template, !problems.hasErrors else { throw FunctionError(described(problems)) }
  let keyed = variables.keyedValues ?? KeyedValues()
  for traversal in template.references where keyed[traversal.root] == nil {
    throw FunctionError(
      "vars map does not contain key \(quoted(traversal.root)), referenced at \(traversal.rootRange.place)", argument: 1)
  }
  var innerContext = context
  innerContext.evaluateTemplate = { (_, _, _) throws(FunctionError) in
    throw FunctionError("cannot recursively call templatefile or templatestring from inside another template function")
  }
  let scope = TemplateScope(variables: keyed, functionContext: innerContext)
  let (value, diagnostics) = evaluate(template, in: scope)
  if diagnostics.hasErrors { throw FunctionError(described(diagnostics)) }
  return value
}

private func described(_ diagnostics: [Diagnostic]) -> String {
  let first = diagnostics.first { $0.isError }
  let place = first?.subject.map { "\($0.place): " } ?? ""
  return "\(place)\(first?.summary ?? "Invalid template"); \(first?.detail ?? "")"
    .replacing(/\.$/, with: "")
}

private struct TemplateScope: EvaluationScope {
  let variables: KeyedValues
  let functionContext: FunctionContext

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    .success(ResolvedReference(value: variables[traversal.root] ?? .dynamicUnknown, consumedSteps: 0))
  }
}
