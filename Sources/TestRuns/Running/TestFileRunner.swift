import Applying
import Configuring
import Model
import Planning
import Providers

/// Runs the tests of one file, and destroys what they have made.
package actor TestFileRunner {
  private let suite: TestSuite
  private let file: TestFile
  private let preparation: RunPreparation
  private let states: LiveStates
  private let onEvent: @Sendable (TestEvent) -> Void
  /// Seconds since 1970.
  private let now: @Sendable () -> Int

  private var schedule: RunSchedule
  private var finished: [String: RunOutputs] = [:]
  private var results: [Int: RunResult] = [:]
  /// By state key, with the run that used it last and will destroy what is in it.
  private var used: [String: (state: State, run: Int, execution: RunExecution)] = [:]
  private var appliers: [Applier] = []
  private var isInterrupted = false

  package init(
    suite: TestSuite, file: TestFile, providers: SharedProviders, states: LiveStates,
    now: @escaping @Sendable () -> Int, onEvent: @escaping @Sendable (TestEvent) -> Void
  ) {
    self.suite = suite
    self.file = file
    self.states = states
    self.onEvent = onEvent
    self.now = now
    preparation = RunPreparation(suite: suite, file: file, providers: providers)
    schedule = RunSchedule(file, limit: suite.parallelism)
  }

  /// Nothing further begins; what is under way is ended. What was made is destroyed still.
  package func interrupt() async {
    isInterrupted = true
    schedule.stop()
    for applier in appliers { await applier.interrupt() }
  }

  package func perform() async -> FileResult {
    onEvent(.fileStarted(file.path))
    await performRuns()
    for index in schedule.remaining {
      note(RunResult(name: file.runs[index].name, status: .skip), index)
    }
    onEvent(.fileTearingDown(file.path))
    let leftovers = await tearDown()
    let result = FileResult(
      path: file.path, runs: file.runs.indices.compactMap { results[$0] }, leftovers: leftovers)
    onEvent(.fileFinished(result))
    return result
  }

  private func performRuns() async {
    await withTaskGroup(of: (Int, RunStatus).self) { group in
      for index in schedule.start() { group.addTask { (index, await self.perform(index)) } }
      while let (index, status) = await group.next() {
        for next in schedule.finished(index, status) { group.addTask { (next, await self.perform(next)) } }
      }
    }
  }

  private func note(_ result: RunResult, _ index: Int) {
    results[index] = result
    onEvent(.runFinished(file: file.path, result))
  }

  private func perform(_ index: Int) async -> RunStatus {
    let run = file.runs[index]
    onEvent(.runStarted(file: file.path, run: run.name))
    let began = now()
    let clock = ContinuousClock()
    let start = clock.now
    let ticker = tick(run, isTearingDown: false)
    defer { ticker.cancel() }
    var result = await carryOut(run, index)
    result.began = began
    result.duration = start.duration(to: clock.now)
    note(result, index)
    return result.status
  }

  /// How often a run that takes long is told of: as often as by Terraform.
  private static let progressInterval = Duration.seconds(2)

  private func tick(_ run: TestRun, isTearingDown: Bool) -> Task<Void, Never> {
    let (file, onEvent) = (file.path, onEvent)
    return Task {
      let clock = ContinuousClock()
      let start = clock.now
      while (try? await clock.sleep(for: Self.progressInterval)) != nil {
        onEvent(
          .runGoingOn(
            file: file, run: run.name, elapsed: start.duration(to: clock.now), isTearingDown: isTearingDown))
      }
    }
  }

  private func carryOut(_ run: TestRun, _ index: Int) async -> RunResult {
    let (prepared, problems) = await preparation.prepare(run, finished)
    guard let prepared else { return RunResult(name: run.name, status: .error, diagnostics: problems) }
    let key = run.effectiveStateKey
    let execution = RunExecution(
      suite: suite, file: file, prepared: prepared, variables: preparation.variables(run, finished), states: states,
      onApply: { await self.remember($0) })
    let done = await execution.perform(from: used[key]?.state ?? State())
    if run.command == .apply {
      used[key] = (done.state, index, execution)
      states.set(done.state, file: file.path, stateKey: key, run: run.name)
    }
    finished[run.name] = done.outputs
    var result = RunResult(name: run.name, status: done.status, diagnostics: problems + done.diagnostics)
    result.outcome = done.outcome
    result.configuration = prepared.configuration
    result.schemas = prepared.schemas
    if done.isInterrupted { result.status = .error }
    return result
  }

  private func remember(_ applier: Applier) async {
    appliers.append(applier)
    if isInterrupted, schedule.isRunning { await applier.interrupt() }
  }

  /// Destroys what the runs have made, the last first.
  private func tearDown() async -> [Leftover] {
    var leftovers: [Leftover] = []
    appliers = []
    for (key, (state, index, execution)) in used.sorted(by: { $0.value.run > $1.value.run })
    where !state.managedObjects.isEmpty {
      let run = file.runs[index]
      onEvent(.runTearingDown(file: file.path, run: run.name))
      let ticker = tick(run, isTearingDown: true)
      let (remaining, diagnostics) = await execution.destroy(state)
      ticker.cancel()
      states.set(remaining, file: file.path, stateKey: key, run: run.name)
      if remaining.managedObjects.isEmpty, !diagnostics.hasErrors { continue }
      let leftover = Leftover(run: run.name, stateKey: key, state: remaining, diagnostics: diagnostics)
      leftovers.append(leftover)
      onEvent(.leftOver(file: file.path, leftover))
    }
    return leftovers
  }
}
