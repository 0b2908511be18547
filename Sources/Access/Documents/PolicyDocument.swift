package import Model

/// A policy of IAM, of a resource or of a role's trust, as it is written.
package struct PolicyDocument: Sendable, Hashable {
  /// `2012-10-17`; nil where none is written, which means `2008-10-17`.
  package var version: String?
  package var id: String?
  package var statements: [PolicyStatement]
  /// What of it is not known, as people write it. Such a document is never said to be safe.
  package var unknowns: [String]
  /// What is wrong with it, in its order.
  package var problems: [PolicyProblem]
  /// Its text must not be shown: what is said of it names actions of AWS, and nothing that is written in it.
  package var isSensitive = false

  package init(
    version: String? = "2012-10-17", id: String? = nil, statements: [PolicyStatement] = [], unknowns: [String] = [],
    problems: [PolicyProblem] = []
  ) {
    self.version = version
    self.id = id
    self.statements = statements
    self.unknowns = unknowns
    self.problems = problems
  }

  /// The same, of which nothing that is written in it is shown.
  func hidden() -> PolicyDocument {
    var copy = self
    copy.isSensitive = true
    copy.id = nil
    for index in copy.statements.indices { copy.statements[index].sid = nil }
    for index in copy.problems.indices {
      copy.problems[index].path = ""
      copy.problems[index].detail = secretText
    }
    copy.unknowns = unknowns.isEmpty ? [] : [secretText]
    return copy
  }

  /// Whether everything it says is known and understood.
  package var isUnderstood: Bool { unknowns.isEmpty && !problems.contains { $0.severity == .error } }
}

/// One statement of a policy.
package struct PolicyStatement: Sendable, Hashable {
  package enum Effect: Sendable, Hashable {
    case allow, deny
    case unknown
  }

  /// Its place among the statements, from 0.
  package var index: Int
  package var sid: String?
  package var effect: Effect
  package var actions: Selection
  /// Absent in the trust of a role.
  package var resources: Selection?
  /// Absent in a policy of IAM.
  package var principals: PrincipalSelection?
  package var conditions: [PolicyCondition]

  package init(
    index: Int, sid: String? = nil, effect: Effect, actions: Selection, resources: Selection? = nil,
    principals: PrincipalSelection? = nil, conditions: [PolicyCondition] = []
  ) {
    self.index = index
    self.sid = sid
    self.effect = effect
    self.actions = actions
    self.resources = resources
    self.principals = principals
    self.conditions = conditions
  }

  /// `Statement[2] (ReadLogs)`.
  package var place: String { "Statement[\(index)]" + (sid.map { " (\($0))" } ?? "") }
}

/// Actions or resources, by patterns.
package enum Selection: Sendable, Hashable {
  case only([PolicyText])
  /// Everything else: `NotAction`, `NotResource`.
  case allBut([PolicyText])
  case unknown

  package var isNegated: Bool {
    if case .allBut = self { return true }
    return false
  }
}

/// To whom a statement applies.
package enum PrincipalSelection: Sendable, Hashable {
  case only([PolicyPrincipal])
  /// `NotPrincipal`.
  case allBut([PolicyPrincipal])
  case unknown
}

/// Somebody whom a policy names.
package struct PolicyPrincipal: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case aws = "AWS"
    case service = "Service"
    case federated = "Federated"
    case canonicalUser = "CanonicalUser"
    /// `"Principal": "*"`: also whoever has no account.
    case everybody = "*"
  }

  package var kind: Kind
  package var name: PolicyText

  package init(_ kind: Kind, _ name: PolicyText) {
    self.kind = kind
    self.name = name
  }

  package var shown: String { kind == .everybody ? "*" : "\(kind.rawValue): \(name.shown)" }
}

/// What is wrong with a policy, or to be told about it.
package struct PolicyProblem: Sendable, Hashable {
  /// An error is refused by AWS, or may mean something else than it says.
  package var severity: Diagnostic.Severity
  /// Stable: `policy.no-effect`.
  package var code: String
  /// `Statement[0].Action`.
  package var path: String
  package var summary: String
  package var detail: String

  package init(_ severity: Diagnostic.Severity, code: String, path: String, summary: String, detail: String) {
    self.severity = severity
    self.code = code
    self.path = path
    self.summary = summary
    self.detail = detail
  }
}

let secretText = "(sensitive value)"
