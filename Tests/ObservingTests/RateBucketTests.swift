import TestSupport
import Testing

@testable import Observing

struct RateBucketTests {
  @Test func `a full bucket lets its size through at once, then its rate`() {
    var bucket = RateBucket(rate: 10, at: 0)
    #expect((0..<10).allSatisfy { _ in bucket.take(at: 0) == 0 })
    #expect(abs(bucket.take(at: 0) - 0.1) < 1e-9)
    #expect(abs(bucket.take(at: 0) - 0.2) < 1e-9)
    #expect(bucket.take(at: 5) == 0)
  }

  @Test func `complaints halve the rate once a second, and answers bring it back`() {
    var bucket = RateBucket(rate: 16, at: 0)
    for _ in 0..<5 { bucket.complained(at: 1) }
    #expect(bucket.rate == 8)
    bucket.complained(at: 2.5)
    #expect(bucket.rate == 4)
    #expect(bucket.take(at: 2.5) > 0)
    for _ in 0..<100 { bucket.answered(at: 3) }
    #expect(bucket.rate == 16)
    for second in 0..<100 { bucket.complained(at: 10 + Double(second) * 2) }
    #expect(bucket.rate == RateBucket.minimumRate)
  }

  @Test(arguments: 0..<20)
  func `in no stretch of time more gets through than size and rate allow`(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let rate = Double(Int.random(in: 1...50, using: &random))
    var bucket = RateBucket(rate: rate, at: 0)
    var time = 0.0
    var sent: [Double] = []
    for _ in 0..<300 {
      time += Double(Int.random(in: 0...100, using: &random)) / 1000
      sent.append(time + bucket.take(at: time))
    }
    let isKept = sent.indices.allSatisfy { begin in
      (begin..<min(begin + 120, sent.count)).allSatisfy { end in
        Double(end - begin + 1) <= rate + rate * (sent[end] - sent[begin]) + 1.001
      }
    }
    #expect(isKept, "seed \(seed)")
  }
}
