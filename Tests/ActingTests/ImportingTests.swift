import Configuring
import Model
import Parsing
import Testing

@testable import Acting

@Suite struct ImportingTests {
  @Test func `an object that nothing declares gets an import block and a block without noise`() throws {
    let estate = try TestEstate([
      "main.tf": "resource \"sim_thing\" \"logs_of_web_1\" {\n  name = \"n\"\n}\n", "imported.tf": "# by hand\n",
    ])
    let scope = ObservedScope(type: "sim_thing", account: "1", region: "eu")
    let object = ObservedObject(scope: scope, importID: "thing-1", name: "Logs of web-1")
    let configuration = try Draft(estate.estate).read().configuration
    let address = configuration.unusedAddress(for: object)
    #expect("\(address)" == "sim_thing.logs_of_web_1_2")
    var members = try #require(TestEstate.thing.block.emptyValue.keyedValues)
    members["id"] = .string("thing-1")
    members["name"] = .string("logs ${x}")
    members["size"] = .string("")
    members["amount"] = .integer(3)
    members["open"] = .false
    members["secret"] = Value.string("geheim").marked(with: .sensitive)
    members["policy"] = .string("{\"A\":1}")
    members["tags"] = AdoptionTests.map(("Name", "Logs of web-1"))
    members["tags_all"] = AdoptionTests.map(("Name", "Logs of web-1"))
    members["disk"] = .list(
      .dynamic, [.object([("size", .integer(1)), ("kind", .string("")), ("serial", .string("x"))])])
    let adoption = adopt(
      [UnmanagedObject(object: object, address: address, value: .object(members), schema: TestEstate.thing)],
      in: estate.estate)
    let text = try #require(estate.patched(adoption.patch)["imported.tf"])
    #expect(
      text == """
        # by hand

        import {
          to = sim_thing.logs_of_web_1_2
          id = "thing-1"
        }

        resource "sim_thing" "logs_of_web_1_2" {
          amount = 3
          name   = "logs $${x}"
          policy = jsonencode({
            A = 1
          })

          tags = {
            Name = "Logs of web-1"
          }

          disk {
            size = 1
          }
        }

        """)
    #expect(adoption.refused.isEmpty)
  }

  @Test func `a rule is written for a finding`() throws {
    let finding = Finding(
      kind: "drift.changed", subject: .instance(try ResourceInstanceAddress(parsing: "aws_vpc.a")),
      part: "tags[\"Owner\"]", severity: .low, summary: "s")
    let rule = try #require(NewIgnoreRule(for: finding, reason: "r", owner: "o"))
    let remediation = try ignore(rule, in: "plumb.hcl", text: [])
    guard case .edit(let patch)? = remediation.steps.first else { return #expect(Bool(false)) }
    let text = patch.applied(to: [], file: "plumb.hcl")
    let (settings, _) = readProjectSettings([("plumb.hcl", text)])
    let address = try ResourceInstanceAddress(parsing: "aws_vpc.a")
    #expect(settings.ignores.first?.covers(address, [.attribute("tags"), .index(.string("Owner"))]) == true)
    #expect(throws: Refusal.self) {
      try ignore(NewIgnoreRule(scope: "aws_vpc", reason: "r", owner: "o"), in: "plumb.hcl", text: [])
    }
    #expect(throws: Refusal.self) { try ignore(rule, in: "plumb.hcl", text: Array("x = ".utf8)) }
  }
}
