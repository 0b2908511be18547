import Foundation
import Glibc
import TestSupport
import Testing

/// Real processes at one state, in every place where states can be: what migrates, who wins, and what a killed run leaves.
@Suite struct BackendRaceTests {
  @Test(arguments: Place.everywhere) fileprivate func `of two runs at one state one wins, and states come and go`(
    place: Place
  ) async throws {
    try await expectOneWinner(at: place)
    if place.hasWorkspaces { try expectMigration(to: place) }
  }

  /// But Consul's, whose sessions end by themselves after a while.
  @Test(arguments: Place.everywhere.filter { $0.name != "consul" })
  fileprivate func `a run that is killed leaves its lock where nobody can know that it is dead`(
    place: Place
  ) async throws {
    try await expectHonestLock(at: place)
  }

  @Test(.enabled(if: PostgreSQLServer.programs != nil, Comment(rawValue: PostgreSQLServer.missing)))
  func `in PostgreSQL one of two wins, and a lock ends with its run`() async throws {
    let place = try Place.postgreSQL
    try await expectOneWinner(at: place)
    try await expectHonestLock(at: place)
    try expectMigration(to: place)
  }

  @Test(.enabled(if: S3Site.endpoint != nil, "PLUMB_TEST_MOTO names no stand-in for AWS; scripts/test starts one"))
  func `in S3 one of two wins, and a lock stays`() async throws {
    let place = try Place.s3
    try await expectOneWinner(at: place)
    try await expectHonestLock(at: place)
    try expectMigration(to: place)
  }

  private func expectMigration(to place: Place) throws {
    try withTemporaryFolder { (folder: URL) in
      let run = Runs(folder, place)
      try run.write("main.tf", "output \"where\" {\n  value = terraform.workspace\n}\n")
      for arguments in [
        ["init"], ["apply", "-auto-approve"], ["workspace", "new", "east"], ["apply", "-auto-approve"],
      ] { try run.expectSuccess(arguments) }
      try run.write("backend.tf", place.block("moving"))
      try run.expectSuccess(["init", "-migrate-state", "-force-copy"])
      for workspace in ["default", "east"] {
        try run.expectSuccess(["workspace", "select", workspace])
        #expect(try run.expectSuccess(["output"]).output.contains("where = \"\(workspace)\""))
      }
      try FileManager.default.removeItem(at: folder.appendingPathComponent("backend.tf"))
      try run.expectSuccess(["init", "-migrate-state", "-force-copy"])
      #expect(try run.expectSuccess(["output"]).output.contains("where = \"east\""))
      #expect(try run.expectSuccess(["workspace", "list"]).output.contains("* east"))
    }
  }

  private func expectOneWinner(at place: Place) async throws {
    try await withHolder(of: place, "held") { run, holder in
      let refused = try run.plumb(["plan"])
      #expect(refused.status == 1)
      #expect(refused.errors.contains("Error acquiring the state lock"), "\(refused.errors)")
      if place.tellsHolder {
        #expect(refused.errors.contains("OperationTypeApply"), "\(refused.errors)")
        #expect(refused.errors.contains("Who:       "))
      }
      try run.write("go", "")
      holder.waitUntilExit()
      #expect(holder.terminationStatus == 0)
      let next = try run.plumb(["plan", "-detailed-exitcode"])
      #expect(next.status == 0, "\(next.output)\(next.errors)")
    }
  }

  private func expectHonestLock(at place: Place) async throws {
    try await withHolder(of: place, "killed") { run, holder in
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
      try run.write("go", "")
      if !place.lockEndsWithProcess {
        let refused = try run.plumb(["plan"])
        #expect(refused.status == 1 && refused.errors.contains("OperationTypeApply"), "\(refused.errors)")
        let id = try #require(refused.errors.firstMatch(of: /ID: +(\S+)/)?.output.1)
        #expect(try run.plumb(["force-unlock", "-force", "00000000-0000-0000-0000-000000000000"]).status == 1)
        let freed = try run.plumb(["force-unlock", "-force", String(id)])
        #expect(freed.status == 0, "\(freed.errors)")
      }
      // The end of a session is noticed by the server in its own time.
      let next = try run.plumb(["plan", "-lock-timeout=20s"])
      #expect(next.status == 0, "\(next.errors)")
      #expect(next.output.contains("State recovered after an interrupted run"), "\(next.output)")
    }
  }

  /// A run that holds the lock until there is a file `go`.
  private func withHolder(
    of place: Place, _ name: String, _ body: (Runs, Process) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { (folder: URL) in
      let run = Runs(folder, place)
      try run.write(
        "main.tf",
        place.block(name) + """

          resource "terraform_data" "slow" {
            provisioner "local-exec" {
              command = "touch begun; i=0; while [ ! -e go ] && [ $i -lt 4800 ]; do i=$((i+1)); sleep 0.05; done"
            }
          }
          """)
      try run.expectSuccess(["init"])
      let holder = try run.start(["apply", "-auto-approve"])
      defer { if holder.isRunning { kill(holder.processIdentifier, SIGKILL) } }
      for _ in 0..<2400 where !run.exists("begun") { try await Task.sleep(for: .milliseconds(50)) }
      try #require(run.exists("begun"))
      try await body(run, holder)
    }
  }
}

