import Configuring
import Model
import Plugins
import Providers

extension Command {
  static let providersSchema = Command(
    "providers schema", group: .sub, summary: "Write the schemas of all required providers as JSON",
    usage: "-json",
    help:
      "Writes what every provider of the configuration and the state declares about itself, in Terraform's format 1.0.",
    flags: [.json]
  ) { invocation in
    guard invocation.flags.bool(Flag.json.name) else {
      throw UsageError(
        summary: "The -json flag is required", detail: "Schemas are written as JSON only: plumb providers schema -json")
    }
    let loaded = try loadedConfiguration(invocation)
    let state = try await stateForProviders(invocation, loaded.configuration)
    let session = try Session.open(invocation, state: state)
    do {
      var members: [JSON.Member] = []
      for provider in try requiredProviders(of: loaded.configuration, state: state).keys.sorted() {
        let schemas: any ProviderSchemas
        do throws(ProviderError) { schemas = try await session.providers.schemas(of: provider) } catch {
          throw DiagnosticsError(
            Diagnostic(
              code: "provider.no-schema", summary: "Failed to obtain provider schema",
              detail: "Could not load the schema of provider \(provider): \(error.message)"))
        }
        members.append(JSON.Member(provider.description, schemas.json))
      }
      let json = JSON.record([
        ("format_version", .string("1.0")), ("provider_schemas", members.isEmpty ? nil : .object(members)),
      ])
      invocation.terminal.write(json.written(.compact, escapesHTML: true) + [UInt8(ascii: "\n")])
      await session.close()
      return .success
    } catch {
      await session.close()
      throw error
    }
  }
}
