import Configuring
import Model
import Planning
import Storing
import TestSupport
import Testing

private func text(_ resource: String, lifecycle: String = "destroy = false", more: String = "") -> String {
  """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  resource "sim_network" "a" {
    \(resource)
    lifecycle {
      \(lifecycle)
    }
  }
  \(more)
  """
}

private let nothing = """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  """

struct KeepingTests {
  private func made(
    _ workbench: Workbench
  ) async throws -> (storage: MemoryStorage, cloud: SimulatedCloud, state: State) {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let outcome = try await workbench.run(storage, cloud)
    #expect(workbench.problems == [])
    #expect(outcome.diagnostics == [])
    // As it is read from a file.
    return (storage, cloud, try StateFile.decode(StateFile.encode(outcome.state)))
  }

  @Test func `what is not to be destroyed is forgotten, and whoever destroys everything is told`() async throws {
    let workbench = Workbench(text("name = \"a\""))
    let (storage, cloud, _) = try await made(workbench)
    let destroyed = try await workbench.run(storage, cloud, PlanningOptions(mode: .destroy))
    #expect(destroyed.plan.changes.map(\.action) == [.forget])
    #expect(destroyed.diagnostics.filter(\.isError).map(\.summary) == ["Plumb has not destroyed some remote objects"])
    #expect(destroyed.state.resources.isEmpty)
    #expect(await cloud.inventory.count == 1)
  }

  @Test(arguments: [
    // What the configuration has after the object was made with and without destroy = false, and what becomes of it.
    (false, nothing, Action.forget),
    (true, nothing, .delete),
    (false, nothing + "\nremoved {\n  from = sim_network.a\n  lifecycle {\n    destroy = true\n  }\n}", .delete),
    (true, nothing + "\nremoved {\n  from = sim_network.a\n  lifecycle {\n    destroy = false\n  }\n}", .forget),
    (false, text("count = 0\n  name = \"a\"", lifecycle: "destroy = true"), .forget),
    (true, text("count = 0\n  name = \"a\""), .forget),
    (true, text("name = \"a\"", lifecycle: "enabled = false\n destroy = false"), .forget),
    (false, text("name = \"a\"", lifecycle: "enabled = false\n destroy = true"), .forget),
    (true, text("name = \"a\"", lifecycle: "enabled = false"), .delete),
  ])
  func `the configuration and what was recorded say together what becomes of an object`(
    _ destroys: Bool, _ next: String, _ action: Action
  ) async throws {
    let (_, cloud, state) = try await made(Workbench(text("name = \"a\"", lifecycle: "destroy = \(destroys)")))
    let workbench = Workbench(next)
    #expect(workbench.problems == [])
    #expect(await workbench.plan(state, cloud).plan.changes.map(\.action) == [action])
  }

  @Test func `whoever destroys everything means what was removed too`() async throws {
    let (_, cloud, state) = try await made(Workbench(text("name = \"a\"", lifecycle: "destroy = true")))
    let removed = Workbench(nothing + "\nremoved {\n  from = sim_network.a\n  lifecycle {\n    destroy = false\n  }\n}")
    let destroyed = await removed.plan(state, cloud, PlanningOptions(mode: .destroy))
    #expect(destroyed.plan.changes.map(\.action) == [.delete])
  }

  @Test func `a replaced object stays where it is`() async throws {
    let (storage, cloud, _) = try await made(
      Workbench(text("name = \"a\"\n  range = \"1\"", lifecycle: "destroy = false\n prevent_destroy = true")))
    let replaced = try await Workbench(
      text("name = \"a\"\n  range = \"2\"", lifecycle: "destroy = false\n prevent_destroy = true")
    ).run(storage, cloud)
    #expect(replaced.plan.changes.map(\.action) == [.replace(.forgetThenCreate)])
    #expect(replaced.plan.changes.first?.action.names == ["forget", "create"])
    #expect(replaced.diagnostics == [])
    #expect(replaced.state.objectIDs.count == 1)
    #expect(await cloud.inventory.count == 2)
  }

  @Test func `what a resource says now is recorded of the objects that it keeps`() async throws {
    let (storage, cloud, state) = try await made(Workbench(text("name = \"a\"")))
    #expect(state.resources.values.flatMap(\.instances.values).map { $0.current?.skipsDestroy } == [true])
    let kept = try await Workbench(text("name = \"a\"", lifecycle: "destroy = true")).run(storage, cloud)
    #expect(kept.plan.changes.map(\.action) == [.noOp])
    #expect(kept.state.resources.values.flatMap(\.instances.values).map { $0.current?.skipsDestroy } == [false])
    #expect(await Workbench(nothing).plan(kept.state, cloud).plan.changes.map(\.action) == [.delete])
  }

  @Test(arguments: [
    (text("name = \"a\"", lifecycle: "destroy = var.x", more: "variable \"x\" {}"), "Variables not allowed"),
    (text("name = \"a\"", lifecycle: "destroy = []"), "Unsuitable value type"),
    (
      "data \"sim_network\" \"a\" {\n name = \"a\"\n lifecycle {\n destroy = false\n }\n}",
      "Invalid data resource lifecycle argument"
    ),
    (
      "module \"m\" {\n source = \"./m\"\n count = 1\n lifecycle {\n enabled = true\n }\n}",
      "Invalid combination of \"enabled\", \"count\" and \"for_each\""
    ),
    ("module \"m\" {\n source = \"./m\"\n lifecycle {\n destroy = false\n }\n}", "Unsupported argument"),
    ("module \"m\" {\n source = \"./m\"\n nested {}\n}", "Unsupported block type"),
  ])
  func `what lifecycles cannot say is refused`(_ text: String, _ summary: String) {
    let workbench = Workbench(text, modules: ["m/main.tf": ""])
    #expect(workbench.problems.map(\.summary).first == summary)
  }

  @Test func `a module that is not enabled has no objects, and its value is null`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    func workbench(_ enabled: Bool) -> Workbench {
      Workbench(
        """
        locals {
          enabled = \(enabled)
        }
        module "m" {
          source = "./m"
          lifecycle {
            enabled = local.enabled
          }
        }
        output "id" {
          value = module.m == null ? "none" : module.m.id
        }
        output "tried" {
          value = try(module.m.id, "none")
        }
        """,
        modules: [
          "m/main.tf": nothing + """

            resource "sim_network" "a" {
              name = "a"
            }
            output "id" {
              value = sim_network.a.id
            }
            """
        ])
    }
    let off = try await workbench(false).run(storage, cloud)
    #expect(workbench(false).problems == [])
    #expect(off.diagnostics == [])
    #expect(off.state.outputs.mapValues(\.value) == ["id": .string("none"), "tried": .string("none")])
    let on = try await workbench(true).run(storage, cloud)
    #expect(on.state.outputs["id"]?.value == .string("sim_network-a-1"))
    let again = await workbench(false).plan(on.state, cloud)
    #expect(again.plan.changes.map(\.action) == [.delete])
  }
}
