import Configuring
import Model
import Planning
import Storing

extension Command {
  static let show = Command(
    "show", summary: "Show the state, or a saved plan", usage: "[options] [PATH]",
    help: "Shows what the state records; or, with a path, what a saved plan or another state file holds.",
    flags: [.json, .state], arguments: .files, run: runShow)
}

private func runShow(_ invocation: Invocation) async throws -> ExitCode {
  guard invocation.arguments.count <= 1 else {
    throw UsageError(
      summary: "Too many command line arguments",
      detail: "Expected at most one positional argument: the path to a saved plan or a state file.")
  }
  let isJSON = invocation.flags.bool(Flag.json.name)
  if let path = invocation.arguments.first, let bytes = readFile(path), !bytes.isEmpty,
    let opened = try await openedPlan(bytes, invocation)
  {
    return try await show(try PlanFile.decode(opened, path: path), invocation, isJSON: isJSON)
  }
  let state: State?
  if let path = invocation.arguments.first {
    guard let bytes = readFile(path) else {
      throw DiagnosticsError(
        Diagnostic(
          code: "command.unreadable-file", summary: "Failed to read the given file as a state or plan file",
          detail: "The file \(path) could not be read: \(lastSystemError())."))
    }
    state = try await openedState(bytes, invocation)
  } else {
    state = try await readState(invocation)
  }
  guard let state else {
    invocation.terminal.writeLine(isJSON ? "{\"format_version\":\"1.0\"}" : "No state.")
    return .success
  }
  let session = try Session.open(invocation, state: state, needsConfiguration: false)
  return try await withSession(session, View(plain: invocation)) {
    let schemas = try await session.schemas(for: state)
    if isJSON {
      invocation.terminal.writeLine(stateJSON(state, schemas: { schemas.resource($0, $1) }).text(escapesHTML: true))
    } else {
      invocation.terminal.write(
        renderState(state, schemas: { schemas.resource($0, $1) }, options: View(plain: invocation).options))
    }
    return .success
  }
}

/// A state in a file of its own, decrypted where that is needed.
private func openedState(_ bytes: [UInt8], _ invocation: Invocation) async throws(DiagnosticsError) -> State {
  guard Sealer.isSealed(bytes) else { return try StateFile.decode(bytes) }
  guard let sealer = try invocation.stateSealer() else {
    throw DiagnosticsError(EncryptionError.noEncryption.diagnostic)
  }
  let opened: [UInt8]
  do throws(EncryptionError) { opened = try await sealer.open(bytes) } catch {
    throw DiagnosticsError(error.diagnostic)
  }
  return try StateFile.decode(opened)
}

/// The state as it is stored, without a lock: only looked at.
func readState(_ invocation: Invocation) async throws(DiagnosticsError) -> State? {
  try await invocation.readState(try await invocation.stateLocation().store)
}

private func show(_ saved: SavedPlan, _ invocation: Invocation, isJSON: Bool) async throws -> ExitCode {
  let session = try Session.open(
    invocation, saved: saved, state: saved.plan.priorState, planTime: saved.planTime)
  let view = View(plain: invocation)
  return try await withSession(session, view) {
    let schemas = try await session.schemas(for: saved.plan.priorState)
    if isJSON {
      let json = planJSON(
        saved.plan, configuration: session.configuration, schemas: { schemas.resource($0, $1) },
        providerSchema: { schemas.configuration($0) }, terraformVersion: Plumb.terraformVersion)
      invocation.terminal.writeLine(json.text(escapesHTML: true))
    } else {
      view.show(saved.plan, schemas)
    }
    return .success
  }
}
