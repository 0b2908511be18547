package import Configuring
package import Model
import Providers

/// Ephemeral resources while planning: opened as soon as their arguments are known, closed after the last who needs them.
extension Planner {
  /// Opens all instances of an ephemeral resource, in all instances of its module.
  func visitEphemeral(_ address: ConfigResourceAddress, _ resource: Resource, _ schema: Schema, place: Int) async {
    // With nothing to destroy nobody needs it.
    let isOpened = (included?.contains(address) ?? true) && (options.mode != .destroy || !priorState.resources.isEmpty)
    for instance in evaluator.instances(of: address.module) {
      let expansion = evaluator.expansion(of: resource, in: evaluator.scope(instance))
      let problems = evaluator.takeDiagnostics()
      instance.resources[resource.name] = ResourceValues(expansion: expansion, marks: .ephemeral)
      if problems.hasErrors { refuse(problems, place) }
      if !isOpened || problems.hasErrors { continue }
      for (key, repetition) in expansion.instances {
        let instanceAddress = ResourceAddress(module: instance.address, resource: resource.name).instance(key)
        let scope = evaluator.scope(instance, repetition: repetition)
        guard let own = chosenProvider(resource, instance, repetition, instanceAddress) else {
          failed.insert(place)
          continue
        }
        let target = EphemeralTarget(
          resource: resource, schema: schema.block, address: instanceAddress, scope: scope, provider: own)
        let (value, found) = await open(target)
        refuse(found, place)
        if let value { instance.resources[resource.name]?.set(value, for: key) } else { failed.insert(place) }
      }
    }
  }

  private func refuse(_ found: [Diagnostic], _ place: Int) {
    diagnostics.add(found)
    if found.hasErrors { failed.insert(place) }
  }

  private func open(_ target: EphemeralTarget) async -> (value: Value?, diagnostics: [Diagnostic]) {
    let (configuration, problems) = evaluator.prepared(target)
    guard let configuration else { return (nil, problems) }
    guard let client = await client(for: target.provider) else { return (nil, problems) }
    let (plain, _) = configuration.separatingMarks()
    do throws(ProviderError) {
      let found = try await client.validateEphemeral(type: target.resource.name.type, configuration: plain)
      let located = target.located(found)
      if located.hasErrors { return (nil, problems + located) }
      guard plain.isWhollyKnown else {
        onEvent(ProgressEvent(address: target.address, phase: .deferred))
        return (Value.unknown(target.schema.impliedType).marked(with: .ephemeral), problems + located)
      }
      let (value, more) = await ephemerals.open(target.address, client: client, configuration: plain)
      guard let value else { return (nil, problems + located + target.located(more)) }
      let accepted = evaluator.accepted(value, target, configuration: configuration)
      return (accepted.value, problems + located + target.located(more) + accepted.diagnostics)
    } catch {
      return (nil, problems + [error.diagnostic.about(target.address)])
    }
  }

  // MARK: the end of their use

  /// The resources behind which nobody needs an ephemeral resource any more, by ephemeral resource. Those on which a
  /// provider's configuration depends stay open to the end.
  static func ephemeralUses(in graph: ConfigGraph) -> [ConfigResourceAddress: Set<Int>] {
    var result: [ConfigResourceAddress: Set<Int>] = [:]
    let dependents = graph.dependents
    for (place, node) in graph.nodes.enumerated() {
      guard case .resource(let address) = node, address.resource.mode == .ephemeral else { continue }
      var users: Set<Int> = [place]
      var seen: Set<Int> = [place]
      var stack = [place]
      var isOfProvider = false
      while let current = stack.popLast() {
        for dependent in dependents[current] where seen.insert(dependent).inserted {
          stack.append(dependent)
          if case .resource = graph.nodes[dependent] { users.insert(dependent) }
          if case .provider = graph.nodes[dependent] { isOfProvider = true }
        }
      }
      if !isOfProvider { result[address] = users }
    }
    return result
  }

  /// A resource is done: what only it still needed is closed.
  func releaseEphemerals(after place: Int) async {
    for (address, var users) in ephemeralUses where users.remove(place) != nil {
      ephemeralUses[address] = users
      if users.isEmpty { diagnostics.add(await ephemerals.close(address)) }
    }
  }
}

/// One instance of an ephemeral resource that is to be opened.
package struct EphemeralTarget {
  package let resource: Resource
  package let schema: SchemaBlock
  package let address: ResourceInstanceAddress
  package let scope: ModuleScope
  package let provider: ProviderConfigAddress

  package init(
    resource: Resource, schema: SchemaBlock, address: ResourceInstanceAddress, scope: ModuleScope,
    provider: ProviderConfigAddress
  ) {
    self.resource = resource
    self.schema = schema
    self.address = address
    self.scope = scope
    self.provider = provider
  }

  /// A provider's diagnostics, pointing at the place in the text that they are about.
  package func located(_ found: [Diagnostic]) -> [Diagnostic] {
    found.map { diagnostic in
      var copy = diagnostic.about(address)
      copy.subject =
        copy.subject ?? sourceRange(of: diagnostic.attributePath, in: resource.body, schema: schema)
      return copy
    }
  }
}

extension Evaluator {
  /// An ephemeral resource's configuration, once its preconditions hold; nil with errors.
  package func prepared(_ target: EphemeralTarget) -> (configuration: Value?, diagnostics: [Diagnostic]) {
    check(target.resource.lifecycle.preconditions, .precondition, target.scope, target.address)
    var problems = takeDiagnostics()
    if problems.hasErrors { return (nil, problems) }
    let (value, more) = decode(
      target.resource.body, schema: target.schema, scope: target.scope, allowsEphemeral: true)
    problems += more.map { $0.about(target.address) }
    return (problems.hasErrors ? nil : value, problems)
  }

  /// What was opened, once it is found good and its postconditions hold.
  package func accepted(
    _ value: Value, _ target: EphemeralTarget, configuration: Value
  ) -> (value: Value?, diagnostics: [Diagnostic]) {
    let (accepted, problems) = acceptedEphemeral(
      value, configuration: configuration, schema: target.schema,
      ProviderMistakes(provider: target.provider, address: target.address))
    guard let accepted else { return (nil, problems) }
    let scope = self.scope(target.scope.instance, repetition: target.scope.repetition, selfValue: accepted)
    check(target.resource.lifecycle.postconditions, .postcondition, scope, target.address)
    return (accepted, problems + takeDiagnostics())
  }

  private func check(
    _ conditions: [Condition], _ kind: Evaluator.ConditionKind, _ scope: ModuleScope, _ address: ResourceInstanceAddress
  ) {
    for (index, condition) in conditions.enumerated() {
      check(
        condition, index: index, kind: kind, scope: scope,
        subject: CheckSubject(kind: "resource", config: "\(address.config)", object: "\(address)"))
    }
  }
}
