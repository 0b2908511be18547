import Foundation
import TestSupport

/// The program as it was built with the tests.
enum PlumbBinary {
  static let path: String = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    return root.appendingPathComponent(".build/debug/plumb").path
  }()

  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:], input: String = ""
  ) throws -> TerraformJudge.Outcome {
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TF_") && !$0.key.hasPrefix("PLUMB_") }
    all.merge(environment) { $1 }
    return try runProcess(path, arguments, in: folder, environment: all, input: input)
  }
}

/// What Terraform says, in our name.
func renamed(_ text: String) -> String {
  text.replacing("terraform ", with: "plumb ").replacing("\"terraform ", with: "\"plumb ").replacing(
    "Terraform ", with: "Plumb ")
}

/// Words only: names of different length break lines at different places.
func spoken(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
