import Model
import Storing

extension Command {
  private static let taintFlags: [Flag] = [
    .bool("allow-missing", "Succeed even if there is no such instance."), .backup, .lock, .lockTimeout, .state,
    .stateOut,
    .bool("ignore-remote-version", hidden: true, ""),
  ]

  static let taint = Command(
    "taint", summary: "Mark an object as damaged, so that the next plan replaces it", usage: "[options] ADDRESS",
    help: """
      Marks a resource instance in the state as tainted: the next plan destroys its object and creates it anew. Nothing happens \
      before that.

      To replace an object once, plumb apply -replace=ADDRESS is better: it shows what it will do, and others do not stumble \
      upon the mark.
      """,
    flags: taintFlags, arguments: .addresses
  ) { invocation in
    try await changeMark(invocation, command: "taint")
  }

  static let untaint = Command(
    "untaint", summary: "Take the mark of damage from an object", usage: "[options] ADDRESS",
    help: """
      Takes the mark from a resource instance that is tainted, be it by plumb taint or because its creation failed half way. \
      The next plan then leaves its object as it is, if nothing else is to be changed.
      """,
    flags: taintFlags, arguments: .addresses
  ) { invocation in
    try await changeMark(invocation, command: "untaint")
  }
}

private func changeMark(_ invocation: Invocation, command: String) async throws -> ExitCode {
  guard invocation.arguments.count == 1 else {
    throw UsageError(
      summary: "Wrong number of arguments", detail: "The \(command) command expects exactly one argument.")
  }
  let text = invocation.arguments[0]
  let address: ResourceInstanceAddress
  do {
    address = try ResourceInstanceAddress(parsing: text)
  } catch {
    throw DiagnosticsError(
      Diagnostic(
        code: "address.invalid", summary: "Invalid address", detail: "\(error.message)\n\nThe address given is: \(text)"
      ))
  }
  let isTainting = command == "taint"
  guard !isTainting || address.resource.mode == .managed else {
    throw refused("Resource instance \(address) cannot be tainted: data resources are read anew each time.")
  }
  let location = try await invocation.stateLocation(backup: .beside)
  let store = location.store
  return try await invocation.withStateLock(location, operation: command) {
    let stored = try await invocation.readState(store) ?? State()
    guard var record = stored[address]?.current else {
      return try missing(address, stored, invocation, isTainting: isTainting)
    }
    if !isTainting, record.status != .tainted {
      throw refused(
        "Resource instance \(address) is not currently tainted, and so it cannot be untainted.",
        "Resource instance is not tainted")
    }
    record.status = isTainting ? .tainted : .ready
    var state = stored
    state.setCurrent(record, at: address)
    try await invocation.writeState(state, to: store, instead: stored)
    invocation.terminal.writeLine(
      isTainting
        ? "Resource instance \(address) has been marked as tainted."
        : "Resource instance \(address) has been successfully untainted.")
    return .success
  }
}

private func missing(
  _ address: ResourceInstanceAddress, _ state: State, _ invocation: Invocation, isTainting: Bool
) throws(DiagnosticsError) -> ExitCode {
  if invocation.flags.bool("allow-missing") {
    invocation.report([
      Diagnostic(
        .warning, code: "state.unknown-address", summary: "No such resource instance",
        detail:
          "Resource instance \(address) was not found, but this is not an error because -allow-missing was set.")
    ])
    return .success
  }
  if isTainting, state[address]?.deposed.isEmpty == false {
    throw refused(
      "Resource instance \(address) is currently part-way through a create_before_destroy replacement action. Run \"plumb "
        + "apply\" to complete its replacement before tainting it.")
  }
  if state.resources.isEmpty {
    throw refused(
      "The state currently contains no resource instances whatsoever. This may occur if the configuration has never been applied "
        + "or if it has recently been destroyed.")
  }
  throw refused(
    "There is no resource instance in the state with the address \(address). If the resource configuration has just been "
      + "added, you must run \"plumb apply\" once to create the corresponding instance(s) before they can be "
      + "\(isTainting ? "tainted" : "untainted").")
}

private func refused(_ detail: String, _ summary: String = "No such resource instance") -> DiagnosticsError {
  DiagnosticsError(Diagnostic(code: "state.unknown-address", summary: summary, detail: detail))
}
