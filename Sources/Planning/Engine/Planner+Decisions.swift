import Configuring
import Model
import Providers

extension Planner {
  /// Asks the provider what would become of an object, and decides what to do.
  func decide(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, configuration: Value, prior: PriorObject?,
    isTriggered: Bool
  ) async -> ResourceChange? {
    let schema = context.schema.block
    let (plainConfiguration, configurationMarks) = configuration.separatingMarks()
    let priorValue = prior?.value.deeplyUnmarked ?? .null(schema.impliedType)
    let lifecycle = evaluator.settled(context.resource.lifecycle, in: evaluator.scope(context.instance))
    let unsettled = evaluator.takeDiagnostics()
    diagnostics.add(unsettled)
    if unsettled.hasErrors { return nil }
    let ignored = IgnoredChanges(lifecycle.ignoreChanges)
    let effective = applyIgnoreChanges(
      ignored, schema: schema, prior: priorValue, configuration: plainConfiguration)
    // A tainted object is planned as if there were none, and shown as replaced.
    let planningPrior = prior?.isTainted == true ? Value.null(schema.impliedType) : priorValue
    guard
      var response = await planned(
        context, address, prior: planningPrior, configuration: effective,
        privateData: planningPrior.isNull ? [] : prior?.privateData ?? [])
    else { return nil }
    if response.usesLegacyTypeSystem, !planningPrior.isNull {
      // Old providers change what they were told to ignore.
      response.planned = applyIgnoreChangesToLegacyPlan(ignored, prior: priorValue, planned: response.planned)
    }

    let mistakes = ProviderMistakes(provider: context.provider, address: address)
    let marks = configurationMarks.map { ($0.path, $0.marks.intersection(.sensitive)) }.filter { !$0.1.isEmpty }
    func marked(_ value: Value) -> Value {
      value.marking(marks).marking(schema.sensitivePaths(in: value).map { ($0, .sensitive) })
    }
    let (replacing, invalid) = filterRequiresReplace(
      response.requiresReplace, schema: schema, prior: planningPrior, planned: response.planned)
    if !invalid.isEmpty {
      diagnostics.add(invalid.map { mistakes.replacementOfNothing($0) })
      return nil
    }
    let isRequested = options.forceReplace.contains(address)
    let (proposed, reason) = action(
      schema: schema, prior: planningPrior.isNull ? planningPrior : prior?.value ?? planningPrior,
      planned: marked(response.planned), requiresReplace: replacing, isTainted: prior?.isTainted ?? false,
      createBeforeDestroy: context.createBeforeDestroy,
      forced: isRequested ? .byRequest : isTriggered ? .byTriggers : nil)
    let isKept = proposed.isReplace && !context.resource.lifecycle.destroys
    let decided = isKept ? Action.replace(.forgetThenCreate) : proposed
    var change = ResourceChange(
      address: address, provider: context.provider, action: decided, reason: reason,
      before: prior?.value ?? .null(schema.impliedType), after: marked(response.planned),
      priorPrivateData: prior?.privateData ?? [], plannedPrivateData: response.plannedPrivateData,
      dependencies: context.dependencies, createBeforeDestroy: context.createBeforeDestroy,
      isTainted: prior?.isTainted ?? false)
    if decided == .noOp, let prior { change.after = prior.value }
    if decided.isReplace {
      change.requiresReplace = reason == .replaceBecauseCannotUpdate ? replacing : []
      if lifecycle.preventDestroy, !isKept {
        diagnostics.add(preventedDestroy(address, range: context.resource.range))
        return nil
      }
    }
    if decided.isReplace, !planningPrior.isNull {
      guard
        let fresh = await planned(
          context, address, prior: .null(schema.impliedType), configuration: plainConfiguration, privateData: [])
      else { return nil }
      change.after = marked(fresh.planned)
      change.plannedPrivateData = fresh.plannedPrivateData
    }
    return change
  }

