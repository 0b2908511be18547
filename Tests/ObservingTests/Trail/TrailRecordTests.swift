import Model
import Testing

@testable import Observing

@Suite struct TrailRecordTests {
  static let identities: [(String, String)] = [
    (#"{"type":"IAMUser","arn":"arn:aws:iam::1:user/jo","userName":"jo"}"#, "arn:aws:iam::1:user/jo"),
    (#"{"type":"Root","accountId":"1","arn":"arn:aws:iam::1:root"}"#, "root of account 1"),
    (
      #"{"type":"AssumedRole","principalId":"AROA:jo@example.com","arn":"arn:aws:sts::1:assumed-role/Admin/jo@example.com","sessionContext":{"sessionIssuer":{"type":"Role","arn":"arn:aws:iam::1:role/Admin","userName":"Admin"}}}"#,
      "jo@example.com as arn:aws:iam::1:role/Admin"
    ),
    (
      #"{"type":"AssumedRole","principalId":"AROA:ci","sessionContext":{"sourceIdentity":"build-7","sessionIssuer":{"arn":"arn:aws:iam::1:role/Deploy"}}}"#,
      "ci as arn:aws:iam::1:role/Deploy, source identity build-7"
    ),
    (
      #"{"type":"FederatedUser","arn":"arn:aws:sts::1:federated-user/jo","sessionContext":{"sessionIssuer":{"type":"IAMUser","arn":"arn:aws:iam::1:user/broker"}}}"#,
      "arn:aws:sts::1:federated-user/jo, signed in by arn:aws:iam::1:user/broker"
    ),
    (
      #"{"type":"WebIdentityUser","principalId":"p","userName":"jo","identityProvider":"accounts.google.com"}"#,
      "jo of accounts.google.com"
    ),
    (#"{"type":"SAMLUser","principalId":"hash:jo","identityProvider":"idp"}"#, "hash:jo of idp"),
    (
      #"{"type":"IdentityCenterUser","accountId":"1","onBehalfOf":{"userId":"94482488","identityStoreArn":"arn:aws:identitystore::1:identitystore/d-1"}}"#,
      "94482488 of Identity Center, account 1"
    ),
    (#"{"type":"AWSService","invokedBy":"autoscaling.amazonaws.com"}"#, "autoscaling.amazonaws.com"),
    (#"{"type":"AWSAccount","accountId":"2","principalId":"AIDA2"}"#, "account 2 (AIDA2)"),
    (#"{"type":"Newcomer","principalId":"x"}"#, "x"), ("null", "somebody unknown"), ("{}", "somebody unknown"),
    (#"{"type":7,"arn":{}}"#, "somebody unknown"),
  ]

  @Test(arguments: identities) func `every form of identity is one readable actor`(_ json: String, _ actor: String)
    throws
  {
    #expect(try trailActor(JSON.read(json)) == actor)
  }

  static let agents: [(String, String, ObservedEvent.Means?)] = [
    (
      "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/5.100.0 aws-sdk-go-v2/1.36",
      "", .terraform
    ),
    ("APN/1.0 HashiCorp/1.0 Terraform/1.11.4 Plumb/0.1.0 terraform-provider-aws/5.100.0", "", .plumb),
    ("[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12]", "", .console), ("console.ec2.amazonaws.com", "", .console),
    ("AWS Internal", "", .console), ("console.amazonaws.com", "", .console),
    ("aws-cli/2.17.0 md/awscrt", "", .commandLine),
    ("Boto3/1.44.5 md/Botocore", "", .sdk), ("autoscaling.amazonaws.com", "", .service),
    ("curl/8", "cloudformation.amazonaws.com", .service), ("curl/8", "203.0.113.7", nil), ("", "", nil),
  ]

  @Test(arguments: agents)
  func `the means are told by the user agent`(_ agent: String, _ address: String, _ means: ObservedEvent.Means?) {
    let found = TrailMeans.means(userAgent: agent, sourceAddress: address, identity: .null, isFromConsole: false)
    #expect(found == means)
  }

  @Test func `a session that began at the console is the console's, whatever its program says`() throws {
    let json = try TrailSamples.record("s3", "PutBucketPolicy", more: #","sessionCredentialFromConsole":"true""#)
    #expect(TrailRecord(json)?.event.means == .console)
  }

  @Test func `a record has who, when, from where and what`() throws {
    let json = try TrailSamples.record(
      "s3", "PutBucketTagging", request: #"{"bucketName":"logs"}"#, resources: #"[{"ARN":"arn:aws:s3:::logs"}]"#)
    let event = try #require(TrailRecord(json)).event
    #expect(
      event
        == ObservedEvent(
          time: try #require(UTCTime(iso8601: "2026-11-20T10:00:00Z")), id: "PutBucketTagging-2026-11-20T10:00:00Z",
          service: "s3.amazonaws.com", name: "PutBucketTagging", actor: "arn:aws:iam::123456789012:user/jo",
          sourceAddress: "203.0.113.7", userAgent: "aws-cli/2.17.0", region: "eu-west-1",
          resources: ["arn:aws:s3:::logs"], means: .commandLine))
  }

  @Test(arguments: [
    "null", "{}", #"{"eventTime":"yesterday","eventName":"X","eventSource":"s3.amazonaws.com"}"#,
    #"{"eventTime":"2026-11-20T10:00:00Z","eventName":7}"#,
  ])
  func `what is no record is none`(_ text: String) throws { #expect(try TrailRecord(JSON.read(text)) == nil) }
}
