package import Configuring
package import Model
import Parsing
import Providers

/// Asks the providers for the objects that list blocks name. Of the rest of the configuration only that is evaluated on which list
/// blocks depend: data is read, objects are as the state has them, nothing is changed and nothing written.
package actor Query {
  let configuration: Configuration
  let evaluator: Evaluator
  let state: State
  private let graph: ConfigGraph
  private let pool: ProviderPool
  private let gate: Gate
  private let generates: Bool
  private let onEvent: @Sendable (QueryEvent) -> Void
  var diagnostics = DiagnosticCollector()
  private var failed: Set<Int> = []
  private var providerConfigurations: [ProviderConfigAddress: Value] = [:]
  private var found: [ResourceInstanceAddress: [FoundObject]] = [:]
  private var namer: ImportNamer

  package init(
    configuration: Configuration, graph: ConfigGraph, variables: RootVariables, state: State,
    environment: EvaluationEnvironment, pool: ProviderPool, parallelism: Int, generates: Bool,
    onEvent: @escaping @Sendable (QueryEvent) -> Void
  ) {
    self.configuration = configuration
    self.graph = graph
    self.state = state
    self.pool = pool
    self.generates = generates
    self.onEvent = onEvent
    gate = Gate(limit: parallelism)
    namer = ImportNamer(taken: configuration.root.resources.keys)
    evaluator = Evaluator(
      configuration: configuration, environment: environment, rootVariables: variables.values, isValidating: false)
  }

  package func run() async -> QueryResult {
    let (functions, problems) = await pool.functions(calledIn: configuration)
    evaluator.environment.providerFunctions = functions
    diagnostics.add(problems)
    let needed = neededPlaces
    await withTaskGroup(of: Int.self) { group in
      var running: Set<Int> = []
      for (place, node) in graph.nodes.enumerated() where needed.contains(place) {
        while !running.isDisjoint(with: graph.dependencies[place]), let done = await group.next() {
          running.remove(done)
        }
        if graph.dependencies[place].contains(where: failed.contains) {
          failed.insert(place)
        } else if case .resource(let address) = node {
          running.insert(place)
          group.addTask {
            await self.visit(address, place)
            return place
          }
        } else {
          visit(node, place)
        }
      }
    }
    return QueryResult(found: found.sorted { $0.key < $1.key }.flatMap(\.value), diagnostics: diagnostics.all)
  }

  /// The list blocks, and whatever they depend on.
  private var neededPlaces: Set<Int> {
    var stack = graph.nodes.indices.filter { graph.nodes[$0].isList }
    var needed = Set(stack)
    while let place = stack.popLast() {
      for dependency in graph.dependencies[place] where needed.insert(dependency).inserted { stack.append(dependency) }
    }
    return needed
  }

  private func visit(_ node: ConfigNode, _ place: Int) {
    if case .provider(let address) = node {
      _ = evaluator.expandProvider(address)
    } else {
      evaluator.visit(node)
    }
    settle(place)
  }

  private func settle(_ place: Int) {
    let problems = evaluator.takeDiagnostics()
    diagnostics.add(problems)
    if problems.hasErrors { failed.insert(place) }
  }

  private func visit(_ address: ConfigResourceAddress, _ place: Int) async {
    guard let resource = configuration.modules[address.module]?.resources[address.resource] else { return }
    let count = diagnostics.all.count
    for instance in evaluator.instances(of: address.module) {
      let expansion = evaluator.expansion(of: resource, in: evaluator.scope(instance))
      instance.resources[resource.name] = ResourceValues(
        expansion: expansion, marks: resource.name.mode == .ephemeral ? .ephemeral : [])
      settle(place)
      if failed.contains(place) { return }
      await withTaskGroup(of: (InstanceKey?, Value?).self) { group in
        for (key, repetition) in expansion.instances {
          let place = ResourceInstanceAddress(module: instance.address, resource: resource.name, key: key)
          group.addTask { (key, await self.value(of: resource, at: place, repetition)) }
        }
        for await (key, value) in group {
          if let value { instance.resources[resource.name]?.set(value, for: key) }
        }
      }
    }
    if diagnostics.all[count...].hasErrors { failed.insert(place) }
  }

  private func value(
    of resource: Resource, at address: ResourceInstanceAddress, _ repetition: Repetition
  ) async -> Value? {
    guard let instance = evaluator.instance(at: address.module) else { return nil }
    switch resource.name.mode {
    // What is opened for a run and closed again is not worth it for a question.
    case .ephemeral: return nil
    case .managed:
      let provider = configuration.provider(of: resource, in: address.module.path)
      guard let record = state[address]?.current, case .success(let schemas) = await pool.schemas(of: provider) else {
        return nil
      }
      return record.value(schema: schemas.schema(of: resource.name))
    case .data, .list:
      guard let target = await target(of: resource, at: address, instance, repetition) else { return nil }
      let scope = evaluator.scope(instance, repetition: repetition)
      return resource.name.mode == .data ? await read(target, scope) : await list(target, scope)
    }
  }

  // MARK: providers

  private func target(
    of resource: Resource, at address: ResourceInstanceAddress, _ instance: ModuleInstance, _ repetition: Repetition
  ) async -> QueryTarget? {
    let provider = evaluator.provider(of: resource, in: instance, repetition: repetition, address: "\(address)")
    diagnostics.add(evaluator.takeDiagnostics())
    guard let provider, let client = await client(for: provider, neededBy: resource) else { return nil }
    guard case .success(let schemas) = await pool.schemas(of: provider), let schema = schemas.schema(of: resource.name)
    else { return nil }
    return QueryTarget(
      resource: resource, address: address, schema: schema.block,
      object: schemas.resource(resource.name.type)?.block, provider: provider, client: client)
  }

  private func client(
    for address: ProviderConfigAddress, neededBy resource: Resource
  ) async -> (any ProviderClient)? {
    guard let value = await configuration(of: address, neededBy: resource) else { return nil }
    let schema = try? await pool.schemas(of: address).get().providerConfiguration.block
    let (result, isFirst, warnings) = await pool.configured(
      address, configuration: value, block: configuration.block(of: address), schema: schema)
    if isFirst { diagnostics.add(warnings) }
    switch result {
    case .success(let client): return client
    case .failure(let error):
      diagnostics.add(error.diagnostics)
      return nil
    }
  }

  private func configuration(
    of address: ProviderConfigAddress, neededBy resource: Resource
  ) async -> Value? {
    if let known = providerConfigurations[address] { return known }
    let schema: SchemaBlock
    switch await pool.schemas(of: address) {
    case .failure(let error):
      diagnostics.add(error.diagnostics)
      return nil
    case .success(let schemas): schema = schemas.providerConfiguration.block
    }
    guard let block = configuration.block(of: address),
      let instance = evaluator.instances(of: address.module).first
    else { return schema.emptyValue }
    let repetition = evaluator.expandProvider(address.withoutKey).repetition(for: address.key)
    let (value, problems) = decode(
      block.body, schema: schema, scope: evaluator.scope(instance, repetition: repetition), allowsEphemeral: true)
    diagnostics.add(problems)
    if problems.hasErrors { return nil }
    guard value.isWhollyKnown else {
      diagnostics.add(
        Diagnostic(
          code: "query.unknown-provider", summary: "Provider configuration not known",
          detail:
            "The configuration of \(address) depends on values that a query does not have: on ephemeral values, or on "
            + "objects that are not in the state yet. Use only what is known now, or apply the configuration first.",
          subject: block.range, address: resource.name.description))
      return nil
    }
    let plain = value.deeplyUnmarked
    providerConfigurations[address] = plain
    return plain
  }

  private func read(_ target: QueryTarget, _ scope: ModuleScope) async -> Value? {
    guard let configuration = configuration(of: target, scope), configuration.isWhollyKnown else { return nil }
    let (plain, marks) = configuration.separatingMarks()
    let schemas = try? await pool.schemas(of: target.provider).get()
    let (meta, problems) = providerMeta(
      for: target.address, target.provider.provider, in: self.configuration, schemas: schemas)
    diagnostics.add(problems)
    guard let meta else { return nil }
    await gate.enter()
    let answer: Result<DataSourceResponse, ProviderError>
    do {
      answer = .success(
        try await target.client.readDataSource(
          type: target.resource.name.type, configuration: plain, providerMeta: meta))
    } catch { answer = .failure(error) }
    await gate.leave()
    switch answer {
    case .failure(let error):
      diagnostics.add(target.located([error.diagnostic]))
      return nil
    case .success(let response):
      diagnostics.add(target.located(response.diagnostics))
      return target.schema.markingSensitive(response.value.marking(marks))
    }
  }

  private func configuration(of target: QueryTarget, _ scope: ModuleScope) -> Value? {
    let (value, problems) = decode(
      target.resource.body, schema: target.schema, scope: scope,
      allowsEphemeral: target.resource.name.mode == .list)
    diagnostics.add(problems.map { $0.about(target.address) })
    return problems.hasErrors ? nil : value
  }

  // MARK: lists

  /// Asks for one instance of a list block; gives what references to it mean.
  private func list(_ target: QueryTarget, _ scope: ModuleScope) async -> Value? {
    guard let configuration = configuration(of: target, scope),
      let question = question(of: target, configuration, scope)
    else { return nil }
    guard await accepts(question, target) else { return nil }
    onEvent(.started(target.address, configuration: target.schema.markingSensitive(configuration)))
    let limit = question.limit.numberValue?.int ?? Listing.defaultLimit
    await gate.enter()
    var failure: ProviderError?
    do {
      try await target.client.list(question) { answer in await self.take(answer, target, limit: limit) }
    } catch { failure = error }
    await gate.leave()
    // What came before a failure is true nevertheless.
    if let failure { diagnostics.add(target.located([failure.diagnostic])) }
    let all = found[target.address] ?? []
    onEvent(.completed(target.address, all: all, reachedLimit: all.count >= limit))
    return .object([
      ("data", .tuple(all.map { $0.value(type: target.object?.impliedType ?? .dynamic) }))
    ])
  }

  /// Whether the provider accepts the question, now that all of it is known.
  private func accepts(_ question: ListRequest, _ target: QueryTarget) async -> Bool {
    await gate.enter()
    let answer: [Diagnostic]
    do { answer = target.located(try await target.client.validateList(question)) } catch {
      answer = target.located([error.diagnostic])
    }
    await gate.leave()
    diagnostics.add(answer)
    return !answer.hasErrors
  }

  private func question(
    of target: QueryTarget, _ configuration: Value, _ scope: ModuleScope
  ) -> ListRequest? {
    guard configuration.isWhollyKnown else {
      diagnostics.add(
        Diagnostic(
          code: "query.unknown-configuration", summary: "List configuration not known",
          detail:
            "What \(target.address) asks for depends on values that a query does not have: on ephemeral values, or on objects "
            + "that are not in the state yet. Use only what is known now, or apply the configuration first.",
          subject: target.resource.range, address: target.address.description))
      return nil
    }
    let (listing, problems) = evaluatedListing(target.resource, in: scope, isValidating: false)
    diagnostics.add(problems.map { $0.about(target.address) })
    if problems.hasErrors { return nil }
    return ListRequest(
      type: target.resource.name.type, configuration: configuration.deeplyUnmarked,
      includesObjects: generates ? .bool(true) : listing.includesObjects, limit: listing.limit)
  }

  /// Takes an answer; false when enough have come.
  private func take(_ answer: ListAnswer, _ target: QueryTarget, limit: Int) -> Bool {
    diagnostics.add(target.located(answer.diagnostics))
    guard let identity = answer.identity else {
      if answer.diagnostics.isEmpty {
        diagnostics.add(
          Diagnostic(
            code: "provider.invalid-answer", summary: "Provider listed an object without identity",
            detail:
              "The provider \(target.client.address.displayName) listed an object for \(target.address) without its "
              + "identity, by which alone it could be imported. This is a mistake of the provider's, to be reported to those "
              + "who make it.", subject: target.resource.range, address: target.address.description))
      }
      return true
    }
    var object = FoundObject(
      list: target.address, identity: identity, displayName: answer.displayName,
      object: answer.object.map { target.object?.markingSensitive($0) ?? $0 })
    if generates { object.generated = generated(for: object, answer.object, target) }
    found[target.address, default: []].append(object)
    onEvent(.found(object))
    return found[target.address, default: []].count < limit
  }

  private func generated(for object: FoundObject, _ plain: Value?, _ target: QueryTarget) -> GeneratedImport {
    let index = found[target.address]?.count ?? 0
    let name = namer.name(for: target.address, index)
    if plain == nil {
      diagnostics.add(
        Diagnostic(
          .warning, code: "query.no-object", summary: "Only an import block was generated",
          detail:
            "The provider \(target.client.address.displayName) tells identities of \(target.resource.name.type) only, so that "
            + "no resource block can be written for them. With the import blocks in the configuration, plumb plan "
            + "-generate-config-out writes the resource blocks.", subject: target.resource.range,
          address: target.address.description))
    }
    let text = plain.flatMap { value in
      target.object.map {
        ResourceText.write(name, value, schema: $0, provider: providerArgument(target))
      }
    }
    return GeneratedImport(name: name, resource: text, block: ImportText.write(name, object.identity))
  }

  /// What `provider` must say; nil where the type implies the provider already.
  private func providerArgument(_ target: QueryTarget) -> String? {
    // The type, which implies a provider, is that of the list block.
    if configuration.provider(of: target.resource.withoutProvider, in: .root) == target.provider { return nil }
    return target.resource.provider.map { $0.key + (target.provider.key?.description ?? "") }
  }
}

/// One instance of a list block or data source, and who acts for it.
private struct QueryTarget: Sendable {
  var resource: Resource
  var address: ResourceInstanceAddress
  /// Of the configuration.
  var schema: SchemaBlock
  /// Of the objects that are listed.
  var object: SchemaBlock?
  var provider: ProviderConfigAddress
  var client: any ProviderClient

  func located(_ found: [Diagnostic]) -> [Diagnostic] {
    found.map { diagnostic in
      var copy = diagnostic.about(address)
      copy.subject =
        copy.subject ?? sourceRange(of: diagnostic.attributePath, in: resource.body, schema: schema)
      return copy
    }
  }
}

extension ConfigNode {
  fileprivate var isList: Bool {
    if case .resource(let address) = self { return address.resource.mode == .list }
    return false
  }
}

extension FoundObject {
  /// As others see it: `list.TYPE.NAME.data[0]`.
  fileprivate func value(type: ValueType) -> Value {
    let identity = (try? JSON.read(identity.attributes)).map { Value(inferring: $0) } ?? .null(.dynamic)
    return .object([
      ("identity", identity), ("display_name", .string(displayName)), ("state", object ?? .null(type)),
    ])
  }
}
