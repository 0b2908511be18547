package import Model

/// How much of a report a text tells.
package struct FindingsTextOptions: Sendable, Hashable {
  package var layout: TextLayout
  /// Lists what is for information only, which is otherwise only counted.
  package var showsInformational: Bool
  /// Leaves out what was found before, when it is known what that was.
  package var showsOnlyNews: Bool
  /// How many objects that nobody declares are listed of each type; nil for all.
  package var mostOfType: Int?

  package init(
    layout: TextLayout = .plain, showsInformational: Bool = false, showsOnlyNews: Bool = false, mostOfType: Int? = 10
  ) {
    self.mostOfType = mostOfType
    self.layout = layout
    self.showsInformational = showsInformational
    self.showsOnlyNews = showsOnlyNews
  }
}

extension FindingsReport {
  /// The report as people read it: what needs somebody first, what was not looked at last, where it is not overlooked.
  package func text(_ options: FindingsTextOptions = FindingsTextOptions()) -> String {
    FindingsText(report: self, options: options).text()
  }
}

struct FindingsText {
  let report: FindingsReport
  let options: FindingsTextOptions
  var layout: TextLayout { options.layout }

  func text() -> String {
    var text = ""
    for group in StandingGroup.allCases where group != .informational || options.showsInformational {
      text += section(group)
    }
    text += waysSection() + resolvedSection() + coverageSection() + gapSection()
    return text + (text.isEmpty ? "" : "\n") + summary() + "\n"
  }

  // MARK: Findings

  private func section(_ group: StandingGroup) -> String {
    let stacks = report.stacks.map { ($0, shownFindings(of: $0, group)) }.filter { !$0.1.isEmpty }
    if stacks.isEmpty { return "" }
    var text = "\n" + wrap(introduction(group)) + "\n"
    for (stack, findings) in stacks {
      if report.stacks.count > 1 { text += "\n" + layout.styled(stackTitle(stack.name), .underlined) + "\n" }
      var listed: [String: Int] = [:]
      for subject in subjects(findings) {
        if case .object(let object) = subject[0].subject, let most = options.mostOfType {
          listed[object.scope.type, default: 0] += 1
          if listed[object.scope.type, default: 0] > most { continue }
        }
        text += "\n" + heading(subject[0])
        for finding in subject { text += self.text(finding, in: stack) }
      }
      for (type, count) in listed.sorted(by: { $0.key < $1.key }) {
        guard let most = options.mostOfType, count > most else { continue }
        text += "\n  ... and \(count - most) more of \(onOneLine(type)); -details lists them all.\n"
      }
    }
    return text
  }

  func shownFindings(of stack: FindingsReport.Stack, _ group: StandingGroup) -> [Finding] {
    stack.findings.filter { finding in
      guard finding.standing.group == group else { return false }
      guard options.showsOnlyNews, let delta = report.delta else { return true }
      return delta.status(of: FindingKey(stack: stack.name, id: finding.id)) != .still
    }
  }

  func stackTitle(_ name: String) -> String {
    switch name {
    case "": "In no stack"
    case ".": "In this directory"
    default: onOneLine(name)
    }
  }

  /// Findings about one subject together, in the order of the first of each.
  private func subjects(_ findings: [Finding]) -> [[Finding]] {
    var groups: [[Finding]] = []
    var places: [Finding.Subject: Int] = [:]
    for finding in findings {
      if let place = places[finding.subject] {
        groups[place].append(finding)
      } else {
        places[finding.subject] = groups.count
        groups.append([finding])
      }
    }
    return groups
  }

  private func introduction(_ group: StandingGroup) -> String {
    switch group {
    case .actionable: "\(report.tool.name) found the following, which somebody should settle:"
    case .accepted: "Accepted by rules of the configuration:"
    case .pending: "Changed in the configuration and not applied yet; nobody touched these objects:"
    case .informational: "For information only:"
    }
  }

  private func heading(_ finding: Finding) -> String {
    var text = layout.styled("  # " + onOneLine(finding.subject.text), .bold)
    if case .object(let object) = finding.subject {
      let places = [object.name ?? "", object.scope.account, object.scope.region].filter { !$0.isEmpty }
      if !places.isEmpty { text += " (\(onOneLine(places.joined(separator: ", "))))" }
    }
    if let range = finding.range { text += " (\(onOneLine(range.file)) line \(range.start.line))" }
    return text + "\n"
  }

