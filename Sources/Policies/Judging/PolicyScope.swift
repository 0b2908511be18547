package import Configuring
package import Functions
package import Model
package import Parsing

/// The names that a policy's expressions can use about one subject.
package final class PolicyScope: EvaluationScope {
  let file: PolicyFile
  let world: PolicyWorld
  let inputs: [String: Value]
  /// Nil for the file's own local values.
  let policy: Policy?
  let subject: PolicySubject?
  /// Of the file, shared by all its policies.
  let outer: PolicyScope?
  private var locals: [String: Result<Value, DiagnosticsError>] = [:]
  private var underWay: Set<String> = []

  init(
    _ file: PolicyFile, world: PolicyWorld, inputs: [String: Value], policy: Policy? = nil,
    subject: PolicySubject? = nil,
    outer: PolicyScope? = nil
  ) {
    self.file = file
    self.world = world
    self.inputs = inputs
    self.policy = policy
    self.subject = subject
    self.outer = outer
  }

  package var functionContext: FunctionContext { world.context }
  package var keepsUnknownParts: Bool { true }
  package var functionNames: [String] { FunctionTable.all.keys.map { "core::\($0)" } + policyFunctionNames }

  package func function(_ name: String) -> (any LanguageFunction)? {
    if let own = policyFunction(name, world) { return own }
    return FunctionTable.all[name.hasPrefix("core::") ? String(name.dropFirst(6)) : name]
  }

  package func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    func found(_ value: Value, _ steps: Int = 0) -> Result<ResolvedReference, DiagnosticsError> {
      .success(ResolvedReference(value: value, consumedSteps: steps))
    }
    switch traversal.root {
    case "attrs":
      guard let subject else { return .failure(notHere(traversal)) }
      return found(subject.attributes)
    case "prior_attrs":
      guard let subject else { return .failure(notHere(traversal)) }
      return found(subject.priorAttributes)
    case "config":
      guard let subject else { return .failure(notHere(traversal)) }
      return found(subject.configured.isNull ? subject.attributes : subject.configured)
    case "meta":
      guard let subject else { return .failure(notHere(traversal)) }
      return found(subject.meta)
    case "input":
      guard let name = traversal.steps.first?.name else { return .failure(noName(traversal)) }
      guard let input = file.inputs[name] else {
        return .failure(undeclared(traversal, name, "input", Array(file.inputs.keys)))
      }
      let given = subject?.inputs[name] ?? inputs[name] ?? input.defaultValue
      guard let given else {
        return .failure(
          DiagnosticsError(
            Diagnostic(
              code: "policy.missing-input", summary: "No value for required input",
              detail: "The input \(quoted(name)) of \(file.path) is not set, and has no default value.",
              subject: traversal.range)))
      }
      return found(given, 1)
    case "local":
      guard let name = traversal.steps.first?.name else { return .failure(noName(traversal)) }
      return local(name, traversal).map { ResolvedReference(value: $0, consumedSteps: 1) }
    default:
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "policy.unknown-reference", summary: "Invalid reference",
            detail:
              "A policy can name attrs, prior_attrs, config, meta, input and local, not \(quoted(traversal.root)).",
            subject: traversal.rootRange)))
    }
  }

  private func local(_ name: String, _ traversal: Traversal) -> Result<Value, DiagnosticsError> {
    guard let expression = (policy?.locals ?? file.locals)[name] else {
      if let outer { return outer.local(name, traversal) }
      let known = Array(file.locals.keys) + Array(policy?.locals.keys ?? [:].keys)
      return .failure(undeclared(traversal, name, "local value", known))
    }
    if let known = locals[name] { return known }
    guard underWay.insert(name).inserted else {
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "policy.cycle", summary: "Cycle",
            detail: "The local value \(quoted(name)) depends on itself, directly or by others.",
            subject: traversal.range)))
    }
    defer { underWay.remove(name) }
    let (value, problems) = evaluate(expression, in: self)
    let result: Result<Value, DiagnosticsError> =
      problems.hasErrors ? .failure(DiagnosticsError(problems)) : .success(value)
    locals[name] = result
    return result
  }

  private func noName(_ traversal: Traversal) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "policy.unknown-reference", summary: "Invalid reference",
        detail: "The \(quoted(traversal.root)) object cannot be used as a whole: name a part of it.",
        subject: traversal.range))
  }

  private func notHere(_ traversal: Traversal) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "policy.unknown-reference", summary: "Invalid reference",
        detail: "\(quoted(traversal.root)) is known inside of policies only, not in a file's own local values.",
        subject: traversal.rootRange))
  }

  private func undeclared(_ traversal: Traversal, _ name: String, _ what: String, _ known: [String]) -> DiagnosticsError
  {
    let near = suggestion(for: name, among: known).map { " Did you mean \(quoted($0))?" } ?? ""
    return DiagnosticsError(
      Diagnostic(
        code: "policy.unknown-reference", summary: "Reference to undeclared \(what)",
        detail: "There is no \(what) named \(quoted(name)) here.\(near)", subject: traversal.range))
  }
}
