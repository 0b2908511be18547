import Foundation
import Glibc
import Model
import Storing
import TestSupport
import Testing

/// A run that is stopped from outside while a provider is creating something.
@Suite(.enabled(if: TestPython.executable != nil, "\(TestPython.missing)"))
struct InterruptTests {
  @Test func `the first interrupt lets what is under way end, and begins nothing new`() async throws {
    try await withSlowRun { run in
      kill(run.process.processIdentifier, SIGINT)
      try await run.wait(until: "the interrupt is told of") { run.output.contains("Interrupt received.") }
      try run.letGo()
      #expect(try await run.exitStatus() == 1)
      #expect(run.output.contains("notes_note.first: Creation complete"))
      #expect(!run.output.contains("notes_note.second: Creating"))
      #expect(try run.recorded == ["notes_note.first"])
      #expect(!run.isProviderAlive)
    }
  }

  @Test func `the second interrupt ends at once, and the next run tells what may have been made`() async throws {
    try await withSlowRun { run in
      kill(run.process.processIdentifier, SIGINT)
      try await run.wait(until: "the interrupt is told of") { run.output.contains("Interrupt received.") }
      kill(run.process.processIdentifier, SIGINT)
      #expect(try await run.exitStatus() == 1)
      #expect(run.output.contains("Two interrupts received."))
      try await run.wait(until: "the provider has ended") { !run.isProviderAlive }
      try expectUnfinished(run)
    }
  }

  @Test func `a run that is killed leaves no provider, and the next run tells what may have been made`() async throws {
    try await withSlowRun { run in
      kill(run.process.processIdentifier, SIGKILL)
      _ = try await run.exitStatus()
      try await run.wait(until: "the provider has ended") { !run.isProviderAlive }
      try expectUnfinished(run)
    }
  }

  /// A run that is done with, and one under way.
  private static let tests = """
    run "quick" {
      variables {
        text = "quick"
      }
    }
    run "slow" {
      state_key = "slow"
    }
    run "never" {
    }
    """

  @Test func `tests that are interrupted destroy what they have made, and run nothing more`() async throws {
    try await withSlowRun(["test", "-no-color"], tests: Self.tests) { run in
      kill(run.process.processIdentifier, SIGINT)
      try await run.wait(until: "the interrupt is told of") { run.output.contains("Interrupt received.") }
      try run.letGo()
      #expect(try await run.exitStatus() == 1)
      #expect(run.output.contains("run \"quick\"... pass"))
      #expect(run.output.contains("run \"slow\"... fail"))
      #expect(run.output.contains("run \"never\"... skip"))
      #expect(run.leftNotes == [])
      #expect(!run.hasFile("errored_test.tfstate"))
      #expect(!run.isProviderAlive)
    }
  }

  @Test func `tests that are interrupted twice leave the state of what they have made`() async throws {
    try await withSlowRun(["test", "-no-color"], tests: Self.tests) { run in
      kill(run.process.processIdentifier, SIGINT)
      try await run.wait(until: "the interrupt is told of") { run.output.contains("Interrupt received.") }
      kill(run.process.processIdentifier, SIGINT)
      #expect(try await run.exitStatus() == 1)
      #expect(run.output.contains("Plumb has already created the following resources for a.tftest.hcl/quick:"))
      #expect(run.output.contains("plumb destroy -state=errored_test.tfstate"))
      try await run.wait(until: "the provider has ended") { !run.isProviderAlive }
      try run.letGo()
      let next = try run.plumb(["destroy", "-auto-approve", "-no-color", "-state=errored_test.tfstate"])
      #expect(next.status == 0, "\(next.errors)")
      #expect(run.leftNotes == [])
    }
  }

  private func expectUnfinished(_ run: SlowRun) throws {
    #expect(try run.recorded == [])
    let next = try run.plumb(["plan", "-no-color"])
    #expect(next.status == 0)
    #expect(spoken(next.output + next.errors).contains("Outcome of an interrupted run is not known"))
    #expect((next.output + next.errors).contains("- notes_note.first"))
    let afterThat = try run.plumb(["plan", "-no-color"])
    #expect(!afterThat.output.contains("interrupted run"))
  }

