package import Configuring
package import Model
import Providers

/// Plans: walks the configuration in order of dependence, asks providers, and decides what is to be done with each object.
/// It reads the world and never changes it.
package actor Planner {
  let input: PlanningInput
  let options: PlanningOptions
  let pool: ProviderPool
  let graph: ConfigGraph
  let evaluator: Evaluator
  let gate: Gate
  let onEvent: @Sendable (ProgressEvent) -> Void
  let now: @Sendable () -> ContinuousClock.Instant

  var diagnostics = DiagnosticCollector()
  var changes: [ResourceChange] = []
  var drift: [ResourceChange] = []
  /// The state as it was read, with every object at its present address.
  let moves: MovedState
  /// The state as it becomes through refreshing.
  var priorState: State
  /// Objects that `removed` blocks take out of the state, and leave in the world.
  var forgotten: [ResourceInstanceAddress] = []
  /// What is to be imported where, as far as it has been evaluated.
  var imports: [ResourceInstanceAddress: ImportTarget] = [:]
  /// What was written for objects that are imported and have no configuration.
  var generated: [ResourceInstanceAddress: GeneratedConfiguration] = [:]
  /// Providers' schemas, fetched before the walk.
  var schemas: [ProviderAddress: any ProviderSchemas] = [:]
  /// Evaluated provider configurations.
  var providerConfigurations: [ProviderConfigAddress: Value] = [:]
  /// Resources of the configuration with a planned change, for data resources that must wait for them.
  var pending: Set<ConfigResourceAddress> = []
  /// The managed resources that each data resource waits for, should they be changed.
  var waits: [ConfigResourceAddress: Set<ConfigResourceAddress>] = [:]
  /// Refreshing that was begun before its resource's turn came.
  var refreshing: [ResourceInstanceAddress: Task<Result<PriorObject?, DiagnosticsError>, Never>] = [:]
  /// What child tasks of one resource share while they run.
  var contexts: [ResourceAddress: ResourceContext] = [:]
  let ephemerals: OpenEphemerals
  /// The resources behind which an ephemeral resource is closed, as long as they are to come.
  var ephemeralUses: [ConfigResourceAddress: Set<Int>]
  /// Nodes that failed, or depend on one that did: nothing can be said about them.
  var failed: Set<Int> = []
  var dependencies: ResourceDependencies
  let forcedCreateBeforeDestroy: Set<ConfigResourceAddress>
  let included: Set<ConfigResourceAddress>?
  /// To destroy a part: the instances that go.
  let destroyed: Set<ResourceInstanceAddress>?

  package init(
    input: PlanningInput, options: PlanningOptions, pool: ProviderPool, graph: ConfigGraph,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
    onEvent: @escaping @Sendable (ProgressEvent) -> Void = { _ in }
  ) {
    self.input = input
    self.options = options
    self.pool = pool
    self.graph = graph
    self.gate = Gate(limit: options.parallelism)
    self.onEvent = onEvent
    self.now = now
    self.ephemerals = OpenEphemerals(clock: ContinuousClock(), onEvent: onEvent)
    self.ephemeralUses = Self.ephemeralUses(in: graph)
    // A command that only adds to the state leaves all that is in it where it is.
    let moves = MovedState(
      input.state, configuration: options.requestedImport == nil ? input.configuration : Configuration(modules: [:]))
    self.moves = moves
    self.priorState = moves.state
    self.evaluator = Evaluator(
      configuration: input.configuration, environment: input.environment, rootVariables: input.variables.values,
      isValidating: false)
    var dependencies = ResourceDependencies(graph)
    if let requested = options.requestedImport {
      self.destroyed = nil
      self.included = [requested.address.config]
    } else if options.mode == .destroy, !options.targets.isEmpty {
      let destroyed = destroyTargets(options.targets, in: moves.state, dependencies: &dependencies)
      self.destroyed = destroyed
      self.included = Set(destroyed.map(\.config))
    } else if options.mode == .destroy, !options.excludes.isEmpty {
      let destroyed = destroyTargets(besides: options.excludes, in: moves.state, dependencies: &dependencies)
      self.destroyed = destroyed
      self.included = Set(destroyed.map(\.config))
    } else if !options.excludes.isEmpty {
      self.destroyed = nil
      self.included = resourcesBesides(options.excludes, in: input.configuration, dependencies: &dependencies)
    } else {
      self.destroyed = nil
      self.included = includedResources(input.configuration, targets: options.targets, dependencies: &dependencies)
    }
    self.forcedCreateBeforeDestroy = createBeforeDestroyClosure(
      input.configuration, &dependencies, among: included)
    self.dependencies = dependencies
  }

  /// Makes the plan. With errors, the plan holds what could be decided and is marked as errored.
  package func plan() async -> PlanningResult {
    await fetchSchemas()
    await prepareFunctions()
    checkImportTargets()
    if !diagnostics.all.hasErrors {
      await walk()
      refuseLeftOverImports()
      // Of a part, and of what failed, nothing can be said.
      if options.mode != .destroy, !isPartial, failed.isEmpty, options.requestedImport == nil {
        evaluator.evaluateChecks()
        evaluatorProblems()
      }
      if options.requestedImport != nil { return importResult() }
      if options.mode != .refreshOnly { await planOrphans() } else { await refreshOrphans() }
    }
    for task in refreshing.values { _ = await task.value }
    diagnostics.add(await ephemerals.closeAll())
    evaluatorProblems()
    settleMoves()
    let outputChanges = outputChanges()
    rememberOutputs(outputChanges)
    var plan = Plan(
      mode: options.mode, timestamp: input.timestamp,
      variables: input.variables.given.sorted { $0.key < $1.key }.map {
        PlannedVariable(name: $0.key, given: $0.value, isSet: input.variables.set.contains($0.key))
      },
      changes: ResourceChange.sorted(changes),
      // Whatever has become of an object outside explains nothing about its being destroyed.
      drift: options.mode == .destroy ? [] : ResourceChange.sorted(drift),
      outputChanges: outputChanges, previousState: input.state, priorState: priorState,
      checks: checkResults(), targets: options.targets.map(\.description),
      excludes: options.excludes.map(\.description),
      forceReplace: options.forceReplace, isErrored: diagnostics.all.hasErrors)
    let schemas = schemas
    let wanted = included.map { graph.nodesBehind($0) }
    if !plan.isErrored {
      plan.execution = executionGraph(
        for: plan.changes, graph: graph, dependencies: dependencies, priorState: priorState,
        last: input.configuration.readForChecks)
      plan.relevantAttributes = relevantAttributes(
        of: plan, configuration: input.configuration,
        moduleInstances: input.configuration.modules.keys.sorted().flatMap { evaluator.instances(of: $0) }.map(
          \.address),
        isIncluded: { address, name in
          // An output that gives nothing has not changed from nothing.
          if evaluator.instance(at: address)?.outputs[name]?.unmarked.value.isNull == true { return false }
          return wanted?.contains(.output(address.path, name)) ?? true
        },
        schemas: { name, provider in
          schemas[provider]?.schema(of: name)
        })
    }
    warnAboutTargets()
    warnAboutGeneration()
    var result = PlanningResult(plan: plan, diagnostics: diagnostics.all, generated: Array(generated.values))
    result.providers = providerConfigurations
    return result
  }

  /// What is left of a plan when only something was imported: the state.
  private func importResult() -> PlanningResult {
    evaluatorProblems()
    let plan = Plan(
      mode: .normal, timestamp: input.timestamp, previousState: input.state, priorState: priorState,
      isErrored: diagnostics.all.hasErrors)
    return PlanningResult(plan: plan, diagnostics: diagnostics.all)
  }

  private func evaluatorProblems() { diagnostics.add(evaluator.takeDiagnostics()) }

  // MARK: walking

  private func fetchSchemas() async {
    var addresses: [ProviderAddress: ProviderConfigAddress] = [:]
    for (path, module) in input.configuration.modules {
      for resource in module.resources.values {
        let address = input.configuration.provider(of: resource, in: path)
        addresses[address.provider] = addresses[address.provider] ?? address
      }
      for block in module.providers.values {
        let provider = module.providerAddress(localName: block.localName)
        let address = ProviderConfigAddress(module: path, provider: provider, alias: block.alias)
        addresses[provider] = addresses[provider] ?? address
      }
    }
    for resource in moves.state.resources.values {
      addresses[resource.provider.provider] = addresses[resource.provider.provider] ?? resource.provider
    }
    for (provider, address) in addresses.sorted(by: { $0.key < $1.key }) {
      switch await pool.schemas(of: address) {
      case .success(let found): schemas[provider] = found
      case .failure(let error): diagnostics.add(error.diagnostics)
      }
    }
  }

  /// Visits every node once what it depends on is done. Evaluation is done here, one node at a time; what asks providers runs
  /// in child tasks, as many as the gate allows.
  private func walk() async {
    var walk = Walk(graph)
    await withTaskGroup(of: Int.self) { group in
      while walk.remaining > 0 {
        while let place = walk.next() {
          if graph.dependencies[place].contains(where: failed.contains) { failed.insert(place) }
          if failed.contains(place) {
            await releaseEphemerals(after: place)
            walk.complete(place)
          } else if case .resource(let address) = graph.nodes[place] {
            if startsImmediately(address) {
              await visit(address, place: place)
              await releaseEphemerals(after: place)
              walk.complete(place)
            } else {
              group.addTask {
                await self.visit(address, place: place)
                await self.releaseEphemerals(after: place)
                return place
              }
            }
          } else {
            visitValue(place)
            walk.complete(place)
          }
        }
        guard walk.remaining > 0, let done = await group.next() else { break }
        walk.complete(done)
      }
    }
  }

  /// Resources of the engine's own provider need no task of their own: they never wait for anything.
  private func startsImmediately(_ address: ConfigResourceAddress) -> Bool {
    guard let resource = input.configuration.modules[address.module]?.resources[address.resource] else { return true }
    return input.configuration.provider(of: resource, in: address.module).provider == .builtin
  }

  private func visitValue(_ place: Int) {
    let node = graph.nodes[place]
    if case .provider(let address) = node {
      for (key, repetition) in evaluator.expandProvider(address).instances {
        evaluate(address.instance(key), repetition)
      }
      if !failed.contains(place) { beginRefreshing(objectsOf: address) }
    } else {
      if options.mode == .destroy, destroyMustNotEvaluate(node) { return }
      evaluator.visit(node)
    }
    let problems = evaluator.takeDiagnostics()
    if options.mode == .destroy {
      // Destroying must be possible whatever the configuration says by now; only what providers need is evaluated for real.
      return
    }
    diagnostics.add(problems)
    if problems.hasErrors { failed.insert(place) }
  }

  private func destroyMustNotEvaluate(_ node: ConfigNode) -> Bool {
    if case .output(let path, _) = node { return path.isRoot }
    return false
  }

  /// Evaluates a provider's configuration; the provider itself starts when somebody needs it.
  private func evaluate(_ address: ProviderConfigAddress, _ repetition: Repetition) {
    guard let schema = schemas[address.provider]?.providerConfiguration else { return }
    guard let block = input.configuration.block(of: address),
      let instance = evaluator.instances(of: address.module).first
    else {
      providerConfigurations[address] = schema.block.emptyValue
      return
    }
    let (value, problems) = decode(
      block.body, schema: schema.block, scope: evaluator.scope(instance, repetition: repetition), allowsEphemeral: true)
    diagnostics.add(problems)
    providerConfigurations[address] = value.deeplyUnmarked
    if problems.hasErrors { providerConfigurations[address] = nil }
  }

  /// The provider for a resource, started and configured; nil when that failed, which is reported once.
  func client(for address: ProviderConfigAddress) async -> (any ProviderClient)? {
    let configuration: Value
    if let known = providerConfigurations[address] {
      configuration = known
    } else if address.key == nil, graph.index[.provider(address)] == nil,
      let schema = schemas[address.provider]?.providerConfiguration
    {
      configuration = schema.block.emptyValue
    } else {
      return nil
    }
    let (result, isFirst, warnings) = await pool.configured(
      address, configuration: configuration, block: input.configuration.block(of: address),
      schema: schemas[address.provider]?.providerConfiguration.block)
    if isFirst { diagnostics.add(warnings) }
    switch result {
    case .success(let client): return client
    case .failure(let error):
      diagnostics.add(error.diagnostics)
      return nil
    }
  }

  // MARK: outputs

  private func outputChanges() -> [OutputChange] {
    var result: [OutputChange] = []
    // Of what is left, outputs may still tell.
    if options.mode == .destroy, isPartial { return [] }
    let declared = input.configuration.root.outputs
    for name in Set(declared.keys).union(input.state.outputs.keys).sorted() {
      let previous = input.state.outputs[name]
      let isSensitive = previous?.isSensitive == true || (declared[name]?.isSensitive ?? false)
      let before = (previous?.value ?? .null(.dynamic)).marked(with: isSensitive ? .sensitive : [])
      if options.mode == .destroy || declared[name] == nil {
        guard previous != nil else { continue }
        result.append(
          OutputChange(
            name: name, action: .delete, before: before, after: .null(.dynamic),
            isSensitive: previous?.isSensitive ?? false
          ))
        continue
      }
      // Not evaluated: left out of a targeted plan, or dependent on something that failed.
      guard let after = evaluator.root.outputs[name], let output = declared[name] else { continue }
      if isPartial, !isIncluded(output: name) { continue }
      let action: Action
      if previous == nil {
        action = after.isNull ? .noOp : .create
      } else if after.isWhollyKnown, after.deeplyUnmarked.sameContent(as: before.deeplyUnmarked),
        previous?.isSensitive == output.isSensitive
      {
        action = .noOp
      } else {
        action = .update
      }
      result.append(
        OutputChange(name: name, action: action, before: before, after: after, isSensitive: output.isSensitive))
    }
    return result
  }

  /// Outputs that are known already are recorded with the refreshed state.
  private func rememberOutputs(_ changes: [OutputChange]) {
    for change in changes where change.action != .delete && change.after.isWhollyKnown {
      priorState.outputs[change.name] =
        change.after.isNull
        ? nil : OutputValue(value: change.after.deeplyUnmarked, isSensitive: change.isSensitive)
    }
  }

  func isIncluded(output name: String) -> Bool {
    guard let place = graph.index[.output(.root, name)] else { return false }
    let resources = graph.resourcesBehind(place)
    // What depends on nothing belongs to no part.
    return !resources.isEmpty && resources.allSatisfy { included?.contains($0) ?? true }
  }
}

