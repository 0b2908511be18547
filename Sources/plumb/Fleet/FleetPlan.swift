import Configuring
import Glibc
import Model
import Planning
import Plugins
import Synchronization

extension Command {
  static let fleetPlan = Command(
    "fleet plan", group: .sub, summary: "Plan many stacks at once",
    usage: "[options] DIR...",
    help: """
      Plans every stack that is named: directories with configuration, or patterns such as 'stacks/*'. Each is planned as \
      plumb plan would in that directory, with its own state, backend, workspace, variables and lock, and must have been \
      initialized. One that fails does not keep the others from being planned.

      Stacks share provider processes where program and provider configuration are the same; one that names files in its \
      directory has processes of its own. Fewer requests are made at once when an API throttles them.

      A line is shown for each stack as it ends, then what went wrong, and what all would change.
      """,
    flags: fleetFlags, arguments: .files,
    run: { invocation in try await showingErrors(invocation) { try await runFleetPlan(invocation) } })
}

private let fleetFlags: [Flag] =
  planningFlags.filter { ![Flag.state.name, Flag.stateOut.name, Flag.backup.name, Flag.input.name].contains($0.name) }
  + [
    .text("from-file", "FILE", "Read names of stacks from this file, one a line; \"-\" for standard input."),
    .wholeNumber("concurrency", "N", "How many stacks may be planned at once. Default: 10."),
    .bool("share-providers", shown: "false", "Start providers for each stack by itself."),
    .bool("details", "Show the plan of every stack that has changes."),
    .text("out-dir", "DIR", "Save each stack's plan in this directory, under the stack's name, for plumb apply."),
    .bool(
      "detailed-exitcode",
      "End with 0 when nothing is to be changed, 1 when a stack failed, and 2 when there are changes."),
  ]

private let defaultConcurrency = 10
/// More requests at once than this help nobody, however many stacks are at work.
private let maximumCalls = 256

private func runFleetPlan(_ invocation: Invocation) async throws -> ExitCode {
  let selection = StackSelection(invocation.arguments + (try namesFromFile(invocation)))
  if selection.diagnostics.hasErrors { throw DiagnosticsError(selection.diagnostics) }
  try refuseWhatCannotBeShared(invocation, selection.stacks)
  let concurrency = invocation.flags.int("concurrency") ?? defaultConcurrency
  guard concurrency > 0 else {
    throw UsageError(
      summary: "Invalid -concurrency", detail: "The option must be a positive number, not \(concurrency).")
  }
  let options = try planningOptions(invocation)
  let outputs = try outputPaths(invocation, selection.stacks)
  let view = FleetView(invocation, stacks: selection.stacks)
  let shared = try SharedWork(invocation, maximumCalls: min(concurrency * options.parallelism, maximumCalls))
  let begin = ContinuousClock.now
  view.begin(selection)
  let fleet = Fleet(
    invocation: invocation, stacks: selection.stacks, outputs: outputs, options: options, shared: shared,
    concurrency: concurrency, view: view)
  let results = await fleet.plan()
  await shared.close()
  view.finish(results, duration: ContinuousClock.now - begin)
  let totals = FleetTotals(results)
  if totals.failed + totals.skipped > 0 { return .failure }
  return invocation.flags.bool("detailed-exitcode") && totals.changing > 0 ? .changes : .success
}

/// Stacks that are planned some at a time.
private struct Fleet: Sendable {
  let invocation: Invocation
  let stacks: [Stack]
  let outputs: [String?]
  let options: PlanningOptions
  let shared: SharedWork
  let concurrency: Int
  let view: FleetView
  private let notices = Notices()

  /// In the order of the stacks.
  func plan() async -> [StackResult] {
    let pool = shared.pool
    let terminal = invocation.terminal
    let isJSON = view.isJSON
    let interrupts = Interrupts(
      first: {
        if !isJSON { terminal.writeLine("\nInterrupt received. Ending gracefully...\n") }
        Task { await pool?.stopAll() }
      }, second: { exitNow() })
    defer { interrupts.stop() }
    let display = ProgressDisplay(
      terminal, isJSON: isJSON, ProgressState(phase: .planningStacks, total: stacks.count))
    return await display.during { await plan(display, interrupts) }
  }

