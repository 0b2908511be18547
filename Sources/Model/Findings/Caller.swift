/// Who acts upon a cloud, as the cloud itself calls them.
package struct Caller: Sendable, Hashable {
  package enum Identity: Sendable, Hashable {
    case user(String)
    /// Whoever has assumed it.
    case role(String)
    /// The account's owner, whom no policy of the account stops.
    case root
    case other
  }

  package var arn: String
  package var account: String
  /// The service's own name for them, `AIDA…` or `AROA…`; empty where it is not known.
  package var id: String
  package var identity: Identity
  /// The groups that a user is in; nil where nobody could tell.
  package var groups: Set<String>?
  /// The ARNs of the policies that they have, by groups too; nil where nobody could tell.
  package var policies: Set<String>?

  package init(
    arn: String, account: String, id: String = "", groups: Set<String>? = nil, policies: Set<String>? = nil
  ) {
    self.arn = arn
    self.account = account
    self.id = String(id.prefix { $0 != ":" })
    self.groups = groups
    self.policies = policies
    let resource = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).dropFirst(5).first ?? ""
    let parts = resource.split(separator: "/").map(String.init)
    switch (parts.first, parts.count) {
    case ("root"?, 1): identity = .root
    case ("user"?, 2...): identity = .user(parts[parts.count - 1])
    case ("role"?, 2...): identity = .role(parts[parts.count - 1])
    case ("assumed-role"?, 2...): identity = .role(parts[1])
    default: identity = .other
    }
  }
}

/// What is known of who acts.
package enum CallerAnswer: Sendable, Hashable {
  case known(Caller)
  /// Why nobody could tell.
  case unknown(String)
}
