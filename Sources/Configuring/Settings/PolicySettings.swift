package import Model

/// What a failure of a policy means for the plan that it is found in.
package enum PolicyEnforcement: String, Sendable, Hashable, CaseIterable {
  case advisory
  /// Fails, unless somebody who may overrides it and says why.
  case overridable = "mandatory_overridable"
  case mandatory
}

/// A `policy` block: by what plans are judged, and what follows.
package struct PolicySettings: Sendable {
  /// Files and folders of policies, from the directory of the settings file.
  package var paths: [String] = []
  /// Which controls of the program judge plans; none by themselves.
  package var controls: [Glob] = []
  /// From which severity on a control is more than advice; nil for none.
  package var severity: Finding.Severity?
  /// What it is then.
  package var enforcement = PolicyEnforcement.mandatory
  package var inputs: [String: Value] = [:]

  package init() {}
}
