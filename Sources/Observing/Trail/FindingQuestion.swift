package import Model

extension CauseQuestion {
  /// Who made a finding; nil where no cloud has an audit log of it. `attribute` gives what was recorded of the object, `region` is
  /// where it is when nothing tells.
  package init?(_ finding: Finding, key: String, region: String, attribute: (String) -> String?) {
    let change: Change
    switch finding.kind.split(separator: ".").last {
    case "missing": change = .deleted
    case "unmanaged": change = .created
    default:
      let root = String(finding.part.prefix { $0 != "[" && $0 != "." })
      change = .changed(root.isEmpty ? [] : [root])
    }
    switch finding.subject {
    case .stack: return nil
    case .object(let object):
      self.init(
        key: key, scope: object.scope, identifiers: [object.importID, object.arn ?? "", object.name ?? ""],
        change: change)
    case .instance(let address):
      let type = address.resource.type
      guard type.hasPrefix("aws_"), address.resource.mode == .managed else { return nil }
      self.init(
        key: key, scope: Self.place(of: type, region: region, attribute),
        identifiers: Self.identifiers(of: type, attribute: attribute),
        change: change)
    }
    if identifiers.isEmpty { return nil }
  }

  /// From the ARN, which names account and region where the service has them.
  private static func place(of type: String, region: String, _ attribute: (String) -> String?) -> ObservedScope {
    let arn = (attribute("arn") ?? "").split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(
      String.init)
    let isGlobal = ["iam_", "route53_", "cloudfront_"].contains { type.hasPrefix("aws_\($0)") }
    let told = arn.count == 6 && !arn[3].isEmpty ? arn[3] : attribute("region")
    return ObservedScope(
      type: type, account: arn.count == 6 && !arn[4].isEmpty ? arn[4] : attribute("owner_id") ?? "",
      region: isGlobal ? "global" : told ?? region)
  }
}
