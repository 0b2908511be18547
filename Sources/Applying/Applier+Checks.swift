import Configuring
import Model
import Planning

/// What becomes of conditions once everything is done.
extension Applier {
  /// What `check` blocks assert may refer to anything, so that everything is evaluated as it is now.
  func evaluateChecks() {
    guard configuration.modules.values.contains(where: { !$0.checks.isEmpty }) else { return }
    for node in graph.nodes {
      if case .resource(let address) = node {
        if address.resource.mode != .ephemeral { visit(address) }
      } else {
        prepare(node)
      }
    }
    evaluator.evaluateChecks()
    report(evaluator.takeDiagnostics())
  }

  /// Outcomes decided during apply replace those that were planned. Of what could not be looked at, nothing is known any more.
  func outcomes(broken: Set<Int>) -> [CheckResult] {
    let applied = Dictionary(grouping: evaluator.checks.results) { "\($0.kind) \($0.configAddress)" }
    let nodes = Dictionary(
      configuration.checkedThings.map { ("\($0.kind) \($0.address)", $0.node) }, uniquingKeysWith: { first, _ in first }
    )
    return plan.checks.map { planned in
      // Left out of the plan, as outside of its targets.
      if planned.status == .unknown, planned.objects.isEmpty { return planned }
      let key = "\(planned.kind) \(planned.configAddress)"
      if let result = applied[key]?.first { return result }
      let place = (nodes[key] ?? nil).flatMap { graph.index[$0] }
      return broken.isEmpty || place.map({ !broken.contains($0) }) ?? false ? planned : planned.unknown
    }
  }

  /// Data sources are in the state for the sake of those that depend on them, all of which are gone.
  func removeData() {
    for (address, resource) in state.resources where address.resource.mode == .data {
      for key in resource.instances.keys { state.remove(address.instance(key)) }
    }
  }
}

extension CheckResult {
  fileprivate var unknown: CheckResult {
    var copy = self
    copy.status = .unknown
    for index in copy.objects.indices {
      copy.objects[index].status = .unknown
      copy.objects[index].failureMessages = []
    }
    return copy
  }
}
