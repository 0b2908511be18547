import Applying
import Configuring
import Model
import Parsing
import Planning

/// Carries out one prepared run: plans, applies where that is asked for, and judges.
struct RunExecution: Sendable {
  let suite: TestSuite
  let file: TestFile
  let prepared: PreparedRun
  let variables: RunVariables
  let states: LiveStates
  /// Called with whatever can be interrupted.
  let onApply: @Sendable (Applier) async -> Void

  struct Result: Sendable {
    var status: RunStatus
    var diagnostics: [Diagnostic]
    var state: State
    var outcome: RunResult.Outcome?
    var outputs: RunOutputs?
    var isInterrupted = false
  }

  private var run: TestRun { prepared.run }

  func environment(isPlanning: Bool) -> EvaluationEnvironment {
    var environment = suite.environment(isPlanning)
    environment.providerFunctions = prepared.functions
    environment.moduleOverrides = prepared.overrides.modules
    return environment
  }

  func perform(from state: State) async -> Result {
    let expected = ExpectedFailures(run.expectedFailures)
    let (options, problems) = planningOptions()
    guard problems.isEmpty, expected.problems.isEmpty else {
      return Result(status: .error, diagnostics: expected.problems + problems, state: state)
    }
    let planned = await plan(state, options)
    let found = planned.diagnostics.map(located)
    if run.command == .plan {
      let evaluator = planEvaluator(
        planned.plan, configuration: prepared.configuration, graph: prepared.graph, variables: prepared.variables,
        environment: environment(isPlanning: true), schemas: { prepared.schema($0, $1) })
      var result = judged(expected.remaining(found), evaluator, state)
      if !planned.plan.isErrored { result.outcome = .plan(planned.plan) }
      return result
    }
    if planned.plan.isErrored {
      return Result(status: .error, diagnostics: whilePlanning(found, expected), state: state)
    }
    let applied = await apply(planned.plan)
    // What was decided while applying replaces what was said of it while planning.
    let known = Set(applied.diagnostics)
    let all = found.filter { !known.contains($0) && $0.checkedObject == nil } + applied.diagnostics.map(located)
    let evaluator = stateEvaluator(
      configuration: prepared.configuration, graph: prepared.graph, state: applied.state,
      variables: prepared.variables, environment: environment(isPlanning: false), schemas: { prepared.schema($0, $1) })
    var result = judged(expected.remaining(all), evaluator, applied.state)
    if !expected.remaining(all).hasErrors { result.outcome = .state(applied.state) }
    result.isInterrupted = applied.wasInterrupted
    return result
  }

  /// Destroys what a state has. What could not be destroyed is in the result's state.
  func destroy(_ state: State) async -> (state: State, diagnostics: [Diagnostic]) {
    let planned = await plan(state, PlanningOptions(mode: .destroy, parallelism: suite.parallelism))
    if planned.plan.isErrored { return (state, planned.diagnostics) }
    let applied = await apply(planned.plan)
    return (applied.state, applied.diagnostics)
  }

  private func plan(_ state: State, _ options: PlanningOptions) async -> PlanningResult {
    await validatedPlan(
      PlanningInput(
        configuration: prepared.configuration, variables: prepared.variables, state: state,
        environment: environment(isPlanning: true), timestamp: suite.timestamp),
      options: options, pool: prepared.pool, graph: prepared.graph)
  }

  private func apply(_ plan: Plan) async -> ApplyResult {
    let applier = Applier(
      plan: plan, configuration: prepared.configuration, graph: prepared.graph,
      environment: environment(isPlanning: false), pool: prepared.pool, parallelism: suite.parallelism,
      recorder: states.recorder(file: file.path, stateKey: run.effectiveStateKey, run: run.name),
      provisioners: suite.provisioners, clock: ContinuousClock(), makeDeposedKey: suite.makeDeposedKey,
      onEvent: { _ in })
    await onApply(applier)
    return await applier.apply()
  }

  private func planningOptions() -> (PlanningOptions, [Diagnostic]) {
    var options = PlanningOptions(
      mode: run.planOptions.isRefreshOnly ? .refreshOnly : .normal, refreshes: run.planOptions.refreshes,
      parallelism: suite.parallelism)
    var problems: [Diagnostic] = []
    for traversal in run.planOptions.targets {
      do {
        options.targets.append(try TargetAddress(parsing: traversal.description))
      } catch {
        problems.append(error.diagnostic("Invalid target").at(traversal.range))
      }
    }
    for traversal in run.planOptions.replaced {
      do {
        options.forceReplace.append(try ResourceInstanceAddress(parsing: traversal.description))
      } catch {
        problems.append(error.diagnostic("Invalid replace address").at(traversal.range))
      }
    }
    return (options, problems)
  }

  // MARK: judging

  private func judged(_ remaining: [Diagnostic], _ evaluator: Evaluator, _ state: State) -> Result {
    var verdict = Verdict()
    verdict.add(remaining, .error)
    if !remaining.hasErrors {
      let scope = AssertionScope(
        module: evaluator.scope(evaluator.root), runs: variables.runs, variables: variables)
      let judgement = judge(run.assertions, in: scope)
      verdict.add(judgement.diagnostics, judgement.status)
      verdict.status = max(verdict.status, judgement.status)
    }
    let outputs = evaluator.root.module.outputs.keys.sorted().map { name in
      (name, evaluator.root.outputs[name] ?? Value.dynamicUnknown)
    }
    return Result(
      status: verdict.status, diagnostics: verdict.diagnostics, state: state,
      outputs: RunOutputs(command: run.command, values: KeyedValues(outputs)))
  }

  /// What is wrong with a value that a test gives is shown where it gives it.
  private func located(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let object = diagnostic.checkedObject, object.hasPrefix("var."),
      let range = prepared.variableRanges[String(object.dropFirst(4))]
    else { return diagnostic }
    return diagnostic.at(range)
  }

  /// A failure that is expected, but comes before what was to be tested.
  private func whilePlanning(_ found: [Diagnostic], _ expected: ExpectedFailures) -> [Diagnostic] {
    found.flatMap { diagnostic -> [Diagnostic] in
      guard diagnostic.isError, let object = expected.object(of: diagnostic) else { return [diagnostic] }
      let warning = Diagnostic(
        .warning, code: "test.expected-while-planning", summary: "Expected failure while planning",
        detail: "A custom condition within \(object) failed during the planning stage and prevented the requested "
          + "apply operation. While this was an expected failure, the apply operation could not be executed and so the "
          + "overall test case will be marked as a failure and the original diagnostic included in the test report. To "
          + "test a condition that fails when planning, set command = plan.")
      return [warning, diagnostic]
    }
  }
}

extension Diagnostic {
  fileprivate func at(_ range: SourceRange) -> Diagnostic {
    var copy = self
    copy.subject = range
    copy.context = nil
    return copy
  }
}
