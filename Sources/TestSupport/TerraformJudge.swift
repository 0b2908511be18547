package import Foundation

/// Terraform itself, where it is on PATH: the judge of what is compared with it.
package struct TerraformJudge: Sendable {
  package struct Outcome: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String
  }

  package let executable: String

  /// Nil where there is none.
  package static func find(named name: String = "terraform") -> TerraformJudge? {
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return TerraformJudge(executable: path) }
    }
    return nil
  }

  package static let isPresent = find() != nil

  /// Runs it to its end, without any of the user's own settings.
  package func runBlocking(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Outcome {
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TF_") }
    all["CHECKPOINT_DISABLE"] = "1"
    all.merge(environment) { $1 }
    return try runProcess(executable, arguments, in: folder, environment: all)
  }

  /// The same on a thread of its own, for tests that do something meanwhile. `hosts` is a file that takes the place of
  /// `/etc/hosts`, for it alone, where one can (`canNameHosts`).
  package func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], hosts: String? = nil
  ) async throws -> Outcome {
    var judge = self
    var arguments = arguments
    if let hosts {
      judge = TerraformJudge(executable: Self.namespaces)
      arguments = Self.naming + [hosts, executable] + arguments
    }
    let (program, all) = (judge, arguments)
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try program.runBlocking(all, in: folder, environment: environment) })
      }
    }
  }

  private static let namespaces = "/usr/bin/unshare"
  private static let naming = [
    "--user", "--map-root-user", "--mount", "sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\"",
  ]

  /// Whether this system lets a program have a view of the file system of its own.
  package static let canNameHosts: Bool = {
    let folder = FileManager.default.temporaryDirectory
    let outcome = try? runProcess(namespaces, naming + ["/etc/hosts", "true"], in: folder, environment: [:])
    return outcome?.status == 0
  }()
}

/// Runs a program to its end and collects what it says.
package func runProcess(
  _ executable: String, _ arguments: [String], in folder: URL, environment: [String: String], input: String = ""
) throws -> TerraformJudge.Outcome {
  // Files instead of pipes: no reader can fall behind, and grandchildren that keep them open block nobody.
  let output = try temporaryFile()
  let errors = try temporaryFile()
  let given = try temporaryFile(input)
  defer {
    try? FileManager.default.removeItem(at: given)
    try? FileManager.default.removeItem(at: output)
    try? FileManager.default.removeItem(at: errors)
  }
  let process = Process()
  process.executableURL = URL(fileURLWithPath: executable)
  process.arguments = arguments
  process.currentDirectoryURL = folder
  process.environment = environment
  process.standardInput = try FileHandle(forReadingFrom: given)
  process.standardOutput = try FileHandle(forWritingTo: output)
  process.standardError = try FileHandle(forWritingTo: errors)
  try process.run()
  process.waitUntilExit()
  return TerraformJudge.Outcome(
    status: process.terminationStatus, output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
    errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
}

private func temporaryFile(_ text: String = "") throws -> URL {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-test-\(UUID().uuidString)")
  try Data(text.utf8).write(to: url)
  return url
}

/// An empty folder for the length of a test.
package func withTemporaryFolder<R>(_ body: (URL) throws -> R) throws -> R {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

package func withTemporaryFolder<R>(
  isolation: isolated (any Actor)? = #isolation, _ body: (URL) async throws -> R
) async throws -> R {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try await body(folder)
}

/// A file under Tests/Fixtures.
package func fixture(_ path: String, from file: String = #filePath) throws -> [UInt8] {
  Array(try Data(contentsOf: fixtureLocation(path, from: file)))
}

/// Where a file or folder under Tests/Fixtures is.
package func fixtureLocation(_ path: String, from file: String = #filePath) -> URL {
  var folder = URL(fileURLWithPath: file)
  while folder.lastPathComponent != "Tests", folder.pathComponents.count > 1 { folder.deleteLastPathComponent() }
  return folder.appendingPathComponent("Fixtures").appendingPathComponent(path)
}
