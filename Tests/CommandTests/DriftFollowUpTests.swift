import Connecting
import Foundation
import Model
import TestSupport
import Testing

/// What `plumb drift` is followed up with: a record of what was found, who is told, and who did it.
struct DriftFollowUpTests {
  private struct World {
    let work: URL
    var environment: [String: String]

    func drift(_ arguments: String...) throws -> TerraformJudge.Outcome {
      try PlumbBinary.run(["drift"] + arguments, in: work, environment: environment)
    }

    func change(_ text: String, to size: Int?) throws {
      for url in try FileManager.default.contentsOfDirectory(at: work, includingPropertiesForKeys: nil)
      where url.pathExtension == "json" {
        guard var note = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any],
          note["text"] as? String == text
        else { continue }
        note["size"] = size ?? NSNull()
        try JSONSerialization.data(withJSONObject: note).write(to: url)
      }
    }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: work.path).sorted() }
  }

  private func withWorld(_ body: (inout World) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let provider = try PythonProvider("notes", in: folder)
      let work = folder.appendingPathComponent("work")
      let main = """
        terraform {
          required_providers {
            notes = { source = "example.com/tests/notes" }
          }
        }
        provider "notes" {
          folder = "\(work.path)"
        }
        resource "notes_note" "first" {
          text = "one"
        }
        resource "notes_note" "second" {
          text = "two"
        }
        """
      try write(["main.tf": main], to: work)
      var world = World(work: work, environment: provider.environment)
      let applied = try PlumbBinary.run(["apply", "-auto-approve"], in: work, environment: world.environment)
      #expect(applied.status == 0, "\(applied.errors)")
      try await body(&world)
    }
  }

  private func received(_ server: PythonServer) async throws -> [(path: String, body: JSON)] {
    let log = try JSON.read(try await HTTPClient().send(HTTPRequest(.get, "\(server.url)/log")).body).array ?? []
    return try log.map { ($0["path"]?.string ?? "", try JSON.read(Array(($0["body"]?.string ?? "").utf8))) }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `webhooks hear of what is new and of what is settled, once`() async throws {
    try await withWorld { world in
      let server = try PythonServer("webhook")
      defer { server.stop() }
      world.environment["PLUMB_WEBHOOK_URL"] = "\(server.url)/hook?token=geheim"
      world.environment["PLUMB_SLACK_WEBHOOK_URL"] = "\(server.url)/slack/T0geheim"
      // Without a record nobody knows what is new.
      try world.change("one", to: 5)
      #expect(try world.drift().status == 2)
      #expect(try await received(server).isEmpty)
      #expect(try world.drift("-record=found.record").status == 2)
      let first = try await received(server)
      #expect(first.map(\.path).sorted() == ["/hook?token=geheim", "/slack/T0geheim"])
      #expect(first.allSatisfy { $0.body.text().contains("notes_note.first") })
      // The same once more is no news.
      #expect(try world.drift("-record=found.record").status == 2)
      #expect(try await received(server).count == 2)
      try world.change("one", to: nil)
      try world.change("two", to: 6)
      #expect(try world.drift("-record=found.record").status == 2)
      let later = try await received(server).dropFirst(2)
      #expect(later.count == 2)
      #expect(
        later.allSatisfy { $0.body.text().contains("notes_note.first") && $0.body.text().contains("notes_note.second") }
      )
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `a webhook that refuses is a warning without secrets, and findings are shown`() async throws {
    try await withWorld { world in
      let server = try PythonServer("webhook")
      defer { server.stop() }
      var request = HTTPRequest(.put, "\(server.url)/faults")
      request.body = JSON.array([.integer(403)]).written()
      _ = try await HTTPClient().send(request)
      world.environment["PLUMB_WEBHOOK_URL"] = "\(server.url)/hook/T0geheim?token=geheimer"
      world.environment["PLUMB_WEBHOOK_SECRET"] = "am geheimsten"
      try world.change("one", to: 5)
      let told = try world.drift("-record=found.record")
      #expect(told.status == 2)
      #expect(told.output.contains("notes_note.first"))
      #expect(told.errors.contains("Findings were not told") && told.errors.contains("403"), "\(told.errors)")
      #expect(!(told.output + told.errors).contains("geheim"))
      // No URL at all is told before anything is looked at.
      world.environment["PLUMB_WEBHOOK_URL"] = "geheim"
      let invalid = try world.drift("-record=found.record")
      #expect(invalid.status == 1 && invalid.errors.contains("Invalid webhook") && invalid.output.isEmpty)
      #expect(invalid.errors.contains("PLUMB_WEBHOOK_URL") && !invalid.errors.contains("geheim"), "\(invalid.errors)")
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `a record that cannot be read is kept aside, and one that cannot be written hides no finding`() async throws {
    try await withWorld { world in
      try world.change("one", to: 5)
      try write(["found.record": "{\"version\": 99}\n"], to: world.work)
      let told = try world.drift("-record=found.record")
      #expect(told.status == 2)
      #expect(told.errors.contains("The record of earlier findings cannot be read"), "\(told.errors)")
      let aside = try #require(try world.names().first { $0.hasPrefix("found.record.unreadable-") })
      #expect(
        try String(contentsOf: world.work.appendingPathComponent(aside), encoding: .utf8) == "{\"version\": 99}\n")
      #expect(try !world.drift("-record=found.record").errors.contains("cannot be read"))
      // Nothing can be made there.
      let failed = try world.drift("-record=/proc/nowhere/found.record")
      #expect(failed.status == 1)
      #expect(failed.errors.contains("The record of findings cannot be kept"), "\(failed.errors)")
      #expect(failed.output.contains("notes_note.first"), "\(failed.output)")
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `the audit log tells who made what nobody declares`() async throws {
    try await withWorld { world in
      let account = try PythonServer("aws_lists")
      let trail = try PythonServer("cloudtrail")
      defer {
        account.stop()
        trail.stop()
      }
      let http = HTTPClient()
      func put(_ url: String, _ body: JSON) async throws {
        var request = HTTPRequest(.put, url)
        request.body = body.written()
        _ = try await http.send(request)
      }
      let vpc =
        "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</vpcId><isDefault>false</isDefault></item></vpcSet></DescribeVpcsResponse>"
      try await put(
        "\(account.url)/script", .record([("DescribeVpcs", .array([.record([("body", .string(vpc))])]))]))
      let event = try JSON.read(
        """
        {"eventVersion": "1.11", "eventTime": "\(UTCTime(seconds: UTCTime.now.seconds - 3600).iso8601)",
         "eventSource": "ec2.amazonaws.com", "eventName": "CreateVpc", "awsRegion": "eu-west-1",
         "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.17.0", "eventID": "e1", "readOnly": false,
         "userIdentity": {"type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/jo", "userName": "jo"},
         "requestParameters": {"cidrBlock": "10.0.0.0/16"}, "responseElements": {"vpc": {"vpcId": "vpc-1"}},
         "resources": [], "x-resource-names": ["vpc-1"], "managementEvent": true, "eventCategory": "Management"}
        """)
      try await put("\(trail.url)/events", .array([event]))
      try await put("\(trail.url)/settings", .record([("unlimited", .bool(true))]))
      world.environment.merge([
        "AWS_ENDPOINT_URL": account.url, "AWS_ENDPOINT_URL_CLOUDTRAIL": trail.url, "AWS_ACCESS_KEY_ID": "a",
        "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-1", "AWS_CONFIG_FILE": "/nonexistent",
      ]) { $1 }
      try world.change("one", to: 5)
      let told = try world.drift("-unmanaged", "-causes", "-json")
      let json = try JSON.read(Array(told.output.utf8))
      let findings = (json["stacks"]?.array ?? []).flatMap { $0["findings"]?.array ?? [] }
      let found = try #require(findings.first { $0["id"]?.string == "drift.unmanaged aws_vpc vpc-1" })
      let cause = try #require(found["causes"]?.array?.first)
      #expect(cause.text().contains("arn:aws:iam::123456789012:user/jo") && cause.text().contains("203.0.113.7"))
      // The audit log of AWS knows nothing of notes: there is no cause, and no gap either.
      let note = try #require(findings.first { $0["id"]?.string == "drift.changed notes_note.first size" })
      #expect(note["causes"]?.array?.isEmpty != false)
      #expect(!told.output.contains("LookupEvents"), "\(told.output)")
    }
  }
}
