package import Configuring
package import Model

/// An evaluator that has visited a whole configuration with the objects that a state records: for looking at values without
/// planning. Resources without a record are unknown.
package func stateEvaluator(
  configuration: Configuration, graph: ConfigGraph, state: State, variables: RootVariables,
  environment: EvaluationEnvironment, schemas: (ResourceName, ProviderAddress) -> Schema?
) -> Evaluator {
  visitedEvaluator(
    configuration: configuration, graph: graph, variables: variables, environment: environment
  ) { address, provider in
    state[address]?.current.map { $0.value(schema: schemas(address.resource, provider)) }
  }
}

/// The same with the objects as a plan would make them; what it does not change is as the plan's prior state has it.
package func planEvaluator(
  _ plan: Plan, configuration: Configuration, graph: ConfigGraph, variables: RootVariables,
  environment: EvaluationEnvironment, schemas: (ResourceName, ProviderAddress) -> Schema?
) -> Evaluator {
  var planned: [ResourceInstanceAddress: Value] = [:]
  for change in plan.changes where change.deposedKey == nil { planned[change.address] = change.after }
  return visitedEvaluator(
    configuration: configuration, graph: graph, variables: variables, environment: environment
  ) { address, provider in
    planned[address]
      ?? plan.priorState[address]?.current.map { $0.value(schema: schemas(address.resource, provider)) }
  }
}

private func visitedEvaluator(
  configuration: Configuration, graph: ConfigGraph, variables: RootVariables, environment: EvaluationEnvironment,
  object: (ResourceInstanceAddress, ProviderAddress) -> Value?
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
      let expansion = evaluator.expansion(of: resource, in: evaluator.scope(instance))
      var values = ResourceValues(
        expansion: expansion, marks: resource.name.mode == .ephemeral ? .ephemeral : [])
      for (key, _) in expansion.instances {
        let place = ResourceInstanceAddress(module: instance.address, resource: resource.name, key: key)
        if let value = object(place, provider) { values.set(value, for: key) }
      }
      instance.resources[resource.name] = values
    }
  }
  return evaluator
}
