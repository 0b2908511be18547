import Acting
import Assessing
import Configuring
import Connecting
import Glibc
import Model
import Planning
import Reporting
import Storing

/// What was found out about one stack, with what is needed to go on from there.
struct AssessedStack: Sendable {
  var stack: Stack
  var report: FindingsReport.Stack
  /// Errors and warnings, as people and programs read them.
  var diagnostics: [Diagnostic] = []
  /// The same for people, made while the stack's own files were at hand.
  var text = ""
  /// Nil where the stack could not be planned.
  var plan: Plan?
  /// The configuration as it would say what is; nil where nobody asked.
  var adoption: Adoption?
  /// What quietens findings in this stack.
  var rules: [IgnoreRule] = []
  /// What was said to the providers.
  var providers: [ProviderConfigAddress: Value] = [:]
}

/// Assesses the drift of one stack. Nothing is written: neither the state, nor what an interrupted run has left, nor the world.
struct StackDrift: Sendable {
  let invocation: Invocation
  let options: PlanningOptions
  let time: UTCTime
  /// What is to be adopted; nil for nothing.
  var adopting: FindingSelection?
  let callers: CallerDirectory
  /// What earlier runs have found of the stack and a state may not tell of any more.
  var remembered: [RememberedFinding] = []

  func assessed(_ stack: Stack) async -> AssessedStack {
    await WorkingDirectory.$current.withValue(stack.path) {
      await Tracing.measure("stack", ["stack": stack.name]) { await assess(stack) }
    }
  }

  private func assess(_ stack: Stack) async -> AssessedStack {
    var result = AssessedStack(stack: stack, report: FindingsReport.Stack(name: stack.name, findings: []))
    let problems = await inStackSession(invocation) { try await assess(in: $0, &result) }
    result.diagnostics += problems
    if result.plan == nil {
      let why = result.diagnostics.first(where: \.isError)
      result.report.gaps.append(
        FindingsReport.Gap(
          .stack, .failed, detail: why?.onOneLine ?? "It could not be planned."))
    }
    var said: Set<Diagnostic> = []
    result.diagnostics = result.diagnostics.filter { said.insert($0).inserted }
    result.text = result.diagnostics.text(invocation.terminal.layout, sources: sourceFile)
    return result
  }

  private func assess(in session: Session, _ result: inout AssessedStack) async throws {
    let (variables, warnings) = try variables(session)
    try await session.refuseBrokenReferences()
    let (settings, problems) = try projectSettings()
    let location = try invocation.stateLocation(try await invocation.currentBackend(session.configuration))
    let state = try await invocation.readState(location.store) ?? State(terraformVersion: Plumb.terraformVersion)
    let planned = await validatedPlan(
      PlanningInput(
        configuration: session.configuration, variables: variables, state: state,
        environment: session.environment(isPlanning: true), timestamp: timestamp(session.planTime)),
      options: options, pool: session.pool, graph: session.graph)
    result.diagnostics += session.loaded.diagnostics + warnings + problems + planned.diagnostics
    if try await location.journal.contents() != nil {
      result.report.gaps.append(
        FindingsReport.Gap(
          .stack, .incomplete,
          detail:
            "An interrupted run has left notes of what it made, which are not in the state. The next plan brings them in."
        ))
    }
    guard planned.plan.tellsSomething else { return }
    result.report.gaps += gaps(planned)
    let schemas = try await session.schemas(for: planned.plan.priorState)
    var input = DriftInput(
      plan: planned.plan, configuration: session.configuration, schemas: { schemas.resource($0, $1) },
      rules: settings.ignores.filter { $0.discipline == "drift" }, time: time)
    input.remembered = remembered
    input.digest = { Hashing.hexadecimal(Hashing.sha256(Array($0.utf8))) }
    var findings = drift(input)
    await addRemedies(to: &findings, planned, session, folder: result.stack.name)
    let looked = planned.plan.changes.filter { $0.address.resource.mode == .managed }.map(\.address)
    if let adopting {
      result.adoption = try await adoption(of: findings, in: planned.plan, session, adopting)
    }
    result.plan = planned.plan
    result.providers = planned.providers
    result.rules = settings.ignores.filter { $0.discipline == "drift" }
    result.report = FindingsReport.Stack(
      name: result.stack.name, findings: findings, subjects: Set(looked.map { .instance($0) }),
      isWhole: true, gaps: result.report.gaps)
  }

  /// What could not be looked at of a stack that otherwise could.
  private func gaps(_ planned: PlanningResult) -> [FindingsReport.Gap] {
    guard planned.plan.isErrored else { return [] }
    let errors = planned.diagnostics.filter(\.isError)
    let gaps = planned.plan.unseen.map { address in
      let error = errors.first { $0.address == address.description }
      let text = error?.onOneLine ?? "What it depends on could not be looked at."
      return FindingsReport.Gap(
        .subject(.instance(address)), ObservationGap.Reason(providersWords: text), detail: text)
    }
    guard gaps.isEmpty else { return gaps }
    // Whatever failed, it may have been something that nobody has made yet.
    return [FindingsReport.Gap(.stack, .incomplete, detail: errors.first?.onOneLine ?? "The plan broke off.")]
  }

  /// The ways out, with what speaks against reverting.
  private func addRemedies(
    to findings: inout [Finding], _ planned: PlanningResult, _ session: Session, folder: String
  ) async {
    let remedies = DriftRemedies(folder: folder)
    var reversal = Reversal(
      planned.plan, graph: session.graph, session: RemoteSession(environment: invocation.environment))
    var dangers: [ResourceInstanceAddress: [String]] = [:]
    for index in findings.indices where findings[index].isActionable {
      if findings[index].canBeReverted, case .instance(let address) = findings[index].subject, dangers[address] == nil {
        let changes = reversal.changes(by: address)
        dangers[address] = reversal.dangers(
          of: address, callers: await callers.callers(for: changes, providers: planned.providers))
      }
      let known = if case .instance(let address) = findings[index].subject { dangers[address] } else { [String]?.none }
      findings[index].remediations = remedies.remediations(of: findings[index], dangers: known ?? [])
    }
  }
}

extension Diagnostic {
  var onOneLine: String {
    "\(summary). \(detail)".split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
