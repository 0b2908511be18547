/// How many calls may be under way at once, from how the last ones went: more and more of them, one by one, as long as all goes
/// well, and at once fewer by a part when the API behind says that it is too much, or takes much longer than it
/// did. (Additive increase, multiplicative decrease, as TCP does.)
package struct CallLimit: Sendable, Hashable {
  /// How some calls went.
  package struct Window: Sendable, Hashable {
    package var calls: Int
    /// Answers and log lines that spoke of throttling.
    package var throttled: Int
    /// The median of how many times longer than at its best a call of its kind took.
    package var slowdown: Double
    /// The median, in seconds.
    package var latency: Double
    /// Whether calls had to wait for others to end: only then would a higher limit have changed anything.
    package var wasFull: Bool

    package init(calls: Int, throttled: Int = 0, slowdown: Double = 1, latency: Double = 0, wasFull: Bool = true) {
      self.calls = calls
      self.throttled = throttled
      self.slowdown = slowdown
      self.latency = latency
      self.wasFull = wasFull
    }
  }

  package static let initial = 16
  package static let minimum = 2
  /// Calls after which the limit is looked at again.
  package static let windowSize = 20
  /// A provider that is throttled retries by itself, with pauses that double: calls then take many times as long.
  static let slowdown = 4.0
  /// In seconds: below this, what is slow is this machine.
  static let slowLatency = 0.75

  package private(set) var limit: Int
  private let maximum: Int

  package init(maximum: Int, initial: Int = CallLimit.initial) {
    self.maximum = max(maximum, 1)
    limit = max(min(initial, maximum), 1)
  }

  /// The limit after these calls.
  package mutating func heed(_ window: Window) {
    if window.throttled > 0 {
      limit = lowered(by: 0.5)
    } else if window.slowdown >= Self.slowdown, window.latency >= Self.slowLatency {
      limit = lowered(by: 0.7)
    } else if window.wasFull {
      limit = min(limit + 1, maximum)
    }
  }

  private func lowered(by part: Double) -> Int { max(min(Self.minimum, maximum), Int(Double(limit) * part)) }
}

/// Whether a provider's words are about an API that wants fewer requests.
package func isAboutThrottling(_ text: String) -> Bool {
  let words = [
    "throttl", "rate exceeded", "ratelimit", "rate limit", "requestlimitexceeded", "toomanyrequests",
    "too many requests", "slowdown:", "statuscode: 429", "status code: 429", "provisionedthroughputexceeded",
  ]
  let lowered = text.lowercased()
  return words.contains { lowered.contains($0) }
}
