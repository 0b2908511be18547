import Configuring
import Model
import Parsing
import Providers

extension Planner {
  /// Reads a data resource now, or plans to read it during apply when its configuration is not known yet.
  func planData(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, _ repetition: Repetition
  ) async -> Bool {
    if options.mode == .destroy {
      // Providers may be configured by what was read; nothing is read anew in order to destroy.
      if let record = priorState[address]?.current,
        let value = await recalled(record, address: address, schema: context.schema, provider: context.provider)
      {
        setDataValue(value, address, context)
      }
      // As long as something may go wrong, the providers may be needed again.
      if isPartial { priorState.remove(address) }
      return true
    }
    if let check = context.resource.check { return await planData(of: check, context, address) }
    let scope = evaluator.scope(context.instance, repetition: repetition)
    guard checkPreconditions(context, address, scope) else { return false }
    guard let configuration = await configuration(context, address, scope) else { return false }
    let (plain, marks) = configuration.separatingMarks()
    let waits = dependsOnPending(context, address)
    if plain.isWhollyKnown, !waits {
      return await readNow(context, address, repetition, plain, marks)
    }
    if options.mode == .refreshOnly {
      // Nothing is applied after a refresh: what cannot be read now stays as it was.
      setDataValue(.dynamicUnknown, address, context)
      return true
    }
    let planned = plannedDataResource(schema: context.schema.block, configuration: plain)
      .marking(marks).marking(context.schema.block.sensitivePaths(in: plain).map { ($0, .sensitive) })
    changes.append(
      ResourceChange(
        address: address, provider: context.provider, action: .read,
        reason: waits && plain.isWhollyKnown ? .readBecauseDependencyPending : .readBecauseConfigUnknown,
        before: .null(context.schema.block.impliedType), after: planned, dependencies: context.dependencies))
    pending.insert(address.config)
    priorState.remove(address)
    setDataValue(planned, address, context)
    return checkPostconditions(context, address, repetition, planned)
  }

  private func readNow(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, _ repetition: Repetition, _ plain: Value,
    _ marks: [(path: ValuePath, marks: Marks)]
  ) async -> Bool {
    let (read, problems) = await dataObject(context, address, plain)
    diagnostics.add(problems)
    guard let read else { return false }
    let value = read.marking(marks).marking(context.schema.block.sensitivePaths(in: read).map { ($0, .sensitive) })
    rememberData(read, value, address, context)
    return checkPostconditions(context, address, repetition, value)
  }

  /// Asks the provider for a data source's object; nil, with the reason, where it has none that can be used.
  func dataObject(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, _ plain: Value
  ) async -> (value: Value?, problems: [Diagnostic]) {
    guard let meta = providerMeta(address, context.provider.provider) else { return (nil, []) }
    let began = now()
    do {
      await gate.enter()
      onEvent(ProgressEvent(address: address, phase: .started(.read)))
      let response = try await context.client.readDataSource(
        type: address.resource.type, configuration: plain, providerMeta: meta)
      await gate.leave()
      let problems = located(response.diagnostics, context, address)
      if problems.hasErrors { return (nil, problems) }
      onEvent(
        ProgressEvent(
          address: address, identification: ProgressEvent.Identification(response.value),
          phase: .completed(.read, seconds: Int(began.duration(to: now()).components.seconds))))
      let mistakes = ProviderMistakes(provider: context.provider, address: address)
      var wrong = mistakes.invalidObject(
        assertConforms(response.value, to: context.schema.block.impliedType), during: "read")
      if response.value.isNull { wrong.append(mistakes.nullDataSource()) }
      if !response.value.isWhollyKnown { wrong.append(mistakes.unknownDataSource()) }
      return (wrong.isEmpty ? response.value : nil, problems + wrong)
    } catch {
      await gate.leave()
      return (nil, located([error.diagnostic], context, address))
    }
  }

  /// `marked` is what others see of it.
  func rememberData(
    _ value: Value, _ marked: Value, _ address: ResourceInstanceAddress, _ context: ResourceContext
  ) {
    priorState.setCurrent(
      ObjectRecord(
        schemaVersion: context.schema.version,
        attributes: value.json(as: context.schema.block.impliedType).written(),
        sensitivePaths: marked.sensitivePaths.inOrder()),
      at: address, provider: context.provider)
    setDataValue(marked, address, context)
  }

  func setDataValue(_ value: Value, _ address: ResourceInstanceAddress, _ context: ResourceContext) {
    context.instance.resources[address.resource]?.set(value, for: address.key)
  }
}