  private func withSlowRun(
    _ arguments: [String] = ["apply", "-auto-approve", "-no-color"], tests: String? = nil,
    _ body: (SlowRun) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { (folder: URL) in
      if let tests { try Data(tests.utf8).write(to: folder.appendingPathComponent("a.tftest.hcl")) }
      let run = try SlowRun(arguments, in: folder)
      defer { run.end() }
      try await run.wait(until: "the provider is at work") { run.providerProcess != nil }
      try await body(run)
    }
  }
}

/// A command with a provider that takes its time over the first of two objects.
private final class SlowRun {
  let process = Process()
  private let folder: URL
  private let log: URL
  private let environment: [String: String]

  init(_ arguments: [String], in folder: URL) throws {
    self.folder = folder
    log = folder.appendingPathComponent("output")
    environment = try Self.prepare(folder)
    try Data().write(to: log)
    process.executableURL = URL(fileURLWithPath: PlumbBinary.path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TF_") }
      .merging(environment) { $1 }
    let handle = try FileHandle(forWritingTo: log)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  private static func prepare(_ folder: URL) throws -> [String: String] {
    func write(_ text: String, _ name: String) throws {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let python = try #require(TestPython.executable)
    let bin = folder.appendingPathComponent("bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    try write(
      "#!/bin/sh\nexec '\(python)' '\(TestPython.repository)/Tests/Fixtures/providers/notes.py'\n",
      "bin/terraform-provider-notes")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: bin.appendingPathComponent("terraform-provider-notes").path)
    try write(
      """
      provider_installation {
        dev_overrides {
          "example.com/tests/notes" = "\(bin.path)"
        }
        direct {}
      }
      """, "cli.tfrc")
    try write(
      """
      terraform {
        required_providers {
          notes = { source = "example.com/tests/notes" }
        }
      }
      provider "notes" {
        folder = "\(folder.path)"
      }
      variable "text" {
        default = "slow"
      }
      resource "notes_note" "first" {
        text = var.text
      }
      resource "notes_note" "second" {
        text = notes_note.first.id
      }
      """, "main.tf")
    return ["TF_CLI_CONFIG_FILE": folder.appendingPathComponent("cli.tfrc").path]
  }

  var output: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

  /// The provider's process, once it has begun to create.
  var providerProcess: pid_t? {
    (try? String(contentsOf: folder.appendingPathComponent("begun"), encoding: .utf8)).flatMap { pid_t($0) }
  }

  var isProviderAlive: Bool { providerProcess.map { kill($0, 0) == 0 } ?? false }

  /// What the state has.
  var recorded: [String] {
    get throws {
      let path = folder.appendingPathComponent("terraform.tfstate")
      // Locking leaves an empty file where there was none, as Terraform's does.
      guard let data = try? Data(contentsOf: path), !data.isEmpty else { return [] }
      let state = try StateFile.decode([UInt8](data))
      return state.resources.flatMap { address, resource in
        resource.instances.keys.map { "\(address.instance($0))" }
      }.sorted()
    }
  }

  /// The files of notes that exist.
  var leftNotes: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
      $0.hasSuffix(".json") && $0.utf8.count == 41
    }
  }

  func hasFile(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path + "/" + name) }

  func letGo() throws { try Data().write(to: folder.appendingPathComponent("go")) }

  func plumb(_ arguments: [String]) throws -> TerraformJudge.Outcome {
    try PlumbBinary.run(arguments, in: folder, environment: environment)
  }

  func exitStatus() async throws -> Int32 {
    try await wait(until: "the run has ended") { !self.process.isRunning }
    return process.terminationStatus
  }

  /// Half a minute at most.
  func wait(until what: Comment, _ isSo: () -> Bool) async throws {
    for _ in 0..<600 {
      if isSo() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("\(what): not after half a minute\n\(output)")
    throw CancellationError()
  }

  func end() {
    try? letGo()
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }
}
