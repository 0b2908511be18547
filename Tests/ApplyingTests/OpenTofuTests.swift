import Configuring
import Model
import Planning
import TestSupport
import Testing

private func text(_ resource: String, _ more: String = "") -> String {
  """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  locals {
    yes = true
    no  = false
  }
  resource "sim_network" "a" {
    name = "a"
    \(resource)
  }
  \(more)
  """
}

struct OpenTofuTests {
  @Test func `a resource that is not enabled has no object, and its value is null`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let output = "output \"id\" {\n  value = try(sim_network.a.id, \"none\")\n}"
    func enabled(_ name: String) -> String { text("lifecycle {\n    enabled = local.\(name)\n  }", output) }
    let off = try await Workbench(enabled("no")).run(storage, cloud)
    #expect(off.diagnostics == [])
    #expect(off.state.outputs["id"]?.value == .string("none"))
    #expect(await cloud.inventory == [])
    let on = try await Workbench(enabled("yes")).run(storage, cloud)
    #expect(on.state.outputs["id"]?.value == .string("sim_network-a-1"))
    let again = await Workbench(enabled("no")).plan(on.state, cloud)
    #expect(again.plan.changes.map(\.action) == [.delete])
    #expect(again.plan.changes.map(\.reason) == [.deleteBecauseEnabledFalse])
  }

  @Test(arguments: [("yes", ["Instance cannot be destroyed"]), ("no", [])])
  func `prevent_destroy may be computed`(_ name: String, _ summaries: [String]) async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let workbench = Workbench(text("lifecycle {\n    prevent_destroy = local.\(name)\n  }"))
    #expect(workbench.problems == [])
    _ = try await workbench.run(storage, cloud)
    let destroyed = try await workbench.run(storage, cloud, PlanningOptions(mode: .destroy))
    #expect(destroyed.diagnostics.map(\.summary) == summaries)
  }

  @Test(arguments: [
    ("enabled = sim_network.b.id == \"x\"", "Invalid enabled argument"),
    ("enabled = null", "Invalid enabled argument"), ("enabled = sensitive(true)", "Invalid enabled argument"),
    ("enabled = [1]", "Invalid enabled argument"),
    ("prevent_destroy = local.nope", "Reference to undeclared local value"),
  ])
  func `a decision that cannot be made is refused`(_ argument: String, _ summary: String) async {
    let other = "resource \"sim_network\" \"b\" {\n  name = \"b\"\n}"
    let workbench = Workbench(text("lifecycle {\n    \(argument)\n  }", other))
    var diagnostics = workbench.problems
    if diagnostics.isEmpty { diagnostics = await workbench.plan(State(), SimulatedCloud()).diagnostics }
    #expect(diagnostics.map(\.summary) == [summary])
  }

  @Test func `enabled and count exclude each other`() {
    let workbench = Workbench(text("count = 1\n  lifecycle {\n    enabled = true\n  }"))
    #expect(
      workbench.problems.map(\.summary) == ["Invalid combination of \"enabled\", \"count\" and \"for_each\""])
  }

  @Test func `the value of an output is converted to the type that it declares`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    func workbench(_ type: String) -> Workbench {
      Workbench("output \"o\" {\n  type  = \(type)\n  value = { a = 1 }\n}")
    }
    let fitting = try await workbench("object({ a = string, b = optional(number, 2) })").run(storage, cloud)
    #expect(fitting.diagnostics == [])
    #expect(fitting.state.outputs["o"]?.value == .object([("a", .string("1")), ("b", .integer(2))]))
    for (type, summary) in [("list(string)", "Invalid output value"), ("nothing", "Invalid type specification")] {
      var diagnostics = workbench(type).problems
      if diagnostics.isEmpty { diagnostics = await workbench(type).plan(State(), cloud).diagnostics }
      #expect(diagnostics.map(\.summary) == [summary])
    }
  }

  @Test(arguments: [
    ("var.n != null && var.n.a == 1", false), ("var.n == null || var.n.a == 1", true),
    ("var.n == null && var.n != null && [][0]", false), ("true || tobool(null)", true),
    ("false && tobool(null)", false),
  ])
  func `what the left operand decides needs no right one`(_ expression: String, _ result: Bool) async throws {
    let workbench = Workbench(
      "variable \"n\" {\n  default = null\n}\noutput \"o\" {\n  value = \(expression)\n}")
    let outcome = try await workbench.run(MemoryStorage(), SimulatedCloud())
    #expect(outcome.diagnostics == [])
    #expect(outcome.state.outputs["o"]?.value == .bool(result))
  }

  @Test(arguments: ["true && var.n.a", "false || var.n.a", "true || []", "var.n.a || true", "true && tobool(null)"])
  func `all other mistakes in logical expressions are told`(_ expression: String) async {
    let workbench = Workbench(
      "variable \"n\" {\n  default = null\n}\noutput \"o\" {\n  value = \(expression)\n}")
    #expect(await workbench.plan(State(), SimulatedCloud()).diagnostics.hasErrors)
  }

  @Test func `who uses what is deprecated is warned`() {
    let source = TextModuleSource([
      "main.tf": """
      module "m" {
        source = "./m"
        old    = 1
        new    = 2
      }
      output "a" {
        value = [module.m.old, module.m.new]
      }
      """,
      "m/main.tf": """
      variable "old" {
        default    = 0
        deprecated = "Use new."
      }
      variable "new" {
        default = 0
      }
      output "old" {
        value      = var.old
        deprecated = "Use new."
      }
      output "new" {
        value = var.new
      }
      """,
    ])
    let diagnostics = loadConfiguration(from: source).diagnostics
    #expect(
      diagnostics.map(\.summary) == [
        "Variable marked as deprecated by the module author", "Value derived from a deprecated source",
      ])
    #expect(diagnostics.allSatisfy { !$0.isError && $0.detail.hasSuffix("Use new.") })
    #expect(diagnostics.map { $0.subject?.start.line } == [3, 7])
  }
}
