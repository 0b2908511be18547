import Configuring
import Model
import Planning
import Storing
import TestSupport
import Testing

/// Resources `r0`, `r1`, ... of which each may refer to any before it.
private struct Web {
  /// By resource: those that it refers to.
  var references: [[Int]]
  /// By resource: what changes when the object is to be replaced.
  var versions: [Int]
  /// Resources that have left the configuration.
  var gone: Set<Int> = []
  var createsBeforeDestroy = false

  static func chain(_ count: Int) -> Web {
    Web(references: (0..<count).map { $0 == 0 ? [] : [$0 - 1] }, versions: Array(repeating: 0, count: count))
  }

  static func random(_ count: Int, _ generator: inout SeededGenerator) -> Web {
    let references = (0..<count).map { place in
      (0..<place).filter { _ in Int.random(in: 0..<count, using: &generator) < 4 }
    }
    return Web(references: references, versions: Array(repeating: 0, count: count))
  }

  var text: String {
    references.indices.filter { !gone.contains($0) }.map { place in
      let inputs = references[place].filter { !gone.contains($0) }.map { "terraform_data.r\($0).id" }
      return """
        resource "terraform_data" "r\(place)" {
          input            = [\(inputs.joined(separator: ", "))]
          triggers_replace = \(versions[place])
          lifecycle {
            create_before_destroy = \(createsBeforeDestroy)
          }
        }
        """
    }.joined(separator: "\n")
  }

  /// Whether one depends on the other, at any distance.
  func depends(_ place: Int, on other: Int) -> Bool {
    references[place].contains { $0 == other || ($0 > other && depends($0, on: other)) }
  }

  func planned(after state: State, _ options: PlanningOptions = PlanningOptions()) async -> Plan {
    let workbench = Workbench(text)
    #expect(workbench.problems == [])
    let result = await workbench.plan(state, SimulatedCloud(), options)
    #expect(result.diagnostics == [])
    return result.plan
  }

  func applied(to storage: MemoryStorage) async throws -> State {
    try await Workbench(text).run(storage, SimulatedCloud()).state
  }
}

/// What must be done before what, in a plan.
private struct Order {
  let plan: Plan
  /// By step: all that must be done before it.
  private var before: [Set<Int>]

  init(_ plan: Plan) {
    self.plan = plan
    before = Array(repeating: [], count: plan.execution.steps.count)
    var isDone = Array(repeating: false, count: before.count)
    func visit(_ step: Int, _ before: inout [Set<Int>]) {
      if isDone[step] { return }
      isDone[step] = true
      for dependency in plan.execution.steps[step].dependencies {
        visit(dependency, &before)
        before[step].formUnion(before[dependency].union([dependency]))
      }
    }
    for step in before.indices { visit(step, &before) }
  }

  private func steps(_ resource: Int, _ kinds: [ExecutionStep.Kind]) -> [Int] {
    plan.execution.steps.indices.filter { index in
      let step = plan.execution.steps[index]
      return step.change >= 0 && kinds.contains(step.kind)
        && plan.changes[step.change].address.resource.name == "r\(resource)"
    }
  }

  func making(_ resource: Int) -> Int? { steps(resource, [.create, .update]).first }
  func destroying(_ resource: Int) -> Int? { steps(resource, [.destroy, .destroyDeposed]).first }

  /// Whether the first comes before the second wherever both are there.
  func holds(_ first: Int?, before second: Int?) -> Bool {
    guard let first, let second else { return true }
    return before[second].contains(first)
  }

  var edges: Int { plan.execution.steps.reduce(0) { $0 + $1.dependencies.count } }
}

struct ExecutionOrderTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>, [false, true])
  func `what depends is made after, and destroyed before, at any distance`(
    seed: UInt64, createsBeforeDestroy: Bool
  ) async throws {
    var generator = SeededGenerator(seed: seed)
    var web = Web.random(14, &generator)
    web.createsBeforeDestroy = createsBeforeDestroy
    let storage = MemoryStorage()
    let state = try await web.applied(to: storage)
    for place in web.versions.indices where Bool.random(using: &generator) { web.versions[place] = 1 }
    let last = web.references.indices.filter { place in !web.references.contains { $0.contains(place) } }
    web.gone = Set(last.filter { _ in Bool.random(using: &generator) })
    for plan in [
      await web.planned(after: State()), await web.planned(after: state),
      await web.planned(after: state, PlanningOptions(mode: .destroy)),
    ] {
      let order = Order(plan)
      for place in web.references.indices {
        for other in 0..<place where web.depends(place, on: other) {
          #expect(order.holds(order.making(other), before: order.making(place)), "\(place) on \(other)")
          if createsBeforeDestroy, plan.mode == .normal, !web.gone.contains(place) {
            // What is replaced stays until all others have moved over.
            #expect(order.holds(order.making(place), before: order.destroying(other)), "\(place) on \(other)")
          } else {
            #expect(order.holds(order.destroying(place), before: order.destroying(other)), "\(place) on \(other)")
          }
        }
      }
    }
  }

  @Test(arguments: [false, true])
  func `the edges of a chain's plans are as many as it is long`(createsBeforeDestroy: Bool) async throws {
    var counts: [[Int]] = []
    for length in [40, 80] {
      var web = Web.chain(length)
      web.createsBeforeDestroy = createsBeforeDestroy
      let storage = MemoryStorage()
      let state = try await web.applied(to: storage)
      let created = await web.planned(after: State())
      let destroyed = await web.planned(after: state, PlanningOptions(mode: .destroy))
      web.versions = Array(repeating: 1, count: length)
      counts.append([created, destroyed, await web.planned(after: state)].map { Order($0).edges })
    }
    for (short, long) in zip(counts[0], counts[1]) { #expect(long <= short * 2 + 4, "\(short) and \(long)") }
  }

  @Test func `many that depend on many share one step to wait for`() async throws {
    func edges(_ count: Int) async -> Int {
      let makers = (0..<count).map { "resource \"terraform_data\" \"a\($0)\" {}" }
      let users = (0..<count).map { "resource \"terraform_data\" \"b\($0)\" {\n  input = local.all\n}" }
      let all = "locals {\n  all = [\((0..<count).map { "terraform_data.a\($0).id" }.joined(separator: ", "))]\n}"
      let workbench = Workbench((makers + users + [all]).joined(separator: "\n"))
      return Order(await workbench.plan(State(), SimulatedCloud()).plan).edges
    }
    let (few, many) = (await edges(20), await edges(80))
    #expect(few >= 40)
    #expect(many <= few * 4)
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `an object's record names all that it depends on, by name`(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let web = Web.random(14, &generator)
    let state = try await web.applied(to: MemoryStorage())
    for (address, resource) in state.resources {
      let place = Int(address.resource.name.dropFirst()) ?? 0
      let expected = (0..<place).filter { web.depends(place, on: $0) }.map { "terraform_data.r\($0)" }.sorted()
      #expect(resource.instances[nil]?.current?.dependencies.map(\.description) == expected)
    }
  }
}
