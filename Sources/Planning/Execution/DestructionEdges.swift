import Model

/// Which resources are to be destroyed after which: for each, those of its recorded dependencies that must wait for it. Records list
/// everything at any distance, so that most of it follows from the rest and is left out.
func destructionEdges(
  _ recorded: [ConfigResourceAddress: [[ConfigResourceAddress]]]
) -> [(address: ConfigResourceAddress, dependencies: [ConfigResourceAddress])] {
  let addresses = recorded.keys.sorted()
  let numbers = Dictionary(uniqueKeysWithValues: addresses.enumerated().map { ($1, $0) })
  let needed = addresses.enumerated().map { number, address in
    let lists = recorded[address] ?? []
    let all =
      lists.count == 1 ? lists[0].compactMap { numbers[$0] } : Array(Set(lists.joined().compactMap { numbers[$0] }))
    return all.filter { $0 != number }
  }
  var covered = [Int](repeating: -1, count: addresses.count)
  return addresses.indices.map { number in
    // Who depends on most comes first: what it depends on follows from it.
    let candidates = needed[number].sorted { (needed[$0].count, $0) > (needed[$1].count, $1) }
    var kept: [Int] = []
    for candidate in candidates where covered[candidate] != number {
      kept.append(candidate)
      if kept.count > mostThatCover { continue }
      for further in needed[candidate] where further != number { covered[further] = number }
    }
    return (addresses[number], kept.map { addresses[$0] })
  }
}

/// Most of what follows does so from a few: looking at all would cost more than the edges that are saved.
private let mostThatCover = 8
