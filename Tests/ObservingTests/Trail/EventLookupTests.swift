import Connecting
import Foundation
import Model
import TestSupport
import Testing

@testable import Observing

/// Against Tests/Fixtures/servers/cloudtrail.py, which keeps the limits that the service documents.
@Suite(.serialized) struct EventLookupTests {
  private let since = UTCTime(seconds: UTCTime.now.seconds - 86400)

  private struct Stand {
    let server: PythonServer
    let client: AWSClient
    let http = HTTPClient()

    init(_ events: [JSON], unlimited: Bool = true) async throws {
      server = try PythonServer("cloudtrail")
      let environment = [
        "AWS_ENDPOINT_URL_CLOUDTRAIL": server.url, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
        "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
      ]
      var settings = AWSSettings()
      settings.region = TrailSamples.region
      client = try await AWSClient.open(
        settings, in: AWSSurroundings(environment: environment, wait: { _ in }, random: { 0 }))
      try await put("events", .array(events))
      try await put("settings", .record([("unlimited", .bool(unlimited))]))
    }

    func put(_ path: String, _ content: JSON) async throws {
      var request = HTTPRequest(.put, "\(server.url)/\(path)")
      request.body = content.written()
      _ = try await http.send(request)
    }

    func log() async throws -> [JSON] {
      try JSON.read(try await http.send(HTTPRequest(.get, "\(server.url)/log")).body).array ?? []
    }
  }

  private func event(
    _ number: Int, _ service: String, _ name: String, request: String, names: [String], minutesAgo: Int,
    region: String = TrailSamples.region
  ) throws -> JSON {
    let time = UTCTime(seconds: UTCTime.now.seconds - minutesAgo * 60).iso8601
    guard
      case .object(let members) = try TrailSamples.record(
        service, name, at: time, id: "event-\(number)", request: request)
    else { return .null }
    return .object(
      members.filter { $0.name != "awsRegion" } + [
        JSON.Member("x-resource-names", .array(names.map { .string($0) })), JSON.Member("awsRegion", .string(region)),
      ])
  }

  private func reader(_ stand: Stand, interval: Duration = .zero) -> TrailReader {
    TrailReader(client: stand.client, interval: interval)
  }

