import Glibc
import Storing
import Synchronization

/// One run of a command on a machine. It can end between any two things that it does; what it tries afterwards has no effect.
package final class SimulatedProcess: Sendable {
  package enum End: Sendable {
    case killed, powerFailure
  }

  let number: Int
  let machine: Machine
  private let world: World
  private let state: Mutex<State>

  private struct State {
    var isAlive = true
    /// It ends in one of so many steps; nil for never.
    var danger: Int?
    var end: End
  }

  init(number: Int, machine: Machine, world: World, danger: Int?, end: End) {
    self.number = number
    self.machine = machine
    self.world = world
    state = Mutex(State(danger: danger, end: end))
  }

  var isAlive: Bool { state.withLock { $0.isAlive } }

  /// Something that it is about to do, or has just done. False when it has ended, perhaps just here.
  func step(_ what: @autoclosure () -> String = "") -> Bool {
    let (isAlive, danger) = state.withLock { ($0.isAlive, $0.danger) }
    guard isAlive else { return false }
    world.tell("  \(number): \(what())")
    if let danger, world.chance.below(danger) == 0 {
      end()
      return false
    }
    return true
  }

  /// Whether it is to end in the midst of what it does next.
  var endsHere: Bool {
    let (isAlive, danger) = state.withLock { ($0.isAlive, $0.danger) }
    guard isAlive, let danger else { return false }
    return world.chance.below(danger * 2) == 0
  }

  /// Ends it here and now, with all others on its machine where the power fails.
  func end() {
    let end = state.withLock { $0.end }
    if end == .powerFailure {
      world.tell("  the power of machine \(machine.number) fails")
      for process in world.processes(on: machine) { process.stop() }
      machine.disk.losePower()
      world.witness.powerFailed()
    } else {
      world.tell("  \(number) is killed")
      stop()
    }
  }

  private func stop() {
    let wasAlive = state.withLock { state in
      defer { state.isAlive = false }
      return state.isAlive
    }
    guard wasAlive else { return }
    machine.disk.end(process: number)
    world.witness.ended(self)
  }

  /// The end of a command that came to its end.
  func finish() {
    if isAlive { stop() }
  }
}

/// A machine with a disk.
package final class Machine: Sendable {
  let number: Int
  let disk: SimulatedDisk

  init(number: Int, chance: Chance) {
    self.number = number
    disk = SimulatedDisk(chance: chance)
  }
}

/// The disk as a process has it: until it ends, and with the errors that a disk has now and then.
struct ProcessDisk: Disk {
  let process: SimulatedProcess
  let world: World

  private var disk: SimulatedDisk { process.machine.disk }
  private static let gone = SystemFailure(code: EIO)

  private func step<Result>(
    _ what: @autoclosure () -> String, mayFail: Bool = false, _ body: () throws(SystemFailure) -> Result
  ) throws(SystemFailure) -> Result {
    guard process.step(what()) else { throw Self.gone }
    if mayFail, world.chance.happens(world.faults.diskErrors) { throw SystemFailure(code: EIO) }
    let result = try body()
    guard process.step() else { throw Self.gone }
    return result
  }

  func open(_ path: String, _ flags: Int32, permissions: UInt32) throws(SystemFailure) -> Int32 {
    guard process.isAlive else { throw Self.gone }
    if flags & O_CREAT == 0 { return try disk.open(path, flags, process: process.number) }
    return try step("open \(path)", mayFail: true) { () throws(SystemFailure) in
      try disk.open(path, flags, process: process.number)
    }
  }

  func close(_ descriptor: Int32) { disk.close(descriptor) }

  func read(_ descriptor: Int32, at start: Int, count: Int) throws(SystemFailure) -> [UInt8] {
    guard process.isAlive else { throw Self.gone }
    return try disk.read(descriptor, at: start, count: count)
  }

  func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>, at start: Int) throws(SystemFailure) -> Int {
    guard process.step("write \(bytes.count) bytes at \(start)") else { throw Self.gone }
    if process.endsHere {
      _ = try disk.write(descriptor, bytes.prefix(world.chance.below(bytes.count + 1)), at: start)
      process.end()
      throw Self.gone
    }
    if world.chance.happens(world.faults.diskErrors) { throw SystemFailure(code: EIO) }
    let count = try disk.write(descriptor, bytes, at: start)
    guard process.step() else { throw Self.gone }
    return count
  }

  func truncate(_ descriptor: Int32, to size: Int) throws(SystemFailure) {
    try step("truncate to \(size)", mayFail: true) { () throws(SystemFailure) in try disk.truncate(descriptor, to: size)
    }
  }

  func synchronize(_ descriptor: Int32) throws(SystemFailure) {
    if world.mutation == .nothingSynchronized { return }
    guard process.step("synchronize") else { throw Self.gone }
    if world.chance.happens(world.faults.diskErrors) {
      disk.failToSynchronize(descriptor)
      throw SystemFailure(code: EIO)
    }
    try disk.synchronize(descriptor)
    guard process.step() else { throw Self.gone }
  }

  func lock(_ descriptor: Int32) throws(SystemFailure) -> Bool {
    if world.mutation == .fileLockIgnored { return true }
    return try step("lock") { () throws(SystemFailure) in try disk.lock(descriptor) }
  }

  func unlock(_ descriptor: Int32) { if process.isAlive { disk.unlock(descriptor) } }

  func identity(of descriptor: Int32) -> FileIdentity? { process.isAlive ? disk.identity(of: descriptor) : nil }
  func identity(at path: String) -> FileIdentity? { process.isAlive ? disk.identity(at: path) : nil }

  func rename(_ path: String, to target: String) throws(SystemFailure) {
    try step("rename to \(target)", mayFail: true) { () throws(SystemFailure) in try disk.rename(path, to: target) }
  }

  func link(_ path: String, to target: String) throws(SystemFailure) {
    try step("link to \(target)", mayFail: true) { () throws(SystemFailure) in try disk.link(path, to: target) }
  }

  func remove(_ path: String) throws(SystemFailure) {
    try step("remove \(path)", mayFail: true) { () throws(SystemFailure) in try disk.remove(path) }
  }

  var processNumber: Int32 { Int32(process.number) }

  func makeFolder(_ path: String) throws(SystemFailure) {
    try step("make \(path)", mayFail: true) { () throws(SystemFailure) in try disk.makeFolder(path) }
  }
}
