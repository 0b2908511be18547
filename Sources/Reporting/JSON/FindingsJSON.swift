package import Model

extension FindingsReport {
  /// What the members mean changes only with the first number, and members are only added with the second.
  package static let formatVersion = "1.0"

  /// The report for programs; docs/reports.md describes every member.
  package var json: JSON {
    .record([
      ("format_version", .string(Self.formatVersion)),
      ("tool", .record([("name", .string(tool.name)), ("version", .string(tool.version))])),
      ("title", .string(title)), ("time", .string(time.iso8601)), ("summary", summaryJSON),
      ("stacks", .array(stacks.map { json(of: $0) })),
      ("coverage", totalCoverage.map(coverageJSON)), ("delta", delta.map(json(of:))),
    ])
  }

  private var summaryJSON: JSON {
    let counts = FindingCounts(findings)
    return .record(
      StandingGroup.allCases.map { group in
        (
          group.rawValue,
          .record(
            [("total", .integer(counts[group]))]
              + Finding.Severity.allCases.reversed().map { ($0.name, .integer(counts[group, $0])) })
        )
      } + [("not_looked_at", .integer(gaps.count))])
  }

  private func json(of stack: Stack) -> JSON {
    .record([
      ("name", .string(stack.name)),
      ("findings", .array(stack.findings.map { json(of: $0, in: stack.name) })),
      ("looked_at", .array(stack.subjects.sortedByText.map(\.json))),
      ("covered", .array(stack.covered.sortedByText.map(\.json))), ("is_whole", .bool(stack.isWhole)),
      ("not_looked_at", .array(stack.gaps.map { json(of: $0) })),
    ])
  }

  func json(of finding: Finding, in stack: String, isNamed: Bool = false) -> JSON {
    .record([
      ("stack", isNamed ? .string(stack) : nil),
      ("id", .string(finding.id)), ("kind", .string(finding.kind)), ("subject", finding.subject.json),
      ("part", .string(finding.part)), ("severity", .string(finding.severity.name)),
      ("standing", .string(finding.standing.group.rawValue)), ("accepted", finding.standing.acceptanceJSON),
      ("reason", finding.standing.reasonJSON), ("summary", .string(finding.summary)),
      ("detail", .string(finding.detail)),
      (
        "evidence",
        .array(finding.evidence.map { .record([("name", .string($0.name)), ("value", .string($0.value))]) })
      ),
      ("causes", .array(finding.causes.map(\.json))), ("range", finding.range?.json),
      ("remediations", .array(finding.remediations.map(\.json))),
      ("first_seen", finding.firstSeen.map { .string($0.iso8601) }),
      ("last_seen", finding.lastSeen.map { .string($0.iso8601) }),
      ("delta", delta?.status(of: FindingKey(stack: stack, id: finding.id)).map { .string($0.rawValue) }),
    ])
  }

  private func json(of gap: Gap) -> JSON {
    let place: (String, JSON?) =
      switch gap.place {
      case .scope(let scope): ("scope", scope.json)
      case .subject(let subject): ("subject", subject.json)
      case .stack: ("stack", .bool(true))
      }
    return .record([
      place, ("reason", .string(gap.reason.rawValue)), ("detail", .string(gap.detail)), ("call", .string(gap.call)),
    ])
  }

  private func coverageJSON(_ total: Coverage) -> JSON {
    func record(_ coverage: Coverage) -> JSON {
      .record([
        ("type", coverage.type.isEmpty ? nil : .string(coverage.type)), ("managed", .integer(coverage.managed)),
        ("unmanaged", .integer(coverage.unmanaged)),
      ])
    }
    return .record([("total", record(total)), ("types", .array(coverage.map(record)))])
  }

  private func json(of delta: FindingsDelta) -> JSON {
    .record([
      ("since", delta.since.map { .string($0.iso8601) }), ("new", .array(delta.new.sorted().map(\.json))),
      ("still", .array(delta.still.sorted().map(\.json))), ("quietened", .array(delta.quietened.sorted().map(\.json))),
      ("resolved", .array(delta.resolved.map(\.json))), ("not_looked_at", .array(delta.unseen.map(\.json))),
    ])
  }
}

