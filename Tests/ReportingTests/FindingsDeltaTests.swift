import Model
import Reporting
import TestSupport
import Testing

@Suite struct FindingsDeltaTests {
  private let monday = SampleReports.time("2026-11-16T08:00:00Z")
  private let tuesday = SampleReports.time("2026-11-17T08:00:00Z")

  private func report(_ time: UTCTime, _ stacks: FindingsReport.Stack...) -> FindingsReport {
    FindingsReport(tool: .init(version: "0.1.0"), title: "Drift", time: time, stacks: stacks)
  }

  private func key(_ finding: Finding, _ stack: String = "shop") -> FindingKey {
    FindingKey(stack: stack, id: finding.id)
  }

  private func record(_ stack: FindingsReport.Stack) -> FindingsRecord {
    report(monday, stack).compared(with: nil).record
  }

  @Test func `everything is new in the first run`() {
    let (now, record) = report(monday, .init(name: "shop", findings: [SampleReports.missing])).compared(with: nil)
    #expect(now.delta == FindingsDelta(since: nil, new: [key(SampleReports.missing)]))
    #expect(now.findings[0].firstSeen == monday)
    #expect(record.entries.map(\.key) == [key(SampleReports.missing)])
  }

  @Test func `what was found before is still there, with its age`() {
    let earlier = record(.init(name: "shop", findings: [SampleReports.missing]))
    let (now, record) = report(tuesday, .init(name: "shop", findings: [SampleReports.missing])).compared(with: earlier)
    #expect(now.delta == FindingsDelta(since: monday, still: [key(SampleReports.missing)]))
    #expect(now.findings[0].firstSeen == monday)
    #expect(now.findings[0].lastSeen == tuesday)
    #expect(record.entries[0].firstSeen == monday)
  }

  @Test func `what is gone from a stack that was looked at is resolved`() {
    let earlier = record(.init(name: "shop", findings: [SampleReports.missing]))
    let (now, record) = report(tuesday, .init(name: "shop", findings: [])).compared(with: earlier)
    #expect(now.delta?.resolved.map(\.key) == [key(SampleReports.missing)])
    #expect(record.entries.isEmpty)
  }

