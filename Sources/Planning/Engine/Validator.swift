package import Configuring
package import Model
import Parsing
import Providers

/// Checks a configuration without values: every block once, whatever `count` and `for_each` will say, with all that is not
/// constant unknown.
package actor Validator {
  private let configuration: Configuration
  private let graph: ConfigGraph
  private let pool: ProviderPool
  private let evaluator: Evaluator
  /// Whether providers are asked as well; otherwise only their schemas are.
  private let asksProviders: Bool
  private var diagnostics = DiagnosticCollector()
  private var failed: Set<Int> = []

  package init(
    configuration: Configuration, graph: ConfigGraph, environment: EvaluationEnvironment, pool: ProviderPool,
    asksProviders: Bool
  ) {
    self.configuration = configuration
    self.graph = graph
    self.pool = pool
    self.asksProviders = asksProviders
    let variables = configuration.root.variables.mapValues {
      Value.unknown($0.type.withoutOptional).marked(with: $0.marks)
    }
    self.evaluator = Evaluator(
      configuration: configuration, environment: environment, rootVariables: variables, isValidating: true)
  }

  package func validate() async -> [Diagnostic] {
    let (functions, problems) = await pool.functions(calledIn: configuration)
    evaluator.environment.providerFunctions = functions
    diagnostics.add(problems)
    var isUsed = [Bool](repeating: false, count: graph.nodes.count)
    for place in graph.dependencies.joined() { isUsed[place] = true }
    for (place, node) in graph.nodes.enumerated() {
      if !failed.isEmpty, graph.dependencies[place].contains(where: failed.contains) {
        // What it refers to is broken: anything said about it would only repeat that.
        failed.insert(place)
        if case .call = node { evaluator.visit(node) }
        continue
      }
      if !graph.problems.isEmpty, let broken = graph.problems[node], isUsed[place] || !node.isProvider {
        diagnostics.add(broken)
        failed.insert(place)
      }
      switch node {
      case .resource(let address): await visit(address, place: place)
      // What nothing uses is never asked of, and may stand there unfinished.
      case .provider(let address): if isUsed[place] { await visit(address, place: place) }
      default: evaluator.visit(node)
      }
      let problems = evaluator.takeDiagnostics()
      diagnostics.add(problems)
      if problems.hasErrors { failed.insert(place) }
    }
    for (path, module) in configuration.modules.sorted(by: { $0.key < $1.key }) {
      guard let instance = evaluator.instances(of: path).first else { continue }
      for block in module.removed {
        diagnostics.add(self.problems(withRemoved: block) { evaluator.scope(instance, repetition: $0) })
      }
    }
    evaluator.evaluateChecks()
    diagnostics.add(evaluator.takeDiagnostics())
    return diagnostics.all
  }

  private func visit(_ address: ProviderConfigAddress, place: Int) async {
    guard let block = configuration.block(of: address) else { return }
    switch await pool.schemas(of: address) {
    case .failure(let error):
      diagnostics.add(error.diagnostics)
      failed.insert(place)
    case .success(let schemas):
      guard let instance = evaluator.instances(of: address.module).first else { return }
      let repetition = evaluator.expandProvider(address).instances.first?.repetition ?? .none
      let (value, problems) = decode(
        block.body, schema: schemas.providerConfiguration.block,
        scope: evaluator.scope(instance, repetition: repetition), allowsEphemeral: true)
      diagnostics.add(problems)
      if problems.hasErrors { failed.insert(place) }
      guard asksProviders, !problems.hasErrors else { return }
      if case .success(let client) = await pool.unconfigured(address) {
        do {
          diagnostics.add(
            try await client.validateProviderConfiguration(value.deeplyUnmarked).map { found in
              var copy = found
              copy.subject =
                copy.subject
                ?? sourceRange(of: found.attributePath, in: block.body, schema: schemas.providerConfiguration.block)
              return copy
            })
        } catch {
          diagnostics.add(error.diagnostic)
        }
      }
    }
  }

  private func visit(_ address: ConfigResourceAddress, place: Int) async {
    guard let module = configuration.modules[address.module], let resource = module.resources[address.resource] else {
      return
    }
    let provider = configuration.provider(of: resource, in: address.module)
    let schemas: any ProviderSchemas
    switch await pool.schemas(of: provider) {
    case .failure(let error):
      diagnostics.add(error.diagnostics)
      failed.insert(place)
      return
    case .success(let found): schemas = found
    }
    let isEphemeral = resource.name.mode == .ephemeral
    let takesEphemeral = isEphemeral || resource.name.mode == .list
    guard let schema = schemas.schema(of: resource.name) else {
      diagnostics.add(unknownType(resource, provider: provider.provider, schemas: schemas))
      failed.insert(place)
      return
    }
    for instance in evaluator.instances(of: address.module) {
      let expansion = evaluator.expansion(of: resource, in: evaluator.scope(instance))
      let repetition = expansion.instances.first?.repetition ?? .none
      let scope = evaluator.scope(instance, repetition: repetition)
      _ = evaluator.provider(of: resource, in: instance, repetition: repetition, address: "\(address)")
      let (value, problems) = decode(
        resource.body, schema: schema.block, scope: scope, allowsEphemeral: takesEphemeral)
      diagnostics.add(problems)
      if problems.hasErrors { failed.insert(place) }
      checkIgnored(resource, schema.block)
      let marks: Marks = isEphemeral ? .ephemeral : []
      var values = ResourceValues(expansion: expansion, marks: marks, isOfSchemaOnly: true)
      if resource.name.mode == .list {
        values.set(.dynamicUnknown, for: nil)
        diagnostics.add(evaluatedListing(resource, in: scope, isValidating: true).diagnostics)
      } else {
        values.set(Value.unknown(schema.block.impliedType).marked(with: marks), for: nil)
      }
      instance.resources[resource.name] = values
      checkConditions(resource, address, scope, schema.block)
      diagnostics.add(self.problems(with: resource.provisioners, scope, schema.block.impliedType))
      if asksProviders, !problems.hasErrors, case .success(let client) = await pool.unconfigured(provider) {
        if await !accepts(client, resource, schema.block, value, scope) { failed.insert(place) }
      }
    }
  }

  /// Whether the provider accepts the configuration.
  private func accepts(
    _ client: any ProviderClient, _ resource: Resource, _ schema: SchemaBlock, _ value: Value, _ scope: ModuleScope
  ) async -> Bool {
    do {
      let plain = value.deeplyUnmarked
      let found =
        switch resource.name.mode {
        case .managed: try await client.validateResource(type: resource.name.type, configuration: plain)
        case .data: try await client.validateDataSource(type: resource.name.type, configuration: plain)
        case .ephemeral: try await client.validateEphemeral(type: resource.name.type, configuration: plain)
        case .list: try await client.validateList(listRequest(resource, plain, scope))
        }
      diagnostics.add(
        found.map { one in
          var copy = one
          copy.address = nil
          copy.subject =
            copy.subject ?? sourceRange(of: one.attributePath, in: resource.body, schema: schema)
          return copy
        })
      return !found.hasErrors
    } catch {
      diagnostics.add(error.diagnostic)
      return false
    }
  }

  private func listRequest(_ resource: Resource, _ plain: Value, _ scope: ModuleScope) -> ListRequest {
    let (includesObjects, limit) = evaluatedListing(resource, in: scope, isValidating: true).values
    return ListRequest(
      type: resource.name.type, configuration: plain, includesObjects: includesObjects, limit: limit)
  }

  private func checkConditions(
    _ resource: Resource, _ address: ConfigResourceAddress, _ scope: ModuleScope, _ schema: SchemaBlock
  ) {
    let subject = CheckSubject(kind: "resource", config: "\(address)", object: "\(address)")
    for (index, condition) in resource.lifecycle.preconditions.enumerated() {
      evaluator.check(condition, index: index, kind: .precondition, scope: scope, subject: subject)
    }
    var selfScope = scope
    selfScope.selfValue = .unknown(schema.impliedType)
    for (index, condition) in resource.lifecycle.postconditions.enumerated() {
      evaluator.check(condition, index: index, kind: .postcondition, scope: selfScope, subject: subject)
    }
  }

  /// `ignore_changes` must name what the resource has.
  private func checkIgnored(_ resource: Resource, _ schema: SchemaBlock) {
    guard case .paths(let paths) = resource.lifecycle.ignoreChanges else { return }
    for (traversal, _) in paths {
      guard let attribute = schema.attribute(traversal.root), attribute.isComputed, !attribute.isOptional else {
        continue
      }
      diagnostics.add(
        Diagnostic(
          .warning, code: "config.redundant-ignore", summary: "Redundant ignore_changes element",
          detail:
            "Adding an attribute name to ignore_changes tells Plumb to ignore future changes to the argument in "
            + "configuration after the object has been created, retaining the value originally configured.\n\nThe "
            + "attribute \(traversal.root) is decided by the provider alone and therefore there can be no configured "
            + "value to compare with. Including this attribute in ignore_changes has no effect. Remove the attribute "
            + "from ignore_changes to quiet this warning.", subject: resource.typeRange))
    }
    for (traversal, range) in paths where schema.attribute(traversal.root) == nil && schema.block(traversal.root) == nil
    {
      let known = schema.attributes.map(\.name) + schema.blocks.map(\.name)
      let near = suggestion(for: traversal.root, among: known).map { " Did you mean \(quoted($0))?" } ?? ""
      diagnostics.add(
        Diagnostic(
          code: "config.unsupported-attribute", summary: "Unsupported attribute",
          detail:
            "This object has no argument, nested block, or exported attribute named \(quoted(traversal.root)).\(near)",
          subject: range))
    }
  }
}

extension ConfigNode {
  fileprivate var isProvider: Bool {
    if case .provider = self { return true }
    return false
  }
}
