import Connecting
import Foundation
import Model
import Reporting
import Synchronization
import TestSupport
import Testing

/// Against Tests/Fixtures/servers/webhook.py.
@Suite struct WebhookTests {
  private final class Pauses: Sendable {
    let all = Mutex<[Duration]>([])
  }

  private struct Receiver {
    let server: PythonServer
    let pauses = Pauses()
    private let http = HTTPClient()

    init(faults: [JSON] = []) async throws {
      server = try PythonServer("webhook")
      var request = HTTPRequest(.put, "\(server.url)/faults")
      request.body = JSON.array(faults).written()
      _ = try await http.send(request)
    }

    var webhook: Webhook {
      Webhook(
        now: { UTCTime(seconds: 1_700_000_000) }, wait: { [pauses] pause in pauses.all.withLock { $0.append(pause) } })
    }

    func target(_ path: String = "/hook/T0SECRET?token=verysecret", secret: String? = nil) throws -> WebhookTarget {
      try #require(WebhookTarget(url: server.url + path, secret: secret))
    }

    func log() async throws -> [JSON] {
      try JSON.read(try await http.send(HTTPRequest(.get, "\(server.url)/log")).body).array ?? []
    }
  }

  private let content = JSON.record([("a", .string("é\n"))])

  @Test func `a webhook gets JSON, with a signature when there is a secret`() async throws {
    let receiver = try await Receiver()
    try await receiver.webhook.send(content, to: receiver.target(secret: "key"))
    try await receiver.webhook.send(content, to: receiver.target())
    let log = try await receiver.log()
    #expect(log.map { $0["body"]?.string } == [#"{"a":"é\n"}"#, #"{"a":"é\n"}"#])
    let headers = log[0]["headers"]
    #expect(headers?["content-type"]?.string == "application/json")
    // echo -n '1700000000.{"a":"é\n"}' | openssl dgst -sha256 -hmac key
    let signed = Array("1700000000.".utf8) + content.written()
    #expect(
      headers?["x-plumb-signature"]?.string
        == "sha256=" + Hashing.hexadecimal(Hashing.hmacSHA256(key: Array("key".utf8), signed)))
    #expect(log[1]["headers"]?["x-plumb-signature"] == nil)
  }

  @Test func `what may pass is tried again, and can be known as the same`() async throws {
    let receiver = try await Receiver(faults: [.integer(503), .string("cut"), .array([.integer(429), .integer(7)])])
    try await receiver.webhook.send(content, to: receiver.target())
    let log = try await receiver.log()
    #expect(log.count == 4)
    #expect(Set(log.map { $0["headers"]?["x-plumb-delivery"]?.string }).count == 1)
    #expect(receiver.pauses.all.withLock { $0 } == [.seconds(1), .seconds(2), .seconds(7)])
  }

  @Test(arguments: [400, 403, 404, 410, 302]) func `what will not pass is told at once`(_ status: Int) async throws {
    let receiver = try await Receiver(faults: [.integer(status)])
    let target = try receiver.target()
    let problem = await #expect(throws: WebhookProblem.self) { try await receiver.webhook.send(content, to: target) }
    guard case .refused(_, status, _, 1) = problem else { return #expect(problem == nil) }
    #expect(try await receiver.log().count == 1)
  }

  @Test func `an end comes to every patience`() async throws {
    let receiver = try await Receiver(faults: Array(repeating: .integer(500), count: 9))
    let target = try receiver.target()
    let problem = await #expect(throws: WebhookProblem.self) { try await receiver.webhook.send(content, to: target) }
    #expect(try await receiver.log().count == 4)
    #expect(problem?.description.hasSuffix("after 4 attempts") == true)
  }

  @Test func `no message has the URL or the secret in it`() async throws {
    let receiver = try await Receiver(faults: [.integer(404)])
    let target = try receiver.target(secret: "keykeykey")
    let dead = try #require(WebhookTarget(url: "http://me:password@127.0.0.1:9/T0SECRET", secret: "keykeykey"))
    var texts = ["\(target)", "\(dead)", String(reflecting: target), String(describing: [dead])]
    var dumped = ""
    dump(dead, to: &dumped)
    texts.append(dumped)
    for one in [target, dead] {
      let problem = await #expect(throws: WebhookProblem.self) { try await receiver.webhook.send(content, to: one) }
      texts.append(problem?.description ?? "")
      texts.append("\(String(reflecting: problem))")
    }
    for text in texts {
      for secret in ["T0SECRET", "verysecret", "password", "keykeykey", "\u{1B}"] {
        #expect(!text.contains(secret), "\(text)")
      }
    }
    #expect(texts[0].hasPrefix("http://127.0.0.1:"))
  }

  @Test(arguments: ["", "ftp://a/b", "hooks.slack.com/x", "https://", "https://:443/x", "https:///x"])
  func `what is no URL is refused by the name of its variable`(_ text: String) throws {
    #expect(WebhookTarget(url: text) == nil)
    if text.isEmpty {
      #expect(try WebhookTarget.read(["HOOK": text], url: "HOOK") == nil)
    } else {
      #expect(throws: WebhookProblem.noURL(variable: "HOOK")) { try WebhookTarget.read(["HOOK": text], url: "HOOK") }
    }
  }

  // MARK: - What is told

  @Test func `only what has changed is told, and nothing when nothing has`() throws {
    let report = SampleReports.full
    let told = try #require(report.notification)
    #expect(
      told["new"]?.array?.compactMap { $0["id"]?.string } == [SampleReports.missing.id, SampleReports.unmanaged.id])
    #expect(told["new"]?.array?.compactMap { $0["stack"]?.string } == ["stacks/shop", ""])
    #expect(told["resolved"]?.array?.count == 1)
    #expect(told["still"]?.int == 1)
    try expectGolden(told.text(.indented) + "\n", "notification.json")
    try expectGolden(try #require(report.slackMessage).text(.indented) + "\n", "slack.json")
    let again = report.compared(with: SampleReports.full.compared(with: nil).record).report
    #expect(again.notification == nil)
    #expect(again.slackMessage == nil)
    #expect(SampleReports.empty.notification == nil)
  }

  @Test func `messages keep Slack's limits, whatever texts and how many there are`() async throws {
    let receiver = try await Receiver()
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    var reports = (0..<30).map { _ in HostileTexts.report(using: &random).compared(with: SampleReports.earlier).report }
    let many = (0..<400).map { number in
      var finding = SampleReports.opened
      finding.subject = .instance(SampleReports.address("aws_vpc", "v\(number)"))
      finding.summary = String(repeating: "<&>😀", count: 2000)
      return finding
    }
    let crowd = FindingsReport(
      tool: .init(version: "1"), title: String(repeating: "<😀>", count: 200), time: SampleReports.time,
      stacks: [.init(name: String(repeating: "s", count: 9000), findings: many, gaps: [.init(SampleReports.denied)])])
    let first = crowd.compared(with: nil)
    reports.append(first.report)
    var quiet = crowd
    quiet.stacks[0].findings = []
    reports.append(quiet.compared(with: first.record).report)
    for report in reports {
      guard let message = report.slackMessage else { continue }
      do { try await receiver.webhook.send(message, to: receiver.target("/slack")) } catch {
        Issue.record("\(error), seed \(seed)")
      }
    }
    #expect(try await receiver.log().count > 5)
  }
}
