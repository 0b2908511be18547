import Model
import Storing

extension Command {
  static let stateRemove = Command(
    "state rm", group: .sub, summary: "Make the state forget instances", usage: "[options] ADDRESS...",
    help: """
      Takes resource instances out of the state, so that Plumb knows nothing of them any more. The objects \
      themselves stay as \
      they are.

      The address of a module means everything in it, that of a resource all of its instances. The state as it was \
      is kept \
      beside it with the time in its name.
      """,
    flags: [.bool("dry-run", "Only say what would be forgotten."), .backup, .lock, .lockTimeout, .state],
    arguments: .addresses
  ) { invocation in
    guard !invocation.arguments.isEmpty else {
      throw UsageError(summary: "Missing address", detail: "At least one address is required.")
    }
    let isDry = invocation.flags.bool("dry-run")
    let location = try await invocation.stateLocation(backup: .timed)
    let store = location.store
    return try await invocation.withStateLock(location, operation: "state-rm") {
      let stored = try await invocation.requiredState(store)
      var addresses: [ResourceInstanceAddress] = []
      for text in invocation.arguments {
        let target = try invocation.target(text)
        let found = stored.instanceAddresses.filter(target.covers)
        guard !found.isEmpty else { throw noMatch(text) }
        addresses += found.filter { !addresses.contains($0) }
      }
      var state = stored
      for address in addresses { state.remove(address) }
      if !isDry { try await invocation.writeState(state, to: store, instead: stored) }
      for address in addresses { invocation.terminal.writeLine("\(isDry ? "Would remove" : "Removed") \(address)") }
      if !isDry {
        invocation.terminal.writeLine("Successfully removed \(addresses.count) resource instance(s).")
      }
      return .success
    }
  }

  private static func noMatch(_ text: String) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "state.unknown-address", summary: "Invalid target address",
        detail:
          "No matching objects found. To view the available instances, use \"plumb state list\". Please modify the "
          + "address to reference a specific instance."))
  }
}
