import Foundation
import Simulation
import Synchronization
import Testing

/// The threads of tests are Swift's.
private func onThread<Value: Sendable>(
  _ chance: Chance, _ clock: SimulatedClock, _ body: @escaping @Sendable () async -> Value
) throws -> Value {
  let outcome = Outcome<Value>()
  let done = DispatchSemaphore(value: 0)
  Thread {
    outcome.content.withLock { content in
      do throws(Schedule.Failure) { content = .success(try Schedule.run(chance, clock, body)) } catch {
        content = .failure(error)
      }
    }
    done.signal()
  }.start()
  done.wait()
  return try outcome.content.withLock { $0 }.get()
}

/// Where others may come first.
private actor Stop {
  private var count = 0
  func pause() async {
    count += 1
    await withCheckedContinuation { continuation in Task { continuation.resume() } }
  }
}

private final class Outcome<Value: Sendable>: Sendable {
  let content = Mutex<Result<Value, Schedule.Failure>>(.failure(.endless))
}

struct ScheduleTests {
  /// The order in which a few tasks, each of which waits now and then, come to their ends.
  private func order(seed: UInt64, sleeps: Bool = false) throws -> [Int] {
    let chance = Chance(seed: seed)
    let clock = SimulatedClock(chance: chance)
    return try onThread(chance, clock) {
      let stop = Stop()
      return await withTaskGroup(of: Int.self) { group in
        for number in 0..<6 {
          group.addTask {
            for _ in 0..<3 { await stop.pause() }
            if sleeps { try? await clock.sleep(for: .seconds(6 - number)) }
            return number
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
  }

  @Test func `the order of what runs at once follows from the seed, and is another for another`() throws {
    let orders = try (0..<20).map { try order(seed: $0) }
    #expect(try (0..<20).map { try order(seed: $0) } == orders)
    #expect(Set(orders).count > 10)
  }

  @Test func `those who sleep wake in the order of their time, however long that is`() throws {
    #expect(try order(seed: 4, sleeps: true) == [5, 4, 3, 2, 1, 0])
  }

  @Test func `whoever waits for what never comes is found`() {
    let chance = Chance(seed: 1)
    let kept = Mutex<CheckedContinuation<Void, Never>?>(nil)
    #expect(throws: Schedule.Failure.stuck) {
      try onThread(chance, SimulatedClock(chance: chance)) {
        await withCheckedContinuation { continuation in kept.withLock { $0 = continuation } }
      }
    }
    kept.withLock { $0 }?.resume()
  }

  @Test func `a sleep that is cancelled ends at once`() throws {
    let chance = Chance(seed: 1)
    let clock = SimulatedClock(chance: chance)
    let slept = try onThread(chance, clock) {
      let task = Task { try await clock.sleep(for: .seconds(1000)) }
      await Stop().pause()
      task.cancel()
      return await task.result
    }
    #expect(throws: CancellationError.self) { try slept.get() }
    #expect(clock.now == SimulatedClock(chance: chance).now)
  }
}
