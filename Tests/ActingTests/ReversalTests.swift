import Configuring
import Model
import Planning
import Testing

@testable import Acting

/// What speaks against reverting.
@Suite struct ReversalTests {
  private static let jo = CallerAnswer.known(
    Caller(
      arn: "arn:aws:iam::1:user/team/jo", account: "1", id: "AIDAJO", groups: ["admins"],
      policies: ["arn:aws:iam::1:policy/shop"]))
  private static let deployer = CallerAnswer.known(
    Caller(
      arn: "arn:aws:sts::1:assumed-role/deployer/session", account: "1", id: "AROA1:session", groups: [], policies: []))
  private static let owner = CallerAnswer.known(Caller(arn: "arn:aws:iam::1:root", account: "1"))
  private static let nobody = CallerAnswer.unknown("STS is silent.")

  private static func statement(_ action: String, _ principal: String = "", _ effect: String = "Allow") -> String {
    "{\"Statement\":[{\"Effect\":\"\(effect)\",\"Action\":\"\(action)\",\"Resource\":\"*\""
      + (principal.isEmpty ? "" : ",\"Principal\":{\"AWS\":\"\(principal)\"}") + "}]}"
  }

  private static func object(_ members: [String: Any]?) -> Value {
    guard let members else { return .null(.dynamic) }
    return .object(
      members.sorted { $0.key < $1.key }.map { name, value in
        if let value = value as? Value { return (name, value) }
        if let list = value as? [String] { return (name, .tuple(list.map { .string($0) })) }
        return (name, .string(value as? String ?? ""))
      })
  }

  private static func change(
    _ address: String, _ action: Action, _ before: [String: Any]?, _ after: [String: Any]?
  ) throws -> ResourceChange {
    ResourceChange(
      address: try ResourceInstanceAddress(parsing: address),
      provider: ProviderConfigAddress(provider: ProviderAddress(namespace: "hashicorp", type: "aws")), action: action,
      before: object(before), after: object(after))
  }

  private static func dangers(
    _ change: ResourceChange, _ caller: CallerAnswer = jo, session: RemoteSession? = nil
  ) -> [String] {
    var plan = Plan(mode: .normal, timestamp: "2026-01-01T00:00:00Z")
    plan.changes = [change]
    return Reversal.dangers(of: plan, callers: [caller], session: session)
  }

  @Test func `what replaces or destroys something that holds data is dangerous, and nothing else by itself`() throws {
    let cases: [(String, Action, Bool)] = [
      ("aws_db_instance.a", .replace(.deleteThenCreate), true), ("aws_db_instance.a", .delete, true),
      ("aws_db_instance.a", .update, false), ("aws_db_instance.a", .replace(.forgetThenCreate), false),
      ("aws_db_instance.a", .forget, false), ("aws_db_instance.a", .create, false),
      ("aws_security_group.a", .replace(.createThenDelete), false), ("aws_s3_bucket.a", .noOp, false),
    ]
    for (address, action, isDangerous) in cases {
      let change = try Self.change(address, action, ["name": "x"], ["name": "y"])
      #expect(Self.dangers(change).isEmpty != isDangerous, "\(address) \(action)")
    }
  }

