import Model
import Planning
import Storing
import TestSupport
import Testing

private func text(range: String = "one", size: Int = 1, servers: Int = 3, image: String = "i") -> String {
  """
  terraform {
    required_providers {
      sim = { source = "plumb/sim" }
    }
  }
  resource "sim_network" "a" {
    name  = "a"
    range = "\(range)"
  }
  resource "sim_network" "b" {
    name  = "b"
    range = "\(range)"
    tags  = { size = "\(size)" }
    lifecycle {
      create_before_destroy = true
    }
  }
  resource "sim_server" "s" {
    count      = \(servers)
    name       = "s${count.index}"
    network_id = sim_network.a.id
    size       = \(size)
    password   = "secret"
    disk {
      size = 1
    }
    disk {
      size = \(size)
    }
    dynamic "port" {
      for_each = [80, 443]
      content {
        number = port.value
      }
    }
    label "tier" {
      text = sim_network.b.id
    }
    boot {
      image = "\(image)"
    }
  }
  resource "sim_server" "t" {
    name       = "t"
    network_id = sim_network.b.id
    lifecycle {
      create_before_destroy = true
    }
  }
  data "sim_network" "found" {
    name       = "a"
    depends_on = [sim_network.a]
  }
  output "addresses" {
    value = [for server in sim_server.s : server.address]
  }
  output "range" {
    value = data.sim_network.found.range
  }
  """
}

/// What follows what in the life of the estate.
private struct Stage: Sendable, CustomTestStringConvertible {
  var name: String
  /// What is applied first, one after the other.
  var before: [String] = []
  var after: String
  var mode = Plan.Mode.normal
  var names: [String]
  /// Where objects were that stay in the cloud and that the state is to know no more.
  var forgotten: [String] = []
  /// How many objects stand outside of the state until this is through.
  var found = 0
  var testDescription: String { name }
}

/// The estate with every resource at another address, one of them of another type, and one that is let go.
private let rearranged =
  text().replacing(
    "resource \"sim_network\" \"a\"",
    with: """
      moved {
        from = sim_network.a
        to   = sim_subnet.a
      }
      moved {
        from = sim_network.b
        to   = sim_network.c["b"]
      }
      moved {
        from = sim_server.s[1]
        to   = sim_server.alone
      }
      removed {
        from = sim_server.t
        lifecycle {
          destroy = false
        }
      }
      resource "sim_server" "alone" {
        name       = "s1"
        network_id = sim_subnet.a.id
        size       = 9
        depends_on = [sim_network.c]
      }
      resource "sim_subnet" "a"
      """
  )
  .replacing("resource \"sim_network\" \"b\" {", with: "resource \"sim_network\" \"c\" {\n  for_each = toset([\"b\"])")
  .replacing("name  = \"b\"", with: "name  = each.key")
  .replacing("sim_network.a.id", with: "sim_subnet.a.id").replacing("[sim_network.a]", with: "[sim_subnet.a]")
  .replacing("sim_network.b.id", with: "sim_network.c[\"b\"].id")
  .replacing(
    "data \"sim_network\" \"found\" {\n  name       = \"a\"",
    with: "data \"sim_network\" \"found\" {\n  name       = \"b\""
  )
  .replacing("count      = 3", with: "count      = 1")
  .replacing(serverT, with: "")

private let serverT = """
  resource "sim_server" "t" {
    name       = "t"
    network_id = sim_network.c["b"].id
    lifecycle {
      create_before_destroy = true
    }
  }
  """

/// Without a server that stays where it is, and with it again.
private let withoutT =
  text().replacing(serverT.replacing("c[\"b\"]", with: "b"), with: "")
  + "\nremoved {\n  from = sim_server.t\n  lifecycle {\n    destroy = false\n  }\n}\n"

private let importing =
  text(size: 2, image: "j")
  + "\nimport {\n  to = sim_server.t\n  id = \"${sim_network.a.name == \"a\" ? \"sim_server-t-1\" : \"\"}\"\n}\n"

private let estate = ["a", "b", "s0", "s1", "s2", "t"]

