import Configuring
package import Model
import Parsing
import Providers

/// What is the same for all instances of one resource in one module instance.
struct ResourceContext {
  var resource: Resource
  let instance: ModuleInstance
  let schema: Schema
  var provider: ProviderConfigAddress
  var client: any ProviderClient
  /// Who acts for each instance, where that is not the same for all.
  var own: [InstanceKey?: ActingProvider] = [:]
  let address: ResourceAddress
  let dependencies: [ConfigResourceAddress]
  let createBeforeDestroy: Bool
}

/// A provider configuration, ready to be asked.
struct ActingProvider {
  let address: ProviderConfigAddress
  let client: any ProviderClient
}

/// An object as it stands before the plan: read from the state and, unless told otherwise, refreshed.
struct PriorObject {
  /// Marked where sensitive.
  var value: Value
  var privateData: [UInt8]
  var record: ObjectRecord

  var isTainted: Bool { record.status == .tainted }
}

extension Planner {
  /// Plans all instances of a resource, in all instances of its module.
  func visit(_ address: ConfigResourceAddress, place: Int) async {
    guard let module = input.configuration.modules[address.module], let resource = module.resources[address.resource]
    else { return }
    let provider = input.configuration.provider(of: resource, in: address.module)
    guard let schema = schema(of: resource, provider: provider) else {
      failed.insert(place)
      return
    }
    if resource.name.mode == .ephemeral {
      return await visitEphemeral(address, resource, schema, place: place)
    }
    var succeeded = resolveImports(of: address)
    for instance in evaluator.instances(of: address.module) where succeeded {
      let resourceAddress = ResourceAddress(module: instance.address, resource: resource.name)
      let expansion =
        options.mode == .destroy
        ? priorState.expansion(of: resource, at: resourceAddress)
        : evaluator.expansion(of: resource, in: evaluator.scope(instance))
      let problems = evaluator.takeDiagnostics()
      diagnostics.add(problems)
      if problems.hasErrors {
        succeeded = false
        continue
      }
      instance.resources[resource.name] = ResourceValues(expansion: expansion)
      let keys = expansion.instances.map(\.key)
      let isRefreshing = options.mode == .refreshOnly && priorState.resources[resourceAddress] != nil
      if keys.isEmpty, !isRefreshing { continue }
      if let included, !included.contains(address) {
        for key in keys {
          await believe(resourceAddress.instance(key), schema: schema, provider: provider, in: instance)
        }
        continue
      }
      guard let (acting, own) = await actingProviders(resource, expansion, instance, default: provider) else {
        succeeded = false
        continue
      }
      // Of what is new alone nobody asks before it is made: in a long chain these lists are the most of a plan.
      let isNew =
        address.resource.mode == .managed && priorState.resources[resourceAddress] == nil
        && input.configuration.root.imports.isEmpty
      let context = ResourceContext(
        resource: resource, instance: instance, schema: schema, provider: acting.address, client: acting.client,
        own: own, address: resourceAddress, dependencies: isNew ? [] : dependencies.listed(of: address),
        createBeforeDestroy: resource.lifecycle.createBeforeDestroy == true
          || forcedCreateBeforeDestroy.contains(address))
      if await !planAll(expansion, context) { succeeded = false }
      if options.mode == .refreshOnly { await show(recorded: resource, context) }
    }
    if !succeeded { failed.insert(place) }
  }

  private func schema(of resource: Resource, provider: ProviderConfigAddress) -> Schema? {
    guard let schemas = schemas[provider.provider] else { return nil }
    let schema = schemas.schema(of: resource.name)
    if schema == nil { diagnostics.add(unknownType(resource, provider: provider.provider, schemas: schemas)) }
    return schema
  }

