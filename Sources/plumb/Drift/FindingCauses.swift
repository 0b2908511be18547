import Model
import Observing
import Planning
import Reporting

/// Adds to findings who made them, as the cloud's audit log tells it.
struct FindingCauses: Sendable {
  let reader: TrailReader
  /// Where objects are when nothing tells.
  let region: String
  let since: UTCTime
  let until: UTCTime

  /// `plans` by the names of stacks: what was recorded of objects tells by what names the log knows them. What could not be read of
  /// the log is a gap of the report.
  func added(to report: FindingsReport, plans: [String: Plan]) async -> FindingsReport {
    var questions: [CauseQuestion] = []
    for (number, stack) in report.stacks.enumerated() {
      let objects = Self.recorded(plans[stack.name])
      for (place, finding) in stack.findings.enumerated() where finding.isActionable {
        let object = Self.address(of: finding).flatMap { objects[$0] }
        let question = CauseQuestion(finding, key: "\(number) \(place)", region: region) { name in
          object?.unmarked.value[name]?.unmarked.value.stringValue
        }
        if let question { questions.append(question) }
      }
    }
    let found = await reader.causes(of: questions, since: since, until: until)
    var report = report
    for number in report.stacks.indices {
      for place in report.stacks[number].findings.indices {
        report.stacks[number].findings[place].causes = found.events["\(number) \(place)"] ?? []
      }
    }
    if !found.gaps.isEmpty {
      if report.stacks.last?.name.isEmpty != true { report.stacks.append(FindingsReport.Stack(name: "", findings: [])) }
      report.stacks[report.stacks.count - 1].gaps += found.gaps.map(FindingsReport.Gap.init)
    }
    return report
  }

  private static func recorded(_ plan: Plan?) -> [ResourceInstanceAddress: Value] {
    guard let plan else { return [:] }
    // What a refresh saw is in both; drift has what was there before it.
    return Dictionary(
      (plan.changes + plan.drift).filter { $0.deposedKey == nil }.map { ($0.address, $0.before) },
      uniquingKeysWith: { $1 })
  }

  private static func address(of finding: Finding) -> ResourceInstanceAddress? {
    if case .instance(let address) = finding.subject { return address }
    return nil
  }
}
