import Assessing
import Configuring
import Foundation
import Model
import Planning
import TestSupport
import Testing

/// Pictures of drift, against Tests/Fixtures/pictures. `scripts/record-reports` makes them anew.
struct DriftPictureTests {
  private static let time = UTCTime(seconds: 1_763_764_800)

  private static func graph(_ files: [String: String]) -> ConfigGraph {
    let loaded = loadConfiguration(from: TextModuleSource(files))
    #expect(loaded.diagnostics.isEmpty)
    return ConfigGraph.build(loaded.configuration).graph
  }

  private static func address(_ text: String) -> ResourceInstanceAddress {
    (try? ResourceInstanceAddress(parsing: text))
      ?? ResourceInstanceAddress(module: .root, resource: ResourceName(mode: .managed, type: "", name: ""), key: nil)
  }

  private static func finding(
    _ kind: String, _ subject: String, _ part: String = "", _ standing: Finding.Standing = .actionable,
    _ summary: String = "Something."
  ) -> Finding {
    Finding(
      kind: "drift.\(kind)", subject: .instance(address(subject)), part: part, severity: .medium, standing: standing,
      summary: summary, evidence: [Finding.Evidence("live", "hunter2")])
  }

  private static func unmanaged(_ type: String, _ id: String, name: String? = nil) -> Finding {
    let scope = ObservedScope(type: type, account: "123456789012", region: "eu-west-1")
    return Finding(
      kind: "drift.unmanaged", subject: .object(ObservedObject(scope: scope, importID: id, name: name)),
      severity: .medium, summary: "It exists.")
  }

  private static let acceptance = Finding.Acceptance(reason: "a trial", owner: "me")

  private static let shop = [
    "main.tf": """
    data "shop_zones" "all" {}
    resource "shop_net" "main" { zone = data.shop_zones.all.id }
    module "queues" {
      source = "./queues"
      net    = shop_net.main.id
    }
    module "mail" {
      for_each = toset(["a", "b"])
      source   = "./mail"
      queue    = module.queues.id
    }
    """,
    "queues/main.tf": """
    variable "net" {}
    resource "shop_queue" "this" {
      for_each = toset(["a", "b", "c", "d", "e", "f"])
      net      = var.net
    }
    resource "shop_alarm" "this" { queue = shop_queue.this["a"].id }
    output "id" { value = shop_queue.this["a"].id }
    """,
    "mail/main.tf": """
    variable "queue" {}
    resource "shop_box" "this" { queue = var.queue }
    """,
  ]

  private static let looked = Set(
    (["a", "b", "c", "d", "e", "f"].map { "module.queues.shop_queue.this[\"\($0)\"]" } + [
      "shop_net.main", "module.queues.shop_alarm.this", "module.mail[\"a\"].shop_box.this",
      "module.mail[\"b\"].shop_box.this",
    ]).map(address))

  private static var full: DriftPictureInput {
    var input = DriftPictureInput(
      title: "Drift of <shop> & \"co\"", time: time, graph: graph(shop), looked: looked,
      findings: [
        finding("missing", "module.queues.shop_queue.this[\"b\"]"),
        finding("changed", "module.queues.shop_queue.this[\"a\"]", "labels[\"x\\\"y\"]", .actionable, "x was changed."),
        finding("changed", "module.queues.shop_queue.this[\"a\"]", "size"),
        finding("changed", "module.queues.shop_queue.this[\"a\"]", "wait"),
        finding("changed", "module.queues.shop_queue.this[\"c\"]", "size", .accepted(acceptance)),
        finding("pending", "module.queues.shop_queue.this[\"d\"]", "", .pending),
        finding("changed", "module.queues.shop_queue.this[\"e\"]", "arn", .informational("The service decides it.")),
        finding("changed", "module.mail[\"b\"].shop_box.this", "size"),
        finding("pending", "shop_gone.old[0]", "", .pending, "It exists, and is not declared any more."),
      ])
    input.unmanaged =
      (1...7).map { unmanaged("shop_queue", "q-\($0)", name: "queue \($0)") } + [unmanaged("shop_net", "net-9")]
    input.unlisted = ["shop_user in 123456789012, eu-west-1"]
    input.notes = ["1 list could not be had to its end."]
    return input
  }

  private func expectGolden(_ picture: DriftPicture, _ name: String) throws {
    let place = fixtureLocation("pictures/\(name).dot")
    if ProcessInfo.processInfo.environment["PLUMB_RECORD_REPORTS"] != nil {
      try picture.dotText.write(to: place, atomically: true, encoding: .utf8)
    }
    #expect(picture.dotText == String(decoding: try fixture("pictures/\(name).dot"), as: UTF8.self))
    guard let dot = TerraformJudge.find(named: "dot") else { return }
    // Graphviz says nothing against it.
    let drawn = try runProcess(
      "/bin/sh", ["-c", "\"$0\" -Tsvg \"$1\"", dot.executable, place.path], in: place.deletingLastPathComponent(),
      environment: ["PATH": "/usr/bin:/bin"])
    #expect(drawn.status == 0 && drawn.errors == "", "\(drawn.errors)")
    #expect(!drawn.output.contains("hunter2"))
  }

