import Configuring
import Model
import Planning
import Storing
import TestSupport
import Testing

private func text(
  regions: String = #"["eu", "us"]"#, used: String = #"toset(["eu", "us"])"#,
  provider: String = "sim.by_region[each.key]", more: String = ""
) -> String {
  """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  locals {
    regions = toset(\(regions))
  }
  provider "sim" {
    alias    = "by_region"
    for_each = local.regions
    region   = each.value
  }
  resource "sim_network" "a" {
    for_each = \(used)
    provider = \(provider)
    name     = each.key
  }
  \(more)
  """
}

private let module = [
  "m/main.tf": """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  resource "sim_network" "inner" {
    name = "inner"
  }
  module "deep" {
    source = "./deep"
  }
  """,
  "m/deep/main.tf": """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  resource "sim_network" "deepest" {
    name = "deepest"
  }
  """,
]

private let callOfModule = """
  module "m" {
    source    = "./m"
    for_each  = local.regions
    providers = { sim = sim.by_region[each.key] }
  }
  """

struct ProviderInstanceTests {
  @Test func `each instance of a resource has its instance of the provider, and so have modules`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let workbench = Workbench(text(more: callOfModule), modules: module)
    #expect(workbench.problems.map(\.summary) == ["Provider configuration for_each matches module"])
    let outcome = try await workbench.run(storage, cloud)
    #expect(outcome.diagnostics == [])
    #expect(await cloud.regions == ["eu", "us"])
    let providers = Set(outcome.plan.changes.map { "\($0.address) \($0.provider.key?.description ?? "-")" })
    #expect(
      providers
        == Set(
          ["eu", "us"].flatMap { key in
            [
              "sim_network.a[\"\(key)\"]", "module.m[\"\(key)\"].sim_network.inner",
              "module.m[\"\(key)\"].module.deep.sim_network.deepest",
            ].map { "\($0) [\"\(key)\"]" }
          }))
    // Through the file of the state and back.
    let again = await workbench.plan(try StateFile.decode(StateFile.encode(outcome.state)), cloud)
    #expect(again.plan.changes.allSatisfy { $0.action == .noOp && $0.provider.key != nil })
    let destroyed = try await workbench.run(storage, cloud, PlanningOptions(mode: .destroy))
    #expect(destroyed.diagnostics == [])
    #expect(await cloud.inventory.isEmpty)
  }

  @Test func `what an instance of a provider has made must go before it`() async throws {
    let (storage, cloud) = (MemoryStorage(), SimulatedCloud())
    let first = try await Workbench(text()).run(storage, cloud)
    #expect(first.diagnostics == [])
    for mode in [Plan.Mode.normal, .destroy] {
      let removed = await Workbench(text(regions: #"["eu"]"#, used: #"toset(["eu"])"#))
        .plan(first.state, cloud, PlanningOptions(mode: mode))
      #expect(removed.diagnostics.map(\.summary) == ["Provider instance not present"])
      #expect(removed.diagnostics.map(\.address) == [#"sim_network.a["us"]"#])
    }
    let without = try await Workbench(text(used: #"toset(["eu"])"#)).run(storage, cloud)
    #expect(without.diagnostics == [])
    #expect(await cloud.inventory.count == 1)
    let rest = await Workbench(text(regions: #"["eu"]"#, used: #"toset(["eu"])"#)).plan(without.state, cloud)
    #expect(rest.diagnostics == [])
    #expect(rest.plan.changes.map(\.action) == [.noOp])
  }

  @Test func `a run that was cut short knows which instance of the provider it asked`() throws {
    let record = JournalRecord(
      address: try ResourceInstanceAddress(parsing: "sim_network.a[\"us\"]"),
      provider: try ProviderConfigAddress(parsing: "provider[\"plumb/sim\"].by_region[\"us\"]"),
      instance: ResourceInstanceState(current: ObjectRecord(attributes: Array("{}".utf8))))
    var state = State()
    state.apply(record)
    #expect(state.provider(of: record.address) == record.provider)
    #expect(state.resources[record.address.containing]?.provider == record.provider.withoutKey)
  }

  @Test(arguments: [
    (text(provider: "sim.by_region"), "Missing provider instance key"),
    (
      text(
        more:
          "provider \"sim\" {\n alias = \"one\"\n}\nresource \"sim_network\" \"b\" {\n provider = sim.one[\"x\"]\n name = \"b\"\n}"
      ),
      "Unexpected provider instance key"
    ),
    (text(provider: "sim.by_regoin[each.key]"), "Provider configuration not present"),
    (text(provider: "sim[each.key]"), "Invalid provider configuration reference"),
    (text(provider: "sim.by_region[\"asia\"]"), "Provider instance not present"),
    (text(provider: "sim.by_region[null]"), "Invalid provider instance key"),
    (text(provider: "sim.by_region[sensitive(each.key)]"), "Invalid provider instance key"),
    (text(provider: "sim.by_region[[]]"), "Invalid provider instance key"),
    (
      text(
        more: "resource \"sim_network\" \"c\" {\n provider = sim.by_region[sim_network.a[\"eu\"].id]\n name = \"c\"\n}"),
      "Invalid provider instance key"
    ),
    (text(provider: "sim.by_region[local.nope]"), "Reference to undeclared local value"),
    (text(regions: "[uuid()]"), "Invalid for_each argument"),
    (text(more: "provider \"sim\" {\n for_each = local.regions\n}"), "Alias required when using \"for_each\""),
    (text(more: "provider \"sim\" {\n count = 2\n}"), "Reserved argument name in provider block"),
    (text(more: "provider \"sim\" {\n lifecycle {}\n}"), "Reserved block type name in provider block"),
  ])
  func `what makes no sense of providers with for_each is refused`(_ text: String, _ summary: String) async {
    let workbench = Workbench(text)
    var diagnostics = workbench.problems
    if !diagnostics.hasErrors { diagnostics += await workbench.plan(State(), SimulatedCloud()).diagnostics }
    #expect(diagnostics.filter(\.isError).first?.summary == summary)
  }

  @Test func `who iterates over the collection of the provider itself is warned`() {
    let workbench = Workbench(text(used: "local.regions"))
    #expect(workbench.problems.map(\.summary) == ["Provider configuration for_each matches resource"])
  }
}
