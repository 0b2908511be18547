package import Model

/// What is worth telling somebody who did not ask: what is new, and what is settled, as far as it is somebody's business.
struct FindingsNews {
  /// With the name of their stack, the worst first.
  let new: [(stack: String, finding: Finding)]
  let resolved: [FindingsRecord.Entry]
  let still: Int

  /// Nil where there is nothing to tell.
  init?(_ report: FindingsReport) {
    guard let delta = report.delta else { return nil }
    let actionable = report.stacks.flatMap { stack in
      stack.findings.filter(\.isActionable).map { (stack: stack.name, finding: $0) }
    }
    new = actionable.filter { delta.new.contains(FindingKey(stack: $0.stack, id: $0.finding.id)) }
      .sorted { ($1.finding.severity, $0.stack) < ($0.finding.severity, $1.stack) }
    resolved = delta.resolved.filter { $0.standing == .actionable }
    still = actionable.count - new.count
    if new.isEmpty && resolved.isEmpty { return nil }
  }
}

extension FindingsReport {
  /// What a webhook is told, or nil where nothing has changed since the run before.
  package var notification: JSON? {
    guard let news = FindingsNews(self) else { return nil }
    return .record([
      ("format_version", .string(Self.formatVersion)), ("event", .string("findings.changed")),
      ("tool", .record([("name", .string(tool.name)), ("version", .string(tool.version))])), ("title", .string(title)),
      ("time", .string(time.iso8601)), ("since", delta?.since.map { .string($0.iso8601) }),
      ("new", .array(news.new.map { json(of: $0.finding, in: $0.stack, isNamed: true) })),
      ("resolved", .array(news.resolved.map(\.json))), ("still", .integer(news.still)),
      ("not_looked_at", .integer(gaps.count)),
    ])
  }
}
