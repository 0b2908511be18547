import Foundation
import Model
import Storing
import TestSupport
import Testing

struct BackendRecordTests {
  /// As Terraform 1.11.4 wrote it for `path = "x/y.tfstate"`.
  private static let recorded = """
    {
      "version": 3,
      "terraform_version": "1.11.4",
      "backend": {
        "type": "local",
        "config": {
          "path": "x/y.tfstate",
          "workspace_dir": null
        },
        "hash": 1293398979
      }
    }
    """

  @Test func `a record is read and written byte for byte as Terraform has it`() throws {
    let record = try #require(try BackendRecord.decode(Array(Self.recorded.utf8), path: "p"))
    #expect(record.type == "local")
    #expect(record.configuration["path"]?.string == "x/y.tfstate")
    #expect(String(decoding: record.encoded(), as: UTF8.self) == Self.recorded)
  }

  @Test func `the hash of a block is Terraform's`() {
    let values = Value.object([("path", .string("x/y.tfstate")), ("workspace_dir", .null(.string))])
    #expect(backendHash(type: "local", values) == 1_293_398_979)
  }

  @Test(arguments: ["{", "[]", #"{"version":4}"#, #"{"version":3,"backend":{"type":1}}"#])
  func `a record that cannot be read is an error that says what to do`(text: String) {
    let error = #expect(throws: DiagnosticsError.self) { try BackendRecord.decode(Array(text.utf8), path: "p") }
    #expect(error?.diagnostics.first?.detail.contains("plumb init") == true)
  }

  @Test func `a file without backend records none`() throws {
    #expect(try BackendRecord.decode([], path: "p") == nil)
    #expect(try BackendRecord.decode(Array(#"{"version":3}"#.utf8), path: "p") == nil)
  }
}

struct LocalBackendTests {
  @Test func `workspaces are folders`() async throws {
    try await withTemporaryFolder { folder in
      let backend = LocalBackend(
        path: folder.appendingPathComponent("a.tfstate").path,
        workspaceFolder: folder.appendingPathComponent("deep/spaces").path)
      #expect(try await backend.workspaces() == ["default"])
      try await backend.create(workspace: "west")
      try await backend.create(workspace: "east")
      #expect(try await backend.workspaces() == ["default", "east", "west"])
      try await backend.store(of: "east").write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
      #expect(backend.statePath(of: "east").hasSuffix("/deep/spaces/east/terraform.tfstate"))
      #expect(try await backend.store(of: "east").read()?.state.lineage == "x")
      #expect(try await backend.store(of: "west").read() == nil)
      try await backend.delete(workspace: "east")
      #expect(try await backend.workspaces() == ["default", "west"])
    }
  }
}
