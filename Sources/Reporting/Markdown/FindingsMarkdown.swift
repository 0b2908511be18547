import Model

extension FindingsReport {
  /// The report in GitHub's Markdown, for a pull request or a chat. `limit` is how many rows a table has at most: those who
  /// show Markdown cut long texts where it hurts.
  package func markdown(limit: Int = 100) -> String { FindingsMarkdown(report: self, limit: limit).text }
}

private struct FindingsMarkdown {
  let report: FindingsReport
  let limit: Int
  /// The longest value of evidence in a cell.
  private static let longestCell = 120

  var text: String {
    var text = "## \(markdownText(report.title))\n\n\(summary)\n"
    text += table(.actionable, "To settle", ["Severity", "Object", "Finding", "Evidence", "Who"]) { stack, finding in
      [
        finding.severity.name + news(finding, stack), place(finding, stack), statement(finding) + dangers(finding),
        evidence(finding),
        finding.causes.first.map { markdownText($0.words) } ?? "",
      ]
    }
    text += ways
    text += table(.accepted, "Accepted", ["Object", "Finding", "Why"]) { stack, finding in
      guard case .accepted(let acceptance) = finding.standing else { return ["", "", ""] }
      return [place(finding, stack), statement(finding), markdownText(acceptance.words)]
    }
    text += table(.pending, "Not applied yet", ["Object", "Change"]) { [place($1, $0), statement($1)] }
    if let delta = report.delta {
      text += entries(delta.resolved, "Settled")
      text += entries(delta.unseen, "Found earlier, and not looked at this time")
    }
    return text + gaps
  }

  private var summary: String {
    let counts = FindingCounts(report.findings)
    let severities = counts.severities(of: .actionable)
    var parts = ["**\(counts[.actionable]) to settle**" + (severities.isEmpty ? "" : " (\(severities))")]
    if counts[.accepted] > 0 { parts.append("\(counts[.accepted]) accepted") }
    if counts[.pending] > 0 { parts.append("\(counts[.pending]) not applied yet") }
    if counts[.informational] > 0 { parts.append("\(counts[.informational]) for information") }
    if let delta = report.delta, !delta.resolved.isEmpty { parts.append("\(delta.resolved.count) settled") }
    if !report.gaps.isEmpty { parts.append("**\(counted(report.gaps.count, "place")) not looked at**") }
    if let total = report.totalCoverage, let share = total.share {
      parts.append("\(percent(share)) of \(counted(total.managed + total.unmanaged, "object")) managed")
    }
    return parts.joined(separator: ", ") + ". Looked at on \(report.time.minute) by \(markdownText(report.tool.name)) "
      + "\(markdownText(report.tool.version))."
  }

  private func table(
    _ group: StandingGroup, _ title: String, _ columns: [String],
    row: (FindingsReport.Stack, Finding) -> [String]
  ) -> String {
    let rows = report.stacks.flatMap { stack in
      stack.findings.filter { $0.standing.group == group }.map { row(stack, $0) }
    }
    return table(title, columns, rows)
  }

  private func entries(_ entries: [FindingsRecord.Entry], _ title: String) -> String {
    table(
      title, ["Object", "Finding", "Since"],
      entries.map { entry in
        [
          (entry.key.stack.isEmpty ? "" : markdownText(entry.key.stack) + ": ") + code(entry.subject),
          markdownText(entry.summary), entry.firstSeen.minute,
        ]
      })
  }

  private var gaps: String {
    table(
      "Not looked at", ["What", "Why", "Detail"],
      report.stacks.flatMap { stack in
        stack.gaps.map { gap in
          [
            markdownText(gap.words(in: stack.name)), markdownText(gap.why),
            markdownText([gap.call, gap.detail].filter { !$0.isEmpty }.joined(separator: ": ")),
          ]
        }
      }.sorted { $0.joined() < $1.joined() })
  }

  private func table(_ title: String, _ columns: [String], _ rows: [[String]]) -> String {
    if rows.isEmpty { return "" }
    var text = "\n### \(title)\n\n"
    text += "| \(columns.joined(separator: " | ")) |\n|\(columns.map { _ in " --- |" }.joined())\n"
    for row in rows.prefix(limit) { text += "| \(row.joined(separator: " | ")) |\n" }
    if rows.count > limit { text += "\nAnd \(rows.count - limit) more.\n" }
    return text
  }

  // MARK: Cells

  private func place(_ finding: Finding, _ stack: FindingsReport.Stack) -> String {
    var text = code(finding.subject.text)
    if report.stacks.count > 1, !["", "."].contains(stack.name) { text = "\(markdownText(stack.name)): \(text)" }
    if let range = finding.range { text += " (\(markdownText(range.file)):\(range.start.line))" }
    return text
  }

  private func statement(_ finding: Finding) -> String {
    (finding.unnamedPart.map { code($0) + ": " } ?? "") + markdownText(finding.summary)
  }

  private func dangers(_ finding: Finding) -> String {
    finding.remediations.flatMap { remediation in
      remediation.dangers.map { "<br>Careful with \(remediation.kind.rawValue): \(markdownText($0))" }
    }.joined()
  }

  private var ways: String {
    let ways = RemediationSummary.all(of: report.findings.filter(\.isActionable))
    if ways.isEmpty { return "" }
    return "\nWays to settle what was found:\n\n"
      + ways.map { way in
        "- \(way.kind.rawValue): \(code(way.example))" + (way.notes.isEmpty ? "" : " (\(way.notes))") + "\n"
      }.joined()
  }

  private func news(_ finding: Finding, _ stack: FindingsReport.Stack) -> String {
    let status = report.delta?.status(of: FindingKey(stack: stack.name, id: finding.id))
    if status == .new, report.delta?.since != nil { return ", new" }
    guard let first = finding.firstSeen, first < report.time else { return "" }
    return ", for \(age(report.time.seconds - first.seconds))"
  }

  private func evidence(_ finding: Finding) -> String {
    finding.evidence.map { "\(markdownText($0.name)): \(code($0.value))" }.joined(separator: "<br>")
  }

  private func code(_ text: String) -> String { "<code>\(markdownText(text, limit: Self.longestCell))</code>" }
}

/// The text as it is, whatever Markdown would make of it: on one line, markup, tables, HTML and mentions escaped.
func markdownText(_ text: String, limit: Int = longestEvidence) -> String {
  var escaped = ""
  for scalar in onOneLine(text, limit: limit).unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    // Names of people and issues would be told, or linked.
    case "@": escaped += "&#64;"
    case "\\", "`", "*", "_", "[", "]", "|", "~", "#", "!", "{", "}", "$":
      escaped += "\\"
      escaped.unicodeScalars.append(scalar)
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}
