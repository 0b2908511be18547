import Functions
package import Model
package import Parsing

/// What the names in an expression stand for, to be shown with a diagnostic. Sensitive values are never told.
package func expressionValues(
  _ expression: Expression, in scope: any EvaluationScope, bindings: [String: Value] = [:]
) -> [Diagnostic.ExpressionValue] {
  var seen: Set<String> = []
  var result: [Diagnostic.ExpressionValue] = []
  for traversal in expression.references {
    let text = traversal.description
    guard seen.insert(text).inserted else { continue }
    var inner = Evaluation(scope: QuietScope(base: scope), bindings: bindings)
    let value = inner.value(traversal.expression)
    if inner.diagnostics.hasErrors { continue }
    if let statement = statement(about: value) {
      result.append(Diagnostic.ExpressionValue(traversal: text, statement: statement))
    }
  }
  return result.sorted { $0.traversal < $1.traversal }
}

/// A scope for looking at values on behalf of a diagnostic: what fails here is of no interest, and nothing is explained again.
private struct QuietScope: EvaluationScope {
  let base: any EvaluationScope
  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> { base.resolve(traversal) }
  var functionContext: FunctionContext { base.functionContext }
}

/// "is ..." or "has ..." about a value; nil when there is nothing helpful to say.
private func statement(about value: Value) -> String? {
  if value.deepMarks.contains(.sensitive) { return "has a sensitive value" }
  if value.deepMarks.contains(.ephemeral) { return "has an ephemeral value" }
  let plain = value.withoutMarks
  switch plain {
  case .null(.dynamic): return "is null"
  case .null: return "is null"
  case .unknown(.dynamic, _): return nil
  case .unknown(let type, _): return "is a \(type.friendlyName), known only after apply"
  case .bool(let bool): return "is \(bool)"
  case .number(let number): return "is \(number)"
  case .string(let string): return "is \(quoted(string))"
  case .list(_, let elements), .set(_, let elements), .tuple(let elements):
    return counted(plain.type.friendlyName, elements.count, "element")
  case .map(_, let elements): return counted(plain.type.friendlyName, elements.count, "element")
  case .object(let attributes): return counted("object", attributes.count, "attribute")
  case .marked: return nil
  }
}

private func counted(_ kind: String, _ count: Int, _ unit: String) -> String {
  switch count {
  case 0: unit == "attribute" ? "is object with no attributes" : "is empty \(kind)"
  case 1: "is \(kind) with 1 \(unit)"
  default: "is \(kind) with \(count) \(unit)s"
  }
}
