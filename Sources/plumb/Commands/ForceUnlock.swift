import Model
import Storing

extension Command {
  static let forceUnlock = Command(
    "force-unlock", summary: "Release a lock that was left behind", usage: "[options] LOCK_ID",
    help: """
      Releases the lock on the state, when whoever held it is gone. LOCK_ID is what the message about the lock says. The \
      lock on a local state file ends with the process that holds it, so there is nothing to release there: a lock that \
      is still held belongs to a process that is still running.
      """,
    flags: [.bool("force", "Do not ask for confirmation."), .input]
  ) { invocation in
    guard invocation.arguments.count == 1 else {
      throw UsageError(summary: "Wrong number of arguments", detail: "Expected a single argument: LOCK_ID")
    }
    let location = try await invocation.stateLocation()
    guard !location.isLocal else {
      throw failure(
        "The state is kept in a local file, whose lock ends by itself with the process that holds it. If the lock is "
          + "still held, that process is still running: end it, or wait for it.")
    }
    if !invocation.flags.bool("force"), try !isConfirmed(invocation) {
      invocation.terminal.writeLine("force-unlock cancelled.")
      return .failure
    }
    do {
      try await location.store.unlock(LockToken(id: invocation.arguments[0]))
    } catch let error as StorageError {
      throw failure(error.diagnostics.map(\.detail).joined(separator: "\n"))
    }
    invocation.terminal.writeLine(
      invocation.terminal.layout.styled("Plumb state has been successfully unlocked!", .bold, .green)
        + "\n\nThe state has been unlocked, and Plumb commands should now be able to\nobtain a new lock on the remote "
        + "state.")
    return .success
  }

  private static func isConfirmed(_ invocation: Invocation) throws -> Bool {
    let layout = invocation.terminal.layout
    let question = layout.styled("Do you really want to force-unlock?", .bold)
    guard invocation.flags.bool(Flag.input.name, default: true),
      let answer = invocation.terminal.ask(
        question
          + "\n  Plumb will remove the lock on the remote state.\n  This will allow local Plumb commands to modify "
          + "this state, even though it\n  may still be in use. Only 'yes' will be accepted to confirm.\n\n"
          + layout.styled("  Enter a value: ", .bold))
    else {
      throw failure("Nobody is there to confirm it. Use -force to unlock without being asked.")
    }
    invocation.terminal.writeLine()
    return answer == "yes"
  }

  private static func failure(_ detail: String) -> DiagnosticsError {
    DiagnosticsError(Diagnostic(code: "storage.not-locked", summary: "Failed to unlock state", detail: detail))
  }
}
