import Configuring
import Foundation
import Model
import Planning
import Testing

@testable import Assessing

/// How long assessing takes grows as the estate does.
@Suite(.serialized) struct LargeEstateTests {
  private static let provider = ProviderConfigAddress(provider: ProviderAddress(namespace: "hashicorp", type: "aws"))

  /// As many groups, each with a rule that is managed and one that was made by hand, and as many queues that follow from what has
  /// drifted.
  private static func input(_ count: Int) throws -> DriftInput {
    var plan = Plan(mode: .normal, timestamp: "2026-01-01T00:00:00Z")
    func rule(_ cidr: String) -> Value {
      .object([
        ("protocol", .string("tcp")), ("from_port", .integer(80)), ("to_port", .integer(80)),
        ("cidr_blocks", .list(.string, [.string(cidr)])),
      ])
    }
    func group(_ number: Int, _ cidrs: [String]) -> Value {
      .object([("id", .string("sg-\(number)")), ("ingress", .set(.dynamic, cidrs.map(rule)))])
    }
    for number in 0..<count {
      let address = try ResourceInstanceAddress(parsing: "aws_security_group.g\(number)")
      let (before, after) = (group(number, []), group(number, ["10.0.0.0/8", "8.8.8.8/32"]))
      plan.drift.append(
        ResourceChange(address: address, provider: provider, action: .update, before: before, after: after))
      plan.changes.append(
        ResourceChange(address: address, provider: provider, action: .noOp, before: after, after: after))
      let part = try ResourceInstanceAddress(parsing: "aws_vpc_security_group_ingress_rule.r\(number)")
      let attributes =
        #"{"security_group_id":"sg-\#(number)","ip_protocol":"tcp","from_port":80,"to_port":80,"cidr_ipv4":"10.0.0.0/8"}"#
      plan.priorState.resources[part.containing, default: ResourceState(provider: provider)].instances[part.key] =
        ResourceInstanceState(current: ObjectRecord(attributes: Array(attributes.utf8)))
      var follower = ResourceChange(
        address: try ResourceInstanceAddress(parsing: "aws_sqs_queue.q\(number)"), provider: provider, action: .update,
        before: .object([("name", .string("a"))]), after: .object([("name", .string("b"))]))
      follower.dependencies = [address.config]
      plan.changes.append(follower)
    }
    return DriftInput(
      plan: plan, configuration: Configuration(modules: [:]), schemas: { _, _ in nil }, time: UTCTime(seconds: 0))
  }

  @Test func `ten times as much takes not much more than ten times as long`() throws {
    func seconds(_ count: Int) throws -> Double {
      let input = try Self.input(count)
      let begin = ContinuousClock.now
      let findings = drift(input)
      let (seconds, attoseconds) = (ContinuousClock.now - begin).components
      #expect(findings.count == count * 2)
      let byHand = findings.first { $0.kind == "drift.changed" }?.evidence.first { $0.name == "by hand" }
      #expect(byHand?.value.contains("8.8.8.8/32") == true && byHand?.value.contains("10.0.0.0/8") == false)
      #expect(findings.contains { $0.summary.contains("was not applied yet") && $0.standing != .pending })
      return Double(seconds) + Double(attoseconds) * 1e-18
    }
    let small = try seconds(150)
    let large = try seconds(1500)
    // A square would be a hundred times as long; the machine has other work, too.
    #expect(large < max(0.5, small * 40), "\(small) s, then \(large) s")
  }
}
