/// Lets as many calls through at once as `CallLimit` says; the rest wait in order of arrival.
package actor AdaptiveGate {
  /// What is measured of a call: calls of one kind take about as long.
  struct Sample: Sendable {
    var kind: String
    var duration: Duration
  }

  private var limit: CallLimit
  private var underWay = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var next = 0
  /// The shortest call of each kind so far, in seconds.
  private var best: [String: Double] = [:]
  private var slowdowns: [Double] = []
  private var latencies: [Double] = []
  private var throttled = 0
  private var wasFull = false
  /// The lowest and the highest limit so far, for the report.
  package private(set) var range: ClosedRange<Int>

  package init(maximum: Int) {
    limit = CallLimit(maximum: maximum)
    range = limit.limit...limit.limit
  }

  func enter() async {
    if underWay < limit.limit {
      underWay += 1
      return
    }
    wasFull = true
    await withCheckedContinuation { waiting.append($0) }
  }

  /// Nil for a call that says nothing about the API, such as one that failed.
  func leave(after sample: Sample?) {
    underWay -= 1
    if let sample { note(sample) }
    admit()
  }

  package func noteThrottling() {
    // One window's worth of complaints halves the limit once.
    throttled += 1
  }

  private func note(_ sample: Sample) {
    let seconds = max(sample.duration / .seconds(1), 0.000_001)
    let usual = min(best[sample.kind] ?? seconds, seconds)
    best[sample.kind] = usual
    slowdowns.append(seconds / usual)
    latencies.append(seconds)
    guard slowdowns.count >= CallLimit.windowSize || throttled > 0 else { return }
    limit.heed(
      CallLimit.Window(
        calls: slowdowns.count, throttled: throttled, slowdown: median(slowdowns), latency: median(latencies),
        wasFull: wasFull))
    range = min(range.lowerBound, limit.limit)...max(range.upperBound, limit.limit)
    (slowdowns, latencies, throttled, wasFull) = ([], [], 0, false)
  }

  private func admit() {
    while underWay < limit.limit, next < waiting.count {
      underWay += 1
      waiting[next].resume()
      next += 1
    }
    if next == waiting.count {
      waiting.removeAll(keepingCapacity: true)
      next = 0
    }
  }
}

private func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}
