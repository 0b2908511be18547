import Configuring
import Model
import Providers

extension Planner {
  /// The context with configuration that is written for the object just imported, where the user has written none.
  func generating(
    _ context: ResourceContext, _ address: ResourceInstanceAddress, for object: PriorObject
  ) -> ResourceContext {
    guard context.resource.isGenerated, let file = options.generatedFile else { return context }
    let text = ResourceText.write(
      address.resource, object.value, schema: context.schema.block, provider: providerArgument(of: context))
    generated[address] = GeneratedConfiguration(address: address, text: text)
    var context = context
    if let resource = Resource(generated: text, file: file) {
      context.resource = context.resource.with(body: resource.body, range: resource.range)
    }
    return context
  }

  /// What `provider` must say; nil where the type implies the provider already.
  private func providerArgument(of context: ResourceContext) -> String? {
    if input.configuration.provider(of: context.resource.withoutProvider, in: .root) == context.provider { return nil }
    return context.resource.provider.map { $0.key + (context.provider.key?.description ?? "") }
  }

  func noteGenerated(_ change: inout ResourceChange) {
    guard let block = generated[change.address] else { return }
    change.generatedConfiguration = block.text
    generated[change.address]?.importedID = change.importedIdentity == nil ? change.importedID : nil
  }

  func warnAboutGeneration() {
    if generated.isEmpty { return }
    diagnostics.add(
      Diagnostic(
        .warning, code: "plan.generated", summary: "Config generation is experimental",
        detail:
          "Generating configuration during import is currently experimental, and the generated configuration format may change "
          + "in future versions."))
  }

  /// Why an import block without place for its object gets no configuration.
  func refusal(of block: ImportBlock) -> Diagnostic? {
    let address = block.target.config
    if let place = block.placeForGenerated {
      // What is in the state is no longer to be imported, whatever becomes of it.
      if options.generatedFile != nil, input.state[place] != nil { return nil }
      return missingTarget(
        "The configuration for the given import target \(address) does not exist. If you wish to automatically generate config "
          + "for this resource, use the -generate-config-out option within plumb plan. Otherwise, make sure the target resource "
          + "exists within your configuration. For example:\n\n  plumb plan -generate-config-out=generated.tf",
        block.target.range)
    }
    if options.generatedFile != nil, address.module.isRoot {
      return missingTarget(
        "The given import block is not compatible with config generation. The -generate-config-out option cannot be used with "
          + "import blocks which use for_each, or resources which use for_each or count.", block.target.range)
    }
    return missingTarget(
      "The configuration for the given import target \(address) does not exist. All target instances must have an associated "
        + "configuration to be imported: declare the resource first.", block.target.range)
  }
}
