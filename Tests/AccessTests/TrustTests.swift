import Access
import Model
import Testing

struct TrustTests {
  private static let context = AccountContext(
    account: "111111111111", trusted: ["222222222222"], organization: "o-ours")

  /// What is found: kinds with subjects, `?` behind what is only possible, `|` before what is conditional.
  private func found(_ statements: String, role: Bool = false) -> [String] {
    let document = PolicyDocument.read(#"{"Version":"2012-10-17","Statement":[\#(statements)]}"#)
    #expect(document.problems.filter { $0.severity == .error } == [])
    return trustReport(NamedPolicy("p", document), in: Self.context).findings.map {
      "\($0.isConditional ? "|" : "")\($0.kind.rawValue.dropFirst(7)) \($0.subject)\($0.certainty == .yes ? "" : "?")"
    }
  }

  private func allowed(_ principal: String, _ condition: String = "", action: String = "s3:GetObject") -> String {
    #"{"Effect":"Allow","Principal":\#(principal),"Action":"\#(action)","Resource":"*""#
      + (condition.isEmpty ? "}" : #","Condition":\#(condition)}"#)
  }

  @Test(arguments: [
    (#""*""#, ["public *"]), (#"{"AWS":"*"}"#, ["public AWS: *"]), (#"{"AWS":["*"]}"#, ["public AWS: *"]),
    (#"{"AWS":"111111111111"}"#, []), (#"{"AWS":"arn:aws:iam::111111111111:root"}"#, []),
    (#"{"AWS":"arn:aws:iam::222222222222:role/x"}"#, []),
    (#"{"AWS":"333333333333"}"#, ["cross-account AWS: 333333333333"]),
    (
      #"{"AWS":"arn:aws-us-gov:iam::333333333333:user/x"}"#,
      ["cross-account AWS: arn:aws-us-gov:iam::333333333333:user/x"]
    ),
    (#"{"AWS":"AROAEXAMPLEID"}"#, []), (#"{"CanonicalUser":"79a5"}"#, ["cross-account CanonicalUser: 79a5?"]),
    (#"{"Service":"sns.amazonaws.com"}"#, ["confused-deputy sns.amazonaws.com"]),
  ])
  func `principals are told apart by whose they are`(_ principal: String, _ expected: [String]) {
    #expect(found(allowed(principal)) == expected)
  }

  @Test(arguments: [
    // Narrow.
    (#"{"StringEquals":{"aws:PrincipalOrgID":"o-ours"}}"#, []),
    (#"{"StringEquals":{"AWS:principalorgid":["o-ours"]}}"#, []),
    (#"{"StringEquals":{"aws:PrincipalOrgID":"o-theirs"}}"#, ["|cross-account o-theirs"]),
    (#"{"StringEquals":{"aws:PrincipalAccount":["111111111111","333333333333"]}}"#, ["|cross-account 333333333333"]),
    (#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/*"}}"#, []),
    (#"{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::uploads"}}"#, []),
    (#"{"StringLike":{"aws:SourceArn":"arn:aws:sns:*:111111111111:*"}}"#, []),
    (#"{"StringEquals":{"aws:SourceAccount":"111111111111"}}"#, []),
    (#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","198.51.100.7/32"]}}"#, []),
    (#"{"StringEquals":{"aws:SourceVpce":"vpce-1"}}"#, []),
    (#"{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-ours/*"}}"#, []),
    (#"{"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-ours/*"},"Null":{"aws:PrincipalOrgPaths":"false"}}"#, []),
    (#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-ours"},"Null":{"aws:principalOrgId":"false"}}"#, []),
    (#"{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}"#, []),
    // Not narrow, however they look.
    (#"{"StringLike":{"aws:PrincipalOrgID":"*"}}"#, ["public *"]),
    (#"{"StringLike":{"aws:PrincipalArn":"*"}}"#, ["public *"]),
    (#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}"#, ["public *"]),
    (#"{"ArnEquals":{"aws:SourceArn":"arn:aws:s3:::*"}}"#, ["public *"]),
    (#"{"StringLike":{"aws:SourceArn":"arn:aws:sns:eu-west-1:*:topic"}}"#, ["public *"]),
    (#"{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-ours"}}"#, ["public *"]),
    (#"{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-ours"}}"#, ["public *"]),
    (#"{"StringNotEquals":{"aws:PrincipalAccount":"333333333333"}}"#, ["public *"]),
    (#"{"Null":{"aws:PrincipalOrgID":"false"}}"#, ["public *"]),
    (#"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, ["public *"]),
    (#"{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","0.0.0.0/1"]}}"#, ["public *"]),
    (#"{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}"#, ["public *"]),
    (#"{"StringLike":{"aws:userid":"*:session"}}"#, ["public *"]),
    // Some requests only, of whomever.
    (#"{"Bool":{"aws:SecureTransport":"true"}}"#, ["|public *"]),
    (#"{"StringEquals":{"sts:ExternalId":"secret"}}"#, ["|public *"]),
    // The narrowest counts.
    (#"{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:PrincipalOrgID":"o-ours"}}"#, []),
    (#"{"StringLike":{"aws:PrincipalArn":"*"},"StringEquals":{"aws:SourceVpc":"vpc-1"}}"#, []),
  ])
  func `conditions narrow, or only seem to`(_ condition: String, _ expected: [String]) {
    #expect(found(allowed(#""*""#, condition)) == expected, "\(condition)")
  }

  @Test func `what is denied to everybody else is not public`() {
    let allow = allowed(#""*""#)
    func deny(_ condition: String, _ action: String = "s3:*") -> String {
      #",{"Effect":"Deny","Principal":"*","Action":"\#(action)","Resource":"*","Condition":\#(condition)}"#
    }
    #expect(found(allow + deny(#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-ours"}}"#)) == [])
    #expect(
      found(
        allow
          + deny(
            #"{"StringNotEquals":{"aws:PrincipalOrgID":"o-ours"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#
          )) == [])
    #expect(found(allow + deny(#"{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-ours"}}"#)) == [])
    #expect(found(allow + deny(#"{"ForAnyValue:StringNotEquals":{"aws:PrincipalOrgID":"o-ours"}}"#)) == ["public *"])
    #expect(found(allow + deny(#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#)) == [])
    // Of other actions, of some only, or without a way that tells who.
    #expect(
      found(allow + deny(#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-ours"}}"#, "s3:PutObject")) == ["public *"])
    #expect(found(allow + deny(#"{"Bool":{"aws:SecureTransport":"false"}}"#)) == ["public *"])
    #expect(found(allow + #",{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}"#) == [])
    #expect(
      found(allow + deny(#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-ours","aws:SourceVpc":"vpc-1"}}"#)) == [
        "public *"
      ])
  }

  private func trust(_ principal: String, _ condition: String = "", action: String = "sts:AssumeRole") -> String {
    #"{"Effect":"Allow","Principal":\#(principal),"Action":"\#(action)""#
      + (condition.isEmpty ? "}" : #","Condition":\#(condition)}"#)
  }

  @Test func `roles trust who they should`() throws {
    #expect(found(trust(#"{"Service":"ec2.amazonaws.com"}"#)) == [])
    #expect(found(trust(#"{"AWS":"*"}"#)) == ["public AWS: *"])
    let other = #"{"AWS":"arn:aws:iam::333333333333:root"}"#
    let document = PolicyDocument.read(#"{"Version":"2012-10-17","Statement":\#(trust(other))}"#)
    let reason = try #require(trustReport(NamedPolicy("", document), in: Self.context).findings.first).reason
    #expect(reason.contains("without sts:ExternalId"))
    let guarded = PolicyDocument.read(
      #"{"Version":"2012-10-17","Statement":\#(trust(other, #"{"StringEquals":{"sts:ExternalId":"x"}}"#))}"#)
    #expect(
      trustReport(NamedPolicy("", guarded), in: Self.context).findings.map(\.reason) == ["It lets in another account."])
  }

  @Test(arguments: [
    ("", ["open-federation token.actions.githubusercontent.com"]),
    (
      #"{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}"#,
      ["|open-federation token.actions.githubusercontent.com"]
    ),
    (
      #"{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:*"}}"#,
      ["|open-federation token.actions.githubusercontent.com"]
    ),
    (#"{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:ours/*:*"}}"#, []),
    (#"{"StringEquals":{"token.actions.githubusercontent.com:sub":"repo:ours/shop:ref:refs/heads/main"}}"#, []),
    (
      #"{"ForAllValues:StringEquals":{"token.actions.githubusercontent.com:sub":"repo:ours/shop:*"}}"#,
      ["open-federation token.actions.githubusercontent.com"]
    ),
  ])
  func `an identity provider's users are asked who they are`(_ condition: String, _ expected: [String]) {
    let principal = #"{"Federated":"arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com"}"#
    let found = found(trust(principal, condition, action: "sts:AssumeRoleWithWebIdentity"))
    #expect(found.map { $0.replacing("|", with: "") } == expected.map { $0.replacing("|", with: "") })
  }

  @Test func `what is not known may be anybody`() {
    func symbol(_ name: String) -> String { SymbolText.symbol(named: name) }
    #expect(found(allowed("\"\(symbol("var.who"))\"")) == ["public (unknown)?"])
    #expect(found(allowed("{\"AWS\":[\"\(symbol("var.who"))\"]}")) == ["public AWS: ${var.who}?"])
    #expect(found(allowed("{\"AWS\":\"\(symbol("aws_iam_role.app.arn"))\"}")) == [])
    #expect(
      found(allowed("{\"AWS\":\"arn:aws:iam::\(symbol("data.aws_caller_identity.me.account_id")):root\"}")) == [])
    #expect(
      found(allowed("{\"AWS\":\"arn:aws:iam::\(symbol("var.account")):root\"}"))
        == ["cross-account AWS: arn:aws:iam::${var.account}:root?"])
    #expect(
      found(allowed("\"*\"", "{\"StringLike\":{\"aws:PrincipalOrgID\":\"\(symbol("var.org"))\"}}")) == ["|public *?"])
    #expect(found(allowed("\"*\"", "{\"ArnLike\":{\"aws:SourceArn\":\"\(symbol("aws_s3_bucket.b.arn"))\"}}")) == [])
    #expect(found(allowed("\"*\"", "\"\(symbol("var.condition"))\"")) == ["|public *?"])
  }
}
