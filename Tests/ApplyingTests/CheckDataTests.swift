import Configuring
import Model
import Planning
import TestSupport
import Testing

private func text(_ more: String = "", name: String = "a") -> String {
  """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  resource "sim_network" "a" {
    name = "a"
    \(more)
  }
  check "network" {
    data "sim_network" "found" {
      name = "\(name)"
    }
    assert {
      condition     = data.sim_network.found.range == "none"
      error_message = "The range is wrong."
    }
  }
  """
}

struct CheckDataTests {
  @Test func `what a check reads is read again when all else is done`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let first = try await Workbench(text()).run(storage, cloud)
    // Not there yet: the check fails, and stops nothing.
    #expect(first.plan.checks.map(\.status) == [.fail])
    #expect(first.plan.checks.flatMap(\.objects).map(\.failureMessages.count) == [1])
    let read = first.plan.changes.first { $0.address.resource.mode == .data }
    #expect(read?.reason == .readBecauseCheckNested)
    // Nothing but the order of the steps brings the network first.
    #expect(first.diagnostics.map(\.summary) == ["Check block assertion failed"])
    #expect(first.diagnostics.allSatisfy { $0.severity == .warning && $0.checkedObject == "check.network" })
    #expect(first.state.checkResults.map(\.status) == [.fail])
    #expect(first.state.checkResults.flatMap(\.objects).flatMap(\.failureMessages) == ["The range is wrong."])
  }

  @Test func `a provider's error is the failure of the check, and its object is kept without results`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let outcome = try await Workbench(text(name: "nowhere")).run(storage, cloud)
    #expect(outcome.diagnostics.map(\.severity) == [.warning])
    #expect(outcome.diagnostics.map(\.address) == ["data.sim_network.found"])
    #expect(outcome.state.checkResults.map(\.status) == [.fail])
    let data = outcome.state.resources.first { $0.key.resource.mode == .data }?.value.instances[nil]?.current
    #expect(data.map { String(decoding: $0.attributes, as: UTF8.self) }?.contains(#""id":null"#) == true)
  }

  @Test func `nothing is read for checks when something else fails`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let broken = "provisioner \"local-exec\" {\n      command = \"fail\"\n    }"
    let outcome = try await Workbench(text(broken)).run(storage, cloud)
    #expect(outcome.diagnostics.filter(\.isError).count == 1)
    #expect(outcome.diagnostics.allSatisfy { $0.checkedObject == nil })
    #expect(outcome.state.checkResults.map(\.status) == [.unknown])
  }

  @Test func `refreshing looks at what checks read, and plans nothing for it`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let outcome = try await Workbench(text()).run(storage, cloud)
    let refreshed = await Workbench(text()).plan(outcome.state, cloud, PlanningOptions(mode: .refreshOnly))
    #expect(refreshed.plan.changes.isEmpty)
    #expect(refreshed.plan.checks.flatMap(\.objects).flatMap(\.failureMessages) == ["The range is wrong."])
  }

  @Test func `destroying takes what checks have read out of the state`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    _ = try await Workbench(text()).run(storage, cloud)
    let destroyed = try await Workbench(text()).run(storage, cloud, PlanningOptions(mode: .destroy))
    #expect(destroyed.diagnostics == [])
    #expect(destroyed.state.resources.isEmpty)
    #expect(destroyed.state.checkResults.map(\.status) == [.unknown])
  }

  @Test func `conditions of what has no instance hold, and are listed`() async {
    let workbench = Workbench(
      text() + """

        resource "sim_network" "none" {
          count = 0
          name  = "x"
          lifecycle {
            precondition {
              condition     = path.root == "."
              error_message = "x"
            }
          }
        }
        """)
    let planned = await workbench.plan(State(), SimulatedCloud())
    let none = planned.plan.checks.first { $0.configAddress == "sim_network.none" }
    #expect(none?.status == .pass)
    #expect(none?.objects == [])
  }
}
