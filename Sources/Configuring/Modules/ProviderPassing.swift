package import Model
package import Parsing

/// Checks that each provider configuration a module uses exists: declared there, passed by the caller, or inherited.
package func checkProviders(of configuration: Configuration) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
    let choosers = module.resources.values.filter { $0.provider?.alias != nil }.sorted { $0.name < $1.name }
    for resource in choosers {
      guard let reference = resource.provider else { continue }
      if configuration.resolve(reference, in: path) == nil, !configuration.expects(reference, in: path) {
        diagnostics.append(
          Diagnostic(
            code: "config.missing-provider", summary: "Provider configuration not present",
            detail:
              "There is no provider configuration \(reference.key) in \(path.inProse). Add "
              + "a provider block with this alias, or pass the configuration through the module call's providers argument.",
            subject: reference.range))
      }
    }
    diagnostics += checkProviderInstances(of: module, in: configuration)
    for name in module.calls.keys.sorted() {
      guard let call = module.calls[name] else { continue }
      for (_, outside) in call.providers where outside.alias != nil && configuration.resolve(outside, in: path) == nil {
        if configuration.expects(outside, in: path) { continue }
        diagnostics.append(
          Diagnostic(
            code: "config.missing-provider", summary: "Provider configuration not present",
            detail:
              "There is no provider configuration \(outside.key) in \(path.inProse).",
            subject: outside.range))
      }
    }
  }
  return diagnostics
}

/// What a reference to a provider leads to.
package struct ProviderResolution: Sendable {
  package var address: ProviderConfigAddress
  /// What says which instance of it, with the module in which that is written: the resource's own, or one that calls a module
  /// around it.
  package var instanceKey: (expression: Expression, module: ModulePath)?
}

extension Configuration {
  /// Whether the module asks its caller for this configuration. That it was not given is told of at the call.
  fileprivate func expects(_ reference: ProviderReference, in path: ModulePath) -> Bool {
    guard !path.isRoot, let requirement = modules[path]?.requiredProviders[reference.localName] else { return false }
    return requirement.configurationAliases.contains { $0.key == reference.key }
  }

  /// The configuration that a provider reference means in a module: its own block, or the one passed or inherited from the
  /// callers above. Nil when an alias leads nowhere; without alias there is always the root's, if only an implied one.
  package func resolve(_ reference: ProviderReference, in path: ModulePath) -> ProviderConfigAddress? {
    resolution(of: reference, in: path)?.address
  }

  package func resolution(of reference: ProviderReference, in path: ModulePath) -> ProviderResolution? {
    guard let module = modules[path] else { return nil }
    let provider = module.providerAddress(localName: reference.localName)
    if module.providers[reference.key] != nil {
      return ProviderResolution(
        address: ProviderConfigAddress(module: path, provider: provider, alias: reference.alias),
        instanceKey: reference.instanceKey.map { ($0, path) })
    }
    guard let parent = path.parent, let name = path.names.last, let call = modules[parent]?.calls[name] else {
      return reference.alias == nil
        ? ProviderResolution(address: ProviderConfigAddress(module: .root, provider: provider)) : nil
    }
    if let passed = call.providers.first(where: { $0.inside.key == reference.key }) {
      return resolution(of: passed.outside, in: parent)
    }
    return reference.alias == nil ? inherited(provider, in: parent, at: reference.range) : nil
  }

  /// The default configuration of a provider in a module, whatever it is called there, or in one above it; in the end that of
  /// the root, which need not say anything about it.
  private func inherited(
    _ provider: ProviderAddress, in path: ModulePath, at range: SourceRange
  ) -> ProviderResolution? {
    guard let module = modules[path] else { return nil }
    let required = module.requiredProviders.values.filter { $0.source == provider }.map(\.localName).min()
    let isImplied = module.providerAddress(localName: provider.type) == provider
    if let name = required ?? (isImplied ? provider.type : nil) {
      return resolution(of: ProviderReference(localName: name, alias: nil, range: range), in: path)
    }
    guard let parent = path.parent else {
      return ProviderResolution(address: ProviderConfigAddress(module: .root, provider: provider))
    }
    return inherited(provider, in: parent, at: range)
  }

  /// The provider configuration that acts for a resource.
  package func provider(of resource: Resource, in path: ModulePath) -> ProviderConfigAddress {
    providerResolution(of: resource, in: path).address
  }

  /// The same with what says which of its instances.
  package func providerResolution(of resource: Resource, in path: ModulePath) -> ProviderResolution {
    if resource.provider == nil, resource.providerLocalName == "terraform", let module = modules[path],
      module.requiredProviders[resource.providerLocalName] == nil
    {
      return ProviderResolution(address: ProviderConfigAddress(module: .root, provider: .builtin))
    }
    let reference =
      resource.provider ?? ProviderReference(localName: resource.providerLocalName, alias: nil, range: resource.range)
    return resolution(of: reference, in: path)
      ?? ProviderResolution(
        address: ProviderConfigAddress(
          module: .root,
          provider: modules[path]?.providerAddress(localName: reference.localName) ?? .implied(by: reference.localName),
          alias: reference.alias))
  }

  /// The block behind a provider configuration, or nil for an implied one.
  package func block(of address: ProviderConfigAddress) -> ProviderBlock? {
    guard let module = modules[address.module] else { return nil }
    return module.providers.values.first {
      $0.alias == address.alias && module.providerAddress(localName: $0.localName) == address.provider
    }
  }

  /// Every provider that some module requires, names or implies, with the version constraints upon it.
  package var providerRequirements: [ProviderAddress: [(constraint: String, range: SourceRange?)]] {
    var result: [ProviderAddress: [(constraint: String, range: SourceRange?)]] = [:]
    for (path, module) in modules.sorted(by: { $0.key < $1.key }) {
      for name in module.requiredProviders.keys.sorted() {
        guard let requirement = module.requiredProviders[name] else { continue }
        result[requirement.source, default: []] +=
          requirement.constraint.map { [($0, requirement.constraintRange)] } ?? []
      }
      for key in module.providers.keys.sorted() {
        guard let block = module.providers[key] else { continue }
        result[module.providerAddress(localName: block.localName), default: []] +=
          block.constraint.map { [($0, block.range)] } ?? []
      }
      for name in module.resources.keys.sorted() {
        guard let resource = module.resources[name] else { continue }
        result[provider(of: resource, in: path).provider, default: []] += []
      }
    }
    result[.builtin] = nil
    return result
  }
}
