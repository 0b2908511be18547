import Foundation
import Model
import TestSupport
import Testing

/// Many stacks in one call. Each one's data must be its own, whatever the others are doing in the same process.
@Suite(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
struct FleetTests {
  /// A folder with a mirror in which the provider of accounts is installed as any other.
  private func withMirror(_ body: (URL, [String: String]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let python = try #require(TestPython.executable)
      let place = folder.appendingPathComponent("mirror/example.com/tests/accounts/1.0.0/\(Self.platform)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let program = place.appendingPathComponent("terraform-provider-accounts_v1.0.0")
      try Data("#!/bin/sh\nexec '\(python)' '\(TestPython.repository)/Tests/Fixtures/providers/accounts.py'\n".utf8)
        .write(to: program)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
      let settings = folder.appendingPathComponent("cli.tfrc")
      let mirror = folder.appendingPathComponent("mirror").path
      try Data("provider_installation {\n  filesystem_mirror {\n    path = \"\(mirror)\"\n  }\n}\n".utf8).write(
        to: settings)
      let environment = [
        "TF_CLI_CONFIG_FILE": settings.path, "CHECKPOINT_DISABLE": "1", "HOME": folder.path,
        "PLUMB_CACHE_DIR": folder.appendingPathComponent("cache").path,
        "ACCOUNTS_LOG": folder.appendingPathComponent("log").path,
      ]
      let work = folder.appendingPathComponent("work")
      try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
      try body(work, environment)
    }
  }

  private static var platform: String {
    #if arch(arm64)
      "linux_arm64"
    #else
      "linux_amd64"
    #endif
  }

  /// A stack that fails unless it is served as its own account, reads its own files and has its own state.
  private static func stack(_ name: String, account: String, more: String = "") -> String {
    """
    terraform {
      required_providers {
        accounts = { source = "example.com/tests/accounts" }
      }
    }
    provider "accounts" {
      account = "\(account)"
    }
    variable "common" {
      default = ""
    }
    locals {
      name = trimspace(file("${path.module}/name.txt"))
    }
    data "accounts_identity" "me" {
      lifecycle {
        postcondition {
          condition     = self.account == "\(account)" && local.name == "\(name)" && endswith(path.cwd, "/\(name)")
          error_message = "${local.name} in ${path.cwd} was served as ${self.account}"
        }
      }
    }
    resource "terraform_data" "it" {
      input = local.name
    }
    \(more)
    """
  }

  private func make(_ name: String, _ account: String, more: String = "", in work: URL) throws {
    try write(
      ["\(name)/main.tf": Self.stack(name, account: account, more: more), "\(name)/name.txt": "\(name)\n"], to: work)
  }

  /// Initialized once; the others get a copy, as their providers are the same.
  private func initialize(_ names: [String], in work: URL, _ environment: [String: String]) throws {
    let first = work.appendingPathComponent(names[0])
    let outcome = try PlumbBinary.run(["init"], in: first, environment: environment)
    #expect(outcome.status == 0, "\(outcome.errors)")
    for name in names.dropFirst() {
      for item in [".terraform", ".terraform.lock.hcl"] {
        try FileManager.default.copyItem(
          at: first.appendingPathComponent(item), to: work.appendingPathComponent(name).appendingPathComponent(item))
      }
    }
  }

  @Test func `every stack is planned as its own, whatever happens to the others`() throws {
    try withMirror { work, environment in
      let names = (0..<8).map { "stack-\($0)" }
      for (index, name) in names.enumerated() { try make(name, "account-\(index % 2)", in: work) }
      let reading = """
        data "accounts_text" "own" {
          path = "./name.txt"
          lifecycle {
            postcondition {
              condition     = trimspace(self.content) == "reader"
              error_message = "the file of another directory was read: ${self.content}"
            }
          }
        }
        """
      try make("reader", "account-0", more: reading, in: work)
      try make("killer", "account-1", more: "data \"accounts_identity\" \"it\" {\n  note = \"die\"\n}\n", in: work)
      try make("broken", "account-1", more: "output \"o\" {\n  value = local.nothing\n}\n", in: work)
      try write(["empty/README.md": "nothing here"], to: work)
      try initialize(names + ["reader", "killer", "broken"], in: work, environment)
      let run = try PlumbBinary.run(
        [
          "fleet", "plan", "-no-color", "-concurrency=4", "stack-*", "reader", "killer/", "broken", "empty",
          "./stack-0",
        ],
        in: work, environment: environment)
      #expect(run.status == 1)
      for name in names + ["reader"] {
        #expect(
          run.output.contains("\(name): 1 to add, 0 to change, 0 to destroy ("), "\(name): \(run.output)\(run.errors)")
      }
      #expect(run.output.contains("killer: Error: Plugin did not respond"))
      #expect(run.output.contains("broken: Error: Reference to undeclared local value (main.tf:"))
      #expect(run.output.contains("Passed over, for there is no configuration: empty"))
      #expect(run.output.contains("11 stacks in "))
      #expect(run.output.contains(": 9 with changes, 0 without, 2 failed."))
      #expect(run.output.contains("All together: 9 to add, 0 to change, 0 to destroy."))
      #expect(run.errors.contains("broken:\n"))
      // Every process had one configuration in its life.
      let log = try String(contentsOfFile: try #require(environment["ACCOUNTS_LOG"]), encoding: .utf8).split(
        separator: "\n")
      #expect(Set(log.map { $0.split(separator: " ")[0] }).count == log.count)
      for name in names {
        let left = try FileManager.default.contentsOfDirectory(atPath: work.appendingPathComponent(name).path).sorted()
        #expect(left == [".terraform", ".terraform.lock.hcl", "main.tf", "name.txt"])
      }
    }
  }

  @Test func `programs are told of each stack, and plans are saved for apply`() throws {
    try withMirror { work, environment in
      for name in ["a", "b"] { try make(name, "same", in: work) }
      try initialize(["a", "b"], in: work, environment)
      try write(["stacks.txt": "# all of them\na\nb\n", "common.tfvars": "common = \"x\"\n"], to: work)
      let arguments = [
        "fleet", "plan", "-json", "-from-file=stacks.txt", "-out-dir=plans", "-var-file=common.tfvars",
        "-detailed-exitcode",
      ]
      let run = try PlumbBinary.run(arguments, in: work, environment: environment)
      #expect(run.status == 2, "\(run.output)\(run.errors)")
      let messages = try run.output.split(separator: "\n").map { try JSON.read(Array($0.utf8)) }
      let types = messages.compactMap { $0["type"]?.string }
      #expect(types.first == "version")
      #expect(types.dropFirst().first == "fleet_start")
      #expect(types.last == "fleet_summary")
      #expect(types.filter { $0 == "stack_complete" }.count == 2)
      let changes = messages.filter { $0["type"]?.string == "planned_change" }
      #expect(Set(changes.compactMap { $0["stack"]?.string }) == ["a", "b"])
      #expect(messages.last?["changes"]?["add"] == .integer(2))
      let apply = try PlumbBinary.run(
        ["apply", "../plans/a.tfplan"], in: work.appendingPathComponent("a"), environment: environment)
      #expect(apply.status == 0, "\(apply.errors)")
      let second = try PlumbBinary.run(
        ["fleet", "plan", "-no-color", "-detailed-exitcode", "a"], in: work, environment: environment)
      #expect(second.status == 0)
      #expect(second.output.contains("a: No changes"))
    }
  }

  @Test(arguments: [
    (["nowhere"], [:], "There is no directory \"nowhere\""),
    (["none-*"], [:], "Nothing matches \"none-*\""),
    (["empty"], [:], "None of what is named is a directory with configuration files"),
    ([], [:], "Name the directories to plan"),
    (["a", "b"], ["TF_DATA_DIR": "/tmp/data"], "TF_DATA_DIR is /tmp/data"),
    (["a"], ["TF_REATTACH_PROVIDERS": "{}"], "TF_REATTACH_PROVIDERS cannot be used"),
  ])
  func `what cannot be planned is refused before anything is`(
    _ stacks: [String], _ environment: [String: String], _ words: String
  ) throws {
    try withTemporaryFolder { work in
      try write(["a/main.tf": "", "b/main.tf": "", "empty/README.md": ""], to: work)
      let run = try PlumbBinary.run(["fleet", "plan", "-no-color"] + stacks, in: work, environment: environment)
      #expect(run.status == 1)
      #expect(spoken(run.errors).contains(words), "\(run.errors)")
      #expect(run.output == "")
    }
  }

  @Test func `a state that is locked by another fails its own stack only`() throws {
    try withTemporaryFolder { work in
      let configuration = "resource \"terraform_data\" \"it\" {}\n"
      try write(["a/main.tf": configuration, "b/main.tf": configuration], to: work)
      let holder = Process()
      holder.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      holder.arguments = [
        "-c",
        "import fcntl,sys; f=open('a/terraform.tfstate','a+'); fcntl.lockf(f,fcntl.LOCK_EX); print('held',flush=True); sys.stdin.read()",
      ]
      holder.currentDirectoryURL = work
      let (input, output) = (Pipe(), Pipe())
      (holder.standardInput, holder.standardOutput) = (input, output)
      try holder.run()
      #expect(output.fileHandleForReading.availableData.count > 0)
      let run = try PlumbBinary.run(["fleet", "plan", "-no-color", "a", "b"], in: work)
      try input.fileHandleForWriting.close()
      holder.waitUntilExit()
      #expect(run.status == 1)
      #expect(run.output.contains("a: Error: Error acquiring the state lock"), "\(run.output)")
      #expect(run.output.contains("b: 1 to add"))
    }
  }
}
