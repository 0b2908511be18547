import Configuring
import Model
import Providers

extension Planner {
  /// Asks for all objects of a provider at once, as soon as it can be configured: how an object is now does not depend on
  /// others, only what becomes of it does. Of a part, only what is needed is asked for, in its turn.
  func beginRefreshing(objectsOf provider: ProviderConfigAddress) {
    guard options.refreshes, !isPartial, provider.provider != .builtin,
      providerConfigurations[provider]?.isWhollyKnown == true
    else { return }
    // Which instance of a provider an object will have is known in its turn only.
    if input.configuration.block(of: provider)?.forEach != nil { return }
    for resourceAddress in priorState.resources.keys.sorted() where resourceAddress.resource.mode == .managed {
      guard let resource = priorState.resources[resourceAddress],
        currentProvider(of: resourceAddress, recorded: resource.provider) == provider,
        let schema = schemas[provider.provider]?.resource(resourceAddress.resource.type)
      else { continue }
      for key in resource.instances.keys.sorted(by: InstanceKey.order) {
        guard let record = resource.instances[key]?.current else { continue }
        let address = resourceAddress.instance(key)
        if isForgotten(address.config) { continue }
        refreshing[address] = Task {
          guard let client = await client(for: provider) else { return .failure(DiagnosticsError([])) }
          return await Tracing.measure("refresh", ["address": "\(address)"]) {
            await refreshedNow(record, address: address, schema: schema, client: client)
          }
        }
      }
    }
  }

  /// The provider that will act: the configuration's, or for what is not there any more that of the state.
  private func currentProvider(
    of address: ResourceAddress, recorded: ProviderConfigAddress
  ) -> ProviderConfigAddress {
    guard let resource = input.configuration.modules[address.module.path]?.resources[address.resource] else {
      return recorded
    }
    return input.configuration.provider(of: resource, in: address.module.path)
  }

  /// An object as it is now, by an answer that is on its way already or by asking.
  func refreshed(
    _ record: ObjectRecord, address: ResourceInstanceAddress, schema: Schema, client: any ProviderClient
  ) async -> Result<PriorObject?, DiagnosticsError> {
    if let begun = refreshing[address] { return await begun.value }
    return await refreshedNow(record, address: address, schema: schema, client: client)
  }

  /// An object as it is now. Nil (in success) when it is gone. What changed since the state was written is noted as drift, and
  /// the prior state follows.
  private func refreshedNow(
    _ record: ObjectRecord, address: ResourceInstanceAddress, schema: Schema, client: any ProviderClient
  ) async -> Result<PriorObject?, DiagnosticsError> {
    let type = address.resource.type
    let client = pool.client(client, for: address)
    var record = record
    if let origin = moves.origins[address] {
      switch await converted(record, from: origin, to: address, schema: schema, client: client) {
      case .success(let ours): record = ours
      case .failure(let error): return .failure(error)
      }
    }
    guard record.schemaVersion <= schema.version else {
      return .failure(DiagnosticsError(newerSchema(record, schema, address)))
    }
    guard let meta = providerMeta(address, client.address) else { return .failure(DiagnosticsError([])) }
    do {
      await gate.enter()
      let upgraded = try await client.upgrade(
        UpgradeRequest(type: type, version: record.schemaVersion, attributes: record.attributes))
      if upgraded.diagnostics.hasErrors {
        await gate.leave()
        return .failure(DiagnosticsError(upgraded.diagnostics.map { $0.about(address) }))
      }
      diagnostics.add(upgraded.diagnostics.map { $0.about(address) })
      let recordedIdentity = record.objectIdentity
      switch try await upgradingIdentity(of: record, at: address, client) {
      case .success(let upgraded): record = upgraded
      case .failure(let error):
        await gate.leave()
        return .failure(error)
      }
      let sensitive = record.sensitivePaths.map { (path: $0, marks: Marks.sensitive) }
      let before = upgraded.value.marking(sensitive)
        .marking(schema.block.sensitivePaths(in: upgraded.value).map { ($0, .sensitive) })
      var object = PriorObject(value: before, privateData: record.privateData, record: record)
      guard options.refreshes else {
        await gate.leave()
        remember(
          object, at: address, schema: schema,
          isChanged: record.schemaVersion != schema.version || record.objectIdentity != recordedIdentity)
        return .success(object)
      }
      let identity = ProgressEvent.Identification(upgraded.value)
      onEvent(ProgressEvent(address: address, identification: identity, phase: .refreshStarted))
      var request = ReadRequest(type: type, prior: upgraded.value, privateData: record.privateData)
      request.identity = record.objectIdentity
      request.providerMeta = meta
      var response = try await client.read(request)
      await gate.leave()
      onEvent(ProgressEvent(address: address, identification: identity, phase: .refreshCompleted))
      diagnostics.add(located(response.diagnostics, at: address, schema: schema))
      if response.diagnostics.hasErrors { return .failure(DiagnosticsError([])) }
      let violations = assertConforms(response.value, to: schema.block.impliedType)
      if !violations.isEmpty {
        return .failure(
          DiagnosticsError(
            ProviderMistakes(
              provider: providerInState(address)
                ?? ProviderConfigAddress(provider: client.address), address: address
            ).invalidObject(violations, during: "refresh")))
      }
      response.value = normalizeLegacyObject(response.value, schema: schema.block)
      let leaks = ProviderMistakes(
        provider: providerInState(address) ?? ProviderConfigAddress(provider: client.address), address: address
      ).writeOnlyValues(response.value, schema.block, during: "refresh")
      if !leaks.isEmpty { return .failure(DiagnosticsError(leaks)) }
      if response.value.isNull {
        noteDrift(address, before: before, after: response.value, action: .delete)
        priorState.removeCurrent(address)
        return .success(nil)
      }
      object.value = response.value.marking(sensitive)
        .marking(schema.block.sensitivePaths(in: response.value).map { ($0, .sensitive) })
      object.privateData = response.privateData
      if let identity = response.identity { object.record.objectIdentity = identity }
      let isChanged = response.value != upgraded.value
      if isChanged { noteDrift(address, before: before, after: object.value, action: .update) }
      remember(
        object, at: address, schema: schema,
        isChanged: isChanged || record.schemaVersion != schema.version || response.privateData != record.privateData
          || object.record.objectIdentity != recordedIdentity)
      return .success(object)
    } catch {
      await gate.leave()
      return .failure(DiagnosticsError(located([error.diagnostic], at: address, schema: schema)))
    }
  }

