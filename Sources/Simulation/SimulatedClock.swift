import Synchronization

/// A clock that moves only when everybody waits, and then to whoever wakes next. Now and then it jumps, as when a machine
/// slept or its time was set.
package final class SimulatedClock: Clock, Sendable {
  package struct Instant: InstantProtocol {
    var elapsed: Duration

    package func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    package func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    package static func < (a: Instant, b: Instant) -> Bool { a.elapsed < b.elapsed }
  }

  private struct Sleeper {
    var number: Int
    var deadline: Instant
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct Content {
    var elapsed = Duration.zero
    /// By how much the clock shows something else than the time that has passed.
    var shift = Duration.zero
    var next = 0
    var sleepers: [Sleeper] = []
    /// Cancelled before they slept.
    var cancelled: Set<Int> = []
  }

  private let content = Mutex(Content())
  private let chance: Chance
  /// Of a thousand awakenings.
  private let jumps: Int

  package init(chance: Chance, jumps: Int = 0) {
    self.chance = chance
    self.jumps = jumps
  }

  package var now: Instant { content.withLock { Instant(elapsed: $0.elapsed + $0.shift) } }
  package var minimumResolution: Duration { .nanoseconds(1) }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let number = content.withLock { content in
      content.next += 1
      return content.next
    }
    let isDone = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = content.withLock { content in
          if content.cancelled.remove(number) != nil { return true }
          let real = Instant(elapsed: deadline.elapsed - content.shift)
          content.sleepers.append(Sleeper(number: number, deadline: real, continuation: continuation))
          return false
        }
        if isCancelled { continuation.resume(returning: false) }
      }
    } onCancel: {
      let continuation = content.withLock { content -> CheckedContinuation<Bool, Never>? in
        guard let place = content.sleepers.firstIndex(where: { $0.number == number }) else {
          content.cancelled.insert(number)
          return nil
        }
        return content.sleepers.remove(at: place).continuation
      }
      continuation?.resume(returning: false)
    }
    if !isDone { throw CancellationError() }
  }

  /// Moves on to the next who wakes; false when everybody is awake.
  func wakeNext() -> Bool {
    let continuation = content.withLock { content -> CheckedContinuation<Bool, Never>? in
      guard
        let place = content.sleepers.indices.min(by: { content.sleepers[$0].deadline < content.sleepers[$1].deadline })
      else { return nil }
      let sleeper = content.sleepers.remove(at: place)
      content.elapsed = max(content.elapsed, sleeper.deadline.elapsed)
      if chance.happens(jumps) { content.shift += .seconds(chance.below(7200) - 3600) }
      return sleeper.continuation
    }
    continuation?.resume(returning: true)
    return continuation != nil
  }
}
