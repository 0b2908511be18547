import Acting
import Model
import Planning
import Reporting

/// Brings objects of a stack back to what the configuration says, by the same plan and the same approval as always.
struct DriftReversal {
  let invocation: Invocation
  let stack: AssessedStack
  let selection: FindingSelection
  let callers: CallerDirectory

  func perform() async throws -> ExitCode {
    let chosen = stack.report.findings.filter(selection.includes)
    let dangers = dangers(of: chosen)
    let acceptsDangers = invocation.flags.bool("accept-dangers")
    let refused = acceptsDangers ? [] : Set(dangers.map(\.address))
    let targets = selection.instances(of: chosen.filter(\.canBeReverted)).filter { !refused.contains($0) }
    for (address, reasons) in dangers {
      let why = reasons.joined(separator: "\n")
      invocation.report([
        acceptsDangers
          ? Diagnostic(
            .warning, code: "drift.danger", summary: "Reverting this is dangerous", detail: "\(address):\n\(why)")
          : Diagnostic(
            code: "drift.dangerous", summary: "Not reverted, for it is dangerous",
            detail: "\(address):\n\(why)\n\nWhere that is what you want, revert it with -accept-dangers "
              + "-target='\(address)'. Otherwise -adopt it, or -ignore it.")
      ])
    }
    var code = ExitCode.success
    if targets.isEmpty {
      invocation.terminal.writeLine("\nThere is nothing \(refused.isEmpty ? "" : "else ")to revert.")
    } else {
      code = try await apply(targets, acceptsDangers: acceptsDangers)
    }
    tellWhatIsLeft(of: chosen)
    return refused.isEmpty ? code : .failure
  }

  /// By address, as the findings carry them.
  private func dangers(of findings: [Finding]) -> [(address: ResourceInstanceAddress, reasons: [String])] {
    var found: [ResourceInstanceAddress: [String]] = [:]
    for finding in findings {
      guard case .instance(let address) = finding.subject,
        let revert = finding.remediations.first(where: { $0.kind == .revert }), !revert.dangers.isEmpty
      else { continue }
      found[address] = revert.dangers
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// These objects alone. The plan that is applied is made anew, and looked at again: the world may have changed since.
  private func apply(_ targets: [ResourceInstanceAddress], acceptsDangers: Bool) async throws -> ExitCode {
    var apply = invocation
    apply.command = .apply
    apply.arguments = []
    apply.flags = FlagValues()
    let passed = Set(Command.apply.flags.map(\.name)).subtracting(["target"])
    for given in invocation.flags.given where passed.contains(given.name) {
      apply.flags.append(given.name, given.value)
    }
    for target in targets { apply.flags.append("target", "\(target)") }
    if !acceptsDangers {
      let (callers, providers) = (callers, stack.providers)
      let session = RemoteSession(environment: invocation.environment)
      apply.objection = { plan throws(DiagnosticsError) in
        let answers = await callers.callers(for: plan.changes, providers: providers)
        let dangers = Reversal.dangers(of: plan, callers: answers, session: session)
        guard !dangers.isEmpty else { return }
        throw DiagnosticsError(
          Diagnostic(
            code: "drift.dangerous", summary: "Not reverted, for it is dangerous",
            detail: dangers.joined(separator: "\n")
              + "\n\nThe plan is not the one that was expected when the drift was found. Where it is what you want, revert "
              + "with -accept-dangers."))
      }
    }
    return try await WorkingDirectory.$current.withValue(stack.stack.path) { [apply] in
      try await Command.apply.run(apply)
    }
  }

  /// What no plan brings back is told last, for the state may have it from now on as it is.
  private func tellWhatIsLeft(of findings: [Finding]) {
    for finding in findings where !finding.canBeReverted && finding.kind == "drift.changed" {
      invocation.report([
        Diagnostic(
          .warning, code: "drift.not-reverted", summary: "No plan reverts this",
          detail:
            "\(finding.subject.text).\(finding.part): the configuration does not say how it should be, so that it was left as it "
            + "is. Declare it, and apply that. Once a run has written it into the state, only a record knows that it was changed "
            + "(plumb drift -record=FILE).")
      ])
    }
  }
}