  private func plan(_ display: ProgressDisplay, _ interrupts: Interrupts) async -> [StackResult] {
    await withTaskGroup(of: (Int, StackResult).self) { group in
      var results = [StackResult?](repeating: nil, count: stacks.count)
      var next = 0
      var (done, failed) = (0, 0)
      func add() {
        guard next < stacks.count else { return }
        let index = next
        next += 1
        group.addTask { (index, await result(index, isInterrupted: interrupts.received > 0)) }
      }
      for _ in 0..<min(concurrency, stacks.count) { add() }
      while let (index, result) = await group.next() {
        view.show(result)
        done += 1
        if result.isFailed { failed += 1 }
        display.set(ProgressState(phase: .planningStacks, done: done, total: stacks.count, failed: failed))
        // What was shown need not be kept: a fleet may have thousands of changes.
        var kept = result
        kept.changes = []
        results[index] = kept
        add()
      }
      return results.compactMap { $0 }
    }
  }

  private func result(_ index: Int, isInterrupted: Bool) async -> StackResult {
    let stack = stacks[index]
    if isInterrupted { return StackResult(stack: stack, outcome: .skipped) }
    view.start(stack)
    return await StackPlanning(
      invocation: invocation.within(stack, sharing: shared, notices), options: options, output: outputs[index],
      isDetailed: invocation.flags.bool("details") && !view.isJSON
    ).result(of: stack)
  }

  init(
    invocation: Invocation, stacks: [Stack], outputs: [String?], options: PlanningOptions, shared: SharedWork,
    concurrency: Int, view: FleetView
  ) {
    self.invocation = invocation
    self.stacks = stacks
    self.outputs = outputs
    self.options = options
    self.shared = shared
    self.concurrency = concurrency
    self.view = view
  }
}

private func namesFromFile(_ invocation: Invocation) throws(DiagnosticsError) -> [String] {
  var names: [String] = []
  for path in invocation.flags.strings("from-file") {
    guard let bytes = path == "-" ? readAll(STDIN_FILENO) : readFile(path) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "command.unreadable-file", summary: "Invalid file of stacks",
          detail: "The file \(path) could not be read: \(lastSystemError())."))
    }
    names += AddressLine.all(in: bytes, of: path).map(\.text)
  }
  return names
}

/// What one setting for all would mix up.
private func refuseWhatCannotBeShared(_ invocation: Invocation, _ stacks: [Stack]) throws(DiagnosticsError) {
  if stacks.count > 1, invocation.dataDirectory.hasPrefix("/") {
    throw DiagnosticsError(
      Diagnostic(
        code: "fleet.data-directory", summary: "TF_DATA_DIR is the same for all stacks",
        detail:
          "TF_DATA_DIR is \(invocation.dataDirectory), so that all stacks would keep their backend, modules and providers "
          + "in one place and take each other's for their own. Unset it, or set it to a path relative to each stack."))
  }
  if !(invocation.environment["TF_REATTACH_PROVIDERS"] ?? "").isEmpty {
    throw DiagnosticsError(
      Diagnostic(
        code: "fleet.attached", summary: "TF_REATTACH_PROVIDERS cannot be used with a fleet",
        detail:
          "A provider that runs already has one configuration at a time, and stacks with different ones would act upon each "
          + "other's accounts. Unset the variable, or plan stacks one by one."))
  }
}

/// Where each stack's plan is saved.
private func outputPaths(_ invocation: Invocation, _ stacks: [Stack]) throws(DiagnosticsError) -> [String?] {
  guard let directory = invocation.flags.string("out-dir") else { return stacks.map { _ in nil } }
  if mkdir(directory, 0o755) != 0, kind(of: directory) != .directory {
    throw DiagnosticsError(
      Diagnostic(
        code: "plan.unwritable", summary: "Failed to make the directory for plans",
        detail: "The directory \(directory) could not be made: \(lastSystemError())."))
  }
  var taken: Set<String> = []
  return stacks.map { stack in
    let plain = fileName(of: stack)
    var name = plain
    var number = 2
    while !taken.insert(name).inserted {
      name = "\(plain)-\(number)"
      number += 1
    }
    return "\(absolute(directory))/\(name).tfplan"
  }
}

/// `stacks/a` as `stacks-a`.
private func fileName(of stack: Stack) -> String {
  let parts = stack.name.split(separator: "/").filter { $0 != "." && $0 != ".." }
  return parts.isEmpty ? "stack" : parts.joined(separator: "-")
}
