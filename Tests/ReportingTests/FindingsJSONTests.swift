import Model
import Reporting
import TestSupport
import Testing

@Suite struct FindingsJSONTests {
  @Test func `the JSON of a report has everything and the version of its form`() throws {
    let json = SampleReports.full.json
    #expect(json["format_version"]?.string == "1.0")
    try expectGolden(json.text(.indented) + "\n", "full.json")
  }

  @Test func `counts by standing and severity add up to the findings`() {
    let report = SampleReports.full
    let summary = report.json["summary"]
    let totals = StandingGroup.allCases.compactMap { summary?[$0.rawValue]?["total"]?.int }
    #expect(totals.reduce(0, +) == report.findings.count)
    #expect(summary?["actionable"]?["critical"]?.int == 1)
    #expect(summary?["not_looked_at"]?.int == 2)
  }

  @Test func `whatever text a finding has, its JSON can be read and has the same text`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let report = HostileTexts.report(using: &random)
      let read = try JSON.read(report.json.written())
      let findings = read["stacks"]?.array?.first?["findings"]?.array ?? []
      #expect(findings.compactMap { $0["summary"]?.string } == report.findings.map(\.summary), "seed \(seed)")
      #expect(
        findings.compactMap { $0["evidence"]?.array?.first?["value"]?.string }
          == report.findings.map { $0.evidence[0].value }, "seed \(seed)")
    }
  }
}
