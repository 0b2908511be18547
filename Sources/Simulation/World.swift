import Providers
import Synchronization
import TestSupport

/// What goes wrong in a story, of a thousand times each.
struct Faults: Sendable {
  var provider = 0
  var service = 0
  var diskErrors = 0
  var clockJumps = 0

  static let none = Faults()
}

/// Everything outside of the engine: machines with disks, a cloud, a service that keeps a state, and who looks at it all.
package final class World: Sendable {
  let chance: Chance
  let clock: SimulatedClock
  let cloud: SimulatedCloud
  let machines: [Machine]
  /// Where the state is, when it is in no file.
  let service: SimulatedService?
  let witness: Witness
  let mutation: Mutation?
  private let content: Mutex<Content>

  private struct Content {
    var faults: Faults
    var processes: [SimulatedProcess] = []
    /// The story so far; nil where nobody reads it.
    var text: [String]?
  }

  init(chance: Chance, faults: Faults, hasService: Bool, mutation: Mutation?, isTold: Bool) {
    self.chance = chance
    self.mutation = mutation
    clock = SimulatedClock(chance: chance, jumps: faults.clockJumps)
    machines = (0..<(hasService ? 2 : 1)).map { Machine(number: $0, chance: chance) }
    service = hasService ? SimulatedService() : nil
    witness = Witness()
    content = Mutex(Content(faults: faults, text: isTold ? [] : nil))
    cloud = SimulatedCloud()
  }

  var faults: Faults {
    get { content.withLock { $0.faults } }
    set { content.withLock { $0.faults = newValue } }
  }

  func process(on machine: Machine, danger: Int?, end: SimulatedProcess.End) -> SimulatedProcess {
    content.withLock { content in
      let process = SimulatedProcess(
        number: content.processes.count + 1, machine: machine, world: self, danger: danger, end: end)
      content.processes.append(process)
      return process
    }
  }

  func processes(on machine: Machine) -> [SimulatedProcess] {
    content.withLock { $0.processes.filter { $0.machine === machine && $0.isAlive } }
  }

  func tell(_ line: @autoclosure () -> String) {
    if content.withLock({ $0.text == nil }) { return }
    let line = line()
    // What has gone well needs no line of its own.
    if line.hasSuffix(": ") { return }
    content.withLock { $0.text?.append(line) }
  }

  var text: [String] { content.withLock { $0.text ?? [] } }
}
