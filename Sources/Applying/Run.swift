package import Planning

/// An apply as a state machine: which steps may begin, given how others ended. It decides and never acts, so that a test can
/// drive it through every order of events.
package struct Run: Sendable {
  package enum Outcome: Sendable, Hashable {
    case succeeded, failed
  }

  package enum StepStatus: Sendable, Hashable {
    case waiting, running, succeeded, failed
    /// Something that it depends on failed or was skipped, or the run was interrupted before it began.
    case skipped
  }

  package private(set) var statuses: [StepStatus]
  package private(set) var isInterrupted = false
  private let steps: [ExecutionStep]
  private let dependents: [[Int]]
  private let limit: Int
  private var missing: [Int]
  /// Steps whose dependencies have all succeeded, in order; those before `next` have begun.
  private var ready: [Int] = []
  private var next = 0
  private var running = 0

  /// `limit` is how many steps may run at once.
  package init(graph: ExecutionGraph, limit: Int) {
    steps = graph.steps
    self.limit = max(1, limit)
    statuses = Array(repeating: .waiting, count: steps.count)
    missing = steps.map(\.dependencies.count)
    var dependents = [[Int]](repeating: [], count: steps.count)
    for (index, step) in steps.enumerated() {
      for dependency in step.dependencies { dependents[dependency].append(index) }
    }
    self.dependents = dependents
  }

  package var isDone: Bool { running == 0 && (isInterrupted || next == ready.count) }

  /// Begins the run: the steps to start now.
  package mutating func start() -> [Int] {
    ready = steps.indices.filter { missing[$0] == 0 }
    return begin()
  }

  /// Takes note of how a step ended, and gives the steps to start now.
  package mutating func finished(_ step: Int, _ outcome: Outcome) -> [Int] {
    precondition(statuses[step] == .running)
    running -= 1
    settle(step, outcome)
    return begin()
  }

  /// No further step begins; those that run are waited for.
  package mutating func interrupt() {
    isInterrupted = true
    for index in statuses.indices where statuses[index] == .waiting { statuses[index] = .skipped }
  }

  private mutating func settle(_ step: Int, _ outcome: Outcome) {
    switch outcome {
    case .succeeded:
      statuses[step] = .succeeded
      for dependent in dependents[step] {
        missing[dependent] -= 1
        if missing[dependent] == 0, statuses[dependent] == .waiting { ready.append(dependent) }
      }
    case .failed:
      statuses[step] = .failed
      var stack = dependents[step]
      while let dependent = stack.popLast() {
        guard statuses[dependent] == .waiting else { continue }
        statuses[dependent] = .skipped
        stack += dependents[dependent]
      }
    }
  }

  private mutating func begin() -> [Int] {
    var started: [Int] = []
    while !isInterrupted, running < limit, next < ready.count {
      let step = ready[next]
      next += 1
      if steps[step].kind == .join {
        settle(step, .succeeded)
        continue
      }
      statuses[step] = .running
      running += 1
      started.append(step)
    }
    return started
  }
}
