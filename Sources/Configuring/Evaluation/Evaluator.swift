package import Model
package import Parsing

/// Evaluates the values of a configuration: variables, locals, outputs, and into how many instances things expand. The caller
/// visits the nodes of the graph in order and sets the values of resources in between. Not to be shared between tasks.
package final class Evaluator {
  package let configuration: Configuration
  package var environment: EvaluationEnvironment
  package let root: ModuleInstance
  package private(set) var diagnostics: [Diagnostic] = []
  /// Outcomes of the conditions met so far, in the order met.
  package private(set) var checks = CheckCollector()
  /// Into which instances the provider configurations with `for_each` expand, once that is decided.
  package internal(set) var providerExpansions: [ProviderConfigAddress: Expansion] = [:]
  /// Nothing is decided yet: every expansion is open and conditions are only checked for form.
  package let isValidating: Bool
  private let rootVariables: [String: Value]

  package init(
    configuration: Configuration, environment: EvaluationEnvironment, rootVariables: [String: Value], isValidating: Bool
  ) {
    self.configuration = configuration
    self.environment = environment
    self.rootVariables = rootVariables
    self.isValidating = isValidating
    self.root = ModuleInstance(address: .root, module: configuration.root, repetition: .none)
  }

  func recordCheck(_ subject: CheckSubject, _ status: CheckResult.Status, _ message: String? = nil) {
    checks.record(subject, status, message)
  }

  /// What was reported since the last call.
  package func takeDiagnostics() -> [Diagnostic] {
    defer { diagnostics = [] }
    return diagnostics
  }

  package func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
  package func report(_ more: [Diagnostic]) { diagnostics += more }

  /// All instances of a module that are evaluated, in order of their addresses.
  package func instances(of path: ModulePath) -> [ModuleInstance] {
    let overrides = environment.moduleOverrides
    return overrides.isEmpty ? allInstances(of: path) : allInstances(of: path).filter { !overrides.covers($0.address) }
  }

  /// With those whose outputs are given instead of computed.
  private func allInstances(of path: ModulePath) -> [ModuleInstance] {
    path.names.reduce([root]) { parents, name in
      parents.flatMap { parent -> [ModuleInstance] in
        guard let (expansion, children) = parent.calls[name] else { return [] }
        return expansion.instances.compactMap { children[$0.key] }
      }
    }
  }

  package func instance(at address: ModuleAddress) -> ModuleInstance? {
    var current: ModuleInstance? = root
    for step in address.steps { current = current?.calls[step.name]?.instances[step.key] }
    return current
  }

  package func scope(
    _ instance: ModuleInstance, repetition: Repetition = .none, selfValue: Value? = nil
  ) -> ModuleScope {
    ModuleScope(instance: instance, environment: environment, repetition: repetition, selfValue: selfValue)
  }

  /// Evaluates whatever a node stands for, except resources and providers, which the caller does.
  package func visit(_ node: ConfigNode) {
    switch node {
    case .variable(let path, let name):
      for instance in instances(of: path) { visit(variable: name, of: instance) }
    case .local(let path, let name):
      for instance in instances(of: path) {
        guard let local = instance.module.locals[name] else { continue }
        instance.locals[name] = value(of: local.expression, in: scope(instance))
      }
    case .output(let path, let name):
      for instance in allInstances(of: path) {
        if let given = environment.moduleOverrides.outputs(of: instance.address) {
          instance.outputs[name] = given[name] ?? .null(.dynamic)
        } else {
          visit(output: name, of: instance)
        }
      }
    case .call(let path):
      guard let parent = path.parent, let name = path.names.last else { return }
      for instance in instances(of: parent) { expand(call: name, of: instance) }
    case .callEnd, .provider, .resource: return
    }
  }

  private func value(of expression: Expression, in scope: ModuleScope) -> Value {
    let (value, problems) = evaluate(expression, in: scope)
    report(problems)
    return value
  }

  // MARK: variables

  private func visit(variable name: String, of instance: ModuleInstance) {
    guard let variable = instance.module.variables[name] else { return }
    let before = diagnostics.count
    let value = value(of: variable, in: instance)
    instance.variables[name] = value
    // A configuration is valid for all values that its variables may have, not for those of one call; but what a call
    // gives is judged by the rules of the variable at once.
    defer {
      if isValidating {
        instance.variables[name] = Value.unknown(variable.type.withoutOptional).marked(with: variable.marks)
      }
    }
    // Of what is no value of its type, nothing more is told.
    guard !variable.validations.isEmpty, !diagnostics[before...].hasErrors else { return }
    let scope = scope(instance)
    for (index, validation) in variable.validations.enumerated() {
      check(
        validation, index: index, kind: .validation(value), scope: scope,
        subject: CheckSubject(
          kind: "var", config: ConfigNode.variable(instance.address.path, name).description,
          object: instance.address.isRoot ? "var.\(name)" : "\(instance.address).var.\(name)"),
        isSensitive: variable.isSensitive)
    }
  }

  private func value(of variable: Variable, in instance: ModuleInstance) -> Value {
    if instance.address.isRoot {
      return rootVariables[variable.name]
        ?? Value.unknown(variable.type.withoutOptional).marked(with: variable.marks)
    }
    guard let parentAddress = instance.address.parent, let parent = self.instance(at: parentAddress),
      let call = instance.address.steps.last.flatMap({ parent.module.calls[$0.name] })
    else { return .dynamicUnknown }
    guard let argument = call.body.attribute(variable.name) else {
      return (variable.defaultValue ?? .unknown(variable.type.withoutOptional)).marked(with: variable.marks)
    }
    let given = checkedForEphemeral(
      value(of: argument.expression, in: scope(parent, repetition: instance.repetition)), of: variable,
      argument.expression.range)
    if given.isNull, !variable.isNullable {
      if let value = variable.defaultValue { return value.marked(with: variable.marks) }
      report(
        Diagnostic(
          code: "config.invalid-variable-value", summary: "Required variable not set",
          detail: "The given value is not suitable for \(instance.address).var.\(variable.name) defined at "
            + "\(variable.range.place): required variable may not be set to null.", subject: argument.expression.range))
      return .unknown(variable.type.withoutOptional)
    }
    do {
      return try given.applying(variable.typeDefaults).converted(to: variable.type).marked(with: variable.marks)
    } catch {
      let place = argument.expression.range
      let what = "The given value is not suitable for \(instance.address).var.\(variable.name)"
      report(
        Diagnostic(
          code: "config.invalid-variable-value", summary: "Invalid value for input variable",
          // Of what is secret the expression is not shown.
          detail: variable.isSensitive
            ? "\(what), which is sensitive: \(error.message). It is given at \(place.place)."
            : "\(what) defined at \(variable.range.place): \(error.message).",
          subject: variable.isSensitive ? variable.range : place))
      return .unknown(variable.type.withoutOptional)
    }
  }

  // MARK: outputs

  private func visit(output name: String, of instance: ModuleInstance) {
    guard let output = instance.module.outputs[name] else { return }
    let scope = scope(instance)
    for (index, precondition) in output.preconditions.enumerated() {
      check(
        precondition, index: index, kind: .outputPrecondition, scope: scope,
        subject: CheckSubject(
          kind: "output_value", config: ConfigNode.output(instance.address.path, name).description,
          object: instance.address.isRoot ? "output.\(name)" : "\(instance.address).output.\(name)"))
    }
    var value = converted(value(of: output.expression, in: scope), of: output, in: scope)
    if instance.address.isRoot {
      let marks = value.deepMarks
      if marks.contains(.sensitive), !output.isSensitive {
        value = value.removingEphemeralMarks
        report(
          Diagnostic(
            code: "config.sensitive-output", summary: "Output refers to sensitive values",
            detail:
              "To reduce the risk of accidentally exporting sensitive data that was intended to be only internal, any root "
              + "module output containing sensitive data must be explicitly marked as sensitive, to confirm your intent.\n\nIf you "
              + "do intend to export this data, annotate the output value as sensitive by adding the following argument:\n    "
              + "sensitive = true", subject: output.range))
      }
    }
    value = checkedForEphemeral(value, of: output, isRoot: instance.address.isRoot)
    if instance.address.isRoot, !isValidating, value.hasInfinity {
      report(
        Diagnostic(
          code: "config.infinite-output", summary: "Invalid output value",
          detail:
            "This value has an infinite number in it, which cannot be stored in a state. It comes of a division by zero or of a "
            + "logarithm.", subject: output.expression.range))
      value = .dynamicUnknown
    }
    if output.isSensitive { value = value.marked(with: .sensitive) }
    instance.outputs[name] = value
  }

  /// To the type that the output declares, if it does.
  private func converted(_ value: Value, of output: Output, in scope: ModuleScope) -> Value {
    guard let type = output.type else { return value }
    do {
      return try value.applying(output.typeDefaults).converted(to: type)
    } catch {
      report(
        Diagnostic(
          code: "config.invalid-output-type", summary: "Invalid output value",
          detail: "The value of output \(quoted(output.name)) does not fit its type: \(error.message).",
          subject: output.expression.range, expressionValues: expressionValues(output.expression, in: scope)))
      return .unknown(type.withoutOptional)
    }
  }

  // MARK: expansion

  private func expand(call name: String, of instance: ModuleInstance) {
    guard let call = instance.module.calls[name],
      let module = configuration.modules[instance.address.path.child(name)]
    else { return }
    let expansion = expansion(of: call, in: scope(instance))
    var children: [InstanceKey?: ModuleInstance] = [:]
    for (key, repetition) in expansion.instances {
      children[key] = ModuleInstance(
        address: instance.address.child(name, key), module: module, repetition: repetition)
    }
    instance.calls[name] = (expansion, children)
  }

  /// Decides how many instances there are. Where that cannot be known, reports so and gives none.
  package func expansion(
    count: Expression?, forEach: Expression?, in scope: ModuleScope, kind: String
  ) -> Expansion {
    if isValidating {
      if let count {
        checkCount(count, in: scope)
        return .undecided(isCount: true)
      }
      if let forEach {
        checkForEach(forEach, in: scope)
        return .undecided(isCount: false)
      }
      return .single
    }
    if let count {
      return checkCount(count, in: scope).map(Expansion.count)
        ?? (environment.isSketch ? .undecided(isCount: true) : .count(0))
    }
    if let forEach {
      return checkForEach(forEach, in: scope).map(Expansion.forEach)
        ?? (environment.isSketch ? .undecided(isCount: false) : .forEach(KeyedValues()))
    }
    return .single
  }

  @discardableResult
  private func checkCount(_ expression: Expression, in scope: ModuleScope) -> Int? {
    let (result, problems) = evaluate(expression, in: scope)
    report(problems)
    if problems.hasErrors { return nil }
    func refuse(_ detail: String, summary: String = "Invalid count argument") -> Int? {
      report(
        Diagnostic(
          code: "config.invalid-count", summary: summary, detail: detail, subject: expression.range))
      return nil
    }
    let (value, marks) = result.unmarked
    if marks.contains(.ephemeral) {
      return refuse(
        "The given \"count\" is derived from an ephemeral value, which means that Plumb cannot persist it between plan/apply "
          + "rounds. Use only non-ephemeral values to specify the number of resource instances."
      )
    }
    if value.isNull {
      return refuse("The given \"count\" argument value is null. An integer is required.")
    }
    guard value.isKnown else {
      if isValidating { return nil }
      return refuse(
        "The \"count\" value depends on resource attributes that cannot be determined until apply, so Plumb cannot predict how "
          + "many instances will be created. To work around this, use the -target argument to first apply only the resources "
          + "that the count depends on.")
    }
    guard let converted = try? value.converted(to: .number), let number = converted.numberValue else {
      return refuse("Invalid expression value: a number is required.", summary: "Incorrect value type")
    }
    guard let count = number.int else {
      return refuse("The given \"count\" argument value is unsuitable: must be a whole number.")
    }
    guard count >= 0 else {
      return refuse("The given \"count\" argument value is unsuitable: must be greater than or equal to zero.")
    }
    return count
  }

  @discardableResult
  private func checkForEach(_ expression: Expression, in scope: ModuleScope) -> KeyedValues? {
    let (result, problems) = evaluate(expression, in: scope)
    report(problems)
    if problems.hasErrors { return nil }
    func refuse(_ detail: String, summary: String = "Invalid for_each argument") -> KeyedValues? {
      report(
        Diagnostic(
          code: "config.invalid-for-each", summary: summary, detail: detail, subject: expression.range,
          expressionValues: expressionValues(
            expression, in: scope, includesUnknown: !result.isWhollyKnown,
            includesSensitive: result.marks.contains(.sensitive))))
      return nil
    }
    let (value, marks) = result.unmarked
    if marks.contains(.sensitive) {
      return refuse(
        "Sensitive values, or values derived from sensitive values, cannot be used as for_each arguments. If used, the sensitive "
          + "value could be exposed as a resource instance key.")
    }
    if marks.contains(.ephemeral) {
      return refuse(
        "The given \"for_each\" value is derived from an ephemeral value, which means that Plumb cannot persist it between "
          + "plan/apply rounds. Use only non-ephemeral values to specify a resource's instance keys.")
    }
    if value.isNull {
      return refuse(
        "The given \"for_each\" argument value is unsuitable: the given \"for_each\" argument value is null. A map, or set of "
          + "strings is allowed.")
    }
    let (kind, parts) = value.type.isSet ? ("set", "values") : ("map", "keys")
    let advice =
      value.type.isSet
      ? "use a map value where the keys are defined statically in your configuration and where only the values contain apply-time "
        + "results."
      : "define the map keys statically in your configuration and place apply-time results only in the map values."
    let unknownDetail =
      "The \"for_each\" \(kind) includes \(parts) derived from resource attributes that cannot be determined until apply, and so Plumb cannot determine the full set of keys that will "
      + "identify the instances of this resource.\n\nWhen working with unknown values in for_each, it's better to \(advice)"
      + "\n\nAlternatively, use the -target planning option to first apply only the resources that the for_each value depends on, "
      + "and then apply a second time to fully converge."
    switch value {
    case .unknown(let type, _):
      if isValidating { return nil }
      switch type {
      case .dynamic, .map, .object, .set(.string), .set(.dynamic): return refuse(unknownDetail)
      default: return refuse(unsuitable(type))
      }
    case .map(_, let elements), .object(let elements): return elements
    case .set(let element, let members):
      let mayBeTexts = element == .dynamic && members.contains { !$0.isKnown }
      guard element == .string || members.isEmpty || mayBeTexts else {
        return refuse(
          "The given \"for_each\" argument value is unsuitable: \"for_each\" supports maps and sets of strings, but you have "
            + "provided a set containing type \(element.friendlyName).", summary: "Invalid for_each set argument")
      }
      if members.contains(where: { !$0.isKnown }) { return isValidating ? nil : refuse(unknownDetail) }
      if members.contains(where: \.isNull) {
        return refuse(
          "The given \"for_each\" argument value is unsuitable: \"for_each\" sets must not contain null values.",
          summary: "Invalid for_each set argument")
      }
      return KeyedValues(members.compactMap { member in member.stringValue.map { ($0, member) } })
    default: return refuse(unsuitable(value.type))
    }
  }

  private func unsuitable(_ type: ValueType) -> String {
    "The given \"for_each\" argument value is unsuitable: the \"for_each\" argument must be a map, or set of strings, and you have "
      + "provided a value of type \(type.friendlyName)."
  }
}

extension ValueType {
  fileprivate var isSet: Bool {
    if case .set = self { return true }
    return false
  }
}
