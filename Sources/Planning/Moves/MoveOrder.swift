import Model

/// In which order moves are carried out: along chains from the first to the last, and of nested ones as the addresses say.
struct MoveOrder {
  /// Places of the statements, first to last; without those on cycles.
  let order: [Int]
  /// Groups of statements that wait for each other.
  let cycles: [[Int]]

  init(_ statements: [MoveStatement]) {
    let ends = statements.map { (from: Place($0.from, $0.module), to: Place($0.to, $0.module)) }
    var waitsFor = [[Int]](repeating: [], count: statements.count)
    for a in statements.indices {
      for b in statements.indices where a != b && Self.follows(statements[a], ends[a], statements[b], ends[b]) {
        waitsFor[a].append(b)
      }
    }
    var sorter = Sorter(waitsFor: waitsFor)
    sorter.run()
    order = sorter.groups.filter { $0.count == 1 }.flatMap { $0 }
    cycles = sorter.groups.filter { $0.count > 1 }.map { $0.sorted() }
  }

  private struct Place {
    let end: MoveStatement.End
    let pattern: MovePattern

    init(_ end: MoveStatement.End, _ module: ModulePath) {
      self.end = end
      pattern = MovePattern(end, in: module)
    }

    /// Whether what `other` names may be just what this names.
    func continues(_ other: Place) -> Bool {
      guard pattern.steps.count == other.pattern.steps.count, pattern.mayAgree(with: other.pattern) else {
        return false
      }
      switch (end, other.end) {
      case (.resource(let a), .resource(let b)): return a.resource == b.resource
      case (.instance(let a), .instance(let b)): return a.resource == b.resource && a.key == b.key
      default: return end.isModule && other.end.isModule
      }
    }

    /// Whether this lies inside what `other` names.
    func isInside(_ other: Place) -> Bool {
      guard other.pattern.steps.count <= pattern.steps.count, pattern.mayAgree(with: other.pattern) else {
        return false
      }
      if other.end.isModule { return !end.isModule || pattern.steps.count > other.pattern.steps.count }
      if case .resource(let outer) = other.end, case .instance(let inner) = end {
        return pattern.steps.count == other.pattern.steps.count && outer.resource == inner.resource
      }
      return false
    }
  }

  private typealias Ends = (from: Place, to: Place)

  /// Whether `a` is to be carried out after `b`.
  private static func follows(_ a: MoveStatement, _ aEnds: Ends, _ b: MoveStatement, _ bEnds: Ends) -> Bool {
    if aEnds.from.continues(bEnds.to) { return true }
    let isNested =
      aEnds.from.isInside(bEnds.to) || aEnds.to.isInside(bEnds.to) || bEnds.from.isInside(aEnds.from)
      || bEnds.to.isInside(aEnds.from)
    guard isNested else { return false }
    // A module around b that only gets another key holds both ends of b, whatever comes first.
    return a.module.names.count >= b.module.names.count || !changesKeyOnly(a)
  }

  private static func changesKeyOnly(_ statement: MoveStatement) -> Bool {
    guard statement.from.isModule else { return false }
    return MovePattern(statement.from, in: statement.module).steps.map(\.name)
      == MovePattern(statement.to, in: statement.module).steps.map(\.name)
  }
}

/// Tarjan's algorithm: groups of places that wait for each other, each group after those that it waits for. Without recursion,
/// for a configuration may have thousands of moves in one chain.
private struct Sorter {
  let waitsFor: [[Int]]
  var groups: [[Int]] = []
  private var number: [Int?]
  private var lowest: [Int]
  private var isOpen: [Bool]
  private var open: [Int] = []
  private var next = 0

  init(waitsFor: [[Int]]) {
    self.waitsFor = waitsFor
    number = Array(repeating: nil, count: waitsFor.count)
    lowest = Array(repeating: 0, count: waitsFor.count)
    isOpen = Array(repeating: false, count: waitsFor.count)
  }

  mutating func run() {
    for place in waitsFor.indices where number[place] == nil { visit(place) }
  }

  private mutating func enter(_ place: Int) {
    number[place] = next
    lowest[place] = next
    next += 1
    open.append(place)
    isOpen[place] = true
  }

  private mutating func visit(_ start: Int) {
    var stack = [(place: start, edge: 0)]
    enter(start)
    while let (place, edge) = stack.last {
      if edge < waitsFor[place].count {
        stack[stack.count - 1].edge += 1
        let other = waitsFor[place][edge]
        if number[other] == nil {
          enter(other)
          stack.append((other, 0))
        } else if isOpen[other] {
          lowest[place] = min(lowest[place], number[other] ?? 0)
        }
        continue
      }
      stack.removeLast()
      if let parent = stack.last?.place { lowest[parent] = min(lowest[parent], lowest[place]) }
      if lowest[place] == number[place] { close(place) }
    }
  }

  private mutating func close(_ place: Int) {
    var group: [Int] = []
    while let last = open.popLast() {
      isOpen[last] = false
      group.append(last)
      if last == place { break }
    }
    groups.append(group)
  }
}
