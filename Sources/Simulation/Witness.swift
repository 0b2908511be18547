import Model
import Storing
import Synchronization

/// Knows the truth about a story, and notes where a law is broken.
package final class Witness: Sendable {
  private struct Content {
    var violations: [Violation] = []
    /// Who believes to hold the lock.
    var timesTaken = 0
    var holders: Set<Int> = []
    /// By address: how often whoever looks on was told that an object may be there.
    var told: [String: Int] = [:]
    /// The last state that was stored for sure, and those that may be.
    var stored: State?
    var possible: [State] = []
    /// What a reader has found: nobody may find an older one, unless the power fails before it was on the disk.
    var seen: State?
    /// Objects that were on record in files a person was told to look at.
    var rescued: Set<String> = []
  }

  private let content = Mutex(Content())

  var violations: [Violation] { content.withLock { $0.violations } }

  func broken(_ law: Law, _ detail: String) {
    content.withLock { $0.violations.append(Violation(law: law, detail: detail)) }
  }

  // MARK: locks

  func holds(_ process: SimulatedProcess) {
    let others = content.withLock { content in
      defer { content.holders.insert(process.number) }
      return content.holders.subtracting([process.number])
    }
    if !others.isEmpty { broken(.oneHolder, "process \(process.number) has the lock that \(others.sorted()) has") }
  }

  func lets(_ process: SimulatedProcess) { content.withLock { _ = $0.holders.remove(process.number) } }

  /// Taken away by force: whoever had it does not count any more, nor who had been granted it and has not heard of that yet.
  func lockTaken() {
    content.withLock { content in
      content.holders = []
      content.timesTaken += 1
    }
  }

  /// How often the lock was taken away by force.
  var timesTaken: Int { content.withLock { $0.timesTaken } }

  func ended(_ process: SimulatedProcess) { lets(process) }

  // MARK: states

  func intends(_ state: State) { content.withLock { $0.possible.append(state) } }

  func stored(_ state: State) {
    content.withLock { content in
      content.stored = state
      content.seen = state
      content.possible = []
    }
  }

  func powerFailed() { content.withLock { $0.seen = $0.stored } }

  /// What a reader finds must be what somebody wrote, and no older than what was stored for sure.
  func finds(_ state: State?) {
    let (stored, seen, possible) = content.withLock { ($0.stored, $0.seen, $0.possible) }
    if let seen {
      guard let state else {
        broken(.historyGoesForwards, "there is no state, and \(seen.serial) was there")
        return
      }
      if state.lineage != seen.lineage { broken(.historyGoesForwards, "the lineage has changed") }
      if state.serial < seen.serial {
        broken(.historyGoesForwards, "the state is \(state.serial), and \(seen.serial) was there")
      }
    }
    if let state, state != stored, !possible.contains(state) {
      broken(.stateIsReadable, "the state \(state.serial) is none that anybody wrote")
    }
    content.withLock { $0.seen = state }
  }

  // MARK: what is told

  /// What a living process has shown.
  func shown(_ diagnostics: [Diagnostic], by process: SimulatedProcess) {
    guard process.isAlive else { return }
    content.withLock { content in
      for diagnostic in diagnostics {
        switch diagnostic.code {
        case "state.unfinished", "state.foreign-journal":
          for address in Self.addresses(in: diagnostic.detail) { content.told[address, default: 0] += 1 }
        case "apply.outcome-unknown":
          if let address = diagnostic.address { content.told[address, default: 0] += 1 }
        default: break
        }
      }
    }
  }

  private static func addresses(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
  }

  /// Whoever was told has seen to it.
  func forgetTold() { content.withLock { $0.told = [:] } }

  func told(_ address: String) -> Int { content.withLock { $0.told[address] ?? 0 } }

  func rescued(_ state: State) {
    let ids = state.identifiers
    content.withLock { $0.rescued.formUnion(ids) }
  }

  var rescued: Set<String> { content.withLock { $0.rescued } }
}

extension State {
  /// The identifiers of all objects that the state knows, deposed ones included.
  var identifiers: Set<String> {
    var all: Set<String> = []
    for (address, resource) in resources where address.resource.mode == .managed {
      for instance in resource.instances.values { all.formUnion(instance.identifiers) }
    }
    return all
  }
}

extension ResourceInstanceState {
  var identifiers: [String] {
    ((current.map { [$0] } ?? []) + Array(deposed.values)).compactMap { record in
      (try? JSON.read(record.attributes))?["id"]?.string
    }
  }
}
