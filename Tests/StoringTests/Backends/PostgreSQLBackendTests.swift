import Foundation
import Model
import TestSupport
import Testing

@testable import Storing

/// Against a real server, started for these tests alone; each test has a schema of its own.
@Suite(
  .serialized, .enabled(if: PostgreSQLServer.programs != nil, Comment(rawValue: PostgreSQLServer.missing)))
struct PostgreSQLBackendTests {
  private func withServer(_ body: (PostgreSQLServer) async throws -> Void) async throws {
    try await body(try #require(PostgreSQLServer.shared))
  }

  private func opened(_ server: PostgreSQLServer, _ values: [String: Value] = [:]) async throws -> any Backend {
    try await open(.pg, ["conn_str": .string(server.connectionString)].merging(values) { $1 })
  }

  @Test func `states in PostgreSQL keep the contract`() async throws {
    try await withServer { server in
      let schema: [String: Value] = ["schema_name": .string("contract")]
      let (one, other) = (try await opened(server, schema), try await opened(server, schema))
      try await expectContract(one.store(of: "default"), other.store(of: "default"), tellsOwner: false)
      try await expectWorkspaces(one)
      // A lock belongs to its session: with the session it goes.
      var lost: (any StateStore)? = try one.store(of: "east")
      let info = LockInfo(id: "x", operation: "test", who: "me", version: "1", created: "")
      _ = try await lost?.lock(info)
      let store = try other.store(of: "east")
      await #expect(throws: StorageError.self) { try await store.lock(info) }
      lost = nil
      _ = try await store.lock(info, timeout: .seconds(5), clock: ContinuousClock())
      // While a workspace is made, no lock is given.
      let new = try other.store(of: "new")
      _ = try await new.lock(info)
      await #expect(throws: StorageError.self) { try await one.store(of: "default").lock(info) }
    }
  }

  @Test func `another schema has other states, and its name may be anything`() async throws {
    try await withServer { server in
      let odd = try await opened(server, ["schema_name": .string("a \"b\"; --")])
      try await odd.create(workspace: "o'ne")
      #expect(try await odd.workspaces() == ["default", "o'ne"])
      #expect(try await opened(server).workspaces() == ["default"])
      // Nothing is made where that is forbidden.
      await #expect(throws: DiagnosticsError.self) {
        try await opened(server, ["schema_name": .string("none"), "skip_schema_creation": .true])
      }
      let skipping = try await opened(
        server,
        [
          "schema_name": .string("none"), "skip_schema_creation": .true, "skip_table_creation": .true,
          "skip_index_creation": .true,
        ])
      await #expect(throws: StorageError.self) { try await skipping.workspaces() }
    }
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "there is no terraform on PATH"))
  func `Terraform and we share one table`() async throws {
    let judge = try #require(TerraformJudge.find())
    try await withServer { server in
      try await withTemporaryFolder { folder in
        let text = """
          terraform {
            backend "pg" {}
          }
          output "where" { value = terraform.workspace }
          """
        try Data(text.utf8).write(to: folder.appendingPathComponent("main.tf"))
        func terraform(_ arguments: String...) async throws -> TerraformJudge.Outcome {
          try await judge.run(
            arguments + ["-no-color"], in: folder,
            environment: ["PG_CONN_STR": server.connectionString, "PG_SCHEMA_NAME": "shared"])
        }
        #expect(try await terraform("init").status == 0)
        #expect(try await terraform("apply", "-auto-approve").status == 0)
        let backend = try await opened(server, ["schema_name": .string("shared")])
        let store = try backend.store(of: "default")
        let read = try #require(try await store.read())
        #expect(read.state.outputs["where"]?.value == .string("default"))
        let token = try await store.lock(
          LockInfo(id: "x", operation: "test", who: "me", version: "1", created: ""))
        let refused = try await terraform("apply", "-auto-approve")
        #expect(refused.status == 1 && refused.errors.contains("already locked"), "\(refused.errors)")
        var next = read.state
        next.serial += 1
        next.outputs = [:]
        try await store.write(next)
        try await store.unlock(token)
        #expect(try await terraform("output", "-json").output == "{}\n")
        try await backend.create(workspace: "ours")
        #expect(try await terraform("workspace", "new", "theirs").status == 0)
        #expect(try await backend.workspaces() == ["default", "ours", "theirs"])
        #expect(try await terraform("workspace", "select", "ours").status == 0)
        #expect(try await terraform("apply", "-auto-approve").status == 0)
        #expect(try await backend.store(of: "ours").read()?.state.outputs["where"]?.value == .string("ours"))
      }
    }
  }
}

struct PostgreSQLConnectionTests {
  @Test func `an unreachable server and a string that is none are told apart, and no password is told`() async {
    for text in ["postgres://plumb:hidden@127.0.0.1:1/x", "password=hidden nonsense", "postgres://u:hidden@h:port/x"] {
      let error = await #expect(throws: DiagnosticsError.self) { try await open(.pg, ["conn_str": .string(text)]) }
      #expect(error?.diagnostics.isEmpty == false)
      #expect(error.map { "\($0.diagnostics)" }?.contains("hidden") == false)
    }
  }

  @Test func `the connection is encrypted unless somebody says otherwise`() throws {
    func mode(_ text: String, _ environment: [String: String] = [:]) throws -> String? {
      try #require(PostgreSQLParameters(text, environment: environment)).pairs.first { $0.0 == "sslmode" }?.1
    }
    #expect(try mode("postgres://h/x") == "require")
    #expect(try mode("") == "require")
    #expect(try mode("postgres://h/x?sslmode=disable") == "disable")
    #expect(try mode("host=h", ["PGSSLMODE": "prefer"]) == nil)
  }
}
