import Model

/// Something that policies allow and that somebody should know about.
package struct AccessFinding: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Everything, on everything.
    case administrator = "access.administrator"
    /// All actions but those denied, or all on some resources.
    case allActions = "access.all-actions"
    /// All actions of a service.
    case serviceWildcard = "access.service-wildcard"
    /// Everything but what is named.
    case notAction = "access.not-action"
    case notResource = "access.not-resource"
    /// A way to more permissions than are given.
    case escalation = "access.escalation"
    case passRole = "access.pass-role"
    /// Data can be read wherever it is.
    case dataExposure = "access.data-exposure"
    /// Credentials can be had.
    case credentials = "access.credentials"
    case permissionsManagement = "access.permissions-management"
    /// Writing or tagging, whatever the resource.
    case unconstrainedWrite = "access.unconstrained-write"
    /// Actions on everything that could be confined to resources.
    case unconstrained = "access.unconstrained"
    case publicAccess = "access.public"
    case crossAccount = "access.cross-account"
    /// An identity provider's users, whoever they are.
    case openFederation = "access.open-federation"
    /// A service, on whoever's behalf.
    case confusedDeputy = "access.confused-deputy"
  }

  /// Where it says so.
  package struct Place: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var policy: String
    /// From 0.
    package var statement: Int
    package var sid: String?

    package static func < (one: Place, other: Place) -> Bool {
      (one.policy, one.statement) < (other.policy, other.statement)
    }
    package var description: String {
      (policy.isEmpty ? "" : "\(policy) ") + "Statement[\(statement)]" + (sid.map { " (\($0))" } ?? "")
    }
  }

  package var kind: Kind
  /// What it is about: a service, an action, a way of escalation, a principal.
  package var subject: String
  /// `possible` where something that is not known decides it.
  package var certainty: Ternary
  /// The statements that together allow it, sorted.
  package var places: [Place]
  package var actions: [String]
  /// Only while these hold, as they are written; empty for always.
  package var conditions: [String]
  /// Why it matters, in full sentences.
  package var reason: String

  package init(
    _ kind: Kind, _ subject: String, certainty: Ternary = .yes, places: [Place], actions: [String] = [],
    conditions: [String] = [], reason: String
  ) {
    self.kind = kind
    self.subject = subject
    self.certainty = certainty
    self.places = places
    self.actions = actions
    self.conditions = conditions
    self.reason = reason
  }

  /// Without anything that is written in the policy.
  func hidden() -> AccessFinding {
    var copy = self
    if !conditions.isEmpty { copy.conditions = [secretText] }
    switch kind {
    case .publicAccess, .crossAccount, .openFederation, .confusedDeputy:
      (copy.subject, copy.actions) = (secretText, [secretText])
      copy.reason = "It lets in somebody from outside, whom the policy names."
    default: break
    }
    return copy
  }

  package var isConditional: Bool { !conditions.isEmpty }
}

/// What was found in policies, and what could not be told.
package struct AccessReport: Sendable, Hashable {
  package var findings: [AccessFinding]
  /// What is not known of the policies.
  package var unknowns: [String]
  package var problems: [PolicyProblem]

  package init(findings: [AccessFinding] = [], unknowns: [String] = [], problems: [PolicyProblem] = []) {
    self.findings = findings
    self.unknowns = unknowns
    self.problems = problems
  }

  /// Whether something of these kinds is allowed. What is not wholly known and understood is never a no.
  package func has(_ kinds: AccessFinding.Kind..., includingConditional: Bool = true) -> Ternary {
    let found = findings.filter { kinds.contains($0.kind) && (includingConditional || !$0.isConditional) }
    if found.contains(where: { $0.certainty == .yes }) { return .yes }
    let isUnderstood = unknowns.isEmpty && !problems.contains { $0.severity == .error }
    return found.isEmpty && isUnderstood ? .no : .possible
  }
}
