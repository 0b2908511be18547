import Configuring
package import Model
import Parsing

/// What a policy file says about itself as a control: in its local value `control`, so that every program that reads the language can
/// read the file.
///
///     locals {
///       control = {
///         id       = "rds-not-public"
///         title    = "A database is not reachable from the internet"
///         severity = "critical"
///         part     = "publicly_accessible"
///         why      = "…"
///         fix      = "…"
///         aliases  = ["CKV_AWS_17", "rds_instance_no_public_access"]
///         frameworks = { cis_v3_0 = ["2.3.3"] }
///       }
///     }
package struct Control: Sendable, Hashable {
  /// Stable: exemptions and records name it.
  package var id: String
  /// What holds where it passes, in one line.
  package var title: String
  package var severity: Finding.Severity
  /// The argument or block to point at, such as `publicly_accessible`; empty for the whole.
  package var part: String
  package var why: String
  package var fix: String
  /// What other tools call it.
  package var aliases: [String]
  /// Requirements that it proves, by framework.
  package var frameworks: [String: [String]]
  /// Arguments that mend it, by name, as the language writes their values.
  package var patch: [String: Value]

  package init(
    id: String, title: String, severity: Finding.Severity, part: String = "", why: String = "", fix: String = "",
    aliases: [String] = [], frameworks: [String: [String]] = [:], patch: [String: Value] = [:]
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.part = part
    self.why = why
    self.fix = fix
    self.aliases = aliases
    self.frameworks = frameworks
    self.patch = patch
  }
}

extension PolicyFile {
  /// Nil where the file does not say that it is one; what is wrong with it is told.
  package var control: (control: Control?, diagnostics: [Diagnostic]) {
    guard let expression = locals["control"] else { return (nil, []) }
    func wrong(_ detail: String) -> (Control?, [Diagnostic]) {
      (
        nil,
        [
          Diagnostic(
            code: "policy.invalid-control", summary: "Invalid control", detail: detail, subject: expression.range)
        ]
      )
    }
    let value: Value
    switch constantValue(expression) {
    case .success(let constant): value = constant
    case .failure(let error): return (nil, error.diagnostics)
    }
    guard let members = value.keyedValues else {
      return wrong("A control is an object with an id, a title and a severity.")
    }
    let known = ["id", "title", "severity", "part", "why", "fix", "aliases", "frameworks", "patch"]
    if let other = members.keys.first(where: { !known.contains($0) }) {
      let near = suggestion(for: other, among: known).map { " Did you mean \(quoted($0))?" } ?? ""
      return wrong("A control has no \(quoted(other)).\(near)")
    }
    func text(_ name: String) -> String { members[name]?.stringValue ?? "" }
    guard let id = members["id"]?.stringValue, !id.isEmpty, let title = members["title"]?.stringValue else {
      return wrong("A control needs an id and a title.")
    }
    guard let severity = Finding.Severity.allCases.first(where: { $0.name == text("severity") }) else {
      return wrong(
        "The severity is one of \(Finding.Severity.allCases.map { quoted($0.name) }.joined(separator: ", ")), not "
          + "\(quoted(text("severity"))).")
    }
    let frameworks = members["frameworks"]?.keyedValues.map { named in
      Dictionary(named.pairs.map { ($0, $1.elements?.compactMap(\.stringValue) ?? []) }) { $1 }
    }
    let patch = members["patch"]?.keyedValues.map { Dictionary($0.pairs.map { ($0, $1) }) { $1 } }
    return (
      Control(
        id: id, title: title, severity: severity, part: text("part"), why: text("why"), fix: text("fix"),
        aliases: members["aliases"]?.elements?.compactMap(\.stringValue) ?? [], frameworks: frameworks ?? [:],
        patch: patch ?? [:]), []
    )
  }
}
