package import Model

/// An `ignore` block: what may differ, why, who says so, and until when.
package struct IgnoreRule: Sendable, Hashable {
  package enum Scope: Sendable, Hashable {
    /// What the configuration declares.
    case address(AddressPattern)
    /// What nothing declares, by type and identifier: `aws_vpc vpc-*`.
    case object(Glob)
  }

  /// What kind of finding, e.g. `drift`.
  package var discipline: String
  package var scope: Scope
  /// Empty: the whole.
  package var attributes: [AttributePattern]
  package var reason: String
  package var owner: String
  /// The last day on which it holds, `2026-12-31`.
  package var expires: String?
  package var range: SourceRange?

  package init(
    discipline: String, scope: Scope, attributes: [AttributePattern] = [], reason: String, owner: String,
    expires: String? = nil, range: SourceRange? = nil
  ) {
    self.discipline = discipline
    self.scope = scope
    self.attributes = attributes
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.range = range
  }

  /// Whether it is about this part of what an address names. An empty path is the whole, which a rule about attributes does
  /// not cover.
  package func covers(_ address: ResourceInstanceAddress, _ path: ValuePath) -> Bool {
    guard case .address(let pattern) = scope, pattern.matches(address) else { return false }
    return attributes.isEmpty || attributes.contains { $0.matches(path) }
  }

  /// Whether it is about something that nothing declares.
  package func covers(_ object: ObservedObject) -> Bool {
    guard case .object(let glob) = scope else { return false }
    return glob.matches("\(object.scope.type) \(object.importID)")
  }

  package func hasExpired(at time: UTCTime) -> Bool {
    expires.map { $0 < time.iso8601.prefix(10) } ?? false
  }

  package var acceptance: Finding.Acceptance {
    Finding.Acceptance(reason: reason, owner: owner, expires: expires, range: range)
  }
}
