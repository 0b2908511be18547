import Model

/// What is told of a control once, however many objects it is about.
package struct ControlHeading: Sendable, Hashable {
  package var id: String
  package var title: String
  package var why: String
  package var fix: String
  package var aliases: [String]

  package init(id: String, title: String, why: String = "", fix: String = "", aliases: [String] = []) {
    self.id = id
    self.title = title
    self.why = why
    self.fix = fix
    self.aliases = aliases
  }
}

extension FindingsReport {
  /// The report as people read it, by what was found rather than by where. `headings` are by the kind of finding; `closing` is a
  /// sentence about all that was judged.
  package func textByControl(
    _ headings: [String: ControlHeading], closing: String, options: FindingsTextOptions = FindingsTextOptions()
  ) -> String {
    FindingsText(report: self, options: options).textByControl(headings, closing: closing)
  }
}

extension FindingsText {
  fileprivate func textByControl(_ headings: [String: ControlHeading], closing: String) -> String {
    var text = ""
    for group in StandingGroup.allCases where group != .informational || options.showsInformational {
      text += section(group, headings)
    }
    text += resolvedSection() + gapSection()
    return text + (text.isEmpty ? "" : "\n") + wrap(closing) + "\n"
  }

  private func section(_ group: StandingGroup, _ headings: [String: ControlHeading]) -> String {
    let found = report.stacks.flatMap { stack in shownFindings(of: stack, group).map { (stack.name, $0) } }
    if found.isEmpty { return "" }
    var text = ""
    switch group {
    case .accepted: text += "\nAccepted:\n"
    case .informational: text += "\nNot known before it is planned or applied:\n"
    case .actionable, .pending: break
    }
    var kinds: [(kind: String, findings: [(stack: String, finding: Finding)])] = []
    for (stack, finding) in found {
      if let index = kinds.firstIndex(where: { $0.kind == finding.kind }) {
        kinds[index].findings.append((stack, finding))
      } else {
        kinds.append((finding.kind, [(stack, finding)]))
      }
    }
    for (kind, findings) in kinds.sorted(by: {
      ($1.findings[0].finding.severity, $0.kind) < ($0.findings[0].finding.severity, $1.kind)
    }) {
      text += "\n" + heading(findings[0].finding, headings[kind])
      for place in places(findings) { text += place }
      if group == .actionable, let heading = headings[kind] { text += advice(heading) }
    }
    return text
  }

  private func heading(_ finding: Finding, _ heading: ControlHeading?) -> String {
    let severity = layout.styled(finding.severity.name, finding.severity.style)
    let id = heading?.id ?? finding.kind
    return "\(severity)  \(layout.styled(onOneLine(heading?.title ?? finding.summary), .bold))"
      + layout.styled("  \(onOneLine(id))", .grey) + "\n"
  }

  /// A line for each place in the text and message: instances of one resource have one cause.
  private func places(_ findings: [(stack: String, finding: Finding)]) -> [String] {
    struct Place: Hashable {
      var stack: String
      var place: String
      var words: String
    }
    var order: [Place] = []
    var subjects: [Place: [String]] = [:]
    for (stack, finding) in findings.sorted(by: { Self.order($0.finding) < Self.order($1.finding) }) {
      var words = finding.summary
      if case .informational(let reason) = finding.standing { words = reason }
      if case .accepted(let acceptance) = finding.standing { words += " (\(acceptance.words))" }
      // Where both were judged.
      let both = finding.evidence.filter { $0.name == "code" || $0.name == "live" }.map { "\($0.name) \($0.value)" }
      if !both.isEmpty { words += " (\(both.joined(separator: ", ")))" }
      let range = finding.range.map { "\($0.file):\($0.start.line)" } ?? ""
      let place = Place(stack: report.stacks.count > 1 ? stackTitle(stack) + ": " : "", place: range, words: words)
      if subjects[place] == nil { order.append(place) }
      subjects[place, default: []].append(finding.subject.text)
    }
    return order.map { place in
      let named = subjects[place] ?? []
      let more = named.count > 1 ? " and \(counted(named.count - 1, "other"))" : ""
      let subject = onOneLine(named.first ?? "") + more
      return
        "  \(place.stack)\(onOneLine(place.place))\(place.place.isEmpty ? "" : "  ")\(subject): \(onOneLine(place.words))\n"
    }
  }

  /// As the text has them.
  private static func order(_ finding: Finding) -> (String, Int, String) {
    (finding.range?.file ?? "", finding.range?.start.line ?? 0, finding.subject.text)
  }

  private func advice(_ heading: ControlHeading) -> String {
    var text = ""
    if !heading.why.isEmpty { text += paragraph("Why: ", heading.why) }
    if !heading.fix.isEmpty { text += paragraph("Fix: ", heading.fix) }
    if !heading.aliases.isEmpty { text += paragraph("Also: ", heading.aliases.joined(separator: ", ")) }
    return text
  }

  private func paragraph(_ name: String, _ text: String) -> String {
    wrappedParagraphs(name + onLines(text), to: layout.width - 5).split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map { $0.isEmpty ? "\n" : "    \($0)\n" }.joined()
  }
}
