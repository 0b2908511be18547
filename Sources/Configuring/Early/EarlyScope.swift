package import Functions
package import Model
package import Parsing
import Synchronization

/// The names that expressions can use before anything is planned: variables, local values, `path` and `terraform`, where
/// what they stand for is itself known that early. For module sources, their versions and backends.
package struct EarlyScope: EvaluationScope {
  /// Where a module's variables get their values from.
  private indirect enum Caller: Sendable {
    case user([(name: String, input: VariableInput)])
    case call(ModuleCall, EarlyScope)
  }

  let module: Module
  private let caller: Caller
  private let environment: EvaluationEnvironment
  /// What the value is needed for, in the words of diagnostics: `the source of module.vpc`.
  private var purpose: String
  /// What is being evaluated, outermost first: whoever is met again depends on itself.
  private var pending: [ReferenceTarget] = []
  /// Values found already: a local value that many others mention is worked out once.
  private let found = Found()

  /// A chain of local values longer than this is refused rather than followed.
  private static let maximumDepth = 200

  private final class Found: Sendable {
    let values = Mutex<[ReferenceTarget: Value]>([:])
  }

  /// Of the root module.
  package init(root module: Module, inputs: EarlyInputs, purpose: String) {
    self.module = module
    caller = .user(inputs.variables)
    environment = inputs.environment
    self.purpose = purpose
  }

  /// Of a module called from the one that `parent` is the scope of.
  package init(called module: Module, by call: ModuleCall, in parent: EarlyScope) {
    self.module = module
    caller = .call(call, parent)
    environment = parent.environment
    purpose = parent.purpose
  }

  package func needed(for purpose: String) -> EarlyScope {
    var copy = self
    copy.purpose = purpose
    if case .call(let call, let parent) = caller {
      copy = EarlyScope(called: module, by: call, in: parent.needed(for: purpose))
    }
    return copy
  }

  package var functionContext: FunctionContext { environment.functions }

  package func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    guard case .success((let target, let steps)) = traversal.target else {
      return .failure(DiagnosticsError(module.problem(with: traversal) ?? dynamic(traversal, "It is no reference.")))
    }
    if let problem = module.problem(with: traversal) { return .failure(DiagnosticsError(problem)) }
    if pending.contains(target) { return .failure(DiagnosticsError(circle(target, traversal))) }
    if pending.count >= Self.maximumDepth {
      return .failure(
        DiagnosticsError(dynamic(traversal, "It stands at the end of a chain of local values that is too long.")))
    }
    if let value = found.values.withLock({ $0[target] }) {
      return .success(ResolvedReference(value: value, consumedSteps: steps))
    }
    func remembered(_ value: Value) -> ResolvedReference {
      found.values.withLock { $0[target] = value }
      return ResolvedReference(value: value, consumedSteps: steps)
    }
    switch target {
    case .variable(let name): return value(ofVariable: name, traversal).map(remembered)
    case .local(let name):
      guard let local = module.locals[name] else { return .failure(DiagnosticsError(dynamic(traversal, ""))) }
      var inner = self
      inner.pending.append(target)
      let (value, problems) = evaluate(local.expression, in: inner)
      if problems.hasErrors { return .failure(DiagnosticsError(problems)) }
      return .success(remembered(value))
    case .ambient("path"), .ambient("terraform"):
      let instance = ModuleInstance(address: .root, module: module, repetition: .none)
      return ModuleScope(instance: instance, environment: environment).resolve(traversal)
    case .ambient(let name):
      return .failure(
        DiagnosticsError(dynamic(traversal, "\(quoted(name)) differs between instances, and there are none yet.")))
    case .call(let name, _):
      return .failure(
        DiagnosticsError(
          dynamic(traversal, "The outputs of module \(quoted(name)) are known only once all modules have been read.")))
    case .resource(let name):
      return .failure(
        DiagnosticsError(dynamic(traversal, "The attributes of \(name) are known only while planning, or later.")))
    }
  }

  // MARK: - Variables

  private func value(
    ofVariable name: String, _ traversal: Traversal
  ) -> Result<Value, DiagnosticsError> {
    guard let variable = module.variables[name] else {
      return .failure(DiagnosticsError(dynamic(traversal, "")))
    }
    switch caller {
    case .user(let inputs):
      let given = inputs.filter { $0.name == name }
      if given.isEmpty && variable.defaultValue == nil {
        return .failure(DiagnosticsError(notGiven(name, traversal)))
      }
      let root = rootVariables(declared: [name: variable], inputs: given)
      if root.diagnostics.hasErrors { return .failure(DiagnosticsError(root.diagnostics)) }
      return .success(root.values[name] ?? .dynamicUnknown)
    case .call(let call, let parent):
      guard let argument = call.body.attribute(name) else {
        if let value = variable.defaultValue { return .success(value.marked(with: variable.marks)) }
        return .failure(DiagnosticsError(missingCallArguments(of: call, module).filter { $0.detail.contains(name) }))
      }
      let (given, problems) = evaluate(argument.expression, in: parent)
      if problems.hasErrors { return .failure(DiagnosticsError(problems)) }
      return converted(given, to: variable, at: argument.expression.range)
    }
  }

  private func converted(
    _ given: Value, to variable: Variable, at range: SourceRange
  ) -> Result<Value, DiagnosticsError> {
    func unsuitable(_ reason: String) -> DiagnosticsError {
      DiagnosticsError(
        Diagnostic(
          code: "config.invalid-variable-value", summary: "Invalid value for input variable",
          detail: "The given value is not suitable for \(module.path).var.\(variable.name) defined at "
            + "\(variable.range.place): \(reason).", subject: range))
    }
    if given.isNull, !variable.isNullable {
      if let value = variable.defaultValue { return .success(value.marked(with: variable.marks)) }
      return .failure(unsuitable("required variable may not be set to null"))
    }
    do {
      let value = try given.applying(variable.typeDefaults).converted(to: variable.type)
      return .success(value.marked(with: variable.marks))
    } catch {
      return .failure(unsuitable(error.message))
    }
  }

  // MARK: - What is wrong

  private func dynamic(_ traversal: Traversal, _ reason: String) -> Diagnostic {
    Diagnostic(
      code: "config.not-known-early", summary: "Dynamic value in static context",
      detail: "Unable to use \(traversal) in \(purpose), which is needed before anything is planned. \(reason) Only "
        + "variables, local values, path, terraform.workspace and functions of these may be used here.",
      subject: traversal.range)
  }

  private func notGiven(_ name: String, _ traversal: Traversal) -> Diagnostic {
    Diagnostic(
      code: "config.missing-variable", summary: "No value for required variable",
      detail: "The variable \(quoted(name)) has no value, and \(purpose) needs it. Give it with -var, a -var-file, a "
        + "terraform.tfvars or *.auto.tfvars file or the environment variable TF_VAR_\(name), or give it a default.",
      subject: traversal.range)
  }

  private func circle(_ target: ReferenceTarget, _ traversal: Traversal) -> Diagnostic {
    let names = (pending.drop { $0 != target } + [target]).map { target in
      switch target {
      case .variable(let name): "var.\(name)"
      case .local(let name): "local.\(name)"
      default: "\(traversal)"
      }
    }
    return Diagnostic(
      code: "config.cycle", summary: "Circular reference",
      detail: "\(traversal) depends on itself: \(names.joined(separator: " -> ")). Break the circle by taking one of "
        + "these references out.", subject: traversal.range)
  }
}
