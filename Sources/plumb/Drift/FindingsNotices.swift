import Connecting
import Model
import Reporting

/// Whom to tell of what is new, as the environment names them.
struct FindingsNotices {
  static let webhookVariable = "PLUMB_WEBHOOK_URL"
  static let secretVariable = "PLUMB_WEBHOOK_SECRET"
  static let slackVariable = "PLUMB_SLACK_WEBHOOK_URL"

  private let webhook: WebhookTarget?
  private let slack: WebhookTarget?

  init(environment: [String: String]) throws(WebhookProblem) {
    webhook = try WebhookTarget.read(environment, url: Self.webhookVariable, secret: Self.secretVariable)
    slack = try WebhookTarget.read(environment, url: Self.slackVariable)
  }

  /// Sends nothing where nothing is new. Whom it could not be told is a warning: what was found is shown all the same.
  func send(_ report: FindingsReport, by sender: Webhook = Webhook()) async -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    for (target, message) in [(webhook, report.notification), (slack, report.slackMessage)] {
      guard let target, let message else { continue }
      do throws(WebhookProblem) { try await sender.send(message, to: target) } catch {
        warnings.append(
          Diagnostic(
            .warning, code: "findings.not-told", summary: "Findings were not told",
            detail: "What is new was not told by webhook: \(error)."))
      }
    }
    return warnings
  }
}
