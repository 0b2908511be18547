import Foundation
import Model
import TestSupport
import Testing

@testable import Connecting
@testable import Storing

/// Against the stand-in for AWS that scripts/test starts.
@Suite(
  .serialized,
  .enabled(if: standIn != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
struct S3BackendTests {
  private let environment: [String: String] = [
    "AWS_ENDPOINT_URL": standIn ?? "", "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in",
    "AWS_REGION": "eu-central-1",
  ]

  /// A bucket and a table of this name, new ones.
  private func prepared(_ name: String) async throws -> [String: Value] {
    let client = try await AWSClient.open(AWSSettings(), in: AWSSurroundings(environment: environment))
    var bucket = AWSCall(.s3, "CreateBucket")
    bucket.method = .put
    bucket.path = "/\(name)"
    bucket.body = Array(
      "<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>"
        .utf8)
    _ = try await client.send(bucket)
    let key = JSON.record([("AttributeName", .string("LockID"))])
    guard case .object(let members) = key else { return [:] }
    _ = try await client.json(
      .json(
        .dynamoDB, target: "DynamoDB_20120810.CreateTable", version: "1.0",
        .record([
          ("TableName", .string(name)), ("BillingMode", .string("PAY_PER_REQUEST")),
          ("KeySchema", .array([.object(members + [.init("KeyType", .string("HASH"))])])),
          ("AttributeDefinitions", .array([.object(members + [.init("AttributeType", .string("S"))])])),
        ])))
    return ["bucket": .string(name), "key": .string("team a/+ü=&.tfstate"), "use_path_style": .true]
  }

  private static func unique(_ name: String) -> String { "\(name)-\(UUID().uuidString.prefix(8).lowercased())" }

  @Test(arguments: ["lockfile", "table", "both", "none"])
  func `a state in S3 keeps the contract, however it is locked`(locking: String) async throws {
    let name = Self.unique(locking)
    var values = try await prepared(name)
    if locking == "lockfile" || locking == "both" { values["use_lockfile"] = .true }
    if locking == "table" || locking == "both" { values["dynamodb_table"] = .string(name) }
    let (one, other) = (
      try await open(.s3, values, environment: environment), try await open(.s3, values, environment: environment)
    )
    try await expectContract(
      one.store(of: "default"), other.store(of: "default"), locks: locking != "none")
    try await expectWorkspaces(one)
  }

  @Test func `a lock whose answer was lost is still ours`() async throws {
    var values = try await prepared(Self.unique("lost"))
    values["use_lockfile"] = .true
    let store = try await open(.s3, values, environment: environment).store(of: "default")
    let info = LockInfo(id: "one", operation: "test", who: "me@here", version: "1.11.4", created: "")
    let token = try await store.lock(info)
    #expect(try await store.lock(info) == token)
    try await store.unlock(token)
  }

  @Test func `a state that is not the one recorded is refused`() async throws {
    let name = Self.unique("digest")
    let values = try await prepared(name).merging(["dynamodb_table": .string(name)]) { $1 }
    let backend = try #require(try await open(.s3, values, environment: environment) as? S3Backend)
    try await backend.store(of: "default").write(State(terraformVersion: "1.11.4", serial: 1, lineage: "x"))
    try await backend.bucket.put(
      backend.key, StateFile.encode(State(terraformVersion: "1.11.4", serial: 2, lineage: "x")))
    let table = try #require(backend.lockTable)
    let hurried = S3StateStore(
      bucket: backend.bucket, key: backend.key, usesLockFile: false,
      lockTable: DynamoDBLockTable(client: table.client, name: table.name, wait: { _ in }))
    let error = await #expect(throws: StorageError.self) { try await hurried.read() }
    #expect(error?.diagnostics.first?.detail.contains("-md5") == true)
  }

  @Test func `a bucket that is not there is told so`() async throws {
    let values: [String: Value] = [
      "bucket": .string("no-such-bucket-here"), "key": .string("k"), "use_path_style": .true,
    ]
    let backend = try await open(.s3, values, environment: environment)
    let error = await #expect(throws: StorageError.self) { try await backend.workspaces() }
    #expect(error?.diagnostics.first?.detail.contains("does not exist") == true)
  }

  @Test func `an account that may not be used is refused`() async throws {
    let values: [String: Value] = [
      "bucket": .string("b"), "key": .string("k"), "allowed_account_ids": .set(.string, [.string("1")]),
    ]
    let error = await #expect(throws: DiagnosticsError.self) { try await open(.s3, values, environment: environment) }
    #expect(error?.diagnostics.first?.summary == "Invalid account ID")
  }

  @Test(.enabled(if: TerraformJudge.isPresent, "there is no terraform on PATH"))
  func `Terraform and we share one bucket`() async throws {
    let judge = try #require(TerraformJudge.find())
    let name = Self.unique("shared")
    var values = try await prepared(name)
    (values["use_lockfile"], values["dynamodb_table"], values["encrypt"]) = (.true, .string(name), .true)
    (values["key"], values["sse_customer_key"]) = (
      .string("team a/+ü.tfstate"), .string("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    )
    let backend = try await open(.s3, values, environment: environment)
    try await withTemporaryFolder { folder in
      let text = """
        terraform {
          backend "s3" {
            bucket           = "\(name)"
            key              = "team a/+ü.tfstate"
            use_path_style   = true
            use_lockfile     = true
            dynamodb_table   = "\(name)"
            encrypt          = true
            sse_customer_key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
          }
        }
        output "where" { value = terraform.workspace }
        """
      try Data(text.utf8).write(to: folder.appendingPathComponent("main.tf"))
      func terraform(_ arguments: String...) async throws -> TerraformJudge.Outcome {
        try await judge.run(arguments + ["-no-color"], in: folder, environment: environment)
      }
      #expect(try await terraform("init").status == 0)
      #expect(try await terraform("apply", "-auto-approve").status == 0)
      // What Terraform wrote, we read.
      let store = try backend.store(of: "default")
      let read = try #require(try await store.read())
      #expect(read.state.outputs["where"]?.value == .string("default"))
      // What we hold, Terraform does not get.
      let info = LockInfo(
        id: "12345678-1234-1234-1234-123456789012", operation: "OperationTypeApply", who: "us@here", version: "1.11.4",
        created: "2026-01-02T03:04:05.123456Z")
      let token = try await store.lock(info)
      let refused = try await terraform("apply", "-auto-approve")
      #expect(refused.status == 1 && refused.errors.contains("us@here"), "\(refused.errors)")
      // What we write, Terraform reads.
      var next = read.state
      next.serial += 1
      next.outputs = [:]
      try await store.write(next)
      try await store.unlock(token)
      #expect(try await terraform("output", "-json").output == "{}\n")
      #expect(try await terraform("apply", "-auto-approve").status == 0)
      // Workspaces of either are seen by the other.
      try await backend.create(workspace: "ours")
      #expect(try await terraform("workspace", "new", "theirs").status == 0)
      #expect(try await backend.workspaces() == ["default", "ours", "theirs"])
      #expect(try await terraform("workspace", "select", "ours").status == 0)
      #expect(try await terraform("apply", "-auto-approve").status == 0)
      #expect(try await backend.store(of: "ours").read()?.state.outputs["where"]?.value == .string("ours"))
      #expect(try await terraform("workspace", "select", "default").status == 0)
      try await backend.delete(workspace: "ours")
      #expect(try await terraform("workspace", "delete", "theirs").status == 0)
      #expect(try await backend.workspaces() == ["default"])
    }
  }
}

let standIn: String? = ProcessInfo.processInfo.environment["PLUMB_TEST_MOTO"].flatMap { $0.isEmpty ? nil : $0 }
