import Foundation
import Fuzzing
import Model
import TestSupport
import Testing

/// Every way in for bytes from elsewhere, a short while each; `scripts/fuzz` has more time, and looks where the code has not been yet.
struct FuzzingTests {
  /// The same each time, so that a change is judged by what it changes; PLUMB_FUZZ_SEED gives another one, or `random`. A crash takes
  /// the process with it, so that it is printed before.
  static let seed: UInt64 = {
    let given = ProcessInfo.processInfo.environment["PLUMB_FUZZ_SEED"]
    let seed = given == "random" ? .random(in: 0...UInt64.max) : given.flatMap(UInt64.init) ?? 20_261_121
    print("Fuzzing with PLUMB_FUZZ_SEED=\(seed)")
    return seed
  }()

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `a target reads its own seeds and keeps its laws`(name: String) async throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let (seeds, broken) = await onThread {
      let seeds = target.seeds()
      return (seeds, seeds.compactMap { target.run($0) })
    }
    #expect(!seeds.isEmpty && seeds.allSatisfy { !$0.isEmpty }, "a target without a seed looks at nothing")
    #expect(broken.isEmpty)
  }

  @Test(arguments: FuzzTarget.all.map(\.name))
  func `no bytes crash a reader or break its laws`(name: String) async throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let rounds = rounds(name)
    let found = await onThread { () -> String? in
      var mutator = Mutator(target, random: SeededGenerator(seed: Self.seed))
      // A number of inputs and not a time: a slow machine must not look at less.
      for round in 0..<rounds {
        let bytes = mutator.next()
        guard let broken = target.run(bytes) else { continue }
        return "\(broken); round \(round), input \(String(decoding: bytes, as: UTF8.self).debugDescription)"
      }
      return nil
    }
    #expect(found == nil, "PLUMB_FUZZ_SEED=\(Self.seed)")
  }

  /// Planning takes longest.
  private func rounds(_ name: String) -> Int {
    ["configuration": 150, "hcl-json": 150, "expression": 1000][name] ?? 500
  }

  /// Once found by fuzzing, and mended: each a file that bears its target's name before the dot.
  @Test func `what was found once is right now`() async throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: fixtureLocation("Fuzz").path) {
      let target = try #require(FuzzTarget.all.first { name.hasPrefix("\($0.name).") }, "\(name)")
      let bytes = try fixture("Fuzz/\(name)")
      #expect(await onThread { target.run(bytes) } == nil, "\(name)")
    }
  }

  /// Targets wait in place, which the few threads that tasks share must not do.
  private func onThread<T: Sendable>(_ body: @escaping @Sendable () -> T) async -> T {
    await withCheckedContinuation { continuation in
      let thread = Thread {
        continuation.resume(returning: body())
      }
      // As much as the program's own threads have.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
