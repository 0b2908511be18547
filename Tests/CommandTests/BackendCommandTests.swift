import Foundation
import Model
import Storing
import TestSupport
import Testing

/// Backends as commands use them, beside Terraform: the same steps in two folders, with a state each on one server.
@Suite(.enabled(if: TerraformJudge.isPresent, "no terraform on PATH"))
struct BackendComparisonTests {
  @Test func `a backend is added, changed and taken away as Terraform does it`() async throws {
    try await withBoth { both in
      try both.write("main.tf", "output \"a\" {\n  value = terraform.workspace\n}\n")
      try await both.expectSame(["init"])
      try await both.expectSame(["apply", "-auto-approve"])
      try both.write("backend.tf", both.http("one"))
      try await both.expectSame(["plan"])
      try await both.expectSame(["init", "-input=false"], comparesText: false)
      try await both.expectSame(["init"], input: "", comparesText: false)
      try await both.expectSame(["init"], input: "yes\n")
      #expect(try both.ours.size("terraform.tfstate") == 0)
      #expect(try both.ours.text("terraform.tfstate.backup").contains("\"default\""))
      try await both.expectSame(["init"])
      try await both.expectSame(["plan"])
      try both.write("backend.tf", both.http("two"))
      try await both.expectSame(["plan"])
      try await both.expectSame(["init"])
      try await both.expectSame(["init", "-migrate-state"], input: "yes\n")
      try await both.expectSame(["output"])
      // Both ends have a state now.
      try both.write("main.tf", "output \"b\" {\n  value = 2\n}\n")
      try await both.expectSame(["apply", "-auto-approve"])
      try both.write("backend.tf", both.http("one"))
      try await both.expectSame(["init", "-migrate-state"], input: "no\n")
      try await both.expectSame(["output"])
      try both.write("backend.tf", both.http("two"))
      try await both.expectSame(["init", "-migrate-state"], input: "yes\n")
      try await both.expectSame(["output"])
      try both.remove("backend.tf")
      try await both.expectSame(["plan"])
      try await both.expectSame(["init"])
      try await both.expectSame(["init", "-migrate-state", "-force-copy"])
      try await both.expectSame(["output"])
    }
  }

  @Test func `states of all workspaces move, or that of the one in use`() async throws {
    try await withBoth { both in
      try both.write("main.tf", "output \"a\" {\n  value = terraform.workspace\n}\n")
      try await both.expectSame(["init"])
      try await both.expectSame(["apply", "-auto-approve"])
      try await both.expectSame(["workspace", "new", "w1"])
      try await both.expectSame(["apply", "-auto-approve"])
      try await both.expectSame(["workspace", "new", "empty"])
      try both.write("backend.tf", both.local("n.tfstate", "spaces"))
      try await both.expectSame(["init"], input: "no\n", comparesText: false)
      try await both.expectSame(["init", "-force-copy"], input: "2\n")
      #expect(try both.ours.text(".terraform/environment") == "w1")
      try await both.expectSame(["workspace", "list"])
      try await both.expectSame(["output"])
      try both.write("backend.tf", both.http("one"))
      try await both.expectSame(["init", "-migrate-state"], input: "no\n", comparesText: false)
      try await both.expectSame(["init", "-force-copy"])
      #expect(try both.ours.text(".terraform/environment") == "default")
      try await both.expectSame(["output"])
      // The copies that were there are there still.
      for path in ["n.tfstate", "spaces/w1/terraform.tfstate"] {
        #expect(try both.ours.text(path).contains("\"outputs\": {\n    \"a\""))
      }
      try both.write("backend.tf", both.local("z.tfstate", "spaces"))
      try await both.expectSame(["init", "-migrate-state"], input: "yes\n")
      try await both.expectSame(["workspace", "list"])
    }
  }

  @Test func `workspaces are made, chosen and deleted as Terraform does it`() async throws {
    try await withBoth { both in
      try both.write("main.tf", "resource \"terraform_data\" \"a\" {\n}\n")
      try await both.expectSame(["init"])
      for arguments in [
        ["list"], ["show"], ["new", "w1"], ["list"], ["show"], ["select", "-or-create", "w2"],
        ["select", "w1"], ["select", "w1"], ["delete", "w2"], ["list"],
      ] {
        try await both.expectSame(["workspace"] + arguments)
      }
      try await both.expectSame(["apply", "-auto-approve"], comparesText: false)
      try await both.expectSame(["workspace", "select", "default"])
      try await both.expectSame(["workspace", "delete", "w1"])
      try await both.expectSame(["workspace", "delete", "-force", "w1"])
      // What Terraform says without form, we say as a diagnostic.
      for arguments in [
        ["select", "nope"], ["delete", "nope"], ["delete", "default"], ["new", "a b"], ["new", "a/b"], ["new"],
      ] {
        try await both.expectSame(["workspace"] + arguments, comparesText: false)
      }
      for name in ["list", "show"] {
        try await both.expectSame(["workspace", name], environment: ["TF_WORKSPACE": "other"])
      }
      try await both.expectSame(
        ["workspace", "new", "x"], environment: ["TF_WORKSPACE": "other"], comparesText: false)
    }
  }

