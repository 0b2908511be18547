import Model
import Storing

extension Command {
  static let stateMove = Command(
    "state mv", group: .sub, summary: "Give something in the state another address",
    usage: "[options] SOURCE DESTINATION",
    help: """
      Renames a resource instance, a whole resource or a module instance in the state, or moves it into or out of a \
      module. \
      The objects themselves stay as they are. For changes that others are to follow, a "moved" block in the \
      configuration \
      does the same and leaves a trace.

      With -state-out, what is moved goes to another state file. The state as it was is kept beside it with the time \
      in its \
      name.
      """,
    flags: [
      .bool("dry-run", "Only say what would be moved."), .backup, .lock, .lockTimeout, .state,
      .text("state-out", "PATH", "Move into this state file instead of within the one."),
      .text("backup-out", "PATH", hidden: true, "Where to keep the other state file as it was."),
    ], arguments: .addresses
  ) { invocation in
    guard invocation.arguments.count == 2 else {
      throw UsageError(summary: "Wrong number of arguments", detail: "Exactly two arguments expected.")
    }
    let source = try invocation.target(invocation.arguments[0])
    let destination = try invocation.target(invocation.arguments[1])
    let out = invocation.flags.string(Flag.stateOut.name)
    var within = invocation
    within.flags.remove(Flag.stateOut.name)
    let location = try await within.stateLocation(backup: .timed)
    let store = location.store
    return try await invocation.withStateLock(location, operation: "state-mv") {
      let stored = try await invocation.requiredState(store)
      let words: StateMove
      if out == nil || out == location.path {
        var state = stored
        words = try state.move(source, to: destination)
        if !invocation.isDry { try await invocation.writeState(state, to: store, instead: stored) }
      } else {
        words = try await invocation.move(source, to: destination, from: stored, in: store, toFile: out ?? "")
      }
      let verb = invocation.isDry ? "Would move" : "Move"
      invocation.terminal.writeLine("\(verb) \(quotedText(words.source)) to \(quotedText(words.destination))")
      if !invocation.isDry { invocation.terminal.writeLine("Successfully moved 1 object(s).") }
      return .success
    }
  }
}

extension Invocation {
  fileprivate var isDry: Bool { flags.bool("dry-run") }

  /// Into another file: that one is written first, so that nothing is ever in neither.
  fileprivate func move(
    _ source: TargetAddress, to destination: TargetAddress, from stored: State, in store: any StateStore,
    toFile out: String
  ) async throws -> StateMove {
    let sealer = try stateSealer()
    let other = LocalStateStore(
      path: out, backupPath: flags.string("backup-out") ?? "\(out).\(currentTime()).backup", sealer: sealer
    ).encrypted(with: sealer)
    return try await withStateLock(other, path: out, operation: "state-mv") {
      let otherStored = try await readState(other)
      var rest = stored
      let taken = rest.take(source)
      // Both in one state for the length of the move, where the rules for addresses apply.
      var joined = otherStored ?? State()
      guard joined.instanceAddresses.filter(source.covers).isEmpty || taken.isEmpty else {
        throw DiagnosticsError(
          Diagnostic(
            code: "state.move", summary: "Invalid target address",
            detail: "Cannot move \(source) to \(out): that state has something at the same address already."))
      }
      for (address, resource) in taken { joined.resources[address, default: resource].merge(resource) }
      let move =
        source == destination && !taken.isEmpty
        ? StateMove(source: "\(source)", destination: "\(destination)") : try joined.move(source, to: destination)
      if !isDry {
        try await writeState(joined, to: other, instead: otherStored)
        try await writeState(rest, to: store, instead: stored)
      }
      return move
    }
  }
}

extension State {
  /// Takes out all that an address names.
  fileprivate mutating func take(_ target: TargetAddress) -> [ResourceAddress: ResourceState] {
    var taken: [ResourceAddress: ResourceState] = [:]
    for address in instanceAddresses where target.covers(address) {
      guard let resource = resources[address.containing], let instance = self[address] else { continue }
      taken[address.containing, default: ResourceState(provider: resource.provider)].instances[address.key] = instance
      remove(address)
    }
    return taken
  }
}

extension ResourceState {
  fileprivate mutating func merge(_ other: ResourceState) { instances.merge(other.instances) { $1 } }
}
