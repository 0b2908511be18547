package import Model

/// What an assessment has to say, complete: every format shows this value, and computes nothing.
package struct FindingsReport: Sendable, Hashable {
  package var tool: Tool
  /// What was assessed, as a heading: `Drift`.
  package var title: String
  /// When the world was looked at.
  package var time: UTCTime
  /// Sorted by name; that without a name, for what belongs to no stack, stands last.
  package var stacks: [Stack]
  /// How much of the estate is managed, by resource type; empty where nobody has counted.
  package var coverage: [Coverage]
  /// What is different from an earlier run; nil where there is no record of one.
  package var delta: FindingsDelta?

  package init(
    tool: Tool, title: String, time: UTCTime, stacks: [Stack], coverage: [Coverage] = [], delta: FindingsDelta? = nil
  ) {
    self.tool = tool
    self.title = title
    self.time = time
    self.stacks = stacks.sorted { ($0.name.isEmpty ? 1 : 0, $0.name) < ($1.name.isEmpty ? 1 : 0, $1.name) }
    self.coverage = coverage.sorted { $0.type < $1.type }
    self.delta = delta
  }
}

extension FindingsReport {
  /// The program that assessed.
  package struct Tool: Sendable, Hashable {
    package var name: String
    package var version: String

    package init(name: String = "Plumb", version: String) {
      self.name = name
      self.version = version
    }
  }

  /// What was found of one stack, and how far it was looked at.
  package struct Stack: Sendable, Hashable {
    /// The folder as the user writes it. Empty for what belongs to no stack, such as objects that nobody declares.
    package var name: String
    /// In the order in which they are shown.
    package var findings: [Finding]
    /// Every instance that was looked at, whether or not something was found.
    package var subjects: Set<Finding.Subject>
    /// The places that were listed to their end.
    package var covered: Set<ObservedScope>
    /// Whether all of the stack was meant to be looked at, and not some targets only.
    package var isWhole: Bool
    package var gaps: [Gap]

    package init(
      name: String, findings: [Finding], subjects: Set<Finding.Subject> = [], covered: Set<ObservedScope> = [],
      isWhole: Bool = true, gaps: [Gap] = []
    ) {
      self.name = name
      self.findings = findings.sorted { $0.isShownBefore($1) }
      self.subjects = subjects.union(findings.map(\.subject))
      self.covered = covered
      self.isWhole = isWhole
      self.gaps = gaps
    }
  }

  /// What was not looked at, of which nothing may be said.
  package struct Gap: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
      case scope(ObservedScope)
      case subject(Finding.Subject)
      /// All of the stack: its configuration is broken, or its state out of reach.
      case stack
    }

    package var place: Place
    package var reason: ObservationGap.Reason
    /// Why, without secrets.
    package var detail: String
    /// The call that failed, where one did.
    package var call: String

    package init(_ place: Place, _ reason: ObservationGap.Reason, detail: String, call: String = "") {
      self.place = place
      self.reason = reason
      self.detail = detail
      self.call = call
    }

    package init(_ gap: ObservationGap) {
      self.init(.scope(gap.scope), gap.reason, detail: gap.detail, call: gap.call)
    }
  }

  /// How many objects of a type are managed, and how many nobody declares.
  package struct Coverage: Sendable, Hashable {
    package var type: String
    package var managed: Int
    package var unmanaged: Int

    package init(type: String, managed: Int, unmanaged: Int) {
      self.type = type
      self.managed = managed
      self.unmanaged = unmanaged
    }

    /// From 0 to 1; nil where there is nothing.
    package var share: Double? {
      managed + unmanaged == 0 ? nil : Double(managed) / Double(managed + unmanaged)
    }
  }
}

extension FindingsReport {
  package var findings: [Finding] { stacks.flatMap(\.findings) }
  package var gaps: [Gap] { stacks.flatMap(\.gaps) }
  package var hasActionable: Bool { findings.contains(where: \.isActionable) }

  /// All types together; nil where nobody has counted.
  package var totalCoverage: Coverage? {
    coverage.isEmpty
      ? nil
      : Coverage(
        type: "", managed: coverage.reduce(0) { $0 + $1.managed }, unmanaged: coverage.reduce(0) { $0 + $1.unmanaged })
  }
}

extension Finding {
  /// What needs a person first, and the worst of that first; then by subject.
  package func isShownBefore(_ other: Finding) -> Bool {
    let ranks = (standing.group.rank, other.standing.group.rank)
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    if severity != other.severity { return severity > other.severity }
    return (subject.text, kind, part, id) < (other.subject.text, other.kind, other.part, other.id)
  }
}
