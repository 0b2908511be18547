package import Configuring
package import Model
import Parsing
import Providers

/// Evaluates a configuration as far as that goes without its providers.
///
/// - Parameters:
///   - variables: of the root module, by name; what is missing is unknown, under the name of the variable.
///   - schemas: of providers that are at hand; the others' are inferred from what is written.
package func sketch(
  _ configuration: Configuration, graph: ConfigGraph, variables: [String: Value], environment: EvaluationEnvironment
) -> Sketch {
  var sketcher = Sketcher(configuration, graph: graph, variables: variables, environment: environment)
  return sketcher.sketched()
}

private struct Sketcher {
  let configuration: Configuration
  let graph: ConfigGraph
  let evaluator: Evaluator
  var inferred: InferredSchemas
  var sketch = Sketch()

  init(
    _ configuration: Configuration, graph: ConfigGraph, variables: [String: Value], environment: EvaluationEnvironment
  ) {
    var environment = environment
    environment.isSketch = true
    var variables = variables
    for (name, variable) in configuration.root.variables {
      let isOpen = variables[name].map { !$0.isKnown && !$0.hasSymbols } ?? true
      if isOpen {
        variables[name] = Value.symbol(
          "var.\(name)", of: variable.type.withoutOptional, isNotNull: !variable.isNullable
        )
        .marked(with: variable.marks)
      }
    }
    self.configuration = configuration
    self.graph = graph
    inferred = InferredSchemas(configuration)
    evaluator = Evaluator(
      configuration: configuration, environment: environment, rootVariables: variables, isValidating: false)
  }

  mutating func sketched() -> Sketch {
    for node in graph.nodes {
      switch node {
      case .resource(let address): visit(address)
      case .provider(let address): visit(address)
      default: evaluator.visit(node)
      }
      sketch.diagnostics += evaluator.takeDiagnostics()
    }
    collectCalls(of: evaluator.root)
    sketch.objects.sort { $0.address < $1.address }
    return sketch
  }

  // MARK: resources

  private mutating func visit(_ address: ConfigResourceAddress) {
    guard let module = configuration.modules[address.module], let resource = module.resources[address.resource] else {
      return
    }
    let provider = configuration.provider(of: resource, in: address.module).provider
    for instance in evaluator.instances(of: address.module) {
      let expansion = evaluator.expansion(of: resource, in: evaluator.scope(instance))
      let problems = evaluator.takeDiagnostics()
      var isUndecided = false
      if case .undecided = expansion { isUndecided = true } else { sketch.diagnostics += problems }
      var values = ResourceValues(expansion: expansion)
      for (key, repetition) in expansion.instances {
        let place = ResourceAddress(module: instance.address, resource: resource.name).instance(key)
        var object = sketched(
          resource, at: place, provider, in: evaluator.scope(instance, repetition: repetition))
        object.standsForMany = isUndecided || instance.address.steps.contains { _ in isManyfold(instance.address) }
        values.set(object.value, for: key)
        sketch.objects.append(object)
      }
      instance.resources[resource.name] = values
    }
  }

  /// Whether the module's own number of instances is not known.
  private func isManyfold(_ address: ModuleAddress) -> Bool {
    var current = evaluator.root
    for step in address.steps {
      guard let (expansion, children) = current.calls[step.name], let child = children[step.key] else { return false }
      if case .undecided = expansion { return true }
      current = child
    }
    return false
  }

  private func sketched(
    _ resource: Resource, at address: ResourceInstanceAddress, _ provider: ProviderAddress, in scope: ModuleScope
  ) -> SketchedObject {
    guard resource.name.mode == .managed, let schema = schema(of: resource, provider) else {
      return sketchedSource(resource, at: address, provider, in: scope)
    }
    let (configured, problems) = decode(resource.body, schema: schema, scope: scope)
    let completion = Completion(type: resource.name.type, name: "\(address)")
    return SketchedObject(
      address: address, resource: resource, provider: provider, configured: configured,
      value: completion.completed(configured, schema), standsForMany: false, problems: problems)
  }

  /// What is only read. One kind of it is computed from its arguments alone.
  private func sketchedSource(
    _ resource: Resource, at address: ResourceInstanceAddress, _ provider: ProviderAddress, in scope: ModuleScope
  ) -> SketchedObject {
    let name = Value.symbol("\(address)", of: .dynamic, isNotNull: true)
    var object = SketchedObject(
      address: address, resource: resource, provider: provider, configured: name, value: name, standsForMany: false,
      problems: [])
    guard resource.name.mode == .data else { return object }
    let schema =
      resource.name.type == PolicyDocumentSource.type ? PolicyDocumentSource.schema : inferred.block(of: resource)
    let (configured, problems) = decode(resource.body, schema: schema, scope: scope)
    object.configured = configured
    object.problems = problems
    if resource.name.type == PolicyDocumentSource.type {
      object.value = PolicyDocumentSource.value(configured, name: "\(address)")
    } else if case .object(let arguments) = configured {
      object.value = inferred.completed(arguments, of: resource.name, name: "\(address)")
    }
    return object
  }

  private func schema(of resource: Resource, _ provider: ProviderAddress) -> SchemaBlock? {
    if provider.type == "aws", provider.namespace == "hashicorp",
      let schema = CompactSchemas.aws.resource(resource.name.type)
    {
      return schema.block
    }
    return inferred.schema(of: resource.name)
  }

  // MARK: providers and calls

  private mutating func visit(_ address: ProviderConfigAddress) {
    guard let block = configuration.block(of: address) else { return }
    let schema =
      address.provider.type == "aws" ? CompactSchemas.aws.providerConfiguration.block : inferred.block(of: block.body)
    for instance in evaluator.instances(of: address.module).prefix(1) {
      let repetition = evaluator.expandProvider(address).instances.first?.repetition ?? .none
      let (value, _) = decode(
        block.body, schema: schema, scope: evaluator.scope(instance, repetition: repetition), allowsEphemeral: true)
      sketch.providers.append(SketchedProvider(address: address, value: value, range: block.range))
    }
  }

  private mutating func collectCalls(of instance: ModuleInstance) {
    for (name, (_, children)) in instance.calls.sorted(by: { $0.key < $1.key }) {
      guard let call = instance.module.calls[name] else { continue }
      for child in children.values.sorted(by: { $0.address < $1.address }) {
        sketch.calls.append(
          SketchedCall(
            address: child.address, source: call.source, versionConstraint: call.versionConstraint,
            arguments: .object(KeyedValues(child.variables)), range: call.range))
        collectCalls(of: child)
      }
    }
  }
}
