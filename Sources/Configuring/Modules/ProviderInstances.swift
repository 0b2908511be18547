import Model
import Parsing

/// Checks references to provider configurations with `for_each`, and to instances where there are none.
func checkProviderInstances(of module: Module, in configuration: Configuration) -> [Diagnostic] {
  var diagnostics: [Diagnostic] = []
  for resource in module.resources.values.filter({ $0.provider != nil }).sorted(by: { $0.name < $1.name }) {
    guard let reference = resource.provider else { continue }
    let kind = "resource"
    if let problem = problem(with: reference, in: module, configuration, kind) { diagnostics.append(problem) }
    diagnostics += sameIteration(
      of: reference, in: module, configuration, forEach: resource.forEach, kind, at: resource.range)
  }
  for name in module.calls.keys.sorted() {
    guard let call = module.calls[name] else { continue }
    for (_, outside) in call.providers {
      if let problem = problem(with: outside, in: module, configuration, "module") { diagnostics.append(problem) }
      diagnostics += sameIteration(
        of: outside, in: module, configuration, forEach: call.forEach, "module", at: call.range)
    }
  }
  return diagnostics
}

private func problem(
  with reference: ProviderReference, in module: Module, _ configuration: Configuration, _ kind: String
) -> Diagnostic? {
  guard let block = module.providers[reference.key] else {
    // What was passed to the module is one configuration already.
    guard reference.instanceKey != nil, configuration.resolve(reference, in: module.path) != nil else { return nil }
    return Diagnostic(
      code: "config.invalid-provider-reference", summary: "Invalid \(kind) provider configuration",
      detail:
        "This module doesn't declare a provider \(quoted(reference.localName)) block with alias = "
        + "\(quoted(reference.alias ?? "")), which is required for use with for_each: whoever calls the module chooses the "
        + "instance.", subject: reference.range)
  }
  if block.forEach != nil, reference.instanceKey == nil {
    return Diagnostic(
      code: "config.invalid-provider-reference", summary: "Missing provider instance key",
      detail:
        "The provider configuration \(reference.key) has for_each set, so that one of its instances must be chosen, such as "
        + "\(reference.key)[each.key].", subject: reference.range)
  }
  if block.forEach == nil, reference.instanceKey != nil {
    return Diagnostic(
      code: "config.invalid-provider-reference", summary: "Unexpected provider instance key",
      detail:
        "The provider configuration \(reference.key) does not have for_each set, so that it has no instances. Remove the "
        + "brackets and what is in them.", subject: reference.range)
  }
  return nil
}

/// Whoever uses the same collection for both cannot take anything out of it: what is made goes together with what could destroy
/// it.
private func sameIteration(
  of reference: ProviderReference, in module: Module, _ configuration: Configuration, forEach: Expression?,
  _ kind: String, at range: SourceRange
) -> [Diagnostic] {
  guard reference.instanceKey != nil, let forEach, let block = module.providers[reference.key],
    let other = block.forEach, let own = forEach.traversal, other.traversal?.description == own.description
  else { return [] }
  return [
    Diagnostic(
      .warning, code: "config.same-iteration", summary: "Provider configuration for_each matches \(kind)",
      detail:
        "This provider configuration uses the same for_each expression as a \(kind), which means that subsequent removal of "
        + "elements from this collection would cause a planning error: a provider instance is needed to destroy what it has "
        + "made, and must outlive it by at least one run. Let the \(kind) iterate over a part of the provider's collection, "
        + "such as setsubtract(\(own), var.disabled).", subject: other.range)
  ]
}
