import Model
import Testing

@testable import Planning

/// The line at the bottom of a terminal, and what programs are told instead.
struct ProgressStateTests {
  @Test(arguments: [
    (
      ProgressState(phase: .refreshing, done: 34, total: 120), 12, 60,
      "Refreshing 34 of 120  [=======>                      ]  12s"
    ),
    (
      ProgressState(phase: .applying, done: 3, total: 3, failed: 1), 61, 48,
      "Applying 3 of 3, 1 failed  [============]  1m1s"
    ),
    (ProgressState(phase: .applying, done: 0, total: 3), 1, 40, "Applying 0 of 3  [                ]  1s"),
    (ProgressState(phase: .planning), 3, 78, "Planning... 3s"),
    (ProgressState(phase: .refreshing, done: 1, total: 9), 3, 20, "Refreshing 1 of 9.."),
    (
      ProgressState(phase: .refreshing, done: 99, total: 9), 3, 60,
      "Refreshing 99 of 9  [=================================]  3s"
    ),
    (ProgressState(phase: .planning), 3, 0, ""),
  ])
  func `a line says how far one is, and is never wider than the terminal`(
    _ state: ProgressState, _ seconds: Int, _ width: Int, _ expected: String
  ) {
    let line = state.line(elapsed: .seconds(seconds), width: width)
    #expect(line == expected)
    #expect(line.count < max(width, 1))
  }

  @Test func `events move it on, and what is refreshed is planned`() throws {
    func event(_ phase: ProgressEvent.Phase) throws -> ProgressEvent {
      ProgressEvent(address: try ResourceInstanceAddress(parsing: "aws_vpc.a"), identification: nil, phase: phase)
    }
    var state = ProgressState(phase: .refreshing, total: 2)
    state.heed(try event(.refreshStarted))
    #expect(state.done == 0)
    state.heed(try event(.refreshCompleted))
    #expect(state.done == 1)
    state.heed(try event(.refreshCompleted))
    #expect(state == ProgressState(phase: .planning))
    var applying = ProgressState(phase: .applying, total: 3)
    applying.heed(try event(.started(.create)))
    applying.heed(try event(.completed(.create, seconds: 1)))
    applying.heed(try event(.completed(.read, seconds: 1)))
    applying.heed(try event(.failed(.delete, seconds: 1)))
    #expect(applying == ProgressState(phase: .applying, done: 2, total: 3, failed: 1))
  }

  @Test func `programs get the same as a message`() throws {
    let message = ProgressState(phase: .refreshing, done: 3, total: 9).message(elapsed: .milliseconds(5200))
    let json = try JSON.read(Array(message.line(timestamp: "t").utf8))
    #expect(json["type"]?.string == "progress")
    #expect(json["@message"]?.string == "Refreshing 3 of 9... [5s elapsed]")
    #expect(json["progress"]?["phase"]?.string == "refreshing")
    #expect(json["progress"]?["done"] == .integer(3))
    #expect(json["progress"]?["elapsed_seconds"] == .integer(5))
  }
}
