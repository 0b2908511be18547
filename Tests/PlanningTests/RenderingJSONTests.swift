import Model
import Storing
import Testing

@testable import Planning

/// Byte for byte what Terraform's `show -json` gave for the same plan or state.
struct RenderingJSONTests {
  static let withState = RenderingFixture.all.filter {
    $0.bytes("state-v4.json") != nil && $0.bytes("state.json") != nil
  }

  @Test(arguments: withState)
  func `a state is shown as JSON as Terraform shows it`(_ fixture: RenderingFixture) throws {
    let state = try StateFile.decode(try #require(fixture.bytes("state-v4.json")))
    let text = stateJSON(state, schemas: RenderingFixture.schema).text(.compact, escapesHTML: true)
    expectSameJSON(text, try #require(fixture.text("state.json")), fixture)
  }

  @Test(arguments: RenderingFixture.all)
  func `the changes of a plan are listed as JSON as Terraform lists them`(_ fixture: RenderingFixture) throws {
    let recorded = try #require(fixture.json("plan.json"))
    let plan = Plan(recorded: recorded, arguments: fixture.arguments)
    let made = planJSON(
      plan, configuration: nil, schemas: RenderingFixture.schema, terraformVersion: "1.11.4")
    let parts = [
      "format_version", "terraform_version", "planned_values", "resource_drift", "resource_changes", "output_changes",
      "relevant_attributes", "timestamp", "complete", "errored",
    ]
    for part in parts {
      // Types of outputs cannot be told from the JSON of the plan itself.
      let made = part == "planned_values" ? made[part]?["root_module"]?.withoutMarks(ofReplacedIn: plan) : made[part]
      let recorded =
        part == "planned_values" ? recorded[part]?["root_module"]?.withoutMarks(ofReplacedIn: plan) : recorded[part]
      expectSameJSON(
        made?.text(.compact, escapesHTML: true) ?? "none", recorded?.text(.compact, escapesHTML: true) ?? "none",
        fixture)
    }
  }

  @Test(arguments: RenderingFixture.all.filter { $0.json("plan.json")?["checks"] != nil })
  func `the outcomes of conditions are listed as Terraform lists them`(_ fixture: RenderingFixture) throws {
    let recorded = try #require(fixture.json("plan.json")?["checks"])
    let checks = (recorded.array ?? []).map(CheckResult.init(recorded:))
    // Whatever order they were found in.
    expectSameJSON(
      checksJSON(checks.reversed()).text(.compact, escapesHTML: true), recorded.text(.compact, escapesHTML: true),
      fixture)
  }
}

extension JSON {
  /// Without the notes on sensitive values of objects that are replaced: there Terraform leaves out what the schema says.
  fileprivate func withoutMarks(ofReplacedIn plan: Plan) -> JSON {
    let replaced = Set(plan.changes.filter(\.action.isReplace).map(\.address.description))
    switch self {
    case .array(let elements): return .array(elements.map { $0.withoutMarks(ofReplacedIn: plan) })
    case .object(let members):
      let isReplaced = self["address"]?.string.map(replaced.contains) ?? false
      return .object(
        members.compactMap { member in
          if isReplaced, member.name == "sensitive_values" { return nil }
          return JSON.Member(member.name, member.value.withoutMarks(ofReplacedIn: plan))
        })
    default: return self
    }
  }
}

/// Fails with the first place that differs.
func expectSameJSON(
  _ actual: String, _ expected: String, _ fixture: RenderingFixture, sourceLocation: SourceLocation = #_sourceLocation
) {
  let expected = expected.hasSuffix("\n") ? String(expected.dropLast()) : expected
  if actual == expected { return }
  let same = zip(actual.utf8, expected.utf8).prefix { $0 == $1 }.count
  func around(_ text: String) -> String {
    String(decoding: text.utf8.dropFirst(max(0, same - 150)).prefix(300), as: UTF8.self)
  }
  Issue.record(
    "\(fixture) differs from byte \(same) on\n--- expected\n\(around(expected))\n--- actual\n\(around(actual))",
    sourceLocation: sourceLocation)
}
