import Configuring
import Model
import Planning
import Providers

extension Applier {
  /// Does one step. What it did is in the state and in the journal when this returns.
  func perform(_ index: Int) async -> Run.Outcome {
    let step = plan.execution.steps[index]
    if step.kind == .join { return .succeeded }
    let change = plan.changes[step.change]
    return await Tracing.measure("resource", ["address": "\(change.address)", "step": "\(step.kind)"]) {
      await perform(step, change)
    }
  }

  private func perform(_ step: ExecutionStep, _ change: ResourceChange) async -> Run.Outcome {
    do {
      switch step.kind {
      case .create: return try await create(change, index: step.change)
      case .update: return try await update(change)
      case .read: return try await read(change)
      case .destroy: return try await destroy(change, deposedKey: nil)
      case .destroyDeposed:
        // Either set aside in an earlier run, or by the first half of this replacement.
        guard let key = change.deposedKey ?? deposed[step.change] else { return .succeeded }
        return try await destroy(change, deposedKey: key)
      case .forget:
        if let key = change.deposedKey {
          state.removeDeposed(change.address, key: key)
        } else {
          state.removeCurrent(change.address)
        }
        try await record(change)
        return .succeeded
      case .join: return .succeeded
      }
    } catch {
      // The journal could not be written: nothing may be changed that could not be recorded.
      report([
        Diagnostic(
          code: "apply.journal-failed", summary: "Failed to record a change",
          detail: "\(change.address) could not be recorded: \(error). Plumb makes no change that it cannot record.",
          address: change.address.description)
      ])
      run.interrupt()
      return .failed
    }
  }

  func record(_ change: ResourceChange) async throws {
    try await recorder.record(
      change.address, provider: change.provider, state[change.address] ?? ResourceInstanceState())
  }

  // MARK: making

  private func create(_ change: ResourceChange, index: Int) async throws -> Run.Outcome {
    guard let target = await prepared(change) else { return .failed }
    let null = Value.null(target.schema.block.impliedType)
    guard let planned = await plannedAgain(change, target, prior: null, privateData: []) else { return .failed }
    var setAside: String?
    if change.action == .replace(.createThenDelete), state[change.address]?.current != nil {
      let key = makeDeposedKey()
      setAside = key
      deposed[index] = key
      state.depose(change.address, as: key)
      try await record(change)
    }
    // What the built-in provider makes is nowhere but in the state.
    if change.provider.provider != .builtin { try await recorder.begin(creating: change.address) }
    let outcome = try await apply(change, target, .create, prior: null, planned: planned)
    if outcome == .succeeded {
      counts.added += 1
    } else if let setAside, state[change.address]?.current == nil {
      // Nothing was made: what was set aside is the object again.
      state.restoreDeposed(change.address, key: setAside)
      deposed[index] = nil
      try await record(change)
    }
    return outcome
  }

  private func update(_ change: ResourceChange) async throws -> Run.Outcome {
    guard let target = await prepared(change) else { return .failed }
    let prior = change.before.deeplyUnmarked
    guard let planned = await plannedAgain(change, target, prior: prior, privateData: change.priorPrivateData) else {
      return .failed
    }
    let outcome = try await apply(change, target, .update, prior: prior, planned: planned)
    if outcome == .succeeded { counts.changed += 1 }
    return outcome
  }

  /// What a step acts upon, ready to act.
  struct Target {
    let resource: Resource
    let schema: Schema
    let client: any ProviderClient
    let scope: ModuleScope
    /// Wholly known.
    let configuration: Value
  }

  /// Evaluates the configuration, which is known by now, and checks its preconditions. Reports what fails.
  func prepared(_ change: ResourceChange) async -> Target? {
    let address = change.address
    guard await openEphemerals(behind: .resource(address.config)) else { return nil }
    prepare(.resource(address.config))
    guard let schema = schema(of: change), let client = await client(of: change),
      let resource = configuration.modules[address.module.path]?.resources[address.resource],
      let instance = evaluator.instance(at: address.module)
    else {
      report(evaluator.takeDiagnostics())
      if !diagnostics.hasErrors { report([vanished(change)]) }
      return nil
    }
    let repetition = expansion(of: resource, in: instance).repetition(for: address.key)
    let scope = evaluator.scope(instance, repetition: repetition)
    check(resource.lifecycle.preconditions, .precondition, scope, address)
    let (value, problems) = decode(resource.body, schema: schema.block, scope: scope)
    let all = evaluator.takeDiagnostics() + problems
    report(all.map { $0.about(address) })
    if all.hasErrors { return nil }
    return Target(resource: resource, schema: schema, client: client, scope: scope, configuration: value)
  }

