import Glibc

/// Looks again and again, until it is interrupted.
struct DriftWatch {
  static let flag = Flag.bool(
    "watch", "Look again and again, and tell what is new and what is settled, until interrupted.")
  static let every = Flag.duration(
    "every", "15m", "How long after the begin of one look the next begins. Default: 15m.")
  /// Services limit how often they are asked.
  private static let shortest = Duration.seconds(1)

  private let interval: Duration

  init?(_ flags: FlagValues) throws(UsageError) {
    guard flags.bool(Self.flag.name) else {
      if flags.isGiven(Self.every) {
        throw UsageError(
          summary: "Invalid -every", detail: "The option says how often -watch looks, which is not given.")
      }
      return nil
    }
    interval = flags.duration(Self.every.name) ?? .seconds(15 * 60)
    guard interval >= Self.shortest else {
      throw UsageError(summary: "Invalid -every", detail: "Look every second at most, such as -every=15m.")
    }
  }

  /// Ends with the code of the last look. `round` is told whether it is to tell only what is new.
  func go(_ round: (Bool) async throws -> ExitCode) async throws -> ExitCode {
    let interrupts = Interrupts(first: {}, second: { exitNow() })
    defer { interrupts.stop() }
    let clock = ContinuousClock()
    var isFirst = true
    while true {
      let begin = clock.now
      let code = try await round(!isFirst)
      isFirst = false
      while clock.now < begin.advanced(by: interval) {
        if interrupts.received > 0 { return code }
        try await Task.sleep(for: min(.milliseconds(200), interval))
      }
      if interrupts.received > 0 { return code }
    }
  }
}
