import Model

extension FindingsReport {
  /// What is different from an earlier run, and the record to keep for the next. Findings carry since when they are there
  /// afterwards. What was found earlier and not looked at now is neither resolved nor forgotten.
  package func compared(with earlier: FindingsRecord?) -> (report: FindingsReport, record: FindingsRecord) {
    let known = Dictionary((earlier?.entries ?? []).map { ($0.key, $0) }, uniquingKeysWith: { $1 })
    var report = self
    var delta = FindingsDelta(since: earlier?.time)
    var entries: [FindingKey: FindingsRecord.Entry] = [:]
    for index in report.stacks.indices {
      for place in report.stacks[index].findings.indices {
        let finding = report.stacks[index].findings[place]
        let key = FindingKey(stack: report.stacks[index].name, id: finding.id)
        let before = known[key]
        let first = min(before?.firstSeen ?? time, finding.firstSeen ?? time, time)
        report.stacks[index].findings[place].firstSeen = first
        report.stacks[index].findings[place].lastSeen = time
        let group = finding.standing.group
        switch (before?.standing, group) {
        case (nil, _): delta.new.insert(key)
        case (let old?, .actionable) where old != .actionable: delta.new.insert(key)
        case (.actionable?, let now) where now != .actionable: delta.quietened.insert(key)
        default: delta.still.insert(key)
        }
        entries[key] = FindingsRecord.Entry(
          key: key, kind: finding.kind, subject: finding.subject.text, scope: finding.subject.scope,
          summary: finding.summary, severity: finding.severity, standing: group, firstSeen: first, lastSeen: time,
          memory: finding.memory)
      }
    }
    for entry in earlier?.entries ?? [] where entries[entry.key] == nil {
      if hasLooked(at: entry) {
        delta.resolved.append(entry)
      } else {
        delta.unseen.append(entry)
        entries[entry.key] = entry
      }
    }
    report.delta = delta
    return (report, FindingsRecord(time: time, entries: Array(entries.values)))
  }

  /// Whether its absence now means that it is gone.
  private func hasLooked(at entry: FindingsRecord.Entry) -> Bool {
    guard let stack = stacks.first(where: { $0.name == entry.key.stack }) else { return false }
    for gap in stack.gaps {
      switch gap.place {
      case .stack: return false
      case .subject(let subject) where subject.text == entry.subject: return false
      case .scope(let scope) where scope == entry.scope: return false
      default: break
      }
    }
    // An object is gone only when the list in which it would stand was read to its end.
    if let scope = entry.scope { return stack.covered.contains(scope) }
    return stack.isWhole || stack.subjects.contains { $0.text == entry.subject }
  }
}

extension Finding.Subject {
  /// Where an object was listed; instances are looked at one by one.
  fileprivate var scope: ObservedScope? {
    if case .object(let object) = self { return object.scope }
    return nil
  }
}
