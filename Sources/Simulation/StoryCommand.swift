import Applying
import Model
import Planning
import Providers
import Storing
import Synchronization

/// A command as `plumb` carries it out, in the same order and with the same engine: only that what it touches is simulated.
struct StoryCommand: Sendable {
  enum Kind: Sendable {
    case apply(Plan.Mode)
    /// Makes a plan and keeps it.
    case save
    case applySaved(SavedPlanFile)
  }

  /// A saved plan, with the configuration that it carries and the state that it starts from.
  struct SavedPlanFile: Sendable {
    var bytes: [UInt8]
    var desk: Desk
    var basis: [UInt8]?
  }

  var kind: Kind
  var desk: Desk
  var parallelism: Int
  /// How long it waits for a lock.
  var patience: Duration
  /// When somebody presses Ctrl-C; nil for never.
  var interruptedAfter: Duration?

  struct Outcome: Sendable {
    var saved: SavedPlanFile?
    var hasErrors = false
    /// Nothing was to be done, and nothing went wrong.
    var isQuiet = false
  }

  private static let statePath = "/stack/terraform.tfstate"

  /// The state's place as a process has it.
  static func store(_ process: SimulatedProcess, _ world: World) -> any StateStore {
    let disk = ProcessDisk(process: process, world: world)
    if let service = world.service { return ServiceStore(service: service, process: process, world: world) }
    return LocalStateStore(path: statePath, backupPath: statePath + ".backup", disk: disk)
  }

  static func journal(_ process: SimulatedProcess, _ world: World) -> any Journal {
    let disk = ProcessDisk(process: process, world: world)
    return world.service == nil
      ? FileJournal(statePath: statePath, disk: disk)
      : FileJournal(path: "/stack/.terraform/plumb/default.journal", disk: disk)
  }

  func run(_ process: SimulatedProcess, _ world: World) async -> Outcome {
    let store = WitnessedStore(inner: Self.store(process, world), process: process, world: world)
    var outcome = Outcome()
    let info = LockInfo(
      id: "lock-\(process.number)", operation: "\(kind)".prefix(9).description, who: "process \(process.number)",
      version: "1.11.4", created: "2026-01-01T00:00:00Z")
    do {
      let token = try await store.lock(info, timeout: patience, clock: world.clock)
      do {
        outcome = try await hold(store, process, world)
      } catch {
        world.tell("  \(process.number): \(error)")
        outcome.hasErrors = true
      }
      try await store.unlock(token)
    } catch {
      world.tell("  \(process.number): \(error)")
      outcome.hasErrors = true
    }
    process.finish()
    return outcome
  }

  /// All that happens under the lock.
  private func hold(_ store: WitnessedStore, _ process: SimulatedProcess, _ world: World) async throws -> Outcome {
    let journal = MutatedJournal(inner: Self.journal(process, world), mutation: world.mutation)
    let (session, diagnostics) = try await StateSession.open(
      store: store, journal: journal, newLineage: "lineage-\(process.number)", terraformVersion: "1.11.4",
      clock: world.clock, interval: world.service == nil ? .seconds(5) : .seconds(20))
    let shown = Shown()
    let pool = ProviderPool(
      source: StoryProviders(provider: StoryProvider(process: process, world: world, shown: shown)))
    let state = await session.state
    switch kind {
    case .apply(let mode):
      let result = await desk.plan(
        state,
        PlanningOptions(
          mode: mode, refreshes: world.mutation != .nothingRefreshed, parallelism: parallelism), pool)
      world.witness.shown(diagnostics + result.diagnostics, by: process)
      try? await session.told()
      shown.set(result.plan)
      if result.plan.isErrored { return Outcome(hasErrors: true) }
      return try await carryOut(result.plan, desk, session, pool, process, world)
    case .save:
      let result = await desk.plan(state, PlanningOptions(parallelism: parallelism), pool)
      world.witness.shown(diagnostics + result.diagnostics, by: process)
      try? await session.told()
      if result.plan.isErrored { return Outcome(hasErrors: true) }
      let saved = SavedPlan(plan: result.plan, productVersion: "1", files: [:])
      return Outcome(
        saved: SavedPlanFile(bytes: PlanFile.encode(saved), desk: desk, basis: try await store.read()?.bytes))
    case .applySaved(let file):
      world.witness.shown(diagnostics, by: process)
      try? await session.told()
      let saved = try PlanFile.decode(file.bytes, path: "plan")
      let isChanged = try await store.read()?.bytes != file.basis
      if let stale = saved.staleness(against: state, workspace: "default"), world.mutation != .stalePlanTaken {
        world.tell("  \(process.number): \(stale.summary)")
        return Outcome(hasErrors: true)
      }
      if isChanged { world.witness.broken(.staleIsRefused, "process \(process.number) takes a plan for another state") }
      shown.set(saved.plan)
      return try await carryOut(saved.plan, file.desk, session, pool, process, world)
    }
  }

  private func carryOut(
    _ plan: Plan, _ desk: Desk, _ session: StateSession<SimulatedClock>, _ pool: ProviderPool,
    _ process: SimulatedProcess, _ world: World
  ) async throws -> Outcome {
    try await session.begin(with: plan.priorState)
    let keys = Mutex(0)
    let applier = desk.applier(
      plan, pool, parallelism: parallelism,
      recorder: MutatedRecorder(inner: SessionRecorder(session: session), mutation: world.mutation), clock: world.clock
    ) {
      keys.withLock { key in
        key += 1
        return String(process.number * 1000 + key, radix: 16)
      }
    }
    let interrupt = interruptedAfter.map { delay in
      Task {
        try await world.clock.sleep(for: delay)
        world.tell("  \(process.number): interrupted")
        await applier.interrupt()
      }
    }
    let result = await applier.apply()
    interrupt?.cancel()
    var diagnostics = result.diagnostics
    await session.replace(with: result.state)
    do {
      try await session.finish()
    } catch {
      diagnostics += error.diagnostics
      // As `errored.tfstate`, which the command puts into the working directory.
      if process.isAlive { world.witness.rescued(await session.unwritten) }
    }
    world.witness.shown(diagnostics, by: process)
    try? await session.told()
    let isQuiet = !diagnostics.hasErrors && plan.changes.allSatisfy { $0.action == .noOp } && plan.drift.isEmpty
    return Outcome(hasErrors: diagnostics.hasErrors || !process.isAlive, isQuiet: isQuiet)
  }
}
