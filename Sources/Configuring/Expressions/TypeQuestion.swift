package import Model
package import Parsing

extension Expression {
  /// The argument of `type(...)`, when the whole expression is such a call. Throws when `type` is used otherwise: it is there
  /// for people to look at, and no part of the language.
  package func typeQuestion() throws(DiagnosticsError) -> Expression? {
    switch kind {
    case .parentheses(let inner): return try inner.typeQuestion()
    case .call("type", let nameRange, let arguments, let expandsLast):
      if arguments.contains(where: { $0.calledFunctions.contains("type") }) { throw Self.misuse(nameRange) }
      if expandsLast, let last = arguments.last {
        return Expression(
          .call(name: "one", nameRange: nameRange, arguments: [last], expandsLast: false), range: range)
      }
      guard arguments.count == 1 else { throw Self.wrongCount(arguments.count, range) }
      return arguments[0]
    default:
      if calledFunctions.contains("type") { throw Self.misuse(range) }
      return nil
    }
  }

  private static func misuse(_ range: SourceRange) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "console.type-misused", summary: "Invalid use of type function",
        detail: "The console-only \"type\" function cannot be used as part of an expression.", subject: range))
  }

  private static func wrongCount(_ count: Int, _ range: SourceRange) -> DiagnosticsError {
    DiagnosticsError(
      count == 0
        ? Diagnostic(
          code: "function.missing-argument", summary: "Not enough function arguments",
          detail: "Function \"type\" expects 1 argument(s). Missing value for \"value\".", subject: range)
        : Diagnostic(
          code: "function.extra-argument", summary: "Too many function arguments",
          detail: "Function \"type\" expects only 1 argument(s).", subject: range))
  }
}
