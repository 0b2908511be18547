/// What an assessment has found, of whatever discipline: drift, cost, policy, capacity or recovery.
package struct Finding: Sendable, Hashable {
  package enum Severity: Int, Sendable, Hashable, Comparable, CaseIterable {
    case info, low, medium, high, critical

    package static func < (one: Severity, other: Severity) -> Bool { one.rawValue < other.rawValue }
    package var name: String { "\(self)" }
  }

  /// What is to become of it.
  package enum Standing: Sendable, Hashable {
    /// Somebody should do something.
    case actionable
    /// A rule of the user's quietens it.
    case accepted(Acceptance)
    /// True, and nothing to do about it; why.
    case informational(String)
    /// The configuration has changed and was not applied yet: no one touched the object.
    case pending
  }

  /// Stable and dotted: the discipline, then what it found, e.g. `drift.changed`, `drift.missing`, `drift.unmanaged`.
  package var kind: String
  package var subject: Subject
  /// The part of the subject concerned, as a user writes it: `tags["Owner"]`. Empty for the whole.
  package var part: String
  package var severity: Severity
  package var standing: Standing
  /// One line.
  package var summary: String
  /// Full sentences, where one line is not enough.
  package var detail: String
  package var evidence: [Evidence]
  /// Who did it, the newest first.
  package var causes: [ObservedEvent]
  /// Where the configuration declares the subject.
  package var range: SourceRange?
  package var remediations: [Remediation]
  package var firstSeen: UTCTime?
  package var lastSeen: UTCTime?
  /// What a record keeps of it; nil where it would be found anyway.
  package var memory: FindingMemory?

  package init(
    kind: String, subject: Subject, part: String = "", severity: Severity, standing: Standing = .actionable,
    summary: String, detail: String = "", evidence: [Evidence] = [], causes: [ObservedEvent] = [],
    range: SourceRange? = nil, remediations: [Remediation] = [], firstSeen: UTCTime? = nil, lastSeen: UTCTime? = nil
  ) {
    self.kind = kind
    self.subject = subject
    self.part = part
    self.severity = severity
    self.standing = standing
    self.summary = summary
    self.detail = detail
    self.evidence = evidence
    self.causes = causes
    self.range = range
    self.remediations = remediations
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
  }

  /// The same in every run for the same thing, whatever its values are: `drift.changed aws_vpc.main tags["Owner"]`.
  package var id: String { ([kind, subject.text] + (part.isEmpty ? [] : [part])).joined(separator: " ") }
  package var isActionable: Bool { standing == .actionable }
}

extension Finding {
  /// What a finding is about.
  package enum Subject: Sendable, Hashable {
    case instance(ResourceInstanceAddress)
    /// Without an address, for nothing declares it.
    case object(ObservedObject)
    /// A stack or a place of its own, e.g. a folder.
    case stack(String)

    /// `aws_vpc.main`, or `aws_vpc vpc-123`.
    package var text: String {
      switch self {
      case .instance(let address): "\(address)"
      case .object(let object): "\(object.scope.type) \(object.importID)"
      case .stack(let name): name
      }
    }
  }

  /// One thing that can be checked: what was wanted and what there is, or what was counted. No secrets: they are written
  /// as `(sensitive value)`.
  package struct Evidence: Sendable, Hashable {
    /// `declared`, `recorded`, `live`, `rule`…
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Why a finding is quiet: every rule that quietens carries its reason, owner and end.
  package struct Acceptance: Sendable, Hashable {
    package var reason: String
    package var owner: String
    /// The last day, `2026-12-31`; nil for no end.
    package var expires: String?
    package var range: SourceRange?

    package init(reason: String, owner: String, expires: String? = nil, range: SourceRange? = nil) {
      self.reason = reason
      self.owner = owner
      self.expires = expires
      self.range = range
    }
  }
}

/// A proposed way out: a change of the configuration's text, or a run of a plan. It passes the same gates as a change by a
/// person.
package struct Remediation: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The world becomes what the configuration says.
    case revert
    /// The configuration comes to say what the world is.
    case adopt
    /// A rule says that this is as it should be.
    case ignore
  }

  package enum Step: Sendable, Hashable {
    /// Plan and apply these, and nothing else.
    case apply(targets: [ResourceInstanceAddress])
    case edit(TextPatch)
  }

  package var kind: Kind
  package var summary: String
  package var steps: [Step]
  /// Why this is not to be done without a person's explicit word, e.g. that it destroys a database. Empty: no such reason.
  package var dangers: [String]

  package init(kind: Kind, summary: String, steps: [Step], dangers: [String] = []) {
    self.kind = kind
    self.summary = summary
    self.steps = steps
    self.dangers = dangers
  }
}

/// Changes of files' texts that belong together.
package struct TextPatch: Sendable, Hashable {
  /// Bytes `start..<end` of the file as it was read are replaced by a text. `start == end` inserts.
  package struct Edit: Sendable, Hashable {
    package var start: Int
    package var end: Int
    package var text: String

    package init(start: Int, end: Int, text: String) {
      self.start = start
      self.end = end
      self.text = text
    }
  }

  /// By file, as the user would write it; edits are sorted and do not overlap. A file that is not there yet is empty.
  package var edits: [String: [Edit]]

  package init(edits: [String: [Edit]] = [:]) { self.edits = edits }

  package var isEmpty: Bool { edits.values.allSatisfy(\.isEmpty) }
}
