import Foundation
import TestSupport
import Testing

/// A provider of the fixtures, served by Python to whatever engine, as one under development is.
struct PythonProvider {
  /// What an engine must have in its environment to find it.
  let environment: [String: String]

  /// Keeps what it needs in a folder beside the working directory.
  init(_ name: String, in folder: URL) throws {
    let python = try #require(TestPython.executable)
    let bin = folder.appendingPathComponent("bin")
    try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
    let program = bin.appendingPathComponent("terraform-provider-\(name)")
    try Data("#!/bin/sh\nexec '\(python)' '\(TestPython.repository)/Tests/Fixtures/providers/\(name).py'\n".utf8)
      .write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    let settings = folder.appendingPathComponent("cli.tfrc")
    let text =
      "provider_installation {\n  dev_overrides {\n    \"example.com/tests/\(name)\" = \"\(bin.path)\"\n  }\n  direct {}\n}\n"
    try Data(text.utf8).write(to: settings)
    environment = ["TF_CLI_CONFIG_FILE": settings.path, "TF_DISABLE_PLUGIN_TLS": "1", "CHECKPOINT_DISABLE": "1"]
  }
}

/// Two folders, one for a provider and one to work in.
func withProvider(_ name: String, _ body: (URL, [String: String]) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let provider = try PythonProvider(name, in: folder)
    let work = folder.appendingPathComponent("work")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    try body(work, provider.environment)
  }
}

/// Writes files of a working directory by their names.
func write(_ files: [String: String], to folder: URL) throws {
  for (name, text) in files {
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
