package import Storing

/// A process in a world in which nothing goes wrong by itself: for tests of single parts.
package struct QuietProcess: Sendable {
  private let world: World
  private let process: SimulatedProcess

  package init(seed: UInt64) {
    world = World(chance: Chance(seed: seed), faults: .none, hasService: false, mutation: nil, isTold: false)
    process = world.process(on: world.machines[0], danger: nil, end: .powerFailure)
  }

  package var disk: any Disk { ProcessDisk(process: process, world: world) }
  /// How many bytes the disk has room for; nil for all that one likes.
  package func setFree(_ bytes: Int?) { process.machine.disk.setFree(bytes) }
  package func losePower() { process.end() }
  package func bytes(at path: String) -> [UInt8]? { process.machine.disk.bytes(at: path) }
}
