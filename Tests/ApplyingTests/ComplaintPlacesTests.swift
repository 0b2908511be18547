import Model
import Planning
import Storing
import TestSupport
import Testing

private let text = """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  provider "sim" {
    region = "north"
  }
  resource "sim_network" "a" {
    name = "a"
  }
  """

/// Where what a provider says is shown: in the block that it is about, also when it names no argument.
struct ComplaintPlacesTests {
  private let workbench = Workbench(text)

  private func shown(_ diagnostics: [Diagnostic], in text: String = text) -> [String] {
    diagnostics.map { diagnostic in
      let lines = diagnostic.text(sources: { _ in Array(text.utf8) }).split(separator: "\n").map(String.init)
      guard let line = lines.first(where: { $0.contains("  on main.tf") }) else { return "nowhere" }
      return String(line.drop { $0 != "o" })
    }
  }

  @Test(arguments: [SimulatedCloud.Fault.refuses, .dies])
  func `what goes wrong with an object is shown at its block`(_ fault: SimulatedCloud.Fault) async throws {
    let place = "on main.tf line 9, in resource \"sim_network\" \"a\":"
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud { $0.kind == .create && $0.attempt == 0 ? fault : nil })
    let made = try await workbench.run(storage, cloud)
    #expect(shown(made.diagnostics).first == place)
    let again = try await workbench.run(storage, cloud)
    await cloud.setFaults { $0.kind == .read ? fault : nil }
    let read = await workbench.plan(again.state, cloud)
    #expect(shown(read.diagnostics) == [place])
  }

  @Test func `what goes wrong with an object without configuration names the object`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let made = try await workbench.run(storage, cloud)
    await cloud.setFaults { $0.kind == .read ? .refuses : nil }
    let rest = Workbench(String(text.split(separator: "resource")[0]))
    let read = await rest.plan(made.state, cloud)
    #expect(shown(read.diagnostics) == ["nowhere"])
    #expect(read.diagnostics.map(\.address) == ["sim_network.a"])
  }

  @Test func `a provider that cannot be configured is shown at its block`() async {
    let refusing = text.replacing("region = \"north\"", with: "refuse = true")
    let planned = await Workbench(refusing).plan(State(), SimulatedCloud())
    #expect(shown(planned.diagnostics, in: refusing) == ["on main.tf line 6, in provider \"sim\":"])
  }

  @Test func `what happened to an object outside does not explain why it is destroyed`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let made = try await workbench.run(storage, cloud)
    let id = try #require(await cloud.inventory.first?.id)
    await cloud.tamper(id: id, attribute: "range", with: .string("changed"))
    #expect(await workbench.plan(made.state, cloud).plan.drift.count == 1)
    let destroying = await workbench.plan(made.state, cloud, PlanningOptions(mode: .destroy)).plan
    #expect(destroying.drift == [])
    #expect(destroying.changes.first?.before["range"]?.stringValue == "changed")
  }
}
