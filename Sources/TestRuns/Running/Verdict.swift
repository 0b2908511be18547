import Configuring
import Model
import Parsing

/// What is to be said of a run after its plan or apply.
struct Verdict {
  var status = RunStatus.pass
  var diagnostics: [Diagnostic] = []

  mutating func add(_ more: [Diagnostic], _ status: RunStatus) {
    diagnostics += more
    if more.hasErrors { self.status = max(self.status, status) }
  }
}

/// The failures that a run expects, held against those that there were.
struct ExpectedFailures {
  private let expected: [(name: String, range: SourceRange)]
  /// References that name nothing that could fail.
  let problems: [Diagnostic]

  init(_ traversals: [Traversal]) {
    var expected: [(name: String, range: SourceRange)] = []
    var problems: [Diagnostic] = []
    for traversal in traversals {
      if let name = Self.checkedObject(traversal) {
        expected.append((name, traversal.range))
      } else {
        problems.append(
          Diagnostic(
            code: "test.not-checkable", summary: "Invalid `expect_failures` reference",
            detail: "You cannot expect failures from \(traversal). You can only expect failures from checkable objects "
              + "such as input variables, output values, check blocks, managed resources and data sources.",
            subject: traversal.range))
      }
    }
    self.expected = expected
    self.problems = problems
  }

  private static func checkedObject(_ traversal: Traversal) -> String? {
    switch traversal.root {
    case "var", "output", "check": return traversal.steps.first?.name.map { "\(traversal.root).\($0)" }
    case "local", "module", "run", "path", "terraform", "count", "each", "self": return nil
    default: return traversal.steps.isEmpty ? nil : traversal.description
    }
  }

  /// Which of the expected objects a diagnostic is about: the object itself, or an instance of it.
  func object(of diagnostic: Diagnostic) -> String? {
    guard let checked = diagnostic.checkedObject else { return nil }
    return expected.first { checked == $0.name || checked.hasPrefix($0.name + "[") }?.name
  }

  /// What is left to say: failures that were not expected, and expected ones that there were not.
  func remaining(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var met: Set<String> = []
    var result: [Diagnostic] = []
    for diagnostic in diagnostics {
      if let object = object(of: diagnostic) { met.insert(object) } else { result.append(diagnostic.asTestFailure) }
    }
    // What failed otherwise may be why an expected failure was not reached.
    if result.hasErrors { return result }
    return result
      + expected.filter { !met.contains($0.name) }.map { name, range in
        Diagnostic(
          code: "test.missing-failure", summary: "Missing expected failure",
          detail: "The checkable object, \(name), was expected to report an error but did not.", subject: range)
      }
  }
}

extension Diagnostic {
  /// In a test, the assertions of check blocks are errors.
  fileprivate var asTestFailure: Diagnostic {
    guard checkedObject != nil, severity == .warning else { return self }
    var copy = self
    copy.severity = .error
    return copy
  }
}

/// Evaluates the assertions of a run.
func judge(_ assertions: [Condition], in scope: AssertionScope) -> Verdict {
  var verdict = Verdict()
  for assertion in assertions { judge(assertion, in: scope, &verdict) }
  return verdict
}

private func judge(_ assertion: Condition, in scope: AssertionScope, _ verdict: inout Verdict) {
  let (result, problems) = evaluate(assertion.condition, in: scope)
  let (message, messageProblems) = failureMessage(assertion, scope)
  verdict.add(problems + messageProblems, .error)
  if problems.hasErrors || messageProblems.hasErrors { return }
  let value = result.withoutMarks
  func refuse(_ summary: String, _ detail: String) {
    let problem = Diagnostic(
      code: "test.invalid-condition", summary: summary, detail: detail, subject: assertion.condition.range,
      expressionValues: expressionValues(assertion.condition, in: scope))
    verdict.add([problem], .error)
  }
  guard value.isKnown else {
    return refuse(
      "Unknown condition value",
      "Condition expression could not be evaluated at this time. This means you have executed a `run` block with "
        + "`command = plan` and one of the values your condition depended on is not known until after the plan has "
        + "been applied. Either remove this value from your condition, or execute an `apply` command from this `run` "
        + "block. Alternatively, if there is an override for this value, you can make it available during the plan "
        + "phase by setting `override_during = plan` in the `override_` block.")
  }
  if value.isNull {
    return refuse("Invalid condition run", "Condition expression must return either true or false, not null.")
  }
  guard let holds = (try? value.converted(to: .bool))?.boolValue else {
    return refuse("Invalid condition run", "Invalid condition run value: a bool is required.")
  }
  if holds { return }
  verdict.add(
    [
      Diagnostic(
        code: "test.assertion-failed", summary: "Test assertion failed", detail: message,
        subject: assertion.condition.range, expressionValues: expressionValues(assertion.condition, in: scope))
    ], .fail)
}

/// The message is evaluated whether or not it is needed, so that it is right when it is.
private func failureMessage(_ assertion: Condition, _ scope: AssertionScope) -> (String, [Diagnostic]) {
  let (value, problems) = evaluate(assertion.errorMessage, in: scope)
  if problems.hasErrors { return ("", problems) }
  if value.deepMarks.contains(.sensitive) || value.deepMarks.contains(.ephemeral) {
    let kind = value.deepMarks.contains(.sensitive) ? "sensitive" : "ephemeral"
    let warning = Diagnostic(
      .warning, code: "config.sensitive-message", summary: "Error message refers to \(kind) values",
      detail: "The error expression used to explain this condition refers to \(kind) values, so Plumb will not display "
        + "the resulting message.\n\nYou can correct this by removing references to \(kind) values"
        + (kind == "sensitive"
          ? ", or by carefully using the nonsensitive() function if the expression will not reveal the sensitive data."
          : "."),
      subject: assertion.errorMessage.range)
    return ("", problems + [warning])
  }
  if !value.isKnown { return ("The error message depends on values that are not known yet.", problems) }
  guard !value.isNull, let text = (try? value.converted(to: .string))?.stringValue else {
    let problem = Diagnostic(
      code: "test.invalid-message", summary: "Invalid error message",
      detail: "Unsuitable value for error message: string required.", subject: assertion.errorMessage.range,
      expressionValues: expressionValues(assertion.errorMessage, in: scope))
    return ("", problems + [problem])
  }
  var trimmed = text
  while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
  return (trimmed, problems)
}