  @Test func `everything that can be found of a stack is told apart`() throws {
    let picture = DriftPicture(Self.full)
    try expectGolden(picture, "full")
    #expect(
      picture.counts == [
        .missing: 1, .changed: 2, .accepted: 1, .pending: 2, .asDeclared: 5, .readOnly: 1, .unmanaged: 8,
      ])
  }

  @Test func `a stack that could not be looked at is nowhere fine`() throws {
    var input = Self.full
    input.looked = nil
    input.findings = []
    input.unmanaged = nil
    input.notes = ["Reference to undeclared variable. It could not be planned."]
    let picture = DriftPicture(input)
    try expectGolden(picture, "unseen")
    #expect(picture.boxes.allSatisfy { $0.status == .unseen || $0.status == .readOnly })
    #expect(picture.counts == [.unseen: 4, .readOnly: 1])
    #expect(!picture.dotText.contains("as declared"))
  }

  @Test func `an instance that a plan does not speak of is not fine either`() {
    var input = Self.full
    input.looked?.remove(Self.address("module.mail[\"a\"].shop_box.this"))
    input.findings = [Self.finding("changed", "module.mail[\"a\"].shop_box.this", "x", .informational("no matter"))]
    #expect(DriftPicture(input).counts[.unseen] == 1)
  }

  @Test func `no resources are no picture of nothing`() throws {
    try expectGolden(
      DriftPicture(
        DriftPictureInput(
          title: "Drift of nothing", time: Self.time, graph: Self.graph(["main.tf": ""]), looked: [], findings: [])),
      "empty")
  }

  /// A hundred modules with five resources in each; every tenth has one that was changed.
  private static func many(modules: Int, changed: (Int) -> [Int]) -> DriftPictureInput {
    var files = ["part/main.tf": (0..<5).map { "resource \"t_\($0 % 2)\" \"r\($0)\" {}\n" }.joined()]
    files["main.tf"] = (0..<modules).map { "module \"m\($0)\" {\n  source = \"./part\"\n}\n" }.joined()
    var looked: Set<ResourceInstanceAddress> = []
    var findings: [Finding] = []
    for module in 0..<modules {
      for number in 0..<5 { looked.insert(address("module.m\(module).t_\(number % 2).r\(number)")) }
      for number in changed(module) {
        findings.append(finding("changed", "module.m\(module).t_\(number % 2).r\(number)", "x"))
      }
    }
    return DriftPictureInput(title: "Drift", time: time, graph: graph(files), looked: looked, findings: findings)
  }

  @Test func `of many resources what is as declared is folded, and what is not is shown`() throws {
    let picture = DriftPicture(Self.many(modules: 50) { $0.isMultiple(of: 10) ? [0, 3] : [] })
    #expect(picture.boxes.count <= 60)
    #expect(picture.boxes.filter { $0.status == .changed && !$0.isFolded }.count == 10)
    #expect(picture.counts == [.changed: 10, .asDeclared: 240])
    let folded = try #require(picture.boxes.first { $0.name == "m1" })
    #expect(folded.kind == "module" && folded.lines.map(\.text) == ["5 as declared"])
    // All of it is somewhere.
    try expectGolden(picture, "many")
  }

  @Test func `even where nothing is fine the picture stays small`() {
    let one = DriftPicture(Self.many(modules: 20) { _ in [0, 1, 2, 3, 4] })
    #expect(one.boxes.count <= 60)
    #expect(one.counts == [.changed: 100])
    #expect(one.boxes.allSatisfy { $0.status == .changed })
  }

  /// Folding never hides: the worst of what is in a box is what it shows.
  @Test func `whatever is folded, a box fares as the worst in it`() {
    for seed in UInt64(1)...30 {
      var random = SeededGenerator(seed: seed)
      let statuses: [Finding.Standing?] = [nil, nil, nil, .actionable, .pending, .accepted(Self.acceptance)]
      var input = Self.many(modules: Int.random(in: 1...40, using: &random)) { _ in [] }
      var loud = 0
      for address in (input.looked ?? []).sorted() {
        guard let standing = statuses.randomElement(using: &random) ?? nil else { continue }
        input.findings.append(Self.finding("changed", "\(address)", "x", standing))
        if standing.isActionableForTests { loud += 1 }
      }
      let picture = DriftPicture(input)
      #expect(picture.counts.values.reduce(0, +) == input.looked?.count, "seed \(seed)")
      #expect(picture.counts[.changed, default: 0] == loud, "seed \(seed)")
      let told = picture.boxes.flatMap { box in
        box.lines.filter { $0.status == .changed }.map { line in
          line.text.hasPrefix("changed") ? 1 : Int(line.text.prefix { $0.isNumber }) ?? 0
        }
      }
      #expect(told.reduce(0, +) == loud, "seed \(seed)")
      #expect(picture.boxes.allSatisfy { box in box.lines.allSatisfy { box.status <= $0.status } }, "seed \(seed)")
    }
  }
}

extension Finding.Standing {
  fileprivate var isActionableForTests: Bool { self == .actionable }
}
