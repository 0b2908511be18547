import Foundation
import Glibc

/// A server on loopback from Tests/Fixtures/servers, for as long as a test needs it. Its first line is its address.
package final class PythonServer: Sendable {
  private let process: Process
  package let url: String

  /// `python` is that of the system unless the server needs packages.
  package init(_ name: String, _ arguments: [String] = [], python: String = "python3") throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, "\(TestPython.repository)/Tests/Fixtures/servers/run.py", name] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    url = line.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Not by SIGTERM, which the child inherits as blocked from the test's thread; Foundation reaps it.
  package func stop() { kill(process.processIdentifier, SIGKILL) }

  deinit { stop() }
}
