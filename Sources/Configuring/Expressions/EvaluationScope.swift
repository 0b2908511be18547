package import Functions
package import Model
package import Parsing

/// What an expression can name: a module's values, or those of a test or a console.
package protocol EvaluationScope {
  /// Resolves as much of a traversal as names one thing (`var.x`, `aws_vpc.main`, `each.key`); the rest are steps into its value.
  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError>
  /// Nil when there is no such function.
  func function(_ name: String) -> (any LanguageFunction)?
  /// All functions there are; empty where none may be called.
  var functionNames: [String] { get }
  var functionContext: FunctionContext { get }
}

/// A value and how many steps of the traversal led to it.
package struct ResolvedReference: Sendable {
  package var value: Value
  package var consumedSteps: Int

  package init(value: Value, consumedSteps: Int) {
    self.value = value
    self.consumedSteps = consumedSteps
  }
}

extension EvaluationScope {
  package func function(_ name: String) -> (any LanguageFunction)? {
    FunctionTable.all[name.hasPrefix("core::") ? String(name.dropFirst(6)) : name]
  }

  package var functionNames: [String] { FunctionTable.all.keys.sorted() }
}
