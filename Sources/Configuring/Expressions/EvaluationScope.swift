package import Functions
package import Model
package import Parsing

/// What the first steps of a traversal name.
package struct ResolvedReference: Sendable {
  package var value: Value
  /// How many of the traversal's steps have led there; the evaluator applies the others.
  package var consumedSteps: Int

  package init(value: Value, consumedSteps: Int) {
    self.value = value
    self.consumedSteps = consumedSteps
  }
}

/// What an expression can name: implemented by the scopes of modules, by the console and by templates.
package protocol EvaluationScope {
  /// Resolves as much of a traversal as names one thing: `var.x`, `local.y`, `aws_vpc.main`, `each.key`.
  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError>
  /// What is wrong with references, told alone where evaluating fails: all else would only follow from it.
  func problems(with references: [Traversal]) -> [Diagnostic]
  /// Whether references are held against schemas, wherever in an expression they stand: nothing is known yet but these.
  var holdsReferencesAgainstSchemas: Bool { get }
  /// By the name as written, which may have namespaces.
  func function(_ name: String) -> (any LanguageFunction)?
  /// Whether the module declares a provider of this local name, whose functions may be called.
  func declaresProvider(_ localName: String) -> Bool
  /// For suggestions; empty where no function may be called.
  var functionNames: [String] { get }
  var functionContext: FunctionContext { get }
  /// Whether `try` gives what it has found although parts of it are not known yet. In plans it does not, for what becomes
  /// known could still fail.
  var keepsUnknownParts: Bool { get }
}

extension EvaluationScope {
  package func function(_ name: String) -> (any LanguageFunction)? {
    FunctionTable.all[name.hasPrefix("core::") ? String(name.dropFirst(6)) : name]
  }
  package func declaresProvider(_ localName: String) -> Bool { false }
  package var keepsUnknownParts: Bool { false }
  package func problems(with references: [Traversal]) -> [Diagnostic] { [] }
  package var holdsReferencesAgainstSchemas: Bool { false }
  package var functionNames: [String] { Array(FunctionTable.all.keys) }
  package var functionContext: FunctionContext { .pure }
}

/// The value of an expression. What goes wrong is reported, and the value is then unknown.
package func evaluate(
  _ expression: Expression, in scope: some EvaluationScope, bindings: [String: Value] = [:]
) -> (Value, [Diagnostic]) {
  var evaluation = Evaluation(scope: scope, bindings: bindings)
  let value = evaluation.evaluate(expression)
  // A reference alone was followed to its end already.
  let isFollowed = evaluation.diagnostics.isEmpty && expression.isReferenceOrLiteral
  if !isFollowed, evaluation.diagnostics.hasErrors || scope.holdsReferencesAgainstSchemas {
    let problems = scope.problems(with: expression.references.filter { bindings[$0.root] == nil })
    if !problems.isEmpty { return (.dynamicUnknown, problems) }
  }
  return (value, evaluation.diagnostics)
}

/// The value of an expression as one of this type.
package func evaluate(
  _ expression: Expression, as type: ValueType, in scope: some EvaluationScope, bindings: [String: Value] = [:]
) -> (Value, [Diagnostic]) {
  var evaluation = Evaluation(scope: scope, bindings: bindings)
  let value = evaluation.evaluate(expression, as: type)
  return (value, evaluation.diagnostics)
}
