package import Configuring
package import Model

/// An evaluator that has visited a whole configuration with the objects that a state records: for looking at values without
/// planning. Resources without a record are unknown.
package func stateEvaluator(
  configuration: Configuration, graph: ConfigGraph, state: State, variables: RootVariables,
  environment: EvaluationEnvironment, schemas: (ResourceName, ProviderAddress) -> Schema?
) -> Evaluator {
  let evaluator = Evaluator(
    configuration: configuration, environment: environment, rootVariables: variables.values, isValidating: false)
  for node in graph.nodes {
    guard case .resource(let address) = node else {
      evaluator.visit(node)
      continue
    }
    guard let resource = configuration.modules[address.module]?.resources[address.resource] else { continue }
    let provider = configuration.provider(of: resource, in: address.module).provider
    for instance in evaluator.instances(of: address.module) {
      let expansion = evaluator.expansion(
        count: resource.count, forEach: resource.forEach, in: evaluator.scope(instance), kind: "resource")
      var values = ResourceValues(
        expansion: expansion, marks: resource.name.mode == .ephemeral ? .ephemeral : [])
      for (key, _) in expansion.instances {
        let place = ResourceInstanceAddress(module: instance.address, resource: resource.name, key: key)
        guard let record = state[place]?.current else { continue }
        values.set(record.value(schema: schemas(resource.name, provider)), for: key)
      }
      instance.resources[resource.name] = values
    }
  }
  return evaluator
}
