import Configuring
import Model
import Planning
import Storing
import TestSupport

/// A life of an estate, from one seed: a few commands, what goes wrong in them, and then a time without failures.
package struct Story: Sendable {
  package var seed: UInt64
  package var mutation: Mutation?

  package init(seed: UInt64, mutation: Mutation? = nil) {
    self.seed = seed
    self.mutation = mutation
  }

  package struct Report: Sendable {
    package var violations: [Violation]
    /// What happened, line by line, where that was asked for.
    package var text: [String]
  }

  /// Plays it on the calling thread.
  package func play(isTold: Bool = false) -> Report {
    let chance = Chance(seed: seed)
    // Where an engine that is broken is to be caught, there is no need for quiet stories.
    let faults = Faults(
      provider: chance.one(of: mutation == nil ? [0, 0, 40, 200] : [200, 400]), service: chance.one(of: [0, 30, 150]),
      diskErrors: chance.one(of: [0, 0, 0, 3, 20]), clockJumps: chance.one(of: [0, 0, 100]))
    let world = World(
      chance: chance, faults: faults, hasService: chance.happens(350), mutation: mutation, isTold: isTold)
    world.tell("seed \(seed): \(faults)\(world.service == nil ? "" : ", the state is kept by a service")")
    do throws(Schedule.Failure) {
      try Schedule.run(chance, world.clock) { await StoryTeller(world: world).tell() }
    } catch {
      world.witness.broken(.storyEnds, "\(error)")
    }
    return Report(violations: world.witness.violations, text: world.text)
  }
}

private struct StoryTeller {
  let world: World
  private var chance: Chance { world.chance }

  private static let most = 5
  /// More runs than these nobody needs to set things right.
  private static let calmRuns = 5

  init(world: World) { self.world = world }

  func tell() async {
    await world.cloud.setFaults { [world] _ in
      world.chance.happens(world.faults.provider) ? world.chance.one(of: SimulatedCloud.Fault.allCases) : nil
    }
    var desk = chance.one(of: Desk.all)
    var saved: [StoryCommand.SavedPlanFile] = []
    for _ in 0...chance.below(Self.most) {
      if chance.happens(600) { desk = chance.one(of: Desk.all) }
      let commands = (0..<(chance.happens(250) ? 2 : 1)).map { _ in command(desk, saved) }
      saved += await act(commands)
      await inspect()
      if !world.witness.violations.isEmpty { return }
    }
    await calm(desk)
  }

  private func command(_ desk: Desk, _ saved: [StoryCommand.SavedPlanFile]) -> StoryCommand {
    let kind: StoryCommand.Kind
    switch chance.below(100) {
    case ..<60: kind = .apply(.normal)
    case ..<68: kind = .apply(.destroy)
    case ..<72: kind = .apply(.refreshOnly)
    case ..<86 where !saved.isEmpty: kind = .applySaved(chance.one(of: saved))
    default: kind = .save
    }
    return StoryCommand(
      kind: kind, desk: desk, parallelism: 1 + chance.below(4),
      patience: chance.happens(500) ? .zero : .seconds(chance.below(30)),
      interruptedAfter: chance.happens(100) ? .milliseconds(chance.below(4000)) : nil)
  }

  /// One command or two at once, with whatever happens to them. Gives the plans that were saved.
  private func act(_ commands: [StoryCommand]) async -> [StoryCommand.SavedPlanFile] {
    if chance.happens(100) {
      let free = chance.below(4000)
      world.tell("the disk has room for \(free) bytes")
      for machine in world.machines { machine.disk.setFree(free) }
    }
    let saved = await withTaskGroup(of: StoryCommand.SavedPlanFile?.self) { group in
      for command in commands {
        let process = world.process(
          on: chance.one(of: world.machines),
          danger: chance.happens(500) ? nil : chance.one(of: [5, 20, 60, 150, 400]),
          end: chance.happens(600) ? .killed : .powerFailure)
        world.tell("\(process.number): \(command.kind.name) on machine \(process.machine.number)")
        group.addTask { await command.run(process, world).saved }
      }
      if let service = world.service, chance.happens(120) {
        let isTheirs = chance.happens(500)
        let delay = Duration.milliseconds(chance.below(5000))
        group.addTask {
          try? await world.clock.sleep(for: delay)
          world.tell("somebody takes the lock\(isTheirs ? " for himself" : " away")")
          world.witness.lockTaken()
          service.take(
            isTheirs ? LockInfo(id: "theirs", operation: "", who: "another", version: "", created: "") : nil)
          return nil
        }
      }
      var saved: [StoryCommand.SavedPlanFile] = []
      for await file in group { if let file { saved.append(file) } }
      return saved
    }
    for machine in world.machines { machine.disk.setFree(nil) }
    // Nobody is at work any more: a person sees to locks that were left behind.
    world.service?.take(nil)
    return saved
  }

