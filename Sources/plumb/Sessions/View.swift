import Model
import Planning

/// What a command that plans or applies shows: lines for people, or a stream of JSON messages for programs.
struct View: Sendable {
  let invocation: Invocation
  private(set) var isJSON: Bool

  init(_ invocation: Invocation) {
    self.invocation = invocation
    isJSON = invocation.flags.bool(Flag.json.name)
    if isJSON {
      send(.version(product: "Plumb", version: Plumb.version, terraformVersion: Plumb.terraformVersion))
    }
  }

  /// For people, whatever the flags say: for commands whose JSON is one document.
  init(plain invocation: Invocation) {
    self.invocation = invocation
    isJSON = false
  }

  /// The same for programs, without the message about versions, which stands first and only once.
  var asJSON: View {
    var copy = self
    copy.isJSON = true
    return copy
  }

  var options: RenderingOptions {
    RenderingOptions(
      isColoured: invocation.terminal.layout.isColoured, width: invocation.terminal.layout.width)
  }

  /// Nobody is there to follow advice about the next command.
  private var isAutomated: Bool { !(invocation.environment["TF_IN_AUTOMATION"] ?? "").isEmpty }

  func send(_ message: StreamMessage?) {
    guard let message else { return }
    invocation.terminal.writeLine(message.line(timestamp: preciseTimestamp()))
  }

  func show(_ event: ProgressEvent) {
    if isJSON {
      send(StreamMessage(event))
    } else if let line = event.text(options.palette) {
      invocation.terminal.writeLine(line)
    }
  }

  func show(_ diagnostics: [Diagnostic]) {
    guard isJSON else { return invocation.report(diagnostics) }
    for diagnostic in diagnostics { send(.diagnostic(diagnostic, json: diagnostic.json(sources: sourceFile))) }
  }

  /// A plan: the changes with their summary.
  func show(_ plan: Plan, _ schemas: Schemas) {
    if isJSON {
      showChanges(of: plan)
      send(.planSummary(ChangeSummary(plan.changes)))
      send(.plannedOutputs(plan.outputChanges))
      return
    }
    let text = Tracing.measureInPlace("render") {
      renderPlan(plan, schemas: { schemas.resource($0, $1) }, options: options)
    }
    invocation.terminal.write(text)
  }

  /// What to do next with a plan.
  func showFooter(of plan: Plan, savedTo path: String?, generatedIn file: String?) {
    guard !isJSON, !isAutomated, plan.isApplyable || path != nil else { return }
    invocation.terminal.write(renderPlanFooter(savedTo: path, generatedIn: file, options: options))
  }

  /// For programs: every change of a plan, and what changed outside of it.
  func showChanges(of plan: Plan) {
    for change in plan.drift { send(.drift(change)) }
    for change in plan.changes { send(.planned(change)) }
  }

  func show(_ summary: ApplySummary) {
    if isJSON {
      send(.applySummary(summary))
    } else {
      invocation.terminal.write(summary.text(options.palette))
    }
  }

  func show(_ outputs: [String: OutputValue]) {
    if isJSON {
      send(.outputs(outputs))
    } else {
      invocation.terminal.write(renderOutputsSection(outputs, options.palette))
    }
  }

  func line(_ text: String) {
    if !isJSON { invocation.terminal.writeLine(text) }
  }
}