  struct Unseen: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var finding: Finding
    var stacks: [FindingsReport.Stack]
  }

  static let unseen: [Unseen] = [
    Unseen(
      testDescription: "the stack was not looked at", finding: SampleReports.missing,
      stacks: [.init(name: "other", findings: [])]),
    Unseen(
      testDescription: "the stack could not be looked at", finding: SampleReports.missing,
      stacks: [.init(name: "shop", findings: [], gaps: [.init(.stack, .failed, detail: "")])]),
    Unseen(
      testDescription: "the object could not be read", finding: SampleReports.missing,
      stacks: [
        .init(name: "shop", findings: [], gaps: [.init(.subject(SampleReports.missing.subject), .denied, detail: "")])
      ]),
    Unseen(
      testDescription: "another target was looked at", finding: SampleReports.missing,
      stacks: [.init(name: "shop", findings: [], subjects: [SampleReports.opened.subject], isWhole: false)]),
    Unseen(
      testDescription: "the type was not listed to its end", finding: SampleReports.unmanaged,
      stacks: [
        .init(
          name: "shop", findings: [],
          covered: [ObservedScope(type: "aws_vpc", account: "123456789012", region: "eu-west-1")])
      ]),
    Unseen(
      testDescription: "the region was not listed", finding: SampleReports.unmanaged,
      stacks: [
        .init(
          name: "shop", findings: [],
          covered: [ObservedScope(type: "aws_s3_bucket", account: "123456789012", region: "eu-west-2")])
      ]),
  ]

  @Test(arguments: unseen) func `what was not looked at is never resolved, nor forgotten`(_ example: Unseen) {
    let earlier = record(.init(name: "shop", findings: [example.finding]))
    let now = FindingsReport(tool: .init(version: "0.1.0"), title: "Drift", time: tuesday, stacks: example.stacks)
    let (report, kept) = now.compared(with: earlier)
    #expect(report.delta?.resolved == [])
    #expect(report.delta?.unseen.map(\.key) == [key(example.finding)])
    #expect(kept.entries == earlier.entries)
    // When it is looked at again it is as old as it was.
    let later = FindingsReport(
      tool: .init(version: "0.1.0"), title: "Drift", time: tuesday + 60,
      stacks: [.init(name: "shop", findings: [example.finding])])
    #expect(later.compared(with: kept).report.findings[0].firstSeen == monday)
  }

  @Test func `an object that its list does not have any more is resolved`() throws {
    guard case .object(let object) = SampleReports.unmanaged.subject else { return #expect(Bool(false)) }
    let earlier = record(.init(name: "", findings: [SampleReports.unmanaged]))
    let now = report(tuesday, .init(name: "", findings: [], covered: [object.scope])).compared(with: earlier)
    #expect(now.report.delta?.resolved.count == 1)
  }

  @Test func `a finding whose acceptance has ended is new, and one that was accepted is quietened`() {
    var accepted = SampleReports.missing
    accepted.standing = .accepted(.init(reason: "moving", owner: "web"))
    let quiet = report(tuesday, .init(name: "shop", findings: [accepted]))
      .compared(with: record(.init(name: "shop", findings: [SampleReports.missing])))
    #expect(quiet.report.delta?.quietened == [key(accepted)])
    let loud = report(tuesday + 60, .init(name: "shop", findings: [SampleReports.missing])).compared(with: quiet.record)
    #expect(loud.report.delta?.new == [key(accepted)])
    #expect(loud.report.findings[0].firstSeen == monday)
  }

  @Test func `the same finding in two stacks is two findings`() {
    let earlier = record(.init(name: "shop", findings: [SampleReports.missing]))
    let now = report(
      tuesday, .init(name: "shop", findings: []), .init(name: "other", findings: [SampleReports.missing])
    ).compared(with: earlier).report
    #expect(now.delta?.new == [key(SampleReports.missing, "other")])
    #expect(now.delta?.resolved.map(\.key) == [key(SampleReports.missing)])
  }

  @Test func `no finding is lost between two runs, whatever was looked at`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let first = HostileTexts.report(using: &random).compared(with: nil)
      let second = HostileTexts.report(using: &random).compared(with: first.record)
      guard let delta = second.report.delta else { continue }
      let before = Set(first.record.entries.map(\.key))
      let now = Set(
        second.report.stacks.flatMap { stack in stack.findings.map { FindingKey(stack: stack.name, id: $0.id) } })
      let gone = Set((delta.resolved + delta.unseen).map(\.key))
      #expect(delta.new.union(delta.still).union(delta.quietened) == now, "seed \(seed)")
      #expect(gone == before.subtracting(now), "seed \(seed)")
      #expect(Set(second.record.entries.map(\.key)) == now.union(delta.unseen.map(\.key)), "seed \(seed)")
    }
  }

  @Test func `a record that was written is read again`() throws {
    let record = SampleReports.full.compared(with: nil).record
    #expect(try FindingsRecord.read(record.json.written(.indented)) == record)
  }

  @Test(arguments: [
    ("", "it is no JSON"), ("{", "it is no JSON"), ("[]", "it names no version"),
    ("{\"format_version\":\"2.0\"}", "it is of version 2.0"), ("{\"format_version\":\"1.3\"}", "its time or its list"),
    ("{\"format_version\":\"1.0\",\"time\":\"2026-11-16T08:00:00Z\",\"findings\":[{}]}", "its finding number 1"),
  ])
  func `a record that cannot be read says why`(_ text: String, _ reason: String) {
    let error = #expect(throws: FindingsRecord.Unreadable.self) { try FindingsRecord.read(Array(text.utf8)) }
    #expect(error?.reason.hasPrefix(reason) == true)
  }
}
