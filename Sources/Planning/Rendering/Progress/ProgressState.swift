import Model

/// How far a command is, as far as that is known.
package struct ProgressState: Sendable, Hashable {
  package enum Phase: String, Sendable, Hashable {
    case loading = "Loading"
    case refreshing = "Refreshing"
    case planning = "Planning"
    case applying = "Applying"
    case destroying = "Destroying"
    case planningStacks = "Planning stacks"
  }

  package var phase: Phase
  package var done: Int
  /// Nil where nobody knows.
  package var total: Int?
  package var failed: Int

  package init(phase: Phase, done: Int = 0, total: Int? = nil, failed: Int = 0) {
    self.phase = phase
    self.done = done
    self.total = total
    self.failed = failed
  }

  /// Until then nothing is shown: what is done at once needs no progress.
  package static let delay: Duration = .milliseconds(500)
  /// How often programs are told.
  package static let interval: Duration = .seconds(5)

  /// What an event changes.
  package mutating func heed(_ event: ProgressEvent) {
    switch event.phase {
    case .refreshCompleted:
      done += 1
      if phase == .refreshing, let total, done >= total { self = ProgressState(phase: .planning) }
    case .completed(let operation, _) where operation != .read && phase.isChanging: done += 1
    case .failed(let operation, _) where operation != .read && phase.isChanging:
      done += 1
      failed += 1
    default: break
    }
  }

  /// One line, never wider than the terminal: `Refreshing   34 of 120  [======>             ]  12s`.
  package func line(elapsed: Duration, width: Int) -> String {
    let seconds = elapsedText(max(0, Int(elapsed / .seconds(1))))
    var head = phase.rawValue
    if let total { head += " \(done) of \(total)" } else if done > 0 { head += " \(done)" }
    if failed > 0 { head += ", \(failed) failed" }
    let room = width - 1 - head.count - seconds.count - 6
    guard let total, total > 0, room >= 10 else { return String("\(head)... \(seconds)".prefix(max(width - 1, 0))) }
    let size = min(room, 40)
    let filled = min(size, size * min(done, total) / total)
    let bar = String(repeating: "=", count: max(filled - 1, 0)) + (filled > 0 ? (filled < size ? ">" : "=") : "")
    return "\(head)  [\(bar)\(String(repeating: " ", count: size - filled))]  \(seconds)"
  }

  /// The same for programs.
  package func message(elapsed: Duration) -> StreamMessage {
    let seconds = max(0, Int(elapsed / .seconds(1)))
    let counts = total.map { " \(done) of \($0)" } ?? ""
    return StreamMessage(
      message: "\(phase.rawValue)\(counts)... [\(elapsedText(seconds)) elapsed]", type: "progress",
      payload: [
        "progress": .record([
          ("phase", .string(phase.name)), ("done", .integer(done)), ("total", total.map(JSON.integer)),
          ("failed", failed > 0 ? .integer(failed) : nil), ("elapsed_seconds", .integer(seconds)),
        ])
      ])
  }
}

extension ProgressState.Phase {
  fileprivate var isChanging: Bool { self == .applying || self == .destroying }
  fileprivate var name: String { self == .planningStacks ? "stacks" : rawValue.lowercased() }
}
