import Applying
import Configuring
import Model
import Planning
import Provisioning
import Storing

extension Command {
  private static let applyFlags: [Flag] =
    planningFlags + [
      .bool("auto-approve", "Do not ask before changing anything."), PolicyGate.overrideFlag,
    ]

  static let apply = Command(
    "apply", group: .main, summary: "Create, change or destroy infrastructure", usage: "[options] [PLAN]",
    help: """
      Makes a plan, asks for approval, and carries it out. With a saved plan, does exactly what that plan says, without \
      asking.

      Ctrl-C ends gracefully: nothing new begins, and what is under way is waited for. A second Ctrl-C ends at once.
      """,
    flags: applyFlags, arguments: .files
  ) { invocation in
    try await showingErrors(invocation) { try await runApply(invocation, mode: nil) }
  }

  static let destroy = Command(
    "destroy", group: .main, summary: "Destroy everything that the state records",
    help: "Plans to destroy all managed objects, asks for approval, and does it. The same as plumb apply -destroy.",
    flags: applyFlags
  ) { invocation in
    guard invocation.arguments.isEmpty else {
      throw UsageError(summary: "Too many command line arguments", detail: "destroy takes no arguments.")
    }
    return try await showingErrors(invocation) { try await runApply(invocation, mode: .destroy) }
  }

  static let refresh = Command(
    "refresh", summary: "Bring the state up to date with the objects as they are",
    help: """
      Reads all objects and writes what it finds into the state, without asking. plumb apply -refresh-only does the same, and \
      shows the differences first.
      """,
    flags: applyFlags
  ) { invocation in
    var invocation = invocation
    invocation.flags.append("auto-approve", "true")
    let refreshing = invocation
    return try await showingErrors(refreshing) { try await runApply(refreshing, mode: .refreshOnly) }
  }
}

private func runApply(_ invocation: Invocation, mode: Plan.Mode?) async throws -> ExitCode {
  guard invocation.arguments.count <= 1 else {
    throw UsageError(
      summary: "Too many command line arguments", detail: "Expected at most one positional argument: a saved plan.")
  }
  if let path = invocation.arguments.first { return try await applySaved(path, invocation) }
  let view = View(invocation)
  let isApproved = invocation.flags.bool("auto-approve")
  if !isApproved, view.isJSON || !invocation.flags.bool("input", default: true) {
    throw DiagnosticsError(
      Diagnostic(
        code: "command.approval-required", summary: "Plan file or auto-approve required",
        detail:
          "Plumb cannot ask for interactive approval here: -json or -input=false is set. You can either apply a saved "
          + "plan file, or enable the -auto-approve option."))
  }
  let options = try planningOptions(invocation, mode: mode)
  let session = try Session.open(invocation, toleratesBrokenReferences: true, usesState: true)
  return try await withSession(session, view) {
    let (variables, warnings) = try variables(session)
    try await session.refuseBrokenReferences()
    let access = try await StateAccess.open(
      invocation, configuration: session.configuration, operation: "OperationTypeApply")
    return try await withState(access, view) {
      let result = await makePlan(
        session, options: options, variables: variables, state: await access.session.state, view: view)
      let diagnostics = session.loaded.diagnostics + warnings + access.diagnostics + result.diagnostics
      let isRefresh = invocation.command.name == "refresh"
      if result.plan.isErrored {
        if !isRefresh { try await showPartial(result.plan, session, view) }
        view.show(diagnostics)
        await access.told()
        return .failure
      }
      if isRefresh {
        view.show(diagnostics + (result.plan.previousState.resources.isEmpty ? [nothingToRefresh] : []))
      } else {
        view.show(result.plan, try await session.schemas(for: result.plan.priorState))
        view.show(diagnostics)
      }
      if !isRefresh, let gate = try PolicyGate(invocation) {
        let judged = try gate.judged(result.plan, session)
        judged.show(view, invocation)
        try judged.enforce(invocation)
      }
      await access.told()
      try await invocation.objection?(result.plan)
      if result.plan.isApplyable, !isApproved, !approve(options.mode, invocation) {
        view.line("\n\(options.mode == .destroy ? "Destroy" : "Apply") cancelled.")
        return .failure
      }
      return try await apply(
        result.plan, session: session, access: access, view: view, ephemeralInputs: variables.ephemeralInputs,
        options.parallelism)
    }
  }
}

/// Asks the user; only `yes` will do.
private func approve(_ mode: Plan.Mode, _ invocation: Invocation) -> Bool {
  let palette = View(invocation).options.palette
  let (question, explanation) =
    switch mode {
    case .destroy:
      (
        "Do you really want to destroy all resources?",
        "Plumb will destroy all your managed infrastructure, as shown above.\n  There is no undo. Only 'yes' will be accepted "
          + "to confirm."
      )
    case .refreshOnly:
      (
        "Would you like to update the state to reflect these detected changes?",
        "Plumb will write these changes to the state without modifying any real infrastructure.\n  There is no undo. Only 'yes' "
          + "will be accepted to confirm."
      )
    case .normal:
      (
        "Do you want to perform these actions?",
        "Plumb will perform the actions described above.\n  Only 'yes' will be accepted to approve."
      )
    }
  invocation.terminal.write(palette(.bold, .text("\n\(question)"), .reset) + "\n  \(explanation)\n\n")
  let answer = invocation.terminal.ask(palette(.bold, "  Enter a value: ", .reset))
  invocation.terminal.writeLine()
  return answer == "yes"
}

