import Acting
import Model
import Planning
import Reporting

extension Command {
  static let drift = Command(
    "drift", group: .other, summary: "Show where objects are not as they are declared",
    usage: "[options] [DIR...]",
    help: """
      Reads every object as it is, and tells where it is not as the configuration declares it: attributes that were changed by \
      hand, objects that are gone, and changes that matter to security although the configuration does not speak of them. \
      What was changed in the configuration and not applied yet is told apart, and so is what services change by themselves. \
      Rules in plumb.hcl accept what may differ.

      Nothing is written: neither the state nor any object. Without DIR the stack in the current directory is looked at; with \
      several, providers are shared as plumb fleet plan shares them.

      Ends with 0 when there is no drift, 1 when something went wrong or could not be looked at, and 2 when there is drift.
      """,
    flags: driftFlags, arguments: .files,
    run: { invocation in try await showingErrors(invocation) { try await runDrift(invocation) } })
}

extension Flag {
  static let unmanaged = Flag.bool(
    "unmanaged",
    "Look for objects that no stack declares, too, in the whole account and region; name all stacks of the account then."
  )
  static let unmanagedRegion = Flag.text(
    "region", "REGION",
    "Look for unmanaged objects in this region instead of the usual one. May be repeated; \"all\" is every region.")
}

private let driftFlags: [Flag] =
  [
    .text("format", "FORMAT", "How to report: text, json, sarif, junit or markdown. Default: text."),
    .unmanaged, .unmanagedRegion,
    .bool(
      "adopt",
      "Edit the configuration so that it says what is; with -unmanaged, import what no stack declares, too. The patch is shown first."
    ),
    .bool("revert", "Plan and apply what brings the objects back to what the configuration says."),
    .bool(
      "accept-dangers",
      "Revert also what replaces or destroys objects that hold data, and what may take away your own access; else it is named and left as it is."
    ),
    .bool("ignore", "Write rules into plumb.hcl that accept the drift; with -reason, -owner and perhaps -expires."),
    .text(
      "target", "ADDRESS",
      "Adopt, revert or ignore only what this names; \"*\" stands for any name. With -unmanaged also \"TYPE ID\" or \"TYPE NAME\" of what "
        + "no stack declares, such as 'aws_sqs_queue mails-*'. May be repeated."),
    .text("into", "DIR", "Of several stacks, the one into whose configuration -adopt or -ignore writes."),
    .text("reason", "TEXT", "Why a rule accepts the drift."),
    .text("owner", "TEXT", "Who says so."),
    .text("expires", "DATE", "The last day on which the rule holds, such as 2026-12-31."),
    .bool("auto-approve", "Do not ask before changing anything."),
    .bool("details", "List what is for information only, too."),
    .wholeNumber("parallelism", "N", "How many requests to providers may be under way at once. Default: 10."),
    .wholeNumber("concurrency", "N", "How many stacks may be looked at at once. Default: 10."),
    .bool("share-providers", shown: "false", "Start providers for each stack by itself."),
    DriftWatch.flag, DriftWatch.every, .json,
  ] + driftFollowUpFlags + variableFlags

private let defaultConcurrency = 10
private let maximumCalls = 256