  @Test func `what decides what the caller may do is dangerous to revert, and what decides of others is not`() throws {
    let wide = Self.statement("*")
    let narrow = Self.statement("s3:*")
    let cases: [(String, Action, [String: Any]?, [String: Any]?, CallerAnswer, Bool)] = [
      (
        "aws_iam_user_policy.a", .update, ["user": "jo", "policy": wide], ["user": "jo", "policy": narrow], Self.jo,
        true
      ),
      (
        "aws_iam_user_policy.a", .update, ["user": "al", "policy": wide], ["user": "al", "policy": narrow], Self.jo,
        false
      ),
      // It comes to say more.
      (
        "aws_iam_user_policy.a", .update, ["user": "jo", "policy": narrow],
        [
          "user": "jo",
          "policy": "\(narrow.dropLast(2))" + ",{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
        ],
        Self.jo,
        false
      ),
      (
        "aws_iam_user_policy.a", .create, nil, ["user": "jo", "policy": Self.statement("*", "", "Deny")], Self.jo, true
      ),
      ("aws_iam_user_policy.a", .create, nil, ["user": "jo", "policy": narrow], Self.jo, false),
      ("aws_iam_user.a", .update, ["name": "jo", "tags": "a"], ["name": "jo", "tags": "b"], Self.jo, false),
      (
        "aws_iam_user.a", .update, ["name": "jo", "permissions_boundary": ""],
        ["name": "jo", "permissions_boundary": "b"], Self.jo, true
      ),
      (
        "aws_iam_access_key.a", .update, ["user": "jo", "status": "Active"], ["user": "jo", "status": "Inactive"],
        Self.jo,
        true
      ),
      (
        "aws_iam_group_policy.a", .update, ["group": "admins", "policy": wide], ["group": "admins", "policy": narrow],
        Self.jo, true
      ),
      (
        "aws_iam_group_policy.a", .update, ["group": "guests", "policy": wide], ["group": "guests", "policy": narrow],
        Self.jo, false
      ),
      ("aws_iam_group_membership.a", .update, ["users": ["al", "jo"]], ["users": ["al"]], Self.jo, true),
      ("aws_iam_group_membership.a", .update, ["users": ["al", "jo"]], ["users": ["jo"]], Self.jo, false),
      ("aws_iam_group_membership.a", .update, ["users": ["al"]], ["users": ["al", "jo"]], Self.jo, false),
      (
        "aws_iam_policy.a", .update, ["arn": "arn:aws:iam::1:policy/shop", "policy": wide],
        ["arn": "arn:aws:iam::1:policy/shop", "policy": narrow], Self.jo, true
      ),
      (
        "aws_iam_policy.a", .update, ["arn": "arn:aws:iam::1:policy/other", "policy": wide],
        ["arn": "arn:aws:iam::1:policy/other", "policy": narrow], Self.jo, false
      ),
      ("aws_iam_role_policy_attachment.a", .delete, ["role": "deployer"], nil, Self.deployer, true),
      ("aws_iam_role_policy_attachment.a", .delete, ["role": "other"], nil, Self.deployer, false),
      (
        "aws_iam_role.a", .update, ["name": "deployer", "managed_policy_arns": ["a", "b"]],
        ["name": "deployer", "managed_policy_arns": ["a"]], Self.deployer, true
      ),
      (
        "aws_iam_role.a", .update, ["name": "deployer", "managed_policy_arns": ["a"]],
        ["name": "deployer", "managed_policy_arns": ["a", "b"]], Self.deployer, false
      ),
      (
        "aws_iam_role.a", .update, ["name": "deployer", "description": "a"], ["name": "deployer", "description": "b"],
        Self.deployer, false
      ),
      (
        "aws_eks_access_entry.a", .delete, ["principal_arn": "arn:aws:iam::1:role/x/deployer"], nil, Self.deployer, true
      ),
      // Whom no policy stops.
      ("aws_iam_user_policy.a", .delete, ["user": "jo", "policy": wide], nil, Self.owner, false),
      // What cannot be told is never nothing.
      ("aws_iam_user_policy.a", .delete, ["user": "jo", "policy": wide], nil, Self.nobody, true),
      ("aws_iam_user.a", .update, ["name": "jo", "tags": "a"], ["name": "jo", "tags": "b"], Self.nobody, false),
      ("aws_iam_openid_connect_provider.a", .update, ["url": "a"], ["url": "b"], Self.deployer, true),
      ("aws_sqs_queue.a", .update, ["name": "a"], ["name": "b"], Self.nobody, false),
    ]
    for (address, action, before, after, caller, isDangerous) in cases {
      let change = try Self.change(address, action, before, after)
      let found = Self.dangers(change, caller)
      #expect(found.isEmpty != isDangerous, "\(address) \(String(describing: before)) \(caller): \(found)")
    }
  }