/// Carries out a plan under the state's lock, and writes what became of it.
func apply(
  _ plan: Plan, session: Session, access: StateAccess, view: View,
  ephemeralInputs: [(name: String, input: VariableInput)], _ parallelism: Int
) async throws -> ExitCode {
  do {
    try await access.session.begin(with: plan.priorState)
  } catch {
    throw DiagnosticsError(error.diagnostics)
  }
  let steps = plan.execution.steps.count { $0.kind != .join && $0.kind != .read }
  let display = ProgressDisplay(
    view, ProgressState(phase: plan.mode == .destroy ? .destroying : .applying, total: steps))
  let applier = Applier(
    plan: plan, configuration: session.configuration, graph: session.graph,
    environment: session.environment(isPlanning: false), pool: session.pool, ephemeralInputs: ephemeralInputs,
    parallelism: parallelism,
    recorder: SessionRecorder(session: access.session),
    provisioners: SystemProvisioner(environment: session.invocation.environment), clock: ContinuousClock(),
    makeDeposedKey: randomDeposedKey,
    onEvent: {
      display.heed($0)
      view.show($0)
    })
  let interrupts = Interrupts(
    first: {
      view.line(
        "\nInterrupt received.\nPlease wait for Plumb to exit or data loss may occur.\nGracefully shutting down...\n")
      Task { await applier.interrupt() }
    },
    second: {
      view.line("\nTwo interrupts received. Exiting immediately. Note that data loss may have occurred.\n")
      exitNow()
    })
  let result = await display.during { await Tracing.measure("apply") { await applier.apply() } }
  interrupts.stop()
  var diagnostics = result.diagnostics
  await access.session.replace(with: result.state)
  do {
    try await Tracing.measure("write state") { () async throws(StorageError) in try await access.session.finish() }
  } catch {
    let sealer = try session.invocation.stateSealer(session.configuration)
    diagnostics += error.diagnostics + [await rescue(await access.session.unwritten, sealer)]
  }
  if !diagnostics.hasErrors {
    let command = session.invocation.command.name
    if command != "refresh" {
      view.show(
        ApplySummary(
          added: result.counts.added, changed: result.counts.changed, destroyed: result.counts.destroyed,
          imported: result.counts.imported, isDestroy: command == "destroy"))
    }
    if command != "destroy" { view.show(result.state.outputs) }
    if let path = session.invocation.flags.string(Flag.stateOut.name), plan.mode == .normal {
      view.tellPlace(ofState: path)
    }
  }
  view.show(diagnostics)
  await access.told()
  return diagnostics.hasErrors || result.wasInterrupted ? .failure : .success
}

private let nothingToRefresh = Diagnostic(
  .warning, code: "state.empty", summary: "Empty or non-existent state",
  detail: "There are currently no remote objects tracked in the state, so there is nothing to refresh.")

extension View {
  /// Of a state that was to be written elsewhere than it was read.
  fileprivate func tellPlace(ofState path: String) {
    line(
      """

      The state of your infrastructure has been saved to the path below. This state
      is required to modify and destroy your infrastructure, so keep it safe. To
      inspect the complete state use the `plumb show` command.

      State path: \(path)
      """)
  }
}

/// Writes a state to a file for its owner, encrypted where states are; false when that failed, and then not in the open either.
func writeState(_ state: State, to path: String, _ sealer: Sealer?) async -> Bool {
  var bytes: [UInt8]? = StateFile.encode(state)
  if let sealer { bytes = try? await sealer.sealedState(StateFile.encode(state)) }
  return bytes.map { writeFile($0, to: path, mode: 0o600) } ?? false
}

/// The state could not be written where it belongs: it is put beside, so that nothing that was made is lost.
private func rescue(_ state: State, _ sealer: Sealer?) async -> Diagnostic {
  let path = "errored.tfstate"
  let isWritten = await writeState(state, to: path, sealer)
  return Diagnostic(
    code: "state.rescued", summary: "Failed to persist state",
    detail: isWritten
      ? "The state could not be saved where it belongs, and was written to the file \(path) in the working directory. When the "
        + "cause is mended, bring it back with:\n    plumb state push \(path)"
      : "The state could be saved neither where it belongs nor in \(path). What was made is in the journal beside the state as "
        + "far as that could be written.")
}

// MARK: saved plans

private func applySaved(_ path: String, _ invocation: Invocation) async throws -> ExitCode {
  for flag in ["target", "target-file", "exclude", "exclude-file", "replace", "destroy", "refresh-only"]
  where invocation.flags.isGiven(flag) {
    throw DiagnosticsError(
      Diagnostic(
        code: "command.incompatible-options", summary: "Can't change a saved plan",
        detail:
          "The -\(flag) option cannot be used when applying a saved plan file, because a saved plan includes the decisions "
          + "that were made when it was created."))
  }
  let view = View(invocation)
  let saved = try await readSavedPlan(path, invocation)
  let session = try Session.open(invocation, saved: saved, planTime: saved.planTime).withGenerated(by: saved.plan)
  return try await withSession(session, view) {
    let ephemeralInputs = try ephemeralInputs(saved.plan, session)
    let access = try await StateAccess.open(
      invocation, configuration: session.configuration, saved: saved, operation: "OperationTypeApply")
    return try await withState(access, view) {
      view.show(access.diagnostics)
      await access.told()
      let state = await access.session.state
      if let stale = saved.staleness(against: state, workspace: workspaceName(invocation)) {
        throw DiagnosticsError(stale)
      }
      // Whoever made the plan may have had other policies.
      try PolicyGate(invocation)?.judged(saved.plan, session).enforce(invocation)
      if view.isJSON {
        // People have seen the plan when it was made; programs get its changes again.
        view.showChanges(of: saved.plan)
      }
      return try await apply(
        saved.plan, session: session, access: access, view: view, ephemeralInputs: ephemeralInputs,
        invocation.flags.int("parallelism") ?? defaultParallelism)
    }
  }
}
