package import Configuring
import Model
package import Planning
package import Providers

/// Carries out a plan's execution graph. It fills in what was unknown when planning and never decides again what to do.
package actor Applier {
  let plan: Plan
  let configuration: Configuration
  let graph: ConfigGraph
  let pool: ProviderPool
  let evaluator: Evaluator
  let recorder: any ApplyRecorder
  let provisioners: any ProvisionerHost
  let onEvent: @Sendable (ProgressEvent) -> Void
  let makeDeposedKey: @Sendable () -> String
  let clock: any Clock<Duration>

  let ephemerals: OpenEphemerals
  var uses: EphemeralUses
  var opening: [ConfigResourceAddress: Task<Bool, Never>] = [:]
  /// Stands for the opening of an ephemeral resource, which is no step of the plan.
  private static let noStep = -1

  var state: State
  var counts = ApplyCounts()
  var diagnostics: [Diagnostic] = []
  var seenDiagnostics: Set<Diagnostic> = []
  var run: Run
  /// Objects that replacements have set aside in this run, by change.
  var deposed: [Int: String] = [:]
  private var visited: Set<Int> = []
  private lazy var dependencies = ResourceDependencies(graph)
  /// What `count` and `for_each` say is the same for every step of a resource, and evaluated once.
  private var expansions: [ResourceAddress: Expansion] = [:]
  private var schemas: [ProviderAddress: any ProviderSchemas] = [:]
  private var interrupts = 0

  package init(
    plan: Plan, configuration: Configuration, graph: ConfigGraph, environment: EvaluationEnvironment,
    pool: ProviderPool, ephemeralInputs: [(name: String, input: VariableInput)] = [],
    parallelism: Int, recorder: any ApplyRecorder,
    provisioners: any ProvisionerHost, clock: any Clock<Duration>,
    makeDeposedKey: @escaping @Sendable () -> String, onEvent: @escaping @Sendable (ProgressEvent) -> Void
  ) {
    self.plan = plan
    self.configuration = configuration
    self.graph = graph
    self.pool = pool
    self.recorder = recorder
    self.provisioners = provisioners
    self.clock = clock
    self.makeDeposedKey = makeDeposedKey
    self.onEvent = onEvent
    self.ephemerals = OpenEphemerals(clock: clock, onEvent: onEvent)
    self.uses = EphemeralUses(graph: graph, plan: plan)
    self.state = plan.priorState
    self.run = Run(graph: plan.execution, limit: parallelism)
    self.evaluator = Evaluator(
      configuration: configuration, environment: environment,
      rootVariables: rootVariables(
        declared: configuration.root.variables,
        inputs: plan.variables.filter { $0.isSet && !$0.mustBeGivenAgain }.map {
          ($0.name, VariableInput(content: .value($0.value.withoutMarks), origin: .savedPlan))
        } + ephemeralInputs
      ).values, isValidating: false)
  }

  /// No further step begins, and providers are asked to end what is under way.
  package func interrupt() async {
    run.interrupt()
    provisioners.stop()
    await pool.stop()
  }

  /// Applies the plan. Whatever happens, the state in the result holds all that was made.
  package func apply() async -> ApplyResult {
    precondition(!plan.isErrored)
    await fetchSchemas()
    let (functions, problems) = await pool.functions(calledIn: configuration)
    evaluator.environment.providerFunctions = functions
    report(problems)
    if !diagnostics.hasErrors {
      for change in plan.changes {
        guard let id = change.importedID else { continue }
        counts.imported += 1
        onEvent(ProgressEvent(address: change.address, identification: nil, phase: .imported(id: id)))
      }
      await withTaskGroup(of: (Int, Run.Outcome).self) { group in
        for task in readyEphemerals() { group.addTask { (Self.noStep, await task.value ? .succeeded : .failed) } }
        for step in run.start() { group.addTask { (step, await self.perform(step)) } }
        while let (step, outcome) = await group.next() {
          if step == Self.noStep { continue }
          for next in run.finished(step, outcome) { group.addTask { (next, await self.perform(next)) } }
          for task in readyEphemerals() { group.addTask { (Self.noStep, await task.value ? .succeeded : .failed) } }
          await closeEphemerals(after: step)
        }
      }
      finishOutputs()
      await closeAllEphemerals()
      if plan.isPartial { report([targetedApply]) }
      if plan.mode == .destroy { report(objectsLeft()) }
    }
    return ApplyResult(
      state: state, counts: counts, diagnostics: diagnostics, wasInterrupted: run.isInterrupted)
  }

  /// Whoever destroys everything must hear that not everything is gone.
  private func objectsLeft() -> [Diagnostic] {
    let kept = plan.changes.filter { $0.action == .forget }.map(\.address).sorted()
    guard !kept.isEmpty else { return [] }
    return [
      Diagnostic(
        code: "apply.objects-left", summary: "Plumb has not destroyed some remote objects",
        detail:
          "Because of \"destroy = false\", these are no longer in the state, but still there:"
          + kept.map { "\n  - \($0)" }.joined() + "\n\nDelete them by other means, or import them to manage them again."
      )
    ]
  }

  private var targetedApply: Diagnostic {
    let option = plan.excludes.isEmpty ? "-target" : "-exclude"
    return Diagnostic(
      .warning, code: "apply.targeted", summary: "Applied changes may be incomplete",
      detail:
        "The plan was created with the \(option) option in effect, so some changes requested in the configuration "
        + "may have been ignored and the output values may not be fully updated. Run the following command to verify "
        + "that no other changes are pending:\n    plumb plan\n\nNote that the \(option) option is not suitable for "
        + "routine use, and is provided only for exceptional situations such as recovering from errors or mistakes, or "
        + "when Plumb specifically suggests to use it as part of an error message.")
  }

  /// The plan names none for what is new.
  func recordedDependencies(of change: ResourceChange) -> [ConfigResourceAddress] {
    change.action == .create && change.dependencies.isEmpty
      ? dependencies.listed(of: change.address.config) : change.dependencies
  }

  func report(_ more: [Diagnostic]) {
    for diagnostic in more where seenDiagnostics.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  private func fetchSchemas() async {
    var needed: [ProviderAddress: ProviderConfigAddress] = [:]
    for change in plan.changes where needed[change.provider.provider] == nil {
      needed[change.provider.provider] = change.provider
    }
    for resource in state.resources.values where needed[resource.provider.provider] == nil {
      needed[resource.provider.provider] = resource.provider
    }
    for address in uses.resources {
      guard let resource = configuration.modules[address.module]?.resources[address.resource] else { continue }
      let provider = configuration.provider(of: resource, in: address.module)
      needed[provider.provider] = needed[provider.provider] ?? provider
    }
    for (provider, address) in needed.sorted(by: { $0.key < $1.key }) {
      switch await pool.schemas(of: address) {
      case .success(let found): schemas[provider] = found
      case .failure(let error): report(error.diagnostics)
      }
    }
  }

  /// What the object's module tells its provider, which was found good when it was planned.
  func providerMeta(_ change: ResourceChange) -> Value {
    let provider = change.provider.provider
    return Planning.providerMeta(for: change.address, provider, in: configuration, schemas: schemas[provider]).value
      ?? .null(.dynamic)
  }

  func schema(of change: ResourceChange) -> Schema? {
    schema(of: change.address.resource, change.provider.provider)
  }

  func schema(of name: ResourceName, _ provider: ProviderAddress) -> Schema? {
    schemas[provider]?.schema(of: name)
  }

  // MARK: evaluation

  /// Evaluates whatever a node of the configuration depends on and has not been evaluated yet. All resources among it are done
  /// by now: the execution graph has seen to that.
  func prepare(_ node: ConfigNode) {
    guard let place = graph.index[node] else { return }
    var stack = [place]
    var entered: Set<Int> = []
    while let current = stack.last {
      if visited.contains(current) {
        stack.removeLast()
        continue
      }
      if entered.insert(current).inserted {
        stack += graph.dependencies[current].filter { !visited.contains($0) }
        continue
      }
      stack.removeLast()
      visited.insert(current)
      if current != place || !isResource(node) { visit(graph.nodes[current]) }
    }
    // The node itself is a resource whose values come from its steps: it is visited by those who depend on it.
    if isResource(node) { visited.remove(place) }
  }

  private func isResource(_ node: ConfigNode) -> Bool {
    if case .resource = node { return true }
    return false
  }

  private func visit(_ node: ConfigNode) {
    if case .resource(let address) = node {
      visit(address)
    } else {
      evaluator.visit(node)
    }
  }

  /// Gives a finished resource its values.
  func visit(_ address: ConfigResourceAddress) {
    // Those that are open have their values from their opening.
    if address.resource.mode == .ephemeral, opening[address] != nil { return }
    guard let resource = configuration.modules[address.module]?.resources[address.resource] else { return }
    for instance in evaluator.instances(of: address.module) {
      let expansion = expansion(of: resource, in: instance)
      var values = ResourceValues(
        expansion: expansion, marks: address.resource.mode == .ephemeral ? .ephemeral : [])
      for (key, _) in expansion.instances {
        let instanceAddress = ResourceInstanceAddress(
          module: instance.address, resource: resource.name, key: key)
        if let value = currentValue(instanceAddress, resource: resource) { values.set(value, for: key) }
      }
      instance.resources[resource.name] = values
    }
  }

  /// When destroying or only refreshing, what the state has counts; the configuration may say something else by now.
  func expansion(of resource: Resource, in instance: ModuleInstance) -> Expansion {
    let address = ResourceAddress(module: instance.address, resource: resource.name)
    if let known = expansions[address] { return known }
    let problems = evaluator.diagnostics.count
    let expansion =
      plan.mode == .normal
      ? evaluator.expansion(of: resource, in: evaluator.scope(instance))
      : plan.priorState.expansion(of: resource, at: address)
    // What failed is to be told to each step.
    if evaluator.diagnostics.count == problems { expansions[address] = expansion }
    return expansion
  }

  /// An object's value as the state has it now, marked where sensitive.
  private func currentValue(_ address: ResourceInstanceAddress, resource: Resource) -> Value? {
    let source = plan.mode == .destroy ? plan.priorState : state
    guard let record = source[address]?.current else { return nil }
    let provider = configuration.provider(of: resource, in: address.module.path).provider
    guard let schema = schema(of: resource.name, provider),
      let value = record.value(as: schema)
    else { return nil }
    return value.marking(record.sensitivePaths.map { ($0, .sensitive) })
      .marking(schema.block.sensitivePaths(in: value).map { ($0, .sensitive) })
  }

  // MARK: providers

  /// Who acts for a change's object.
  func client(of change: ResourceChange) async -> (any ProviderClient)? {
    await client(for: change.provider).map { pool.client($0, for: change.address) }
  }

  func client(for address: ProviderConfigAddress) async -> (any ProviderClient)? {
    guard await openEphemerals(behind: .provider(address.withoutKey)) else { return nil }
    prepare(.provider(address.withoutKey))
    let expansion = evaluator.expandProvider(address)
    report(evaluator.takeDiagnostics())
    guard let schema = schemas[address.provider]?.providerConfiguration else { return nil }
    let configurationValue: Value
    let block = configuration.block(of: address)
    if let block, let instance = evaluator.instances(of: address.module).first {
      let scope = evaluator.scope(instance, repetition: expansion.repetition(for: address.key))
      let (value, problems) = decode(block.body, schema: schema.block, scope: scope, allowsEphemeral: true)
      report(problems)
      if problems.hasErrors { return nil }
      configurationValue = value.deeplyUnmarked
    } else {
      configurationValue = schema.block.emptyValue
    }
    let (result, isFirst, warnings) = await pool.configured(
      address, configuration: configurationValue, block: block, schema: schema.block)
    if isFirst { report(warnings) }
    switch result {
    case .success(let client): return client
    case .failure(let error):
      report(error.diagnostics)
      return nil
    }
  }

  // MARK: outputs

  /// Computes the root module's outputs. Those that depend on something that was not done keep their recorded value.
  private func finishOutputs() {
    if plan.mode == .destroy {
      if !plan.isPartial, run.statuses.allSatisfy({ $0 == .succeeded }) {
        state.outputs = [:]
        removeData()
      }
      state.checkResults = plan.checks
      return
    }
    let broken = brokenNodes()
    for name in state.outputs.keys where configuration.root.outputs[name] == nil { state.outputs[name] = nil }
    for (place, node) in graph.nodes.enumerated() {
      guard case .output(.root, let name) = node, !broken.contains(place),
        let output = configuration.root.outputs[name],
        plan.outputChanges.contains(where: { $0.name == name })
      else { continue }
      prepare(node)
      let problems = evaluator.takeDiagnostics()
      report(problems)
      guard !problems.hasErrors, let value = evaluator.root.outputs[name] else { continue }
      if value.isNull {
        state.outputs[name] = nil
      } else if value.isWhollyKnown {
        state.outputs[name] = OutputValue(value: value.deeplyUnmarked, isSensitive: output.isSensitive)
      }
    }
    if plan.mode == .normal, !plan.isPartial { judgeModules(except: broken) }
    if broken.isEmpty, !plan.isPartial { evaluateChecks() }
    state.checkResults = outcomes(broken: broken)
  }

  /// What goes into modules and comes out of them may have been unknown when it was planned: it is judged now, whether or not a
  /// step needed it.
  private func judgeModules(except broken: Set<Int>) {
    for (place, node) in graph.nodes.enumerated() where !broken.contains(place) {
      switch node {
      case .variable(let path, _) where !path.isRoot, .output(let path, _) where !path.isRoot: prepare(node)
      default: continue
      }
    }
    report(evaluator.takeDiagnostics())
  }

  /// Nodes that depend on a resource of which some step did not succeed.
  private func brokenNodes() -> Set<Int> {
    var resources: Set<ConfigResourceAddress> = []
    for (index, status) in run.statuses.enumerated() where status != .succeeded {
      let step = plan.execution.steps[index]
      if step.kind != .join { resources.insert(plan.changes[step.change].address.config) }
    }
    var broken: Set<Int> = []
    for (place, node) in graph.nodes.enumerated() {
      if case .resource(let address) = node, resources.contains(address) { broken.insert(place) }
      if graph.dependencies[place].contains(where: broken.contains) { broken.insert(place) }
    }
    return broken
  }
}
