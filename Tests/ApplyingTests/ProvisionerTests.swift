import Model
import Planning
import TestSupport
import Testing

private func text(_ provisioners: String, name: String = "a") -> String {
  """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  resource "sim_network" "a" {
    name = "\(name)"
    connection {
      host = self.id
      user = "common"
    }
    \(provisioners)
  }
  """
}

struct ProvisionerTests {
  private func notes(
    _ storage: MemoryStorage, _ cloud: SimulatedCloud, _ text: String, _ mode: Plan.Mode = .normal
  ) async throws -> (notes: [String], outcome: Workbench.Outcome) {
    var workbench = Workbench(text)
    #expect(workbench.problems == [])
    let noted = NotedProvisioners()
    workbench.provisioners = noted
    let outcome = try await workbench.run(storage, cloud, PlanningOptions(mode: mode))
    return (noted.all, outcome)
  }

  private static let both = """
    provisioner "local-exec" {
      command = "made ${self.id}"
    }
    provisioner "file" {
      destination = "second"
      content     = "x"
      connection {
        host = "other"
      }
    }
    provisioner "local-exec" {
      when    = destroy
      command = "bye ${self.name}"
    }
    """

  @Test func `provisioners run in order once an object is made, and others before it goes`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let made = try await notes(storage, cloud, text(Self.both))
    #expect(made.outcome.diagnostics == [])
    #expect(made.notes == ["made sim_network-a-1@sim_network-a-1", "second@other"])
    #expect(try await notes(storage, cloud, text(Self.both)).notes == [])
    // A replacement says farewell to the old object and greets the new one.
    let replaced = try await notes(storage, cloud, text(Self.both, name: "b"))
    #expect(replaced.notes == ["bye a@sim_network-a-1", "made sim_network-b-1@sim_network-b-1", "second@other"])
    let destroyed = try await notes(storage, cloud, text(Self.both, name: "b"), .destroy)
    #expect(destroyed.notes == ["bye b@sim_network-b-1"])
    #expect(await cloud.inventory == [])
  }

  @Test func `a provisioner that fails taints the object, and the next run makes another`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let failing = text("provisioner \"local-exec\" {\n  command = \"fail\"\n}\n" + Self.both)
    let first = try await notes(storage, cloud, failing)
    #expect(first.outcome.diagnostics.map(\.summary) == ["It failed"])
    #expect(first.notes == ["fail@sim_network-a-1"])
    let record = try #require(first.outcome.state.resources.first?.value.instances[nil]?.current)
    #expect(record.status == .tainted)
    // A tainted object goes without farewell: it may never have been greeted.
    let second = try await notes(storage, cloud, text(Self.both))
    #expect(second.notes == ["made sim_network-a-2@sim_network-a-2", "second@other"])
    #expect(await cloud.inventory.map(\.id) == ["sim_network-a-2"])
  }

  @Test func `on_failure = continue lets the object be`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let made = try await notes(
      storage, cloud,
      text("provisioner \"local-exec\" {\n  command = \"fail\"\n  on_failure = continue\n}\n" + Self.both))
    #expect(made.outcome.diagnostics == [])
    #expect(made.notes.count == 3)
    #expect(made.outcome.state.resources.first?.value.instances[nil]?.current?.status == .ready)
  }

  @Test func `an object stays when what comes before its end fails`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let failing = text("provisioner \"local-exec\" {\n  when = destroy\n  command = \"fail\"\n}")
    _ = try await notes(storage, cloud, failing)
    let destroyed = try await notes(storage, cloud, failing, .destroy)
    #expect(destroyed.outcome.diagnostics.map(\.summary) == ["It failed"])
    #expect(await cloud.inventory.map(\.id) == ["sim_network-a-1"])
    #expect(destroyed.outcome.state.objectIDs == ["sim_network-a-1"])
  }

  @Test(arguments: [
    ("provisioner \"local-exec\" {\n  when = never\n  command = \"x\"\n}", "Invalid \"when\" keyword"),
    ("provisioner \"local-exec\" {\n  on_failure = x\n  command = \"x\"\n}", "Invalid \"on_failure\" keyword"),
    (
      "provisioner \"local-exec\" {\n  when = destroy\n  command = sim_network.a.id\n}",
      "Invalid reference from destroy provisioner"
    ),
    ("provisioner \"chef\" {\n}", "The \"chef\" provisioner has been removed"),
    ("provisioner {\n}", "Missing type for provisioner"),
    (
      "provisioner \"file\" {\n  destination = \"x\"\n  source = \"x\"\n  connection {\n  }\n  connection {\n  }\n}",
      "Duplicate connection block"
    ),
  ])
  func `a provisioner that makes no sense is refused`(_ provisioner: String, _ summary: String) {
    #expect(Workbench(text(provisioner)).problems.map(\.summary) == [summary])
  }
}