  private func text(_ finding: Finding, in stack: FindingsReport.Stack) -> String {
    let sign = FindingSign(finding)
    var text = "  " + layout.styled(sign.text, sign.style) + " "
    if finding.standing.group != .informational {
      text += layout.styled("\(finding.severity.name): ", finding.severity.style)
    }
    text += statement(finding) + news(finding, in: stack) + "\n"
    if !finding.detail.isEmpty { text += indented(onLines(finding.detail)) }
    text += evidence(finding)
    if case .accepted(let acceptance) = finding.standing {
      text += indented("accepted: \(onOneLine(acceptance.words))")
    }
    if case .informational(let reason) = finding.standing, !reason.isEmpty { text += indented(onOneLine(reason)) }
    if finding.isActionable { text += causes(finding) + dangers(finding) }
    return text
  }

  /// The summary, behind the part that it is about where it does not name that itself.
  private func statement(_ finding: Finding) -> String {
    onOneLine((finding.unnamedPart.map { "\($0): " } ?? "") + finding.summary)
  }

  /// ` (new)`, ` (for 3 days)`.
  func news(_ finding: Finding, in stack: FindingsReport.Stack) -> String {
    let status = report.delta?.status(of: FindingKey(stack: stack.name, id: finding.id))
    if status == .new, report.delta?.since != nil { return layout.styled(" (new)", .cyan) }
    guard let first = finding.firstSeen, first < report.time else { return "" }
    return layout.styled(" (for \(age(report.time.seconds - first.seconds)))", .grey)
  }

  private func evidence(_ finding: Finding) -> String {
    let width = finding.evidence.map { $0.name.unicodeScalars.count }.max() ?? 0
    return finding.evidence.map { evidence in
      let name = onOneLine(evidence.name)
      let padding = String(repeating: " ", count: max(0, width - name.unicodeScalars.count))
      return "      \(name)\(padding) = \(onOneLine(evidence.value, limit: longestEvidence))\n"
    }.joined()
  }

  private func causes(_ finding: Finding) -> String {
    finding.causes.prefix(Self.shownCauses).map { indented("by \(onOneLine($0.words))") }.joined()
  }

  /// Older ones are in the JSON.
  private static let shownCauses = 3

  /// Only what speaks against a way out: the ways themselves stand at the end, once for all.
  private func dangers(_ finding: Finding) -> String {
    finding.remediations.flatMap { remediation in
      remediation.dangers.map { danger in
        wrappedParagraphs("Careful with \(remediation.kind.rawValue): \(onOneLine(danger))", to: layout.width - 7)
          .split(separator: "\n").map { "      " + layout.styled(String($0), .yellow) + "\n" }.joined()
      }
    }.joined()
  }

  private func indented(_ text: String) -> String {
    wrappedParagraphs(text, to: layout.width - 7).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : "      \($0)\n" }.joined()
  }

  func wrap(_ text: String) -> String { wrapped(text, to: layout.width - 1) }
}

// MARK: - What is about the whole
extension FindingsText {
  private func waysSection() -> String {
    let shown = report.stacks.flatMap { shownFindings(of: $0, .actionable) }
    let ways = RemediationSummary.all(of: shown)
    if ways.isEmpty { return "" }
    return "\nWays to settle what was found:\n\n"
      + ways.map { way in
        let name = way.kind.rawValue
        let padding = String(repeating: " ", count: max(0, 6 - name.count))
        return "  " + layout.styled(name, .green) + "\(padding) \(onOneLine(way.example))"
          + (way.notes.isEmpty ? "" : layout.styled(" (\(way.notes))", .grey)) + "\n"
      }.joined()
  }

  func resolvedSection() -> String {
    guard let delta = report.delta else { return "" }
    var text = ""
    if !delta.resolved.isEmpty {
      text += "\nSettled since \(delta.since?.minute ?? "the last time"):\n\n" + entries(delta.resolved, "✓", .green)
    }
    if !delta.unseen.isEmpty {
      text +=
        "\nFound earlier and not looked at this time, so that nobody knows:\n\n" + entries(delta.unseen, "?", .yellow)
    }
    return text
  }

