import Configuring
package import Functions
package import Model
import Parsing

/// What came of one test case.
package struct PolicyTestResult: Sendable {
  package enum Status: String, Sendable {
    case pass, fail, error, skip
  }

  package var name: String
  package var status: Status
  /// Why it did not pass, in sentences.
  package var reasons: [String]
  package var diagnostics: [Diagnostic]
  package var range: SourceRange
}

/// Runs the cases of one test file against policies. Nothing outside of the file is looked at.
package func run(
  _ test: PolicyTestFile, against policies: [PolicyFile], context: FunctionContext
) -> [PolicyTestResult] {
  let scope = PolicyTestScope(test, context: context)
  var problems: [Int: [Diagnostic]] = [:]
  var subjects: [PolicySubject] = []
  let inputs = scope.values(test.inputs)
  var places: [Int: Int] = [:]
  for (index, one) in test.cases.enumerated() {
    let (subject, found) = scope.subject(one)
    if found.hasErrors { problems[index] = found }
    if one.mock == .data { continue }
    places[index] = subjects.count
    subjects.append(subject)
  }
  let world = PolicyWorld(subjects, context: context)
  let run = PolicyRun(policies, world: world, inputs: inputs.values)
  return test.cases.enumerated().compactMap { index, one in
    guard one.mock != .data else { return nil }
    var result = PolicyTestResult(
      name: "\(one.mock.rawValue).\(one.type).\(one.name)", status: .pass, reasons: [], diagnostics: [],
      range: one.range)
    if let found = problems[index] ?? (inputs.diagnostics.hasErrors ? inputs.diagnostics : nil) {
      result.status = .error
      result.diagnostics = found
      return result
    }
    if one.isSkipped {
      result.status = .skip
      return result
    }
    guard let place = places[index] else { return nil }
    let verdicts = run.verdicts(about: subjects[place])
    result.diagnostics = verdicts.flatMap(\.diagnostics)
    let failed = verdicts.filter { $0.outcome == .failed }
    let open = verdicts.filter { $0.outcome == .unknown }
    if result.diagnostics.hasErrors {
      result.status = .error
    } else if one.expectsFailure, failed.isEmpty {
      result.status = .fail
      result.reasons = [
        verdicts.isEmpty
          ? "Missing expected failure: no policy is about it."
          : "Missing expected failure: \(open.isEmpty ? "every policy holds" : "it cannot be told whether the policies hold")."
      ]
    } else if !one.expectsFailure, !failed.isEmpty {
      result.status = .fail
      result.reasons = failed.flatMap { verdict in verdict.messages.map { "\(verdict.policy.name): \($0)" } }
    } else if !one.expectsFailure, !open.isEmpty {
      result.status = .fail
      result.reasons = open.map { "\($0.policy.name): it cannot be told whether the policy holds." }
    }
    return result
  }
}

/// What the expressions of a test file can name: local values, and its other mocks by their type and name.
private final class PolicyTestScope: EvaluationScope {
  private let test: PolicyTestFile
  private let context: FunctionContext
  private var known: [String: Result<Value, DiagnosticsError>] = [:]
  private var underWay: Set<String> = []

  init(_ test: PolicyTestFile, context: FunctionContext) {
    self.test = test
    self.context = context
  }

  var functionContext: FunctionContext { context }
  var keepsUnknownParts: Bool { true }

  func values(_ expressions: [String: Expression]) -> (values: [String: Value], diagnostics: [Diagnostic]) {
    var (values, diagnostics) = ([String: Value](), [Diagnostic]())
    for (name, expression) in expressions {
      let (value, problems) = evaluate(expression, in: self)
      values[name] = value
      diagnostics += problems
    }
    return (values, diagnostics)
  }

  func subject(_ one: PolicyTestCase) -> (PolicySubject, [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    func value(_ expression: Expression?) -> Value? {
      guard let expression else { return nil }
      let (value, problems) = evaluate(expression, in: self)
      diagnostics += problems
      return value
    }
    let attributes = value(one.attributes)
    let prior = value(one.priorAttributes)
    let meta = value(one.meta) ?? .emptyObject
    let inputs = values(one.inputs)
    diagnostics += inputs.diagnostics
    let operation: PolicyOperation =
      meta["operation"]?.stringValue.flatMap(PolicyOperation.init)
      ?? (attributes == nil ? .delete : prior == nil ? .create : .update)
    let kind: Policy.Kind = one.mock == .provider ? .provider : one.mock == .module ? .module : .resource
    let subject = PolicySubject(
      kind: kind, type: one.type, subject: .stack("\(one.type).\(one.name)"),
      attributes: attributes ?? (kind == .resource ? .null(.dynamic) : .emptyObject),
      priorAttributes: prior ?? .null(.dynamic), meta: meta, operation: kind == .resource ? operation : nil,
      isSkipped: one.isSkipped, inputs: inputs.values)
    return (subject, diagnostics)
  }

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    if traversal.root == "local", let name = traversal.steps.first?.name, let expression = test.locals[name] {
      return once("local.\(name)", traversal) { evaluate(expression, in: self) }
        .map { ResolvedReference(value: $0, consumedSteps: 1) }
    }
    let isData = traversal.root == "data"
    let names = (isData ? [] : [traversal.root]) + traversal.steps.prefix(isData ? 2 : 1).compactMap(\.name)
    if names.count == 2,
      let one = test.cases.first(where: {
        ($0.mock == .data) == isData && $0.type == names[0] && $0.name == names[1]
      })
    {
      var steps = isData ? 2 : 1
      // `aws_vpc.main.attrs.id`, and `aws_vpc.main.id` as in configurations.
      if traversal.steps.count > steps, traversal.steps[steps].name == "attrs" { steps += 1 }
      return once(names.joined(separator: "."), traversal) {
        one.attributes.map { evaluate($0, in: self) } ?? (.emptyObject, [])
      }.map { ResolvedReference(value: $0, consumedSteps: steps) }
    }
    return .failure(
      DiagnosticsError(
        Diagnostic(
          code: "policy.unknown-reference", summary: "Invalid reference",
          detail: "There is no mock or local value of this name in the file.", subject: traversal.range)))
  }

  private func once(
    _ name: String, _ traversal: Traversal, _ work: () -> (Value, [Diagnostic])
  ) -> Result<Value, DiagnosticsError> {
    if let result = known[name] { return result }
    guard underWay.insert(name).inserted else {
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "policy.cycle", summary: "Cycle", detail: "\(quoted(name)) refers to itself, directly or by others.",
            subject: traversal.range)))
    }
    defer { underWay.remove(name) }
    let (value, problems) = work()
    let result: Result<Value, DiagnosticsError> =
      problems.hasErrors ? .failure(DiagnosticsError(problems)) : .success(value)
    known[name] = result
    return result
  }
}
