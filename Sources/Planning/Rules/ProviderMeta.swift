package import Configuring
package import Model
package import Providers

/// What the module of an object tells its provider by a `provider_meta` block: null where it tells nothing. Nil where the block does
/// not fit, with the reason.
package func providerMeta(
  for address: ResourceInstanceAddress, _ provider: ProviderAddress, in configuration: Configuration,
  schemas: (any ProviderSchemas)?
) -> (value: Value?, diagnostics: [Diagnostic]) {
  // Modules whose objects are left over tell nothing any more.
  guard let module = configuration.modules[address.module.path], let block = module.providerMeta(for: provider) else {
    return (.null(.dynamic), [])
  }
  guard let schema = schemas?.providerMeta else {
    let problem = Diagnostic(
      code: "config.no-provider-meta", summary: "Provider \(provider) doesn't support provider_meta",
      detail:
        "The resource \(address) belongs to a provider that doesn't support provider_meta blocks. Remove the block, or "
        + "use a version of the provider that has it.", subject: block.range)
    return (nil, [problem])
  }
  let (value, problems) = decodeConstants(block.body, schema: schema.block)
  return (problems.hasErrors ? nil : value.deeplyUnmarked, problems)
}

extension Planner {
  /// For a request about an object; nil after a report.
  func providerMeta(_ address: ResourceInstanceAddress, _ provider: ProviderAddress) -> Value? {
    let (value, problems) = Planning.providerMeta(
      for: address, provider, in: input.configuration, schemas: schemas[provider])
    diagnostics.add(problems)
    return value
  }
}
