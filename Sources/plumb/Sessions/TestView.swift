import Configuring
import Model
import Planning
import TestRuns

/// What `test` shows: lines for people, or a stream of JSON messages for programs.
struct TestView: Sendable {
  let invocation: Invocation
  let view: View
  let isVerbose: Bool

  init(_ invocation: Invocation) {
    self.invocation = invocation
    view = View(invocation)
    isVerbose = invocation.flags.bool("verbose")
  }

  private var palette: Palette { view.options.palette }

  func announce(_ files: [TestFile]) {
    if view.isJSON { view.send(.testAbstract(files)) }
  }

  func show(_ event: TestEvent) {
    if view.isJSON { stream(event) } else { tell(event) }
  }

  func summarize(_ summary: TestSummary) {
    if view.isJSON { return view.send(.testSummary(summary)) }
    let (word, rest) = (summary.isSuccess ? "Success!" : "Failure!", summary.sentence.dropFirst(8))
    view.line("\n" + palette(summary.isSuccess ? .green : .red, .text(word), .reset) + rest)
  }

  // MARK: for people

  private func tell(_ event: TestEvent) {
    switch event {
    case .fileStarted(let path): view.line("\(path)... \(palette(.darkGray, "in progress", .reset))")
    case .runStarted, .runGoingOn, .runTearingDown: return
    case .runFinished(_, let result):
      view.line("  run \(quoted(result.name))... \(coloured(result.status))")
      if isVerbose { verbose(result) }
      view.show(result.diagnostics)
      if result.diagnostics.contains(where: { !$0.isError }) { view.line("") }
    case .fileTearingDown(let path): view.line("\(path)... \(palette(.darkGray, "tearing down", .reset))")
    case .leftOver(let file, let leftover): tell(leftover, of: file)
    case .fileFinished(let result): view.line("\(result.path)... \(coloured(result.status))")
    }
  }

  private func coloured(_ status: RunStatus) -> String {
    switch status {
    case .pass: palette(.green, "pass", .reset)
    case .skip: palette(.darkGray, "skip", .reset)
    case .fail, .error: palette(.red, "fail", .reset)
    }
  }

  private func verbose(_ result: RunResult) {
    let schemas = Schemas(providers: result.schemas)
    switch result.outcome {
    case .plan(let plan): view.line(renderPlan(plan, schemas: { schemas.resource($0, $1) }, options: view.options))
    case .state(let state):
      view.line("\n" + renderState(state, schemas: { schemas.resource($0, $1) }, options: view.options))
    case nil: return
    }
  }

  private func tell(_ leftover: Leftover, of file: String) {
    let place = "\(file)/\(leftover.run)"
    let terminal = invocation.terminal
    if leftover.diagnostics.hasErrors {
      terminal.writeErrorLine(
        wrapped(
          "Plumb encountered an error destroying resources created while executing \(place).",
          width: view.options.width - 1))
      view.show(leftover.diagnostics)
    }
    if leftover.objects.isEmpty { return }
    terminal.writeErrorLine(
      "\n"
        + wrapped(
          "Plumb left the following resources in state after executing \(place), and they need to be cleaned up "
            + "manually:",
          width: view.options.width - 1))
    for object in leftover.objects { terminal.writeErrorLine("  - \(object.address)\(deposed(object.deposedKey))") }
  }

  private func deposed(_ key: String?) -> String { key.map { " (deposed object \($0))" } ?? "" }

  // MARK: for programs

  private func stream(_ event: TestEvent) {
    switch event {
    case .fileStarted(let path): view.send(.testFile(path, progress: "starting"))
    case .runStarted(let file, let run): view.send(.testRun(file, run, progress: "starting"))
    case .runGoingOn(let file, let run, let elapsed, let isTearingDown):
      view.send(.testRun(file, run, progress: isTearingDown ? "teardown" : "running", elapsed: elapsed))
    case .runFinished(let file, let result):
      view.send(.testRun(file, result.name, progress: "complete", status: result.status))
      if isVerbose { streamOutcome(result, file) }
      send(result.diagnostics, file, result.name)
    case .fileTearingDown(let path): view.send(.testFile(path, progress: "teardown"))
    case .runTearingDown(let file, let run): view.send(.testRun(file, run, progress: "teardown"))
    case .leftOver(let file, let leftover):
      if !leftover.objects.isEmpty { view.send(.testCleanup(leftover, file: file)) }
      send(leftover.diagnostics, file, leftover.run)
    case .fileFinished(let result):
      view.send(.testFile(result.path, progress: "complete", status: result.status))
    }
  }

  private func send(_ diagnostics: [Diagnostic], _ file: String, _ run: String) {
    for diagnostic in diagnostics {
      view.send(.testDiagnostic(diagnostic, json: diagnostic.json(sources: sourceFile), file: file, run: run))
    }
  }

  private func streamOutcome(_ result: RunResult, _ file: String) {
    let schemas = Schemas(providers: result.schemas)
    switch result.outcome {
    case .plan(let plan):
      let json = planJSON(
        plan, configuration: result.configuration, schemas: { schemas.resource($0, $1) },
        providerSchema: { schemas.configuration($0) }, terraformVersion: Plumb.terraformVersion)
      view.send(.testPlan(json, file: file, run: result.name))
    case .state(let state):
      let json = stateJSON(state, schemas: { schemas.resource($0, $1) })
      view.send(.testState(json, file: file, run: result.name))
    case nil: return
    }
  }

  // MARK: giving up

  /// What exists when the tests are given up at once, and where its state was put.
  func interrupted(_ states: [LiveState], files: [Result<String, RescueFailure>]) {
    if view.isJSON { return view.send(.testInterrupt(states)) }
    let terminal = invocation.terminal
    terminal.writeErrorLine(
      "\nPlumb was interrupted during test execution, and may not have performed the expected cleanup operations.")
    for (live, path) in zip(states, files) {
      terminal.writeErrorLine("\nPlumb has already created the following resources for \(live.file)/\(live.run):")
      for object in live.state.managedObjects {
        terminal.writeErrorLine("  - \(object.address)\(deposed(object.deposedKey))")
      }
      tellRescue(path)
    }
  }

  func tellRescue(_ rescued: Result<String, RescueFailure>) {
    let words =
      switch rescued {
      case .success(let path):
        "Their state was written to \(path). With the providers configured as in the test, destroy them with:\n    plumb "
          + "destroy -state=\(path)"
      case .failure(let failure): "Their state could not be written to a file. \(failure.reason)"
      }
    if view.isJSON {
      view.show([Diagnostic(.warning, code: "test.left-over", summary: "Objects are left over", detail: words)])
    } else {
      invocation.terminal.writeErrorLine("\n" + words)
    }
  }
}