extension ResourceChange {
  /// By address. Changes are large: their places are sorted, so that each is copied once.
  static func sorted(_ changes: [ResourceChange]) -> [ResourceChange] {
    changes.indices.map { (place: $0, address: changes[$0].address, deposed: changes[$0].deposedKey ?? "") }
      .sorted { $0.address == $1.address ? $0.deposed < $1.deposed : $0.address < $1.address }
      .map { changes[$0.place] }
  }
}

extension ConfigGraph {
  /// Everything that some resources depend on, at any distance.
  func nodesBehind(_ resources: Set<ConfigResourceAddress>) -> Set<ConfigNode> {
    var stack = resources.compactMap { index[.resource($0)] }
    var seen = Set(stack)
    while let current = stack.popLast() {
      for dependency in dependencies[current] where seen.insert(dependency).inserted { stack.append(dependency) }
    }
    return Set(seen.map { nodes[$0] })
  }

  /// All resources that say which objects are to be imported into a resource.
  func resourcesBehindImports(of address: ConfigResourceAddress) -> Set<ConfigResourceAddress> {
    guard let place = index[.resource(address)] else { return [] }
    return (importDependencies[place] ?? []).reduce(into: []) { $0.formUnion(resourcesBehind($1)) }
  }

  /// All resources that a node depends on, at any distance.
  package func resourcesBehind(_ place: Int) -> Set<ConfigResourceAddress> {
    var found: Set<ConfigResourceAddress> = []
    var seen: Set<Int> = [place]
    var stack = [place]
    while let current = stack.popLast() {
      if case .resource(let address) = nodes[current] { found.insert(address) }
      for dependency in dependencies[current] where seen.insert(dependency).inserted { stack.append(dependency) }
    }
    return found
  }
}

