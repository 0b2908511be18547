import Connecting
import Foundation
import Model
import TestSupport
import Testing

@testable import Observing

private let moto: String? = ProcessInfo.processInfo.environment["PLUMB_TEST_MOTO"].flatMap { $0.isEmpty ? nil : $0 }

@Suite struct TrailFilesTests {
  private func time(_ text: String) -> UTCTime { UTCTime(iso8601: text) ?? UTCTime(seconds: 0) }

  @Test func `only the days that are needed are listed, and the next where files come late`() {
    let bucket = TrailBucket(bucket: "trail", prefix: "audit", organization: "o-1")
    #expect(
      bucket.folders(
        account: "1", region: "eu-west-1", since: time("2026-02-28T10:00:00Z"), until: time("2026-03-01T23:30:00Z"))
        == ["28", "01", "02"].enumerated().map {
          "audit/AWSLogs/o-1/1/CloudTrail/eu-west-1/2026/0\($0 == 0 ? 2 : 3)/\($1)/"
        })
    let plain = TrailBucket(bucket: "trail")
    #expect(
      plain.folders(account: "1", region: "r", since: time("2026-03-01T00:00:00Z"), until: time("2026-03-01T01:00:00Z"))
        == ["AWSLogs/1/CloudTrail/r/2026/03/01/"])
  }

  @Test(
    arguments: [
      ("AWSLogs/1/CloudTrail/r/2026/11/21/1_CloudTrail_eu-west-1_20261121T2240Z_aB12.json.gz", "2026-11-21T22:40:00Z"),
      ("1_CloudTrail_eu-west-1_2026.json.gz", nil), ("digest.json.gz", nil), ("", nil),
    ] as [(String, String?)])
  func `a file's name tells when it was written`(_ key: String, _ expected: String?) {
    #expect(TrailBucket.time(of: key) == expected.map(time))
  }

  @Test func `records are read one by one, and other members are left aside`() throws {
    var names: [String] = []
    try forEachRecord(in: Array(#"{"more":[{}],"Records":[{"eventName":"A"},{"eventName":"B"}],"x":1}"#.utf8)) {
      names.append($0["eventName"]?.string ?? "")
    }
    #expect(names == ["A", "B"])
    #expect(throws: JSONError.self) { try forEachRecord(in: Array(#"{"Records":[{"eventName":"A"},"#.utf8)) { _ in } }
    #expect(throws: JSONError.self) { try forEachRecord(in: Array("[]".utf8)) { _ in } }
  }

  // MARK: - Against a store of objects

  private struct Bucket {
    let name = "trail-\(UUID().uuidString.prefix(8).lowercased())"
    let client: AWSClient

    init() async throws {
      let environment = [
        "AWS_ENDPOINT_URL": try #require(moto), "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in",
        "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
      ]
      var settings = AWSSettings()
      settings.region = "us-east-1"
      client = try await AWSClient.open(settings, in: AWSSurroundings(environment: environment))
      try await put("", [])
    }

    func put(_ key: String, _ body: [UInt8]) async throws {
      var call = AWSCall(.s3, "PutObject")
      call.method = .put
      call.path = "/\(name)" + (key.isEmpty ? "" : "/\(key)")
      call.body = body
      _ = try await client.send(call)
    }

    func log(_ time: String, _ records: [JSON]) async throws {
      try await file(time, Gzip.compress(JSON.record([("Records", .array(records))]).written()))
    }

    func file(_ time: String, _ bytes: [UInt8]) async throws {
      let day = "\(time.prefix(4))/\(time.dropFirst(4).prefix(2))/\(time.dropFirst(6).prefix(2))"
      try await put(
        "AWSLogs/\(TrailSamples.account)/CloudTrail/eu-west-1/\(day)/\(TrailSamples.account)_CloudTrail_eu-west-1_\(time)_x.json.gz",
        bytes)
    }
  }

  @Test(.enabled(if: moto != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
  func `causes are found in the log files of a bucket, and damaged files are gaps`() async throws {
    let bucket = try await Bucket()
    func tagging(_ id: String, _ time: String, _ name: String = "logs") throws -> JSON {
      try TrailSamples.record("s3", "PutBucketTagging", at: time, id: id, request: #"{"bucketName":"\#(name)"}"#)
    }
    try await bucket.log("20261119T1005Z", [tagging("too-early", "2026-11-19T10:00:00Z")])
    try await bucket.log(
      "20261120T1005Z",
      [tagging("first", "2026-11-20T10:00:00Z"), tagging("other", "2026-11-20T10:01:00Z", "other"), .null])
    try await bucket.log("20261121T0004Z", [tagging("late", "2026-11-20T23:59:00Z")])
    try await bucket.log("20261122T1000Z", [tagging("too-late", "2026-11-22T10:00:00Z")])
    try await bucket.file("20261120T1200Z", Array("no gzip at all".utf8))
    try await bucket.file("20261120T1300Z", Array(Gzip.compress(Array("{\"Records\":[]}".utf8)).dropLast(9)))
    let reader = TrailReader(client: bucket.client, place: .bucket(TrailBucket(bucket: bucket.name)))
    let found = await reader.causes(
      of: [TrailSamples.question("aws_s3_bucket", ["logs"], .changed(["tags"]))], since: time("2026-11-20T00:00:00Z"),
      until: time("2026-11-21T00:30:00Z"))
    #expect(found.events["it"]?.map(\.id) == ["late", "first"])
    #expect(found.gaps.map(\.reason) == [.incomplete, .incomplete, .incomplete])
    #expect(found.gaps.allSatisfy { $0.call == "s3:GetObject" })
  }

  @Test(.enabled(if: moto != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
  func `a bucket that is not there, and an account that is not known, are gaps`() async throws {
    let bucket = try await Bucket()
    let reader = TrailReader(client: bucket.client, place: .bucket(TrailBucket(bucket: "\(bucket.name)-gone")))
    var unknown = TrailSamples.question("aws_s3_bucket", ["logs"], .deleted)
    unknown.scope.account = ""
    let found = await reader.causes(
      of: [TrailSamples.question("aws_s3_bucket", ["logs"], .deleted), unknown], since: time("2026-11-20T00:00:00Z"),
      until: time("2026-11-21T00:00:00Z"))
    #expect(found.events.isEmpty)
    #expect(found.gaps.map(\.reason) == [.unsupported, .failed])
  }
}
