import Acting
import Assessing
import Model
import Observing
import Planning
import Reporting

/// What there is in the account that none of the stacks knows. A stack that could not be read may know anything: then nothing is
/// said to be unmanaged.
func unmanagedObjects(
  _ assessed: [AssessedStack], at time: UTCTime, _ invocation: Invocation
) async throws -> (stack: FindingsReport.Stack, coverage: [FindingsReport.Coverage]) {
  var report = FindingsReport.Stack(name: "", findings: [])
  let unread = assessed.filter { $0.plan == nil }
  guard unread.isEmpty else {
    report.gaps.append(
      FindingsReport.Gap(
        .stack, .failed,
        detail: "Which objects nobody declares cannot be told, for \(unread[0].stack.name)"
          + (unread.count > 1 ? " and \(unread.count - 1) others" : "") + " could not be read."))
    return (report, [])
  }
  let observation: Observation
  do {
    observation = try await observe(invocation, types: nil)
  } catch let error as DiagnosticsError {
    // What was found of the stacks is told all the same.
    report.gaps.append(
      FindingsReport.Gap(
        .stack, .failed, detail: error.diagnostics.first.map { "\($0.summary). \($0.detail)" } ?? "It failed."))
    return (report, [])
  }
  var managed = ManagedIdentities()
  for plan in assessed.compactMap(\.plan) {
    // What has just gone is not there to be found; what a refresh has changed is known by its new names.
    managed.add(plan.previousState)
    managed.add(plan.priorState)
  }
  let coverage = Coverage(observation, managed: managed)
  let remedies = DriftRemedies(folder: assessed.first?.stack.name ?? "")
  report.findings = unmanaged(coverage.unmanaged, rules: assessed.flatMap(\.rules), at: time)
    .sorted { $0.isShownBefore($1) }
    .map { finding in
      var finding = finding
      finding.remediations = remedies.remediations(ofUnmanaged: finding, isAmongStacks: assessed.count > 1)
      return finding
    }
  report.subjects = Set(report.findings.map(\.subject))
  report.covered = observation.covered
  report.gaps = observation.gaps.map { FindingsReport.Gap($0) }
  let counts = coverage.byType.filter { $0.value.managed + $0.value.unmanaged > 0 }.map {
    FindingsReport.Coverage(type: $0.key, managed: $0.value.managed, unmanaged: $0.value.unmanaged)
  }
  return (report, counts)
}
