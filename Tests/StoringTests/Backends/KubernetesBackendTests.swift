import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

/// Against a small API server written from Kubernetes' documentation; that it is faithful, Terraform judges as its client.
@Suite(.serialized) struct KubernetesBackendTests {
  private static let server = try? PythonServer("kubernetes")

  private func opened(
    _ suffix: String, _ values: [String: Value]? = nil, environment: [String: String] = [:]
  ) async throws -> KubernetesBackend {
    let url = try #require(Self.server?.url)
    let given = values ?? ["host": .string(url), "token": .string("good-token")]
    return try #require(
      try await open(
        .kubernetes, ["secret_suffix": .string(suffix)].merging(given) { $1 }, environment: environment)
        as? KubernetesBackend)
  }

  @Test func `states in Kubernetes keep the contract`() async throws {
    let (one, other) = (try await opened("contract"), try await opened("contract"))
    try await expectContract(one.store(of: "default"), other.store(of: "default"))
    try await expectWorkspaces(one, names: ["west", "east", "a-b"])
  }

  @Test func `a large state is kept in pieces, which go when they are old`() async throws {
    let backend = try await opened("large")
    let store = try backend.store(of: "default")
    var random = SystemRandomNumberGenerator()
    var large = State(terraformVersion: "1.11.4", serial: 1, lineage: "x")
    // Nothing that can be compressed.
    let noise = (0..<1_200_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    large.outputs["o"] = OutputValue(
      value: .string(String(decoding: Base64.encode(noise), as: UTF8.self)), isSensitive: false)
    try await store.write(large)
    func names() async throws -> [String] {
      try await backend.client.list(.secret, labels: [("tfstateSecretSuffix", "large")])
        .compactMap { $0["metadata"]?["name"]?.string }.sorted()
    }
    let whole = "tfstate-default-large"
    #expect(try await names() == [whole, "\(whole)-part-1"])
    #expect(try await opened("large").store(of: "default").read()?.state == large)
    try await backend.client.delete(.secret, "\(whole)-part-1")
    let error = await #expect(throws: StorageError.self) { try await store.read() }
    #expect(error.map { "\($0)" }?.contains("one of its pieces is missing") == true)
    try await store.write(State(terraformVersion: "1.11.4", serial: 2, lineage: "x"))
    #expect(try await names() == [whole])
    #expect(try await store.read()?.state.serial == 2)
  }

  @Test func `of two who write or lock at the same time, one is told`() async throws {
    let client = try await opened("race").client
    let store = try #require(try await opened("race").store(of: "default") as? KubernetesStateStore)
    try await store.write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
    let secret = try #require(try await client.get(.secret, store.secretName))
    #expect(try await client.update(.secret, store.secretName, secret))
    #expect(try await client.update(.secret, store.secretName, secret) == false)
    #expect(try await client.create(.secret, secret) == false)
    let outcomes = await withTaskGroup(of: Bool.self) { group in
      for index in 0..<8 {
        group.addTask {
          let info = LockInfo(id: "\(index)", operation: "test", who: "me@here", version: "1", created: "")
          do throws(StorageError) {
            _ = try await store.lock(info)
            return true
          } catch {
            guard case .locked(let owner?) = error else { return true }
            return owner.who != "me@here"
          }
        }
      }
      return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 1)
  }

  @Test func `every way to a cluster opens the same states`() async throws {
    try await withTemporaryFolder { folder in
      func write(_ name: String, _ text: String, mode: mode_t = 0o600) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        chmod(folder.path + "/" + name, mode)
      }
      try makeCertificates(in: folder)
      let server = try PythonServer(
        "kubernetes", ["server.pem", "server.key", "ca.pem"].map { folder.path + "/" + $0 })
      defer { server.stop() }
      func base64(_ name: String) throws -> String {
        try Data(contentsOf: folder.appendingPathComponent(name)).base64EncodedString()
      }
      try write(
        "config",
        """
        apiVersion: v1
        kind: Config
        current-context: main
        clusters:
        - name: here
          cluster: {server: "\(server.url)/", certificate-authority: ca.pem}
        - name: far
          cluster:
            server: https://127.0.0.1:1
        contexts:
        - {name: main, context: {cluster: here, user: token}}
        - {name: far, context: {cluster: far, user: nobody}}
        users:
        - {name: token, user: {token: good-token}}
        - {name: file, user: {tokenFile: token}}
        - {name: basic, user: {username: me, password: hidden password}}
        - name: certificate
          user:
            client-certificate-data: \(try base64("client.pem"))
            client-key: client.key
        - name: program
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: ./plugin
              args: [one, two]
              env: [{name: ANSWER, value: good-token}]
              interactiveMode: Never
        - {name: nobody, user: {}}
        """)
      try write("token", "good-token\n")
      try write("ca.crt", String(contentsOfFile: folder.path + "/ca.pem", encoding: .utf8))
      try write(
        "plugin",
        """
        #!/bin/sh
        case "$KUBERNETES_EXEC_INFO" in *client.authentication.k8s.io*) ;; *) exit 3;; esac
        [ "$*" = "one two" ] || exit 4
        echo "{\\"kind\\": \\"ExecCredential\\", \\"status\\": {\\"token\\": \\"$ANSWER\\"}}"
        """, mode: 0o700)
      let path = folder.path + "/config"
      for user in ["token", "file", "basic", "certificate", "program"] {
        let backend = try await opened(
          "ways", ["config_path": .string(path), "config_context_auth_info": .string(user)])
        #expect(try await backend.workspaces() == ["default"], "\(user)")
      }
      let ways: [(String, [String: Value], [String: String])] = [
        ("the environment", [:], ["KUBE_CONFIG_PATH": path]),
        ("several files", [:], ["KUBE_CONFIG_PATHS": "/nowhere:\(path)"]),
        ("a list of files", ["config_paths": .list(.string, [.string(path)])], [:]),
        ("the home", ["config_path": .string("~/config")], ["HOME": folder.path]),
        (
          "another cluster",
          [
            "config_path": .string(path), "config_context": .string("far"), "config_context_cluster": .string("here"),
            "token": .string("good-token"),
          ], [:]
        ),
        (
          "the block alone", ["host": .string(server.url)],
          [
            "KUBE_TOKEN": "good-token",
            "KUBE_CLUSTER_CA_CERT_DATA": try String(contentsOfFile: folder.path + "/ca.pem", encoding: .utf8),
          ]
        ),
        (
          "a password", ["host": .string(server.url), "insecure": .true],
          ["KUBE_USER": "me", "KUBE_PASSWORD": "hidden password"]
        ),
      ]
      for (name, values, environment) in ways {
        #expect(try await opened("ways", values, environment: environment).workspaces() == ["default"], "\(name)")
      }
      let port = try #require(server.url.split(separator: ":").last)
      var opening = KubernetesOpening(
        arguments: try arguments(
          ["secret_suffix": .string("ways"), "in_cluster_config": .true],
          ["KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": String(port)], of: .kubernetes))
      opening.serviceAccount = folder.path
      #expect(try await opening.open().workspaces() == ["default"])
      // Whom nobody vouches for is not talked to.
      let stranger = try await opened("ways", ["host": .string(server.url), "token": .string("good-token")])
      let error = await #expect(throws: StorageError.self) { try await stranger.workspaces() }
      #expect(error.map { "\($0)" }?.contains("trusted connection") == true)
    }
  }

  @Test func `who may not is told so, and nothing secret with it`() async throws {
    let url = try #require(Self.server?.url)
    for (values, word) in [
      (["token": "hidden-token"], "Unauthorized"), (["token": "good-token", "namespace": "closed"], "forbidden"),
    ] {
      let backend = try await opened(
        "closed", values.mapValues { .string($0) }.merging(["host": .string(url)]) { $1 })
      let error = await #expect(throws: StorageError.self) { try await backend.workspaces() }
      #expect(error.map { "\($0)" }?.contains(word) == true)
      #expect(error.map { "\($0)" }?.contains("hidden") == false)
    }
  }

  @Test(arguments: [
    (["host": "https://x", "secret_suffix": "prod-1"], "Invalid secret suffix"), ([:], "No Kubernetes cluster"),
    (["config_path": "/nowhere"], "No Kubernetes cluster"),
    (["config_path": #filePath], "Invalid configuration of Kubernetes"),
    (["in_cluster_config": "true"], "Not in a cluster"),
  ])
  func `what is incomplete is told before anything is asked`(_ given: [String: String], _ summary: String) async throws
  {
    var values = given.mapValues { Value.string($0) }
    if given["in_cluster_config"] != nil { values["in_cluster_config"] = .true }
    let error = await #expect(throws: DiagnosticsError.self) { try await opened("x", values) }
    #expect(error?.diagnostics.map(\.summary) == [summary])
  }

  @Test func `a name that no secret can have is refused`() async throws {
    let backend = try await opened("names")
    for name in ["a b", "Ä", "."] { #expect(throws: StorageError.self) { try backend.store(of: name) } }
    let upper = try await opened("Upper")
    #expect(throws: StorageError.self) { try upper.store(of: "default") }
  }

  @Test func `the record of a backend has Terraform's hash`() throws {
    var values = try #require(BackendType.kubernetes.schema.emptyValue.keyedValues)
    for (name, text) in ["config_path": "kubeconfig", "secret_suffix": "prod", "token": "good-token"] {
      values[name] = .string(text)
    }
    values["labels"] = .map(.string, KeyedValues(["team": Value.string("a")]))
    #expect(backendHash(type: "kubernetes", .object(values)) == 4_027_827_306)
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "there is no terraform on PATH"))
  func `Terraform and we share one cluster`() async throws {
    let url = try #require(Self.server?.url)
    try await withTemporaryFolder { folder in
      let config = folder.path + "/config"
      try Data(
        """
        {"apiVersion": "v1", "kind": "Config", "current-context": "c", "clusters": [{"name": "c", "cluster": {"server": "\(url)"}}],
         "contexts": [{"name": "c", "context": {"cluster": "c", "user": ""}}]}
        """.utf8
      ).write(to: URL(fileURLWithPath: config))
      try await expectSharing(
        """
        backend "kubernetes" {
          secret_suffix = "shared"
          config_path   = "\(config)"
          token         = "good-token"
        }
        """, try await opened("shared"))
    }
  }

  /// An authority, and certificates of it for a server on loopback and for a client.
  private func makeCertificates(in folder: URL) throws {
    let script = """
      set -e
      openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca
      for name in server client; do
        openssl req -newkey rsa:2048 -nodes -keyout $name.key -out $name.csr -subj /CN=$name
        echo "subjectAltName=IP:127.0.0.1" > $name.ext
        openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile $name.ext -out $name.pem
      done
      """
    let outcome = try runProcess("/bin/sh", ["-c", script], in: folder, environment: ["PATH": "/usr/bin:/bin"])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