  func check(
    _ conditions: [Condition], _ kind: Evaluator.ConditionKind, _ scope: ModuleScope, _ address: ResourceInstanceAddress
  ) {
    for (index, condition) in conditions.enumerated() {
      evaluator.check(
        condition, index: index, kind: kind, scope: scope,
        subject: CheckSubject(kind: "resource", config: "\(address.config)", object: "\(address)"))
    }
  }

  private func vanished(_ change: ResourceChange) -> Diagnostic {
    Diagnostic(
      code: "apply.inconsistent", summary: "Resource is not in the configuration any more",
      detail:
        "The plan changes \(change.address), which the configuration that came with it does not have. Make a new plan.",
      address: change.address.description)
  }

  /// What the provider plans now that everything is known: it must be what was shown, with unknown parts filled in.
  private func plannedAgain(
    _ change: ResourceChange, _ target: Target, prior: Value, privateData: [UInt8]
  ) async -> PlanResponse? {
    var configuration = target.configuration.deeplyUnmarked
    let ignored = IgnoredChanges(target.resource.lifecycle.ignoreChanges)
    configuration = applyIgnoreChanges(
      ignored, schema: target.schema.block, prior: prior, configuration: configuration)
    let proposed = proposedNew(
      schema: target.schema.block, prior: prior, configuration: target.schema.block.removingWriteOnly(configuration))
    do {
      var response = try await target.client.plan(
        PlanRequest(
          type: change.address.resource.type, prior: prior, proposed: proposed, configuration: configuration,
          priorPrivateData: privateData, providerMeta: providerMeta(change)))
      report(response.diagnostics.map { $0.about(change.address) })
      if response.diagnostics.hasErrors { return nil }
      if response.usesLegacyTypeSystem, !prior.isNull {
        response.planned = applyIgnoreChangesToLegacyPlan(ignored, prior: prior, planned: response.planned)
      }
      let leaks = ProviderMistakes(provider: change.provider, address: change.address)
        .writeOnlyValues(response.planned, target.schema.block, during: "plan")
      if !leaks.isEmpty {
        report(leaks)
        return nil
      }
      let shown = change.after.deeplyUnmarked
      let violations = assertObjectCompatible(
        schema: target.schema.block, planned: shown, actual: response.planned)
      if !violations.isEmpty {
        report(
          ProviderMistakes(provider: change.provider, address: change.address).inconsistentFinalPlan(violations))
        return nil
      }
      return response
    } catch {
      report([error.diagnostic.about(change.address)])
      return nil
    }
  }

  /// Asks the provider to make the change, and records what there is afterwards, whether or not it succeeded.
  private func apply(
    _ change: ResourceChange, _ target: Target, _ operation: ProgressEvent.Operation, prior: Value,
    planned: PlanResponse
  ) async throws -> Run.Outcome {
    let address = change.address
    let identity = ProgressEvent.Identification(prior)
    var configuration = target.configuration.deeplyUnmarked
    configuration = applyIgnoreChanges(
      IgnoredChanges(target.resource.lifecycle.ignoreChanges), schema: target.schema.block, prior: prior,
      configuration: configuration)
    tell(address, identity, .started(operation))
    let stopwatch = stopwatch(address, operation, identity)
    let request = ApplyRequest(
      type: address.resource.type, prior: prior, planned: planned.planned, configuration: configuration,
      plannedPrivateData: planned.plannedPrivateData, providerMeta: providerMeta(change))
    let client = target.client
    let response: ApplyResponse
    do throws(ProviderError) {
      response = try await client.apply(request)
    } catch {
      // Whether anything was made is not known; for an update, the object as it was is the best record.
      report(located([error.diagnostic], target.resource, target.schema, address))
      if operation == .create {
        report([outcomeUnknown(address)])
        if change.provider.provider != .builtin { try await recorder.outcomeUnknown(at: address) }
      }
      tell(address, nil, .failed(operation, seconds: stopwatch.seconds))
      return .failed
    }
    return try await settle(change, target, operation, prior: prior, planned: planned, response, stopwatch)
  }

  private func outcomeUnknown(_ address: ResourceInstanceAddress) -> Diagnostic {
    Diagnostic(
      .warning, code: "apply.outcome-unknown", summary: "Object may have been created",
      detail:
        "The provider ended before it told whether \(address) was created. It is not in the state. Look for it in the world, "
        + "and import or remove it: otherwise the next apply makes it a second time.", address: address.description)
  }

