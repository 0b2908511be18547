/// Lets LookupEvents be asked no more often than its service allows: twice a second in an account and region, whoever asks.
/// More would take the answers from others who ask.
package actor LookupPace {
  /// Two a second.
  package static let interval: Duration = .milliseconds(500)

  private let interval: Duration
  private let wait: @Sendable (Duration) async throws -> Void
  private let clock = ContinuousClock()
  private var next: [String: ContinuousClock.Instant] = [:]

  init(interval: Duration, wait: @escaping @Sendable (Duration) async throws -> Void) {
    self.interval = interval
    self.wait = wait
  }

  /// Returns when a request may be sent to the region.
  func turn(in region: String) async throws {
    let now = clock.now
    let turn = max(now, next[region] ?? now)
    // Taken before waiting, so that those who come meanwhile queue behind it.
    next[region] = turn + interval
    if turn > now { try await wait(turn - now) }
  }

  /// The service counts when requests come to it, which is before they are answered: a slow one must not make those behind it
  /// come too soon.
  func answered(in region: String) { next[region] = max(next[region] ?? clock.now, clock.now + interval) }
}
