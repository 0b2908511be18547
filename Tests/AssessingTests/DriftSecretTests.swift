import Assessing
import Configuring
import Model
import Planning
import Testing

struct DriftSecretTests {
  private static func object(_ text: String, isMarked: Bool) -> Value {
    let map = Value.map(.string, KeyedValues(["key": .string(text)]))
    return .object([("m", isMarked ? map.marked(with: .sensitive) : map)])
  }

  /// Which of the versions knows that the whole map is sensitive.
  @Test(arguments: [[true, false, false], [false, true, false], [false, false, true], [true, true, true]])
  func `what is sensitive in one version of an object is shown in none`(marked: [Bool]) throws {
    let address = try ResourceInstanceAddress(parsing: "test_thing.a")
    let provider = ProviderConfigAddress(provider: ProviderAddress(namespace: "hashicorp", type: "test"))
    let recorded = Self.object("hunter1", isMarked: marked[0])
    let live = Self.object("hunter2", isMarked: marked[1])
    let declared = Self.object("hunter3", isMarked: marked[2])
    var plan = Plan(mode: .normal, timestamp: "2026-01-01T00:00:00Z")
    plan.drift = [ResourceChange(address: address, provider: provider, action: .update, before: recorded, after: live)]
    plan.changes = [
      ResourceChange(address: address, provider: provider, action: .update, before: live, after: declared)
    ]
    let findings = drift(
      DriftInput(
        plan: plan, configuration: Configuration(modules: [:]), schemas: { _, _ in nil }, time: UTCTime(seconds: 0)))
    #expect(findings.map(\.part) == ["m[\"key\"]"])
    #expect(findings.filter(\.isActionable).count == 1)
    let told = "\(findings)"
    #expect(!told.contains("hunter"))
    // Nobody has touched it, and the configuration has changed.
    plan.drift = []
    let pending = drift(
      DriftInput(
        plan: plan, configuration: Configuration(modules: [:]), schemas: { _, _ in nil }, time: UTCTime(seconds: 0)))
    #expect(pending.map(\.kind) == ["drift.pending"])
    // What is recorded plays no part in it.
    if marked[1] || marked[2] {
      let text = "\(pending)"
      #expect(!text.contains("hunter"))
    }
  }
}
