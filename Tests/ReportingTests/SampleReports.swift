import Foundation
import Model
import Reporting
import Testing

/// The reports of the golden files: everything that a report can hold stands in one of them.
enum SampleReports {
  static let time = time("2026-11-21T22:40:05Z")

  static func time(_ text: String) -> UTCTime { UTCTime(iso8601: text) ?? UTCTime(seconds: 0) }

  static func address(_ type: String, _ name: String, key: InstanceKey? = nil) -> ResourceInstanceAddress {
    ResourceInstanceAddress(
      module: .root, resource: ResourceName(mode: .managed, type: type, name: name), key: key)
  }

  static func range(_ file: String, _ line: Int) -> SourceRange {
    SourceRange(
      file: file, start: SourcePosition(line: line, column: 1, byte: line * 20),
      end: SourcePosition(line: line, column: 33, byte: line * 20 + 32))
  }

  static let opened = Finding(
    kind: "drift.changed", subject: .instance(address("aws_security_group", "web")), part: "ingress",
    severity: .critical, summary: "ingress was opened to the whole world",
    detail: "The configuration declares no such rule. Anybody can reach port 22 of every instance in this group.",
    evidence: [
      Finding.Evidence("declared", "[]"),
      Finding.Evidence("live", "[{ from_port = 22, to_port = 22, cidr_blocks = [\"0.0.0.0/0\"] }]"),
    ],
    causes: [
      ObservedEvent(
        time: time("2026-11-19T14:03:11Z"), id: "6f1c7f0e-3c55-4a1b-9d3b-1c2d3e4f5a6b", service: "ec2.amazonaws.com",
        name: "AuthorizeSecurityGroupIngress", actor: "arn:aws:iam::123456789012:user/jo", sourceAddress: "203.0.113.7",
        userAgent: "AWS Internal", region: "eu-west-1", resources: ["sg-0a1b2c3d"], means: .console)
    ],
    range: range("network.tf", 12),
    remediations: [
      Remediation(
        kind: .revert, summary: "plan and apply aws_security_group.web",
        steps: [.apply(targets: [address("aws_security_group", "web")])],
        dangers: ["your own session comes in by this rule"]),
      Remediation(
        kind: .adopt, summary: "write the rule into network.tf",
        steps: [
          .edit(TextPatch(edits: ["network.tf": [TextPatch.Edit(start: 260, end: 260, text: "  ingress {\n  }\n")]]))
        ]),
    ], firstSeen: time("2026-11-19T15:00:00Z"), lastSeen: time)

  static let missing = Finding(
    kind: "drift.missing", subject: .instance(address("aws_sqs_queue", "jobs", key: .name("mail"))), severity: .high,
    summary: "the queue is gone", evidence: [Finding.Evidence("recorded", "https://sqs/123456789012/mail")],
    range: range("queues.tf", 3))

  static let accepted = Finding(
    kind: "drift.changed", subject: .instance(address("aws_autoscaling_group", "web")), part: "desired_capacity",
    severity: .low,
    standing: .accepted(
      Finding.Acceptance(
        reason: "the scaling policy decides", owner: "web team", expires: "2027-03-31", range: range("plumb.hcl", 4))),
    summary: "desired_capacity was changed",
    evidence: [Finding.Evidence("declared", "2"), Finding.Evidence("live", "5")], range: range("web.tf", 30))

  static let pending = Finding(
    kind: "drift.pending", subject: .instance(address("aws_s3_bucket", "logs")), part: "tags[\"Owner\"]",
    severity: .info, standing: .pending, summary: "tags[\"Owner\"] will be set by the next apply",
    range: range("storage.tf", 1))

  static let informational = Finding(
    kind: "drift.changed", subject: .instance(address("aws_lambda_function", "thumbnails")), part: "last_modified",
    severity: .info, standing: .informational("the service computes it"), summary: "last_modified was changed")

  static let unmanaged = Finding(
    kind: "drift.unmanaged",
    subject: .object(
      ObservedObject(
        scope: ObservedScope(type: "aws_s3_bucket", account: "123456789012", region: "eu-west-1"),
        importID: "forgotten-exports", arn: "arn:aws:s3:::forgotten-exports", name: "exports",
        created: time("2025-02-03T04:05:06Z"), tags: ["Team": "data"])),
    severity: .medium, summary: "no configuration declares this bucket")

  static let denied = ObservationGap(
    scope: ObservedScope(type: "aws_kms_key", account: "123456789012", region: "eu-west-1"), reason: .denied,
    detail: "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: kms:ListKeys", call: "kms:ListKeys")

  static var full: FindingsReport {
    let shop = FindingsReport.Stack(
      name: "stacks/shop", findings: [pending, informational, accepted, missing, opened],
      subjects: [.instance(address("aws_vpc", "main")), .instance(address("aws_subnet", "a", key: .index(0)))])
    let broken = FindingsReport.Stack(
      name: "stacks/legacy", findings: [],
      gaps: [.init(.stack, .failed, detail: "The state cannot be read: the bucket states-legacy does not exist.")])
    let estate = FindingsReport.Stack(
      name: "", findings: [unmanaged],
      covered: [ObservedScope(type: "aws_s3_bucket", account: "123456789012", region: "eu-west-1")],
      gaps: [.init(denied)])
    let report = FindingsReport(
      tool: .init(version: "0.1.0"), title: "Drift", time: time, stacks: [shop, broken, estate],
      coverage: [
        .init(type: "aws_s3_bucket", managed: 3, unmanaged: 1), .init(type: "aws_vpc", managed: 1, unmanaged: 0),
      ])
    return report.compared(with: earlier).report
  }

  /// What the run before had left.
  static var earlier: FindingsRecord {
    func entry(_ stack: String, _ finding: Finding, _ first: String, _ standing: StandingGroup = .actionable)
      -> FindingsRecord.Entry
    {
      FindingsRecord.Entry(
        key: FindingKey(stack: stack, id: finding.id), kind: finding.kind, subject: finding.subject.text, scope: nil,
        summary: finding.summary, severity: finding.severity, standing: standing, firstSeen: time(first),
        lastSeen: time("2026-11-21T22:25:05Z"))
    }
    var gone = missing
    gone.subject = .instance(address("aws_sns_topic", "alarms"))
    gone.summary = "the topic is gone"
    return FindingsRecord(
      time: time("2026-11-21T22:25:05Z"),
      entries: [
        entry("stacks/shop", opened, "2026-11-19T15:00:00Z"),
        entry("stacks/shop", accepted, "2026-11-01T00:00:00Z", .accepted),
        entry("stacks/shop", gone, "2026-11-20T10:00:00Z"), entry("stacks/legacy", missing, "2026-11-18T09:00:00Z"),
      ])
  }

  static var empty: FindingsReport {
    FindingsReport(
      tool: .init(version: "0.1.0"), title: "Drift", time: time,
      stacks: [.init(name: "", findings: [], subjects: [.instance(address("aws_vpc", "main"))])])
  }
}

/// Compares with Tests/Fixtures/reports, which `scripts/record-reports` makes anew.
func expectGolden(_ text: String, _ name: String, location: SourceLocation = #_sourceLocation) throws {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures/reports")
  let file = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["PLUMB_RECORD_REPORTS"] != nil {
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
  #expect(text == expected, "differs from \(name)", sourceLocation: location)
}
