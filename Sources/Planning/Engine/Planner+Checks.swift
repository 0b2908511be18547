import Configuring
import Model

extension Planner {
  /// The outcomes of all conditions that the configuration has, as far as they were evaluated. What has no instance has
  /// nothing against it; of what was left out, nothing is known.
  func checkResults() -> [CheckResult] {
    let things = input.configuration.checkedThings
    if things.isEmpty { return [] }
    if options.mode == .destroy { return things.map(unknownWhenDestroyed) }
    let found = Dictionary(grouping: evaluator.checks.results) { "\($0.kind) \($0.configAddress)" }
    let behind = included.map { graph.nodesBehind($0) }
    return things.map { thing in
      guard wasEvaluated(thing, among: behind) else { return thing.result(.unknown) }
      return found["\(thing.kind) \(thing.address)"]?.first ?? thing.result(.pass)
    }
  }

  private func wasEvaluated(_ thing: CheckedThing, among behind: Set<ConfigNode>?) -> Bool {
    guard let node = thing.node else { return behind == nil && failed.isEmpty }
    guard let behind, !behind.contains(node) else { return true }
    guard case .output(.root, let name) = node, let place = graph.index[node] else { return false }
    return !graph.resourcesBehind(place).isEmpty && isIncluded(output: name)
  }

  /// Only the root's outputs go; all else is not looked at.
  private func unknownWhenDestroyed(_ thing: CheckedThing) -> CheckResult {
    var result = thing.result(.unknown)
    if case .output(.root, _)? = thing.node {
      result.objects = [CheckResult.Object(address: thing.address, status: .unknown)]
    }
    return result
  }
}
