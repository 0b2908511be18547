import Synchronization

/// A clock that stands still until it is moved. Sleeping moves it.
package final class SteppedClock: Clock {
  package struct Instant: InstantProtocol {
    var elapsed: Duration

    package func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    package func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    package static func < (a: Instant, b: Instant) -> Bool { a.elapsed < b.elapsed }
  }

  private let elapsed = Mutex(Duration.zero)

  package init() {}

  package var now: Instant { Instant(elapsed: elapsed.withLock { $0 }) }
  package var minimumResolution: Duration { .nanoseconds(1) }

  package func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }

  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    let left = now.duration(to: deadline)
    if left > .zero { advance(by: left) }
  }
}
