package import Model

extension FindingsReport {
  /// The report in the Static Analysis Results Interchange Format 2.1.0, for code scanning. What was found earlier and not
  /// looked at now stays a result, for readers close what is not in the file.
  package func sarif(rules described: [FindingRule] = FindingRule.drift) -> JSON {
    SARIFRun(self, described).log
  }
}

private struct SARIFRun {
  let report: FindingsReport
  /// Those of which there are results, sorted.
  let rules: [FindingRule]

  init(_ report: FindingsReport, _ described: [FindingRule]) {
    self.report = report
    let earlier = (report.delta?.resolved ?? []) + (report.delta?.unseen ?? [])
    let kinds = Set(report.findings.map(\.kind) + earlier.map(\.kind))
    rules = kinds.sorted().map { kind in described.first { $0.id == kind } ?? .undescribed(kind) }
  }

  var log: JSON {
    .record([
      (
        "$schema", .string("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
      ),
      ("version", .string("2.1.0")), ("runs", .array([run])),
    ])
  }

  private var run: JSON {
    let results =
      report.stacks.flatMap { stack in stack.findings.map { result($0, in: stack) } }
      + (report.delta?.resolved ?? []).map { result($0, state: "absent", note: nil) }
      + (report.delta?.unseen ?? []).map {
        result($0, state: "unchanged", note: "Not looked at this time; seen last on \($0.lastSeen.minute).")
      }
    return .record([
      ("tool", .record([("driver", driver)])), ("invocations", .array([invocation])),
      ("automationDetails", .record([("id", .string("plumb/\(report.title.lowercased())/"))])),
      ("columnKind", .string("unicodeCodePoints")), ("results", .array(results)),
    ])
  }

  private var driver: JSON {
    .record([
      ("name", .string(report.tool.name)), ("version", .string(report.tool.version)),
      (
        "rules",
        .array(
          rules.map { rule in
            .record([
              ("id", .string(rule.id)), ("shortDescription", message(rule.title)),
              ("fullDescription", message(rule.detail)), ("help", message(rule.help)),
            ])
          })
      ),
    ])
  }

  /// Not a success unless everything was looked at.
  private var invocation: JSON {
    let notifications = report.stacks.flatMap { stack in
      stack.gaps.map { gap -> JSON in
        let detail = gap.detail.isEmpty ? "" : ": \(gap.detail)"
        let call = gap.call.isEmpty ? "" : " (\(gap.call))"
        return .record([
          ("level", .string(gap.place == .stack ? "error" : "warning")),
          ("message", message("Not looked at: \(gap.words(in: stack.name)), for \(gap.why)\(call)\(detail)")),
        ])
      }
    }
    return .record([
      ("executionSuccessful", .bool(notifications.isEmpty)), ("endTimeUtc", .string(report.time.iso8601)),
      ("toolExecutionNotifications", .array(notifications)),
    ])
  }

  // MARK: Results

  private func result(_ finding: Finding, in stack: FindingsReport.Stack) -> JSON {
    let key = FindingKey(stack: stack.name, id: finding.id)
    let isFault = finding.isActionable || finding.standing.group == .accepted
    let text = finding.summary + (finding.detail.isEmpty ? "" : "\n\n\(finding.detail)")
    return .record([
      ("ruleId", .string(finding.kind)), ("ruleIndex", ruleIndex(finding.kind)),
      ("kind", .string(isFault ? "fail" : "informational")),
      ("level", .string(isFault ? finding.severity.level : "none")),
      ("message", message("\(finding.subject.text): \(text)")),
      ("locations", .array([location(finding)])), ("partialFingerprints", fingerprints(key)),
      ("baselineState", report.delta?.status(of: key).map { baseline($0, finding) }),
      ("suppressions", .array(suppressions(finding.standing))),
      ("fixes", fixes(finding)), ("provenance", provenance(finding.firstSeen, finding.lastSeen)),
      ("properties", properties(finding, in: stack)),
    ])
  }

  /// What was found earlier, and what became of it.
  private func result(_ entry: FindingsRecord.Entry, state: String, note: String?) -> JSON {
    let isFault = entry.standing == .actionable || entry.standing == .accepted
    return .record([
      ("ruleId", .string(entry.kind)), ("ruleIndex", ruleIndex(entry.kind)),
      ("kind", .string(isFault ? "fail" : "informational")),
      ("level", .string(isFault ? entry.severity.level : "none")),
      ("message", message("\(entry.subject): \(entry.summary)" + (note.map { " \($0)" } ?? ""))),
      ("locations", .array([.record([("logicalLocations", .array([logical(entry.subject, "resource")]))])])),
      ("partialFingerprints", fingerprints(entry.key)), ("baselineState", .string(state)),
      ("provenance", provenance(entry.firstSeen, entry.lastSeen)),
      ("properties", .record([("stack", .string(entry.key.stack)), ("severity", .string(entry.severity.name))])),
    ])
  }

  private func ruleIndex(_ kind: String) -> JSON? { rules.firstIndex { $0.id == kind }.map { .integer($0) } }

  private func baseline(_ status: FindingsDelta.Status, _ finding: Finding) -> JSON {
    switch status {
    // Seen before, but as nobody's business.
    case .new: .string(finding.firstSeen.map { $0 < report.time } == true ? "updated" : "new")
    case .still: .string("unchanged")
    case .quietened: .string("updated")
    }
  }

  private func location(_ finding: Finding) -> JSON {
    .record([
      ("physicalLocation", finding.range.map(physical)),
      ("logicalLocations", .array([logical(finding.subject.text, finding.subject.logicalKind)])),
    ])
  }

  private func logical(_ name: String, _ kind: String) -> JSON {
    .record([("fullyQualifiedName", .string(name)), ("kind", .string(kind))])
  }

  private func physical(_ range: SourceRange) -> JSON {
    .record([
      ("artifactLocation", artifact(range.file)),
      (
        "region",
        .record([
          ("startLine", .integer(max(1, range.start.line))), ("startColumn", .integer(max(1, range.start.column))),
          ("endLine", .integer(max(1, range.end.line))), ("endColumn", .integer(max(1, range.end.column))),
        ])
      ),
    ])
  }

  private func artifact(_ file: String) -> JSON { .record([("uri", .string(uriReference(file)))]) }

  private func fingerprints(_ key: FindingKey) -> JSON {
    .record([("plumbFinding/v1", .string(key.stack.isEmpty ? key.id : "\(key.stack) \(key.id)"))])
  }

  private func suppressions(_ standing: Finding.Standing) -> [JSON] {
    guard case .accepted(let acceptance) = standing else { return [] }
    return [
      .record([
        ("kind", .string("external")), ("justification", .string(acceptance.words)),
        ("location", acceptance.range.map { .record([("physicalLocation", physical($0))]) }),
      ])
    ]
  }

  /// Those remediations that are changes of text and need nobody's explicit word.
  private func fixes(_ finding: Finding) -> JSON? {
    let fixes = finding.remediations.filter(\.dangers.isEmpty).compactMap { remediation -> JSON? in
      let changes = remediation.steps.flatMap { step -> [JSON] in
        guard case .edit(let patch) = step else { return [] }
        return patch.edits.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map(change)
      }
      return changes.isEmpty
        ? nil : .record([("description", message(remediation.summary)), ("artifactChanges", .array(changes))])
    }
    return fixes.isEmpty ? nil : .array(fixes)
  }

  private func change(_ file: String, _ edits: [TextPatch.Edit]) -> JSON {
    .record([
      ("artifactLocation", artifact(file)),
      (
        "replacements",
        .array(
          edits.map { edit in
            .record([
              (
                "deletedRegion",
                .record([
                  ("byteOffset", .integer(max(0, edit.start))), ("byteLength", .integer(max(0, edit.end - edit.start))),
                ])
              ), ("insertedContent", .record([("text", .string(edit.text))])),
            ])
          })
      ),
    ])
  }

  private func provenance(_ first: UTCTime?, _ last: UTCTime?) -> JSON? {
    if first == nil && last == nil { return nil }
    return .record([
      ("firstDetectionTimeUtc", first.map { .string($0.iso8601) }),
      ("lastDetectionTimeUtc", last.map { .string($0.iso8601) }),
    ])
  }

  private func properties(_ finding: Finding, in stack: FindingsReport.Stack) -> JSON {
    .record([
      ("stack", .string(stack.name)), ("severity", .string(finding.severity.name)),
      ("standing", .string(finding.standing.group.rawValue)), ("part", .string(finding.part)),
      (
        "evidence",
        .array(
          finding.evidence.map { .string("\($0.name) = \(onOneLine($0.value, limit: longestEvidence))") })
      ), ("causes", .array(finding.causes.map { .string($0.words) })),
      (
        "remediations",
        .array(
          finding.remediations.map { remediation in
            .string(
              "\(remediation.kind.rawValue): \(remediation.summary)"
                + remediation.dangers.map { " (careful: \($0))" }.joined())
          })
      ),
    ])
  }

  private func message(_ text: String) -> JSON { .record([("text", .string(escapedMessage(text)))]) }
}

/// SARIF reads `{0}` in a message as a placeholder and `[text](1)` as a link. Most readers know neither, so that nothing is
/// escaped where it would not be misread.
func escapedMessage(_ text: String) -> String {
  var text = text
  if text.contains("](") { text = text.replacing("\\", with: "\\\\").replacing("[", with: "\\[") }
  let looksLikePlaceholder = text.utf8.indices.contains { index in
    guard text.utf8[index] == UInt8(ascii: "{") else { return false }
    let rest = text.utf8[text.utf8.index(after: index)...].drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return rest.first == UInt8(ascii: "}")
  }
  if looksLikePlaceholder { text = text.replacing("{", with: "{{").replacing("}", with: "}}") }
  // A message must say something.
  return text.isEmpty ? " " : text
}

/// A path as a relative reference (RFC 3986); an absolute one with its scheme.
func uriReference(_ path: String) -> String {
  let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
  var bytes: [UInt8] = []
  for byte in path.utf8 {
    if kept.contains(byte) {
      bytes.append(byte)
    } else {
      let digits = Array("0123456789ABCDEF".utf8)
      bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  let text = String(decoding: bytes, as: UTF8.self)
  return text.hasPrefix("/") ? "file://\(text)" : text
}

extension Finding.Severity {
  fileprivate var level: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }
}
