import Foundation
import Simulation
import Synchronization

/// Plays stories on a few threads, until one breaks a law.
final class Runner: Sendable {
  private struct Content {
    var next: UInt64
    var played = 0
    var failed: (seed: UInt64, violations: [Violation])?
  }

  private let options: Options
  private let content: Mutex<Content>

  init(options: Options) {
    self.options = options
    content = Mutex(Content(next: options.first))
  }

  /// The engine's recursion needs room where nothing is optimized.
  private static let stackSize = 64 << 20

  /// True when all is as it should be: every law held, or a mutation was noticed by a law that should notice it.
  func run() -> Bool {
    let begin = ContinuousClock.now
    let done = DispatchGroup()
    for _ in 0..<min(options.threads, options.seeds) {
      done.enter()
      let thread = Thread {
        while let seed = self.nextSeed() { self.play(seed) }
        done.leave()
      }
      thread.stackSize = Self.stackSize
      thread.start()
    }
    done.wait()
    let (played, failed) = content.withLock { ($0.played, $0.failed) }
    let seconds = begin.duration(to: .now) / .seconds(1)
    say(
      "\(played) stories from seed \(options.first) in \(String(format: "%.1f", seconds)) s"
        + (options.mutation.map { " with \($0.rawValue)" } ?? ""))
    guard let failed else {
      if options.isHunted { say("NOT CAUGHT: the mutation broke no law that should notice it.") }
      return !options.isHunted
    }
    return judge(failed.seed, failed.violations)
  }

  private func nextSeed() -> UInt64? {
    content.withLock { content in
      guard content.failed == nil, content.next < options.first + UInt64(options.seeds) else { return nil }
      content.next += 1
      return content.next - 1
    }
  }

  private func play(_ seed: UInt64) {
    let report = Story(seed: seed, mutation: options.mutation).play(isTold: options.isTold)
    if options.isTold { for line in report.text { say(line) } }
    content.withLock { content in
      content.played += 1
      // The lowest, whichever thread was faster.
      let isRelevant = report.violations.contains {
        !options.isHunted || options.mutation?.caughtBy.contains($0.law) == true
      }
      if isRelevant, content.failed.map({ seed < $0.seed }) ?? true {
        content.failed = (seed, report.violations)
      }
    }
  }

  private func judge(_ seed: UInt64, _ violations: [Violation]) -> Bool {
    if options.isHunted, let mutation = options.mutation,
      let first = violations.first(where: { mutation.caughtBy.contains($0.law) })
    {
      say("caught by seed \(seed): \(first.law.rawValue): \(first.detail)")
      return true
    }
    if !options.isTold {
      for line in Story(seed: seed, mutation: options.mutation).play(isTold: true).text { say(line) }
    }
    for violation in violations { say("BROKEN: \(violation.law.rawValue): \(violation.detail)") }
    say("seed \(seed); play it again with \(Options.replayVariable)=\(seed)")
    return false
  }

  private func say(_ line: String) { print(line) }
}
