import Acting
import Configuring
import Model
import Planning

extension Session {
  /// What adopting works on: the configuration's files and variables, and the objects as a plan has found them.
  func estate(of plan: Plan) async throws(DiagnosticsError) -> Estate {
    let schemas = try await schemas(for: plan.priorState)
    return Estate(
      source: DiskModuleSource(parsed: invocation.shared?.parsed),
      manifestPath: "\(invocation.dataDirectory)/\(ModuleManifest.fileName)", early: earlyInputs(invocation),
      inputs: variableInputs(invocation).inputs, environment: environment(isPlanning: true), state: plan.priorState,
      schemas: { schemas.resource($0, $1) })
  }
}

/// Writes the files that a patch changes, each whole. Nothing is written when one of them cannot be read.
func write(_ patch: TextPatch) throws(DiagnosticsError) {
  for (path, text) in patch.applied({ readFile($0) }).sorted(by: { $0.key < $1.key }) {
    guard writeFile(text, to: path, mode: 0o644) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "edit.unwritable", summary: "Failed to write an edited file",
          detail:
            "Plumb could not write \(path): \(lastSystemError()). What the patch says of other files may be written."))
    }
  }
}
