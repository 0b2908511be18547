import Foundation
import Model
import Storing
import TestSupport
import Testing

/// The state commands beside Terraform's own, on the same files.
@Suite(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
struct StateCommandTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var fixture: String?
    var arguments: [String]
    /// Whether what is said about a failure is compared too.
    var comparesErrors = true
    var testDescription: String { "\(fixture ?? "none"): \(arguments.joined(separator: " "))" }

    init(_ fixture: String?, _ arguments: String..., comparesErrors: Bool = true) {
      self.fixture = fixture
      self.arguments = arguments
      self.comparesErrors = comparesErrors
    }
  }

  static let cases: [Case] = [
    Case("applied", "state", "list"),
    Case("applied", "state", "list", "terraform_data.many"),
    Case("applied", "state", "list", "module.m"),
    Case("applied", "state", "list", "module.n[\"p\"]"),
    Case("applied", "state", "list", "terraform_data.many[3]", "terraform_data.one"),
    Case("applied", "state", "list", "-id=cc6812b9-a321-5484-6b9f-2fd35347ff06"),
    Case("applied", "state", "list", "-id=none"),
    Case("applied", "state", "list", "nope.x"),
    Case("applied", "state", "list", "module.zzz"),
    Case("applied", "state", "list", "terraform_data.one[7]"),
    Case("applied", "state", "list", "-state=terraform.tfstate"),
    Case("untidy", "state", "list"),
    Case("applied", "state", "pull"),
    Case("untidy", "state", "pull"),
    Case(nil, "state", "pull"),
    Case(nil, "state", "list", comparesErrors: false),
    Case("applied", "output"),
    Case("applied", "output", "-json"),
    Case("applied", "output", "alpha"),
    Case("applied", "output", "-raw", "alpha"),
    Case("applied", "output", "-json", "alpha"),
    Case("applied", "output", "obj"),
    Case("applied", "output", "-json", "obj"),
    Case("applied", "output", "-raw", "obj"),
    Case("applied", "output", "str"),
    Case("applied", "output", "-raw", "str"),
    Case("applied", "output", "zed"),
    Case("applied", "output", "-json", "-raw"),
    Case("applied", "output", "a", "b"),
    Case("applied", "output", "-raw"),
    Case("applied", "state", "show", "terraform_data.one"),
    Case("applied", "state", "show", "terraform_data.each[\"x\\\"y\"]"),
    Case("applied", "state", "show", "module.n[\"p\"].terraform_data.in"),
    Case("applied", "state", "show", "terraform_data.many", comparesErrors: false),
    Case("applied", "state", "show", "foo", comparesErrors: false),
    Case("untidy", "output"),
    Case(nil, "output", "-json"),
    Case("counted", "state", "rm", "terraform_data.b"),
    Case("counted", "state", "rm", "-dry-run", "module.k"),
    Case("counted", "state", "rm", "module.k[3]", "terraform_data.c"),
    Case("counted", "state", "rm", "nope.x"),
    Case("applied", "state", "rm", "terraform_data.many[4]", "terraform_data.each"),
    Case("counted", "state", "mv", "terraform_data.b", "terraform_data.z"),
    Case("counted", "state", "mv", "terraform_data.b", "terraform_data.c"),
    Case("counted", "state", "mv", "nope.x", "nope.y"),
    Case("counted", "state", "mv", "module.k", "module.z"),
    Case("counted", "state", "mv", "module.k[0]", "module.z"),
    Case("counted", "state", "mv", "module.k[0].terraform_data.x", "terraform_data.z"),
    Case("counted", "state", "mv", "terraform_data.b", "terraform_data.z[\"a\"]"),
    Case("counted", "state", "mv", "terraform_data.b", "module.q.terraform_data.z[2]"),
    Case("counted", "state", "mv", "terraform_data.b", "other.z"),
    Case("counted", "state", "mv", "terraform_data.b", "data.terraform_data.z"),
    Case("counted", "state", "mv", "terraform_data.b", "module.x"),
    Case("counted", "state", "mv", "-dry-run", "terraform_data.b", "terraform_data.z"),
    Case("counted", "state", "mv", "terraform_data.b", "terraform_data.b"),
    Case("counted", "state", "mv", "terraform_data.b[0]", "terraform_data.z"),
    Case("counted", "state", "mv", "-state-out=other.tfstate", "terraform_data.b", "terraform_data.b"),
    Case("applied", "state", "mv", "terraform_data.many", "terraform_data.m2"),
    Case("applied", "state", "mv", "terraform_data.many[0]", "terraform_data.m3"),
    Case("applied", "state", "mv", "terraform_data.many", "terraform_data.each"),
    Case("applied", "state", "mv", "terraform_data.many", "terraform_data.m2[0]"),
    Case("applied", "state", "mv", "module.n[\"p\"]", "module.m[0]", comparesErrors: false),
    Case("applied", "state", "mv", "module.n[\"p\"]", "module.w[\"x\"]"),
    Case("applied", "state", "mv", "terraform_data.many", "module.q[0].terraform_data.many"),
    Case("applied", "state", "mv", "terraform_data.one", "terraform_data.many[20]"),
    Case("applied", "state", "push", "terraform.tfstate", comparesErrors: false),
    Case("applied", "taint", "terraform_data.one"),
    Case("applied", "taint", "terraform_data.many[1]"),
    Case("applied", "taint", "terraform_data.each[\"x\\\"y\"]"),
    Case("applied", "taint", "terraform_data.many"),
    Case("applied", "taint", "nope.x"),
    Case("applied", "taint", "-allow-missing", "nope.x"),
    Case("applied", "taint", "module.n[\"p\"].terraform_data.in"),
    Case("applied", "taint", "data.terraform_data.x", comparesErrors: false),
    Case("applied", "taint", comparesErrors: false),
    Case("applied", "taint", "[", comparesErrors: false),
    Case(nil, "taint", "terraform_data.one"),
    Case(nil, "taint", "-allow-missing", "terraform_data.one"),
    Case("applied", "untaint", "terraform_data.one"),
    Case("tainted", "untaint", "terraform_data.one"),
    Case("tainted", "untaint", "terraform_data.many[1]"),
    Case("tainted", "untaint", "-allow-missing", "nope.x"),
    Case("tainted", "untaint", "nope.x", comparesErrors: false),
    Case(nil, "untaint", "terraform_data.one"),
    Case("tainted", "state", "mv", "terraform_data.one", "terraform_data.still_tainted"),
    Case("tainted", "state", "rm", "terraform_data.many"),
    Case("counted", "state", "replace-provider", "-auto-approve", "hashicorp/aws", "example.com/a/b"),
    Case("counted", "state", "replace-provider", "-auto-approve", "bad/x/y/z", "a/b", comparesErrors: false),
  ]

  private func load(_ name: String) throws -> [UInt8] { try fixture("states/\(name).json", from: #filePath) }

  private func files(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name != ".terraform" {
      // The time in a backup's name is the time of its making.
      let shown = name.contains(/\.\d+\.backup/) ? "timed.backup" : name
      files[shown] = try Data(contentsOf: folder.appendingPathComponent(name))
    }
    return files
  }

  /// A state without what Terraform leaves to chance (check results in order, a new lineage) and what it drops where
  /// we know better: dependencies on what has moved.
  private func comparable(_ bytes: Data) -> String {
    guard var state = try? StateFile.decode(Array(bytes)) else { return String(decoding: bytes, as: UTF8.self) }
    for index in state.checkResults.indices { state.checkResults[index].objects.sort { $0.address < $1.address } }
    state.checkResults.sort { ($0.kind, $0.configAddress) < ($1.kind, $1.configAddress) }
    for (address, resource) in state.resources {
      for key in resource.instances.keys { state.resources[address]?.instances[key]?.current?.dependencies = [] }
    }
    if state.serial == 1 { state.lineage = "" }
    return String(decoding: StateFile.encode(state), as: UTF8.self)
  }

  @Test(arguments: cases)
  func `a state command does and says what Terraform's does`(_ item: Case) throws {
    let judge = try #require(TerraformJudge.find())
    try withTemporaryFolder { theirs in
      try withTemporaryFolder { ours in
        for folder in [theirs, ours] {
          guard let name = item.fixture else { continue }
          try Data(load(name)).write(to: folder.appendingPathComponent("terraform.tfstate"))
        }
        let leading = item.arguments[0] == "state" ? 2 : 1
        let arguments = item.arguments.prefix(leading) + ["-no-color"] + item.arguments.dropFirst(leading)
        let wanted = try judge.runBlocking(Array(arguments), in: theirs)
        let found = try PlumbBinary.run(Array(arguments), in: ours)
        if item.arguments.contains("push") {
          // Terraform refuses the very state that is there, or writes it again when its check results come in another order;
          // here there is nothing to do.
          #expect(found.status == 0)
          if item.arguments.last == "terraform.tfstate" {
            let unchanged = try item.fixture.map { ["terraform.tfstate": Data(try load($0))] } ?? [:]
            #expect(try files(ours) == unchanged)
            return
          }
        } else {
          #expect(found.status == wanted.status, "\(found.errors)")
          if item.arguments.contains("-allow-missing") {
            // A warning, behind which Terraform leaves a line empty.
            #expect(spoken(found.output) == spoken(wanted.output))
          } else {
            #expect(comparable(Data(found.output.utf8)) == comparable(Data(wanted.output.utf8)))
          }
          if item.comparesErrors { #expect(renamed(spoken(found.errors)) == renamed(spoken(wanted.errors))) }
        }
        let expected = try files(theirs)
        let actual = try files(ours)
        guard found.status == 0 else {
          // Terraform now and then writes a state that it did not change, when its check results come in another order.
          #expect(actual == (try item.fixture.map { ["terraform.tfstate": Data(try load($0))] } ?? [:]))
          return
        }
        #expect(actual.keys.sorted() == expected.keys.sorted())
        for (name, data) in expected {
          #expect(comparable(actual[name] ?? Data()) == comparable(data), "\(name)")
        }
      }
    }
  }

  @Test func `a pushed state takes the place of the present one only when it may`() throws {
    try withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("terraform.tfstate")
      let pushed = folder.appendingPathComponent("pushed.json")
      let present = State(terraformVersion: "1.11.4", serial: 5, lineage: "here")
      func push(_ next: State, _ flags: String...) throws -> TerraformJudge.Outcome {
        try Data(StateFile.encode(present)).write(to: state)
        try Data(StateFile.encode(next)).write(to: pushed)
        return try PlumbBinary.run(["state", "push"] + flags + ["pushed.json"], in: folder)
      }
      var next = present
      next.serial = 4
      let older = spoken(try push(next).errors)
      #expect(older.contains("cannot import state with serial 4 over newer state with serial 5"))
      #expect(try Data(contentsOf: state) == Data(StateFile.encode(present)))
      let forced = try push(next, "-force")
      #expect(forced.status == 0)
      #expect(try Data(contentsOf: state) == Data(StateFile.encode(next)))
      next.serial = 9
      next.lineage = "elsewhere"
      let unrelated = spoken(try push(next).errors)
      #expect(unrelated.contains("over unrelated state with lineage \"here\""))
      next.lineage = "here"
      let pushedNext = try push(next)
      #expect(pushedNext.status == 0)
      #expect(try Data(contentsOf: state) == Data(StateFile.encode(next)))
    }
  }

  @Test func `a damaged or newer state ends in a diagnostic and stays as it is`() throws {
    try withTemporaryFolder { folder in
      let state = folder.appendingPathComponent("terraform.tfstate")
      for text in ["{", "[]", #"{"version":5,"terraform_version":"3.0.0"}"#, "\u{0}", #"{"version":4,"resources":7}"#] {
        for arguments in [["state", "list"], ["output"], ["state", "rm", "a.b"], ["state", "pull"]] {
          try Data(text.utf8).write(to: state)
          let outcome = try PlumbBinary.run(arguments, in: folder)
          #expect(outcome.status == 1)
          #expect(outcome.errors.hasPrefix("\nError: "))
          #expect(try Data(contentsOf: state) == Data(text.utf8))
        }
      }
    }
  }

  @Test func `the state of a workspace is its own`() throws {
    try withTemporaryFolder { folder in
      let inside = folder.appendingPathComponent("terraform.tfstate.d/blue")
      try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
      try Data(fixture("states/counted.json", from: #filePath)).write(
        to: inside.appendingPathComponent("terraform.tfstate"))
      #expect(try PlumbBinary.run(["state", "list"], in: folder).status == 1)
      let named = try PlumbBinary.run(["state", "list"], in: folder, environment: ["TF_WORKSPACE": "blue"])
      #expect(named.output.hasPrefix("terraform_data.b\nterraform_data.c\nmodule.k[0]"))
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(".terraform"), withIntermediateDirectories: true)
      try Data("blue".utf8).write(to: folder.appendingPathComponent(".terraform/environment"))
      #expect(try PlumbBinary.run(["state", "list"], in: folder).output == named.output)
    }
  }
}