  /// When only refreshing, the instances that there are count, and not those that the configuration would have.
  private func show(recorded resource: Resource, _ context: ResourceContext) async {
    guard resource.name.mode == .managed else { return }
    let recorded = priorState.expansion(of: resource, at: context.address)
    let planned = Set((context.instance.resources[resource.name]?.expansion.instances ?? []).map(\.key))
    context.instance.resources[resource.name]?.show(recorded)
    for (key, _) in recorded.instances where !planned.contains(key) {
      await believe(
        context.address.instance(key), schema: context.schema, provider: context.provider, in: context.instance)
    }
  }

  /// An instance outside of the targets: it counts with what the state says, and is not touched.
  private func believe(
    _ address: ResourceInstanceAddress, schema: Schema, provider: ProviderConfigAddress, in instance: ModuleInstance
  ) async {
    guard let record = priorState[address]?.current,
      let value = await recalled(record, address: address, schema: schema, provider: provider)
    else { return }
    // Applying reads the state without asking for upgrades.
    remember(
      PriorObject(value: value, privateData: record.privateData, record: record), at: address, schema: schema,
      isChanged: record.schemaVersion != schema.version)
    instance.resources[address.resource]?.set(value, for: address.key)
  }

  /// Many instances at once where a provider is asked, one after the other where not.
  private func planAll(_ expansion: Expansion, _ context: ResourceContext) async -> Bool {
    let instances = expansion.instances
    if instances.count == 1 || context.provider.provider == .builtin {
      var succeeded = true
      for (key, repetition) in instances {
        if await !planOne(context, key: key, repetition: repetition) { succeeded = false }
      }
      return succeeded
    }
    // Child tasks may only carry values: the context waits for them here.
    let address = context.address
    contexts[address] = context
    defer { contexts[address] = nil }
    return await withTaskGroup(of: Bool.self) { group in
      for (key, repetition) in instances {
        group.addTask { await self.planOne(address, key: key, repetition: repetition) }
      }
      var succeeded = true
      for await one in group where !one { succeeded = false }
      return succeeded
    }
  }

  private func planOne(_ address: ResourceAddress, key: InstanceKey?, repetition: Repetition) async -> Bool {
    guard let context = contexts[address] else { return false }
    return await planOne(context, key: key, repetition: repetition)
  }

  private func planOne(_ shared: ResourceContext, key: InstanceKey?, repetition: Repetition) async -> Bool {
    await Tracing.measure("resource", ["address": "\(shared.address.instance(key))"]) {
      await planMeasured(shared, key: key, repetition: repetition)
    }
  }

  private func planMeasured(_ shared: ResourceContext, key: InstanceKey?, repetition: Repetition) async -> Bool {
    let address = shared.address.instance(key)
    var context = shared
    if let own = shared.own[key] { (context.provider, context.client) = (own.address, own.client) }
    context.client = pool.client(context.client, for: address)
    if options.requestedImport != nil { return await importOne(context, address) }
    let isIncluded = isTargeted(address) || (destroyed == nil && includedAsDependency(address))
    guard isIncluded else {
      await believe(address, schema: context.schema, provider: context.provider, in: context.instance)
      return true
    }
    return context.resource.name.mode == .data
      ? await planData(context, address, repetition)
      : await planManaged(context, address, repetition)
  }

  /// Whether an instance is wanted for a target that depends on its resource, rather than as a target itself.
  private func includedAsDependency(_ address: ResourceInstanceAddress) -> Bool {
    !options.targets.isEmpty && !options.targets.contains { $0.mayContain(address.config) }
  }

  /// Of the one resource that a command imports into, the one instance.
  private func importOne(_ context: ResourceContext, _ address: ResourceInstanceAddress) async -> Bool {
    guard let target = imports[address] else {
      await believe(address, schema: context.schema, provider: context.provider, in: context.instance)
      return true
    }
    return await imported(
      target, at: address, schema: context.schema, provider: context.provider, client: context.client,
      dependencies: context.dependencies) != nil
  }

  // MARK: managed resources

