package import Model

/// A finding's name among all stacks.
package struct FindingKey: Sendable, Hashable, Comparable {
  package var stack: String
  package var id: String

  package init(stack: String, id: String) {
    self.stack = stack
    self.id = id
  }

  package static func < (one: FindingKey, other: FindingKey) -> Bool {
    (one.stack, one.id) < (other.stack, other.id)
  }
}

/// What became of the findings of an earlier run. What was found before and not now is resolved only where it was looked at.
package struct FindingsDelta: Sendable, Hashable {
  /// When the earlier run was; nil where this is the first.
  package var since: UTCTime?
  /// Found now and not before, or nobody's business before and somebody's now.
  package var new: Set<FindingKey>
  /// Found before and now.
  package var still: Set<FindingKey>
  /// Found before as somebody's business, and found now as accepted, pending or for information only.
  package var quietened: Set<FindingKey>
  /// Looked at, and not there any more. Sorted by key.
  package var resolved: [FindingsRecord.Entry]
  /// Found before, and not looked at now: nobody knows. Sorted by key.
  package var unseen: [FindingsRecord.Entry]

  package init(
    since: UTCTime?, new: Set<FindingKey> = [], still: Set<FindingKey> = [], quietened: Set<FindingKey> = [],
    resolved: [FindingsRecord.Entry] = [], unseen: [FindingsRecord.Entry] = []
  ) {
    self.since = since
    self.new = new
    self.still = still
    self.quietened = quietened
    self.resolved = resolved
    self.unseen = unseen
  }

  package enum Status: String, Sendable, Hashable {
    case new, still, quietened
  }

  package func status(of key: FindingKey) -> Status? {
    if new.contains(key) { return .new }
    if quietened.contains(key) { return .quietened }
    return still.contains(key) ? .still : nil
  }
}
