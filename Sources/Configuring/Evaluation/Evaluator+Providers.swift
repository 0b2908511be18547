package import Model
import Parsing

extension Evaluator {
  /// Decides which instances a provider configuration has, for those who ask for one of them later. One without `for_each` is
  /// single.
  package func expandProvider(_ address: ProviderConfigAddress) -> Expansion {
    guard let block = configuration.block(of: address), let forEach = block.forEach,
      let instance = instances(of: address.module).first
    else { return .single }
    let expansion = expansion(count: nil, forEach: forEach, in: scope(instance), kind: "provider")
    providerExpansions[address.withoutKey] = expansion
    return expansion
  }

  /// The configuration of its provider that acts for one instance of a resource; nil after a report.
  package func provider(
    of resource: Resource, in instance: ModuleInstance, repetition: Repetition, address: String
  ) -> ProviderConfigAddress? {
    let resolution = configuration.providerResolution(of: resource, in: instance.address.path)
    guard let (expression, module) = resolution.instanceKey else { return resolution.address }
    guard let scope = scope(ofKeyIn: module, for: instance, repetition) else { return nil }
    guard let key = providerKey(expression, in: scope, of: address) else { return nil }
    let chosen = resolution.address.instance(.name(key))
    if !isValidating, let expansion = providerExpansions[resolution.address], !expansion.contains(chosen.key) {
      report(missingProviderInstance(chosen, for: address, subject: expression.range))
      return nil
    }
    return chosen
  }

  /// A resource's own key speaks of its instance; one that is passed to a module, of that module's instance.
  private func scope(
    ofKeyIn module: ModulePath, for instance: ModuleInstance, _ repetition: Repetition
  ) -> ModuleScope? {
    if module == instance.address.path { return scope(instance, repetition: repetition) }
    let steps = instance.address.steps
    guard module.names.count < steps.count,
      let caller = self.instance(at: ModuleAddress(Array(steps.prefix(module.names.count)))),
      let called = self.instance(at: ModuleAddress(Array(steps.prefix(module.names.count + 1))))
    else { return nil }
    return scope(caller, repetition: called.repetition)
  }

  private func providerKey(_ expression: Expression, in scope: ModuleScope, of address: String) -> String? {
    let (result, problems) = evaluate(expression, in: scope)
    report(problems)
    if problems.hasErrors { return nil }
    func refuse(_ detail: String) -> String? {
      report(
        Diagnostic(
          code: "config.invalid-provider-key", summary: "Invalid provider instance key", detail: detail,
          subject: expression.range, expressionValues: expressionValues(expression, in: scope)))
      return nil
    }
    let (value, marks) = result.unmarked
    if marks.contains(.sensitive) {
      return refuse("A provider instance key must not be derived from a sensitive value: it stands in the state.")
    }
    if marks.contains(.ephemeral) {
      return refuse(
        "A provider instance key must not be derived from an ephemeral value, which is gone in the next run.")
    }
    guard value.isKnown else {
      if isValidating { return "" }
      return refuse(
        "The provider instance key for \(address) depends on values that cannot be determined until apply, so that no "
          + "provider can be asked to plan it. Use only what is known when planning.")
    }
    if value.isNull { return refuse("A provider instance key must not be null.") }
    guard let key = (try? value.converted(to: .string))?.stringValue else {
      return refuse("The given instance key is unsuitable: string required.")
    }
    return key
  }
}

/// What says that an object's provider is there no more.
package func missingProviderInstance(
  _ provider: ProviderConfigAddress, for address: String, subject: SourceRange?
) -> Diagnostic {
  Diagnostic(
    code: "plan.missing-provider", summary: "Provider instance not present",
    detail:
      "To work with \(address) its provider instance at \(provider) is required, but there is none. This occurs when an element "
      + "is removed from the provider configuration's for_each collection while objects that it has made are still in the "
      + "state. Put the element back to destroy \(address), after which you can take it out again.\n\nThis is commonly caused "
      + "by using the same for_each collection both for a resource (or its containing module) and its provider configuration. "
      + "It must be possible to remove an element from the resource's collection while it stays in the provider's.",
    subject: subject, address: address)
}
