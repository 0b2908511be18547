import Connecting
import Foundation
import Glibc
import Model
import Storing
import TestSupport
import Testing

/// Runs whose state is elsewhere, when the elsewhere fails, is locked, or the run is killed.
struct BackendFailureTests {
  private static let objects = "resource \"terraform_data\" \"a\" {\n  count = 3\n}\n"

  @Test func `a state that cannot be written is rescued, and the next run brings it back`() async throws {
    try await withRemoteState { site in
      try await site.fault(#"{"method": "POST", "status": 500}"#)
      let failed = try site.plumb(["apply", "-auto-approve"])
      #expect(failed.status == 1)
      #expect(failed.errors.contains("Error: Failed to persist state"))
      let rescued = try StateFile.decode(try site.bytes("errored.tfstate"))
      #expect(rescued.instanceAddresses.count == 3)
      #expect(try site.bytes(".terraform/plumb/default.journal").count > 0)
      try await site.fault("{}")
      let next = try site.plumb(["plan", "-detailed-exitcode"])
      #expect(next.status == 0, "\(next.output)\(next.errors)")
      #expect(next.output.contains("State recovered after an interrupted run"))
      #expect(try await site.state()?.instanceAddresses.count == 3)
      #expect(!FileManager.default.fileExists(atPath: site.folder.path + "/.terraform/plumb/default.journal"))
      // What was rescued is the same, and may be pushed all the same.
      #expect(try site.plumb(["state", "push", "errored.tfstate"]).status == 0)
    }
  }

  @Test func `a run that is killed while it writes leaves its lock and its notes`() async throws {
    try await withRemoteState { site in
      try await site.fault(#"{"method": "POST", "hang": true, "times": 1}"#)
      let run = try site.start(["apply", "-auto-approve"])
      try await site.wait(until: "the state is being written") {
        try await site.requests().contains { $0.hasPrefix("POST") }
      }
      kill(run.processIdentifier, SIGKILL)
      run.waitUntilExit()
      // The lock is the dead run's still: nobody guesses that it has gone.
      let refused = try site.plumb(["plan"])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("Error acquiring the state lock"))
      let id = try #require(refused.errors.firstMatch(of: /ID: +([0-9a-f-]{36})/)?.output.1)
      #expect(refused.errors.contains("OperationTypeApply"))
      let wrong = try site.plumb(["force-unlock", "-force", "00000000-0000-0000-0000-000000000000"])
      #expect(wrong.status == 1)
      #expect(try site.plumb(["force-unlock", String(id)], input: "no\n").status == 1)
      #expect(try site.plumb(["force-unlock", String(id)], input: "yes\n").status == 0)
      let next = try site.plumb(["plan", "-detailed-exitcode"])
      #expect(next.status == 0, "\(next.output)\(next.errors)")
      #expect(next.output.contains("State recovered after an interrupted run"))
      #expect(next.output.contains("terraform_data.a[2]"))
      #expect(try await site.state()?.instanceAddresses.count == 3)
    }
  }

  @Test func `notes of a killed run move with the state to another backend`() async throws {
    try await withRemoteState { site in
      try await site.fault(#"{"method": "POST", "status": 500}"#)
      #expect(try site.plumb(["apply", "-auto-approve"]).status == 1)
      try await site.fault("{}")
      try site.write("main.tf", Self.objects)
      let moved = try site.plumb(["init", "-migrate-state", "-force-copy"])
      #expect(moved.status == 0, "\(moved.errors)")
      #expect(try StateFile.decode(try site.bytes("terraform.tfstate")).instanceAddresses.count == 3)
      #expect(try site.plumb(["plan", "-detailed-exitcode"]).status == 0)
    }
  }

  @Test func `a migration that fails leaves the states and the backend as they were`() async throws {
    try await withRemoteState { site in
      #expect(try site.plumb(["apply", "-auto-approve"]).status == 0)
      let before = try await site.state()
      let record = try site.bytes(".terraform/terraform.tfstate")
      try site.write("main.tf", site.backend("other") + Self.objects)
      for fault in [#"{"method": "POST", "status": 500}"#, #"{"method": "LOCK", "status": 403}"#] {
        try await site.fault(fault)
        #expect(try site.plumb(["init", "-migrate-state", "-force-copy"]).status == 1)
        #expect(try site.bytes(".terraform/terraform.tfstate") == record)
        #expect(try await site.state() == before)
      }
      try await site.fault("{}")
      #expect(try site.plumb(["init", "-migrate-state", "-force-copy"]).status == 0)
      // Both have it, and neither is locked.
      #expect(try await site.state() == before)
      #expect(try site.plumb(["plan", "-detailed-exitcode"]).status == 0)
    }
  }

  @Test func `a lock that was lost while at work ends in a rescued state, and nobody's work is overwritten`()
    async throws
  {
    try await withRemoteState { site in
      let theirs =
        #"{"ID":"22222222-0000-0000-0000-000000000000","Who":"other@there","Operation":"OperationTypeApply"}"#
      try await site.fault(#"{"method": "POST", "steal": \#(theirs)}"#)
      let failed = try site.plumb(["apply", "-auto-approve"])
      #expect(failed.status == 1)
      #expect(spoken(failed.errors).contains("the state is locked by another, other@there"))
      #expect(failed.errors.contains("Error: Failed to persist state"))
      #expect(spoken(failed.output + failed.errors).contains("Error releasing the state lock"))
      #expect(try await site.state() == nil)
      #expect(try StateFile.decode(try site.bytes("errored.tfstate")).instanceAddresses.count == 3)
    }
  }

  @Test func `variables and local values say where the state is`() async throws {
    try await withRemoteState { site in
      try site.write(
        "main.tf",
        site.backend("${var.team}-${local.stage}") + """
          variable "team" {
          }
          locals {
            stage = "live"
          }

          """ + Self.objects)
      #expect(try site.plumb(["init", "-var=team=shop"]).status == 1)
      #expect(try site.plumb(["init", "-reconfigure", "-var=team=shop"]).status == 0)
      #expect(try site.plumb(["apply", "-auto-approve", "-var=team=shop"]).status == 0)
      #expect(try await site.requests().contains { $0.hasPrefix("POST /state/shop-live?ID=") })
      let other = try site.plumb(["plan", "-var=team=other"])
      #expect(other.status == 1)
      #expect(other.errors.contains("Backend initialization required"))
      #expect(try site.plumb(["plan"]).errors.contains("No value for required variable"))
    }
  }

  private func withRemoteState(_ body: (RemoteSite) async throws -> Void) async throws {
    let server = try PythonServer("http_state")
    defer { server.stop() }
    try await withTemporaryFolder { (folder: URL) in
      let site = RemoteSite(folder: folder, server: server)
      try site.write("main.tf", site.backend("a") + Self.objects)
      let outcome = try site.plumb(["init"])
      try #require(outcome.status == 0, "\(outcome.errors)")
      try await body(site)
    }
  }
}

/// A folder whose state is on a server that fails when told to.
private struct RemoteSite {
  let folder: URL
  let server: PythonServer

  func backend(_ name: String) -> String {
    let address = "\"\(server.url)/state/\(name)\""
    return "terraform {\n  backend \"http\" {\n    address = \(address)\n    lock_address = \(address)\n"
      + "    unlock_address = \(address)\n    retry_max = 0\n  }\n}\n"
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: folder.appendingPathComponent(name))) }

  func plumb(_ arguments: [String], input: String = "") throws -> TerraformJudge.Outcome {
    try PlumbBinary.run(arguments, in: folder, environment: ["TF_CLI_ARGS": "-no-color"], input: input)
  }

  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PlumbBinary.path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// What the server has of the state `a`.
  func state() async throws -> State? {
    let bytes = try await ask("/state/a")
    return bytes.isEmpty ? nil : try StateFile.decode(bytes)
  }

  func fault(_ json: String) async throws { _ = try await ask("/fault", json) }

  /// `METHOD PATH` of all requests so far.
  func requests() async throws -> [String] {
    try JSON.read(try await ask("/log")).array?.map {
      "\($0["method"]?.string ?? "") \($0["path"]?.string ?? "")"
    } ?? []
  }

  private func ask(_ path: String, _ body: String? = nil) async throws -> [UInt8] {
    var request = HTTPRequest(body == nil ? .get : .put, server.url + path)
    request.body = body.map { Array($0.utf8) }
    return try await HTTPClient().send(request).body
  }

  func wait(until what: String, _ condition: () async throws -> Bool) async throws {
    for _ in 0..<300 {
      if try await condition() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("waited in vain until \(what)")
  }
}
