import Connecting
import Foundation
import Model
import TestSupport
import Testing

/// `plumb drift` where a part of the world cannot be looked at: the rest is told, and that part is named.
struct DriftFaultTests {
  private struct Report {
    var status: Int32
    var json: JSON
    var errors: String

    /// Of what somebody should settle.
    var found: [String] {
      (json["stacks"]?.array ?? []).flatMap { $0["findings"]?.array ?? [] }
        .filter { $0["standing"]?.string == "actionable" }.compactMap { $0["id"]?.string }.sorted()
    }

    /// Of each stack: what was not looked at, and why.
    var gaps: [String] {
      (json["stacks"]?.array ?? []).flatMap { stack in
        (stack["not_looked_at"]?.array ?? []).map { gap in
          let place =
            gap["scope"]?["type"]?.string ?? gap["subject"]?["address"]?.string
            ?? "stack \(stack["name"]?.string ?? "")"
          return "\(place) \(gap["reason"]?.string ?? "")"
        }
      }.sorted()
    }
  }

  private static func main(_ folder: String, _ more: String = "") -> String {
    """
    terraform {
      required_providers {
        notes = { source = "example.com/tests/notes" }
      }
    }
    provider "notes" {
      folder = "\(folder)"
    }
    resource "notes_note" "first" {
      text = "one"
    }
    resource "notes_note" "second" {
      text = "two"
    }
    resource "notes_note" "third" {
      text   = "three"
      labels = { of = notes_note.first.id }
    }
    \(more)
    """
  }

  private struct World {
    let work: URL
    var environment: [String: String]

    func run(_ arguments: [String]) throws -> TerraformJudge.Outcome {
      try PlumbBinary.run(arguments, in: work, environment: environment)
    }

    func report(_ arguments: String...) throws -> Report {
      let outcome = try run(["drift", "-json"] + arguments)
      return Report(
        status: outcome.status, json: try JSON.read(Array(outcome.output.utf8)), errors: spoken(outcome.errors))
    }