  private func settle(
    _ change: ResourceChange, _ target: Target, _ operation: ProgressEvent.Operation, prior: Value,
    planned: PlanResponse,
    _ response: ApplyResponse, _ stopwatch: Stopwatch
  ) async throws -> Run.Outcome {
    let address = change.address
    let schema = target.schema
    var problems = located(response.diagnostics, target.resource, schema, address)
    var value = response.value
    let hasFailed = problems.hasErrors
    let mistakes = ProviderMistakes(provider: change.provider, address: address)
    let misfits = assertConforms(value, to: schema.block.impliedType)
    if !misfits.isEmpty {
      problems += mistakes.unrecordableResult(misfits)
      // What the provider said cannot be stored; what was planned is the best that is known about the object.
      value = hasFailed ? prior : planned.planned
    }
    if !value.isWhollyKnown {
      if !hasFailed { problems += mistakes.unknownResult(value) }
      value = value.unknownAsNull
    }
    let leaks = mistakes.writeOnlyValues(value, schema.block, during: "apply")
    if !leaks.isEmpty {
      problems += leaks
      value = schema.block.removingWriteOnly(value)
    }
    if !hasFailed, misfits.isEmpty, !response.usesLegacyTypeSystem {
      problems += mistakes.inconsistentResult(
        assertObjectCompatible(schema: schema.block, planned: planned.planned, actual: value))
    }
    if !hasFailed, value.isNull {
      problems.append(mistakes.noObjectAfterApply(operation == .create ? .create : .update))
    }
    if value.isNull {
      if operation == .create { state.removeCurrent(address) } else if !hasFailed { state.removeCurrent(address) }
    } else {
      let marks = target.configuration.separatingMarks().marks
        .map { (path: $0.path, marks: $0.marks.intersection(.sensitive)) }.filter { !$0.marks.isEmpty }
      let marked = value.marking(marks).marking(schema.block.sensitivePaths(in: value).map { ($0, .sensitive) })
      let known = operation == .update ? state[address]?.current?.objectIdentity : nil
      var record = ObjectRecord(
        status: operation == .create && hasFailed ? .tainted : recordedStatus(change, operation),
        schemaVersion: schema.version,
        attributes: value.json(as: schema.block.impliedType).written(),
        sensitivePaths: marked.sensitivePathList, privateData: response.privateData,
        dependencies: recordedDependencies(of: change), createBeforeDestroy: change.createBeforeDestroy)
      record.objectIdentity = response.identity ?? known
      record.skipsDestroy = !target.resource.lifecycle.destroys
      state.setCurrent(record, at: address, provider: change.provider)
    }
    try await record(change)
    let scope = evaluator.scope(
      target.scope.instance, repetition: target.scope.repetition, selfValue: value)
    if operation == .create, !problems.hasErrors, let marked = recordedValue(address, schema) {
      let failures = await provision(
        target.resource.provisioners, .create, address, selfValue: marked, scope: target.scope)
      if failures.hasErrors {
        problems += failures
        state.taint(address)
        try await record(change)
      }
    }
    if !problems.hasErrors {
      check(target.resource.lifecycle.postconditions, .postcondition, scope, address)
      problems += evaluator.takeDiagnostics()
    }
    report(problems.map { $0.about(address) })
    if problems.hasErrors {
      tell(address, nil, .failed(operation, seconds: stopwatch.seconds))
      return .failed
    }
    tell(address, ProgressEvent.Identification(value), .completed(operation, seconds: stopwatch.seconds))
    return .succeeded
  }

  /// An update does not heal a tainted object.
  private func recordedStatus(_ change: ResourceChange, _ operation: ProgressEvent.Operation) -> ObjectRecord.Status {
    operation == .update && change.isTainted ? .tainted : .ready
  }

  /// The object as it has just been recorded, marked where sensitive.
  private func recordedValue(_ address: ResourceInstanceAddress, _ schema: Schema) -> Value? {
    guard let record = state[address]?.current, let value = record.value(as: schema) else { return nil }
    return value.marking(record.sensitivePaths.map { ($0, .sensitive) })
  }

  func located(
    _ found: [Diagnostic], _ resource: Resource, _ schema: Schema, _ address: ResourceInstanceAddress
  ) -> [Diagnostic] {
    found.map { diagnostic in
      var copy = diagnostic.about(address)
      copy.subject =
        copy.subject ?? sourceRange(of: diagnostic.attributePath, in: resource.body, schema: schema.block)
      return copy
    }
  }

  // MARK: destroying

