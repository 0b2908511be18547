package import Model

/// Which resources of a configuration depend on which, directly or through values, providers and modules.
///
/// Only what the graph says is kept. Whatever a resource depends on at any distance is found when it is asked for: of a chain of
/// resources these are half as many as its length squared.
package struct ResourceDependencies: Sendable {
  private let graph: ConfigGraph
  /// By place in the graph: the resource's place among all of them in the order of records; -1 for what is no resource.
  private let ranks: [Int32]
  private let ranked: [ConfigResourceAddress]
  /// By place: the last search that came by, so that none begins with clearing what the one before has left.
  private var seen: [UInt32]
  private var search: UInt32 = 0

  package init(_ graph: ConfigGraph) {
    self.graph = graph
    var texts: [(text: String, place: Int, address: ConfigResourceAddress)] = []
    for (place, node) in graph.nodes.enumerated() {
      if case .resource(let address) = node { texts.append((address.description, place, address)) }
    }
    texts.sort { $0.text < $1.text }
    var ranks = [Int32](repeating: -1, count: graph.nodes.count)
    for (rank, entry) in texts.enumerated() { ranks[entry.place] = Int32(rank) }
    self.ranks = ranks
    ranked = texts.map(\.address)
    seen = [UInt32](repeating: 0, count: graph.nodes.count)
  }

  /// All that a resource depends on, in the order in which records list it: by text.
  package mutating func listed(of address: ConfigResourceAddress) -> [ConfigResourceAddress] {
    reached(from: address, throughResources: true).sorted().map { ranked[Int($0)] }
  }

  /// All that a resource depends on.
  package mutating func all(of address: ConfigResourceAddress) -> Set<ConfigResourceAddress> {
    Set(reached(from: address, throughResources: true).map { ranked[Int($0)] })
  }

  /// What a resource depends on with no other resource in between.
  package mutating func direct(of address: ConfigResourceAddress) -> Set<ConfigResourceAddress> {
    Set(reached(from: address, throughResources: false).map { ranked[Int($0)] })
  }

  private mutating func reached(from address: ConfigResourceAddress, throughResources: Bool) -> [Int32] {
    guard let start = graph.index[.resource(address)] else { return [] }
    var found: [Int32] = []
    search += 1
    seen[start] = search
    var stack = [start]
    while let place = stack.popLast() {
      let imported = graph.importDependencies[place]
      for dependency in graph.dependencies[place] {
        if seen[dependency] == search || imported?.contains(dependency) == true { continue }
        seen[dependency] = search
        let rank = ranks[dependency]
        if rank >= 0 { found.append(rank) }
        if rank < 0 || throughResources { stack.append(dependency) }
      }
    }
    return found
  }
}
