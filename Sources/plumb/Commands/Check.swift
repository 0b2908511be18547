import Configuring
import Model
import Policies
import Reporting

extension Command {
  static let check = Command(
    "check", group: .main, summary: "Find what is not safe in the configuration",
    usage: "[options] [DIR...]",
    help: """
      Judges what the configuration declares by controls for security and compliance, before anything is planned: neither providers \
      nor credentials nor a network are needed. Modules, count, for_each and variables are evaluated, and references followed, so \
      that it is known which access block is that of which bucket. What depends on something not known yet is told apart, \
      and never counts as passed.

      Policies of one's own, in files *.policy.hcl, come with -policies.

      Ends with 0 when nothing was found, 1 when something went wrong or could not be looked at, and 2 when there are findings of the \
      severity that -fail-on names, or above.
      """,
    flags: [
      .text("format", "FORMAT", "How to report: text, json, sarif, junit or markdown. Default: text."),
      .text("policies", "PATH", "Judge by the policies in this file or directory, too. May be repeated."),
      .bool("controls", shown: "false", "Judge by policies of one's own only."),
      .text("fail-on", "SEVERITY", "critical, high, medium, low, info or none: what ends with 2. Default: info."),
      .bool("details", "List what cannot be told yet, too."), .json,
    ] + variableFlags, arguments: .files,
    run: { invocation in try await showingErrors(invocation) { try await runCheck(invocation) } })
}

private func runCheck(_ invocation: Invocation) async throws -> ExitCode {
  let format = try findingsFormat(invocation)
  let threshold = try threshold(invocation)
  let selection = StackSelection(invocation.arguments.isEmpty ? ["."] : invocation.arguments)
  if selection.diagnostics.hasErrors { throw DiagnosticsError(selection.diagnostics) }
  var own: [PolicyFile] = []
  var problems: [Diagnostic] = []
  for path in invocation.flags.strings("policies") {
    let (files, found) = try policyFiles(in: path)
    own += files
    problems += found
  }
  if problems.hasErrors { throw DiagnosticsError(problems) }
  let time = UTCTime.now
  let check = ConfigurationCheck(
    invocation: invocation, own: own, usesControls: invocation.flags.bool("controls", default: true), time: time)
  var stacks: [FindingsReport.Stack] = []
  var hasErrors = false
  var tally = CheckTally()
  for stack in selection.stacks {
    let result: Checked
    do {
      result = try WorkingDirectory.$current.withValue(stack.path) { try check.checked(stack.name) }
    } catch let error as DiagnosticsError {
      hasErrors = true
      invocation.terminal.writeError(error.diagnostics.text(invocation.terminal.layout, sources: sourceFile))
      let first = error.diagnostics.first(where: \.isError)
      stacks.append(
        FindingsReport.Stack(
          name: stack.name, findings: [],
          gaps: [
            FindingsReport.Gap(.stack, .failed, detail: first.map { "\($0.summary). \($0.detail)" } ?? "It failed.")
          ]))
      continue
    }
    hasErrors = hasErrors || result.diagnostics.hasErrors || !result.report.gaps.isEmpty
    invocation.terminal.writeError(
      result.diagnostics.text(invocation.terminal.layout, sources: policySource))
    stacks.append(result.report)
    tally.add(result)
  }
  let report = FindingsReport(
    tool: FindingsReport.Tool(version: Plumb.version), title: "Check", time: time, stacks: stacks)
  if format == "text" {
    invocation.terminal.write(
      report.textByControl(
        tally.headings, closing: tally.sentence(report),
        options: FindingsTextOptions(
          layout: invocation.terminal.layout, showsInformational: invocation.flags.bool("details"))))
  } else {
    show(report, as: format, showsOnlyNews: false, invocation)
  }
  if hasErrors { return .failure }
  guard let threshold else { return .success }
  return report.findings.contains { $0.isActionable && $0.severity >= threshold } ? .changes : .success
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
@Sendable private func policySource(_ path: String) -> [UInt8]? { sourceFile(path) ?? embeddedSource(path) }
