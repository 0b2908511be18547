import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

/// Against a small server written from the documentation of Google Cloud Storage; that it is faithful, Terraform judges as
/// its client.
@Suite(.serialized) struct GCSBackendTests {
  /// A server that knows the public half of a service account's key, made for this run.
  private static let site: (server: PythonServer, key: String)? = {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-gcs-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (key, certificate) = (folder.path + "/key.pem", folder.path + "/public.pem")
    for arguments in [
      ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", key],
      ["pkey", "-in", key, "-pubout", "-out", certificate],
    ] {
      let outcome = try? runProcess(
        "/usr/bin/openssl", arguments, in: folder, environment: ["PATH": "/usr/bin:/bin"])
      guard outcome?.status == 0 else { return nil }
    }
    guard let text = try? String(contentsOfFile: key, encoding: .utf8),
      let server = try? PythonServer("gcs", [certificate])
    else { return nil }
    return (server, text)
  }()

  private func opened(_ prefix: String, _ values: [String: Value] = [:]) async throws -> GCSBackend {
    let url = try #require(Self.site?.server.url)
    var all: [String: Value] = [
      "bucket": .string("states"), "prefix": .string(prefix), "storage_custom_endpoint": .string("\(url)/storage/v1/"),
    ]
    if values["credentials"] == nil { all["access_token"] = .string("good") }
    return try #require(try await open(.gcs, all.merging(values) { $1 }) as? GCSBackend)
  }

  private func keyFile(_ change: (String) -> String = { $0 }) throws -> Value {
    let site = try #require(Self.site)
    return .string(
      JSON.record([
        ("type", .string("service_account")), ("client_email", .string("me@project.iam.gserviceaccount.com")),
        ("private_key_id", .string("1")), ("private_key", .string(change(site.key))),
        ("token_uri", .string("\(site.server.url)/token")),
      ]).text())
  }

  @Test(arguments: [false, true]) func `states in Google Cloud Storage keep the contract`(isProtected: Bool)
    async throws
  {
    var values: [String: Value] = ["credentials": try keyFile()]
    if isProtected { values["encryption_key"] = .string("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=") }
    let prefix = "team a/ü+\(isProtected)"
    let (one, other) = (try await opened(prefix, values), try await opened(prefix, values))
    try await expectContract(one.store(of: "default"), other.store(of: "default"), tellsOwner: false)
    try await expectWorkspaces(one)
    if isProtected {
      await #expect(throws: StorageError.self) { try await opened(prefix).store(of: "default").read() }
    }
  }

  @Test func `a user's credentials give a token, and what is no key gives none`() async throws {
    let url = try #require(Self.site?.server.url)
    let user = JSON.record([
      ("type", .string("authorized_user")), ("client_id", .string("c")), ("client_secret", .string("s")),
      ("refresh_token", .string("refresh")), ("token_uri", .string("\(url)/token")),
    ])
    #expect(try await opened("user", ["credentials": .string(user.text())]).workspaces() == ["default"])
    for key in [try keyFile { $0.replacing("A", with: "B") }, try keyFile { _ in "hidden" }] {
      let backend = try await opened("bad", ["credentials": key])
      let error = await #expect(throws: StorageError.self) { try await backend.workspaces() }
      #expect(error.map { "\($0)" }?.contains("hidden") == false)
    }
    await #expect(throws: DiagnosticsError.self) { try await opened("bad", ["credentials": .string("{}")]) }
    let denied = try await opened("bad", ["access_token": .string("bad")])
    let error = await #expect(throws: StorageError.self) { try await denied.workspaces() }
    #expect(error.map { "\($0)" }?.contains("Invalid Credentials") == true)
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "there is no terraform on PATH"))
  func `Terraform and we share one bucket`() async throws {
    let url = try #require(Self.site?.server.url)
    try await expectSharing(
      """
      backend "gcs" {
        bucket                  = "states"
        prefix                  = "shared"
        access_token            = "good"
        storage_custom_endpoint = "\(url)/storage/v1/"
      }
      """, try await opened("shared"))
  }
}
