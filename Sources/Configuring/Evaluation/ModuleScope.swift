package import Functions
package import Model
package import Parsing

/// What expressions can learn about where and when they are evaluated.
package struct EvaluationEnvironment: Sendable {
  package var functions: FunctionContext
  /// `path.cwd`: absolute.
  package var workingDirectory: String
  package var workspace: String
  /// Of the providers whose functions are called, once they are known.
  package var providerFunctions: ProviderFunctions
  /// Modules that are not evaluated, because a test says what they give.
  package var moduleOverrides = ModuleOverrides()
  /// Nothing is planned with what is found: where the number of instances cannot be known one is looked at, and unknown values have
  /// symbols.
  package var isSketch = false

  package init(
    functions: FunctionContext, workingDirectory: String, workspace: String = "default",
    providerFunctions: ProviderFunctions = ProviderFunctions()
  ) {
    self.functions = functions
    self.workingDirectory = workingDirectory
    self.workspace = workspace
    self.providerFunctions = providerFunctions
  }
}

/// The names that an expression can use inside one instance of a module.
package struct ModuleScope: EvaluationScope {
  package let instance: ModuleInstance
  package let environment: EvaluationEnvironment
  package var repetition: Repetition
  /// In postconditions.
  package var selfValue: Value?
  /// The check block whose assertions are evaluated.
  package var check: String?

  package init(
    instance: ModuleInstance, environment: EvaluationEnvironment, repetition: Repetition = .none,
    selfValue: Value? = nil
  ) {
    self.instance = instance
    self.environment = environment
    self.repetition = repetition
    self.selfValue = selfValue
  }

  package var keepsUnknownParts: Bool { environment.isSketch }

  package var functionContext: FunctionContext {
    if environment.providerFunctions.functions.isEmpty { return environment.functions }
    // Templates may call what the module around them may.
    let base = environment.functions
    let (functions, requirements) = (environment.providerFunctions, instance.module.requiredProviders)
    var context = base
    context.evaluateTemplate = { (text, name, variables) throws(FunctionError) in
      try renderTemplate(text, name: name, variables: variables, context: base) { name in
        functions.function(name, requirements: requirements)
      }
    }
    return context
  }

  package func problems(with references: [Traversal]) -> [Diagnostic] {
    instance.module.problems(with: references, in: check) { traversal, target in
      if let problem = schemaProblem(with: traversal, leadingTo: target) { return problem }
      guard case .success((.ambient, _)) = target, case .failure(let error) = resolve(traversal) else {
        return nil
      }
      return error.diagnostics.first
    }
  }

  package func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    let target = traversal.target
    if let problem = instance.module.problem(with: traversal, leadingTo: target, in: check) {
      return .failure(DiagnosticsError(problem))
    }
    switch target {
    case .failure(let error): return .failure(error)
    case .success((let target, let steps)):
      switch target {
      case .variable(let name):
        return .success(ResolvedReference(value: instance.variables[name] ?? .dynamicUnknown, consumedSteps: steps))
      case .local(let name):
        return .success(ResolvedReference(value: instance.locals[name] ?? .dynamicUnknown, consumedSteps: steps))
      case .resource(let name): return .success(resource(name, traversal, steps))
      case .call(let name, let output): return call(name, output: output, traversal, steps)
      case .ambient(let root): return ambient(root, traversal)
      }
    }
  }

  /// While validating, a reference is held against the schema, and is otherwise unknown, even of what type: a resource that
  /// will have no instances may say things of others that could not be evaluated.
  private func resource(_ name: ResourceName, _ traversal: Traversal, _ steps: Int) -> ResolvedReference {
    var found = evaluated(name, traversal, steps)
    guard instance.resources[name]?.isOfSchemaOnly == true else { return found }
    var value = found.value
    for step in traversal.steps.dropFirst(found.consumedSteps) {
      let next: Value? =
        switch step {
        case .attribute(let name, _): try? value.attribute(named: name)
        case .index(let key, _): try? value.element(at: key)
        }
      // The evaluator will come to the same end, and report it.
      guard let next else { return found }
      value = next
    }
    found.value = Value.dynamicUnknown.marked(with: found.value.marks)
    return found
  }

  package var holdsReferencesAgainstSchemas: Bool { instance.resources.values.first?.isOfSchemaOnly == true }

  /// Where a reference leads beyond a resource's schema: a mistake in a branch that is not taken, or in what is only tried,
  /// as well.
  private func schemaProblem(with traversal: Traversal, leadingTo target: Traversal.Target) -> Diagnostic? {
    guard case .success((.resource(let name), let steps)) = target,
      instance.resources[name]?.isOfSchemaOnly == true
    else { return nil }
    let found = evaluated(name, traversal, steps)
    var value = found.value
    for step in traversal.steps.dropFirst(found.consumedSteps) {
      do throws(AccessProblem) {
        switch step {
        case .attribute(let name, _): value = try value.attribute(named: name)
        case .index(let key, _): value = try value.element(at: key)
        }
      } catch {
        return Diagnostic(code: error.code, summary: error.summary, detail: error.detail, subject: step.range)
      }
    }
    return nil
  }

  /// Picks a single instance where the next step names it, so that large wholes are not put together for one part.
  private func evaluated(_ name: ResourceName, _ traversal: Traversal, _ steps: Int) -> ResolvedReference {
    guard let values = instance.resources[name] else {
      return ResolvedReference(value: .dynamicUnknown, consumedSteps: steps)
    }
    if case .undecided = values.expansion, traversal.steps.count > steps, case .index = traversal.steps[steps],
      let any = values.instances[nil]
    {
      return ResolvedReference(value: any, consumedSteps: steps + 1)
    }
    if traversal.steps.count > steps {
      let key: InstanceKey? =
        switch (values.expansion, traversal.steps[steps]) {
        case (.count, .index(.number(let number), _)): number.int.map(InstanceKey.index)
        case (.forEach, .index(.string(let name), _)): .name(name)
        default: nil
        }
      if let key, values.expansion.contains(key) {
        return ResolvedReference(value: values.instances[key] ?? .dynamicUnknown, consumedSteps: steps + 1)
      }
    }
    return ResolvedReference(value: instance.resources[name]?.value() ?? .dynamicUnknown, consumedSteps: steps)
  }

  private func call(
    _ name: String, output: String?, _ traversal: Traversal, _ steps: Int
  ) -> Result<ResolvedReference, DiagnosticsError> {
    guard let (expansion, instances) = instance.calls[name] else {
      return .success(ResolvedReference(value: .dynamicUnknown, consumedSteps: steps))
    }
    if let output {
      if case .single = expansion, steps == 2, let value = instances[nil]?.outputs[output] {
        return .success(ResolvedReference(value: value, consumedSteps: 2))
      }
      if steps == 3, case .index(let keyValue, _) = traversal.steps[1] {
        let key: InstanceKey? =
          keyValue.stringValue.map(InstanceKey.name) ?? keyValue.numberValue?.int.map(InstanceKey.index)
        if let key, let value = instances[key]?.outputs[output] {
          return .success(ResolvedReference(value: value, consumedSteps: 3))
        }
      }
    }
    func object(_ child: ModuleInstance?) -> Value {
      guard let child else { return .dynamicUnknown }
      return .object(child.module.outputs.keys.map { ($0, child.outputs[$0] ?? .dynamicUnknown) })
    }
    let whole: Value =
      switch expansion {
      case .single: object(instances[nil])
      case .count(let count): .tuple((0..<count).map { object(instances[.index($0)]) })
      case .forEach(let values):
        .object(KeyedValues(sortedKeys: values.keys, values: values.keys.map { object(instances[.name($0)]) }))
      case .disabled: .null(.dynamic)
      case .undecided: .dynamicUnknown
      }
    return .success(ResolvedReference(value: whole, consumedSteps: 1))
  }

  private func ambient(_ root: String, _ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    func found(_ value: Value) -> Result<ResolvedReference, DiagnosticsError> {
      .success(ResolvedReference(value: value, consumedSteps: 1))
    }
    func invalid(_ summary: String, _ detail: String) -> Result<ResolvedReference, DiagnosticsError> {
      .failure(
        DiagnosticsError(
          Diagnostic(
            code: "config.invalid-reference", summary: summary, detail: detail,
            subject: traversal.range(ofSteps: root == "self" ? 0 : 1))))
    }
    let name = traversal.steps.first?.name
    switch (root, name) {
    case ("self", _):
      guard let selfValue else {
        return invalid(
          "Invalid \"self\" reference",
          "The \"self\" object is not available in this context. This object can be used only in resource provisioner, connection, "
            + "and postcondition blocks.")
      }
      return .success(ResolvedReference(value: selfValue, consumedSteps: 0))
    case ("count", "index"):
      if case .count(let index) = repetition { return found(index) }
      return invalid(
        "Reference to \"count\" in non-counted context",
        "The \"count\" object can only be used in \"module\", \"resource\", and \"data\" blocks, and only when the \"count\" "
          + "argument is set.")
    case ("count", _):
      return invalid(
        "Invalid \"count\" attribute",
        "The \"count\" object does not have an attribute named \(quoted(name ?? "")). The only supported attribute is "
          + "count.index, which is the index of each instance of a resource block that has the \"count\" argument set.")
    case ("each", "key"), ("each", "value"):
      if case .each(let key, let value) = repetition { return found(name == "key" ? key : value) }
      return invalid(
        name == "value"
          ? "each.value cannot be used in this context" : "Reference to \"each\" in context without for_each",
        "The \"each\" object can be used only in \"module\" or \"resource\" blocks, and only when the \"for_each\" argument is "
          + "set.")
    case ("each", _):
      return invalid(
        "Invalid \"each\" attribute",
        "The \"each\" object does not have an attribute named \(quoted(name ?? "")). The supported attributes are each.key and "
          + "each.value, the current key and value pair of the \"for_each\" attribute set.")
    case ("path", "module"): return found(.string(instance.module.directory))
    case ("path", "root"): return found(.string("."))
    case ("path", "cwd"): return found(.string(environment.workingDirectory))
    case ("path", _):
      return invalid(
        "Invalid \"path\" attribute",
        "The \"path\" object does not have an attribute named \(quoted(name ?? "")). The supported attributes are path.cwd, "
          + "path.module, and path.root.")
    case ("terraform", "workspace"): return found(.string(environment.workspace))
    case ("terraform", "applying"):
      // A plan must not depend on it: it may go only where nothing is kept.
      return found(.bool(!environment.functions.isPlanning).marked(with: .ephemeral))
    default:
      return invalid(
        "Invalid \"\(root)\" attribute",
        "The \(quoted(root)) object does not have an attribute named \(quoted(name ?? "")). The only supported attributes are "
          + "terraform.workspace, the name of the currently-selected workspace, and terraform.applying, a boolean which is true "
          + "only during apply.")
    }
  }
}