  private func destroy(_ change: ResourceChange, deposedKey: String?) async throws -> Run.Outcome {
    let address = change.address
    guard let schema = schema(of: change), let client = await client(of: change) else { return .failed }
    let null = Value.null(schema.block.impliedType)
    let prior = change.before.deeplyUnmarked
    let identity = ProgressEvent.Identification(prior)
    tell(address, identity, .started(.delete), deposedKey: deposedKey)
    let stopwatch = stopwatch(address, .delete, identity)
    if deposedKey == nil {
      let failures = await provisionDestroy(change)
      if failures.hasErrors {
        report(failures)
        tell(address, nil, .failed(.delete, seconds: stopwatch.seconds))
        return .failed
      }
    }
    let request = ApplyRequest(
      type: address.resource.type, prior: prior, planned: null, configuration: null,
      plannedPrivateData: change.action == .delete ? change.plannedPrivateData : change.priorPrivateData,
      providerMeta: providerMeta(change))
    let answer: ApplyResponse?
    var problems: [Diagnostic] = []
    do throws(ProviderError) {
      answer = try await client.apply(request)
    } catch {
      answer = nil
      problems = [error.diagnostic.about(address)]
    }
    if let response = answer {
      problems = response.diagnostics.map { $0.about(address) }
      if !problems.hasErrors, !response.value.isNull {
        problems.append(
          ProviderMistakes(provider: change.provider, address: address).objectLeftAfterDestroy())
      }
      if problems.hasErrors {
        remember(remaining: response, change, deposedKey: deposedKey, schema: schema)
      } else if let deposedKey {
        state.removeDeposed(address, key: deposedKey)
      } else {
        state.removeCurrent(address)
      }
      try await record(change)
    }
    report(problems)
    if problems.hasErrors {
      tell(address, nil, .failed(.delete, seconds: stopwatch.seconds))
      return .failed
    }
    counts.destroyed += 1
    tell(address, identity, .completed(.delete, seconds: stopwatch.seconds), deposedKey: deposedKey)
    return .succeeded
  }

  /// A destroy that failed half way may have changed the object: what the provider says about it is kept.
  private func remember(
    remaining response: ApplyResponse, _ change: ResourceChange, deposedKey: String?, schema: Schema
  ) {
    guard !response.value.isNull, response.value.isWhollyKnown,
      assertConforms(response.value, to: schema.block.impliedType).isEmpty,
      var record = deposedKey.flatMap({ state[change.address]?.deposed[$0] }) ?? state[change.address]?.current
    else { return }
    record.attributes = response.value.json(as: schema.block.impliedType).written()
    record.schemaVersion = schema.version
    record.privateData = response.privateData
    if let deposedKey {
      state.resources[change.address.containing]?.instances[change.address.key]?.deposed[deposedKey] = record
    } else {
      state.setCurrent(record, at: change.address)
    }
  }

  // MARK: time

  func tell(
    _ address: ResourceInstanceAddress, _ identity: ProgressEvent.Identification?, _ phase: ProgressEvent.Phase,
    deposedKey: String? = nil
  ) {
    onEvent(ProgressEvent(address: address, deposedKey: deposedKey, identification: identity, phase: phase))
  }

  /// How often a long operation says that it is still going on.
  private static let progressInterval = Duration.seconds(10)

  /// Begins to measure an operation; as long as the stopwatch is kept, it is told now and then that the operation goes on.
  func stopwatch(
    _ address: ResourceInstanceAddress, _ operation: ProgressEvent.Operation, _ identity: ProgressEvent.Identification?
  ) -> Stopwatch {
    let onEvent = onEvent
    return Stopwatch(clock, every: Self.progressInterval) { seconds in
      onEvent(
        ProgressEvent(
          address: address, identification: identity, phase: .goingOn(operation, seconds: seconds)))
    }
  }
}

/// How long an operation takes, from its first word to its last: provisioners and checks are part of it.
final class Stopwatch: Sendable {
  private let elapsed: @Sendable () -> Duration
  private let ticker: Task<Void, any Error>

  init<C: Clock<Duration>>(_ clock: C, every interval: Duration, tell: @escaping @Sendable (Int) -> Void) {
    let began = clock.now
    elapsed = { began.duration(to: clock.now) }
    ticker = Task {
      while !Task.isCancelled {
        try await clock.sleep(until: clock.now.advanced(by: interval), tolerance: nil)
        tell(began.duration(to: clock.now).wholeSeconds)
      }
    }
  }

  deinit { ticker.cancel() }

  var seconds: Int { elapsed().wholeSeconds }
}

extension Duration {
  var wholeSeconds: Int { Int(components.seconds) }
}

extension Value {
  var sensitivePathList: [ValuePath] {
    separatingMarks().marks.filter { $0.marks.contains(.sensitive) }.map(\.path).inOrder()
  }
}
