import Configuring
import Glibc
import Model
import Planning
import Storing

/// What became of one stack.
struct StackResult: Sendable {
  enum Outcome: Sendable {
    case planned(ChangeSummary, isChanging: Bool)
    case failed
    /// Interrupted before its turn.
    case skipped
  }

  var stack: Stack
  var outcome: Outcome
  /// Errors and warnings, with what a program is to be told of them.
  var diagnostics: [Diagnostic] = []
  /// The same for people, made while the stack's own files were at hand.
  var text = ""
  var json: [JSON] = []
  /// The plan for people, when that was asked for.
  var details = ""
  var changes: [StreamMessage] = []
  var savedPath: String?
  var duration: Duration = .zero

  var isFailed: Bool {
    if case .failed = outcome { return true }
    return false
  }

  var isChanging: Bool {
    if case .planned(_, true) = outcome { return true }
    return false
  }

  /// What is told of a failure in one line.
  var errorLine: String {
    let errors = diagnostics.filter(\.isError)
    guard let first = errors.first else { return "Error: unknown" }
    let place = first.subject.map { " (\($0.file):\($0.start.line))" } ?? ""
    return "Error: \(first.summary)\(place)" + (errors.count > 1 ? " and \(errors.count - 1) more" : "")
  }
}

/// Plans one stack as `plumb plan` would in its directory.
struct StackPlanning: Sendable {
  let invocation: Invocation
  let options: PlanningOptions
  /// Where to save the plan; nil for nowhere.
  let output: String?
  let isDetailed: Bool

  func result(of stack: Stack) async -> StackResult {
    let begin = ContinuousClock.now
    var result = await WorkingDirectory.$current.withValue(stack.path) {
      await Tracing.measure("stack", ["stack": stack.name]) { await plan(stack) }
    }
    result.duration = ContinuousClock.now - begin
    return result
  }

  private func plan(_ stack: Stack) async -> StackResult {
    var result = StackResult(stack: stack, outcome: .failed)
    let problems = await inStackSession(invocation) { try await plan(in: $0, &result) }
    result.diagnostics += problems
    if result.diagnostics.hasErrors { result.outcome = .failed }
    result.text = result.diagnostics.text(invocation.terminal.layout, sources: sourceFile)
    result.json = result.diagnostics.map { $0.json(sources: sourceFile) }
    return result
  }

  private func plan(in session: Session, _ result: inout StackResult) async throws {
    let (variables, warnings) = try variables(session)
    try await session.refuseBrokenReferences()
    let access = try await StateAccess.open(
      invocation, configuration: session.configuration, operation: "OperationTypePlan")
    do {
      let planned = await validatedPlan(
        PlanningInput(
          configuration: session.configuration, variables: variables, state: await access.session.state,
          environment: session.environment(isPlanning: true), timestamp: timestamp(session.planTime)),
        options: options, pool: session.pool, graph: session.graph)
      result.diagnostics += session.loaded.diagnostics + warnings + access.diagnostics + planned.diagnostics
      if !planned.plan.isErrored { try await keep(planned.plan, of: session, &result) }
      result.diagnostics += await access.close()
    } catch {
      result.diagnostics += await access.close()
      throw error
    }
  }

  private func keep(_ plan: Plan, of session: Session, _ result: inout StackResult) async throws(DiagnosticsError) {
    if let output {
      try await savePlan(plan, session: session, to: output)
      result.savedPath = output
    }
    if isDetailed, plan.isApplyable {
      let schemas = try await session.schemas(for: plan.priorState)
      result.details = renderPlan(
        plan, schemas: { schemas.resource($0, $1) },
        options: RenderingOptions(
          isColoured: invocation.terminal.layout.isColoured, width: invocation.terminal.layout.width))
    }
    result.changes = plan.drift.compactMap { .drift($0) } + plan.changes.compactMap { .planned($0) }
    result.outcome = .planned(ChangeSummary(plan.changes), isChanging: plan.isApplyable)
  }
}
