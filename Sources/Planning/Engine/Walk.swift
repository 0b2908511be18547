import Configuring

/// Which nodes of a configuration's graph can be visited now: those whose dependencies all have been.
struct Walk {
  private var waiting: [Int]
  private let dependents: [[Int]]
  private var ready: [Int]
  private(set) var remaining: Int

  init(_ graph: ConfigGraph) {
    waiting = graph.dependencies.map(\.count)
    dependents = graph.dependents
    ready = waiting.indices.filter { graph.dependencies[$0].isEmpty }.reversed()
    remaining = waiting.count
  }

  mutating func next() -> Int? { ready.popLast() }

  mutating func complete(_ node: Int) {
    remaining -= 1
    for dependent in dependents[node].reversed() {
      waiting[dependent] -= 1
      if waiting[dependent] == 0 { ready.append(dependent) }
    }
  }
}
