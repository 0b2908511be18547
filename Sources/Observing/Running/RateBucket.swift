/// How many requests one service may be sent in a region: a bucket that fills at a rate, which falls when the service
/// complains and grows again slowly when it does not. Times are seconds from any beginning.
struct RateBucket: Sendable, Hashable {
  private(set) var rate: Double
  private let usualRate: Double
  /// How many may be sent at once after a pause.
  private let size: Double
  private var content: Double
  private var filled: Double
  private var lastComplaint: Double?

  /// Slower than this, a list would take hours.
  static let minimumRate = 0.5
  /// Requests under way at a complaint bring complaints of their own, which are no news.
  private static let pause = 1.0

  init(rate: Double, at time: Double) {
    (self.rate, usualRate, size) = (rate, rate, rate)
    (content, filled) = (rate, time)
  }

  /// Takes one, and says how long to wait with it.
  mutating func take(at time: Double) -> Double {
    fill(at: time)
    content -= 1
    return content >= 0 ? 0 : -content / rate
  }

  mutating func complained(at time: Double) {
    fill(at: time)
    content = min(content, 0)
    if let lastComplaint, time - lastComplaint < Self.pause { return }
    lastComplaint = time
    rate = max(Self.minimumRate, rate / 2)
  }

  mutating func answered(at time: Double) {
    guard rate < usualRate else { return }
    fill(at: time)
    rate = min(usualRate, rate + usualRate / 50)
  }

  private mutating func fill(at time: Double) {
    content = min(size, content + max(0, time - filled) * rate)
    filled = max(filled, time)
  }
}
