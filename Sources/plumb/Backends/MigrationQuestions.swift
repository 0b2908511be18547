import Foundation
import Model
import Storing

/// What a migration asks, as Terraform asks it.
extension StateMigration {
  func confirmEmpty() throws -> Bool {
    try confirm(
      "Do you want to copy existing state to the new backend?",
      """
      Pre-existing state was found while migrating the previous "\(source.type)" backend to the
      newly configured "\(target.type)" backend. No existing state was found in the newly
      configured "\(target.type)" backend. Do you want to copy this state to the new "\(target.type)"
      backend? Enter "yes" to copy and "no" to start with an empty state.
      """)
  }

  /// Both are put into files for the length of the question, so that they can be compared.
  func confirmOverwriting(_ present: State, _ other: State?) throws -> Bool {
    if isForced { return true }
    guard mayAsk else { throw inputDisabled }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plumb-\(randomUUID())").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = "\(folder)/1-\(source.type).tfstate"
    let second = "\(folder)/2-\(target.type).tfstate"
    guard writeFile(StateFile.encode(present), to: first, mode: 0o600),
      writeFile(other.map { StateFile.encode($0) } ?? [], to: second, mode: 0o600)
    else {
      throw DiagnosticsError(
        Diagnostic(
          code: "backend.unwritable-state", summary: "Failed to write temporary state files",
          detail: "The two states cannot be put into \(folder) to be compared: \(lastSystemError())."))
    }
    return try confirm(
      "Do you want to copy existing state to the new backend?",
      """
      Pre-existing state was found while migrating the previous "\(source.type)" backend to the
      newly configured "\(target.type)" backend. An existing non-empty state already exists in
      the new backend. The two states have been saved to temporary files that will be
      removed after responding to this query.

      Previous (type "\(source.type)"): \(first)
      New      (type "\(target.type)"): \(second)

      Do you want to overwrite the state in the new backend with the previous state?
      Enter "yes" to copy and "no" to start with the existing state in the newly
      configured "\(target.type)" backend.
      """)
  }

  /// Yes or no; whatever else is answered is asked once more, and then taken for no.
  func confirm(_ question: String, _ explanation: String) throws -> Bool {
    if isForced { return true }
    guard mayAsk else { throw inputDisabled }
    let bold = invocation.terminal.layout.styled(question, .bold)
    let lines = explanation.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    for _ in 0..<2 {
      let text = "\(bold)\n\(lines.joined(separator: "\n"))\n\n"
      let answer = invocation.terminal.ask(text + invocation.terminal.layout.styled("  Enter a value: ", .bold))
      invocation.terminal.writeLine()
      guard let answer else {
        throw DiagnosticsError(
          Diagnostic(
            code: "command.no-answer", summary: "Error asking for confirmation: EOF",
            detail: "There was a question to answer, and nobody to answer it. Use -force-copy to answer yes to all "
              + "questions about copying states."))
      }
      switch answer.lowercased() {
      case "yes": return true
      case "no": return false
      default: continue
      }
    }
    return false
  }

  private var inputDisabled: DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "command.approval-required",
        summary: "Can't ask approval for state migration when interactive input is disabled.",
        detail:
          "Please remove the \"-input=false\" option and try again, or use -force-copy to copy the states without "
          + "being asked."))
  }

  var aborted: DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "backend.migration-aborted", summary: "Migration aborted by user.",
        detail: "No state was copied, and the backend stays what it was."))
  }

  func notTheSame(_ workspace: String) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "backend.migration-failed", summary: "Error copying state from the previous backend",
        detail:
          "What the new \(quoted(target.type)) backend gives back of the workspace \(quoted(workspace)) is not what "
          + "was copied to it. The state in the previous \(quoted(source.type)) backend remains intact and unmodified, "
          + "and stays in use."))
  }
}
