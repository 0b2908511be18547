import Configuring
package import Model
import Parsing

extension Traversal {
  /// Of `run.setup.id`, `setup`.
  var runName: String? { root == "run" ? steps.first?.name : nil }
}

extension Expression {
  /// The runs that it names.
  var runs: Set<String> { Set(references.compactMap(\.runName)) }
}

/// What became of a run, for those that refer to it: its outputs.
package struct RunOutputs: Sendable {
  package var command: TestRun.Command
  /// Marked where sensitive; unknown parts only of runs that plan.
  package var values: KeyedValues

  package init(command: TestRun.Command, values: KeyedValues) {
    self.command = command
    self.values = values
  }
}

/// The runs of a file as one of them sees them.
struct KnownRuns {
  /// All of the file's.
  var declared: [String]
  var finished: [String: RunOutputs]

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    func failure(_ summary: String, _ detail: String) -> Result<ResolvedReference, DiagnosticsError> {
      .failure(
        DiagnosticsError(
          Diagnostic(code: "test.invalid-reference", summary: summary, detail: detail, subject: traversal.range)))
    }
    guard let name = traversal.runName else {
      return failure("Invalid reference", "The \"run\" object must be followed by the name of a run block.")
    }
    guard let outputs = finished[name] else {
      if declared.contains(name) {
        return failure(
          "Reference to unavailable run block",
          "The run block \(quoted(name)) has not executed yet. You can only reference run blocks that are in the same "
            + "test file and will execute before the current run block.")
      }
      let near = suggestion(for: name, among: declared).map { " Did you mean \(quoted($0))?" } ?? ""
      return failure(
        "Reference to undeclared run block", "There is no run \(quoted(name)) declared in this test suite.\(near)")
    }
    guard traversal.steps.count > 1, let output = traversal.steps[1].name else {
      return .success(ResolvedReference(value: .object(outputs.values), consumedSteps: 1))
    }
    guard let value = outputs.values[output] else {
      let near = suggestion(for: output, among: outputs.values.keys).map { " Did you mean \(quoted($0))?" } ?? ""
      return failure(
        "Unsupported attribute",
        "The module that run block \(quoted(name)) executed has no output named \(quoted(output)).\(near)")
    }
    return .success(ResolvedReference(value: value, consumedSteps: 2))
  }
}
