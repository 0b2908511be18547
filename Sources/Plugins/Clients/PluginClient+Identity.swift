import Model
package import Providers
import Synchronization

/// Identities of objects, which protocols 5.9 and 6.9 brought. Providers of earlier ones have none.
extension PluginClient {
  package func identitySchema(of type: String) async throws(ProviderError) -> IdentitySchema? {
    if let known = identities.withLock({ $0 }) { return known[type] }
    let activity = "it described the identities of its objects"
    let found: [String: IdentitySchema]
    do throws(ProviderError) {
      let answer = try await ask(.identitySchemas, [], while: activity)
      let (version, plain) = (try await running().version, answer)
      found = try read(activity) { () throws(WireError) in try IdentityMessage.schemas(plain, version) }
    } catch {
      guard error.code == .unsupported else { throw error }
      found = [:]
    }
    identities.withLock { $0 = found }
    return found[type]
  }

  package func upgrade(
    identity: ObjectIdentity, of type: String
  ) async throws(ProviderError) -> IdentityUpgradeResponse {
    let activity = "upgrading the identity of \(type)"
    let answer = try await ask(
      .upgradeIdentity, IdentityMessage.upgrade(identity, of: type), while: activity)
    let (found, diagnostics) = try read(activity) { () throws(WireError) in try IdentityMessage.upgraded(answer) }
    return IdentityUpgradeResponse(
      identity: try await self.identity(found, of: type, activity), diagnostics: diagnostics)
  }

  /// An identity as a message; nil without one, and where it is of another version of the schema than the provider's.
  func message(_ identity: ObjectIdentity?, of type: String, _ activity: String) async throws(ProviderError) -> [UInt8]?
  {
    guard let identity, let schema = try await identitySchema(of: type), schema.version == identity.schemaVersion,
      let json = try? JSON.read(identity.attributes), let value = try? Value(json, as: schema.impliedType)
    else { return nil }
    return try write(activity) { () throws(WireError) in try IdentityMessage.write(value, as: schema.impliedType) }
  }

  /// An object is there, and nobody can tell its identity.
  func unreadIdentity(_ error: ProviderError) -> Diagnostic {
    Diagnostic(
      .warning, code: "provider.invalid-identity", summary: "Identity of the object not recorded",
      detail:
        "\(error.message) The object itself is recorded; its identity is asked for again when it is next read. This is a "
        + "mistake of the provider's, to be reported to those who make it.")
  }

  /// What came with an answer.
  func identity(
    _ message: ProtobufReader?, of type: String, _ activity: String
  ) async throws(ProviderError) -> ObjectIdentity? {
    guard let message, let schema = try await identitySchema(of: type) else { return nil }
    let value = try read(activity) { () throws(WireError) in
      try IdentityMessage.read(message, as: schema.impliedType)
    }
    if value.isNull || !value.isWhollyKnown { return nil }
    return ObjectIdentity(
      schemaVersion: schema.version, attributes: value.json(as: schema.impliedType).written())
  }
}
