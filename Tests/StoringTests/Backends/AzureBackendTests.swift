import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

/// Against a small server written from Azure's documentation, which checks signatures; that it is faithful, Terraform judges as
/// its client.
@Suite(.serialized) struct AzureBackendTests {
  private static let server = try? PythonServer("azure")
  private static let key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
  /// Signed with the key: good for 2099, and for 2020.
  private static let signatures = [
    "sv=2022-11-02&ss=b&srt=sco&sp=rwdlac&se=2099-01-01T00:00:00Z&st=2020-01-01T00:00:00Z&spr=https,http",
    "sv=2022-11-02&ss=b&srt=sco&sp=rwdlac&se=2020-01-01T00:00:00Z&st=2020-01-01T00:00:00Z&spr=https,http",
  ].map { query in
    let values = Dictionary(
      uniqueKeysWithValues: query.split(separator: "&").map { pair in
        let sides = pair.split(separator: "=", maxSplits: 1)
        return (String(sides[0]), String(sides[1]))
      })
    let names = ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv", "ses"]
    let text = (["standin"] + names.map { values[$0] ?? "" }).joined(separator: "\n") + "\n"
    let signature = Hashing.hmacSHA256(key: Base64.decode(key) ?? [], Array(text.utf8))
    let sig = PercentEncoding.encode(String(decoding: Base64.encode(signature), as: UTF8.self))
    return "\(query.replacing(":", with: "%3A"))&sig=\(sig)"
  }