  @Test func `arguments given beside the block are judged as Terraform judges them`() async throws {
    try await withBoth { both in
      try both.write("main.tf", "terraform {\n  backend \"http\" {\n  }\n}\n")
      let address = "-backend-config=address=\(both.server.url)/state/SIDE-x"
      try both.write("c.hcl", "address = \"\(both.server.url)/state/SIDE-y\"\nretry_max = 5\n")
      try both.write("c.json", "{\"address\": \"\(both.server.url)/state/SIDE-z\", \"retry_wait_min\": 2}")
      try both.write("wrong.hcl", "foo = 3\nblock {\n}\n")
      try both.write("names.hcl", "address = var.x\n")
      try await both.expectSame(["plan"])
      try await both.expectSame(["init", address])
      try await both.expectSame(["init"])
      try await both.expectSame(["plan"])
      try await both.expectSame(["init", address])
      try await both.expectSame(["init", "-backend-config=c.hcl"])
      for arguments in [["c.hcl"], ["c.json"], ["c.hcl", "retry_max=7"]] {
        try await both.expectSame(["init", "-reconfigure"] + arguments.map { "-backend-config=\($0)" })
      }
      for wrong in ["nope.hcl", "nope=1", "retry_max=x", "wrong.hcl", "names.hcl"] {
        try await both.expectSame(["init", "-reconfigure", "-backend-config=\(wrong)"], comparesText: false)
      }
      try await both.expectSame(["init", "-migrate-state", "-reconfigure"], comparesText: false)
      try await both.expectSame(["init", "-migrate-state", "-json"], comparesText: false)
      try await both.expectSame(
        ["init", "-reconfigure"], environment: ["TF_HTTP_ADDRESS": "\(both.server.url)/state/e"])
      for text in [
        "terraform {\n  backend \"htp\" {\n  }\n}\n",
        "terraform {\n  backend \"http\" {\n    addres = 1\n    retry_max = \"x\"\n  }\n}\n",
        "terraform {\n  backend \"http\" {\n    address = \"ftp://x\"\n  }\n}\n",
      ] {
        try both.write("main.tf", text)
        try await both.expectSame(["init", "-reconfigure"], comparesText: false)
      }
    }
  }

  @Test func `either goes on in a folder that the other has initialized`() async throws {
    try await withBoth { both in
      let terraform = both.theirs.program
      for (first, second) in [(PlumbBinary.path, terraform), (terraform, PlumbBinary.path)] {
        let folder = first == terraform ? both.theirs : both.ours
        try folder.write(
          "main.tf",
          both.http("shared").replacing("SIDE", with: "from-\(folder.name)")
            + "resource \"terraform_data\" \"a\" {\n  input = terraform.workspace\n}\n")
        #expect(try await folder.run(["init"], program: first).status == 0)
        let applied = try await folder.run(["apply", "-auto-approve"], program: first)
        #expect(applied.status == 0, "\(applied.errors)")
        let before = try folder.text(".terraform/terraform.tfstate")
        #expect(try await folder.run(["init", "-input=false"], program: second).status == 0)
        let plan = try await folder.run(["plan", "-detailed-exitcode"], program: second)
        #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
        #expect(try await folder.run(["apply", "-auto-approve", "-destroy"], program: second).status == 0)
        #expect(try await folder.run(["plan", "-detailed-exitcode"], program: first).status == 2)
        #expect(try folder.text(".terraform/terraform.tfstate") == before)
      }
    }
  }

  @Test func `outputs of another state are read as Terraform reads them`() async throws {
    try await withBoth { both in
      try both.write(
        "main.tf",
        both.http("source") + """
          output "x" {
            value = { a = [1, "b"], n = null }
          }
          output "none" {
            value = null
          }
          output "s" {
            value     = "secret"
            sensitive = true
          }
          """)
      try await both.expectSame(["init"])
      try await both.expectSame(["apply", "-auto-approve"])
      try both.write(
        "reader/main.tf",
        """
        data "terraform_remote_state" "a" {
          backend  = "http"
          config   = { address = "\(both.server.url)/state/SIDE-source" }
          defaults = { x = 1, d = true }
        }
        output "all" {
          value = data.terraform_remote_state.a
        }
        """)
      try await both.expectSame(["-chdir=reader", "init"])
      try await both.expectSame(["-chdir=reader", "apply", "-auto-approve"])
      let read = try both.ours.text("reader/terraform.tfstate")
      #expect(!read.contains("\"sensitive_attributes\": [\n"))
      for config in ["{ addres = 1 }", "{ address = \"\(both.server.url)/state/none\" }", "\"x\"", "{ address = [] }"] {
        try both.write(
          "broken/main.tf", "data \"terraform_remote_state\" \"a\" {\n  backend = \"http\"\n  config = \(config)\n}\n")
        try await both.expectSame(["-chdir=broken", "plan"], comparesOutput: false)
      }
    }
  }

