import Connecting
import Foundation
import Model
import TestSupport
import Testing

@testable import Storing

/// Against a real server, which keeps locks and fails when told to.
struct HTTPBackendTests {
  private func values(_ server: PythonServer, _ path: String = "/state/a", locks: Bool = true) -> [String: Value] {
    var values: [String: Value] = [
      "address": .string(server.url + path), "retry_wait_min": .integer(0), "retry_wait_max": .integer(0),
    ]
    if locks {
      values["lock_address"] = values["address"]
      values["unlock_address"] = values["address"]
    }
    return values
  }

  private func store(_ values: [String: Value], _ environment: [String: String] = [:]) async throws -> any StateStore {
    try await open(.http, values, environment: environment).store(of: "default")
  }

  private func fault(_ server: PythonServer, _ json: String) async throws {
    var request = HTTPRequest(.put, server.url + "/fault")
    request.body = Array(json.utf8)
    #expect(try await HTTPClient().send(request).isSuccess)
  }

  private func log(_ server: PythonServer) async throws -> [JSON] {
    let response = try await HTTPClient().send(HTTPRequest(.get, server.url + "/log"))
    return try JSON.read(response.body).array ?? []
  }

  private let info = LockInfo(
    id: "11111111-0000-0000-0000-000000000000", operation: "OperationTypeApply", who: "me@here", version: "1.11.4",
    created: "2026-01-02T03:04:05.123456Z")

  @Test func `a state over HTTP keeps the contract`() async throws {
    let server = try PythonServer("http_state")
    defer { server.stop() }
    try await expectContract(try await store(values(server)), try await store(values(server)))
    try await expectContract(
      try await store(values(server, "/state/b", locks: false)),
      try await store(values(server, "/state/b", locks: false)), locks: false)
  }

  @Test func `methods and credentials are those given, by arguments or by the environment`() async throws {
    let server = try PythonServer("http_state")
    defer { server.stop() }
    var arguments = values(server, "/secret/a")
    arguments["update_method"] = .string("PATCH")
    arguments["lock_method"] = .string("PUT")
    arguments["unlock_method"] = .string("DELETE")
    let unknown = await #expect(throws: StorageError.self) { try await store(arguments).read() }
    #expect(unknown?.diagnostics[0].detail.contains("status 401") == true)
    let environment = [
      "TF_HTTP_USERNAME": "me", "TF_HTTP_PASSWORD": "s3cret",
    ]
    let one = try await store(arguments, environment)
    let token = try await one.lock(info)
    try await one.write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
    try await one.unlock(token)
    let methods = try await log(server).compactMap { $0["method"]?.string }
    #expect(methods == ["GET", "PUT", "PATCH", "DELETE"])
    let all = [
      "TF_HTTP_ADDRESS": server.url + "/secret/a", "TF_HTTP_RETRY_WAIT_MIN": "0", "TF_HTTP_RETRY_MAX": "0",
    ].merging(environment) { $1 }
    #expect(try await store([:], all).read()?.state.lineage == "x")
  }

