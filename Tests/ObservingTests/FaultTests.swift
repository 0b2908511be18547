import Connecting
import Foundation
import Model
import Synchronization
import TestSupport
import Testing

@testable import Observing

/// Against a service that answers as each test tells it.
@Suite(.serialized)
struct FaultTests {
  private static let shared = Result { try PythonServer("aws_lists") }
  private let server: PythonServer

  init() throws { server = try Self.shared.get() }

  private struct Answer {
    var status = 200
    var body = ""
    var seconds = 0.0

    var json: JSON {
      .record([
        ("status", .integer(status)), ("body", .string(body)), ("seconds", .number("\(seconds)")),
      ])
    }
  }

  private static func vpcs(_ ids: String..., next: String? = nil) -> Answer {
    let items = ids.map { "<item><vpcId>\($0)</vpcId><isDefault>false</isDefault></item>" }.joined()
    let token = next.map { "<nextToken>\($0)</nextToken>" } ?? ""
    return Answer(body: "<DescribeVpcsResponse><vpcSet>\(items)</vpcSet>\(token)</DescribeVpcsResponse>")
  }

  private static func refused(_ status: Int, _ code: String) -> Answer {
    Answer(
      status: status,
      body: "<Response><Errors><Error><Code>\(code)</Code><Message>no\nsecret</Message></Error></Errors></Response>")
  }

  private func observe(
    _ script: [String: [Answer]], types: Set<String> = ["aws_vpc"], waits: Waits = Waits(),
    limits: AWSObserver.Limits = AWSObserver.Limits()
  ) async throws -> Observation {
    var request = HTTPRequest(.put, "\(server.url)/script")
    request.body = JSON.sortedObject(script.mapValues { .array($0.map(\.json)) }).written()
    _ = try await HTTPClient().send(request)
    let environment = [
      "AWS_ENDPOINT_URL": server.url, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-1",
    ]
    let surroundings = AWSSurroundings(
      environment: environment, wait: { duration in waits.add(duration) }, random: { 0.5 })
    let client = try await AWSClient.open(AWSSettings(), in: surroundings)
    let observer = AWSObserver(client: client, surroundings: surroundings, limits: limits)
    return try await observer.observe(regions: ["eu-west-1"], types: types)
  }

  /// What was waited for instead of being waited for.
  private final class Waits: Sendable {
    private let all = Mutex<[Duration]>([])
    func add(_ duration: Duration) { all.withLock { $0.append(duration) } }
    var total: Duration { all.withLock { $0.reduce(.zero, +) } }
    var count: Int { all.withLock { $0.count } }
  }

  private func asked(_ operation: String) async throws -> Int {
    let body = try await HTTPClient().send(HTTPRequest(.get, "\(server.url)/log")).body
    return try (JSON.read(body).array ?? []).count { $0["operation"]?.string == operation }
  }

  @Test func `pages are followed to the end`() async throws {
    let seen = try await observe(["DescribeVpcs": [Self.vpcs("vpc-1", next: "a"), Self.vpcs("vpc-2")]])
    #expect(seen.objects.map(\.importID) == ["vpc-1", "vpc-2"])
    #expect(seen.gaps.isEmpty && seen.covered.map(\.type) == ["aws_vpc"])
  }

  @Test func `a page that fails in the middle leaves what came before, and the scope not covered`() async throws {
    let seen = try await observe([
      "DescribeVpcs": [Self.vpcs("vpc-1", next: "a"), Self.refused(403, "UnauthorizedOperation")]
    ])
    #expect(seen.objects.map(\.importID) == ["vpc-1"])
    #expect(seen.covered.isEmpty)
    #expect(seen.gaps.map(\.reason) == [.incomplete])
    #expect(seen.gaps.first?.detail.contains("page 2") == true)
    let coverage = Coverage(seen, managed: ManagedIdentities())
    #expect(coverage.total == Coverage.Counts(notKnown: 1))
  }

  @Test func `a denied list is a gap and no empty list`() async throws {
    let seen = try await observe(["DescribeSubnets": [Answer(body: Self.subnets)]], types: ["aws_vpc", "aws_subnet"])
    #expect(seen.covered.map(\.type) == ["aws_subnet"])
    #expect(seen.gaps.map(\.reason) == [.denied])
    #expect(seen.gaps.map(\.call) == ["ec2:DescribeVpcs"])
    #expect(seen.gaps.first?.scope == ObservedScope(type: "aws_vpc", account: "123456789012", region: "eu-west-1"))
  }

  private static let subnets = "<DescribeSubnetsResponse><subnetSet/></DescribeSubnetsResponse>"

  @Test(arguments: [
    (429, "TooManyRequestsException"), (503, "SlowDown"), (400, "Throttling"), (503, "RequestLimitExceeded"),
  ])
  func `a service that throttles for a while is asked again`(status: Int, code: String) async throws {
    let waits = Waits()
    let refusals = Array(repeating: Self.refused(status, code), count: 5)
    let seen = try await observe(["DescribeVpcs": refusals + [Self.vpcs("vpc-1")]], waits: waits)
    #expect(seen.gaps.isEmpty)
    #expect(seen.objects.count == 1)
    // Half of 2, 4, 8, 16 and 32, no more than 20 each, and what the bucket adds.
    #expect(waits.total >= .seconds(31))
  }

  @Test func `a service that goes on throttling is a gap, after a bounded number of attempts`() async throws {
    let seen = try await observe(["DescribeVpcs": [Self.refused(429, "Throttling")]])
    #expect(seen.gaps.map(\.reason) == [.throttled])
    #expect(seen.covered.isEmpty)
    #expect(try await asked("DescribeVpcs") == AWSObserver.Limits().attemptsWhenThrottled)
  }

