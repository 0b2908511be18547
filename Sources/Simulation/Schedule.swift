import CSimulation
import Synchronization

/// Runs asynchronous work on the calling thread alone, one piece at a time. Whenever more than one piece could go on, chance
/// says which; when none can, the clock moves on to whoever wakes next. The thread must be one of its own, on which no task
/// of Swift's runs.
package enum Schedule {
  /// Why a story did not come to its end.
  package enum Failure: Error {
    /// Nothing can go on, and nobody will wake: somebody waits for what never comes.
    case stuck
    /// It goes on and on.
    case endless
  }

  /// More pieces than any story has.
  private static let limit = 2_000_000
  /// How often time passes although there is something to do, of a thousand.
  private static let hurry = 20

  package static func run<Result: Sendable>(
    _ chance: Chance, _ clock: SimulatedClock, _ body: @escaping @Sendable () async -> Result
  ) throws(Failure) -> Result {
    plumb_capture_begin()
    defer { plumb_capture_end() }
    let result = Box<Result>()
    Task {
      let value = await body()
      result.set(value)
    }
    for _ in 0..<limit {
      let waiting = plumb_capture_count()
      if waiting == 0 {
        if let value = result.value { return value }
        guard clock.wakeNext() else { throw .stuck }
        continue
      }
      if chance.happens(hurry), clock.wakeNext() { continue }
      plumb_capture_run(chance.below(waiting))
    }
    throw .endless
  }

  private final class Box<Value: Sendable>: Sendable {
    private let content = Mutex<Value?>(nil)
    var value: Value? { content.withLock { $0 } }
    func set(_ value: Value) { content.withLock { $0 = value } }
  }
}
