package import Model

extension FindingsReport {
  /// A message in Slack's form for an incoming webhook, or nil where nothing has changed since the run before.
  package var slackMessage: JSON? { FindingsNews(self).map { SlackMessage(report: self, news: $0).json } }
}

/// Slack's limits are from its reference of blocks: one that is broken makes it refuse the whole message.
private struct SlackMessage {
  static let maximumBlocks = 50
  static let maximumText = 3000
  static let maximumHeader = 150
  /// Of one finding: several are to be seen at once.
  private static let findingText = 900

  let report: FindingsReport
  let news: FindingsNews

  var json: JSON {
    .record([("text", .string(slackText(headline, limit: Self.maximumText))), ("blocks", .array(blocks))])
  }

  private var headline: String {
    var parts: [String] = []
    if !news.new.isEmpty { parts.append("\(news.new.count) new") }
    if !news.resolved.isEmpty { parts.append("\(news.resolved.count) settled") }
    return "\(report.title): \(parts.joined(separator: ", "))"
  }

  private var blocks: [JSON] {
    var blocks = [header, section(summary)]
    // The last two are for what is left out and what is settled.
    let shown = news.new.prefix(Self.maximumBlocks - blocks.count - 3)
    blocks += shown.map { section(text(of: $0.finding, in: $0.stack)) }
    if news.new.count > shown.count { blocks.append(section("And \(news.new.count - shown.count) more.")) }
    if !news.resolved.isEmpty { blocks.append(section(resolved)) }
    if !report.gaps.isEmpty {
      blocks.append(
        .record([
          ("type", .string("context")),
          (
            "elements",
            .array([
              markdown(":warning: \(counted(report.gaps.count, "place")) not looked at: nothing is said of them.")
            ])
          ),
        ]))
    }
    return blocks
  }

  private var header: JSON {
    .record([
      ("type", .string("header")),
      (
        "text",
        .record([
          ("type", .string("plain_text")), ("text", .string(limited(onOneLine(headline), to: Self.maximumHeader))),
        ])
      ),
    ])
  }

  private var summary: String {
    let still = news.still == 0 ? "" : ", \(news.still) still there"
    return "\(news.new.count) new\(still), \(news.resolved.count) settled. Looked at on \(report.time.minute)."
  }

  private func text(of finding: Finding, in stack: String) -> String {
    let place = stack.isEmpty ? "" : "\(slackText(stack, limit: 120)): "
    var text = "*\(finding.severity.name)*  \(place)`\(slackCode(finding.subject.text, limit: 200))`\n"
    text += slackText((finding.unnamedPart.map { "\($0): " } ?? "") + finding.summary, limit: 300)
    if let cause = finding.causes.first { text += "\nby \(slackText(cause.words, limit: Self.findingText - 500))" }
    return text
  }

  private var resolved: String {
    var text = "*Settled*"
    for (number, entry) in news.resolved.enumerated() {
      let line = "\n• `\(slackCode(entry.subject, limit: 200))` \(slackText(entry.summary, limit: 200))"
      let rest = "\n… and \(news.resolved.count - number) more"
      if text.utf16.count + line.utf16.count + rest.utf16.count > Self.maximumText { return text + rest }
      text += line
    }
    return text
  }

  private func section(_ text: String) -> JSON {
    .record([("type", .string("section")), ("text", markdown(text))])
  }

  private func markdown(_ text: String) -> JSON {
    .record([("type", .string("mrkdwn")), ("text", .string(text))])
  }
}

/// The text as it is, on one line: the three characters that Slack reads as the beginning of something are escaped, as its
/// reference asks for. `limit` is of the escaped text, and no escape is cut in two.
func slackText(_ text: String, limit: Int) -> String {
  var result = ""
  var count = 0
  for scalar in onOneLine(text).unicodeScalars {
    let piece: String
    switch scalar {
    case "&": piece = "&amp;"
    case "<": piece = "&lt;"
    case ">": piece = "&gt;"
    default: piece = String(scalar)
    }
    if count + piece.utf16.count >= limit { return result + "…" }
    result += piece
    count += piece.utf16.count
  }
  return result
}

/// The same between backquotes, which cannot be escaped.
func slackCode(_ text: String, limit: Int) -> String { slackText(text.replacing("`", with: "'"), limit: limit) }

func limited(_ text: String, to count: Int) -> String {
  text.utf16.count <= count ? text : String(text.unicodeScalars.prefix(count / 2 - 1)) + "…"
}