  @Test func `a statement that names the caller or their account is dangerous to remove, and a refusal to bring back`()
    throws
  {
    let none = "{\"Statement\":[]}"
    let tls =
      "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\","
      + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}}"
    let others =
      "{\"Statement\":{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::1:role/b\"},\"Action\":\"*\",\"Resource\":\"*\"}}"
    let cases: [(String, String, String, CallerAnswer, Bool)] = [
      ("aws_kms_key.a", Self.statement("kms:*", "arn:aws:iam::1:user/team/jo"), none, Self.jo, true),
      ("aws_kms_key.a", Self.statement("kms:*", "arn:aws:iam::1:root"), none, Self.jo, true),
      ("aws_kms_key.a", Self.statement("kms:*", "1"), none, Self.jo, true),
      ("aws_kms_key.a", Self.statement("kms:*", "AIDAJO"), none, Self.jo, true),
      ("aws_kms_key.a", Self.statement("kms:*", "arn:aws:iam::2:root"), none, Self.jo, false),
      ("aws_kms_key.a", Self.statement("kms:*", "arn:aws:iam::1:user/al"), none, Self.jo, false),
      ("aws_kms_key.a", Self.statement("kms:*", "arn:aws:iam::1:role/x/deployer"), none, Self.deployer, true),
      ("aws_iam_role.other", Self.statement("sts:AssumeRole", "arn:aws:iam::1:user/team/jo"), none, Self.jo, false),
      // Opened to the world: to close it again is what reverting is for.
      ("aws_s3_bucket_policy.a", Self.statement("s3:*", "*"), none, Self.jo, false),
      ("aws_s3_bucket_policy.a", none, Self.statement("s3:*", "*", "Deny"), Self.jo, true),
      ("aws_s3_bucket_policy.a", none, others, Self.jo, true), ("aws_s3_bucket_policy.a", none, tls, Self.jo, false),
      // The same in another layout.
      ("aws_s3_bucket_policy.a", Self.statement("s3:*", "1"), " " + Self.statement("s3:*", "1"), Self.jo, false),
      ("aws_s3_bucket_policy.a", Self.statement("s3:*", "1"), none, Self.nobody, true),
      ("aws_s3_bucket_policy.a", Self.statement("s3:*", "*"), none, Self.nobody, false),
    ]
    for (address, before, after, caller, isDangerous) in cases {
      let change = try Self.change(address, .update, ["policy": before], ["policy": after])
      let found = Self.dangers(change, caller)
      #expect(found.isEmpty != isDangerous, "\(address) \(before) -> \(after): \(found)")
    }
    // A trust policy lets somebody become another.
    let trust = try Self.change(
      "aws_iam_role.other", .update,
      ["name": "other", "assume_role_policy": Self.statement("sts:AssumeRole", "arn:aws:iam::1:user/team/jo")],
      ["name": "other", "assume_role_policy": none])
    #expect(Self.dangers(trust).count == 1)
    let unknown = try Self.change(
      "aws_kms_key.a", .update, ["policy": Self.statement("kms:*", "1")], ["policy": Value.unknown(.string)])
    #expect(Self.dangers(unknown).count == 1)
  }

  @Test func `a rule of a network by which the caller is signed in is dangerous to remove`() throws {
    let session = RemoteSession(environment: ["SSH_CONNECTION": "203.0.113.7 52011 10.0.0.5 22"])
    func rule(_ network: String, _ from: Int, _ to: Int, _ name: String = "tcp") -> [String: Any] {
      ["cidr_ipv4": network, "from_port": Value.integer(from), "to_port": Value.integer(to), "ip_protocol": name]
    }
    let cases: [([String: Any], Bool)] = [
      (rule("203.0.113.7/32", 22, 22), true), (rule("203.0.112.0/20", 0, 65535), true),
      (rule("0.0.0.0/0", 22, 22), true),
      (rule("203.0.113.8/32", 22, 22), false), (rule("203.0.113.7/32", 443, 443), false),
      (rule("203.0.113.7/32", 22, 22, "udp"), false), (rule("203.0.113.7/32", -1, -1, "-1"), true),
      (rule("nonsense", 22, 22), false), (rule("203.0.113.7/99", 22, 22), false),
      (rule("203.0.113.7/32", 30, 22), false),
    ]
    for (before, isDangerous) in cases {
      let change = try Self.change("aws_vpc_security_group_ingress_rule.a", .delete, before, nil)
      #expect(Self.dangers(change, session: session).isEmpty != isDangerous, "\(before)")
      #expect(Self.dangers(change).isEmpty)
    }
    #expect(RemoteSession(environment: ["SSH_CONNECTION": "somewhere 1 2 3"]) == nil)
    #expect(RemoteSession(environment: ["SSH_CONNECTION": "2001:db8::1 1 ::1 22"]) != nil)
  }

  @Test func `a reversal tells of what its target draws in, and not of what depends on it`() throws {
    let source = TextModuleSource([
      "main.tf": """
      resource "aws_db_instance" "base" {}
      resource "aws_eip" "middle" { instance = aws_db_instance.base.id }
      resource "aws_sqs_queue" "top" { name = aws_eip.middle.id }
      """
    ])
    let loaded = loadConfiguration(from: source)
    let graph = ConfigGraph.build(loaded.configuration).graph
    var plan = Plan(mode: .normal, timestamp: "2026-01-01T00:00:00Z")
    plan.changes = [
      try Self.change("aws_db_instance.base", .replace(.deleteThenCreate), ["name": "x"], ["name": "y"]),
      try Self.change("aws_eip.middle", .update, ["name": "x"], ["name": "y"]),
      try Self.change("aws_sqs_queue.top", .delete, ["name": "x"], nil),
    ]
    var reversal = Reversal(plan, graph: graph)
    let middle = try ResourceInstanceAddress(parsing: "aws_eip.middle")
    #expect(reversal.changes(by: middle).map(\.address.description) == ["aws_eip.middle", "aws_db_instance.base"])
    #expect(
      reversal.dangers(of: middle, callers: []) == ["It replaces aws_db_instance.base, and what is in it is lost."])
    let base = try ResourceInstanceAddress(parsing: "aws_db_instance.base")
    #expect(reversal.changes(by: base).count == 1)
  }
}
