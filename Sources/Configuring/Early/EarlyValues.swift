package import Model
package import Parsing

/// A value that must be wholly known early, may be shown and may be stored.
package func evaluateEarly(_ expression: Expression, in scope: EarlyScope) -> Result<Value, DiagnosticsError> {
  let (value, problems) = evaluate(expression, in: scope)
  if problems.hasErrors { return .failure(DiagnosticsError(problems)) }
  func refuse(_ summary: String, _ detail: String) -> Result<Value, DiagnosticsError> {
    .failure(
      DiagnosticsError(
        Diagnostic(code: "config.not-known-early", summary: summary, detail: detail, subject: expression.range)))
  }
  let marks = value.deepMarks
  if marks.contains(.sensitive) {
    return refuse(
      "Sensitive value in static context",
      "This value comes from something sensitive, and would be stored and shown here. Use a value that is no secret; "
        + "where secrets are needed, give them through the environment.")
  }
  if marks.contains(.ephemeral) {
    return refuse(
      "Ephemeral value in static context",
      "This value comes from something ephemeral, and would be stored here. Use a value that may be kept.")
  }
  if !value.isWhollyKnown {
    return refuse(
      "Unknown value in static context",
      "This value is not known before anything is planned, as those of timestamp(), uuid() and the like are not.")
  }
  return .success(value)
}

/// What the arguments of a block like `backend` are, by name, where variables and local values may be used. Blocks inside
/// are left to the caller, who can read them in the same scope.
package func evaluateEarly(
  _ body: Body, in scope: EarlyScope
) -> (attributes: [String: Value], diagnostics: [Diagnostic]) {
  var values: [String: Value] = [:]
  var diagnostics: [Diagnostic] = []
  for attribute in body.attributes {
    switch evaluateEarly(attribute.expression, in: scope) {
    case .success(let value): values[attribute.name] = value
    case .failure(let error): diagnostics += error.diagnostics
    }
  }
  return (values, diagnostics)
}

extension EarlyScope {
  /// The scope that the root module's `backend` block is read in: by `evaluateEarly`, or by `decode` with a schema.
  package static func backend(of configuration: Configuration, inputs: EarlyInputs) -> EarlyScope {
    EarlyScope(root: configuration.root, inputs: inputs, purpose: "the backend's configuration")
  }
}
