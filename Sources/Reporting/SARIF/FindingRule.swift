import Model

/// What a kind of finding means, for those who meet it in a list of results.
package struct FindingRule: Sendable, Hashable {
  /// The `kind` of findings.
  package var id: String
  package var title: String
  package var detail: String
  /// What to do about it.
  package var help: String

  package init(id: String, title: String, detail: String, help: String) {
    self.id = id
    self.title = title
    self.detail = detail
    self.help = help
  }

  package static let drift = [
    FindingRule(
      id: "drift.changed", title: "An object is not as it was declared",
      detail: "What is live differs from what the configuration declares, or from what was recorded of it.",
      help:
        "Revert the change by a plan, adopt it into the configuration, or accept it by a rule with reason, owner and end."
    ),
    FindingRule(
      id: "drift.missing", title: "A declared object does not exist",
      detail: "The state knows the object, and it is not there any more.",
      help: "Create it again by a plan, or remove it from the configuration."),
    FindingRule(
      id: "drift.unmanaged", title: "No configuration declares an object",
      detail: "The object exists in an account that is looked after, and neither configuration nor state knows it.",
      help: "Adopt it by an import block, delete it, or accept it by a rule with reason, owner and end."),
    FindingRule(
      id: "drift.pending", title: "The configuration was changed and not applied yet",
      detail: "Nobody touched the object: a plan would bring it to what the configuration says now.",
      help: "Apply the configuration."),
  ]

  /// Of a kind that nobody has described: the kind itself, as words.
  static func undescribed(_ kind: String) -> FindingRule {
    FindingRule(id: kind, title: kind, detail: "A finding of the kind \(kind).", help: "See its message.")
  }
}
