import Model
import Planning
import Synchronization

/// Shows how far a command is while it runs: a line at the bottom of a terminal, or a message for programs now and then; nothing in
/// a pipe. What else is written goes above the line (`Terminal`).
final class ProgressDisplay: Sendable {
  private let terminal: Terminal
  private let isJSON: Bool
  private let state: Mutex<ProgressState>
  private let begin = ContinuousClock.now

  init(_ view: View, _ first: ProgressState) {
    terminal = view.invocation.terminal
    isJSON = view.isJSON
    state = Mutex(first)
  }

  init(_ terminal: Terminal, isJSON: Bool, _ first: ProgressState) {
    self.terminal = terminal
    self.isJSON = isJSON
    state = Mutex(first)
  }

  private static let redrawing: Duration = .milliseconds(100)

  func heed(_ event: ProgressEvent) { state.withLock { $0.heed(event) } }
  func set(_ next: ProgressState) { state.withLock { $0 = next } }

  /// Runs something with the display at work, and leaves nothing of it behind.
  func during<Result: Sendable>(_ body: () async throws -> Result) async rethrows -> Result {
    guard isJSON || terminal.showsProgress else { return try await body() }
    let ticking = Task { await tick() }
    do {
      let result = try await body()
      await end(ticking)
      return result
    } catch {
      await end(ticking)
      throw error
    }
  }

  private func end(_ ticking: Task<Void, Never>) async {
    ticking.cancel()
    await ticking.value
    if !isJSON { Terminal.clearProgress() }
  }

  private func tick() async {
    var wait = ProgressState.delay
    while true {
      do { try await Task.sleep(for: wait) } catch { return }
      let (present, elapsed) = (state.withLock { $0 }, ContinuousClock.now - begin)
      if isJSON {
        terminal.writeLine(present.message(elapsed: elapsed).line(timestamp: preciseTimestamp()))
        wait = ProgressState.interval
      } else {
        Terminal.show(progress: present.line(elapsed: elapsed, width: terminal.layout.width))
        wait = Self.redrawing
      }
    }
  }
}
