import Glibc
package import Model
package import Providers

/// Ephemeral resources: values that are fetched for one run and kept nowhere.
extension PluginClient {
  package func validateEphemeral(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    let implied = try await ephemeralResource(type).block.impliedType
    let activity = "checking the configuration of the ephemeral resource \(type)"
    let message = try write(activity) { () throws(WireError) in
      try EphemeralMessage.validate(type, configuration, implied)
    }
    return try await verdict(
      .validateEphemeral, message, field: 1, naming: configuration, about: type, while: activity)
  }

  package func open(ephemeral type: String, configuration: Value) async throws(ProviderError) -> OpenResponse {
    let implied = try await ephemeralResource(type).block.impliedType
    let activity = "opening the ephemeral resource \(type)"
    let message = try write(activity) { () throws(WireError) in
      try EphemeralMessage.open(type, configuration, implied)
    }
    let answer = try await ask(.openEphemeral, message, naming: [configuration], about: type, while: activity)
    return try read(activity) { () throws(WireError) in
      try EphemeralMessage.opened(answer, implied, now: Glibc.time(nil))
    }
  }

  package func renew(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> RenewResponse {
    let activity = "renewing the ephemeral resource \(type)"
    let message = EphemeralMessage.about(type, privateData: privateData)
    let answer = try await ask(.renewEphemeral, message, about: type, while: activity)
    return try read(activity) { () throws(WireError) in try EphemeralMessage.renewed(answer, now: Glibc.time(nil)) }
  }

  /// Whatever else is given up, what was opened is closed.
  package func close(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> [Diagnostic] {
    let activity = "closing the ephemeral resource \(type)"
    let message = EphemeralMessage.about(type, privateData: privateData)
    let answer = try await ask(.closeEphemeral, message, about: type, while: activity, isShielded: true)
    return try read(activity) { () throws(WireError) in try ResponseMessage.diagnostics(answer, field: 1) }
  }

  private func ephemeralResource(_ type: String) async throws(ProviderError) -> Schema {
    guard let schema = try await decodedSchemas().ephemeralResource(type) else {
      throw unknown("ephemeral resource", type)
    }
    return schema
  }
}
