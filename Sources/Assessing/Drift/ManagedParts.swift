import Model

/// Attributes in which a provider shows what other resources manage: the rules of a security group, the policies of a role. A change
/// there is told where it is managed; what is left over was made by hand.
struct ManagedParts {
  /// One attribute that shows what resources of another type manage.
  struct Link: Sendable {
    var type: String
    var attribute: String
    var part: String
    /// Which of the part's attributes names the owner, and which of the owner's it names.
    var reference: String
    var owner: String
    /// What tells an element apart, on both sides; nil where the part is the whole attribute.
    var keys: Keys?
  }

  enum Keys: Sendable {
    case securityGroupRule(direction: String)
    case route
    case attribute(element: String?, part: String)
  }

  static let links: [Link] = [
    rule("ingress", "aws_vpc_security_group_ingress_rule"), rule("egress", "aws_vpc_security_group_egress_rule"),
    rule("ingress", "aws_security_group_rule"), rule("egress", "aws_security_group_rule"),
    Link(
      type: "aws_route_table", attribute: "route", part: "aws_route", reference: "route_table_id", owner: "id",
      keys: .route),
    Link(
      type: "aws_iam_role", attribute: "managed_policy_arns", part: "aws_iam_role_policy_attachment",
      reference: "role", owner: "name", keys: .attribute(element: nil, part: "policy_arn")),
    Link(
      type: "aws_iam_role", attribute: "inline_policy", part: "aws_iam_role_policy", reference: "role", owner: "name",
      keys: .attribute(element: "name", part: "name")),
    whole("aws_s3_bucket", "policy", "aws_s3_bucket_policy", "bucket"),
    whole("aws_s3_bucket", "versioning", "aws_s3_bucket_versioning", "bucket"),
    whole("aws_s3_bucket", "acl", "aws_s3_bucket_acl", "bucket"),
    whole("aws_s3_bucket", "grant", "aws_s3_bucket_acl", "bucket"),
    whole("aws_s3_bucket", "logging", "aws_s3_bucket_logging", "bucket"),
    whole("aws_s3_bucket", "website", "aws_s3_bucket_website_configuration", "bucket"),
    whole("aws_s3_bucket", "replication_configuration", "aws_s3_bucket_replication_configuration", "bucket"),
    whole(
      "aws_s3_bucket", "server_side_encryption_configuration", "aws_s3_bucket_server_side_encryption_configuration",
      "bucket"),
    whole("aws_sqs_queue", "policy", "aws_sqs_queue_policy", "queue_url"),
    whole("aws_sns_topic", "policy", "aws_sns_topic_policy", "arn", owner: "arn"),
    whole("aws_kms_key", "policy", "aws_kms_key_policy", "key_id", owner: "key_id"),
    whole("aws_secretsmanager_secret", "policy", "aws_secretsmanager_secret_policy", "secret_arn", owner: "arn"),
    whole("aws_vpc_endpoint", "policy", "aws_vpc_endpoint_policy", "vpc_endpoint_id"),
    whole("aws_network_acl", "ingress", "aws_network_acl_rule", "network_acl_id"),
    whole("aws_network_acl", "egress", "aws_network_acl_rule", "network_acl_id"),
  ]

  private static func rule(_ direction: String, _ part: String) -> Link {
    Link(
      type: "aws_security_group", attribute: direction, part: part, reference: "security_group_id", owner: "id",
      keys: .securityGroupRule(direction: direction))
  }

  private static func whole(
    _ type: String, _ attribute: String, _ part: String, _ reference: String, owner: String = "id"
  ) -> Link {
    Link(type: type, attribute: attribute, part: part, reference: reference, owner: owner, keys: nil)
  }

  /// Attributes of all managed objects that can be parts, by what they belong to.
  private let parts: [Ownership: [JSON]]

  private struct Ownership: Hashable {
    var part: String
    var reference: String
    var owner: String
  }

  /// Of the state before refreshing and after: what has gone was managed too.
  init(_ states: [State]) {
    let references = Dictionary(grouping: Self.links, by: \.part).mapValues { Set($0.map(\.reference)) }
    var found: [Ownership: [JSON]] = [:]
    for state in states {
      for (address, resource) in state.resources where address.resource.mode == .managed {
        let type = address.resource.type
        guard let references = references[type] else { continue }
        for instance in resource.instances.values {
          guard let bytes = instance.current?.attributes, let json = try? JSON.read(bytes) else { continue }
          for reference in references {
            guard let owner = json[reference]?.string else { continue }
            found[Ownership(part: type, reference: reference, owner: owner), default: []].append(json)
          }
        }
      }
    }
    parts = found
  }