private let stages = [
  Stage(name: "from nothing", before: [], after: text(), names: estate),
  Stage(name: "update", before: [text()], after: text(size: 2, image: "j"), names: estate),
  Stage(name: "replace everything", before: [text()], after: text(range: "two"), names: estate),
  Stage(
    name: "replace and update, fewer and more", before: [text()], after: text(range: "two", size: 3, servers: 1),
    names: ["a", "b", "s0", "t"]),
  Stage(
    name: "move, forget and destroy", before: [text()], after: rearranged, names: ["a", "b", "s0", "s1"],
    forgotten: ["sim_server.t"]),
  Stage(name: "import what was let go", before: [text(), withoutT], after: importing, names: estate, found: 1),
  Stage(name: "destroy", before: [text()], after: text(), mode: .destroy, names: []),
]

struct ApplySimulationTests {
  @Test(arguments: stages)
  private func `a change is applied and then there is nothing to do`(_ stage: Stage) async throws {
    let cloud = SimulatedCloud(staleReads: 0)
    let storage = MemoryStorage()
    for before in stage.before {
      let outcome = try await Workbench(before).run(storage, cloud, parallelism: 3)
      #expect(outcome.diagnostics == [])
    }
    let workbench = Workbench(stage.after)
    #expect(workbench.problems == [])
    let outcome = try await workbench.run(storage, cloud, PlanningOptions(mode: stage.mode), parallelism: 3)
    #expect(outcome.diagnostics == [])
    try await expectAtRest(workbench, storage, cloud, stage)
  }

  /// The state knows exactly what exists, what exists is what is wanted, and a further plan is empty.
  private func expectAtRest(
    _ workbench: Workbench, _ storage: MemoryStorage, _ cloud: SimulatedCloud, _ stage: Stage,
    orphans: Int = 0, _ comment: Comment = ""
  ) async throws {
    let state = try await storage.read()?.state ?? State()
    let known = state.objectIDs
    let existing = await cloud.inventory.map(\.id).sorted()
    #expect(known.allSatisfy(existing.contains), comment)
    #expect(existing.count - known.count <= orphans + stage.forgotten.count, "\(existing) \(known) \(comment)")
    let objects = await cloud.inventory.filter { known.contains($0.id) }
    #expect(objects.map(\.name).sorted() == stage.names, comment)
    for object in objects where object.type == "sim_server" {
      #expect(known.contains(object.value["network_id"]?.stringValue ?? ""), comment)
    }
    let again = await workbench.plan(state, cloud, PlanningOptions(mode: stage.mode))
    #expect(!again.diagnostics.hasErrors, comment)
    #expect(again.plan.changes.filter { $0.action != .noOp }.map { "\($0.action) \($0.address)" } == [], comment)
  }

  /// The addresses of what exists and is not in the state.
  private func orphans(_ storage: MemoryStorage, _ cloud: SimulatedCloud) async throws -> [String] {
    let known = try await storage.read()?.state.objectIDs ?? []
    return await cloud.inventory.filter { !known.contains($0.id) }.map { object in
      guard object.type == "sim_server", object.name != "t" else { return "\(object.type).\(object.name)" }
      return "sim_server.s[\(object.name.dropFirst())]"
    }
  }

  struct Stop: Sendable, CustomTestStringConvertible {
    fileprivate var stage: Stage
    /// How much of the last note reaches the disk, in thousandths.
    var torn: Int
    var testDescription: String { "\(stage.name), torn at \(torn)" }
  }

  static let stops = stages.flatMap { stage in [0, 500, 1000].map { Stop(stage: stage, torn: $0) } }

