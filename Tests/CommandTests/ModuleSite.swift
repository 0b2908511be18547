import Foundation
import TestSupport
import Testing

/// A working directory, a repository and a server with packages beside it.
struct ModuleSite {
  static let isPossible = ["git", "python3"].allSatisfy { TerraformJudge.find(named: $0) != nil }

  let folder: URL
  let work: URL
  let url: String
  let commit: String
  let environment: [String: String]
  private let server = Process()

  var repository: String { "git::file://\(folder.path)/repository" }

  init(_ folder: URL, token: String = "", isEncrypted: Bool = false) throws {
    self.folder = folder
    work = folder.appendingPathComponent("work")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    let fixtures = TestPython.repository + "/Tests/Fixtures/modules"
    let made = try runProcess(
      "/bin/sh", ["-e", fixtures + "/make-site.sh", folder.path], in: folder,
      environment: ProcessInfo.processInfo.environment)
    try #require(made.status == 0, "\(made.errors)")
    commit = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    server.arguments = ["python3", fixtures + "/server.py", folder.path + "/served", token]
    if isEncrypted {
      let made = try runProcess(
        "/usr/bin/openssl",
        ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3", "-subj", "/CN=127.0.0.1"]
          + ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"],
        in: folder, environment: ProcessInfo.processInfo.environment)
      try #require(made.status == 0, "\(made.errors)")
      server.arguments? += [folder.path + "/certificate.pem", folder.path + "/key.pem"]
    }
    let output = Pipe()
    server.standardOutput = output
    server.standardError = FileHandle.nullDevice
    try server.run()
    let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    url = "\(isEncrypted ? "https" : "http")://127.0.0.1:\(port.trimmingCharacters(in: .whitespacesAndNewlines))"
    environment = ["TF_CLI_CONFIG_FILE": folder.path + "/rc", "HOME": folder.path]
    try configure()
  }

  /// Writes the CLI configuration: hosts are all this server.
  func configure(hosts: [String] = ["reg.example"], _ more: String = "") throws {
    let blocks = hosts.map {
      "host \"\($0)\" {\n  services = {\n    \"modules.v1\" = \"\(url)/v1/modules/\"\n  }\n}\n"
    }
    try Data((blocks.joined() + more).utf8).write(to: folder.appendingPathComponent("rc"))
  }

  func stop() { kill(server.processIdentifier, SIGKILL) }

  func write(_ name: String, _ text: String) throws {
    let url = work.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: work.appendingPathComponent(name), encoding: .utf8)
  }

  func plumb(_ arguments: [String], _ more: [String: String] = [:]) throws -> TerraformJudge.Outcome {
    try PlumbBinary.run(arguments, in: work, environment: environment.merging(more) { $1 })
  }
}
