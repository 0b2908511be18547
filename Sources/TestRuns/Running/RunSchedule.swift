import Configuring
import Model
import Parsing

/// How a run ended.
package enum RunStatus: String, Sendable, Hashable, Comparable {
  case pass, skip, fail, error

  private var weight: Int {
    switch self {
    case .pass: 0
    case .skip: 1
    case .fail: 2
    case .error: 3
    }
  }

  package static func < (a: RunStatus, b: RunStatus) -> Bool { a.weight < b.weight }
}

/// Which runs of a file may begin: told how a run ended, it answers what comes next.
///
/// Runs follow one another in the order of the text. Those that are parallel wait only for the runs that they refer to, that
/// share their state, or that are not parallel themselves. When a run could not be carried out, none begins any more.
package struct RunSchedule: Sendable {
  private let dependencies: [Set<Int>]
  private let limit: Int
  private var running: Set<Int> = []
  private var waiting: [Int]
  private var ended: Set<Int> = []
  private var isStopped = false

  package init(_ file: TestFile, limit: Int = .max) {
    let runs = file.runs
    let indexes = Dictionary(runs.enumerated().map { ($1.name, $0) }) { first, _ in first }
    let sharedReferences = file.referencedRuns
    func isParallel(_ run: TestRun) -> Bool { run.isParallel ?? file.isParallel }
    dependencies = runs.enumerated().map { index, run in
      var found: Set<Int> = []
      let referenced = run.referencedRuns.union(sharedReferences)
      for earlier in 0..<index
      where !isParallel(run) || !isParallel(runs[earlier])
        || runs[earlier].effectiveStateKey == run.effectiveStateKey
        || referenced.contains(runs[earlier].name) && indexes[runs[earlier].name] == earlier
      {
        found.insert(earlier)
      }
      return found
    }
    waiting = Array(runs.indices)
    self.limit = limit
  }

  package mutating func start() -> [Int] { begin() }

  /// What may begin now that a run has ended.
  package mutating func finished(_ run: Int, _ status: RunStatus) -> [Int] {
    running.remove(run)
    ended.insert(run)
    if status == .error { isStopped = true }
    return begin()
  }

  /// None begins any more.
  package mutating func stop() { isStopped = true }

  /// The runs that have not begun, in order: skipped once nothing is running.
  package var remaining: [Int] { waiting }
  package var isRunning: Bool { !running.isEmpty }

  private mutating func begin() -> [Int] {
    if isStopped { return [] }
    var started: [Int] = []
    for run in waiting where running.count < limit && dependencies[run].isSubset(of: ended) {
      running.insert(run)
      started.append(run)
    }
    waiting.removeAll(where: started.contains)
    return started
  }
}

extension TestRun {
  /// Other runs that this one names in its variables and assertions.
  package var referencedRuns: Set<String> {
    var names: Set<String> = []
    for attribute in variables { names.formUnion(attribute.expression.runs) }
    for assertion in assertions {
      names.formUnion(assertion.condition.runs)
      names.formUnion(assertion.errorMessage.runs)
    }
    return names
  }
}

extension TestFile {
  /// Runs that the file's variables and providers name.
  package var referencedRuns: Set<String> {
    var names: Set<String> = []
    for attribute in variables { names.formUnion(attribute.expression.runs) }
    for provider in providers.values { names.formUnion(provider.block.body.allReferences.compactMap(\.runName)) }
    return names
  }
}