  @Test(arguments: [
    (500, "InternalError", ObservationGap.Reason.failed, 4), (503, "ServiceUnavailable", .failed, 4),
    (400, "OptInRequired", .unsupported, 1), (400, "InvalidParameterValue", .failed, 1),
    (400, "ExpiredToken", .failed, 1), (401, "AuthFailure", .denied, 1),
  ])
  func `a refusal is told for what it is`(
    status: Int, code: String, reason: ObservationGap.Reason, attempts: Int
  ) async throws {
    let seen = try await observe(["DescribeVpcs": [Self.refused(status, code)]])
    #expect(seen.gaps.map(\.reason) == [reason])
    #expect(seen.gaps.allSatisfy { $0.detail.contains(code) && !$0.detail.contains("secret") })
    #expect(try await asked("DescribeVpcs") == attempts)
  }

  @Test(arguments: [
    "", "garbage", "<", "<html><body>Hello</body></html>", "<DescribeVpcsResponse><vpcSet><item>",
    "<DescribeSubnetsResponse/>", "{}", "[]", "\u{FF}\u{FE}",
    "<!DOCTYPE a [<!ENTITY b \"c\">]><DescribeVpcsResponse>&b;</DescribeVpcsResponse>",
  ])
  func `an answer that cannot be understood is a gap and no empty list`(body: String) async throws {
    let seen = try await observe(["DescribeVpcs": [Answer(body: body)]])
    #expect(seen.gaps.map(\.reason) == [.failed])
    #expect(seen.covered.isEmpty && seen.objects.isEmpty)
  }

  @Test func `an entry without identifier is told, and the others are kept`() async throws {
    let body =
      "<DescribeVpcsResponse><vpcSet><item><isDefault>false</isDefault></item><item><vpcId>vpc-1</vpcId></item></vpcSet>"
      + "</DescribeVpcsResponse>"
    let seen = try await observe(["DescribeVpcs": [Answer(body: body)]])
    #expect(seen.objects.map(\.importID) == ["vpc-1"])
    #expect(seen.gaps.map(\.reason) == [.failed] && seen.covered.isEmpty)
  }

  @Test func `a service that gives the same page for ever is left`() async throws {
    let seen = try await observe(["DescribeVpcs": [Self.vpcs("vpc-1", next: "same")]])
    #expect(seen.gaps.map(\.reason) == [.incomplete])
    #expect(try await asked("DescribeVpcs") == 2)
  }

  @Test func `a lookup that fails leaves nothing to guess`() async throws {
    let gateways = "<DescribeInternetGatewaysResponse><internetGatewaySet/></DescribeInternetGatewaysResponse>"
    let seen = try await observe(
      ["DescribeInternetGateways": [Answer(body: gateways)]], types: ["aws_internet_gateway"])
    #expect(seen.gaps.map(\.call) == ["ec2:DescribeVpcs"])
    #expect(seen.covered.isEmpty)
  }

  @Test func `one of many questions about entries that fails is one gap, and the answers of the others stay`()
    async throws
  {
    let clusters = #"{"clusters":[{"clusterName":"a","clusterArn":"arn:a"},{"clusterName":"b","clusterArn":"arn:b"}]}"#
    let seen = try await observe(
      [
        "ListClusters": [Answer(body: #"{"clusterArns":["arn:a","arn:b"]}"#)],
        "DescribeClusters": [Answer(body: clusters)],
        "ListServices": [
          Answer(body: #"{"serviceArns":["arn:s"]}"#),
          Answer(status: 400, body: #"{"__type":"AccessDeniedException","message":"no"}"#),
        ],
        "DescribeServices": [Answer(body: #"{"services":[{"serviceName":"s","serviceArn":"arn:s"}],"failures":[]}"#)],
      ], types: ["aws_ecs_cluster", "aws_ecs_service"])
    #expect(seen.covered.map(\.type) == ["aws_ecs_cluster"])
    #expect(seen.objects.filter { $0.scope.type == "aws_ecs_service" }.count == 1)
    #expect(seen.gaps.map(\.reason) == [.denied])
    #expect(seen.gaps.map(\.call) == ["ecs:ListServices"])
  }

  @Test func `an object that went away between list and question is no gap`() async throws {
    let seen = try await observe(
      [
        "ListKeys": [Answer(body: #"{"Keys":[{"KeyId":"a"}]}"#)],
        "DescribeKey": [Answer(status: 400, body: #"{"__type":"NotFoundException"}"#)],
      ], types: ["aws_kms_key"])
    #expect(seen.gaps.isEmpty && seen.objects.isEmpty && !seen.covered.isEmpty)
  }

  @Test func `slow answers are waited for together`() async throws {
    let keys = (0..<16).map { #"{"KeyId":"k\#($0)"}"# }.joined(separator: ",")
    let key = #"{"KeyMetadata":{"KeyId":"k","KeyManager":"CUSTOMER"}}"#
    let begin = ContinuousClock.now
    let seen = try await observe(
      ["ListKeys": [Answer(body: "{\"Keys\":[\(keys)]}")], "DescribeKey": [Answer(body: key, seconds: 0.3)]],
      types: ["aws_kms_key"])
    #expect(seen.gaps.isEmpty)
    #expect(ContinuousClock.now - begin < .seconds(3))
  }

  @Test func `credentials that open nothing end it at once`() async throws {
    let refusal = Self.refused(403, "InvalidClientTokenId")
    await #expect(throws: AWSError.self) { try await observe(["GetCallerIdentity": [refusal]]) }
  }
}
