import Configuring
import TestSupport
import Testing

@Suite struct DirectedGraphTests {
  @Test func `reducing keeps what can be reached and no edge that can be spared`() {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let count = Int.random(in: 1...12, using: &random)
      let names = Array(0..<count).shuffled(using: &random)
      var dependencies = [Set<Int>](repeating: [], count: count)
      for high in 0..<count {
        for low in 0..<high where Bool.random(using: &random) { dependencies[names[high]].insert(names[low]) }
      }
      let graph = DirectedGraph(dependencies: dependencies)
      let reduced = graph.reduced
      for node in 0..<count {
        #expect(reach(graph, node) == reach(reduced, node), "seed \(seed)")
        for other in reduced.dependencies[node] {
          var without = reduced
          without.dependencies[node].remove(other)
          #expect(!reach(without, node).contains(other), "seed \(seed)")
        }
      }
      #expect(graph.components.allSatisfy { $0.count == 1 }, "seed \(seed)")
    }
  }

  /// What can be reached, found the slow way.
  private func reach(_ graph: DirectedGraph, _ node: Int) -> Set<Int> {
    var found: Set<Int> = []
    var waiting = Array(graph.dependencies[node])
    while let next = waiting.popLast() {
      if found.insert(next).inserted { waiting += graph.dependencies[next] }
    }
    return found
  }

  @Test func `what lies on a circle is one component`() {
    let graph = DirectedGraph(dependencies: [[1], [2], [0], [0, 4], []])
    #expect(graph.components.map { $0.sorted() } == [[0, 1, 2], [4], [3]])
  }
}