/// Diagnostics without repetition: one cause is often met in many instances.
struct DiagnosticCollector {
  private(set) var all: [Diagnostic] = []
  private var seen: Set<Diagnostic> = []

  mutating func add(_ diagnostic: Diagnostic) {
    if seen.insert(diagnostic).inserted { all.append(diagnostic) }
  }

  mutating func add(_ more: [Diagnostic]) {
    for diagnostic in more { add(diagnostic) }
  }
}

/// Resources which must be created before they are destroyed because one that depends on them is.
private func createBeforeDestroyClosure(
  _ configuration: Configuration, _ dependencies: inout ResourceDependencies,
  among included: Set<ConfigResourceAddress>?
) -> Set<ConfigResourceAddress> {
  var stack: [ConfigResourceAddress] = []
  for (path, module) in configuration.modules {
    for resource in module.resources.values where resource.lifecycle.createBeforeDestroy == true {
      let address = ConfigResourceAddress(module: path, resource: resource.name)
      if included?.contains(address) ?? true { stack.append(address) }
    }
  }
  var result = Set(stack)
  while let address = stack.popLast() {
    for dependency in dependencies.direct(of: address) where result.insert(dependency).inserted {
      stack.append(dependency)
    }
  }
  return result
}

/// With targets: the resources named and all that they depend on.
private func includedResources(
  _ configuration: Configuration, targets: [TargetAddress], dependencies: inout ResourceDependencies
) -> Set<ConfigResourceAddress>? {
  if targets.isEmpty { return nil }
  var result: Set<ConfigResourceAddress> = []
  for (path, module) in configuration.modules {
    for name in module.resources.keys {
      let address = ConfigResourceAddress(module: path, resource: name)
      if targets.contains(where: { $0.mayContain(address) }) {
        result.insert(address)
        result.formUnion(dependencies.all(of: address))
      }
    }
  }
  return result
}
