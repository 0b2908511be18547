package import Model

/// What identifies the objects of a resource type besides their `id`, as the provider declares it.
package struct IdentitySchema: Sendable, Hashable {
  package struct Attribute: Sendable, Hashable {
    package var name: String
    package var type: ValueType
    package var isRequired: Bool

    package init(name: String, type: ValueType, isRequired: Bool) {
      self.name = name
      self.type = type
      self.isRequired = isRequired
    }
  }

  package var version: Int
  /// Sorted by name.
  package var attributes: [Attribute]

  package init(version: Int, attributes: [Attribute]) {
    self.version = version
    self.attributes = attributes.sorted { $0.name < $1.name }
  }

  package var impliedType: ValueType { .object(ObjectType(attributes.map { ($0.name, $0.type) })) }
}

/// The identity of one object, as states record it.
package struct ObjectIdentity: Sendable, Hashable {
  package var schemaVersion: Int
  /// A JSON object in UTF-8.
  package var attributes: [UInt8]

  package init(schemaVersion: Int, attributes: [UInt8]) {
    self.schemaVersion = schemaVersion
    self.attributes = attributes
  }
}

package struct IdentityUpgradeResponse: Sendable {
  /// Nil when the provider could make nothing of it.
  package var identity: ObjectIdentity?
  package var diagnostics: [Diagnostic]

  package init(identity: ObjectIdentity?, diagnostics: [Diagnostic] = []) {
    self.identity = identity
    self.diagnostics = diagnostics
  }
}

extension ObjectRecord {
  package var objectIdentity: ObjectIdentity? {
    get {
      identity.map { ObjectIdentity(schemaVersion: identitySchemaVersion ?? 0, attributes: $0) }
    }
    set {
      identity = newValue?.attributes
      identitySchemaVersion = newValue?.schemaVersion
    }
  }
}

extension ProviderClient {
  /// Providers without identities.
  package func identitySchema(of type: String) async throws(ProviderError) -> IdentitySchema? { nil }

  package func upgrade(
    identity: ObjectIdentity, of type: String
  ) async throws(ProviderError) -> IdentityUpgradeResponse {
    IdentityUpgradeResponse(identity: identity)
  }
}
