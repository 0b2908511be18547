package import Functions
package import Model
import Parsing

/// Renders a template for `templatefile` and `templatestring`. It can name these variables and nothing else, and may
/// not render templates itself: that could go on for ever.
package func renderTemplate(
  _ text: String, name: String, variables: Value, context: FunctionContext,
  providerFunction: @escaping @Sendable (String) -> (any LanguageFunction)? = { _ in nil }
) throws(FunctionError) -> Value {
  let (template, problems) = parseTemplate(Array(text.utf8), name: name)
  guard let template, !problems.hasErrors else { throw FunctionError(problems.errorText) }
  let (plain, marks) = variables.unmarked
  let values = plain.keyedValues ?? KeyedValues()
  for key in values.keys where !key.isIdentifier {
    throw FunctionError(
      "invalid template variable name \(quotedText(key)): must start with a letter, followed by zero or more "
        + "letters, digits, and underscores", argument: 1)
  }
  for reference in template.references where values[reference.root] == nil {
    throw FunctionError(
      "vars map does not contain key \(quotedText(reference.root)), referenced at \(reference.rootRange.place)",
      argument: 1)
  }
  var context = context
  context.evaluateTemplate = { (_, name, _) throws(FunctionError) in
    let function = name.hasPrefix("<") ? "templatestring" : "templatefile"
    throw FunctionError("cannot recursively call \(function) from inside another template function")
  }
  var evaluation = Evaluation(
    scope: TemplateScope(variables: values, functionContext: context, providerFunction: providerFunction))
  let value = evaluation.evaluate(template)
  guard !evaluation.diagnostics.hasErrors else { throw FunctionError(evaluation.diagnostics.errorText) }
  return value.marked(with: marks)
}

private struct TemplateScope: EvaluationScope {
  var variables: KeyedValues
  var functionContext: FunctionContext
  var providerFunction: @Sendable (String) -> (any LanguageFunction)?

  func function(_ name: String) -> (any LanguageFunction)? {
    providerFunction(name) ?? FunctionTable.all[name.hasPrefix("core::") ? String(name.dropFirst(6)) : name]
  }

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    .success(ResolvedReference(value: variables[traversal.root] ?? .dynamicUnknown, consumedSteps: 0))
  }
}

extension [Diagnostic] {
  /// All of them as the reason of one failure.
  fileprivate var errorText: String {
    guard let first else { return "the template cannot be rendered" }
    let place = first.subject.map { "\($0.place): " } ?? ""
    let more = count > 1 ? ", and \(count - 1) other diagnostic(s)" : ""
    return "\(place)\(first.summary); \(first.detail)\(more)"
  }
}
