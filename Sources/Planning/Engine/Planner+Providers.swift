import Configuring
import Model
import Providers

/// Resources whose provider configuration has instances: each of their own instances has one of these.
extension Planner {
  /// Who acts for the instances of a resource: one for all, or for each its own; nil where nobody can, which is reported.
  func actingProviders(
    _ resource: Resource, _ expansion: Expansion, _ instance: ModuleInstance, default provider: ProviderConfigAddress
  ) async -> (ActingProvider, own: [InstanceKey?: ActingProvider])? {
    guard input.configuration.block(of: provider)?.forEach != nil else {
      return await acting(provider).map { ($0, [:]) }
    }
    let resourceAddress = ResourceAddress(module: instance.address, resource: resource.name)
    var own: [InstanceKey?: ActingProvider] = [:]
    for (key, repetition) in expansion.instances {
      let address = resourceAddress.instance(key)
      guard let chosen = chosenProvider(resource, instance, repetition, address) else { return nil }
      guard let acting = await acting(chosen) else { return nil }
      own[key] = acting
    }
    // With nothing to do, only refreshing comes here: for what the state has.
    if let any = own.values.first { return (any, own) }
    guard let recorded = priorState.resources[resourceAddress], let key = recorded.instances.keys.first,
      let acting = await acting(recorded.provider(of: key))
    else { return nil }
    return (acting, own)
  }

  private func acting(_ address: ProviderConfigAddress) async -> ActingProvider? {
    await client(for: address).map { ActingProvider(address: address, client: $0) }
  }

  /// By the configuration; when destroying, by the state, for it is there that the object was made.
  func chosenProvider(
    _ resource: Resource, _ instance: ModuleInstance, _ repetition: Repetition, _ address: ResourceInstanceAddress
  ) -> ProviderConfigAddress? {
    if options.mode == .destroy, let recorded = priorState.provider(of: address), recorded.key != nil {
      if providerConfigurations[recorded] != nil { return recorded }
      diagnostics.add(
        missingProviderInstance(recorded, for: "\(address)", subject: resource.provider?.range ?? resource.range))
      return nil
    }
    let chosen = evaluator.provider(of: resource, in: instance, repetition: repetition, address: "\(address)")
    diagnostics.add(evaluator.takeDiagnostics())
    return chosen
  }
}
