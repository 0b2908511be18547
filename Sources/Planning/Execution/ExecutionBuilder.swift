import Configuring
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
///
/// What follows from other edges is left out where that can be seen easily: of a chain, each step waits for the one before and not
/// for all of them.
func executionGraph(
  for changes: [ResourceChange], graph: ConfigGraph, dependencies: ResourceDependencies, priorState: State,
  last: Set<ConfigResourceAddress> = []
) -> ExecutionGraph {
  var builder = ExecutionBuilder(changes: changes, graph: graph, dependencies: dependencies, priorState: priorState)
  builder.addSteps(last: last)
  if builder.steps.isEmpty { return ExecutionGraph() }
  builder.addJoins()
  builder.connect()
  return ExecutionGraph(steps: builder.steps)
}

private struct ExecutionBuilder {
  /// More steps than this that many others wait for get a join in between.
  private static let mostWithoutJoin = 16

  let changes: [ResourceChange]
  let graph: ConfigGraph
  var dependencies: ResourceDependencies
  let priorState: State
  var steps: [ExecutionStep] = []

  /// Steps that make or update, and steps that destroy, by resource.
  private var makes: [ConfigResourceAddress: [Int]] = [:]
  private var destroys: [ConfigResourceAddress: [Int]] = [:]
  /// One step to wait for instead of many.
  private var allMade: [ConfigResourceAddress: Int] = [:]
  private var allDestroyed: [ConfigResourceAddress: Int] = [:]

  init(changes: [ResourceChange], graph: ConfigGraph, dependencies: ResourceDependencies, priorState: State) {
    self.changes = changes
    self.graph = graph
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
    connectMakes()
    connectPlainDeletes()
    connectDestroys()
    connectDeferredDestroys()
    for index in steps.indices where steps[index].dependencies.count > 1 {
      steps[index].dependencies = Array(Set(steps[index].dependencies)).sorted()
    }
  }

  /// What the object that stands depended on when it was made; for a new one, what the configuration says.
  private func recorded(_ change: ResourceChange) -> [ConfigResourceAddress] {
    let instance = priorState[change.address]
    let record = change.deposedKey.map { instance?.deposed[$0] } ?? instance?.current
    return record?.dependencies ?? change.dependencies
  }

  /// Rule 1. What lies between two resources that are made, and is not made itself, is passed through.
  private mutating func connectMakes() {
    var isWaitedFor = [Bool](repeating: false, count: graph.nodes.count)
    for place in graph.nodes.indices.reversed() where isWaitedFor[place] || made(at: place) != nil {
      for dependency in graph.declaredDependencies(of: place) { isWaitedFor[dependency] = true }
    }
    var behind = [[Int]](repeating: [], count: graph.nodes.count)
    for (place, node) in graph.nodes.enumerated() where isWaitedFor[place] || made(at: place) != nil {
      var waited: [Int] = []
      for dependency in graph.declaredDependencies(of: place) {
        if let step = made(at: dependency) { waited.append(step) } else { waited += behind[dependency] }
      }
      if waited.count > 1 { waited = Array(Set(waited)).sorted() }
      var makers: [Int] = []
      if case .resource(let address) = node { makers = makes[address] ?? [] }
      if waited.count > Self.mostWithoutJoin, makers.count != 1 {
        waited = [add(.join, ExecutionStep.noChange, after: waited)]
      }
      behind[place] = waited
      for step in makers { steps[step].dependencies += waited }
    }
  }

  /// The step after which all instances of a resource have been made.
  private func made(at place: Int) -> Int? {
    guard case .resource(let address) = graph.nodes[place] else { return nil }
    return allMade[address]
  }

  /// Rule 4. An object whose own destruction comes after its successor's creation cannot wait for what it still uses.
  private mutating func connectPlainDeletes() {
    let plain = destroys.mapValues { $0.filter(isPlainDelete) }.filter { !$0.value.isEmpty }
    if plain.isEmpty { return }
    for (address, makers) in makes {
      var declared: Set<ConfigResourceAddress>?
      for step in makers {
        let change = changes[steps[step].change]
        if change.action == .replace(.createThenDelete) { continue }
        for dependency in recorded(change) where dependency != address {
          guard let deletes = plain[dependency] else { continue }
          if makes[dependency] != nil {
            let all = declared ?? dependencies.all(of: address)
            declared = all
            if all.contains(dependency) { continue }
          }
          steps[step].dependencies += deletes
        }
      }
    }
  }

  /// Destroyed for good, and not to be kept until others have moved over.
  private func isPlainDelete(_ step: Int) -> Bool {
    let change = changes[steps[step].change]
    return change.action == .delete && change.deposedKey == nil && !change.createBeforeDestroy
  }

  /// Rule 2, seen from those that depend: what they depend on is destroyed after them.
  private mutating func connectDestroys() {
    let edges = destructionEdges(
      destroys.mapValues { list in
        // Instances of one resource mostly have one list.
        var lists: [[ConfigResourceAddress]] = []
        for step in list {
          let list = recorded(changes[steps[step].change])
          if lists.last != list { lists.append(list) }
        }
        return lists
      })
    for (address, waiting) in edges {
      guard let waited = allDestroyed[address] else { continue }
      for dependency in waiting {
        for destroy in destroys[dependency] ?? [] { steps[destroy].dependencies.append(waited) }
      }
    }
  }

  /// Rule 3, second half: a predecessor goes when all that depend on it have moved over.
  private mutating func connectDeferredDestroys() {
    let deferred = destroys.mapValues { $0.filter(isDeferred) }.filter { !$0.value.isEmpty }
    if deferred.isEmpty { return }
    let after = lastMadeOfDependents()
    for (address, list) in deferred {
      guard let place = graph.index[.resource(address)] else { continue }
      for step in list { steps[step].dependencies += after[place] }
    }
    // Those that no longer depend on it, but did.
    for (address, makers) in makes {
      guard let made = allMade[address] else { continue }
      var declared: Set<ConfigResourceAddress>?
      for change in makers.map({ changes[steps[$0].change] }) where change.deposedKey == nil {
        for dependency in recorded(change) where dependency != address {
          guard let list = deferred[dependency] else { continue }
          let all = declared ?? dependencies.all(of: address)
          declared = all
          if all.contains(dependency) { continue }
          for step in list { steps[step].dependencies.append(made) }
        }
      }
    }
  }

  private func isDeferred(_ step: Int) -> Bool {
    let change = changes[steps[step].change]
    return change.action == .replace(.createThenDelete) || (change.action == .delete && change.createBeforeDestroy)
  }

  /// By place in the graph: the steps after which all that depends on it has been made. What something else waits for need not be
  /// waited for again.
  private mutating func lastMadeOfDependents() -> [[Int]] {
    var after = [[Int]](repeating: [], count: graph.nodes.count)
    for place in graph.nodes.indices.reversed() {
      if after[place].count > 1 { after[place] = Array(Set(after[place])).sorted() }
      if after[place].count > Self.mostWithoutJoin {
        after[place] = [add(.join, ExecutionStep.noChange, after: after[place])]
      }
      let own = after[place].isEmpty ? made(at: place).map { [$0] } ?? [] : after[place]
      for dependency in graph.declaredDependencies(of: place) { after[dependency] += own }
    }
    return after
  }
}

extension ConfigGraph {
  /// Without what a resource only waits for to know what is imported into it.
  fileprivate func declaredDependencies(of place: Int) -> [Int] {
    guard let imported = importDependencies[place] else { return dependencies[place] }
    return dependencies[place].filter { !imported.contains($0) }
  }
}
