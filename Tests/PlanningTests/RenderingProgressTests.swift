import Model
import Testing

@testable import Planning

/// The lines that tell how a run goes, for people and for machines.
struct RenderingProgressTests {
  @Test(arguments: RenderingFixture.all.filter { $0.name != "errored" })
  func `the stream of a plan says what Terraform's says`(_ fixture: RenderingFixture) throws {
    let plan = Plan(recorded: try #require(fixture.json("plan.json")), arguments: fixture.arguments)
    var messages = plan.drift.compactMap(StreamMessage.drift) + plan.changes.compactMap(StreamMessage.planned)
    let summary = ChangeSummary(plan.changes.filter { $0.address.resource.mode == .managed }.map(\.action))
    messages.append(.planSummary(summary))
    if let outputs = StreamMessage.plannedOutputs(plan.outputChanges) { messages.append(outputs) }
    let made = messages.map { withoutTime($0.line(timestamp: "T")) }.sorted()
    let types = ["\"planned_change\"}", "\"resource_drift\"}", "\"change_summary\"}", "\"outputs\"}"]
    let recorded = try #require(fixture.text("stream.json")).split(separator: "\n").map(String.init)
      .filter { line in types.contains { line.hasSuffix("\"type\":\($0)") } }
    #expect(made == recorded.map(withoutTime).sorted())
  }

  struct Line: Sendable, CustomStringConvertible {
    var event: ProgressEvent
    var text: String?
    var message: String
    var description: String { message }
  }

  static let address = ResourceInstanceAddress(recorded: "terraform_data.b[0]")
  static let data = ResourceInstanceAddress(recorded: "data.shapes_data.known")
  static let id = ProgressEvent.Identification(key: "id", value: "x")

  static let lines: [Line] = [
    Line(
      event: ProgressEvent(address: address, phase: .started(.create)), text: "terraform_data.b[0]: Creating...",
      message: #"""
        {"@level":"info","@message":"terraform_data.b[0]: Creating...","@module":"terraform.ui","@timestamp":"T","hook":{"resource":{"addr":"terraform_data.b[0]","module":"","resource":"terraform_data.b[0]","implied_provider":"terraform","resource_type":"terraform_data","resource_name":"b","resource_key":0},"action":"create"},"type":"apply_start"}
        """#),
    Line(
      event: ProgressEvent(address: address, identification: id, phase: .goingOn(.create, seconds: 10)),
      text: "terraform_data.b[0]: Still creating... [10s elapsed]",
      message: #"""
        {"@level":"info","@message":"terraform_data.b[0]: Still creating... [10s elapsed]","@module":"terraform.ui","@timestamp":"T","hook":{"resource":{"addr":"terraform_data.b[0]","module":"","resource":"terraform_data.b[0]","implied_provider":"terraform","resource_type":"terraform_data","resource_name":"b","resource_key":0},"action":"create","elapsed_seconds":10},"type":"apply_progress"}
        """#),
    Line(
      event: ProgressEvent(address: address, identification: id, phase: .completed(.create, seconds: 71)),
      text: "terraform_data.b[0]: Creation complete after 1m11s [id=x]",
      message: #"""
        {"@level":"info","@message":"terraform_data.b[0]: Creation complete after 1m11s [id=x]","@module":"terraform.ui","@timestamp":"T","hook":{"resource":{"addr":"terraform_data.b[0]","module":"","resource":"terraform_data.b[0]","implied_provider":"terraform","resource_type":"terraform_data","resource_name":"b","resource_key":0},"action":"create","id_key":"id","id_value":"x","elapsed_seconds":71},"type":"apply_complete"}
        """#),
    Line(
      event: ProgressEvent(address: address, identification: id, phase: .started(.delete)),
      text: "terraform_data.b[0]: Destroying... [id=x]",
      message: #"""
        {"@level":"info","@message":"terraform_data.b[0]: Destroying... [id=x]","@module":"terraform.ui","@timestamp":"T","hook":{"resource":{"addr":"terraform_data.b[0]","module":"","resource":"terraform_data.b[0]","implied_provider":"terraform","resource_type":"terraform_data","resource_name":"b","resource_key":0},"action":"delete","id_key":"id","id_value":"x"},"type":"apply_start"}
        """#),
    Line(
      event: ProgressEvent(address: address, identification: id, phase: .completed(.delete, seconds: 0)),
      text: "terraform_data.b[0]: Destruction complete after 0s",
      message: #"""
        {"@level":"info","@message":"terraform_data.b[0]: Destruction complete after 0s","@module":"terraform.ui","@timestamp":"T","hook":{"resource":{"addr":"terraform_data.b[0]","module":"","resource":"terraform_data.b[0]","implied_provider":"terraform","resource_type":"terraform_data","resource_name":"b","resource_key":0},"action":"delete","elapsed_seconds":0},"type":"apply_complete"}
        """#),
    Line(
      event: ProgressEvent(address: address, identification: id, phase: .refreshStarted),
      text: "terraform_data.b[0]: Refreshing state... [id=x]",
      message: #"""
        {"@level":"info","@message":"terraform_data.b[0]: Refreshing state... [id=x]","@module":"terraform.ui","@timestamp":"T","hook":{"resource":{"addr":"terraform_data.b[0]","module":"","resource":"terraform_data.b[0]","implied_provider":"terraform","resource_type":"terraform_data","resource_name":"b","resource_key":0},"id_key":"id","id_value":"x"},"type":"refresh_start"}
        """#),
    Line(
      event: ProgressEvent(address: data, identification: id, phase: .completed(.read, seconds: 0)),
      text: "data.shapes_data.known: Read complete after 0s [id=x]",
      message: #"""
        {"@level":"info","@message":"data.shapes_data.known: Refresh complete after 0s [id=x]","@module":"terraform.ui","@timestamp":"T","hook":{"resource":{"addr":"data.shapes_data.known","module":"","resource":"data.shapes_data.known","implied_provider":"shapes","resource_type":"shapes_data","resource_name":"known","resource_key":null},"action":"read","id_key":"id","id_value":"x","elapsed_seconds":0},"type":"apply_complete"}
        """#),
  ]

  @Test(arguments: lines)
  func `an event is told in Terraform's words`(_ line: Line) {
    #expect(line.event.text(Palette(isColoured: false)) == line.text)
    #expect(StreamMessage(line.event)?.line(timestamp: "T") == line.message)
  }

  @Test func `colours are those of Terraform`() {
    let palette = Palette(isColoured: true)
    let start = ProgressEvent(address: Self.address, phase: .started(.create)).text(palette)
    #expect(start == "\u{1B}[0m\u{1B}[1mterraform_data.b[0]: Creating...\u{1B}[0m\u{1B}[0m")
    let end = ProgressEvent(address: Self.address, identification: Self.id, phase: .completed(.create, seconds: 0))
    #expect(
      end.text(palette) == "\u{1B}[0m\u{1B}[1mterraform_data.b[0]: Creation complete after 0s [id=x]\u{1B}[0m")
    #expect(
      ApplySummary(added: 3).text(palette)
        == "\u{1B}[0m\u{1B}[1m\u{1B}[32m\nApply complete! Resources: 3 added, 0 changed, 0 destroyed.\n\u{1B}[0m")
    #expect(
      ApplySummary(destroyed: 3, isDestroy: true).text(Palette(isColoured: false))
        == "\nDestroy complete! Resources: 3 destroyed.\n")
  }

  @Test func `an object is recognised by its id, else by its name, never by what is hidden`() {
    func identify(_ pairs: [(String, Value)]) -> String? {
      ProgressEvent.Identification(.object(pairs)).map { "\($0.key)=\($0.value)" }
    }
    #expect(identify([("id", .string("i")), ("name", .string("n"))]) == "id=i")
    #expect(identify([("id", .null(.string)), ("name", .string("n"))]) == "name=n")
    #expect(identify([("id", .unknown(.string)), ("name", .string(""))]) == nil)
    #expect(identify([("id", .string("i").marked(with: .sensitive))]) == nil)
    #expect(identify([("tags", .map(.string, KeyedValues([("Name", .string("t"))])))]) == "tags.Name=t")
    #expect(ProgressEvent.Identification(.null(.dynamic)) == nil)
  }

  @Test func `a long identification is shortened in the middle to eighty characters`() {
    let id = ProgressEvent.Identification(
      key: "id", value: String(repeating: "a", count: 50) + String(repeating: "b", count: 50))
    let text = ProgressEvent(address: Self.address, identification: id, phase: .refreshStarted)
      .text(Palette(isColoured: false))
    let shown = String(repeating: "a", count: 39) + "..." + String(repeating: "b", count: 38)
    #expect(text == "terraform_data.b[0]: Refreshing state... [id=\(shown)]")
  }

  private func withoutTime(_ line: String) -> String {
    line.replacing(/"@timestamp":"[^"]*"/, with: "")
  }
}