  @Test(arguments: stops)
  func `a run that is killed at any step loses no object that was noted, and the next run ends it`(
    _ stop: Stop
  ) async throws {
    let stage = stop.stage
    var kills = 0
    for steps in 0..<80 {
      let cloud = SimulatedCloud()
      let disk = MemoryStorage()
      for before in stage.before { _ = try await Workbench(before).run(disk, cloud) }
      let failing = MemoryStorage(
        state: await disk.stateBytes, journal: await disk.journalBytes, stopsAfter: steps, torn: stop.torn)
      let workbench = Workbench(stage.after)
      let options = PlanningOptions(mode: stage.mode)
      let killed = (try? await workbench.run(failing, cloud, options))?.hasStopped ?? true
      await cloud.reconnect()
      // Whatever was on the disk is what the next run finds.
      let found = MemoryStorage(state: await failing.stateBytes, journal: await failing.journalBytes)
      let outcome = try await workbench.run(found, cloud, options)
      #expect(!outcome.diagnostics.hasErrors, "killed at \(steps)")
      // Only the one object that was being made when everything stopped can be unknown to the state, and that is told.
      let orphans = try await orphans(found, cloud).filter { !stage.forgotten.contains($0) }
      #expect(orphans.count <= 1, "killed at \(steps)")
      let told = outcome.recovery.filter { $0.code == "state.unfinished" }.map(\.detail).joined()
      for orphan in orphans { #expect(told.contains(orphan), "killed at \(steps): \(told)") }
      try await expectAtRest(
        workbench, found, cloud, stage, orphans: 1, "killed at \(steps)")
      if !killed { break }
      kills += 1
    }
    #expect(kills > 5)
    #expect(kills < 79)
  }

  @Test(arguments: (0..<60).map { UInt64($0) })
  func `whatever fails, a run without failures sets everything right`(_ seed: UInt64) async throws {
    let cloud = SimulatedCloud()
    let storage = MemoryStorage()
    let stage = stages[Int(seed) % stages.count]
    for before in stage.before { _ = try await Workbench(before).run(storage, cloud, parallelism: 3) }
    let faults = SimulatedCloud.seededFaults(seed, percent: 25)
    await cloud.setFaults { operation in
      let fault = faults(operation)
      // What a provider makes and does not live to tell of, no engine can know.
      return operation.kind == .create && fault == .diesAfterwards ? .dies : fault
    }
    let workbench = Workbench(stage.after)
    let options = PlanningOptions(mode: stage.mode)
    for _ in 0..<3 {
      _ = try await workbench.run(storage, cloud, options, parallelism: 4)
      let state = try #require(try await storage.read()?.state ?? State())
      let lost = await cloud.inventory.map(\.id).filter { !state.objectIDs.contains($0) }
      #expect(lost.count <= stage.forgotten.count + stage.found, "seed \(seed): \(lost)")
    }
    await cloud.setFaults { _ in nil }
    let outcome = try await workbench.run(storage, cloud, options, parallelism: 4)
    #expect(!outcome.diagnostics.hasErrors, "seed \(seed)")
    try await expectAtRest(workbench, storage, cloud, stage, "seed \(seed)")
  }

  @Test func `an object made half way is tainted and replaced`() async throws {
    let cloud = SimulatedCloud { $0.kind == .create && $0.name == "t" && $0.attempt == 0 ? .failsHalfWay : nil }
    let storage = MemoryStorage()
    let workbench = Workbench(text())
    let first = try await workbench.run(storage, cloud)
    #expect(first.diagnostics.map(\.summary) == ["Simulated failure"])
    let planned = await workbench.plan(try #require(try await storage.read()).state, cloud)
    #expect(planned.diagnostics == [])
    let plan = planned.plan
    let change = try #require(plan.changes.first { "\($0.address)" == "sim_server.t" })
    #expect(change.action == .replace(.createThenDelete))
    #expect(change.reason == .replaceBecauseTainted)
    _ = try await workbench.run(storage, cloud)
    #expect(await cloud.inventory.map(\.name).sorted() == estate)
    #expect(await cloud.inventory.map(\.id).contains("sim_server-t-2"))
  }

  /// An estate whose server `t` was set aside by an earlier version of the provider, as `attributes` has it.
  private func setAside(
    _ cloud: SimulatedCloud, _ edit: (JSON) -> JSON
  ) async throws -> (MemoryStorage, ResourceInstanceAddress) {
    let first = MemoryStorage()
    _ = try await Workbench(text()).run(first, cloud)
    var state = try #require(try await first.read()).state
    let address = try ResourceInstanceAddress(parsing: "sim_server.t")
    var record = try #require(state[address]?.current)
    record.attributes = edit(try JSON.read(record.attributes)).written()
    record.schemaVersion = 0
    state.depose(address, as: "0badcafe")
    state.resources[address.containing]?.instances[nil]?.deposed["0badcafe"] = record
    return (MemoryStorage(state: StateFile.encode(state)), address)
  }

  @Test func `an object that an earlier version of the provider set aside is destroyed`() async throws {
    let cloud = SimulatedCloud()
    let (storage, address) = try await setAside(cloud) { json in
      guard case .object(let members) = json else { return json }
      return .object(members.map { $0.name == "network_id" ? .init("network", $0.value) : $0 })
    }
    let outcome = try await Workbench(text()).run(storage, cloud)
    #expect(outcome.diagnostics == [])
    let change = try #require(outcome.plan.changes.first { $0.address == address && $0.deposedKey != nil })
    #expect(change.before["network_id"]?.stringValue == "sim_network-b-1")
    #expect(await cloud.inventory.map(\.name).sorted() == estate)
    #expect(await cloud.inventory.map(\.id).contains("sim_server-t-2"))
  }

  @Test func `an object set aside that nobody can read is told of, and stays`() async throws {
    let cloud = SimulatedCloud()
    let (storage, address) = try await setAside(cloud) { _ in .object([.init("size", .string("no number"))]) }
    let outcome = try await Workbench(text()).run(storage, cloud)
    #expect(outcome.diagnostics.map(\.summary) == ["Simulated failure"])
    #expect(outcome.diagnostics.map(\.address) == ["sim_server.t"])
    #expect(outcome.state[address]?.deposed.count == 1)
    #expect(await cloud.inventory.map(\.name).sorted() == estate)
  }

  @Test func `an object outside of the targets counts as it is, whatever version recorded it`() async throws {
    let cloud = SimulatedCloud()
    let storage = MemoryStorage()
    let configuration =
      text() + """

        resource "sim_network" "c" {
          name = sim_server.s[1].network_id
        }
        """
    _ = try await Workbench(text()).run(storage, cloud)
    var state = try #require(try await storage.read()).state
    let address = try ResourceInstanceAddress(parsing: "sim_network.c")
    let server = try ResourceInstanceAddress(parsing: "sim_server.s[1]")
    var record = try #require(state[server]?.current)
    record.schemaVersion = 0
    state.setCurrent(record, at: server)
    let options = PlanningOptions(targets: [
      try TargetAddress(parsing: "sim_network.c"), try TargetAddress(parsing: "sim_server.s[0]"),
    ])
    let planned = await Workbench(configuration).plan(state, cloud, options)
    #expect(!planned.diagnostics.hasErrors)
    let change = try #require(planned.plan.changes.first { $0.address == address })
    #expect(change.after["name"]?.stringValue == "sim_network-a-1")
  }

  @Test(arguments: [
    ("type = number", "Invalid value for input variable"),
    (
      "validation {\n    condition = var.n == \"no\"\n    error_message = \"It must be no.\"\n  }",
      "Invalid value for variable"
    ),
  ])
  func `what a module is given is judged once it is known, although nothing needs it`(
    rule: String, summary: String
  ) async throws {
    let workbench = Workbench(
      """
      resource "terraform_data" "a" {
        input = "abc"
      }
      module "m" {
        source = "./m"
        n      = terraform_data.a.output
      }
      """, modules: ["m/main.tf": "variable \"n\" {\n  \(rule)\n}\n"])
    #expect(workbench.problems == [])
    let outcome = try await workbench.run(MemoryStorage(), SimulatedCloud())
    #expect(outcome.diagnostics.map(\.summary) == [summary])
    #expect(outcome.state.resources.count == 1)
  }

  @Test func `a change behind our back is found and taken back`() async throws {
    let cloud = SimulatedCloud()
    let storage = MemoryStorage()
    let workbench = Workbench(text())
    _ = try await workbench.run(storage, cloud)
    await cloud.tamper(id: "sim_server-s1-1", attribute: "size", with: .integer(9))
    await cloud.remove(id: "sim_server-s2-1")
    let outcome = try await workbench.run(storage, cloud)
    let changed = outcome.plan.changes.filter { $0.action != .noOp }.map { "\($0.action.names) \($0.address)" }
    #expect(changed == ["[\"update\"] sim_server.s[1]", "[\"create\"] sim_server.s[2]"])
    #expect(outcome.plan.drift.count == 2)
    #expect(await cloud.objects["sim_server-s1-1"]?.value["size"] == .integer(1))
    #expect(await cloud.inventory.map(\.name).sorted() == estate)
  }
}
