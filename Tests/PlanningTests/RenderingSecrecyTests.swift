import Model
import TestSupport
import Testing

@testable import Planning

/// What is marked sensitive stands in no text for people.
struct RenderingSecrecyTests {
  static let secret = "hunter2"

  /// A value with the secret somewhere inside, marked there or above.
  static func value(_ random: inout SeededGenerator, depth: Int, isHidden: Bool) -> Value {
    let hides = isHidden || Int.random(in: 0..<3, using: &random) == 0
    var value: Value
    switch Int.random(in: 0..<(depth > 0 ? 6 : 2), using: &random) {
    case 0, 1:
      value = .string(hides ? pick(["\(secret)", "a\n\(secret)\n", "{\"k\":\"\(secret)\"}"], &random) : "open")
    case 2: value = .tuple(some(&random) { self.value(&$0, depth: depth - 1, isHidden: hides) })
    case 3: value = .object((0..<3).map { ("k\($0)", self.value(&random, depth: depth - 1, isHidden: hides)) })
    case 4: value = .map(.string, KeyedValues([("k", hides ? .string(secret) : .string("open"))]))
    default: value = .set(.string, unsorted: [.string(hides ? secret : "open"), .string("b")])
    }
    if hides, !isHidden { value = value.marked(with: .sensitive) }
    return value
  }

  static func pick<T>(_ choices: [T], _ random: inout SeededGenerator) -> T {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }

  static func some(_ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value) -> [Value] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in make(&random) }
  }

  static let schema = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      SchemaAttribute(name: "any", kind: .plain(.dynamic)),
      SchemaAttribute(name: "hidden", kind: .plain(.string), isSensitive: true),
    ]))

  @Test(arguments: UInt64(1)...120)
  func `no text shows what is sensitive`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    func object() -> Value {
      .object([
        ("any", Self.value(&random, depth: 3, isHidden: false)), ("hidden", .string(Self.secret)),
      ])
    }
    let address = ResourceInstanceAddress(recorded: "shapes_thing.a")
    let provider = ProviderConfigAddress(provider: .builtin)
    let null = Value.null(.dynamic)
    let pairs: [(Action, Value, Value)] = [
      (.create, null, object()), (.update, object(), object()), (.delete, object(), null),
      (.replace(.deleteThenCreate), object(), object()), (.forget, object(), null),
    ]
    let changes = pairs.map { action, before, after in
      ResourceChange(address: address, provider: provider, action: action, before: before, after: after)
    }
    let outputs = [
      OutputChange(name: "a", action: .update, before: object(), after: object(), isSensitive: false),
      OutputChange(
        name: "b", action: .update, before: .string(Self.secret), after: .string("x"), isSensitive: true),
    ]
    let plan = Plan(
      mode: .refreshOnly, timestamp: "", changes: changes, drift: changes, outputChanges: outputs)
    for isColoured in [false, true] {
      let text = renderPlan(plan, schemas: { _, _ in Self.schema }, options: RenderingOptions(isColoured: isColoured))
      #expect(!text.contains(Self.secret), "seed \(seed)")
    }
    let lines = changes.compactMap(StreamMessage.planned).map { $0.line(timestamp: "") }
    #expect(!lines.joined().contains(Self.secret), "seed \(seed)")
    #expect(!valueText(object()["any"] ?? null).contains(Self.secret), "seed \(seed)")
  }

  @Test func `without a schema an object is still shown, and hides what is marked`() {
    let change = ResourceChange(
      address: ResourceInstanceAddress(recorded: "gone_thing.a"), provider: ProviderConfigAddress(provider: .builtin),
      action: .delete, before: .object([("a", .string("x")), ("b", .string(Self.secret).marked(with: .sensitive))]),
      after: .null(.dynamic))
    let text = renderPlan(Plan(mode: .destroy, timestamp: "", changes: [change]), schemas: { _, _ in nil })
    #expect(text.contains("- a = \"x\""))
    #expect(text.contains("- b = (sensitive value)"))
  }

  @Test func `what follows a plan says where it was saved, or that it was not`() {
    let rule = String(repeating: "─", count: 77)
    #expect(
      renderPlanFooter(savedTo: "p", options: RenderingTests.options(isColoured: false))
        == """

        \(rule)

        Saved the plan to: p

        To perform exactly these actions, run the following command to apply:
            terraform apply "p"

        """)
    #expect(
      renderPlanFooter(savedTo: nil, options: RenderingTests.options(isColoured: true))
        == """
        \u{1B}[90m
        \(rule)\u{1B}[0m

        Note: You didn't use the -out option to save this plan, so Terraform can't
        guarantee to take exactly these actions if you run "terraform apply" now.

        """)
  }
}
