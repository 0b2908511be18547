import Foundation
import Glibc

/// A PostgreSQL server of a test's own, in a temporary folder and on a socket in it.
package final class PostgreSQLServer: Sendable {
  package static let variable = "PLUMB_TEST_POSTGRESQL"
  package static let missing = "PLUMB_TEST_POSTGRESQL names no folder of PostgreSQL's programs; scripts/test does"

  /// The folder of PostgreSQL's programs.
  package static let programs: String? =
    ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }

  /// The server of all tests of a run: starting one takes seconds. It ends with the run.
  package static let shared: PostgreSQLServer? = {
    guard let programs, let server = try? PostgreSQLServer(programs: programs) else { return nil }
    atexit { PostgreSQLServer.shared?.stop() }
    return server
  }()

  private let process: Process
  private let folder: URL

  /// What clients are given.
  package var connectionString: String { "host=\(folder.path) user=plumb dbname=postgres sslmode=disable" }

  package init(programs: String) throws {
    folder = URL(fileURLWithPath: "/tmp/plumb-pg-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if getuid() == 0 { chown(folder.path, Self.nobody, Self.nobody) }
    let made = Self.start(
      [
        "\(programs)/initdb", "-D", folder.path + "/data", "-A", "trust", "-U", "plumb", "--no-sync", "-E", "UTF8",
        "--locale=C",
      ])
    try made.run()
    made.waitUntilExit()
    process = Self.start(
      [
        "\(programs)/postgres", "-D", folder.path + "/data", "-k", folder.path, "-c", "listen_addresses=", "-c",
        "fsync=off", "-c", "max_connections=30",
      ])
    try process.run()
    // Its socket is there when it listens; answering takes a moment more, which clients wait for.
    var tries = 0
    while tries < 200, !Self.answers(programs, folder) {
      tries += 1
      usleep(50_000)
    }
  }

  private static let nobody: UInt32 = 65534

  private static func answers(_ programs: String, _ folder: URL) -> Bool {
    let process = start(["\(programs)/pg_isready", "-q", "-h", folder.path, "-U", "plumb"])
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// PostgreSQL refuses to run as root.
  private static func start(_ arguments: [String]) -> Process {
    let process = Process()
    let asNobody = ["setpriv", "--reuid=\(nobody)", "--regid=\(nobody)", "--clear-groups"]
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = (getuid() == 0 ? asNobody : []) + arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    for stream in [\Process.standardOutput, \Process.standardError, \Process.standardInput] {
      process[keyPath: stream] = FileHandle.nullDevice
    }
    return process
  }

  /// At once, as on a power failure: nothing of it is kept.
  package func stop() {
    kill(process.processIdentifier, SIGQUIT)
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
