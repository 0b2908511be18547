import Model

extension FindingsReport {
  /// The report as JUnit XML, which CI systems read: a suite for each stack, a test case for each subject that was looked at.
  /// Actionable findings fail, accepted ones are skipped, and what was not looked at is an error.
  package var junit: String {
    let suites = stacks.map { JUnitSuite(stack: $0, report: self) }
    func sum(_ count: KeyPath<JUnitSuite, Int>) -> Int { suites.reduce(0) { $0 + $1[keyPath: count] } }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<testsuites name=\(xmlAttribute(title)) tests=\"\(sum(\.tests))\" failures=\"\(sum(\.failures))\" "
      + "errors=\"\(sum(\.errors))\" skipped=\"\(sum(\.skipped))\">\n" + suites.map(\.text).joined()
      + "</testsuites>\n"
  }
}

private struct JUnitSuite {
  let name: String
  let time: String
  let cases: [JUnitCase]

  var tests: Int { cases.count }
  var failures: Int { cases.filter { $0.outcome == .failure }.count }
  var errors: Int { cases.filter { $0.outcome == .error }.count }
  var skipped: Int { cases.filter { $0.outcome == .skipped }.count }

  init(stack: FindingsReport.Stack, report: FindingsReport) {
    name = stack.name.isEmpty ? report.title : stack.name
    time = report.time.iso8601
    let gone = Set(
      stack.gaps.compactMap { gap -> Finding.Subject? in
        if case .subject(let subject) = gap.place { return subject }
        return nil
      })
    let found = Dictionary(grouping: stack.findings, by: \.subject)
    let looked = stack.subjects.sortedByText.filter { found[$0] != nil || !gone.contains($0) }
    cases =
      looked.map { JUnitCase(subject: $0.text, findings: found[$0] ?? []) }
      + stack.gaps.map { JUnitCase($0, in: stack.name) }.sorted { ($0.name, $0.message) < ($1.name, $1.message) }
  }

  var text: String {
    "  <testsuite name=\(xmlAttribute(name)) tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" "
      + "skipped=\"\(skipped)\" timestamp=\"\(time)\">\n" + cases.map { $0.text(in: name) }.joined()
      + "  </testsuite>\n"
  }
}

private struct JUnitCase {
  enum Outcome: String {
    case passed, failure, error, skipped
  }

  var name: String
  var outcome: Outcome
  /// On the element that tells the outcome.
  var message = ""
  var type = ""
  var body = ""
  /// What is worth telling beside it.
  var output = ""

  init(subject: String, findings: [Finding]) {
    name = subject
    let failures = findings.filter(\.isActionable)
    let accepted = findings.filter { $0.standing.group == .accepted }
    let others = findings.filter { !$0.isActionable && $0.standing.group != .accepted }
    output = others.map { "\($0.standing.group.rawValue): \(Self.line($0))\n" }.joined()
    if let first = failures.first {
      outcome = .failure
      message = failures.count == 1 ? Self.line(first) : "\(failures.count) findings, the worst: \(Self.line(first))"
      type = first.kind
      body = failures.map(Self.letter).joined(separator: "\n")
      output = accepted.map { "accepted: \(Self.line($0))\n" }.joined() + output
    } else if let first = accepted.first {
      outcome = .skipped
      message = accepted.map(Self.acceptance).joined(separator: "; ")
      type = first.kind
      body = accepted.map(Self.letter).joined(separator: "\n")
    } else {
      outcome = .passed
    }
  }

  init(_ gap: FindingsReport.Gap, in stack: String) {
    name = gap.words(in: stack)
    outcome = .error
    message = "not looked at: \(gap.why)"
    type = gap.reason.rawValue
    body = [gap.call, gap.detail].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  private static func line(_ finding: Finding) -> String {
    onOneLine("\(finding.severity.name): \(finding.unnamedPart.map { "\($0): " } ?? "")\(finding.summary)")
  }

  private static func acceptance(_ finding: Finding) -> String {
    guard case .accepted(let acceptance) = finding.standing else { return "" }
    return onOneLine("\(finding.part.isEmpty ? "" : "\(finding.part): ")\(acceptance.words)")
  }

  private static func letter(_ finding: Finding) -> String {
    var lines = [line(finding)]
    if !finding.detail.isEmpty { lines.append(onLines(finding.detail)) }
    lines += finding.evidence.map { "  \(onOneLine($0.name)) = \(onOneLine($0.value, limit: longestEvidence))" }
    lines += finding.causes.map { "  by \(onOneLine($0.words))" }
    if let range = finding.range { lines.append("  at \(onOneLine(range.file)):\(range.start.line)") }
    for remediation in finding.remediations {
      lines.append("  \(remediation.kind.rawValue): \(onOneLine(remediation.summary))")
      lines += remediation.dangers.map { "    careful: \(onOneLine($0))" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func text(in suite: String) -> String {
    var content = ""
    if outcome != .passed {
      let typed = outcome == .skipped ? "" : " type=\(xmlAttribute(type))"
      content +=
        "      <\(outcome.rawValue) message=\(xmlAttribute(message))\(typed)>\(xmlText(body))</\(outcome.rawValue)>\n"
    }
    if !output.isEmpty { content += "      <system-out>\(xmlText(output))</system-out>\n" }
    let tag = "    <testcase name=\(xmlAttribute(name)) classname=\(xmlAttribute(suite))"
    return content.isEmpty ? "\(tag)/>\n" : "\(tag)>\n\(content)    </testcase>\n"
  }
}