  /// One question to the provider, with its answer checked.
  private func planned(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, prior: Value, configuration: Value,
    privateData: [UInt8]
  ) async -> PlanResponse? {
    let schema = context.schema.block
    let proposed = proposedNew(
      schema: schema, prior: prior, configuration: schema.removingWriteOnly(configuration))
    guard let meta = providerMeta(address, context.provider.provider) else { return nil }
    do {
      await gate.enter()
      let response = try await context.client.plan(
        PlanRequest(
          type: address.resource.type, prior: prior, proposed: proposed, configuration: configuration,
          priorPrivateData: privateData, providerMeta: meta))
      await gate.leave()
      diagnostics.add(located(response.diagnostics, context, address))
      if response.diagnostics.hasErrors { return nil }
      let violations =
        assertConforms(response.planned, to: schema.impliedType)
        + (response.usesLegacyTypeSystem
          ? [] : assertPlanValid(schema: schema, prior: prior, configuration: configuration, planned: response.planned))
      let mistakes = ProviderMistakes(provider: context.provider, address: address)
      let leaks = mistakes.writeOnlyValues(response.planned, schema, during: "plan")
      if !violations.isEmpty || !leaks.isEmpty {
        diagnostics.add(mistakes.invalidPlan(violations) + leaks)
        return nil
      }
      return response
    } catch {
      await gate.leave()
      diagnostics.add(located([error.diagnostic], context, address))
      return nil
    }
  }

  /// Plans to destroy an object; the provider may object.
  func planDestroy(
    _ prior: PriorObject?, address: ResourceInstanceAddress, schema: Schema, provider: ProviderConfigAddress,
    client: any ProviderClient, reason: ActionReason?, dependencies: [ConfigResourceAddress], lifecycle: Lifecycle?,
    range: SourceRange?
  ) async -> Bool {
    guard let prior else { return true }
    if lifecycle?.preventDestroy == true, let range {
      diagnostics.add(preventedDestroy(address, range: range))
      return false
    }
    let null = Value.null(schema.block.impliedType)
    var plannedPrivate = prior.privateData
    if schemas[provider.provider]?.plansDestroy == true {
      guard let meta = providerMeta(address, provider.provider) else { return false }
      do {
        await gate.enter()
        let response = try await pool.client(client, for: address).plan(
          PlanRequest(
            type: address.resource.type, prior: prior.value.deeplyUnmarked, proposed: null, configuration: null,
            priorPrivateData: prior.privateData, providerMeta: meta))
        await gate.leave()
        diagnostics.add(response.diagnostics.map { $0.about(address) })
        if response.diagnostics.hasErrors { return false }
        plannedPrivate = response.plannedPrivateData
      } catch {
        await gate.leave()
        diagnostics.add(error.diagnostic.about(address))
        return false
      }
    }
    changes.append(
      ResourceChange(
        address: address, provider: provider, action: .delete, reason: reason, before: prior.value, after: null,
        priorPrivateData: prior.privateData, plannedPrivateData: plannedPrivate, dependencies: dependencies,
        createBeforeDestroy: prior.record.createBeforeDestroy, isTainted: prior.isTainted))
    pending.insert(address.config)
    return true
  }

  private func preventedDestroy(_ address: ResourceInstanceAddress, range: SourceRange) -> Diagnostic {
    Diagnostic(
      code: "plan.prevented-destroy", summary: "Instance cannot be destroyed",
      detail:
        "Resource \(address) has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed. To "
        + "avoid this error and continue with the plan, either disable lifecycle.prevent_destroy or reduce the scope of the plan "
        + "using the -target option.", subject: range)
  }

  /// Objects that an earlier replacement set aside are to be destroyed, whatever else happens.
  func planDeposed(
    _ recorded: ResourceInstanceState?, address: ResourceInstanceAddress, schema: Schema,
    provider: ProviderConfigAddress
  ) async {
    guard let recorded, options.mode != .refreshOnly else { return }
    for (key, record) in recorded.deposed.sorted(by: { $0.key < $1.key }) {
      if isKept(deposed: record, at: address) {
        planForget(address, ResourceInstanceState(deposed: [key: record]), reason: nil)
        continue
      }
      guard let value = await recalled(record, address: address, schema: schema, provider: provider) else { continue }
      changes.append(
        ResourceChange(
          address: address, deposedKey: key, provider: provider, action: .delete,
          before: value,
          after: .null(schema.block.impliedType), priorPrivateData: record.privateData,
          plannedPrivateData: record.privateData, dependencies: record.dependencies,
          createBeforeDestroy: record.createBeforeDestroy))
      pending.insert(address.config)
    }
  }
}

extension Value {
  /// Where sensitive marks stand, as a set to compare.
  var sensitivePaths: Set<ValuePath> {
    Set(separatingMarks().marks.filter { $0.marks.contains(.sensitive) }.map(\.path))
  }

  /// Equal when written to a state and read back: lists and tuples, maps and objects are the same there.
  func sameContent(as other: Value) -> Bool { self == other || json == other.json }
}
