import Foundation
import Model
import Reporting
import TestSupport
import Testing

/// The Python with readers of the formats; scripts/test makes it from scripts/requirements.txt.
private let judge: String? = {
  guard let python = TestPython.executable else { return nil }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: python)
  process.arguments = ["-c", "import pydantic_sarif, junitparser, markdown_it"]
  process.standardError = FileHandle.nullDevice
  guard (try? process.run()) != nil else { return nil }
  process.waitUntilExit()
  return process.terminationStatus == 0 ? python : nil
}()

@Suite struct JudgedReportTests {
  @Test func `golden reports of the other formats`() throws {
    let report = SampleReports.full
    try expectGolden(report.sarif().text(.indented) + "\n", "full.sarif")
    try expectGolden(report.junit, "full.xml")
    try expectGolden(report.markdown(), "full.md")
    try expectGolden(SampleReports.empty.markdown(), "empty.md")
  }

  @Test(
    .enabled(
      if: judge != nil,
      "no Python with pydantic-sarif, junitparser and markdown-it-py was found; scripts/test makes one"))
  func `other readers understand every report, whatever texts are in it`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let reports = [SampleReports.full, SampleReports.empty] + (0..<60).map { _ in HostileTexts.report(using: &random) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reports-\(seed)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (number, report) in reports.enumerated() {
      for (suffix, text) in [("sarif", report.sarif().text()), ("xml", report.junit), ("md", report.markdown())] {
        try text.write(to: folder.appendingPathComponent("\(number).\(suffix)"), atomically: false, encoding: .utf8)
      }
    }
    let answer = try verdict(on: folder.path)
    for (number, report) in reports.enumerated() {
      expectSARIF(answer["\(number).sarif"], report, seed)
      expectJUnit(answer["\(number).xml"], report, seed)
      expectMarkdown(answer["\(number).md"], report, seed)
    }
  }

  private func verdict(on folder: String) throws -> JSON {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(judge))
    process.arguments = ["\(TestPython.repository)/Tests/Fixtures/reports/judge.py", folder]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try JSON.read(Array(data))
  }

  private func expectSARIF(_ verdict: JSON?, _ report: FindingsReport, _ seed: UInt64) {
    let earlier = (report.delta?.resolved.count ?? 0) + (report.delta?.unseen.count ?? 0)
    #expect(verdict?["results"]?.int == report.findings.count + earlier, "seed \(seed)")
    #expect(
      verdict?["suppressed"]?.int == report.findings.filter { $0.standing.group == .accepted }.count, "seed \(seed)")
    #expect(verdict?["complete"]?.bool == report.gaps.isEmpty, "seed \(seed)")
    let absent = verdict?["states"]?.array?.filter { $0.string == "absent" }.count
    #expect(absent == (report.delta?.resolved.count ?? 0), "seed \(seed)")
  }

  private func expectJUnit(_ verdict: JSON?, _ report: FindingsReport, _ seed: UInt64) {
    let told = verdict?["told"]?.array?.map(\.int)
    #expect(told == verdict?["counted"]?.array?.map(\.int), "seed \(seed)")
    #expect(told == verdict?["kinds"]?.array?.map(\.int), "seed \(seed)")
    let failing = report.stacks.map { Set($0.findings.filter(\.isActionable).map(\.subject)).count }.reduce(0, +)
    #expect(told?[1] == failing, "seed \(seed)")
    #expect(told?[2] == report.gaps.count, "seed \(seed)")
  }

  private func expectMarkdown(_ verdict: JSON?, _ report: FindingsReport, _ seed: UInt64) {
    let shown = StandingGroup.allCases.filter { $0 != .informational }.map { group in
      report.findings.filter { $0.standing.group == group }.count
    }
    let tables =
      shown + [report.delta?.resolved.count ?? 0, report.delta?.unseen.count ?? 0, report.gaps.count]
    // A heading row for each table that has any.
    #expect(verdict?["rows"]?.int == tables.reduce(0) { $0 + ($1 == 0 ? 0 : $1 + 1) }, "seed \(seed)")
    let inline = Set(verdict?["inline"]?.array?.compactMap(\.string) ?? [])
    #expect(
      inline.subtracting(["text", "<code>", "</code>", "<br>", "strong_open", "strong_close", "text_special"]).isEmpty,
      "seed \(seed): \(inline)")
    let blocks = verdict?["blocks"]?.array?.compactMap(\.string) ?? []
    #expect(
      !blocks.contains { $0.hasPrefix("html") || $0.hasPrefix("code") || $0.hasPrefix("fence") },
      "seed \(seed): \(blocks)")
  }
}