  private func planManaged(
    _ shared: ResourceContext, _ address: ResourceInstanceAddress, _ repetition: Repetition
  ) async -> Bool {
    var context = shared
    let recorded = priorState[address]
    await planDeposed(recorded, address: address, schema: context.schema, provider: context.provider)
    var prior: PriorObject?
    if let record = recorded?.current {
      switch await refreshed(record, address: address, schema: context.schema, client: context.client) {
      case .failure(let error):
        diagnostics.add(error.diagnostics)
        return false
      case .success(let object): prior = object
      }
      noteDependencies(of: context, refreshed: record, at: address)
    }
    var importedID: String?
    if options.mode == .normal, recorded?.current == nil, let target = imports[address] {
      prior = await imported(
        target, at: address, schema: context.schema, provider: context.provider, client: context.client,
        dependencies: [])
      guard let prior else { return false }
      importedID = target.text
      context = generating(context, address, for: prior)
    }
    switch options.mode {
    case .refreshOnly:
      if let prior { setValue(prior.value, address, in: context) }
      return checkPostconditions(context, address, repetition, prior?.value)
    case .destroy where !context.resource.lifecycle.destroys:
      if let recorded { planForget(address, ResourceInstanceState(current: recorded.current), reason: nil) }
      setValue(prior?.value ?? .null(context.schema.block.impliedType), address, in: context)
      return true
    case .destroy:
      setValue(prior?.value ?? .null(context.schema.block.impliedType), address, in: context)
      return await planDestroy(
        prior, address: address, schema: context.schema, provider: context.provider, client: context.client,
        reason: nil, dependencies: recorded?.current?.dependencies ?? [],
        lifecycle: evaluator.settled(context.resource.lifecycle, in: evaluator.scope(context.instance)),
        range: context.resource.range)
    case .normal: break
    }
    let scope = evaluator.scope(context.instance, repetition: repetition)
    guard check(context.resource.lifecycle.preconditions, kind: .precondition, scope: scope, address) else {
      return false
    }
    guard let configuration = await configuration(context, address, scope) else { return false }
    guard let triggered = replaceTriggered(context, scope) else { return false }
    guard
      var change = await decide(
        context, address, configuration: configuration, prior: prior, isTriggered: triggered)
    else { return false }
    change.importedID = importedID
    if importedID != nil, case .identity? = imports[address]?.source {
      change.importedIdentity = prior?.record.identity.map { String(decoding: $0, as: UTF8.self) }
    }
    noteGenerated(&change)
    if importedID != nil, change.action == .noOp, var record = prior?.record {
      // Otherwise its step writes them.
      record.dependencies = inRecordOrder(
        Set(context.dependencies).union(graph.resourcesBehindImports(of: address.config)))
      priorState.setCurrent(record, at: address)
    } else if change.action == .noOp {
      noteDependencies(context.dependencies, at: address)
    }
    noteKeeping(context, at: address)
    changes.append(change)
    if change.action != .noOp { pending.insert(address.config) }
    setValue(change.after, address, in: context)
    return checkPostconditions(context, address, repetition, change.after)
  }

  /// What the configuration says now belongs to what refreshing finds out. Until it is known that an object keeps, what it
  /// was made with counts as well.
  private func noteDependencies(
    of context: ResourceContext, refreshed record: ObjectRecord, at address: ResourceInstanceAddress
  ) {
    guard options.refreshes, record.dependencies != context.dependencies else { return }
    let earlier = options.mode == .destroy ? [] : record.dependencies
    noteDependencies(inRecordOrder(Set(context.dependencies).union(earlier)), at: address)
  }

  private func noteDependencies(_ dependencies: [ConfigResourceAddress], at address: ResourceInstanceAddress) {
    guard var record = priorState[address]?.current, record.dependencies != dependencies else { return }
    record.dependencies = dependencies
    priorState.setCurrent(record, at: address)
  }