    func edit(_ text: String, in folder: String = ".", _ edit: (inout [String: Any]) -> Void) throws {
      let place = work.appendingPathComponent(folder)
      for url in try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
      where url.pathExtension == "json" {
        guard var note = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any],
          note["text"] as? String == text
        else { continue }
        edit(&note)
        try JSONSerialization.data(withJSONObject: note).write(to: url)
      }
    }
  }

  private func withWorld(_ stacks: [String] = ["."], _ body: (inout World) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
      let provider = try PythonProvider("notes", in: folder)
      let work = folder.appendingPathComponent("work")
      var environment = provider.environment
      environment.merge(["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "eu-west-1"]) { $1 }
      for (name, value) in ["AWS_MAX_ATTEMPTS": "2", "AWS_CONFIG_FILE": "/nonexistent", "AWS_PROFILE": ""] {
        environment[name] = value
      }
      var world = World(work: work, environment: environment)
      for stack in stacks {
        let place = work.appendingPathComponent(stack)
        try write(["main.tf": Self.main(place.standardizedFileURL.path)], to: place)
        let applied = try PlumbBinary.run(["apply", "-auto-approve"], in: place, environment: environment)
        #expect(applied.status == 0, "\(applied.errors)")
      }
      try await body(&world)
    }
  }

  /// A service that answers as it is told, and denies everything else.
  private func answering(_ script: [String: [JSON]], _ world: inout World) async throws -> PythonServer {
    let server = try PythonServer("aws_lists")
    var request = HTTPRequest(.put, "\(server.url)/script")
    request.body = JSON.sortedObject(script.mapValues { .array($0) }).written()
    _ = try await HTTPClient().send(request)
    world.environment["AWS_ENDPOINT_URL"] = server.url
    return server
  }

  private static func vpcs(_ id: String) -> JSON { list("Vpcs", "vpc", id) }

  private static func list(_ operation: String, _ kind: String, _ id: String? = nil, next: String = "") -> JSON {
    let token = next.isEmpty ? "" : "<nextToken>\(next)</nextToken>"
    let item = id.map { "<item><\(kind)Id>\($0)</\(kind)Id><isDefault>false</isDefault></item>" } ?? ""
    let body = "<Describe\(operation)Response><\(kind)Set>\(item)</\(kind)Set>\(token)</Describe\(operation)Response>"
    return .record([("body", .string(body))])
  }

  private static func refused(_ status: Int, _ code: String) -> JSON {
    .record([
      ("status", .integer(status)),
      (
        "body",
        .string("<Response><Errors><Error><Code>\(code)</Code><Message>no</Message></Error></Errors></Response>")
      ),
    ])
  }

  // MARK: what a provider cannot read

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `one object that cannot be read hides neither the others nor itself`() async throws {
    try await withWorld { world in
      try world.edit("one") { $0["refused"] = "api error AccessDenied: not you" }
      try world.edit("two") { $0["labels"] = ["by": "hand"] }
      // It has changed as well, but what it should be is not known.
      try world.edit("three") { $0["size"] = 3 }
      let report = try world.report()
      #expect(report.status == 1)
      #expect(report.found == ["drift.changed notes_note.second labels[\"by\"]"])
      #expect(report.gaps == ["notes_note.first denied", "notes_note.third failed"])
      let told = try world.run(["drift"])
      #expect(told.status == 1)
      let text = spoken(told.output)
      #expect(text.contains("notes_note.second") && text.contains("2 places not looked at"), "\(text)")
      #expect(
        text.contains("notes_note.first") && text.contains("What it depends on could not be looked at"), "\(text)")
      #expect(!text.contains("nothing to settle"))
      // What was found can be settled all the same; the command still tells that it has not seen everything.
      let reverted = try world.run(["drift", "-revert", "-auto-approve"])
      #expect(reverted.status == 1, "\(reverted.output)\(reverted.errors)")
      #expect(try world.report().found == [])
      #expect(try world.report().status == 1)
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `of three stacks, one whose provider has no credentials keeps no finding of the others back`() async throws {
    try await withWorld(["a", "b", "c"]) { world in
      try world.edit("two", in: "a") { $0["size"] = 5 }
      try world.edit("two", in: "c") { $0["size"] = 5 }
      try write(["main.tf": Self.main("/nowhere/locked")], to: world.work.appendingPathComponent("b"))
      let server = try await answering(["DescribeVpcs": [Self.vpcs("vpc-1")]], &world)
      defer { server.stop() }
      let report = try world.report("-unmanaged", "a", "b", "c")
      #expect(report.status == 1)
      #expect(report.found == Array(repeating: "drift.changed notes_note.second size", count: 2))
      // Whatever there is may be of the stack that could not be read.
      #expect(report.gaps == ["stack  failed", "stack b failed"])
      #expect(report.errors.contains("No valid credential sources found"), "\(report.errors)")
      let told = try world.run(["drift", "-unmanaged", "a", "b", "c"])
      #expect(told.status == 1)
      #expect(spoken(told.output).contains("2 places not looked at"))
      #expect(spoken(told.output).contains("could not be read"))
    }
  }

  // MARK: what the account does not tell

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `an account that lets nobody in is a gap beside what was found`() async throws {
    try await withWorld { world in
      try world.edit("two") { $0["size"] = 5 }
      let server = try await answering(
        ["GetCallerIdentity": [Self.refused(403, "InvalidClientTokenId")]], &world)
      defer { server.stop() }
      for flags in [["-unmanaged"], ["-unmanaged", "-causes"]] {
        let outcome = try world.run(["drift", "-json"] + flags)
        let report = Report(
          status: outcome.status, json: try JSON.read(Array(outcome.output.utf8)), errors: outcome.errors)
        #expect(report.status == 1)
        #expect(report.found == ["drift.changed notes_note.second size"])
        #expect(report.gaps.contains("stack  failed"), "\(report.gaps)")
        #expect(outcome.output.contains("InvalidClientTokenId"))
      }
      let told = try world.run(["drift", "-unmanaged"])
      #expect(spoken(told.output).contains("notes_note.second") && spoken(told.output).contains("InvalidClientTokenId"))
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `lists that fail are told, with what came before and what they would have shown left open`() async throws {
    try await withWorld { world in
      try world.edit("two") { $0["size"] = 5 }
      let server = try await answering(
        [
          "DescribeVpcs": [Self.refused(429, "TooManyRequestsException"), Self.vpcs("vpc-1")],
          "DescribeSubnets": [Self.refused(503, "SlowDown"), Self.list("Subnets", "subnet")],
          "DescribeKeyPairs": [Self.refused(429, "TooManyRequestsException")],
          "DescribeDhcpOptions": [Self.refused(503, "SlowDown")],
          "DescribeVolumes": [Self.list("Volumes", "volume", "vol-1", next: "a"), Self.refused(500, "InternalError")],
          "DescribeCustomerGateways": [Self.refused(403, "AccessDenied")],
        ], &world)
      defer { server.stop() }
      let report = try world.report("-unmanaged")
      #expect(
        report.found == [
          "drift.changed notes_note.second size", "drift.unmanaged aws_ebs_volume vol-1",
          "drift.unmanaged aws_vpc vpc-1",
        ])
      #expect(report.status == 1)
      for gap in [
        "aws_key_pair throttled", "aws_vpc_dhcp_options throttled", "aws_ebs_volume incomplete",
        "aws_customer_gateway denied",
        // All others were denied as well.
        "aws_sqs_queue denied",
      ] {
        #expect(report.gaps.contains(gap), "\(gap) \(report.gaps)")
      }
      #expect(!report.gaps.contains { $0.hasPrefix("aws_vpc ") || $0.hasPrefix("aws_subnet ") }, "\(report.gaps)")
      let counted = (report.json["coverage"]?["types"]?.array ?? []).compactMap { $0["type"]?.string }
      #expect(counted == ["aws_vpc"])
      let told = spoken(try world.run(["drift", "-unmanaged"]).output)
      #expect(
        told.contains("notes_note.second") && told.contains("vpc-1") && told.contains("aws_key_pair in 123456789012"))
    }
  }

  @Test(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
  func `an audit log that may not be read is a gap, and what was found stays`() async throws {
    try await withWorld { world in
      let server = try await answering(["DescribeVpcs": [Self.vpcs("vpc-1")]], &world)
      defer { server.stop() }
      let report = try world.report("-unmanaged", "-causes")
      #expect(report.found.contains { $0.contains("vpc-1") })
      #expect(report.gaps.contains("aws_cloudtrail denied"), "\(report.gaps)")
      #expect(report.status == 1)
    }
  }
}