  private func entries(_ entries: [FindingsRecord.Entry], _ sign: String, _ style: TextStyle) -> String {
    entries.map { entry in
      let place =
        report.stacks.count > 1 && !["", "."].contains(entry.key.stack) ? "\(onOneLine(entry.key.stack)): " : ""
      return "  " + layout.styled(sign, style) + " \(place)\(onOneLine(entry.subject)): \(onOneLine(entry.summary))"
        + " (seen first on \(entry.firstSeen.minute))\n"
    }.joined()
  }

  private func coverageSection() -> String {
    guard let total = report.totalCoverage, let share = total.share else { return "" }
    return "\n" + layout.styled("Coverage:", .bold)
      + " \(percent(share)) of \(counted(total.managed + total.unmanaged, "object")) "
      + "\(total.managed + total.unmanaged == 1 ? "is" : "are") managed.\n"
  }

  func gapSection() -> String {
    let gaps = report.stacks.flatMap { stack in stack.gaps.map { (stack.name, $0) } }
    if gaps.isEmpty { return "" }
    var body =
      layout.styled("Warning: ", .bold, .yellow) + layout.styled("Not everything was looked at", .bold) + "\n\n"
    body += "Nothing is said of the following, neither good nor bad:\n"
    for (stack, gap) in gaps.sorted(by: { $0.1.words(in: $0.0) < $1.1.words(in: $1.0) }) {
      let place =
        report.stacks.count > 1 && !["", "."].contains(stack) && gap.place != .stack ? "\(onOneLine(stack)): " : ""
      let call = gap.call.isEmpty ? "" : " (\(onOneLine(gap.call)))"
      body += "  - \(place)\(onOneLine(gap.words(in: stack))): \(gap.why)\(call)\n"
      if !gap.detail.isEmpty { body += "    \(onOneLine(gap.detail, limit: longestEvidence))\n" }
    }
    if !layout.isColoured { return "\n" + body }
    let rule = layout.styled("│", .yellow)
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return "\n" + layout.styled("╷", .yellow) + "\n" + lines.map { "\(rule) \($0)\n" }.joined()
      + layout.styled("╵", .yellow) + "\n"
  }

  func summary() -> String {
    let counts = FindingCounts(report.findings)
    var parts: [String] = []
    if counts[.actionable] > 0 {
      parts.append("\(counts[.actionable]) to settle (\(counts.severities(of: .actionable)))")
    } else {
      let isBlind = report.stacks.allSatisfy { $0.subjects.isEmpty && $0.covered.isEmpty }
      parts.append(
        report.gaps.isEmpty
          ? "nothing to settle" : isBlind ? "nothing is known" : "nothing to settle in what was looked at")
    }
    if counts[.accepted] > 0 { parts.append("\(counts[.accepted]) accepted") }
    if counts[.pending] > 0 { parts.append("\(counts[.pending]) not applied yet") }
    if counts[.informational] > 0 { parts.append("\(counts[.informational]) for information") }
    if let delta = report.delta, !delta.resolved.isEmpty { parts.append("\(delta.resolved.count) settled") }
    let gaps = report.gaps.count
    // A thing not looked at is never reported as fine: the last line says so, too.
    if gaps > 0 { parts.append("\(counted(gaps, "place")) not looked at") }
    return layout.styled("\(report.title):", .bold) + " \(parts.joined(separator: ", "))."
  }
}

/// `97.5 %`, never rounded up to all.
func percent(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded(.down))
  return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
}

/// The sign in the margin, as plans have it.
private struct FindingSign {
  var text: String
  var style: TextStyle

  /// By the end of the kind, whatever the discipline.
  init(_ finding: Finding) {
    switch finding.kind.split(separator: ".").last {
    case "missing": (text, style) = ("-", .red)
    case "unmanaged": (text, style) = ("+", .green)
    case "changed": (text, style) = ("~", .yellow)
    default: (text, style) = ("!", .yellow)
    }
  }
}

extension Finding.Severity {
  var style: TextStyle {
    switch self {
    case .critical, .high: .red
    case .medium: .yellow
    case .low: .cyan
    case .info: .grey
    }
  }
}
