import Assessing
import Configuring
import Model
import Planning
import Policies
import Reporting

extension Command {
  static let check = Command(
    "check", group: .main, summary: "Find what is not safe in the configuration",
    usage: "[options] [DIR|PLAN...]",
    help: """
      Judges what the configuration declares by controls for security and compliance, before anything is planned: neither providers \
      nor credentials nor a network are needed. Modules, count, for_each and variables are evaluated, and references followed, so \
      that it is known which access block is that of which bucket. What depends on something not known yet is told apart, \
      and never counts as passed. A plan that was saved by plumb plan -out is judged as it is: what will be, and what goes.

      Policies of one's own, in files *.policy.hcl, come with -policies.

      Ends with 0 when nothing was found, 1 when something went wrong or could not be looked at, and 2 when there are findings of the \
      severity that -fail-on names, or above.
      """,
    flags: [
      .text("format", "FORMAT", "How to report: text, json, sarif, junit or markdown. Default: text."),
      .text("policies", "PATH", "Judge by the policies in this file or directory, too. May be repeated."),
      .bool("controls", shown: "false", "Judge by policies of one's own only."),
      .text("fail-on", "SEVERITY", "critical, high, medium, low, info or none: what ends with 2. Default: info."),
      .bool(
        "live", "Read every object as it is, and judge that, too: it tells what the code says and what the cloud says."),
      .bool("details", "List what cannot be told yet, too."), .json,
    ] + variableFlags, arguments: .files,
    run: { invocation in try await showingErrors(invocation) { try await runCheck(invocation) } })
}

private func runCheck(_ invocation: Invocation) async throws -> ExitCode {
  let format = try findingsFormat(invocation)
  let threshold = try threshold(invocation)
  let time = UTCTime.now
  var policies = PolicySelection()
  if !invocation.flags.bool("controls", default: true) { policies.controls = [] }
  var problems: [Diagnostic] = []
  for path in invocation.flags.strings("policies") {
    let (files, found) = try policyFiles(in: path)
    policies.own += files
    problems += found
  }
  if problems.hasErrors { throw DiagnosticsError(problems) }
  var stacks: [FindingsReport.Stack] = []
  var hasErrors = false
  var tally = CheckTally()
  for work in try works(invocation, policies, time) {
    do {
      let result = try await work.check()
      hasErrors = hasErrors || result.diagnostics.hasErrors || !result.report.gaps.isEmpty
      invocation.terminal.writeError(result.diagnostics.text(invocation.terminal.layout, sources: policySource))
      stacks.append(result.report)
      tally.add(result)
    } catch let error as DiagnosticsError {
      hasErrors = true
      invocation.terminal.writeError(error.diagnostics.text(invocation.terminal.layout, sources: sourceFile))
      let first = error.diagnostics.first(where: \.isError)
      stacks.append(
        FindingsReport.Stack(
          name: work.name, findings: [],
          gaps: [
            FindingsReport.Gap(.stack, .failed, detail: first.map { "\($0.summary). \($0.detail)" } ?? "It failed.")
          ]))
    }
  }
  let report = FindingsReport(
    tool: FindingsReport.Tool(version: Plumb.version), title: "Check", time: time, stacks: stacks)
  if format == "text" {
    invocation.terminal.write(
      report.textByControl(
        tally.headings, closing: tally.sentence(report, title: "Check", listsDetails: true),
        options: FindingsTextOptions(
          layout: invocation.terminal.layout, showsInformational: invocation.flags.bool("details"))))
  } else {
    show(report, as: format, showsOnlyNews: false, invocation)
  }
  if hasErrors { return .failure }
  guard let threshold else { return .success }
  return report.findings.contains { $0.isActionable && $0.severity >= threshold } ? .changes : .success
}

/// One thing to be judged: a folder, or a saved plan.
private struct CheckWork {
  var name: String
  var check: () async throws -> Checked
}

private func works(
  _ invocation: Invocation, _ policies: PolicySelection, _ time: UTCTime
) throws(DiagnosticsError) -> [CheckWork] {
  let arguments = invocation.arguments.isEmpty ? ["."] : invocation.arguments
  let plans = arguments.filter { kind(of: $0) == .file }
  var works = plans.map { path in
    CheckWork(name: path) { try await checkedPlan(path, invocation, policies, time) }
  }
  let folders = arguments.filter { !plans.contains($0) }
  if folders.isEmpty { return works }
  let selection = StackSelection(folders)
  if selection.diagnostics.hasErrors { throw DiagnosticsError(selection.diagnostics) }
  if invocation.flags.bool("live") {
    return works
      + selection.stacks.map { stack in
        CheckWork(name: stack.name) {
          try await LiveCheck(invocation: invocation, policies: policies, time: time).checked(stack)
        }
      }
  }
  works += selection.stacks.map { stack in
    CheckWork(name: stack.name) {
      try WorkingDirectory.$current.withValue(stack.path) {
        let judgement = try Judgement.written(invocation, policies, time: time)
        var result = try judgement.checked(stack.name)
        result.diagnostics = judgement.loaded.diagnostics + result.diagnostics
        return result
      }
    }
  }
  return works
}

/// Of a saved plan, by the configuration that it was made from.
private func checkedPlan(
  _ path: String, _ invocation: Invocation, _ policies: PolicySelection, _ time: UTCTime
) async throws(DiagnosticsError) -> Checked {
  let saved = try await readSavedPlan(path, invocation)
  let session = try Session.open(invocation, saved: saved, planTime: saved.planTime)
  let judgement = Judgement(
    invocation, policies, session.loaded, graph: session.graph, problems: [],
    variables: saved.plan.variableValues(declared: session.configuration.root.variables), time: time)
  await session.close()
  return try judgement.checked(path, subjects: policySubjects(of: saved.plan, sketch: judgement.sketch))
}

private func threshold(_ invocation: Invocation) throws(UsageError) -> Finding.Severity? {
  let text = invocation.flags.string("fail-on") ?? "info"
  if text == "none" { return nil }
  guard let severity = Finding.Severity.allCases.first(where: { $0.name == text }) else {
    throw UsageError(
      summary: "Invalid -fail-on",
      detail: "The severity \(quoted(text)) is none of critical, high, medium, low, info and none.")
  }
  return severity
}

/// Texts of policies, for what is wrong with them: on disk, or in the program.
@Sendable func policySource(_ path: String) -> [UInt8]? { sourceFile(path) ?? embeddedSource(path) }