  // MARK: looking

  /// What a new process finds, and whether that is all there is.
  private func inspect() async {
    let faults = world.faults
    world.faults = .none
    defer { world.faults = faults }
    var known = world.witness.rescued
    var open: [String: Int] = [:]
    do {
      let reader = world.process(on: world.machines[0], danger: nil, end: .killed)
      let stored = try await StoryCommand.store(reader, world).read()
      reader.finish()
      world.witness.finds(stored?.state)
      known.formUnion(stored?.state.identifiers ?? [])
    } catch {
      world.witness.broken(.stateIsReadable, error.diagnostics.map { "\($0.summary): \($0.detail)" }.joined())
      return
    }
    for machine in world.machines {
      for path in machine.disk.paths where path.contains(".journal") {
        guard let bytes = machine.disk.bytes(at: path), let journal = JournalFile(bytes) else { continue }
        for record in journal.records { known.formUnion(record.instance.identifiers) }
        for address in journal.unfinished { open["\(address)", default: 0] += 1 }
      }
    }
    await settle(known, open)
  }

  /// Objects that nothing knows must have been named. Whoever was told of them cleans them away.
  private func settle(_ known: Set<String>, _ open: [String: Int]) async {
    let existing = await world.cloud.inventory
    let orphans = existing.filter { !known.contains($0.id) }
    for (address, lost) in Dictionary(grouping: orphans, by: { "\($0.type).\($0.name)" }).sorted(by: { $0.key < $1.key }
    ) {
      let told = world.witness.told(address)
      guard lost.count > told + (open[address] ?? 0) else {
        for object in lost.prefix(told) { await world.cloud.remove(id: object.id) }
        continue
      }
      let names = lost.map(\.id).joined(separator: ", ")
      world.witness.broken(.noObjectIsLost, "\(names) exist, of which nothing is on record; told were \(told)")
      if existing.count(where: { "\($0.type).\($0.name)" == address }) > 1 {
        world.witness.broken(.nothingIsMadeTwice, "\(address) exists more than once, and not all of it is on record")
      }
    }
    world.witness.forgetTold()
  }

  /// A time without failures, after which all must be as it was wanted.
  private func calm(_ desk: Desk) async {
    world.faults = .none
    world.tell("from now on, nothing fails")
    for run in 0..<Self.calmRuns {
      let machine = world.machines[run % world.machines.count]
      let process = world.process(on: machine, danger: nil, end: .killed)
      world.tell("\(process.number): apply on machine \(machine.number)")
      let outcome = await StoryCommand(
        kind: .apply(.normal), desk: desk, parallelism: 4, patience: .zero
      ).run(process, world)
      await inspect()
      if !world.witness.violations.isEmpty { return }
      if outcome.isQuiet, run >= world.machines.count {
        await expectAtRest(desk)
        return
      }
    }
    world.witness.broken(.allIsMended, "after \(Self.calmRuns) runs there is still something to do")
  }

  /// What exists is what the configuration says, and what the state says.
  private func expectAtRest(_ desk: Desk) async {
    let reader = world.process(on: world.machines[0], danger: nil, end: .killed)
    let known = (try? await StoryCommand.store(reader, world).read()?.state.identifiers) ?? []
    reader.finish()
    let existing = Set(await world.cloud.inventory.map(\.id))
    if !known.isSubset(of: existing) {
      world.witness.broken(.allIsMended, "the state has \(known.subtracting(existing).sorted()), which do not exist")
    }
    let wanted = desk.configuration.root.resources.count
    if known.count != wanted {
      world.witness.broken(.allIsMended, "the state has \(known.count) objects, and \(wanted) are wanted")
    }
  }
}

extension StoryCommand.Kind {
  fileprivate var name: String {
    switch self {
    case .apply(let mode): "apply \(mode.rawValue)"
    case .save: "plan"
    case .applySaved: "apply a saved plan"
    }
  }
}