  @Test func `what fails for a moment is tried again, as often as allowed`() async throws {
    let server = try PythonServer("http_state")
    defer { server.stop() }
    let one = try await store(values(server))
    try await fault(server, #"{"method": "GET", "status": 503, "times": 2}"#)
    #expect(try await one.read() == nil)
    try await fault(server, #"{"method": "GET", "status": 503, "times": 3}"#)
    let error = await #expect(throws: StorageError.self) { try await one.read() }
    #expect(error?.diagnostics[0].detail.contains("unexpected HTTP response code 503") == true)
  }

  @Test func `a lock that was granted without an answer is ours`() async throws {
    let server = try PythonServer("http_state")
    defer { server.stop() }
    let one = try await store(values(server))
    try await fault(server, #"{"method": "LOCK", "cut": true, "times": 1}"#)
    let token = try await one.lock(info)
    try await one.write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
    try await one.unlock(token)
  }

  @Test func `who has lost the lock can write no more`() async throws {
    let server = try PythonServer("http_state")
    defer { server.stop() }
    let one = try await store(values(server))
    let other = try await store(values(server))
    let token = try await one.lock(info)
    try await other.unlock(token)
    var theirs = info
    theirs.id = "22222222-0000-0000-0000-000000000000"
    theirs.who = "other@there"
    let second = try await other.lock(theirs)
    let error = await #expect(throws: StorageError.self) {
      try await one.write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
    }
    #expect(error?.diagnostics[0].detail.contains("locked by another, other@there") == true)
    await #expect(throws: StorageError.self) { try await one.unlock(token) }
    #expect(try await one.read() == nil)
    try await other.unlock(second)
  }

  @Test(arguments: [
    (["address": "ftp://x"], "address must be HTTP or HTTPS"), ([:], "address argument is required"),
    (["address": "http://x", "lock_address": "foo"], "lock_address must be HTTP or HTTPS"),
    (["address": "http://x", "client_certificate_pem": "x"], "Incomplete client certificate"),
  ])
  func `wrong arguments are named`(arguments: [String: String], summary: String) async throws {
    let error = await #expect(throws: DiagnosticsError.self) {
      try await open(.http, arguments.mapValues { .string($0) })
    }
    #expect(error?.diagnostics.first?.summary == summary)
    #expect(error?.diagnostics.first?.attributePath != nil)
  }

  @Test func `a user's name and password in an address are not shown`() async throws {
    let error = await #expect(throws: StorageError.self) {
      try await store(["address": .string("http://me:s3cret@127.0.0.1:1/x"), "retry_max": .integer(0)]).read()
    }
    let text = "\(error?.diagnostics ?? [])"
    #expect(text.contains("127.0.0.1:1/x"))
    #expect(!text.contains("s3cret"))
  }

  @Test func `there is one workspace only`() async throws {
    let backend = try await open(.http, ["address": .string("http://127.0.0.1:1/x")])
    #expect(try await backend.workspaces() == nil)
    #expect(throws: StorageError.workspacesUnsupported) { try backend.store(of: "other") }
    await #expect(throws: StorageError.workspacesUnsupported) { try await backend.create(workspace: "other") }
  }

  @Test func `a server is trusted, and a client shown, by certificates`() async throws {
    try await withTemporaryFolder { folder in
      func openssl(_ arguments: String) throws {
        let outcome = try runProcess(
          "/usr/bin/env", ["openssl"] + arguments.split(separator: " ").map(String.init), in: folder, environment: [:])
        try #require(outcome.status == 0, "\(outcome.errors)")
      }
      func pem(_ name: String) throws -> Value {
        .string(try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
      }
      let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
      try openssl("req -x509 \(key) -keyout ca.key -out ca.pem -days 2 -subj /CN=authority")
      for (name, extra) in [("server", "-addext subjectAltName=IP:127.0.0.1"), ("client", "")] {
        try openssl(
          "req -x509 -CA ca.pem -CAkey ca.key \(key) -keyout \(name).key -out \(name).pem -days 2 "
            + "-subj /CN=\(name) -addext basicConstraints=critical,CA:FALSE \(extra)")
      }
      func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
      let server = try PythonServer("http_state", [path("server.pem"), path("server.key"), path("ca.pem")])
      defer { server.stop() }
      var arguments = values(server)
      arguments["retry_max"] = .integer(0)
      await #expect(throws: StorageError.self) { try await store(arguments).read() }
      arguments["client_certificate_pem"] = try pem("client.pem")
      arguments["client_private_key_pem"] = try pem("client.key")
      let untrusted = await #expect(throws: StorageError.self) { try await store(arguments).read() }
      #expect(untrusted?.diagnostics[0].detail.contains("trusted connection") == true)
      var trusting = arguments
      trusting["client_ca_certificate_pem"] = try pem("ca.pem")
      #expect(try await store(trusting).read() == nil)
      arguments["skip_cert_verification"] = .true
      #expect(try await store(arguments).read() == nil)
    }
  }
}