  /// What other resources account for in such an attribute.
  enum Account: Hashable {
    /// Nothing is known of it.
    case none
    /// All of it.
    case whole
    /// Elements with these keys.
    case elements(Set<String>)
  }

  func account(_ type: String, _ attribute: String?, of object: Value) -> Account {
    let links = Self.links.filter { $0.type == type && $0.attribute == attribute }
    guard let first = links.first else { return .none }
    var managed: Set<String> = []
    for link in links {
      let owner = object.part(at: [.attribute(link.owner)])?.stringValue
      let own = owner.flatMap { parts[Ownership(part: link.part, reference: link.reference, owner: $0)] } ?? []
      guard let keys = link.keys else { return own.isEmpty ? .none : .whole }
      for part in own { managed.formUnion(keys.ofPart(part)) }
    }
    return first.keys == nil ? .none : .elements(managed)
  }

  /// The keys of all elements of such an attribute.
  func keys(_ type: String, _ attribute: String?, in value: Value?) -> Set<String> {
    guard let keys = Self.links.first(where: { $0.type == type && $0.attribute == attribute })?.keys else { return [] }
    return Set((value?.deeplyUnmarked.elements ?? []).flatMap(keys.ofElement))
  }

  /// What of a change in such an attribute nobody manages: the keys of elements that were added (true) or have gone. Nil where the
  /// attribute is none of these, so that nothing can be said about it.
  func unexplained(_ type: String, _ difference: PartDifference, of object: Value) -> [String: Bool]? {
    switch account(type, difference.root, of: object) {
    case .none: return nil
    case .whole: return [:]
    case .elements(let managed):
      guard difference.path.count == 1 else { return nil }
      let before = keys(type, difference.root, in: difference.before)
      let after = keys(type, difference.root, in: difference.after)
      let changed = before.symmetricDifference(after).subtracting(managed)
      return Dictionary(uniqueKeysWithValues: changed.map { ($0, after.contains($0)) })
    }
  }
}

extension ManagedParts.Keys {
  fileprivate func ofPart(_ part: JSON) -> [String] {
    switch self {
    case .attribute(_, let name): return part[name]?.string.map { [$0] } ?? []
    case .route:
      return ["destination_cidr_block", "destination_ipv6_cidr_block", "destination_prefix_list_id"]
        .compactMap { part[$0]?.string }.filter { !$0.isEmpty }
    case .securityGroupRule(let direction):
      if let type = part["type"]?.string, type != direction { return [] }
      let networks: [String] =
        ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id", "source_security_group_id"]
        .compactMap { part[$0]?.string }.filter { !$0.isEmpty }
        + ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"].flatMap { part[$0]?.array ?? [] }.compactMap(\.string)
        + (part["self"] == .bool(true) ? ["self"] : [])
      let ports = Self.ports(
        part["ip_protocol"]?.string ?? part["protocol"]?.string, part["from_port"]?.int, part["to_port"]?.int)
      return networks.map { "\(ports) \($0)" }
    }
  }

  fileprivate func ofElement(_ element: Value) -> [String] {
    func text(_ name: String) -> String? { element.part(at: [.attribute(name)])?.stringValue }
    func number(_ name: String) -> Int? { element.part(at: [.attribute(name)])?.numberValue?.int }
    func texts(_ name: String) -> [String] {
      element.part(at: [.attribute(name)])?.elements?.compactMap(\.stringValue) ?? []
    }
    switch self {
    case .attribute(nil, _): return element.stringValue.map { [$0] } ?? []
    case .attribute(let name?, _): return text(name).map { [$0] } ?? []
    case .route:
      return ["cidr_block", "ipv6_cidr_block", "destination_prefix_list_id"].compactMap(text).filter { !$0.isEmpty }
    case .securityGroupRule:
      let networks =
        ["cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups"].flatMap(texts)
        + (element.part(at: [.attribute("self")]) == .bool(true) ? ["self"] : [])
      let ports = Self.ports(text("protocol"), number("from_port"), number("to_port"))
      return networks.map { "\(ports) \($0)" }
    }
  }

  /// `tcp 443-443`; for all protocols ports mean nothing, and are written in several ways.
  private static func ports(_ name: String?, _ from: Int?, _ to: Int?) -> String {
    guard let name, name != "-1", name != "all" else { return "all" }
    return "\(name) \(from ?? -1)-\(to ?? -1)"
  }
}
