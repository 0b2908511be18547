package import Configuring
import Model

/// Validates a configuration and, when nothing is wrong with it, plans. The result's diagnostics include the
/// configuration's own warnings.
package func validatedPlan(
  _ input: PlanningInput, options: PlanningOptions, pool: ProviderPool, graph: ConfigGraph,
  onEvent: @escaping @Sendable (ProgressEvent) -> Void = { _ in }
) async -> PlanningResult {
  var problems: [Diagnostic] = []
  if options.mode != .destroy {
    let validator = Validator(
      configuration: input.configuration, graph: graph, environment: input.environment, pool: pool,
      asksProviders: false)
    problems = await Tracing.measure("validate") { await validator.validate() }
  }
  if problems.hasErrors {
    return PlanningResult(
      plan: Plan(mode: options.mode, timestamp: input.timestamp, isErrored: true), diagnostics: problems)
  }
  var input = input
  var graph = graph
  if options.generatedFile != nil {
    // Only now, for the user's own text may not refer to what does not exist yet.
    input.configuration = input.configuration.withPlacesForImports { input.state[$0] == nil }
    let missing = checkProviders(of: input.configuration)
    let built = ConfigGraph.build(input.configuration)
    graph = built.graph
    problems += built.diagnostics.filter(\.isError) + missing
    if problems.hasErrors {
      return PlanningResult(
        plan: Plan(mode: options.mode, timestamp: input.timestamp, isErrored: true), diagnostics: problems)
    }
  }
  let planner = Planner(input: input, options: options, pool: pool, graph: graph, onEvent: onEvent)
  var result = await Tracing.measure("plan") { await planner.plan() }
  // What validation warned of is found again while planning, but for blocks without instances.
  let known = Set(result.diagnostics)
  result.diagnostics = problems.filter { !known.contains($0) } + result.diagnostics
  return result
}