  private func setValue(_ value: Value, _ address: ResourceInstanceAddress, in context: ResourceContext) {
    let marked = value.marking(context.schema.block.sensitivePaths(in: value).map { ($0, .sensitive) })
    context.instance.resources[address.resource]?.set(marked, for: address.key)
  }

  private func check(
    _ conditions: [Condition], kind: Evaluator.ConditionKind, scope: ModuleScope, _ address: ResourceInstanceAddress
  ) -> Bool {
    for (index, condition) in conditions.enumerated() {
      evaluator.check(
        condition, index: index, kind: kind, scope: scope,
        subject: CheckSubject(kind: "resource", config: "\(address.config)", object: "\(address)"))
    }
    let problems = evaluator.takeDiagnostics()
    diagnostics.add(problems)
    return !problems.hasErrors
  }

  func checkPostconditions(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, _ repetition: Repetition, _ value: Value?
  ) -> Bool {
    guard !context.resource.lifecycle.postconditions.isEmpty, let value else { return true }
    let scope = evaluator.scope(context.instance, repetition: repetition, selfValue: value)
    return check(context.resource.lifecycle.postconditions, kind: .postcondition, scope: scope, address)
  }

  func checkPreconditions(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, _ scope: ModuleScope
  ) -> Bool {
    check(context.resource.lifecycle.preconditions, kind: .precondition, scope: scope, address)
  }

  /// The instance's configuration as a value of the schema's type, found good by the provider.
  func configuration(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, _ scope: ModuleScope
  ) async -> Value? {
    let body = context.resource.body
    let (value, problems) = decode(body, schema: context.schema.block, scope: scope)
    diagnostics.add((problems + infinity(in: value, of: context)).map { $0.about(address) })
    if problems.hasErrors || value.hasInfinity { return nil }
    do {
      await gate.enter()
      let unmarked = value.deeplyUnmarked
      let found =
        context.resource.name.mode == .data
        ? try await context.client.validateDataSource(type: address.resource.type, configuration: unmarked)
        : try await context.client.validateResource(type: address.resource.type, configuration: unmarked)
      await gate.leave()
      diagnostics.add(located(found, context, address))
      return found.hasErrors ? nil : value
    } catch {
      await gate.leave()
      diagnostics.add(located([error.diagnostic], context, address))
      return nil
    }
  }

  /// A number that no provider can be told of, and no state can hold.
  func infinity(in value: Value, of context: ResourceContext) -> [Diagnostic] {
    guard let path = value.pathOfInfinity else { return [] }
    return [
      Diagnostic(
        code: "config.infinite-argument", summary: "Invalid argument value",
        detail:
          "This value has an infinite number in it, which can neither be given to a provider nor stored in a state. It comes of "
          + "a division by zero or of a logarithm.",
        subject: sourceRange(of: path, in: context.resource.body, schema: context.schema.block))
    ]
  }

  /// A provider's diagnostics, pointing at the place in the text that they are about.
  func located(
    _ found: [Diagnostic], _ context: ResourceContext, _ address: ResourceInstanceAddress
  ) -> [Diagnostic] {
    found.map { diagnostic in
      var copy = diagnostic.about(address)
      copy.subject =
        copy.subject
        ?? sourceRange(of: diagnostic.attributePath, in: context.resource.body, schema: context.schema.block)
      return copy
    }
  }

  /// Whether something in `replace_triggered_by` is about to change; nil when that cannot be told.
  private func replaceTriggered(_ context: ResourceContext, _ scope: ModuleScope) -> Bool? {
    for expression in context.resource.lifecycle.replaceTriggeredBy {
      guard let reference = triggerReference(expression, scope) else {
        diagnostics.add(
          Diagnostic(
            code: "config.invalid-reference", summary: "Invalid replace_triggered_by expression",
            detail:
              "Each item refers to a managed resource of the same module, one of its instances, or an attribute of these.",
            subject: expression.range))
        return nil
      }
      let (address, path) = reference
      for change in changes
      where change.address.module == context.instance.address && change.address.resource == address.resource
        && change.deposedKey == nil && (address.key == nil || change.address.key == address.key)
      {
        switch change.action {
        case .noOp, .read, .forget: continue
        default: break
        }
        if path.isEmpty { return true }
        let before = change.before.part(at: path)?.deeplyUnmarked
        let after = change.after.part(at: path)?.deeplyUnmarked
        if before != after || !(after?.isWhollyKnown ?? true) { return true }
      }
    }
    return false
  }

