import Assessing
import Model
import Planning
import Reporting

/// Assesses stacks, some at a time, with providers in common.
struct DriftRun: Sendable {
  let invocation: Invocation
  let stacks: [Stack]
  let options: PlanningOptions
  let shared: SharedWork
  let concurrency: Int
  var adopting: FindingSelection?
  /// In which of the stacks.
  var adoptingPath: String?
  /// What an earlier run has left; nil where nobody has kept it.
  var earlier: FindingsRecord?
  /// Asked at most once for each way of reaching a cloud.
  let callers: CallerDirectory
  private let notices = Notices()

  init(
    _ invocation: Invocation, stacks: [Stack], options: PlanningOptions, shared: SharedWork, concurrency: Int
  ) {
    self.invocation = invocation
    self.stacks = stacks
    self.options = options
    self.shared = shared
    self.concurrency = concurrency
    callers = CallerDirectory(environment: invocation.environment)
  }

  /// What is found of all stacks and, with `-unmanaged`, what none of them declares; the stacks in their order.
  func report(
    at time: UTCTime, isQuiet: Bool
  ) async throws -> (assessed: [AssessedStack], report: FindingsReport) {
    let assessed = await assessed(at: time, isQuiet: isQuiet)
    var stacks = assessed.map(\.report)
    var coverage: [FindingsReport.Coverage] = []
    if invocation.flags.bool("unmanaged") {
      let found = try await unmanagedObjects(assessed, at: time, invocation)
      stacks.append(found.stack)
      coverage = found.coverage
    }
    let tool = FindingsReport.Tool(version: Plumb.version)
    return (assessed, FindingsReport(tool: tool, title: "Drift", time: time, stacks: stacks, coverage: coverage))
  }

  /// In the order of the stacks.
  private func assessed(at time: UTCTime, isQuiet: Bool) async -> [AssessedStack] {
    // The output is for a program that expects one document.
    if isQuiet { return await assessed(at: time, nil) }
    let display = ProgressDisplay(
      invocation.terminal, isJSON: false, ProgressState(phase: .planningStacks, total: stacks.count))
    return await display.during { await assessed(at: time, display) }
  }

  private func assessed(at time: UTCTime, _ display: ProgressDisplay?) async -> [AssessedStack] {
    await withTaskGroup(of: (Int, AssessedStack).self) { group in
      var results = [AssessedStack?](repeating: nil, count: stacks.count)
      var next = 0
      var (done, failed) = (0, 0)
      func add() {
        guard next < stacks.count else { return }
        let index = next
        next += 1
        let work = StackDrift(
          invocation: invocation.within(stacks[index], sharing: shared, notices), options: options, time: time,
          adopting: adoptingPath == stacks[index].path ? adopting : nil, callers: callers,
          remembered: earlier?.remembered(of: stacks[index].name) ?? [])
        group.addTask { (index, await work.assessed(stacks[index])) }
      }
      for _ in 0..<min(concurrency, stacks.count) { add() }
      while let (index, result) = await group.next() {
        results[index] = result
        done += 1
        if result.plan == nil { failed += 1 }
        display?.set(ProgressState(phase: .planningStacks, done: done, total: stacks.count, failed: failed))
        add()
      }
      return results.compactMap { $0 }
    }
  }
}

extension FindingsRecord {
  /// What it has of a stack that the stack's state may not tell of any more.
  fileprivate func remembered(of stack: String) -> [RememberedFinding] {
    entries.compactMap { entry in
      guard entry.key.stack == stack, let memory = entry.memory else { return nil }
      return RememberedFinding(
        memory: memory, summary: entry.summary, severity: entry.severity, firstSeen: entry.firstSeen)
    }
  }
}