  /// What a provider says of an object, pointing at its configuration as long as that has one.
  private func located(
    _ found: [Diagnostic], at address: ResourceInstanceAddress, schema: Schema
  ) -> [Diagnostic] {
    let body = input.configuration.modules[address.module.path]?.resources[address.resource]?.body
    return found.map { diagnostic in
      var copy = diagnostic.about(address)
      copy.subject =
        copy.subject ?? body.map { sourceRange(of: diagnostic.attributePath, in: $0, schema: schema.block) }
      return copy
    }
  }

  /// The provider that the state names for an object, by its present address or by that which it had.
  private func providerInState(_ address: ResourceInstanceAddress) -> ProviderConfigAddress? {
    priorState.provider(of: address) ?? input.state.provider(of: address)
  }

  private func noteDrift(_ address: ResourceInstanceAddress, before: Value, after: Value, action: Action) {
    guard let provider = providerInState(address) else { return }
    drift.append(ResourceChange(address: address, provider: provider, action: action, before: before, after: after))
  }

  func remember(
    _ object: PriorObject, at address: ResourceInstanceAddress, schema: Schema, isChanged: Bool
  ) {
    guard isChanged else { return }
    var record = object.record
    record.attributes = object.value.deeplyUnmarked.json(as: schema.block.impliedType).written()
    record.schemaVersion = schema.version
    record.privateData = object.privateData
    record.sensitivePaths = object.value.sensitivePaths.inOrder()
    priorState.setCurrent(record, at: address)
  }

  func newerSchema(_ record: ObjectRecord, _ schema: Schema, _ address: ResourceInstanceAddress) -> Diagnostic {
    Diagnostic(
      code: "state.newer-schema", summary: "Resource instance managed by newer provider version",
      detail:
        "The current state of \(address) was created by a newer provider version than is currently selected. Upgrade the "
        + "provider to work with this state. (The state has schema version \(record.schemaVersion), the provider has "
        + "\(schema.version).)", address: address.description)
  }

  // MARK: orphans

  /// Instances that the state has and the configuration no longer: to be destroyed.
  func planOrphans() async {
    for (address, reason) in orphans() {
      await planOrphan(address, reason: reason)
    }
  }

  /// In a refresh-only plan, what the configuration no longer has is still looked at.
  func refreshOrphans() async {
    for (address, _) in orphans() {
      guard let resource = priorState.resources[address.containing],
        let schema = schemas[resource.provider.provider]?.resource(address.resource.type),
        let record = priorState[address]?.current, let client = await client(for: resource.provider(of: address.key))
      else { continue }
      if case .failure(let error) = await refreshed(record, address: address, schema: schema, client: client) {
        diagnostics.add(error.diagnostics)
      }
    }
  }

