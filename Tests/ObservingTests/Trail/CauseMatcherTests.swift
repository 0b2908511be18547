import Model
import Testing

@testable import Observing

@Suite struct CauseMatcherTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var type: String
    var identifiers: [String]
    var service: String
    var event: String
    var request = "null"
    var response = "null"
    var resources = "[]"
    var concerns = true
  }

  static let examples: [Example] = [
    Example(
      testDescription: "a bucket's tags", type: "aws_s3_bucket", identifiers: ["logs"], service: "s3",
      event: "PutBucketTagging", request: #"{"bucketName":"logs"}"#),
    Example(
      testDescription: "another bucket", type: "aws_s3_bucket", identifiers: ["logs"], service: "s3",
      event: "PutBucketTagging", request: #"{"bucketName":"logs-2"}"#, concerns: false),
    Example(
      testDescription: "a setting of a bucket of its own", type: "aws_s3_bucket_versioning", identifiers: ["logs"],
      service: "s3", event: "PutBucketVersioning", request: #"{"bucketName":"logs"}"#),
    Example(
      testDescription: "a security group's rule", type: "aws_security_group", identifiers: ["sg-1"], service: "ec2",
      event: "AuthorizeSecurityGroupIngress", request: #"{"groupId":"sg-1","ipPermissions":{"items":[]}}"#),
    Example(
      testDescription: "an instance started in a security group", type: "aws_security_group", identifiers: ["sg-1"],
      service: "ec2", event: "RunInstances", request: #"{"groupSet":{"items":[{"groupId":"sg-1"}]}}"#,
      resources: #"[{"ARN":"arn:aws:ec2:eu-west-1:1:security-group/sg-1"}]"#, concerns: false),
    Example(
      testDescription: "tags of EC2", type: "aws_vpc", identifiers: ["vpc-1"], service: "ec2", event: "CreateTags",
      request: #"{"resourcesSet":{"items":[{"resourceId":"subnet-1"},{"resourceId":"vpc-1"}]}}"#),
    Example(
      testDescription: "a subnet made in a network", type: "aws_vpc", identifiers: ["vpc-1"], service: "ec2",
      event: "CreateSecurityGroup", request: #"{"groupName":"x"}"#, response: #"{"groupId":"sg-1"}"#, concerns: false),
    Example(
      testDescription: "an instance's end", type: "aws_instance", identifiers: ["i-1"], service: "ec2",
      event: "TerminateInstances", request: #"{"instancesSet":{"items":[{"instanceId":"i-1"}]}}"#),
    Example(
      testDescription: "an instance's beginning", type: "aws_instance", identifiers: ["i-1"], service: "ec2",
      event: "RunInstances", response: #"{"instancesSet":{"items":[{"instanceId":"i-1"}]}}"#),
    Example(
      testDescription: "a function by its ARN", type: "aws_lambda_function", identifiers: ["thumbs"], service: "lambda",
      event: "UpdateFunctionConfiguration20150331v2",
      request: #"{"functionName":"arn:aws:lambda:eu-west-1:1:function:thumbs"}"#),
    Example(
      testDescription: "a queue by its address", type: "aws_sqs_queue", identifiers: ["arn:aws:sqs:eu-west-1:1:jobs"],
      service: "sqs", event: "SetQueueAttributes",
      request: #"{"queueUrl":"https://sqs.eu-west-1.amazonaws.com/1/jobs"}"#),
    Example(
      testDescription: "a key by its ARN", type: "aws_kms_key", identifiers: ["1234-ab"], service: "kms",
      event: "DisableKeyRotation", request: #"{"keyId":"arn:aws:kms:eu-west-1:1:key/1234-ab"}"#),
    Example(
      testDescription: "a log group", type: "aws_cloudwatch_log_group",
      identifiers: ["arn:aws:logs:eu-west-1:1:log-group:/app/web:*"], service: "logs", event: "PutRetentionPolicy",
      request: #"{"logGroupName":"/app/web"}"#),
    Example(
      testDescription: "a role's policy", type: "aws_iam_role", identifiers: ["deploy"], service: "iam",
      event: "AttachRolePolicy",
      request: #"{"roleName":"deploy","policyArn":"arn:aws:iam::aws:policy/AdministratorAccess"}"#),
    Example(
      testDescription: "the policy that was attached", type: "aws_iam_policy", identifiers: ["arn:aws:iam::1:policy/p"],
      service: "iam", event: "AttachRolePolicy",
      request: #"{"roleName":"deploy","policyArn":"arn:aws:iam::1:policy/p"}"#, concerns: true),
    Example(
      testDescription: "a zone", type: "aws_route53_zone", identifiers: ["Z1"], service: "route53",
      event: "ChangeTagsForResource", request: #"{"resourceType":"hostedzone","resourceId":"Z1"}"#),
    Example(
      testDescription: "the same name in another service", type: "aws_sns_topic", identifiers: ["jobs"], service: "sqs",
      event: "CreateQueue", request: #"{"queueName":"jobs"}"#, concerns: false),
    Example(
      testDescription: "a type that is not known, by a value at the top", type: "aws_athena_workgroup",
      identifiers: ["team"], service: "athena", event: "UpdateWorkGroup", request: #"{"workGroup":"team"}"#),
    Example(
      testDescription: "a type that is not known, by its ARN", type: "aws_backup_vault",
      identifiers: ["arn:aws:backup:eu-west-1:1:backup-vault:v"], service: "backup",
      event: "PutBackupVaultAccessPolicy", resources: #"[{"ARN":"arn:aws:backup:eu-west-1:1:backup-vault:v"}]"#),
    Example(
      testDescription: "parameters that are no object", type: "aws_s3_bucket", identifiers: ["logs"], service: "s3",
      event: "PutBucketPolicy", request: #""logs""#, concerns: false),
  ]

  @Test(arguments: examples) func `a record concerns what it is about, and not what it merely uses`(_ example: Example)
    throws
  {
    let record = try #require(
      TrailRecord(
        try TrailSamples.record(
          example.service, example.event, request: example.request, response: example.response,
          resources: example.resources)))
    let matcher = CauseMatcher(TrailSamples.question(example.type, example.identifiers, .changed([])))
    #expect(matcher.concerns(record) == example.concerns)
  }

  @Test(arguments: [
    #","readOnly":true"#, #","errorCode":"AccessDenied""#, #","eventCategory":"Data""#, #","managementEvent":false"#,
  ])
  func `reading, refusals and what is in an object change nothing`(_ more: String) throws {
    let json = try TrailSamples.record("s3", "PutBucketTagging", request: #"{"bucketName":"logs"}"#, more: more)
    let record = try #require(TrailRecord(json))
    #expect(!CauseMatcher(TrailSamples.question("aws_s3_bucket", ["logs"], .changed([]))).concerns(record))
  }

  /// The names of events of a bucket, one an hour, the newest last.
  private func answer(_ events: [String], _ change: CauseQuestion.Change, _ type: String = "aws_s3_bucket") throws
    -> [String]
  {
    let records = try events.enumerated().map { hour, name in
      try #require(
        TrailRecord(
          try TrailSamples.record("s3", name, at: "2026-11-20T1\(hour):00:00Z", request: #"{"bucketName":"logs"}"#)))
    }
    return CauseMatcher(TrailSamples.question(type, ["logs"], change)).answer(records, limit: 10).map(\.name)
  }

  @Test func `only what can have changed the attribute is its cause, the newest first`() throws {
    let events = ["CreateBucket", "PutBucketTagging", "PutBucketVersioning", "PutBucketTagging", "PutBucketPolicy"]
    #expect(try answer(events, .changed(["tags"])) == ["PutBucketTagging", "PutBucketTagging"])
    #expect(try answer(events, .changed(["tags_all", "versioning"])).first == "PutBucketTagging")
    #expect(try answer(events, .changed(["something_new"])) == ["PutBucketPolicy"])
    #expect(try answer(events, .changed([])) == ["PutBucketPolicy"])
    #expect(try answer(events, .changed([]), "aws_s3_bucket_versioning") == ["PutBucketPolicy"])
    #expect(try answer(events, .changed(["status"]), "aws_s3_bucket_versioning") == ["PutBucketVersioning"])
  }

  @Test func `what nothing changed was made like that, and nobody else is accused`() throws {
    #expect(try answer(["CreateBucket", "PutBucketPolicy"], .changed(["tags"])) == ["CreateBucket"])
    #expect(try answer(["DeleteBucketPolicy"], .changed(["tags"])) == [])
  }

  @Test func `an end and a beginning are told from what becomes of a part`() throws {
    #expect(
      try answer(["CreateBucket", "DeleteBucketPolicy", "DeleteBucket", "DeleteBucketTagging"], .deleted) == [
        "DeleteBucket"
      ])
    #expect(try answer(["CreateBucket", "PutBucketPolicy"], .created) == ["CreateBucket"])
  }

  @Test func `a network is not made by what is made in it`() throws {
    let matcher = CauseMatcher(TrailSamples.question("aws_vpc", ["vpc-1"], .changed([])))
    for (name, concerns) in [
      ("CreateVpc", true), ("CreateSubnet", false), ("CreateSecurityGroup", false), ("AttachInternetGateway", false),
      ("ModifyVpcAttribute", true), ("DeleteVpc", true),
    ] {
      let record = try #require(TrailRecord(try TrailSamples.record("ec2", name, request: #"{"vpcId":"vpc-1"}"#)))
      #expect(matcher.concerns(record) == concerns, "\(name)")
    }
  }

  @Test(arguments: [
    ("aws_lb", "elasticloadbalancing", "DeleteLoadBalancer", #"{"loadBalancerArn":"x"}"#),
    ("aws_kms_key", "kms", "ScheduleKeyDeletion", #"{"keyId":"x"}"#),
    ("aws_instance", "ec2", "TerminateInstances", #"{"instancesSet":{"items":[{"instanceId":"x"}]}}"#),
    ("aws_lambda_function", "lambda", "DeleteFunction20150331", #"{"functionName":"x"}"#),
    ("aws_route53_zone", "route53", "DeleteHostedZone", #"{"id":"x"}"#),
    ("aws_eip", "ec2", "ReleaseAddress", #"{"allocationId":"x"}"#),
    ("aws_db_instance", "rds", "DeleteDBInstance", #"{"dBInstanceIdentifier":"x"}"#),
  ])
  func `the end of an object is told in its service's words`(
    _ type: String, _ service: String, _ event: String, _ request: String
  ) throws {
    let record = try #require(TrailRecord(try TrailSamples.record(service, event, request: request)))
    let matcher = CauseMatcher(TrailSamples.question(type, ["x"], .deleted))
    #expect(matcher.concerns(record))
    #expect(matcher.answer([record], limit: 1).map(\.name) == [event])
  }

  @Test func `the same event from two places is one`() throws {
    let json = try TrailSamples.record("s3", "PutBucketTagging", request: #"{"bucketName":"logs"}"#)
    let record = try #require(TrailRecord(json))
    let matcher = CauseMatcher(TrailSamples.question("aws_s3_bucket", ["logs"], .changed(["tags"])))
    #expect(matcher.answer([record, record], limit: 10).count == 1)
  }

  @Test(
    arguments: [
      ("aws_s3_bucket", ["id": "logs", "arn": "arn:aws:s3:::logs", "bucket": "logs"], ["logs", "arn:aws:s3:::logs"]),
      (
        "aws_iam_role_policy", ["id": "role:policy", "name": "policy", "role": "role"],
        ["role", "role:policy", "policy"]
      ),
      ("aws_vpc", ["id": "vpc-1", "arn": ""], ["vpc-1"]), ("aws_new_thing", [:], []),
    ] as [(String, [String: String], [String])])
  func `an object is named by what it belongs to, its identifier and its ARN`(
    _ type: String, _ attributes: [String: String], _ names: [String]
  ) { #expect(CauseQuestion.identifiers(of: type) { attributes[$0] } == names) }
}

@Suite struct FindingQuestionTests {
  private func question(_ kind: String, _ type: String, part: String = "", _ attributes: [String: String])
    -> CauseQuestion?
  {
    let address = ResourceInstanceAddress(
      module: .root, resource: ResourceName(mode: .managed, type: type, name: "x"), key: nil)
    let finding = Finding(kind: kind, subject: .instance(address), part: part, severity: .low, summary: "")
    return CauseQuestion(finding, key: "k", region: "eu-west-1") { attributes[$0] }
  }

  @Test func `a finding asks for what changed, where its ARN says`() throws {
    let queue = try #require(
      question(
        "drift.changed", "aws_sqs_queue", part: "tags[\"a.b\"]",
        ["arn": "arn:aws:sqs:us-west-2:123456789012:q", "id": "https://q"]))
    #expect(queue.change == .changed(["tags"]))
    #expect(queue.scope == ObservedScope(type: "aws_sqs_queue", account: "123456789012", region: "us-west-2"))
    #expect(queue.identifiers == ["https://q", "arn:aws:sqs:us-west-2:123456789012:q"])
    let role = try #require(question("drift.missing", "aws_iam_role", ["arn": "arn:aws:iam::1:role/r", "id": "r"]))
    #expect(role.change == .deleted)
    #expect(role.trailRegion == "us-east-1")
    let bucket = try #require(
      question("drift.changed", "aws_s3_bucket", ["arn": "arn:aws:s3:::b", "id": "b", "region": "eu-south-1"]))
    #expect(bucket.change == .changed([]))
    #expect(bucket.scope.region == "eu-south-1")
    #expect(try #require(question("drift.changed", "aws_vpc", ["id": "vpc-1"])).scope.region == "eu-west-1")
  }

  @Test func `what no log of AWS knows is not asked for`() {
    #expect(question("drift.changed", "random_id", ["id": "x"]) == nil)
    #expect(question("drift.changed", "aws_vpc", [:]) == nil)
  }
}
