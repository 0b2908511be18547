import Configuring
import Model
import Planning
import Providers

/// What an applier knows of the configuration's ephemeral resources.
struct EphemeralUses {
  /// In an order in which each comes after those that it needs.
  var resources: [ConfigResourceAddress] = []
  /// By place in the graph: the ephemeral resources behind a node, at any distance.
  var behind: [Int: [ConfigResourceAddress]] = [:]
  /// The steps that may need an ephemeral resource and have not ended; without those that a provider needs to the end.
  var steps: [ConfigResourceAddress: Set<Int>] = [:]

  init(graph: ConfigGraph, plan: Plan) {
    var providerNeeds: Set<ConfigResourceAddress> = []
    var users: [ConfigResourceAddress: Set<ConfigResourceAddress>] = [:]
    for (place, node) in graph.nodes.enumerated() {
      var found: [ConfigResourceAddress] = []
      for dependency in graph.dependencies[place] {
        for address in behind[dependency] ?? [] where !found.contains(address) { found.append(address) }
        if case .resource(let address) = graph.nodes[dependency], address.resource.mode == .ephemeral,
          !found.contains(address)
        {
          found.append(address)
        }
      }
      if !found.isEmpty { behind[place] = found }
      switch node {
      case .resource(let address):
        if address.resource.mode == .ephemeral { resources.append(address) }
        for needed in found { users[needed, default: []].insert(address) }
      case .provider: providerNeeds.formUnion(found)
      default: break
      }
    }
    for resource in resources where !providerNeeds.contains(resource) {
      let dependents = users[resource] ?? []
      steps[resource] = Set(
        plan.execution.steps.indices.filter { index in
          let step = plan.execution.steps[index]
          return step.kind != .join && dependents.contains(plan.changes[step.change].address.config)
        })
    }
  }
}

/// Ephemeral resources while applying: opened again, each as soon as what it needs is made, and closed after its last use.
extension Applier {
  /// Opens what a node needs and is not open yet; false when that failed, which has been reported.
  func openEphemerals(behind node: ConfigNode) async -> Bool {
    guard let place = graph.index[node] else { return true }
    for address in uses.behind[place] ?? [] where await !opened(address).value { return false }
    return true
  }

  /// The ephemeral resources whose turn has come: nothing that they depend on is still to be done.
  func readyEphemerals() -> [Task<Bool, Never>] {
    guard !plan.isPartial, plan.mode != .destroy, !run.isInterrupted else { return [] }
    let waiting = uses.resources.filter { opening[$0] == nil }
    if waiting.isEmpty { return [] }
    var undone: Set<ConfigResourceAddress> = []
    for (index, status) in run.statuses.enumerated() where status != .succeeded {
      let step = plan.execution.steps[index]
      if step.kind != .join { undone.insert(plan.changes[step.change].address.config) }
    }
    return waiting.filter { address in
      let needed = graph.index[.resource(address)].map { graph.resourcesBehind($0) } ?? []
      return undone.isDisjoint(with: needed)
    }.map(opened)
  }

  /// A step has ended: what only it still needed is closed.
  func closeEphemerals(after step: Int) async {
    for address in uses.resources where uses.steps[address]?.remove(step) != nil { await closeIfUnused(address) }
  }

  func closeAllEphemerals() async {
    for task in opening.values { _ = await task.value }
    report(await ephemerals.closeAll())
  }

  private func closeIfUnused(_ address: ConfigResourceAddress) async {
    guard uses.steps[address]?.isEmpty == true, opening[address] != nil else { return }
    // Others that are still to be opened may need it.
    let isNeeded = uses.resources.contains { other in
      guard opening[other] == nil, let place = graph.index[.resource(other)] else { return false }
      return uses.behind[place]?.contains(address) == true
    }
    if !isNeeded { report(await ephemerals.close(address)) }
  }

  /// Opens a resource once, for whoever comes first.
  private func opened(_ address: ConfigResourceAddress) -> Task<Bool, Never> {
    if let begun = opening[address] { return begun }
    let task = Task { await self.open(address) }
    opening[address] = task
    return task
  }

  private func open(_ address: ConfigResourceAddress) async -> Bool {
    guard await openEphemerals(behind: .resource(address)) else { return false }
    prepare(.resource(address))
    guard let resource = configuration.modules[address.module]?.resources[address.resource] else { return false }
    let provider = configuration.provider(of: resource, in: address.module)
    guard let schema = schema(of: address.resource, provider.provider) else { return false }
    var succeeded = true
    for instance in evaluator.instances(of: address.module) {
      let expansion = evaluator.expansion(of: resource, in: evaluator.scope(instance))
      let problems = evaluator.takeDiagnostics()
      report(problems)
      var values = ResourceValues(expansion: expansion, marks: .ephemeral)
      if problems.hasErrors { succeeded = false }
      for (key, repetition) in problems.hasErrors ? [] : expansion.instances {
        let own = ResourceAddress(module: instance.address, resource: resource.name).instance(key)
        guard let acting = evaluator.provider(of: resource, in: instance, repetition: repetition, address: "\(own)")
        else {
          report(evaluator.takeDiagnostics())
          succeeded = false
          continue
        }
        let target = EphemeralTarget(
          resource: resource, schema: schema.block, address: own,
          scope: evaluator.scope(instance, repetition: repetition), provider: acting)
        let (value, found) = await open(target)
        report(found)
        if let value { values.set(value, for: key) } else { succeeded = false }
      }
      instance.resources[resource.name] = values
    }
    await closeIfUnused(address)
    return succeeded
  }

  private func open(_ target: EphemeralTarget) async -> (value: Value?, diagnostics: [Diagnostic]) {
    let (configuration, problems) = evaluator.prepared(target)
    guard let configuration, let client = await client(for: target.provider) else { return (nil, problems) }
    let plain = configuration.deeplyUnmarked
    do throws(ProviderError) {
      let found = target.located(
        try await client.validateEphemeral(type: target.resource.name.type, configuration: plain))
      if found.hasErrors { return (nil, problems + found) }
      let (value, more) = await ephemerals.open(target.address, client: client, configuration: plain)
      let told = problems + found + target.located(more)
      guard let value else { return (nil, told) }
      let accepted = evaluator.accepted(value, target, configuration: configuration)
      return (accepted.value, told + accepted.diagnostics)
    } catch {
      return (nil, problems + [error.diagnostic.about(target.address)])
    }
  }
}
