import Assessing
import Configuring
import Model
import Planning
import Testing

/// What a run has written into the state is found again by what a record has kept of it.
struct RememberedFindingTests {
  private struct World {
    var address = "aws_s3_bucket.a"
    var attribute = "policy"
    /// As the state has it, as it is, and as a plan would have it.
    var recorded: Value
    var live: Value
    var planned: Value?
    var configuration = ""
    var rules: [IgnoreRule] = []
    var isGone = false

    func findings(_ remembered: [RememberedFinding]) throws -> [Finding] {
      let address = try ResourceInstanceAddress(parsing: address)
      let provider = ProviderConfigAddress(provider: ProviderAddress(namespace: "hashicorp", type: "aws"))
      func object(_ value: Value) -> Value { .object([("id", .string("a")), (attribute, value)]) }
      var plan = Plan(mode: .normal, timestamp: "2026-01-01T00:00:00Z")
      if isGone {
        plan.changes = [
          ResourceChange(
            address: address, provider: provider, action: .create, before: .null(.dynamic), after: object(live))
        ]
      } else {
        plan.changes = [
          ResourceChange(
            address: address, provider: provider, action: planned == nil ? .noOp : .update, before: object(live),
            after: object(planned ?? live))
        ]
        if recorded != live {
          plan.drift = [
            ResourceChange(
              address: address, provider: provider, action: .update, before: object(recorded), after: object(live))
          ]
        }
      }
      let text = configuration.isEmpty ? "resource \"aws_s3_bucket\" \"a\" {}" : configuration
      let loaded = loadConfiguration(from: TextModuleSource(["main.tf": text]))
      var input = DriftInput(
        plan: plan, configuration: loaded.configuration, schemas: { _, _ in nil }, rules: rules,
        time: UTCTime(seconds: 100))
      input.remembered = remembered
      return try drift(input).filter { finding in
        guard case .instance(let subject) = finding.subject else { return false }
        return try subject == ResourceInstanceAddress(parsing: self.address) && finding.kind == "drift.changed"
      }
    }
  }

  private func kept(_ findings: [Finding]) -> [RememberedFinding] {
    findings.compactMap { finding in
      finding.memory.map {
        RememberedFinding(
          memory: $0, summary: finding.summary, severity: finding.severity, firstSeen: UTCTime(seconds: 1))
      }
    }
  }

  private let closed = Value.string("")
  private let open = Value.string("{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\"}]}")
  private let other = Value.string("{\"Statement\":[]}")

  @Test func `what the state has taken stays found until somebody settles it`() throws {
    let first = try World(recorded: closed, live: open).findings([])
    #expect(first.filter(\.isActionable).map(\.part) == ["policy"])
    let record = kept(first)
    #expect(record.count == 1)
    // Without the record it is forgotten, and with it is not.
    #expect(try World(recorded: open, live: open).findings([]).isEmpty)
    let again = try World(recorded: open, live: open).findings(record)
    #expect(again.map(\.id) == first.map(\.id) && again[0].isActionable)
    #expect(again[0].evidence.first == Finding.Evidence("before", "\"\""))
    #expect(again[0].severity == first[0].severity)
    // What it was before is not forgotten by changing it once more, however often it is written down.
    let third = try World(recorded: open, live: other).findings(kept(again))
    #expect(third[0].isActionable)
    let fourth = try World(recorded: other, live: other).findings(kept(third))
    #expect(fourth.count == 1 && fourth[0].isActionable)
    // Back as it was: nothing to do, now and when that is in the state.
    let back = try World(recorded: other, live: closed).findings(kept(fourth))
    #expect(back.count == 1 && !back[0].isActionable)
    let still = try World(recorded: other, live: .null(.string)).findings(kept(back))
    #expect(still.count == 1 && !still[0].isActionable)
    #expect(try World(recorded: closed, live: closed).findings(kept(back)).isEmpty)
  }

  @Test func `it is settled by a declaration, by a rule, and with the object`() throws {
    let record = kept(try World(recorded: closed, live: open).findings([]))
    let declared = World(
      recorded: open, live: open, configuration: "resource \"aws_s3_bucket\" \"a\" {\n  policy = \"\"\n}")
    #expect(try declared.findings(record).isEmpty)
    #expect(
      try World(recorded: open, live: open, planned: closed).findings(record).allSatisfy { $0.kind != "drift.changed" })
    #expect(try World(recorded: open, live: open, isGone: true).findings(record).isEmpty)
    let rule = IgnoreRule(
      discipline: "drift", scope: .address(try AddressPattern("aws_s3_bucket.a")), reason: "r", owner: "o")
    let accepted = try World(recorded: open, live: open, rules: [rule]).findings(record)
    #expect(accepted.count == 1 && accepted[0].standing.isAcceptedByRule)
    // When the rule has ended, it is there again.
    #expect(kept(accepted).count == 1)
    // The same in another layout is the same.
    let before = try World(recorded: open, live: other).findings([])
    let layout = Value.string("{\"Statement\":{\"Principal\":\"*\",\"Effect\":\"Allow\"}}")
    #expect(try World(recorded: layout, live: layout).findings(kept(before)).isEmpty)
  }

  @Test func `of a secret only a digest is kept`() throws {
    let secret = World(recorded: closed, live: open.marked(with: .sensitive))
    let first = try secret.findings([])
    #expect(first.count == 1 && first[0].memory?.text == nil)
    let again = try World(recorded: open, live: open).findings(kept(first))
    #expect(again.count == 1)
    #expect(again[0].evidence.allSatisfy { $0.value == "(sensitive value)" })
  }

  @Test func `of a list in which others have parts only what was put in by hand is remembered`() throws {
    func attached(_ names: String...) -> Value { .set(.string, unsorted: names.map { .string($0) }) }
    func world(_ recorded: Value, _ live: Value) -> World {
      World(address: "aws_iam_role.r", attribute: "managed_policy_arns", recorded: recorded, live: live)
    }
    let first = try world(attached("a"), attached("a", "admin")).findings([])
    #expect(first[0].memory?.elements == ["admin": true])
    // Others have come by what is managed meanwhile; what was put in by hand is still there.
    let again = try world(attached("a", "admin", "b"), attached("a", "admin", "b")).findings(kept(first))
    #expect(again.count == 1 && again[0].isActionable)
    #expect(try world(attached("a", "b"), attached("a", "b")).findings(kept(first)).isEmpty)
  }
}

extension Finding.Standing {
  fileprivate var isAcceptedByRule: Bool {
    if case .accepted = self { return true }
    return false
  }
}
