/// Nodes by number and what each depends on, for questions about the shape alone.
package struct DirectedGraph: Sendable, Equatable {
  /// By node.
  package var dependencies: [Set<Int>]

  package init(dependencies: [Set<Int>]) { self.dependencies = dependencies }

  /// Without the edges that a longer way makes superfluous. The graph must have no cycle.
  package var reduced: DirectedGraph {
    var reach = [Set<Int>?](repeating: nil, count: dependencies.count)
    for node in order {
      reach[node] = dependencies[node].reduce(into: dependencies[node]) { $0.formUnion(reach[$1] ?? []) }
    }
    return DirectedGraph(
      dependencies: dependencies.map { direct in
        direct.filter { one in !direct.contains { $0 != one && reach[$0]?.contains(one) == true } }
      })
  }

  /// All nodes, dependencies first; what is on a cycle stands somewhere.
  private var order: [Int] {
    components.flatMap { $0 }
  }

  /// The sets of nodes that can all be reached from one another, dependencies first: more than one node is a cycle.
  package var components: [[Int]] {
    var search = ComponentSearch(dependencies: dependencies.map { $0.sorted() })
    return search.components()
  }
}

/// Tarjan's search, without recursion: graphs may be deep.
private struct ComponentSearch {
  let dependencies: [[Int]]
  private var number: [Int?]
  private var low: [Int]
  private var isOpen: [Bool]
  private var open: [Int] = []
  private var next = 0
  private var found: [[Int]] = []

  init(dependencies: [[Int]]) {
    self.dependencies = dependencies
    number = Array(repeating: nil, count: dependencies.count)
    low = Array(repeating: 0, count: dependencies.count)
    isOpen = Array(repeating: false, count: dependencies.count)
  }

  mutating func components() -> [[Int]] {
    for node in dependencies.indices where number[node] == nil { walk(from: node) }
    return found
  }

  private mutating func enter(_ node: Int) {
    number[node] = next
    low[node] = next
    next += 1
    open.append(node)
    isOpen[node] = true
  }

  private mutating func walk(from start: Int) {
    var path = [(node: start, edge: 0)]
    enter(start)
    while let (node, edge) = path.last {
      if edge < dependencies[node].count {
        path[path.count - 1].edge += 1
        let other = dependencies[node][edge]
        if let seen = number[other] {
          if isOpen[other] { low[node] = min(low[node], seen) }
        } else {
          enter(other)
          path.append((other, 0))
        }
      } else {
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        if low[node] == number[node] { close(node) }
      }
    }
  }

  private mutating func close(_ node: Int) {
    var component: [Int] = []
    while let last = open.popLast() {
      isOpen[last] = false
      component.append(last)
      if last == node { break }
    }
    found.append(component)
  }
}
