package import Model
package import Parsing

/// An `exemption` block: which controls need not hold where, why, who says so, and until when.
package struct Exemption: Sendable {
  /// A control's id, or what another tool calls it; `*` stands for any part of it.
  package var control: Glob
  /// Nil for everything.
  package var address: AddressPattern?
  /// About the object, as conditions of policies are: `attrs.tags["env"] == "dev"`.
  package var condition: Expression?
  package var reason: String
  package var owner: String
  /// The last day on which it holds, `2026-12-31`.
  package var expires: String?
  package var range: SourceRange?

  package init(
    control: Glob, address: AddressPattern? = nil, condition: Expression? = nil, reason: String, owner: String,
    expires: String? = nil, range: SourceRange? = nil
  ) {
    self.control = control
    self.address = address
    self.condition = condition
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.range = range
  }

  package func hasExpired(at time: UTCTime) -> Bool { expires.map { $0 < time.iso8601.prefix(10) } ?? false }

  package var acceptance: Finding.Acceptance {
    Finding.Acceptance(reason: reason, owner: owner, expires: expires, range: range)
  }
}
