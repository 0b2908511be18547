import Testing

@testable import Plugins

/// How many calls are let through, as a function of how the last ones went.
struct CallLimitTests {
  typealias Window = CallLimit.Window

  @Test(arguments: [
    ("all is well and calls wait", [Window(calls: 20)], 17),
    ("all is well and nobody waits", [Window(calls: 20, wasFull: false)], 16),
    ("the API throttles", [Window(calls: 20, throttled: 1)], 8),
    ("many complaints in one window are one", [Window(calls: 20, throttled: 9)], 8),
    ("calls take many times as long", [Window(calls: 20, slowdown: 5, latency: 2)], 11),
    ("slow by nature is not slower", [Window(calls: 20, slowdown: 1.1, latency: 30)], 17),
    ("slower by milliseconds is this machine", [Window(calls: 20, slowdown: 9, latency: 0.2)], 17),
    ("never below the lowest", Array(repeating: Window(calls: 20, throttled: 1), count: 9), 2),
    ("never above the highest", Array(repeating: Window(calls: 20), count: 99), 40),
    (
      "down at once, up one by one",
      [Window(calls: 3, throttled: 1), Window(calls: 20), Window(calls: 20), Window(calls: 20)], 11
    ),
  ])
  func `the limit follows how calls went`(_ what: String, _ windows: [Window], _ expected: Int) {
    var limit = CallLimit(maximum: 40)
    for window in windows { limit.heed(window) }
    #expect(limit.limit == expected, "\(what)")
  }

  @Test func `a highest limit of one is one`() {
    var limit = CallLimit(maximum: 1)
    limit.heed(Window(calls: 20, throttled: 1))
    #expect(limit.limit == 1)
    limit.heed(Window(calls: 20))
    #expect(limit.limit == 1)
  }

  @Test(arguments: [
    ("ThrottlingException: Rate exceeded", true), ("operation error EC2: RequestLimitExceeded", true),
    ("https response error StatusCode: 429", true), ("SlowDown: Please reduce your request rate", true),
    ("AccessDenied: not allowed", false), ("the queue throughput is low", false), ("", false),
  ])
  func `words about throttling are known`(_ words: String, _ expected: Bool) {
    #expect(isAboutThrottling(words) == expected)
  }

  @Test func `a gate lets no more through than its limit, and all in the end`() async {
    let gate = AdaptiveGate(maximum: 4)
    let most = await withTaskGroup(of: Void.self) { group in
      let counter = Counter()
      for index in 0..<200 {
        group.addTask {
          await gate.enter()
          await counter.add(1)
          await Task.yield()
          if index == 50 { await gate.noteThrottling() }
          await counter.add(-1)
          await gate.leave(after: .init(kind: "read", duration: .milliseconds(1)))
        }
      }
      await group.waitForAll()
      return await counter.most
    }
    #expect(most <= 4)
    #expect(await gate.range.lowerBound == 2)
  }

  private actor Counter {
    private var present = 0
    private(set) var most = 0

    func add(_ number: Int) {
      present += number
      most = max(most, present)
    }
  }
}
