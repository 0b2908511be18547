import Connecting
import Model
import Observing
import Reporting

/// What a report of drift is followed up with: what is new since an earlier run, who did it, and who is told.
let driftFollowUpFlags: [Flag] = [
  .text(
    "record", "FILE",
    "Compare with what the last run has left in this file, and leave there what is found now. What is new or settled is told "
      + "to the webhooks in \(FindingsNotices.webhookVariable) and \(FindingsNotices.slackVariable)."),
  .bool("causes", "Tell who made each finding, by CloudTrail's events of the last 90 days."),
  .text(
    "trail", "BUCKET[/PREFIX]",
    "Take the events from the log files that a trail writes into this S3 bucket, as -causes takes them from CloudTrail itself."
  ),
]

/// How far back causes are looked for: what CloudTrail keeps. What the log files of a trail have is read day by day, newest first.
private let daysOfEvents = 90
private let daysOfLogFiles = 14

/// Whom to tell of what is new, where a record tells what is. To be asked before anything is looked at, too.
func findingsNotices(_ invocation: Invocation) throws(UsageError) -> FindingsNotices? {
  guard invocation.flags.string("record") != nil else { return nil }
  do throws(WebhookProblem) {
    return try FindingsNotices(environment: invocation.environment)
  } catch {
    throw UsageError(summary: "Invalid webhook", detail: "\(error).")
  }
}

/// The warnings are errors where something that was asked for could not be done.
func followedUp(
  _ report: FindingsReport, _ assessed: [AssessedStack], since earlier: FindingsRecord?, _ invocation: Invocation
) async throws -> (report: FindingsReport, warnings: [Diagnostic]) {
  var report = report
  var warnings: [Diagnostic] = []
  let notices = try findingsNotices(invocation)
  if let path = invocation.flags.string("record") {
    let compared = report.compared(with: earlier)
    report = compared.report
    // What was found is told all the same.
    do throws(DiagnosticsError) { try FindingsHistory(path: path).write(compared.record) } catch {
      warnings += error.diagnostics
    }
  }
  if invocation.flags.bool("causes") || invocation.flags.string("trail") != nil {
    report = await withCauses(report, assessed, invocation)
  }
  if let notices { warnings += await notices.send(report) }
  return (report, warnings)
}

private func withCauses(
  _ report: FindingsReport, _ assessed: [AssessedStack], _ invocation: Invocation
) async -> FindingsReport {
  let trail = invocation.flags.string("trail").map { text in
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    return TrailBucket(
      bucket: parts.first ?? "",
      prefix: parts.dropFirst().first.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } ?? "")
  }
  do throws(AWSError) {
    let client = try await AWSClient.open(
      AWSSettings(), in: AWSSurroundings(environment: invocation.environment, http: HTTPClient(keepsConnections: true)),
      fallbackRegion: "us-east-1")
    let reader = TrailReader(client: client, place: trail.map { .bucket($0) } ?? .service)
    let days = trail == nil ? daysOfEvents : daysOfLogFiles
    // A minute less, for clocks differ; events come late, too.
    let causes = FindingCauses(
      reader: reader, region: client.region, since: report.time + (60 - days * 86400), until: report.time + 60)
    let plans = assessed.compactMap { stack in stack.plan.map { (stack.stack.name, $0) } }
    return await causes.added(to: report, plans: Dictionary(plans, uniquingKeysWith: { first, _ in first }))
  } catch {
    var report = report
    let gap = FindingsReport.Gap(
      .scope(ObservedScope(type: "aws_cloudtrail", account: "", region: "")), .failed, detail: error.description)
    if report.stacks.last?.name.isEmpty != true { report.stacks.append(FindingsReport.Stack(name: "", findings: [])) }
    report.stacks[report.stacks.count - 1].gaps.append(gap)
    return report
  }
}
