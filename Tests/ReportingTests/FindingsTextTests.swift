import Model
import Reporting
import TestSupport
import Testing

@Suite struct FindingsTextTests {
  @Test func `a report tells what is to be settled first and what was not looked at last`() throws {
    try expectGolden(SampleReports.full.text(), "full.txt")
  }

  @Test func `colours and what is for information only are there when they are asked for`() throws {
    let options = FindingsTextOptions(layout: TextLayout(width: 100, isColoured: true), showsInformational: true)
    try expectGolden(SampleReports.full.text(options), "full-coloured.txt")
  }

  @Test func `only news are told on demand`() throws {
    try expectGolden(SampleReports.full.text(FindingsTextOptions(showsOnlyNews: true)), "news.txt")
  }

  @Test func `a report without findings says so in a line`() {
    #expect(SampleReports.empty.text() == "Drift: nothing to settle.\n")
  }

  @Test func `a report with gaps is never only fine`() {
    var report = SampleReports.empty
    report.stacks[0].gaps = [.init(SampleReports.denied)]
    let text = report.text()
    #expect(text.contains("Warning: Not everything was looked at"))
    #expect(text.hasSuffix("Drift: nothing to settle in what was looked at, 1 place not looked at.\n"))
  }

  @Test func `a line of a finding stays a line, and no character of it reaches the terminal as a command`() {
    var finding = SampleReports.missing
    finding.summary = "first\n  # second\r\u{1B}[2J\u{202E}txt"
    finding.evidence = [Finding.Evidence("live", "a\u{7}b\u{2028}c" + String(repeating: "x", count: 5000))]
    var report = SampleReports.empty
    report.stacks[0] = .init(name: "", findings: [finding])
    let text = report.text()
    #expect(text.contains("first\\n  # second\\r\\u{1b}[2J\\u{202e}txt"))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    #expect(text.unicodeScalars.count < 1200)
  }

  @Test func `of many objects that nobody declares some are listed, and all counted`() {
    let objects = (0..<25).map { number in
      var object = ObservedObject(
        scope: ObservedScope(type: "aws_vpc", account: "1", region: "r"), importID: "vpc-\(100 + number)")
      object.name = nil
      return Finding(kind: "drift.unmanaged", subject: .object(object), severity: .medium, summary: "nobody's")
    }
    var report = SampleReports.empty
    report.stacks = [.init(name: "", findings: objects)]
    let text = report.text()
    #expect(text.contains("vpc-109") && !text.contains("vpc-110"))
    #expect(text.contains("... and 15 more of aws_vpc; -details lists them all."))
    #expect(text.contains("Drift: 25 to settle"))
    #expect(report.text(FindingsTextOptions(mostOfType: nil)).contains("vpc-124"))
  }

  @Test func `a finding names the part that it is about`() {
    var finding = SampleReports.missing
    finding.part = "tags[\"Owner\"]"
    var report = SampleReports.empty
    report.stacks[0] = .init(name: "", findings: [finding])
    #expect(report.text().contains("- high: tags[\"Owner\"]: the queue is gone\n"))
  }

  @Test(arguments: [
    (-5, "less than a minute"), (0, "less than a minute"), (60, "1 minute"), (3599, "59 minutes"), (7200, "2 hours"),
    (86400, "1 day"), (86400 * 400, "400 days"),
  ])
  func `an age is told in its largest unit`(_ seconds: Int, _ words: String) {
    var finding = SampleReports.missing
    finding.firstSeen = SampleReports.time + -seconds
    var report = SampleReports.empty
    report.stacks[0] = .init(name: "", findings: [finding])
    #expect(report.text().contains("(for \(words))") == (seconds > 0))
  }
}
