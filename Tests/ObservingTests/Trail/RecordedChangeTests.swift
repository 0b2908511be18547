import Connecting
import Foundation
import Model
import TestSupport
import Testing

@testable import Observing

private let moto: String? = ProcessInfo.processInfo.environment["PLUMB_TEST_MOTO"].flatMap { $0.isEmpty ? nil : $0 }

/// Changes that are made through the API, and recorded by the stand-in for CloudTrail on their way.
@Suite(.enabled(if: moto != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
struct RecordedChangeTests {
  private static let ec2 = AWSService(name: "EC2", host: "ec2")
  private static let iam = AWSService(name: "IAM", host: "iam")
  private static let sqs = AWSService(name: "SQS", host: "sqs")

  private func client(_ url: String, user: String) async throws -> AWSClient {
    let environment = [
      "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": user, "AWS_SECRET_ACCESS_KEY": "stand-in",
      "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
    ]
    var settings = AWSSettings()
    settings.region = "eu-west-1"
    return try await AWSClient.open(settings, in: AWSSurroundings(environment: environment))
  }

  @discardableResult
  private func ask(
    _ client: AWSClient, _ service: AWSService, _ operation: String, _ parameters: [(String, String)]
  ) async throws -> XMLElement {
    let version = service == Self.ec2 ? "2016-11-15" : "2010-05-08"
    return try await client.xml(.query(service, operation, version: version, parameters))
  }

  private func put(_ client: AWSClient, _ bucket: String, _ setting: String?, _ body: String) async throws {
    var call = AWSCall(.s3, "Put")
    call.method = .put
    call.path = "/\(bucket)"
    if let setting { call.query = [(setting, "")] }
    call.body = Array(body.utf8)
    call.headers = [HTTPHeader("content-md5", String(decoding: Base64.encode(Hashing.md5(call.body)), as: UTF8.self))]
    _ = try await client.send(call)
  }

  @Test func `each change is told with who made it`() async throws {
    let server = try PythonServer("cloudtrail", [try #require(moto)])
    var request = HTTPRequest(.put, "\(server.url)/settings")
    request.body = Array(#"{"unlimited": true}"#.utf8)
    _ = try await HTTPClient().send(request)
    let (maker, changer) = (try await client(server.url, user: "maker"), try await client(server.url, user: "changer"))
    let name = "trail-\(UUID().uuidString.prefix(8).lowercased())"

    try await put(
      maker, name, nil,
      "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>")
    try await put(
      changer, name, "tagging", "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>")
    let made = try await ask(maker, Self.ec2, "CreateVpc", [("CidrBlock", "10.9.0.0/16")])
    let vpc = try #require(made.first("vpcId")?.text)
    let group = try #require(
      try await ask(
        maker, Self.ec2, "CreateSecurityGroup", [("GroupName", name), ("GroupDescription", "x"), ("VpcId", vpc)]
      ).first("groupId")?.text)
    try await ask(
      changer, Self.ec2, "AuthorizeSecurityGroupIngress",
      [
        ("GroupId", group), ("IpPermissions.1.IpProtocol", "tcp"), ("IpPermissions.1.FromPort", "22"),
        ("IpPermissions.1.ToPort", "22"), ("IpPermissions.1.IpRanges.1.CidrIp", "0.0.0.0/0"),
      ])
    try await ask(changer, Self.ec2, "CreateTags", [("ResourceId.1", vpc), ("Tag.1.Key", "a"), ("Tag.1.Value", "b")])
    try await ask(maker, Self.iam, "CreateRole", [("RoleName", name), ("AssumeRolePolicyDocument", "{}")])
    try await ask(changer, Self.iam, "DeleteRole", [("RoleName", name)])
    let queue = try #require(
      try await maker.json(
        .json(Self.sqs, target: "AmazonSQS.CreateQueue", version: "1.0", .record([("QueueName", .string(name))])))[
          "QueueUrl"]?.string)
    _ = try await changer.json(
      .json(
        Self.sqs, target: "AmazonSQS.SetQueueAttributes", version: "1.0",
        .record([("QueueUrl", .string(queue)), ("Attributes", .record([("VisibilityTimeout", .string("99"))]))])))

    let found = await TrailReader(client: maker, interval: .zero).causes(
      of: [
        TrailSamples.question("aws_s3_bucket", [name], .changed(["tags", "tags_all"]), key: "bucket"),
        TrailSamples.question("aws_vpc", [vpc], .changed(["tags"]), key: "vpc"),
        TrailSamples.question("aws_security_group", [group], .changed(["ingress"]), key: "group"),
        TrailSamples.question("aws_iam_role", [name], .deleted, key: "role", region: "global"),
        TrailSamples.question("aws_sqs_queue", [queue], .changed(["visibility_timeout_seconds"]), key: "queue"),
        TrailSamples.question("aws_vpc", [vpc], .changed(["enable_dns_support"]), key: "untouched"),
      ], since: UTCTime(seconds: UTCTime.now.seconds - 600), until: .now + 60)
    #expect(found.gaps == [])
    let told = found.events.mapValues { $0.map { "\($0.name) \($0.actor.split(separator: "/").last ?? "")" } }
    #expect(
      told == [
        "bucket": ["PutBucketTagging changer"], "vpc": ["CreateTags changer"],
        "group": ["AuthorizeSecurityGroupIngress changer"], "role": ["DeleteRole changer"],
        "queue": ["SetQueueAttributes changer"],
      ])
  }
}