  private func triggerReference(
    _ expression: Expression, _ scope: ModuleScope
  ) -> (address: (resource: ResourceName, key: InstanceKey?), path: ValuePath)? {
    // Indexes may use count.index and each.key, which are known here.
    func steps(_ expression: Expression) -> (root: String, steps: [PathStep])? {
      switch expression.kind {
      case .variable(let name): return (name, [])
      case .attribute(let inner, let name, _): return steps(inner).map { ($0.root, $0.steps + [.attribute(name)]) }
      case .index(let inner, let key, _):
        let (value, problems) = evaluate(key, in: scope)
        guard !problems.hasErrors, value.isWhollyKnown else { return nil }
        return steps(inner).map { ($0.root, $0.steps + [.index(value.deeplyUnmarked)]) }
      default: return nil
      }
    }
    guard let (root, all) = steps(expression), root != "data", case .attribute(let name)? = all.first else {
      return nil
    }
    let resource = ResourceName(mode: .managed, type: root, name: name)
    guard scope.instance.module.resources[resource] != nil else { return nil }
    var rest = Array(all.dropFirst())
    var key: InstanceKey?
    if case .index(let value)? = rest.first {
      key = value.stringValue.map(InstanceKey.name) ?? value.numberValue?.int.map(InstanceKey.index)
      rest.removeFirst()
    }
    return ((resource, key), rest)
  }
}

extension Diagnostic {
  package func about(_ address: ResourceInstanceAddress) -> Diagnostic {
    var copy = self
    copy.address = copy.address ?? address.description
    return copy
  }
}

/// A resource type that its provider does not have.
func unknownType(_ resource: Resource, provider: ProviderAddress, schemas: any ProviderSchemas) -> Diagnostic {
  let name = resource.name
  let (kind, types, summary) =
    switch name.mode {
    case .managed: ("resource type", schemas.resourceTypes, "Invalid resource type")
    case .data: ("data source", schemas.dataSourceTypes, "Invalid data source")
    case .ephemeral: ("ephemeral resource", schemas.ephemeralResourceTypes, "Invalid ephemeral resource")
    case .list: ("list resource", schemas.listResourceTypes, "Invalid list resource")
    }
  var detail = "The provider \(provider.displayName) does not support \(kind) \(quoted(name.type))."
  if name.mode == .list {
    detail +=
      types.isEmpty
      ? " It lists nothing at all; a newer version of it may." : " It lists: \(types.joined(separator: ", "))."
  } else if name.mode != .managed, schemas.resource(name.type) != nil {
    detail +=
      "\n\nDid you intend to use the managed resource type \(quoted(name.type))? If so, declare this using a \"resource\" block."
  } else if name.mode != .data, schemas.dataSource(name.type) != nil {
    detail +=
      "\n\nDid you intend to use the data source \(quoted(name.type))? If so, declare this using a \"data\" block."
  } else if let near = suggestion(for: name.type, among: types) {
    detail += " Did you mean \(quoted(near))?"
  }
  return Diagnostic(
    code: "config.unknown-type", summary: summary, detail: detail, subject: resource.typeRange)
}

/// By their text, as records list them.
private func inRecordOrder(_ dependencies: Set<ConfigResourceAddress>) -> [ConfigResourceAddress] {
  dependencies.map { ($0, $0.description) }.sorted { $0.1 < $1.1 }.map(\.0)
}
