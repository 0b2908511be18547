import Configuring
import Model
import Planning
import Plugins
import Storing

extension Command {
  static let stateShow = Command(
    "state show", group: .sub, summary: "Show one resource instance of the state", usage: "[options] ADDRESS",
    help: """
      Shows the attributes of one resource instance as the state records them. Sensitive values are hidden.

      The address must be that of one instance, such as aws_instance.web[0]; "plumb state list" names them all.
      """,
    flags: [.noColor, .state], arguments: .addresses
  ) { invocation in
    guard invocation.arguments.count == 1 else {
      throw UsageError(summary: "Wrong number of arguments", detail: "Exactly one argument expected.")
    }
    let text = invocation.arguments[0]
    guard let address = try? ResourceInstanceAddress(parsing: text) else {
      throw refused("Error parsing instance address: \(text)")
    }
    let state = try await invocation.requiredState(try await invocation.stateLocation().store)
    guard let provider = state.resources[address.containing]?.provider, state[address]?.current != nil else {
      throw refused("No instance found for the given address!")
    }
    // Of the configuration only the versions of its providers matter: it may have errors, or not be there at all.
    let configuration = configurationOnDisk(invocation).configuration
    let source = try Session.providerSource(invocation, configuration, state: state)
    let schemas = await ProviderPool(source: source).schemas(of: ProviderConfigAddress(provider: provider.provider))
    await source.closeAll()
    let known = Schemas(providers: [provider.provider: try schemas.get()])
    let layout = invocation.terminal.layout
    let shown = renderObject(
      at: address, in: state, schemas: known.resource,
      options: RenderingOptions(isColoured: layout.isColoured, width: layout.width))
    invocation.terminal.write(shown ?? "")
    return .success
  }

  private static func refused(_ summary: String) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "state.unknown-address", summary: summary,
        detail: "This command requires that the address references one specific instance. To view the available "
          + "instances, use \"plumb state list\". Please modify the address to reference a specific instance."))
  }
}
