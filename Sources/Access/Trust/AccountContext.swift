/// Whose account it is that policies are looked at for, and whom it trusts.
package struct AccountContext: Sendable, Hashable {
  /// Twelve digits; nil where that is not known.
  package var account: String?
  /// Accounts of the same hands.
  package var trusted: Set<String>
  /// `o-…`, of the own organization.
  package var organization: String?

  package init(account: String? = nil, trusted: Set<String> = [], organization: String? = nil) {
    self.account = account
    self.trusted = trusted
    self.organization = organization
  }

  /// Whether a text that names an account, alone or in an identifier, names one of ours. Nil where it names none.
  func isOwn(_ text: PolicyText) -> Ternary? {
    let parts = text.text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    let name = PolicyText(parts.count >= 5 && parts[0] == "arn" ? parts[4] : text.text)
    if name.isKnown {
      guard name.text.utf8.count == 12, name.text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      if trusted.contains(name.text) { return .yes }
      return account.map { Ternary($0 == name.text) } ?? .possible
    }
    // What the configuration itself makes, or asks of its own credentials.
    if name.names.allSatisfy({ $0.hasPrefix("data.aws_caller_identity.") || $0.hasPrefix("aws_") }) { return .yes }
    return .possible
  }
}
