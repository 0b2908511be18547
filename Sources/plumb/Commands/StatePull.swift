import Glibc
import Model
import Storing

extension Command {
  static let statePull = Command(
    "state pull", group: .sub, summary: "Write the whole state to standard output",
    help: "Reads the state from where it is kept and writes it, in the form of a state file, to standard output.",
    flags: [.text("state", "PATH", hidden: true, "The state file.")]
  ) { invocation in
    guard invocation.arguments.isEmpty else {
      throw UsageError(summary: "Too many command line arguments", detail: "The state pull command takes no arguments.")
    }
    if var state = try await invocation.readState(try await invocation.stateLocation().store) {
      state.terraformVersion = StateFile.terraformVersion
      invocation.terminal.write(StateFile.encode(state) + [UInt8(ascii: "\n")])
    }
    return .success
  }

  static let statePush = Command(
    "state push", group: .sub, summary: "Put a state file in the place of the state", usage: "[options] PATH",
    help: """
      Puts the contents of a state file in the place of the state; "-" reads it from standard input. A state of \
      another \
      lineage, or one that is older than the present one, is refused.
      """,
    flags: [
      .bool("force", "Put it there even if it is of another lineage or older."), .lock, .lockTimeout,
      .text("state", "PATH", hidden: true, "The state file."),
    ], arguments: .files
  ) { invocation in
    guard invocation.arguments.count == 1 else {
      throw UsageError(summary: "Wrong number of arguments", detail: "Exactly one argument expected.")
    }
    let path = invocation.arguments[0]
    guard let bytes = path == "-" ? readAll(STDIN_FILENO) : readFile(path) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "state.unreadable", summary: "Cannot read the state to push",
          detail: "Could not read \(path): \(String(cString: strerror(errno)))."))
    }
    let state = try StateFile.decode(bytes)
    let location = try await invocation.stateLocation(backup: .beside)
    let store = location.store
    return try await invocation.withStateLock(location, operation: "state-push") {
      if let present = try await invocation.readState(store) {
        if state == present { return .success }
        if !invocation.flags.bool("force"), let objection = state.objectionToReplacing(present) {
          throw DiagnosticsError(
            Diagnostic(
              code: "state.push-refused", summary: "Failed to write state",
              detail:
                "It was not put in the place of the present state, because one \(objection). Use -force only if you "
                + "are sure that the present state is not needed any more."))
        }
      }
      do {
        try await store.write(state)
      } catch let error as StorageError {
        throw DiagnosticsError(error.diagnostics)
      }
      return .success
    }
  }
}