  private func opened(
    _ key: String, _ values: [String: Value] = ["access_key": .string(Self.key)],
    environment: [String: String] = [:]
  ) async throws -> AzureBackend {
    let url = try #require(Self.server?.url)
    var all = environment
    all[AzureOpening.endpointVariable] = all[AzureOpening.endpointVariable] ?? "\(url)/standin/"
    all["AZURE_AUTHORITY_HOST"] = url
    let given: [String: Value] = [
      "storage_account_name": .string("standin"), "container_name": .string("states"), "key": .string(key),
    ]
    return try #require(
      try await open(.azurerm, given.merging(values) { $1 }, environment: all) as? AzureBackend)
  }

  private func texts(_ values: [String: String]) -> [String: Value] { values.mapValues { .string($0) } }

  @Test func `all arguments that are missing are told at once`() async throws {
    let error = await #expect(throws: DiagnosticsError.self) { _ = try await open(.azurerm, [:], environment: [:]) }
    #expect(
      error?.diagnostics.map(\.attributePath)
        == ["storage_account_name", "container_name", "key"].map {
          [.attribute($0)]
        })
    #expect(error?.diagnostics.allSatisfy { $0.detail.contains("-backend-config") } == true)
  }

  @Test(arguments: [true, false]) func `states in Azure keep the contract`(takesSnapshots: Bool) async throws {
    let key = "team a/ü+\(takesSnapshots)"
    var values: [String: Value] = ["access_key": .string(Self.key)]
    if takesSnapshots { values["snapshot"] = .true }
    let (one, other) = (try await opened(key, values), try await opened(key, values))
    try await expectContract(one.store(of: "default"), other.store(of: "default"))
    if !takesSnapshots { return try await expectWorkspaces(one) }
    try await one.create(workspace: "kept")
    let store = try one.store(of: "kept")
    try await store.write(State(terraformVersion: "1.11.4", serial: 2, lineage: "x"))
    // What was kept on purpose is not thrown away by the way.
    let error = await #expect(throws: StorageError.self) { try await one.delete(workspace: "kept") }
    #expect(error.map { "\($0)" }?.contains("SnapshotsPresent") == true)
  }

  @Test func `every way to sign in opens the same states`() async throws {
    let url = try #require(Self.server?.url)
    try await withTemporaryFolder { folder in
      try Data("workflow-assertion\n".utf8).write(to: folder.appendingPathComponent("token"))
      let program = folder.appendingPathComponent("az")
      try Data("#!/bin/sh\necho '{\"accessToken\": \"good-token\", \"expires_on\": 4000000000}'\n".utf8).write(
        to: program)
      chmod(program.path, 0o755)
      let script = """
        set -e
        openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 2 -subj /CN=client
        openssl pkcs12 -export -inkey k.pem -in c.pem -out c.pfx -passout "pass:hidden password"
        """
      let made = try runProcess("/bin/sh", ["-c", script], in: folder, environment: ["PATH": "/usr/bin:/bin"])
      #expect(made.status == 0, "\(made.errors)")
      let certificate = try String(contentsOfFile: folder.path + "/c.pem", encoding: .utf8)
      var trust = HTTPRequest(.put, "\(url)/trusted-certificate")
      trust.body = Array(certificate.utf8)
      _ = try await HTTPClient().send(trust)
      let client = ["tenant_id": "tenant", "client_id": "client"]
      let ways: [(String, [String: Value], [String: String])] = [
        ("a signature", texts(["sas_token": "?\(Self.signatures[0])"]), [:]),
        ("a key of the environment", [:], ["ARM_ACCESS_KEY": Self.key]),
        ("a secret", texts(client.merging(["client_secret": "hidden secret"]) { $1 }), ["ARM_USE_AZUREAD": "true"]),
        (
          "a certificate", texts(client.merging(["client_certificate_path": folder.path + "/c.pfx"]) { $1 }),
          ["ARM_USE_AZUREAD": "true", "ARM_CLIENT_CERTIFICATE_PASSWORD": "hidden password"]
        ),
        (
          "a token", texts(client),
          ["ARM_USE_AZUREAD": "1", "ARM_USE_OIDC": "1", "ARM_OIDC_TOKEN": "workflow-assertion"]
        ),
        (
          "a token in a file", texts(client.merging(["oidc_token_file_path": folder.path + "/token"]) { $1 }),
          ["ARM_USE_AZUREAD": "1", "ARM_USE_OIDC": "1"]
        ),
        (
          "a workflow", texts(client),
          [
            "ARM_USE_AZUREAD": "1", "ARM_USE_OIDC": "1", "ACTIONS_ID_TOKEN_REQUEST_URL": "\(url)/workflow-token?x=1",
            "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "request-token",
          ]
        ),
        (
          "a workload", ["use_azuread_auth": .true, "use_aks_workload_identity": .true],
          ["AZURE_FEDERATED_TOKEN_FILE": folder.path + "/token", "AZURE_CLIENT_ID": "client", "AZURE_TENANT_ID": "t"]
        ),
        (
          "a machine",
          [
            "use_azuread_auth": .true, "use_msi": .true,
            "msi_endpoint": .string("\(url)/metadata/identity/oauth2/token"),
          ], [:]
        ),
        ("the Azure CLI", ["use_azuread_auth": .true], ["PATH": "\(folder.path):/usr/bin:/bin"]),
        (
          "a key that is looked up",
          texts(["resource_group_name": "group", "subscription_id": "sub", "metadata_host": url]),
          ["PATH": "\(folder.path):/usr/bin:/bin"]
        ),
      ]
      for (name, values, environment) in ways {
        let backend = try await opened("ways", values, environment: environment)
        #expect(try await backend.workspaces() == ["default"], "\(name)")
      }
      let looked = try await opened(
        "ways",
        texts([
          "resource_group_name": "group", "subscription_id": "sub", "metadata_host": url, "access_key": Self.key,
          "lookup_blob_endpoint": "x",
        ]).merging(["lookup_blob_endpoint": .true]) { $1 },
        environment: ["PATH": "\(folder.path):/usr/bin:/bin", AzureOpening.endpointVariable: ""])
      #expect(looked.container.endpoint == "\(url)/standin")
    }
  }

  @Test func `who may not is told so, and nothing secret with it`() async throws {
    let client = ["tenant_id": "tenant", "client_id": "client", "client_secret": "another secret"]
    let ways: [(String, [String: Value], [String: String])] = [
      ("AuthenticationFailed", texts(["access_key": "bm90IHRoZSBrZXk="]), [:]),
      ("time frame", texts(["sas_token": Self.signatures[1]]), [:]),
      ("Invalid client secret", texts(client), ["ARM_USE_AZUREAD": "true"]),
      ("not installed", ["use_azuread_auth": .true], ["PATH": "/nowhere"]),
      ("ContainerNotFound", texts(["access_key": Self.key, "container_name": "none"]), [:]),
    ]
    for (word, values, environment) in ways {
      let backend = try await opened("closed", values, environment: environment)
      let error = await #expect(throws: StorageError.self) { try await backend.store(of: "default").read() }
      let text = error.map { "\($0)" } ?? ""
      #expect(text.contains(word), "\(text)")
      for secret in ["bm90", "sig=", "another secret"] { #expect(!text.contains(secret), "\(text)") }
    }
    // Nor when nobody answers.
    let deaf = try await opened(
      "closed", texts(["sas_token": Self.signatures[0]]),
      environment: [AzureOpening.endpointVariable: "http://127.0.0.1:1/standin"])
    let error = await #expect(throws: StorageError.self) { try await deaf.workspaces() }
    #expect(error.map { "\($0)" }?.contains("sig=") == false)
  }

  @Test(arguments: [
    ([:], "Incomplete Azure configuration"), (["access_key": "no Base64!"], "Invalid access key"),
    (["environment": "publc", "access_key": Self.key], "Unknown Azure cloud"),
    (["access_key": Self.key, "metadata_host": "http://127.0.0.1:1"], "Unknown Azure cloud"),
    (["client_certificate_path": #filePath, "use_azuread_auth": "true"], "Invalid client certificate"),
    (["client_secret": "hidden secret", "use_azuread_auth": "true"], "Incomplete Azure configuration"),
  ])
  func `what is incomplete is told before anything is asked`(_ given: [String: String], _ summary: String) async throws
  {
    var values = texts(given)
    if given["use_azuread_auth"] != nil { values["use_azuread_auth"] = .true }
    let error = await #expect(throws: DiagnosticsError.self) { try await opened("x", values) }
    #expect(error?.diagnostics.map(\.summary) == [summary])
    #expect(error?.diagnostics.first?.detail.contains("hidden") == false)
  }

  @Test func `whoever has lost the lock does not write over another's state`() async throws {
    func info(_ id: String) -> LockInfo {
      LockInfo(
        id: "00000000-0000-0000-0000-00000000000\(id)", operation: "test", who: "me@here", version: "1", created: "")
    }
    let (one, other) = (try await opened("lost").store(of: "default"), try await opened("lost").store(of: "default"))
    let state = State(terraformVersion: "1.11.4", serial: 1, lineage: "x")
    let token = try await one.lock(info("1"))
    try await other.unlock(token)
    _ = try await other.lock(info("2"))
    let error = await #expect(throws: StorageError.self) { try await one.write(state) }
    #expect(error.map { "\($0)" }?.contains("the lock was taken away") == true)
    let stranger = try await opened("lost").store(of: "default")
    let refused = await #expect(throws: StorageError.self) { try await stranger.write(state) }
    #expect(refused.map { "\($0)" }?.contains("somebody else has locked the state") == true)
    try await other.write(state)
  }

  @Test func `the record of a backend has Terraform's hash`() async throws {
    var values = try #require(BackendType.azurerm.schema.emptyValue.keyedValues)
    for (name, text) in [
      "access_key": Self.key, "container_name": "states", "key": "team/prod.tfstate",
      "metadata_host": "core.test:38689", "storage_account_name": "standin",
    ] { values[name] = .string(text) }
    #expect(backendHash(type: "azurerm", .object(values)) == 3_995_289_588)
  }

  @Test(
    .enabled(
      if: TerraformJudge.isPresent && TerraformJudge.canNameHosts,
      "there is no terraform on PATH, or no namespace may be made in which hosts are named"))
  func `Terraform and we share one container`() async throws {
    try await withTemporaryFolder { folder in
      let (key, certificate, hosts) = (
        folder.path + "/key.pem", folder.path + "/certificate.pem", folder.path + "/hosts"
      )
      let made = try runProcess(
        "/usr/bin/openssl",
        [
          "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
          "/CN=azure", "-addext", "subjectAltName=DNS:core.test,DNS:*.blob.core.test",
        ], in: folder, environment: ["PATH": "/usr/bin:/bin"])
      #expect(made.status == 0, "\(made.errors)")
      try Data("127.0.0.1 localhost core.test standin.blob.core.test\n".utf8).write(to: URL(fileURLWithPath: hosts))
      let server = try PythonServer("azure", [certificate, key])
      defer { server.stop() }
      let access = AzureContainer.Access.key(try #require(SharedKey(account: "standin", key: Self.key)))
      let port = server.url.split(separator: ":").last ?? ""
      let plain = try await opened("shared")
      var trust = HTTPTrust()
      trust.isInsecure = true
      let backend = AzureBackend(
        container: AzureContainer(
          endpoint: "https://127.0.0.1:\(port)/standin", name: "states", access: access, trust: trust),
        key: "team/prod.tfstate", takesSnapshots: false, makeIdentifier: plain.makeIdentifier,
        makeLockInfo: plain.makeLockInfo)
      try await expectSharing(
        """
        backend "azurerm" {
          storage_account_name = "standin"
          container_name       = "states"
          key                  = "team/prod.tfstate"
          access_key           = "\(Self.key)"
          metadata_host        = "core.test:\(port)"
        }
        """, backend, environment: ["SSL_CERT_FILE": certificate], hosts: hosts)
    }
  }
}
