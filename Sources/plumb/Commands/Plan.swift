import Configuring
import Model
import Planning
import Storing

extension Command {
  static let plan = Command(
    "plan", group: .main, summary: "Show what changes the configuration requires",
    help: """
      Compares the configuration with the objects that the state records, as they are now, and shows what would have to be \
      created, changed or destroyed. Nothing is changed.

      With -out the plan is saved, and plumb apply FILE then does exactly what was shown.
      """,
    flags: planningFlags + [
      .text("out", "FILE", "Save the plan to this file, for plumb apply."),
      .text(
        "generate-config-out", "FILE",
        "Write configuration for what import blocks name and the configuration does not have yet, to this new file."),
      .bool(
        "detailed-exitcode",
        "End with 0 when nothing is to be changed, 1 on errors, and 2 when there are changes."),
    ],
    run: { invocation in try await showingErrors(invocation) { try await runPlan(invocation) } })
}

private func runPlan(_ invocation: Invocation) async throws -> ExitCode {
  guard invocation.arguments.isEmpty else {
    throw UsageError(
      summary: "Too many command line arguments",
      detail: "plan takes no arguments; to work in another directory, use the global -chdir option.")
  }
  let view = View(invocation)
  var options = try planningOptions(invocation)
  options.generatedFile = try generatedFilePath(invocation, mode: options.mode)
  let session = try Session.open(invocation, toleratesBrokenReferences: true, usesState: true)
  return try await withSession(session, view) {
    let (variables, warnings) = try variables(session)
    try await session.refuseBrokenReferences()
    let access = try await StateAccess.open(
      invocation, configuration: session.configuration, operation: "OperationTypePlan")
    return try await withState(access, view) {
      let state = await access.session.state
      let result = await makePlan(session, options: options, variables: variables, state: state, view: view)
      if invocation.shared == nil { UntilExit.keep(result.plan) }
      let generated = try writeGenerated(result.generated, to: options.generatedFile)
      let diagnostics =
        session.loaded.diagnostics + warnings + access.diagnostics
        + result.diagnostics.map { generated?.located($0) ?? $0 }
      if result.plan.isErrored {
        try await showPartial(result.plan, session, view)
        view.show(diagnostics)
        await access.told()
        return .failure
      }
      let path = invocation.flags.string("out")
      if let path { try await savePlan(result.plan, session: session, to: path) }
      let schemas = try await session.schemas(for: result.plan.priorState)
      view.show(result.plan, schemas)
      view.show(diagnostics)
      try PolicyGate(invocation)?.judged(result.plan, session).show(view, invocation)
      await access.told()
      view.showFooter(of: result.plan, savedTo: path, generatedIn: generated?.path)
      let isChanging = result.plan.isApplyable
      return invocation.flags.bool("detailed-exitcode") && isChanging ? .changes : .success
    }
  }
}

/// What could be planned before the error, as long as there is anything.
func showPartial(_ plan: Plan, _ session: Session, _ view: View) async throws {
  guard
    plan.changes.contains(where: { $0.action != .noOp || $0.importedID != nil })
      || plan.outputChanges.contains(where: { $0.action != .noOp })
  else { return }
  view.show(plan, try await session.schemas(for: plan.priorState))
}
