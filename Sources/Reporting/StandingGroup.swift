package import Model

/// A standing without what belongs to a single finding: what findings are grouped and counted by.
package enum StandingGroup: String, Sendable, Hashable, CaseIterable {
  case actionable, accepted, pending, informational

  /// Its place in a report.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Finding.Standing {
  package var group: StandingGroup {
    switch self {
    case .actionable: .actionable
    case .accepted: .accepted
    case .pending: .pending
    case .informational: .informational
    }
  }
}

/// How many findings of each standing and severity there are.
package struct FindingCounts: Sendable, Hashable {
  private var counts: [StandingGroup: [Finding.Severity: Int]] = [:]

  package init(_ findings: [Finding]) {
    for finding in findings { counts[finding.standing.group, default: [:]][finding.severity, default: 0] += 1 }
  }

  package subscript(_ group: StandingGroup) -> Int { counts[group]?.values.reduce(0, +) ?? 0 }
  package subscript(_ group: StandingGroup, _ severity: Finding.Severity) -> Int { counts[group]?[severity] ?? 0 }

  /// `2 critical, 1 low`, the worst first; empty when there are none.
  func severities(of group: StandingGroup) -> String {
    Finding.Severity.allCases.reversed().compactMap { severity in
      self[group, severity] == 0 ? nil : "\(self[group, severity]) \(severity.name)"
    }.joined(separator: ", ")
  }
}