private func runDrift(_ invocation: Invocation) async throws -> ExitCode {
  let format = try findingsFormat(invocation)
  _ = try findingsNotices(invocation)
  let watch = try DriftWatch(invocation.flags)
  let remedy = try DriftRemedy(invocation.flags)
  let chosen = try FindingSelection(invocation.flags)
  let selection = StackSelection(invocation.arguments.isEmpty ? ["."] : invocation.arguments)
  if selection.diagnostics.hasErrors { throw DiagnosticsError(selection.diagnostics) }
  let concurrency = invocation.flags.int("concurrency") ?? defaultConcurrency
  guard concurrency > 0 else {
    throw UsageError(
      summary: "Invalid -concurrency", detail: "The option must be a positive number, not \(concurrency).")
  }
  let settled = try settledStack(remedy, among: selection.stacks, invocation)
  if remedy != nil, settled == nil || format != "text" || watch != nil {
    throw UsageError(
      summary: "Too much at once",
      detail:
        "Drift is adopted, reverted and ignored in one stack at a time, as text, and without -watch. Where other stacks are named so "
        + "that it is known what they declare, -into=DIR says whose configuration is edited.")
  }
  // Targets choose among findings: all is planned, for only that tells drift from what depends on it.
  var untargeted = invocation
  untargeted.flags.remove("target")
  let options = try planningOptions(untargeted)
  let shared = try SharedWork(invocation, maximumCalls: min(concurrency * options.parallelism, maximumCalls))
  var run = DriftRun(
    invocation, stacks: selection.stacks, options: options, shared: shared, concurrency: concurrency)
  if remedy == .adopt { (run.adopting, run.adoptingPath) = (chosen, settled?.path) }
  let reporting = DriftReporting(invocation: invocation, format: format)
  do {
    if let watch {
      let code = try await watch.go { try await reporting.round(run, showsOnlyNews: $0).code }
      await shared.close()
      return code
    }
    let (assessed, report, code) = try await reporting.round(run, showsOnlyNews: false)
    guard let remedy, let stack = assessed.first(where: { $0.stack == settled }), stack.plan != nil else {
      await shared.close()
      return code
    }
    var remediation = DriftRemediation(
      invocation: invocation, stack: stack, selection: chosen, callers: run.callers,
      unmanaged: report.stacks.filter(\.name.isEmpty).flatMap(\.findings))
    let objects = remedy == .revert ? [] : try chosen.objects(of: remediation.unmanaged)
    if remedy == .adopt, !objects.isEmpty {
      remediation.imported = try await ImportedObjects.make(
        of: objects, in: stack, edited: stack.adoption?.patch ?? TextPatch(),
        invocation: untargeted.within(stack.stack, sharing: shared, Notices()))
    }
    await shared.close()
    let outcome = try await remediation.perform(remedy)
    // Whatever was settled, not everything was seen.
    return code == .failure && outcome == .success ? .failure : outcome
  } catch {
    await shared.close()
    throw error
  }
}

/// Whose configuration a way out is about; nil where nobody says which of several.
private func settledStack(_ remedy: DriftRemedy?, among stacks: [Stack], _ invocation: Invocation) throws -> Stack? {
  guard let directory = invocation.flags.string("into") else { return stacks.count == 1 ? stacks[0] : nil }
  guard let remedy, remedy != .revert else {
    throw UsageError(
      summary: "Invalid -into",
      detail: "The option says into which stack -adopt or -ignore writes, and neither is given.")
  }
  let named = StackSelection([directory])
  guard let stack = stacks.first(where: { $0.path == named.stacks.first?.path }) else {
    throw UsageError(
      summary: "Invalid -into",
      detail:
        "\(quoted(directory)) is none of the stacks that are looked at. Name it among them: what it declares must be known."
    )
  }
  return stack
}

/// One look at all stacks, told in a format.
private actor DriftReporting {
  private let invocation: Invocation
  private let format: String
  /// Of the round before, when no file keeps it.
  private var record: FindingsRecord?

  init(invocation: Invocation, format: String) {
    self.invocation = invocation
    self.format = format
  }

  func round(
    _ run: DriftRun, showsOnlyNews: Bool
  ) async throws -> (assessed: [AssessedStack], report: FindingsReport, code: ExitCode) {
    let time = UTCTime.now
    var run = run
    run.earlier = record
    var warnings: [Diagnostic] = []
    if let path = invocation.flags.string("record") {
      (run.earlier, warnings) = try FindingsHistory(path: path).earlier(at: time)
    }
    let (assessed, plain) = try await run.report(at: time, isQuiet: format != "text")
    var (report, further) = try await followedUp(plain, assessed, since: run.earlier, invocation)
    warnings += further
    if invocation.flags.string("record") == nil, invocation.flags.bool(DriftWatch.flag.name) {
      let compared = report.compared(with: record)
      (report, record) = (compared.report, compared.record)
    }
    show(report, assessed, as: format, showsOnlyNews: showsOnlyNews, invocation)
    invocation.terminal.writeError(warnings.text(invocation.terminal.layout, sources: sourceFile))
    let isWhole = !assessed.contains { $0.diagnostics.hasErrors } && report.gaps.isEmpty && !warnings.hasErrors
    guard isWhole else { return (assessed, report, .failure) }
    return (assessed, report, report.hasActionable ? .changes : .success)
  }
}

/// The report on standard output; what went wrong on standard error, for the output may be for programs.
private func show(
  _ report: FindingsReport, _ assessed: [AssessedStack], as format: String, showsOnlyNews: Bool,
  _ invocation: Invocation
) {
  show(report, as: format, showsOnlyNews: showsOnlyNews, invocation)
  let terminal = invocation.terminal
  for stack in assessed where !stack.text.isEmpty {
    if assessed.count > 1 { terminal.writeErrorLine("\(stack.stack.name):") }
    terminal.writeError(stack.text)
  }
}
