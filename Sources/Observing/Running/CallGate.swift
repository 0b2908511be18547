/// Lets a number of requests through at once, and to each service no more than its bucket has.
actor CallGate {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var buckets: [Place: RateBucket] = [:]
  private let elapsed: @Sendable () -> Double
  private let wait: @Sendable (Duration) async throws -> Void

  struct Place: Sendable, Hashable {
    var service: String
    var region: String
  }

  init(
    width: Int, elapsed: @escaping @Sendable () -> Double, wait: @escaping @Sendable (Duration) async throws -> Void
  ) {
    free = max(1, width)
    self.elapsed = elapsed
    self.wait = wait
  }

  /// Waits for the service's turn first, so that one slow service does not hold the others' places.
  func pass<Answer: Sendable>(
    _ place: Place, rate: Double, _ request: @Sendable () async -> Answer
  ) async throws -> Answer {
    let delay = buckets[place, default: RateBucket(rate: rate, at: elapsed())].take(at: elapsed())
    if delay > 0 { try await wait(.milliseconds(Int(delay * 1000))) }
    await enter()
    let answer = await request()
    leave()
    return answer
  }

  func complained(_ place: Place) { buckets[place]?.complained(at: elapsed()) }
  func answered(_ place: Place) { buckets[place]?.answered(at: elapsed()) }

  private func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
