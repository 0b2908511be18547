import Configuring
import Model
import Planning
import Storing

extension Command {
  static let stateReplaceProvider = Command(
    "state replace-provider", group: .sub, summary: "Give the resources of a provider to another",
    usage: "[options] FROM TO",
    help: """
      Changes the provider of all resources in the state that belong to FROM into TO, for a provider that has got another \
      name or another registry. The new provider must understand what the old one has recorded.

      Both are sources as in required_providers, such as hashicorp/aws or registry.acme.com/acme/aws.
      """,
    flags: [.bool("auto-approve", "Do not ask before changing anything."), .backup, .lock, .lockTimeout, .state],
    arguments: .none
  ) { invocation in
    guard invocation.arguments.count == 2 else {
      throw UsageError(summary: "Wrong number of arguments", detail: "Exactly two arguments expected.")
    }
    let from = try provider(invocation.arguments[0], "FROM")
    let to = try provider(invocation.arguments[1], "TO")
    let location = try await invocation.stateLocation(backup: .timed)
    let store = location.store
    return try await invocation.withStateLock(location, operation: "state-replace-provider") {
      let stored = try await invocation.requiredState(store)
      let affected = stored.resources.filter { $0.value.provider.provider == from }.keys.sorted()
      guard !affected.isEmpty else {
        invocation.terminal.writeLine("No matching resources found.")
        return .success
      }
      let layout = invocation.terminal.layout
      let palette = Palette(isColoured: layout.isColoured)
      invocation.terminal.write(
        "Plumb will perform the following actions:\n\n"
          + palette("  ", .yellow, "~", .reset, " Updating provider:\n")
          + palette("    ", .red, "-", .reset, " \(from)\n") + palette("    ", .green, "+", .reset, " \(to)\n\n")
          + palette(.bold, "Changing \(affected.count) resources:\n\n", .reset)
          + affected.map { "  \($0)\n" }.joined())
      guard approve(invocation, palette) else {
        invocation.terminal.writeLine("Cancelled replacing providers.")
        return .success
      }
      var state = stored
      for address in affected { state.resources[address]?.provider.provider = to }
      try await invocation.writeState(state, to: store, instead: stored)
      invocation.terminal.writeLine("\nSuccessfully replaced provider for \(affected.count) resources.")
      return .success
    }
  }

  private static func provider(_ text: String, _ which: String) throws(DiagnosticsError) -> ProviderAddress {
    if let address = try? ProviderAddress(source: text) { return address }
    throw DiagnosticsError(
      Diagnostic(
        code: "address.invalid", summary: "Invalid \"\(which.lowercased())\" provider \(quotedText(text))",
        detail: "A provider's source looks like hashicorp/aws, or registry.acme.com/acme/aws."))
  }

  private static func approve(_ invocation: Invocation, _ palette: Palette) -> Bool {
    if invocation.flags.bool("auto-approve") { return true }
    invocation.terminal.write(
      palette(.bold, "\nDo you want to make these changes?\n", .reset) + "Only 'yes' will be accepted to continue.\n\n")
    let answer = invocation.terminal.ask(palette(.bold, "Enter a value: ", .reset))
    invocation.terminal.writeLine()
    return answer == "yes"
  }
}
