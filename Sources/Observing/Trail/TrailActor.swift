import Model

/// Who a record's `userIdentity` is, as a person would say it; the ARN where there is one that tells as much.
func trailActor(_ identity: JSON) -> String {
  func text(_ name: String) -> String? { identity[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
  let issuer = identity["sessionContext"]?["sessionIssuer"]
  let arn = text("arn")
  switch text("type") ?? "" {
  case "Root": return "root of account \(text("accountId") ?? "unknown")"
  case "AssumedRole":
    let role = issuer?["arn"]?.string ?? arn ?? text("principalId") ?? "a role"
    // The name of the session is who took the role, by what it says of itself.
    let session = arn?.split(separator: "/").last.map(String.init) ?? text("principalId")?.afterLast(":")
    let source = identity["sessionContext"]?["sourceIdentity"]?.string.map { ", source identity \($0)" } ?? ""
    return session.map { "\($0) as \(role)\(source)" } ?? role
  case "FederatedUser":
    let by = issuer?["arn"]?.string ?? issuer?["userName"]?.string
    return (arn ?? text("principalId") ?? "a federated user") + (by.map { ", signed in by \($0)" } ?? "")
  case "WebIdentityUser", "SAMLUser":
    let name = text("userName") ?? text("principalId") ?? "somebody"
    return name + (text("identityProvider").map { " of \($0)" } ?? "")
  case "IdentityCenterUser":
    let user = identity["onBehalfOf"]?["userId"]?.string ?? text("userName") ?? text("principalId") ?? "somebody"
    return "\(user) of Identity Center" + (text("accountId").map { ", account \($0)" } ?? "")
  case "AWSService": return text("invokedBy") ?? "a service of AWS"
  case "AWSAccount":
    return "account \(text("accountId") ?? "unknown")" + (text("principalId").map { " (\($0))" } ?? "")
  default:
    // IAMUser, and what may be added one day.
    return arn ?? text("userName") ?? text("invokedBy") ?? text("principalId") ?? "somebody unknown"
  }
}

extension String {
  fileprivate func afterLast(_ separator: Character) -> String? {
    lastIndex(of: separator).map { String(self[index(after: $0)...]) }
  }
}
