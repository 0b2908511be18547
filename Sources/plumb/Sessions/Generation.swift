import Configuring
import Glibc
import Model
import Planning

/// The new file that `-generate-config-out` names; nil without the flag.
func generatedFilePath(_ invocation: Invocation, mode: Plan.Mode) throws(DiagnosticsError) -> String? {
  guard let path = invocation.flags.string("generate-config-out"), !path.isEmpty else { return nil }
  guard mode == .normal else {
    throw DiagnosticsError(
      Diagnostic(
        code: "command.incompatible-options", summary: "Invalid generate-config-out flag",
        detail:
          "Config can only be generated during a normal plan operation, and not during a refresh-only or destroy plan.")
    )
  }
  try refuseToOverwrite(path)
  return path
}

func refuseToOverwrite(_ path: String) throws(DiagnosticsError) {
  guard access(WorkingDirectory.path(path), F_OK) != 0 else {
    throw DiagnosticsError(
      Diagnostic(
        code: "plan.generated-file-exists", summary: "Target generated file already exists",
        detail:
          "Plumb can only write generated config into a new file. Either choose a different target location or move "
          + "all existing configuration out of the target file, delete it and try again."))
  }
}

/// Writes the file for a person to go through; nil when there is nothing to write.
func writeGenerated(
  _ blocks: [GeneratedConfiguration], to path: String?
) throws(DiagnosticsError) -> GeneratedFile? {
  guard let path, !blocks.isEmpty else { return nil }
  let file = GeneratedFile(path: path, product: "Plumb", blocks)
  try writeGenerated(file.text, to: path)
  return file
}

func writeGenerated(_ text: String, to path: String) throws(DiagnosticsError) {
  guard writeFile(Array(text.utf8), to: path, mode: 0o644) else {
    let reason = lastSystemError()
    throw DiagnosticsError(
      Diagnostic(
        code: "plan.generated-file-unwritable", summary: "Failed to create target generated file",
        detail:
          "Plumb could not create the generated file (\(path)) in the target directory: \(reason). Check that the "
          + "directory exists and that you may write to it."))
  }
}

extension Session {
  /// With the resources that a saved plan has generated: their changes can be applied before anybody has kept the file.
  func withGenerated(by plan: Plan) -> Session {
    let blocks = plan.changes.compactMap(\.generatedConfiguration)
    if blocks.isEmpty { return self }
    var loaded = loaded
    for block in blocks { loaded.configuration = loaded.configuration.withGenerated(block, file: "<generated>") }
    return Session(
      invocation: invocation, loaded: loaded, graph: ConfigGraph.build(loaded.configuration).graph,
      providers: providers, pool: pool, planTime: planTime)
  }
}