/// A place for states, with what one must say to reach it.
private struct Place: Sendable, CustomTestStringConvertible {
  var name: String
  var arguments: @Sendable (_ name: String) -> String
  var environment: [String: String] = [:]
  var hasWorkspaces = true
  /// PostgreSQL keeps no word about the holder.
  var tellsHolder = true
  /// With the file's descriptor, or the server's session.
  var lockEndsWithProcess = false

  var testDescription: String { name }

  func block(_ name: String) -> String {
    "terraform {\n  backend \"\(self.name)\" {\n\(arguments(name))\n  }\n}\n"
  }

  private static let servers: [String: PythonServer] = {
    var servers: [String: PythonServer] = [:]
    for name in ["http_state", "consul", "azure", "kubernetes"] { servers[name] = try? PythonServer(name) }
    servers["gcs"] = try? PythonServer("gcs", ["/dev/null"])
    return servers
  }()

  /// Those that need no more than Python.
  static let everywhere: [Place] = {
    @Sendable func url(_ name: String) -> String { servers[name]?.url ?? "\(name) did not start" }
    let (http, consul) = (url("http_state"), url("consul").replacing("http://", with: ""))
    return [
      Place(
        name: "local", arguments: { "path = \"\($0).tfstate\"\nworkspace_dir = \"\($0).d\"" },
        lockEndsWithProcess: true),
      Place(
        name: "http",
        arguments: { name in
          ["address", "lock_address", "unlock_address"].map { "\($0) = \"\(http)/state/\(name)\"" }.joined(
            separator: "\n")
        }, hasWorkspaces: false),
      Place(
        name: "gcs",
        arguments: {
          "bucket = \"states\"\nprefix = \"\($0)\"\naccess_token = \"good\"\n"
            + "storage_custom_endpoint = \"\(url("gcs"))/storage/v1\""
        }),
      Place(name: "consul", arguments: { "path = \"\($0)\"\naddress = \"\(consul)\"" }),
      Place(
        name: "azurerm",
        arguments: { "storage_account_name = \"standin\"\ncontainer_name = \"states\"\nkey = \"\($0)\"" },
        environment: [
          "PLUMB_AZURE_BLOB_ENDPOINT": "\(url("azure"))/standin",
          "ARM_ACCESS_KEY":
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        ]),
      Place(
        name: "kubernetes", arguments: { "secret_suffix = \"\($0)\"" },
        environment: ["KUBE_HOST": url("kubernetes"), "KUBE_TOKEN": "good-token"]),
    ]
  }()

  static var postgreSQL: Place {
    get throws {
      let server = try #require(PostgreSQLServer.shared)
      return Place(
        name: "pg", arguments: { "schema_name = \"race_\($0)\"" },
        environment: ["PG_CONN_STR": server.connectionString], tellsHolder: false, lockEndsWithProcess: true)
    }
  }

  static var s3: Place {
    get throws {
      let bucket = try #require(S3Site.bucket)
      return Place(
        name: "s3",
        arguments: { "bucket = \"\(bucket)\"\nkey = \"\($0)\"\nuse_lockfile = true\nuse_path_style = true" },
        environment: S3Site.environment)
    }
  }
}

/// A bucket at the stand-in for AWS, where there is one.
private enum S3Site {
  static let endpoint = ProcessInfo.processInfo.environment["PLUMB_TEST_MOTO"].flatMap { $0.isEmpty ? nil : $0 }
  static let environment = [
    "AWS_ENDPOINT_URL": endpoint ?? "", "AWS_ACCESS_KEY_ID": "stand-in", "AWS_SECRET_ACCESS_KEY": "stand-in",
    "AWS_REGION": "us-east-1",
  ]

  static let bucket: String? = {
    guard let endpoint else { return nil }
    let name = "races-\(UUID().uuidString.prefix(8).lowercased())"
    let made = try? runProcess(
      "/usr/bin/curl", ["--silent", "--fail", "--request", "PUT", "\(endpoint)/\(name)"],
      in: FileManager.default.temporaryDirectory, environment: ["PATH": "/usr/bin:/bin"])
    return made?.status == 0 ? name : nil
  }()
}

/// Runs of the program in one folder.
private struct Runs {
  let folder: URL
  let place: Place

  init(_ folder: URL, _ place: Place) {
    self.folder = folder
    self.place = place
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  func plumb(_ arguments: [String]) throws -> TerraformJudge.Outcome {
    try PlumbBinary.run(
      arguments, in: folder, environment: ["TF_CLI_ARGS": "-no-color"].merging(place.environment) { $1 })
  }

  @discardableResult
  func expectSuccess(_ arguments: [String]) throws -> TerraformJudge.Outcome {
    let outcome = try plumb(arguments)
    try #require(outcome.status == 0, "\(arguments): \(outcome.output)\(outcome.errors)")
    return outcome
  }

  func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: PlumbBinary.path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TF_") }
      .merging(place.environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }
}
