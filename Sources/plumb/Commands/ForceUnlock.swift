import Model
import Storing

extension Command {
  static let forceUnlock = Command(
    "force-unlock", summary: "Release a lock that was left behind", usage: "[options] LOCK_ID",
    help: """
      Releases the lock on the state, when whoever held it is gone. The lock on a local state file ends with the \
      process that \
      holds it, so there is nothing to release there: a lock that is still held \
      belongs to a process that is still running.
      """,
    flags: [.bool("force", "Do not ask for confirmation.")]
  ) { invocation in
    guard invocation.arguments.count == 1 else {
      throw UsageError(summary: "Wrong number of arguments", detail: "Expected a single argument: LOCK_ID")
    }
    throw DiagnosticsError(
      Diagnostic(
        code: "storage.not-locked", summary: "Failed to unlock state",
        detail:
          "The state is kept in a local file, whose lock ends by itself with the process that holds it. If the lock is "
          + "still held, that process is still running: end it, or wait for it."))
  }
}
