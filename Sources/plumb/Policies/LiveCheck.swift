import Assessing
import Configuring
import Model
import Planning
import Policies
import Reporting

/// Judges a stack twice: as it is written, and as its objects are. Nothing is written.
struct LiveCheck {
  let invocation: Invocation
  let policies: PolicySelection
  let time: UTCTime

  func checked(_ stack: Stack) async throws -> Checked {
    var options = try planningOptions(invocation)
    options.refreshes = true
    let shared = try SharedWork(invocation, maximumCalls: options.parallelism)
    let run = DriftRun(invocation, stacks: [stack], options: options, shared: shared, concurrency: 1)
    let assessed = try await run.report(at: time, isQuiet: true).assessed
    await shared.close()
    guard let found = assessed.first, let plan = found.plan else {
      throw DiagnosticsError(assessed.flatMap(\.diagnostics))
    }
    return try WorkingDirectory.$current.withValue(stack.path) {
      let judgement = try Judgement.written(invocation, policies, time: time)
      let code = try judgement.checked(stack.name)
      var live = try judgement.checked(stack.name, subjects: livePolicySubjects(of: plan))
      live.report.gaps += found.report.gaps
      return code.reconciled(with: live)
    }
  }
}

extension Checked {
  /// What the code says and what the cloud says, together: each finding tells both.
  fileprivate func reconciled(with live: Checked) -> Checked {
    let (written, found) = (outcomes, live.outcomes)
    var result = self
    result.report.subjects.formUnion(live.report.subjects)
    result.report.gaps += live.report.gaps.filter { !result.report.gaps.contains($0) }
    result.diagnostics += live.diagnostics.filter { !result.diagnostics.contains($0) }
    result.verdicts += live.verdicts
    result.controls.merge(live.controls) { one, _ in one }
    result.blocking.merge(live.blocking) { one, _ in one }
    var merged: [String: Finding] = [:]
    for finding in live.report.findings + report.findings {
      // What fails there is told rather than what cannot be told here.
      if let other = merged[finding.id], other.isActionable, !finding.isActionable { continue }
      merged[finding.id] = finding
    }
    result.report.findings = merged.values.map { finding in
      var copy = finding
      let key = VerdictKey(kind: finding.kind, subject: finding.subject.text)
      copy.evidence += [
        Finding.Evidence("code", written[key]?.word ?? "not declared"),
        Finding.Evidence("live", found[key]?.word ?? "not there"),
      ]
      return copy
    }.sorted { $0.isShownBefore($1) }
    return result
  }

  private struct VerdictKey: Hashable {
    var kind: String
    var subject: String
  }

  /// The worst of each policy about each object.
  private var outcomes: [VerdictKey: PolicyVerdict.Outcome] {
    var outcomes: [VerdictKey: PolicyVerdict.Outcome] = [:]
    for verdict in verdicts {
      let kind = controls[verdict.file].map { "policy.\($0.id)" } ?? verdict.kind
      let key = VerdictKey(kind: kind, subject: verdict.subject.subject.text)
      outcomes[key] = max(outcomes[key] ?? .passed, verdict.outcome)
    }
    return outcomes
  }
}

extension PolicyVerdict.Outcome {
  fileprivate var word: String {
    switch self {
    case .passed: "passes"
    case .unknown: "not known"
    case .failed: "fails"
    case .broken: "not judged"
    }
  }
}
