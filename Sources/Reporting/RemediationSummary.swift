import Model

/// One kind of way out of all findings that have it: what does it for the first, and for how many others the like does.
struct RemediationSummary {
  var kind: Remediation.Kind
  var example: String
  private var others = 0
  private var dangerous = 0

  /// In the order of kinds; those without dangers are examples first.
  static func all(of findings: [Finding]) -> [RemediationSummary] {
    Remediation.Kind.allCases.compactMap { kind in
      // What is done to a thing settles all that was found of it.
      var seen: Set<String> = []
      let remediations = findings.flatMap(\.remediations).filter { $0.kind == kind && seen.insert($0.summary).inserted }
      guard let first = remediations.first(where: \.dangers.isEmpty) ?? remediations.first else { return nil }
      return RemediationSummary(
        kind: kind, example: first.summary, others: remediations.count - 1,
        dangerous: remediations.count { !$0.dangers.isEmpty })
    }
  }

  /// `and 3 others; 1 is dangerous`.
  var notes: String {
    [
      others > 0 ? "and \(counted(others, "other"))" : "",
      dangerous > 0 ? "\(dangerous) \(dangerous == 1 ? "is" : "are") dangerous" : "",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
