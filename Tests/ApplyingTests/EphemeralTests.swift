import Applying
import Model
import Planning
import Providers
import Storing
import TestSupport
import Testing

private let head = """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  variable "e" {
    ephemeral = true
    default   = "hush"
  }

  """

private let estate =
  head + """
    ephemeral "sim_token" "known" {
      name = "known"
    }
    ephemeral "sim_token" "later" {
      name = sim_network.n.id
    }
    ephemeral "sim_token" "unused" {
      name = "unused"
    }
    resource "sim_network" "n" {
      name = "n"
    }
    resource "sim_vault" "v" {
      name           = "v"
      secret_wo      = "${ephemeral.sim_token.known.token}+${ephemeral.sim_token.later.token}"
      secret_version = 1
    }
    output "length" {
      value = sim_vault.v.length
    }
    output "nothing" {
      value = ephemeralasnull(var.e)
    }
    """

struct EphemeralTests {
  @Test func `ephemeral resources are opened for the plan and again for the apply, and always closed`() async throws {
    let cloud = SimulatedCloud()
    let workbench = Workbench(estate)
    #expect(workbench.problems == [])
    let planned = await workbench.plan(State(), cloud)
    #expect(planned.diagnostics == [])
    #expect(
      await cloud.ephemeralHistory.sorted() == ["close known", "close unused", "open known", "open unused"])
    let storage = MemoryStorage()
    let outcome = try await workbench.run(storage, SimulatedCloud())
    #expect(outcome.diagnostics == [])
    // "token-known+token-sim_network-n-1"
    #expect(outcome.state.outputs["length"]?.value == .integer(33))
    #expect(outcome.state.outputs["nothing"] == nil)
  }

  @Test func `what depends on what is made is opened after it and closed after its user`() async throws {
    let cloud = SimulatedCloud()
    let storage = MemoryStorage()
    let workbench = Workbench(estate)
    _ = try await workbench.run(storage, cloud, parallelism: 4)
    let history = await cloud.ephemeralHistory.dropFirst(4)
    #expect(
      history.sorted() == [
        "close known", "close sim_network-n-1", "close unused", "open known", "open sim_network-n-1", "open unused",
      ])
    #expect(history.last?.hasPrefix("close") == true)
    let again = try await workbench.run(storage, cloud)
    #expect(again.diagnostics == [])
    #expect(again.plan.changes.allSatisfy { $0.action == .noOp })
  }

  @Test func `neither the state nor the plan holds what is ephemeral`() async throws {
    let cloud = SimulatedCloud()
    let storage = MemoryStorage()
    let outcome = try await Workbench(estate).run(storage, cloud)
    let state = String(decoding: try #require(await storage.stateBytes), as: UTF8.self)
    #expect(!state.contains("token-"))
    #expect(!state.contains("hush"))
    #expect(!String(reflecting: outcome.plan).contains("token-"))
    let vault = try #require(outcome.state.resources.first { $0.key.resource.type == "sim_vault" }?.value)
    let record = try #require(vault.instances[nil]?.current)
    #expect(try JSON.read(record.attributes)["secret_wo"] == .null)
    #expect(
      record.dependencies.map(\.description) == [
        "ephemeral.sim_token.known", "ephemeral.sim_token.later", "sim_network.n",
      ])
  }

  @Test func `what was given for an ephemeral variable is left out of the plan, and that it was given is noted`() {
    let secret = Value.string("hush").marked(with: .ephemeral)
    let given = PlannedVariable(name: "e", given: secret, isSet: true)
    #expect(given.mustBeGivenAgain)
    #expect(given.value.deeplyUnmarked == .null(.dynamic))
    #expect(!PlannedVariable(name: "e", given: secret, isSet: false).mustBeGivenAgain)
    #expect(!PlannedVariable(name: "p", given: .string("x"), isSet: true).mustBeGivenAgain)
  }

  @Test func `one that cannot be opened fails what needs it, and the others are closed`() async throws {
    let cloud = SimulatedCloud()
    let broken = estate.replacing("name = \"unused\"", with: "name = \"broken\"")
    let planned = await Workbench(broken).plan(State(), cloud)
    #expect(planned.diagnostics.map(\.summary) == ["Simulated failure"])
    #expect(planned.diagnostics.map(\.address) == ["ephemeral.sim_token.unused"])
    #expect(await cloud.ephemeralHistory.sorted() == ["close known", "open broken", "open known"])
  }

  @Test func `one that expires is renewed until it is closed`() async throws {
    let cloud = SimulatedCloud()
    let ephemerals = OpenEphemerals(clock: ContinuousClock(), onEvent: { _ in })
    let address = try ResourceInstanceAddress(parsing: "ephemeral.sim_token.a")
    let (value, problems) = await ephemerals.open(
      address, client: SimulatedProvider(cloud: cloud), configuration: .object([("name", .string("short"))]))
    #expect(problems == [])
    #expect(value?["token"] == .string("token-short"))
    for _ in 0..<500 where await cloud.ephemeralHistory.count < 3 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(await ephemerals.closeAll() == [])
    let history = await cloud.ephemeralHistory
    #expect(history.prefix(3) == ["open short", "renew short", "renew short"])
    #expect(history.last == "close short")
    try await Task.sleep(for: .milliseconds(20))
    #expect(await cloud.ephemeralHistory == history)
  }

  @Test func `a provider that gives a write-only value back is found out`() async throws {
    let leaky = estate.replacing("\"v\"\n  secret", with: "\"leaky\"\n  secret").replacing(
      "name           = \"v\"", with: "name           = \"leaky\"")
    let planned = await Workbench(leaky).plan(State(), SimulatedCloud())
    #expect(planned.diagnostics.map(\.summary) == ["Provider produced invalid plan"])
    #expect(planned.diagnostics.first?.detail.contains("write-only attribute") == true)
    #expect(planned.diagnostics.first?.detail.contains("token-") == false)
  }

  private struct Misuse: Sendable, CustomTestStringConvertible {
    var text: String
    var summary: String
    var testDescription: String { text }
  }

  /// All said by Terraform in the same words, at the same places.
  private static let misuses = [
    Misuse(text: "output \"o\" {\n  value = var.e\n}", summary: "Ephemeral value not allowed"),
    Misuse(text: "output \"o\" {\n  value = [{ a = \"${var.e}!\" }]\n}", summary: "Ephemeral value not allowed"),
    Misuse(text: "output \"o\" {\n  value = 1\n  ephemeral = true\n}", summary: "Ephemeral output not allowed"),
    Misuse(
      text: "resource \"sim_network\" \"n\" {\n  name = var.e\n}", summary: "Invalid use of ephemeral value"),
    Misuse(
      text: "resource \"sim_network\" \"n\" {\n  name = \"n\"\n  tags = { a = local.l }\n}\nlocals {\n  l = var.e\n}",
      summary: "Invalid use of ephemeral value"),
    Misuse(text: "data \"sim_network\" \"n\" {\n  name = var.e\n}", summary: "Invalid use of ephemeral value"),
    Misuse(
      text: "resource \"sim_network\" \"n\" {\n  count = var.e == \"a\" ? 1 : 0\n  name = \"n\"\n}",
      summary: "Invalid count argument"),
    Misuse(
      text: "resource \"sim_network\" \"n\" {\n  for_each = toset([var.e])\n  name = \"n\"\n}",
      summary: "Invalid for_each argument"),
    Misuse(
      text: "ephemeral \"sim_token\" \"t\" {\n  name = \"a\"\n  lifecycle {\n    prevent_destroy = true\n  }\n}",
      summary: "Invalid ephemeral resource lifecycle argument"),
    Misuse(text: "ephemeral \"sim_nothing\" \"t\" {\n}", summary: "Invalid ephemeral resource"),
    Misuse(text: "ephemeral \"sim_token\" \"t\" {\n  name = \"\"\n}", summary: "Invalid name"),
    Misuse(text: "locals {\n  a = ephemeral.sim_token.nope.token\n}", summary: "Reference to undeclared resource"),
    Misuse(text: "locals {\n  a = ephemeral.sim_token\n}", summary: "Invalid reference"),
  ]

  @Test(arguments: misuses)
  private func `an ephemeral value where it would be kept is refused`(_ misuse: Misuse) async {
    let workbench = Workbench(head + misuse.text)
    var diagnostics = workbench.problems
    if diagnostics.isEmpty { diagnostics = await workbench.plan(State(), SimulatedCloud()).diagnostics }
    #expect(diagnostics.map(\.summary) == [misuse.summary])
  }
}
