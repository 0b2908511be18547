import Configuring
import Controls
import Foundation
import Functions
import Model
import Policies
import Sketching
import TestSupport
import Testing

struct ControlTests {
  static let controls = EmbeddedControl.files()
  /// On which the tables of versions were made: later ones end in time.
  static let day = 1_795_305_600

  /// Folders of Tests/Fixtures/controls: each is a configuration whose resources are named by what the control of the folder's name says
  /// of them.
  static let fixtures: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: fixtureLocation("controls").path).sorted()) ?? []

  @Test func `the program carries the controls as their files have them`() throws {
    let root = fixtureLocation("controls").deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", root.appendingPathComponent("scripts/embed-controls").path, "--check"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "Run scripts/embed-controls.")
  }

  @Test func `every control can be read, says what it is, and is named as its file`() throws {
    #expect(Self.controls.diagnostics.isEmpty, "\(Self.controls.diagnostics)")
    var ids: Set<String> = []
    for file in Self.controls.files {
      let (control, problems) = file.control
      #expect(problems.isEmpty, "\(problems)")
      let name = file.path.split(separator: "/").last.map(String.init) ?? ""
      let found = try #require(control, "\(file.path) is no control")
      #expect("\(found.id).policy.hcl" == name)
      #expect(ids.insert(found.id).inserted, "\(found.id) is there twice")
      #expect(
        !found.why.isEmpty && !found.fix.isEmpty && !found.title.isEmpty,
        "\(found.id) does not say why, or how it is mended")
      #expect(!file.policies.isEmpty)
      #expect(Self.fixtures.contains(found.id), "\(found.id) has no examples in Tests/Fixtures/controls")
    }
  }

  /// The tests of controls, beside them in the folder Controls.
  static let tests: [String] = {
    let root = fixtureLocation("controls").deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Controls")
    let names = FileManager.default.subpaths(atPath: root.path) ?? []
    return names.filter { $0.hasSuffix(".policytest.hcl") }.map { root.appendingPathComponent($0).path }.sorted()
  }()

  @Test(arguments: tests)
  func `a control passes its own tests`(path: String) throws {
    let (test, problems) = readPolicyTestFile(Array(try Data(contentsOf: URL(fileURLWithPath: path))), path: path)
    #expect(problems.isEmpty, "\(problems)")
    let targets = Self.controls.files.filter { file in test.targets.contains { file.path.hasSuffix("/\($0)") } }
    #expect(!test.targets.isEmpty && targets.count == test.targets.count, "\(path) tests \(test.targets)")
    var context = FunctionContext.pure
    context.isPlanning = false
    context.now = { Self.day }
    let results = run(test, against: targets, context: context)
    for result in results {
      #expect(
        result.status == .pass || result.status == .skip,
        "\(path) \(result.name): \(result.reasons) \(result.diagnostics)")
    }
    #expect(results.contains { $0.status == .pass })
  }

  @Test func `every control has tests of its own`() {
    let tested = Set(Self.tests.map { $0.split(separator: "/").last.map(String.init) ?? "" })
    for file in Self.controls.files {
      let name = (file.path.split(separator: "/").last.map(String.init) ?? "").replacing(
        ".policy.hcl", with: ".policytest.hcl")
      #expect(tested.contains(name), "\(file.path) has no tests beside it")
    }
  }

  @Test(arguments: fixtures)
  func `a control says of its examples what they are named`(id: String) throws {
    let file = try #require(
      Self.controls.files.first { $0.path.hasSuffix("/\(id).policy.hcl") }, "there is no control named \(id)")
    let folder = fixtureLocation("controls/\(id)")
    var texts: [String: [UInt8]] = [:]
    let names = try #require(FileManager.default.subpaths(atPath: folder.path))
    for name in names where name.hasSuffix(".tf") {
      texts[name] = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }
    let loaded = loadConfiguration(from: TextModuleSource(texts))
    #expect(!loaded.diagnostics.hasErrors, "\(loaded.diagnostics)")
    let (graph, problems) = ConfigGraph.build(loaded.configuration)
    #expect(!problems.hasErrors, "\(problems)")
    let sketch = sketch(
      loaded.configuration, graph: graph,
      variables: rootVariables(declared: loaded.configuration.root.variables, inputs: []).values,
      environment: EvaluationEnvironment(functions: .pure, workingDirectory: "/"))
    var context = FunctionContext.pure
    context.isPlanning = false
    context.now = { Self.day }
    let verdicts = PolicyRun([file], world: PolicyWorld(policySubjects(of: sketch), context: context)).verdicts()
    var said: [String: PolicyVerdict.Outcome] = [:]
    for verdict in verdicts {
      #expect(verdict.diagnostics.isEmpty, "\(verdict.diagnostics)")
      let subject = verdict.subject.subject.text
      said[subject] = max(said[subject] ?? .passed, verdict.outcome)
    }
    var kinds: Set<String> = []
    let judges = Set(file.policies.map(\.target.text))
    var examples: [(name: String, address: String)] = []
    for object in sketch.objects {
      let (name, type) = (object.address.resource.name, object.address.resource.type)
      if object.address.resource.mode == .managed || judges.contains("data.\(type)") {
        examples.append((name, "\(object.address)"))
      }
    }
    // Of a provider it is the alias.
    examples += sketch.providers.compactMap { provider in
      provider.address.alias.map { ($0, "\(provider.address)") }
    }
    for (name, address) in examples {
      let kind = String(name.prefix { $0 != "_" })
      kinds.insert(kind)
      let outcome = said[address].map { "\($0)" } ?? "nothing"
      let expected = ["pass": "passed", "fail": "failed", "unknown": "unknown", "aside": "nothing"][kind]
      #expect(outcome == expected, "\(id): \(address)")
    }
    // Of some things it is wrong that they are there at all: nothing of them passes.
    #expect(
      kinds.contains("fail") && !kinds.isDisjoint(with: ["pass", "aside"]),
      "\(id) has no example that passes, or none that fails")
  }
}
