import Model
import Observing
import Reporting

extension FuzzTarget {
  /// What the audit log of a cloud says, and what an earlier run has left.
  static let findings: [FuzzTarget] = [
    FuzzTarget("audit-log", words: trailWords, seeds: auditLogs) { bytes in
      try forEachRecord(in: bytes) { _ = TrailRecord($0) }
    },
    FuzzTarget(
      "findings-record", words: ["\"findings\":[", "\"first_seen\":", "\"1.0\"", "\"scope\":{"], seeds: records
    ) {
      bytes in
      let record = try FindingsRecord.read(bytes)
      guard let again = try? FindingsRecord.read(record.json.written()) else {
        throw BrokenLaw("a record that was written can be read")
      }
      try require(again == record, "a record that was written is read as it was")
    },
  ]

  private static let trailWords = [
    "\"Records\":[", "\"userIdentity\":{", "\"type\":\"AssumedRole\"", "\"sessionContext\":{\"sessionIssuer\":{",
    "\"requestParameters\":", "\"resources\":[{\"ARN\":", "\"eventTime\":\"2026-11-20T10:00:00Z\"",
    "\"eventName\":\"X\"", "\"eventSource\":\"s3.amazonaws.com\"", "\"readOnly\":",
  ]

  private static var auditLogs: [[UInt8]] {
    [
      #"""
      {"Records":[{"eventTime":"2026-11-20T10:00:00Z","eventSource":"s3.amazonaws.com","eventName":"PutBucketTagging",
      "userIdentity":{"type":"AssumedRole","arn":"arn:aws:sts::1:assumed-role/a/b","sessionContext":{"sessionIssuer":
      {"arn":"arn:aws:iam::1:role/a"}}},"requestParameters":{"bucketName":"b"},"resources":[{"ARN":"arn:aws:s3:::b"}]}]}
      """#.bytes
    ]
  }

  private static var records: [[UInt8]] {
    [
      #"""
      {"format_version":"1.0","time":"2026-11-21T22:40:05Z","findings":[{"stack":"s","id":"i","kind":"drift.missing",
      "subject":"aws_vpc.a","scope":{"type":"aws_vpc","account":"1","region":"r"},"summary":"gone","severity":"high",
      "standing":"actionable","first_seen":"2026-11-20T10:00:00Z","last_seen":"2026-11-20T10:00:00Z","memory":{
      "address":"aws_vpc.a[0]","path":["tags",{"key":"k"},0],"digest":"d","text":"t","elements":{"e":true}}}]}
      """#.bytes
    ]
  }
}
