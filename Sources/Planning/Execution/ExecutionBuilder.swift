import Model

/// Orders what a plan does. A pure function: the same changes always give the same graph.
///
/// The rules, with B something that A depends on:
/// 1. A is made or updated after B is.
/// 2. A is destroyed before B is.
/// 3. A replaced object is destroyed before its successor is made, or (create before destroy) after that and after
///    everything that depends on it has been moved over to the successor.
/// 4. What is only destroyed goes before the update of those that depended on it, unless it was to be created before destroyed.
/// 5. What is read for a check only (`last`) is read when all else is done.
func executionGraph(
  for changes: [ResourceChange], dependencies: [ConfigResourceAddress: Set<ConfigResourceAddress>], priorState: State,
  last: Set<ConfigResourceAddress> = []
) -> ExecutionGraph {
  var builder = ExecutionBuilder(changes: changes, dependencies: dependencies, priorState: priorState)
  builder.addSteps(last: last)
  builder.addJoins()
  builder.connect()
  return ExecutionGraph(steps: builder.steps)
}

private struct ExecutionBuilder {
  let changes: [ResourceChange]
  let dependencies: [ConfigResourceAddress: Set<ConfigResourceAddress>]
  let priorState: State
  var steps: [ExecutionStep] = []

  /// Steps that make or update, and steps that destroy, by resource.
  private var makes: [ConfigResourceAddress: [Int]] = [:]
  private var destroys: [ConfigResourceAddress: [Int]] = [:]
  /// One step to wait for instead of many.
  private var allMade: [ConfigResourceAddress: Int] = [:]
  private var allDestroyed: [ConfigResourceAddress: Int] = [:]

  init(
    changes: [ResourceChange], dependencies: [ConfigResourceAddress: Set<ConfigResourceAddress>], priorState: State
  ) {
    self.changes = changes
    self.dependencies = dependencies
    self.priorState = priorState
  }

  private mutating func add(_ kind: ExecutionStep.Kind, _ change: Int, after: [Int] = []) -> Int {
    steps.append(ExecutionStep(kind: kind, change: change, dependencies: after))
    return steps.count - 1
  }

  mutating func addSteps(last: Set<ConfigResourceAddress>) {
    addSteps(of: { !last.contains($0) })
    if steps.isEmpty || last.isEmpty { return addSteps(of: last.contains) }
    let checked = add(.join, ExecutionStep.noChange, after: Array(steps.indices))
    let count = steps.count
    addSteps(of: last.contains)
    for index in steps.indices.dropFirst(count) { steps[index].dependencies.append(checked) }
  }

  private mutating func addSteps(of isWanted: (ConfigResourceAddress) -> Bool) {
    for (index, change) in changes.enumerated() where isWanted(change.address.config) {
      let resource = change.address.config
      switch change.action {
      case .noOp: continue
      case .create: makes[resource, default: []].append(add(.create, index))
      case .read: makes[resource, default: []].append(add(.read, index))
      case .update: makes[resource, default: []].append(add(.update, index))
      case .forget: _ = add(.forget, index)
      case .delete:
        destroys[resource, default: []].append(add(change.deposedKey == nil ? .destroy : .destroyDeposed, index))
      case .replace(.deleteThenCreate):
        let destroy = add(.destroy, index)
        destroys[resource, default: []].append(destroy)
        makes[resource, default: []].append(add(.create, index, after: [destroy]))
      case .replace(.forgetThenCreate):
        let forget = add(.forget, index)
        makes[resource, default: []].append(add(.create, index, after: [forget]))
      case .replace(.createThenDelete):
        let create = add(.create, index)
        makes[resource, default: []].append(create)
        destroys[resource, default: []].append(add(.destroyDeposed, index, after: [create]))
      }
    }
  }

  /// Many instances that depend on many others would be as many edges as their product; a join in between makes it a sum.
  mutating func addJoins() {
    for (resource, list) in makes.sorted(by: { $0.key < $1.key }) {
      allMade[resource] = list.count == 1 ? list[0] : add(.join, ExecutionStep.noChange, after: list)
    }
    for (resource, list) in destroys.sorted(by: { $0.key < $1.key }) {
      allDestroyed[resource] = list.count == 1 ? list[0] : add(.join, ExecutionStep.noChange, after: list)
    }
  }

  mutating func connect() {
    for (index, step) in steps.enumerated() where step.kind != .join {
      let change = changes[step.change]
      switch step.kind {
      case .create, .read, .update: connectMake(index, change)
      case .destroy, .destroyDeposed, .forget, .join: continue
      }
    }
    // Seen from those that depend: what they depend on is destroyed after them.
    for (index, step) in steps.enumerated() where step.kind == .destroy || step.kind == .destroyDeposed {
      let change = changes[step.change]
      for dependency in recorded(change) { waitForDestroy(of: change, step: index, dependency) }
    }
    connectDeferredDestroys()
    for index in steps.indices { steps[index].dependencies = Array(Set(steps[index].dependencies)).sorted() }
  }

  /// What the object that stands depended on when it was made; for a new one, what the configuration says.
  private func recorded(_ change: ResourceChange) -> [ConfigResourceAddress] {
    let instance = priorState[change.address]
    let record = change.deposedKey.map { instance?.deposed[$0] } ?? instance?.current
    return record?.dependencies ?? change.dependencies
  }

  private mutating func connectMake(_ index: Int, _ change: ResourceChange) {
    let declared = dependencies[change.address.config] ?? Set(change.dependencies)
    for dependency in declared {
      if let made = allMade[dependency] { steps[index].dependencies.append(made) }
    }
    // Rule 4. An object whose own destruction comes after its successor's creation cannot wait for what it still uses.
    if change.action == .replace(.createThenDelete) { return }
    for dependency in recorded(change) where !declared.contains(dependency) || makes[dependency] == nil {
      for destroy in destroys[dependency] ?? [] where isPlainDelete(destroy) && dependency != change.address.config {
        steps[index].dependencies.append(destroy)
      }
    }
  }

  /// Destroyed for good, and not to be kept until others have moved over.
  private func isPlainDelete(_ step: Int) -> Bool {
    let change = changes[steps[step].change]
    return change.action == .delete && change.deposedKey == nil && !change.createBeforeDestroy
  }

  /// Rule 2: the dependency's destroys wait for this one.
  private mutating func waitForDestroy(of change: ResourceChange, step: Int, _ dependency: ConfigResourceAddress) {
    guard dependency != change.address.config, let waited = allDestroyed[change.address.config] else { return }
    for destroy in destroys[dependency] ?? [] { steps[destroy].dependencies.append(waited) }
  }

  /// Rule 3, second half: a predecessor goes when all that depend on it have moved over.
  private mutating func connectDeferredDestroys() {
    var dependents: [ConfigResourceAddress: Set<ConfigResourceAddress>] = [:]
    for change in changes where change.deposedKey == nil && change.action != .noOp {
      for dependency in (dependencies[change.address.config] ?? []).union(recorded(change)) {
        dependents[dependency, default: []].insert(change.address.config)
      }
    }
    for (resource, list) in destroys {
      for destroy in list where steps[destroy].kind != .join {
        let change = changes[steps[destroy].change]
        let isDeferred =
          change.action == .replace(.createThenDelete) || (change.action == .delete && change.createBeforeDestroy)
        guard isDeferred else { continue }
        for dependent in dependents[resource] ?? [] where dependent != resource {
          if let made = allMade[dependent] { steps[destroy].dependencies.append(made) }
        }
      }
    }
  }
}
