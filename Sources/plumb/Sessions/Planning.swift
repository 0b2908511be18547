import Configuring
import Model
import Planning
import Providers

/// Flags of every command that plans.
let planningFlags: [Flag] =
  [
    .bool("destroy", "Plan to destroy everything that the state records."),
    .bool("refresh-only", "Only bring the state up to date with the objects as they are; change none of them."),
    .bool(
      "refresh", shown: "false",
      "Believe the state instead of asking the providers how the objects are. Faster, and blind to changes made "
        + "elsewhere."
    ),
    .text(
      "target", "ADDRESS", "Plan for this module, resource or instance only, and what it depends on. May be repeated."),
    .text("target-file", "FILE", "Take targets from this file, one a line."),
    .text(
      "exclude", "ADDRESS",
      "Plan for all but this module, resource or instance, and what depends on it. May be repeated; not with -target."),
    .text("exclude-file", "FILE", "Take what to exclude from this file, one address a line."),
    .text("replace", "ADDRESS", "Replace this instance even if nothing would change it. May be repeated."),
    .wholeNumber("parallelism", "N", "How many requests to providers may be under way at once. Default: 10."),
    .bool("compact-warnings", "Show warnings in a short form."),
    .lock, .lockTimeout, .input, .json, .state, .stateOut, .backup,
  ] + variableFlags

let defaultParallelism = 10

/// What the flags say about how to plan.
func planningOptions(
  _ invocation: Invocation, mode given: Plan.Mode? = nil
) throws(DiagnosticsError) -> PlanningOptions {
  let flags = invocation.flags
  var mode = given ?? .normal
  if flags.bool("destroy") { mode = .destroy }
  if flags.bool("refresh-only") {
    if mode == .destroy {
      throw DiagnosticsError(
        Diagnostic(
          code: "command.incompatible-options", summary: "Incompatible plan mode options",
          detail: "The -destroy and -refresh-only options are mutually-exclusive."))
    }
    mode = .refreshOnly
  }
  let refreshes = flags.bool("refresh", default: true)
  if mode == .refreshOnly, !refreshes {
    throw DiagnosticsError(
      Diagnostic(
        code: "command.incompatible-options", summary: "Incompatible refresh options",
        detail:
          "It doesn't make sense to use -refresh-only at the same time as -refresh=false, because Plumb would have "
          + "nothing "
          + "to do."))
  }
  let (targets, excludes) = try targetsAndExcludes(flags)
  do throws(AddressError) {
    let replaced = try flags.strings("replace").map { (text) throws(AddressError) in
      try ResourceInstanceAddress(parsing: text)
    }
    let parallelism = flags.int("parallelism") ?? defaultParallelism
    guard parallelism > 0 else {
      throw AddressError("The -parallelism option must be a positive number, not \(parallelism).")
    }
    var options = PlanningOptions(
      mode: mode, refreshes: refreshes, forceReplace: replaced, parallelism: parallelism)
    (options.targets, options.excludes) = (targets, excludes)
    return options
  } catch {
    throw DiagnosticsError(error.diagnostic())
  }
}

/// Values of the root module's variables; throws what is wrong with them.
func variables(_ session: Session) throws(DiagnosticsError) -> (variables: RootVariables, warnings: [Diagnostic]) {
  var (inputs, diagnostics) = variableInputs(session.invocation)
  let declared = session.configuration.root.variables
  askForMissing(declared, &inputs, session.invocation)
  let variables = rootVariables(declared: declared, inputs: inputs)
  diagnostics += variables.diagnostics
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  return (variables, diagnostics)
}

/// Validates and plans. The result's diagnostics include the configuration's own warnings.
func makePlan(
  _ session: Session, options: PlanningOptions, variables: RootVariables, state: State, view: View
) async -> PlanningResult {
  let display = ProgressDisplay(view, .planning(state, refreshes: options.refreshes))
  return await display.during {
    await validatedPlan(
      PlanningInput(
        configuration: session.configuration, variables: variables, state: state,
        environment: session.environment(isPlanning: true), timestamp: timestamp(session.planTime)),
      options: options, pool: session.pool, graph: session.graph,
      onEvent: {
        display.heed($0)
        view.show($0)
      })
  }
}

extension ProgressState {
  /// What is to be refreshed is known beforehand.
  static func planning(_ state: State, refreshes: Bool) -> ProgressState {
    var objects = 0
    for (address, resource) in state.resources where address.resource.mode == .managed {
      objects += resource.instances.values.count { $0.current != nil }
    }
    return objects > 0 && refreshes
      ? ProgressState(phase: .refreshing, total: objects) : ProgressState(phase: .planning)
  }
}
