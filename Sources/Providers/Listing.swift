package import Model

/// A question for the objects of a type that there are in the world.
package struct ListRequest: Sendable {
  package var type: String
  /// Of the list schema's type.
  package var configuration: Value
  /// Whether whole objects are wanted, and not their identities only. Unknown while validating, perhaps.
  package var includesObjects: Value
  /// How many are wanted at most.
  package var limit: Value

  package init(type: String, configuration: Value, includesObjects: Value, limit: Value) {
    self.type = type
    self.configuration = configuration
    self.includesObjects = includesObjects
    self.limit = limit
  }
}

/// One answer to it: an object, or what the provider has to say, or both.
package struct ListAnswer: Sendable {
  package var identity: ObjectIdentity?
  /// What people call the object.
  package var displayName: String
  /// The object itself, of the type of its resource's schema; nil where it did not come.
  package var object: Value?
  package var diagnostics: [Diagnostic]

  package init(
    identity: ObjectIdentity? = nil, displayName: String = "", object: Value? = nil, diagnostics: [Diagnostic] = []
  ) {
    self.identity = identity
    self.displayName = displayName
    self.object = object
    self.diagnostics = diagnostics
  }
}

extension ProviderClient {
  /// Providers that list nothing.
  package func validateList(_ request: ListRequest) async throws(ProviderError) -> [Diagnostic] {
    throw listsNothing(request.type)
  }

  package func list(
    _ request: ListRequest, receive: @Sendable (ListAnswer) async -> Bool
  ) async throws(ProviderError) {
    throw listsNothing(request.type)
  }

  private func listsNothing(_ type: String) -> ProviderError {
    ProviderError(
      .unsupported, provider: address,
      message: "The provider \(address.displayName) cannot list objects of the type \"\(type)\".")
  }
}
