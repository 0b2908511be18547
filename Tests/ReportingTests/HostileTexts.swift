import Model
import Reporting
import TestSupport

/// Texts that break what does not escape them.
enum HostileTexts {
  static let pieces = [
    "\n", "\r\n", "\t", "|", "`", "```", "<", ">", "&", "]]>", "<!--", "-->", "\"", "'", "\\", "\u{0}", "\u{7}",
    "\u{1B}[31m",
    "\u{7F}", "\u{85}", "\u{2028}", "\u{202E}", "\u{FFFE}", "\u{FFFD}", "😀", "é", "*", "_", "#", "[a](http://b)",
    "{{0}}",
    "${x}", "%{", "&amp;", "<script>", "@everyone", "a", "bucket", " ",
    String(decoding: [0x61, 0xFF, 0xC3, 0x28] as [UInt8], as: UTF8.self),
  ]

  static func text(using random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }

  static func report(using random: inout SeededGenerator) -> FindingsReport {
    let standings: [Finding.Standing] = [
      .actionable, .pending, .informational(text(using: &random)),
      .accepted(.init(reason: text(using: &random), owner: text(using: &random), range: range(using: &random))),
    ]
    let findings = (0..<Int.random(in: 0...6, using: &random)).map { number in
      Finding(
        kind: ["drift.changed", "drift.missing", "drift.unmanaged", "cost.\(text(using: &random))"].randomElement(
          using: &random) ?? "",
        subject: subject(number, using: &random), part: text(using: &random),
        severity: Finding.Severity.allCases.randomElement(using: &random) ?? .low,
        standing: standings.randomElement(using: &random) ?? .actionable, summary: text(using: &random),
        detail: text(using: &random), evidence: [Finding.Evidence(text(using: &random), text(using: &random))],
        causes: [
          ObservedEvent(
            time: SampleReports.time, id: text(using: &random), service: "s3", name: text(using: &random),
            actor: text(using: &random), sourceAddress: text(using: &random), region: text(using: &random))
        ],
        range: range(using: &random),
        remediations: [
          Remediation(kind: .ignore, summary: text(using: &random), steps: [], dangers: [text(using: &random)])
        ])
    }
    let gap = FindingsReport.Gap(
      .scope(ObservedScope(type: text(using: &random), account: "", region: text(using: &random))), .failed,
      detail: text(using: &random), call: text(using: &random))
    let report = FindingsReport(
      tool: .init(version: "0.1.0"), title: "Drift", time: SampleReports.time,
      stacks: [.init(name: text(using: &random), findings: findings, gaps: [gap])])
    return Bool.random(using: &random) ? report : report.compared(with: SampleReports.earlier).report
  }

  private static func subject(_ number: Int, using random: inout SeededGenerator) -> Finding.Subject {
    switch number % 3 {
    case 0: .instance(SampleReports.address("aws_vpc", "v\(number)", key: .name(text(using: &random))))
    case 1: .stack(text(using: &random))
    default:
      .object(
        ObservedObject(
          scope: ObservedScope(type: "aws_vpc", account: "1", region: "r"), importID: text(using: &random),
          name: text(using: &random), tags: [text(using: &random): text(using: &random)]))
    }
  }

  private static func range(using random: inout SeededGenerator) -> SourceRange? {
    Bool.random(using: &random) ? nil : SampleReports.range("a b/" + text(using: &random) + "%.tf", 3)
  }
}
