import Configuring
import Model
import Plugins
import Provisioning
import Storing
import TestRuns

extension Command {
  static let test = Command(
    "test", summary: "Run the tests of a configuration",
    help: """
      Runs the tests in all *.tftest.hcl files of the configuration's folder and of the folder "tests". Each run plans or \
      applies the configuration with variables of its own, in a state that is kept in memory only, and checks what comes \
      of it. In the end everything that was made is destroyed.

      Tests that apply make real infrastructure unless its providers are mocked. Look at the output for objects that could \
      not be destroyed.

      Ctrl-C ends the run under way and destroys what was made. A second Ctrl-C ends at once and leaves the state of what \
      is there in errored_test.tfstate.
      """,
    flags: [
      .text("filter", "FILE", "Run only the tests in this file. May be repeated."), TestFolder.flag, .json,
      .text("junit-xml", "FILE", "Write the results to this file, too, in JUnit's XML form."),
      .wholeNumber(
        "parallelism", "N",
        "How many requests to providers, and parallel runs, may be under way at once. Default: 10."),
      .bool("verbose", "Show the plan or the state of each run."),
    ] + variableFlags
  ) { invocation in
    try await showingErrors(invocation) { try await runTests(invocation) }
  }
}

private func runTests(_ invocation: Invocation) async throws -> ExitCode {
  guard invocation.arguments.isEmpty else {
    throw UsageError(
      summary: "Too many command line arguments",
      detail: "test takes no arguments; to run some files only, use -filter.")
  }
  let parallelism = invocation.flags.int("parallelism") ?? defaultParallelism
  guard parallelism > 0 else {
    throw UsageError(
      summary: "Invalid -parallelism option", detail: "It must be a positive number, not \(parallelism).")
  }
  let view = TestView(invocation)
  var (folder, warnings) = try testsOnDisk(invocation)
  let (globals, problems) = try globalVariables(invocation, folder)
  warnings += problems
  warnings += filter(&folder.files, invocation.flags.strings("filter"))
  view.view.show(warnings)
  view.announce(folder.files)
  let suite = TestSuite(
    files: folder.files, modules: folder.modules, globals: globals, parallelism: parallelism,
    timestamp: timestamp(currentTime()), environment: environment(invocation, planTime: currentTime()),
    values: GeneratedValues(makeText: randomText), makeDeposedKey: randomDeposedKey,
    provisioners: SystemProvisioner(environment: invocation.environment))
  let source: PluginProviderSource? =
    folder.files.isEmpty ? nil : try Session.providerSource(invocation, folder.everything, state: nil)
  let rescue = StateRescue(sealer: try invocation.stateSealer())
  let results = await perform(suite, source, view, rescue)
  let summary = TestSummary(results)
  view.summarize(summary)
  if let path = invocation.flags.string("junit-xml") { try writeReport(results, to: path) }
  return summary.isSuccess ? .success : .failure
}

/// The tests with the modules that they run; throws what is wrong with any of them.
private func testsOnDisk(_ invocation: Invocation) throws(DiagnosticsError) -> (TestFolder, warnings: [Diagnostic]) {
  let loaded = configurationOnDisk(invocation)
  var folder = TestFolder(reading: invocation)
  let ownProblems = loaded.diagnostics.filter { $0.code != TestFolder.missingProvider && $0.code != "config.no-files" }
  if !ownProblems.hasErrors { folder.loadModules(invocation, of: loaded.configuration) }
  let diagnostics = ownProblems + folder.diagnostics + versionProblems(loaded.configuration)
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  return (folder, diagnostics)
}

/// Values for the variables of all tests. Those from the folder of tests come after those of the command line.
private func globalVariables(
  _ invocation: Invocation, _ folder: TestFolder
) throws(DiagnosticsError) -> ([(name: String, input: VariableInput)], [Diagnostic]) {
  var (inputs, diagnostics) = variableInputs(invocation)
  let directory = TestFolder.directory(invocation)
  if directory != "." {
    let (more, problems) = automaticVariableInputs(in: directory)
    inputs += more
    diagnostics += problems
  }
  if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
  return (inputs, diagnostics)
}

/// Leaves the files that are named; warns of names that there are not.
private func filter(_ files: inout [TestFile], _ names: [String]) -> [Diagnostic] {
  if names.isEmpty { return [] }
  let wanted = names.map { joined(".", $0) }
  let known = files.map(\.path)
  files = files.filter { wanted.contains($0.path) }
  return zip(names, wanted).filter { !known.contains($0.1) }.map { name, path in
    Diagnostic(
      .warning, code: "test.unknown-file", summary: "Unknown test file",
      detail: "There is no test file \(quoted(name)). Name it relative to the configuration's folder, such as "
        + "\"tests/main.tftest.hcl\"."
        + (suggestion(for: path, among: known).map {
          " Did you mean \(quoted($0))?"
        } ?? ""))
  }
}

private func environment(
  _ invocation: Invocation, planTime: Int
) -> @Sendable (Bool) -> EvaluationEnvironment {
  { isPlanning in
    EvaluationEnvironment(
      functions: .live(environment: invocation.environment, planTime: planTime, isPlanning: isPlanning),
      workingDirectory: workingDirectoryPath(), workspace: workspaceName(invocation))
  }
}

/// What mocked attributes hold: eight small letters and digits.
@Sendable private func randomText() -> String {
  String((0..<GeneratedValues.textLength).map { _ in GeneratedValues.alphabet.randomElement() ?? "a" })
}

private func writeReport(_ results: [FileResult], to path: String) throws(DiagnosticsError) {
  let report = JUnitReport(results, sources: sourceFile, timestamp: { timestamp($0) })
  guard writeFile(Array(report.text.utf8), to: path, mode: 0o644) else {
    throw DiagnosticsError(
      Diagnostic(
        code: "test.unwritable-report", summary: "Could not save JUnit XML output file",
        detail: "The report could not be written to \(path): \(lastSystemError())."))
  }
}

// MARK: running

/// Runs one file after the other, and ends the providers whatever happens.
private func perform(
  _ suite: TestSuite, _ source: PluginProviderSource?, _ view: TestView, _ rescue: StateRescue
) async -> [FileResult] {
  guard let source else { return [] }
  let providers = SharedProviders(source: source)
  let states = LiveStates()
  var results: [FileResult] = []
  var isInterrupted = false
  for file in suite.files {
    let runner = TestFileRunner(
      suite: suite, file: file, providers: providers, states: states, now: currentTime, onEvent: { view.show($0) })
    let interrupts = Interrupts(
      first: {
        view.view.line(
          "\nInterrupt received.\nPlease wait for Plumb to exit or data loss may occur.\nGracefully shutting down...\n")
        Task { await runner.interrupt() }
      },
      second: {
        let left = states.all
        view.interrupted(left, files: left.map { rescue.writeNow($0.state) })
        exitNow()
      })
    if isInterrupted { await runner.interrupt() }
    let result = await runner.perform()
    interrupts.stop()
    isInterrupted = isInterrupted || interrupts.received > 0
    for leftover in result.leftovers where !leftover.objects.isEmpty {
      view.tellRescue(await rescue.write(leftover.state))
    }
    results.append(result)
  }
  await source.closeAll()
  return results
}
