package import Model

/// What one run leaves for the next: which findings there were, and since when.
package struct FindingsRecord: Sendable, Hashable {
  package var time: UTCTime
  /// Sorted by key.
  package var entries: [Entry]

  package init(time: UTCTime, entries: [Entry]) {
    self.time = time
    self.entries = entries.sorted { $0.key < $1.key }
  }

  package struct Entry: Sendable, Hashable {
    package var key: FindingKey
    package var kind: String
    /// The subject's text and, for an object that nobody declares, where it was.
    package var subject: String
    package var scope: ObservedScope?
    package var summary: String
    package var severity: Finding.Severity
    package var standing: StandingGroup
    package var firstSeen: UTCTime
    package var lastSeen: UTCTime
    /// What is needed to find it again; nil where it would be found anyway.
    package var memory: FindingMemory?

    package init(
      key: FindingKey, kind: String, subject: String, scope: ObservedScope?, summary: String,
      severity: Finding.Severity, standing: StandingGroup, firstSeen: UTCTime, lastSeen: UTCTime,
      memory: FindingMemory? = nil
    ) {
      self.memory = memory
      self.key = key
      self.kind = kind
      self.subject = subject
      self.scope = scope
      self.summary = summary
      self.severity = severity
      self.standing = standing
      self.firstSeen = firstSeen
      self.lastSeen = lastSeen
    }
  }
}