  private func withBoth(_ body: (Both) async throws -> Void) async throws {
    let judge = try #require(TerraformJudge.find())
    let server = try PythonServer("http_state")
    defer { server.stop() }
    try await withTemporaryFolder { (folder: URL) in
      let both = Both(
        ours: try Folder(folder, "ours", PlumbBinary.path), theirs: try Folder(folder, "theirs", judge.executable),
        server: server)
      try await body(both)
    }
  }
}

/// Two folders in which the same happens.
private struct Both {
  let ours: Folder
  let theirs: Folder
  let server: PythonServer

  func http(_ name: String) -> String {
    let address = "\"\(server.url)/state/SIDE-\(name)\""
    return "terraform {\n  backend \"http\" {\n    address = \(address)\n    lock_address = \(address)\n"
      + "    unlock_address = \(address)\n  }\n}\n"
  }

  func local(_ path: String, _ folder: String) -> String {
    "terraform {\n  backend \"local\" {\n    path = \"\(path)\"\n    workspace_dir = \"\(folder)\"\n  }\n}\n"
  }

  func write(_ name: String, _ text: String) throws {
    try ours.write(name, text.replacing("SIDE", with: "ours"))
    try theirs.write(name, text.replacing("SIDE", with: "theirs"))
  }

  func remove(_ name: String) throws {
    for folder in [ours, theirs] { try FileManager.default.removeItem(at: folder.url.appendingPathComponent(name)) }
  }

  /// The same exit code, the same remembered backend and, but for our name, the same words.
  func expectSame(
    _ arguments: [String], input: String? = nil, environment: [String: String] = [:], comparesText: Bool = true,
    comparesOutput: Bool = true,
    _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let mine = arguments.map { $0.replacing("SIDE", with: "ours") }
    let others = arguments.map { $0.replacing("SIDE", with: "theirs") }
    async let first = ours.run(mine, input: input, environment: environment)
    async let second = theirs.run(others, input: input, environment: environment)
    let (us, them) = try await (first, second)
    #expect(us.status == them.status, "\(arguments): \(us.output)\(us.errors)\(them.errors)", sourceLocation: location)
    if comparesText {
      if comparesOutput {
        #expect(neutralWords(us.output) == neutralWords(them.output), "\(arguments)", sourceLocation: location)
      }
      #expect(neutralWords(us.errors) == neutralWords(them.errors), "\(arguments)", sourceLocation: location)
    } else {
      #expect(
        summaries(us) == summaries(them) || !them.errors.contains("Error: "), "\(us.errors)\(them.errors)",
        sourceLocation: location)
    }
    #expect(neutral(try? ours.text(record)) == neutral(try? theirs.text(record)), sourceLocation: location)
  }

  private let record = ".terraform/terraform.tfstate"

  /// The hash is of the address too, which differs.
  private func neutral(_ text: String?) -> String? {
    text?.replacing("/ours-", with: "/").replacing("/theirs-", with: "/").replacing(/"hash": \d+/, with: "")
  }

  private func summaries(_ outcome: TerraformJudge.Outcome) -> [String] {
    outcome.errors.split(separator: "\n").filter { $0.hasPrefix("Error: ") }.map { neutralWords(String($0)) }
  }

  /// Words without what differs by intent: names of programs and folders.
  private func neutralWords(_ text: String) -> String {
    let ours = text.replacing("terraform.io", with: "T.io").replacing("\"terraform\"", with: "T").replacing(
      "terraform {", with: "T {"
    ).replacing("terraform.tfstate", with: "T.tfstate").replacing("terraform_", with: "T_")
      .replacing("terraform", with: "plumb").replacing("Terraform", with: "Plumb")
    return spoken(ours)
      .replacing("the Plumb configuration you're using", with: "the configuration you're using")
      .replacing("configuration for the Plumb backend.", with: "configuration for the backend.")
      .replacing(/complete after \d+s/, with: "complete")
      .replacing(/\S+\/[12]-(http|local)\.tfstate/, with: "FILE").replacing(/\/(ours|theirs)-/, with: "/")
  }
}

/// One folder with the program that works in it.
private struct Folder {
  let url: URL
  let name: String
  let program: String

  init(_ parent: URL, _ name: String, _ program: String) throws {
    url = parent.appendingPathComponent(name)
    self.name = name
    self.program = program
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func write(_ name: String, _ text: String) throws {
    let file = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
  }

  func size(_ name: String) throws -> Int { try text(name).utf8.count }

  func run(
    _ arguments: [String], program other: String? = nil, input: String? = nil, environment: [String: String] = [:]
  ) async throws -> TerraformJudge.Outcome {
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TF_") && !$0.key.hasPrefix("PLUMB_") }
    all["CHECKPOINT_DISABLE"] = "1"
    all["TF_CLI_ARGS"] = "-no-color"
    all.merge(environment) { $1 }
    let surroundings = all
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            try runProcess(other ?? program, arguments, in: url, environment: surroundings, input: input ?? "")
          })
      }
    }
  }
}