  private func planOrphan(_ address: ResourceInstanceAddress, reason: ActionReason?) async {
    guard let resource = priorState.resources[address.containing], let recorded = resource.instances[address.key] else {
      return
    }
    if options.mode == .normal, isForgotten(address.config) {
      return planForget(address, recorded, reason: reason)
    }
    if let record = recorded.current, isKept(record, at: address) {
      return planForget(address, recorded, reason: options.mode == .destroy ? nil : reason)
    }
    let schemaOrNil = schemas[resource.provider.provider]?.resource(address.resource.type)
    guard let schema = schemaOrNil else {
      diagnostics.add(
        Diagnostic(
          code: "plan.unknown-type", summary: "Missing resource schema from provider",
          detail:
            "No schema found for \(address.resource.type) in provider \(resource.provider.provider): the state has "
            + "\(address), which can be neither read nor destroyed without it.", address: address.description))
      return
    }
    let provider = resource.provider(of: address.key)
    guard isProviderPresent(provider) else {
      if input.configuration.block(of: provider)?.forEach != nil {
        return diagnostics.add(missingProviderInstance(provider, for: "\(address)", subject: nil))
      }
      diagnostics.add(
        Diagnostic(
          code: "plan.missing-provider", summary: "Provider configuration not present",
          detail:
            "To work with \(address) its original provider configuration at \(provider) is required, but it has "
            + "been removed. This occurs when a provider configuration is removed while objects created by that provider still "
            + "exist in the state. Re-add the provider configuration to destroy \(address), after which you can remove the "
            + "provider configuration again.", address: address.description))
      return
    }
    if let origin = moves.origins[address] { return diagnostics.add(unclaimed(address, origin)) }
    await planDeposed(recorded, address: address, schema: schema, provider: provider)
    guard let record = recorded.current, let client = await client(for: provider) else { return }
    switch await refreshed(record, address: address, schema: schema, client: client) {
    case .failure(let error): diagnostics.add(error.diagnostics)
    case .success(let prior):
      _ = await planDestroy(
        prior, address: address, schema: schema, provider: provider, client: client, reason: reason,
        dependencies: record.dependencies, lifecycle: nil, range: nil)
    }
  }

  private func isProviderPresent(_ address: ProviderConfigAddress) -> Bool {
    guard let block = input.configuration.block(of: address) else {
      return address.module.isRoot && address.alias == nil && address.key == nil
    }
    if block.forEach == nil { return address.key == nil }
    return evaluator.providerExpansions[address.withoutKey]?.contains(address.key) ?? false
  }

  /// Managed instances of the state that nothing in the configuration stands for, with the reason. Data resources that are
  /// gone from the configuration are only forgotten.
  private func orphans() -> [(address: ResourceInstanceAddress, reason: ActionReason?)] {
    var result: [(address: ResourceInstanceAddress, reason: ActionReason?)] = []
    for (resourceAddress, resource) in priorState.resources {
      for key in resource.instances.keys {
        let address = resourceAddress.instance(key)
        guard isTargeted(address), let reason = orphanReason(address) else { continue }
        result.append((address, options.mode == .destroy ? nil : reason))
      }
    }
    for (address, _) in result where address.resource.mode == .data { priorState.remove(address) }
    return result.filter { $0.address.resource.mode != .data }.sorted { $0.address < $1.address }
  }

  /// Why an instance has no place in the configuration; nil when it has one, or when that could not be found out.
  private func orphanReason(_ address: ResourceInstanceAddress) -> ActionReason? {
    guard let resource = input.configuration.modules[address.module.path]?.resources[address.resource] else {
      return moves.previous[address] == nil ? .deleteBecauseNoResourceConfig : .deleteBecauseNoMoveTarget
    }
    switch moduleInstanceExists(address.module) {
    case nil: return nil
    case false?: return .deleteBecauseNoModule
    case true?: break
    }
    guard let values = evaluator.instance(at: address.module)?.resources[address.resource] else { return nil }
    if values.expansion.contains(address.key) { return nil }
    switch address.key {
    case nil: return resource.lifecycle.enabled == nil ? .deleteBecauseWrongRepetition : .deleteBecauseEnabledFalse
    case .index: return resource.count == nil ? .deleteBecauseWrongRepetition : .deleteBecauseCountIndex
    case .name: return resource.forEach == nil ? .deleteBecauseWrongRepetition : .deleteBecauseEachKey
    }
  }

  /// Nil when a call on the way was not evaluated, because something failed.
  private func moduleInstanceExists(_ address: ModuleAddress) -> Bool? {
    if input.environment.moduleOverrides.covers(address) { return false }
    var current = evaluator.root
    for step in address.steps {
      guard let (_, instances) = current.calls[step.name] else {
        return current.module.calls[step.name] == nil ? false : nil
      }
      guard let next = instances[step.key] else { return false }
      current = next
    }
    return true
  }
}