  @Test func `causes are found by the names of objects, and by events where these name none`() async throws {
    let stand = try await Stand([
      event(1, "s3", "PutBucketTagging", request: #"{"bucketName":"logs"}"#, names: ["logs"], minutesAgo: 50),
      event(2, "s3", "PutBucketPolicy", request: #"{"bucketName":"logs"}"#, names: ["logs"], minutesAgo: 20),
      event(3, "sqs", "SetQueueAttributes", request: #"{"queueUrl":"https://sqs/1/jobs"}"#, names: [], minutesAgo: 5),
      event(4, "sqs", "SetQueueAttributes", request: #"{"queueUrl":"https://sqs/1/other"}"#, names: [], minutesAgo: 4),
      event(5, "iam", "DeleteRole", request: #"{"roleName":"ci"}"#, names: ["ci"], minutesAgo: 3, region: "us-east-1"),
    ])
    let found = await reader(stand).causes(
      of: [
        TrailSamples.question("aws_s3_bucket", ["logs"], .changed(["tags"]), key: "bucket"),
        TrailSamples.question(
          "aws_sqs_queue", ["https://sqs/1/jobs"], .changed(["visibility_timeout_seconds"]), key: "queue"),
        TrailSamples.question("aws_iam_role", ["ci"], .deleted, key: "role", region: "global"),
        TrailSamples.question("aws_vpc", ["vpc-1"], .changed([]), key: "nobody"),
      ], since: since, until: .now)
    #expect(found.gaps == [])
    #expect(
      found.events.mapValues { $0.map(\.id) } == ["bucket": ["event-1"], "queue": ["event-3"], "role": ["event-5"]])
    #expect(found.events["role"]?.first?.actor == "arn:aws:iam::123456789012:user/jo")
  }

  @Test func `pages are read on until the cause is among them`() async throws {
    let others = try (0..<120).map { number in
      try event(
        number, "s3", "PutBucketPolicy", request: #"{"bucketName":"logs"}"#, names: ["logs"], minutesAgo: number + 1)
    }
    let tagging = try event(
      999, "s3", "PutBucketTagging", request: #"{"bucketName":"logs"}"#, names: ["logs"], minutesAgo: 600)
    let stand = try await Stand(others + [tagging])
    let found = await reader(stand).causes(
      of: [TrailSamples.question("aws_s3_bucket", ["logs"], .changed(["tags"]))], since: since, until: .now)
    #expect(found.events["it"]?.map(\.id) == ["event-999"])
    #expect(try await stand.log().count == 3)
  }

  @Test func `a cause behind the last page that is read is a gap, once for each list`() async throws {
    let others = try (0..<201).map { number in
      try event(
        number, "s3", "PutBucketPolicy", request: #"{"bucketName":"logs"}"#, names: ["logs"], minutesAgo: number + 1)
    }
    let tagging = try event(
      999, "s3", "PutBucketTagging", request: #"{"bucketName":"logs"}"#, names: ["logs"], minutesAgo: 600)
    let stand = try await Stand(others + [tagging])
    let found = await reader(stand).causes(
      of: [
        // Found: what was not read is of no use to it.
        TrailSamples.question("aws_s3_bucket", ["logs"], .changed(["policy"]), key: "policy"),
        TrailSamples.question("aws_s3_bucket", ["logs"], .deleted, key: "one"),
        TrailSamples.question("aws_s3_bucket", ["logs"], .deleted, key: "two"),
      ], since: since, until: .now)
    #expect(found.events["policy"]?.first?.id == "event-0")
    #expect(found.events["one"] == nil)
    #expect(found.gaps.map(\.reason) == [.incomplete])
    #expect(found.gaps.first?.detail.contains("newest 200 events about logs") == true)
  }

  @Test func `the service is asked no more than twice a second`() async throws {
    let stand = try await Stand([], unlimited: false)
    let questions = (0..<5).map { TrailSamples.question("aws_vpc", ["vpc-\($0)"], .deleted, key: "\($0)") }
    let found = await reader(stand, interval: LookupPace.interval).causes(
      of: questions, since: since, until: .now)
    #expect(found.gaps == [])
    // None was refused, and asked again.
    #expect(try await stand.log().count == 5)
  }

  @Test(arguments: [
    (403, "AccessDeniedException", ObservationGap.Reason.denied), (400, "ThrottlingException", .throttled),
    (503, "ServiceUnavailable", .failed),
  ])
  func `a service that refuses is a gap, and is not asked again and again`(
    _ status: Int, _ code: String, _ reason: ObservationGap.Reason
  ) async throws {
    let stand = try await Stand([])
    try await stand.put(
      "settings", .record([("fail", .array([.integer(status), .string(code), .string("no"), .integer(1000)]))]))
    let questions = (0..<20).map { TrailSamples.question("aws_vpc", ["vpc-\($0)"], .deleted, key: "\($0)") }
    let found = await reader(stand).causes(of: questions, since: since, until: .now)
    #expect(found.events.isEmpty)
    #expect(found.gaps.map(\.reason) == [reason])
    #expect(found.gaps.first?.call == "cloudtrail:LookupEvents")
    #expect(try await stand.log().count <= 3)
  }

  @Test func `a passing refusal is not told`() async throws {
    let stand = try await Stand([
      event(1, "s3", "DeleteBucket", request: #"{"bucketName":"logs"}"#, names: ["logs"], minutesAgo: 1)
    ])
    try await stand.put(
      "settings",
      .record([("fail", .array([.integer(400), .string("ThrottlingException"), .string("slow"), .integer(1)]))]))
    let found = await reader(stand).causes(
      of: [TrailSamples.question("aws_s3_bucket", ["logs"], .deleted)], since: since, until: .now)
    #expect(found.gaps == [])
    #expect(found.events["it"]?.count == 1)
  }

  @Test func `events that cannot be understood and times that are not kept are gaps`() async throws {
    guard
      case .object(let members) = try event(1, "s3", "DeleteBucket", request: "null", names: ["logs"], minutesAgo: 1)
    else { return #expect(Bool(false)) }
    let stand = try await Stand([.object(members + [JSON.Member("x-text", .string("{broken"))])])
    let found = await reader(stand).causes(
      of: [TrailSamples.question("aws_s3_bucket", ["logs"], .deleted)],
      since: UTCTime(seconds: since.seconds - 100 * 86400),
      until: .now)
    #expect(Set(found.gaps.map(\.reason)) == [.incomplete, .unsupported])
  }
}
