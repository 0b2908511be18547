import Assessing
import Configuring
import Model
import Planning
import Policies
import Reporting

/// Judges a plan before it is shown or carried out, where the project's settings ask for it.
struct PolicyGate {
  let invocation: Invocation
  let settings: PolicySettings

  static let overrideFlag = Flag.text(
    "override-policy", "REASON", "Carry out a plan although overridable policies forbid it, and say why.")

  /// Nil where no `policy` block asks for it.
  init?(_ invocation: Invocation) throws(DiagnosticsError) {
    let (settings, _) = try projectSettings()
    guard let policy = settings.policy else { return nil }
    self.invocation = invocation
    self.settings = policy
  }

  /// What the policies say of a plan.
  func judged(_ plan: Plan, _ session: Session) throws(DiagnosticsError) -> PolicyGateResult {
    let selection = PolicySelection(controls: settings.controls)
    let judgement = Judgement(
      invocation, selection, session.loaded, graph: session.graph, problems: [],
      variables: plan.variableValues(declared: session.configuration.root.variables), time: UTCTime.now)
    var checked = try judgement.checked("", subjects: policySubjects(of: plan, sketch: judgement.sketch))
    for finding in checked.report.findings where finding.isActionable && checked.blocking[finding] == nil {
      // A control says how bad it is, and the project what that means.
      let isControl = checked.controls.values.contains { "policy.\($0.id)" == finding.kind }
      if isControl, let least = settings.severity, finding.severity >= least, settings.enforcement != .advisory {
        checked.blocking[finding] = settings.enforcement
      }
    }
    return PolicyGateResult(checked: checked, time: judgement.time)
  }
}

struct PolicyGateResult {
  let checked: Checked
  let time: UTCTime

  /// What is more than advice.
  private var forbidding: [(finding: Finding, enforcement: Policy.Enforcement)] {
    checked.report.findings.compactMap { finding in checked.blocking[finding].map { (finding, $0) } }
  }

  /// Below the plan: what was found, and how it stands with carrying it out.
  func show(_ view: View, _ invocation: Invocation) {
    if view.isJSON {
      view.show(checked.diagnostics + diagnostics(isApplying: false))
      return
    }
    var tally = CheckTally()
    tally.add(checked)
    let report = FindingsReport(
      tool: FindingsReport.Tool(version: Plumb.version), title: "Policies", time: time, stacks: [checked.report])
    invocation.terminal.write(
      report.textByControl(
        tally.headings, closing: tally.sentence(report, title: "Policies", listsDetails: false),
        options: FindingsTextOptions(layout: invocation.terminal.layout)))
    let count = forbidding.count
    if count > 0 {
      let hard = forbidding.count { $0.enforcement == .mandatory }
      invocation.terminal.writeLine(
        hard > 0
          ? "This plan cannot be carried out: \(hard) of what was found is forbidden."
          : "This plan can be carried out with -override-policy=REASON only: \(count) of what was found needs somebody's word."
      )
    }
    invocation.terminal.writeError(checked.diagnostics.text(invocation.terminal.layout, sources: policySource))
  }

  /// Before anything is carried out: throws what forbids it.
  func enforce(_ invocation: Invocation) throws(DiagnosticsError) {
    let found = diagnostics(isApplying: true)
    if found.hasErrors { throw DiagnosticsError(found) }
    // A policy that could not be judged is not one that holds.
    let broken = checked.diagnostics.filter(\.isError)
    if !broken.isEmpty { throw DiagnosticsError(broken) }
    let reason = invocation.flags.string(PolicyGate.overrideFlag.name) ?? ""
    let overridable = forbidding.filter { $0.enforcement == .overridable }
    if !overridable.isEmpty, reason.isEmpty {
      throw DiagnosticsError(
        overridable.map { finding, _ in
          Diagnostic(
            code: "policy.forbidden", summary: "Policy not satisfied",
            detail:
              "\(finding.subject.text): \(finding.summary) The policy \(quoted(finding.policyName)) can be overridden: "
              + "say why with -override-policy=REASON.", subject: finding.range)
        })
    }
    for (finding, _) in overridable {
      invocation.terminal.writeErrorLine(
        "Policy \(finding.policyName) overridden for \(finding.subject.text): \(reason)")
    }
  }

  private func diagnostics(isApplying: Bool) -> [Diagnostic] {
    forbidding.filter { !isApplying || $0.enforcement == .mandatory }.map { finding, enforcement in
      Diagnostic(
        isApplying ? .error : .warning, code: "policy.forbidden", summary: "Policy not satisfied",
        detail: "\(finding.subject.text): \(finding.summary) The policy \(quoted(finding.policyName)) is "
          + (enforcement == .mandatory ? "mandatory." : "mandatory, and can be overridden."), subject: finding.range)
    }
  }
}

extension Finding {
  fileprivate var policyName: String { String(kind.dropFirst("policy.".count)) }
}

extension Plan {
  /// The root module's variables as they were when the plan was made.
  func variableValues(declared: [String: Variable]) -> [String: Value] {
    rootVariables(
      declared: declared,
      inputs: variables.filter(\.isSet).map {
        ($0.name, VariableInput(content: .value($0.value), origin: .savedPlan))
      }
    ).values
  }
}