extension FindingKey {
  fileprivate var json: JSON { .record([("stack", .string(stack)), ("id", .string(id))]) }
}

extension Finding.Standing {
  fileprivate var acceptanceJSON: JSON? {
    guard case .accepted(let acceptance) = self else { return nil }
    return .record([
      ("reason", .string(acceptance.reason)), ("owner", .string(acceptance.owner)),
      ("expires", acceptance.expires.map { .string($0) }), ("range", acceptance.range?.json),
    ])
  }

  fileprivate var reasonJSON: JSON? {
    if case .informational(let reason) = self { return .string(reason) }
    return nil
  }
}

extension Finding.Subject {
  fileprivate var json: JSON {
    switch self {
    case .instance(let address): .record([("address", .string(address.description))])
    case .stack(let name): .record([("stack", .string(name))])
    case .object(let object):
      .record([
        ("type", .string(object.scope.type)), ("import_id", .string(object.importID)),
        ("account", .string(object.scope.account)), ("region", .string(object.scope.region)),
        ("arn", object.arn.map { .string($0) }), ("name", object.name.map { .string($0) }),
        ("created", object.created.map { .string($0.iso8601) }),
        ("tags", .sortedObject(object.tags.mapValues { .string($0) })),
      ])
    }
  }
}

extension ObservedScope {
  var json: JSON {
    .record([("type", .string(type)), ("account", .string(account)), ("region", .string(region))])
  }
}

extension Set<Finding.Subject> {
  var sortedByText: [Finding.Subject] {
    map { (text: $0.text, subject: $0) }
      // All of a subject is written out only where its text does not decide: that takes long.
      .sorted { $0.text == $1.text ? "\($0.subject)" < "\($1.subject)" : $0.text < $1.text }
      .map(\.subject)
  }
}

extension Set<ObservedScope> {
  var sortedByText: [ObservedScope] { sorted { ($0.type, $0.account, $0.region) < ($1.type, $1.account, $1.region) } }
}

extension ObservedEvent {
  fileprivate var json: JSON {
    .record([
      ("time", .string(time.iso8601)), ("id", .string(id)), ("service", .string(service)), ("name", .string(name)),
      ("actor", .string(actor)), ("source_address", sourceAddress.map { .string($0) }),
      ("user_agent", userAgent.map { .string($0) }), ("region", .string(region)),
      ("resources", .array(resources.map { .string($0) })), ("error_code", errorCode.map { .string($0) }),
      ("means", means.map { .string($0 == .commandLine ? "command_line" : $0.rawValue) }),
    ])
  }
}

extension SourceRange {
  var json: JSON {
    func position(_ position: SourcePosition) -> JSON {
      .record([
        ("line", .integer(position.line)), ("column", .integer(position.column)), ("byte", .integer(position.byte)),
      ])
    }
    return .record([("filename", .string(file)), ("start", position(start)), ("end", position(end))])
  }
}

extension Remediation {
  fileprivate var json: JSON {
    .record([
      ("kind", .string(kind.rawValue)), ("summary", .string(summary)),
      ("dangers", .array(dangers.map { .string($0) })), ("steps", .array(steps.map(Self.json(of:)))),
    ])
  }

  private static func json(of step: Step) -> JSON {
    switch step {
    case .apply(let targets): .record([("apply", .array(targets.map { .string($0.description) }))])
    case .edit(let patch):
      .record([
        (
          "edit",
          .sortedObject(
            patch.edits.mapValues { edits in
              .array(
                edits.map {
                  .record([("start", .integer($0.start)), ("end", .integer($0.end)), ("text", .string($0.text))])
                })
            })
        )
      ])
    }
  }
}

extension FindingsRecord.Entry {
  package var json: JSON {
    .record([
      ("stack", .string(key.stack)), ("id", .string(key.id)), ("kind", .string(kind)), ("subject", .string(subject)),
      ("scope", scope?.json), ("summary", .string(summary)), ("severity", .string(severity.name)),
      ("standing", .string(standing.rawValue)), ("first_seen", .string(firstSeen.iso8601)),
      ("last_seen", .string(lastSeen.iso8601)),
    ])
  }
}
