package import Model

/// What came of opening an ephemeral resource.
package struct OpenResponse: Sendable {
  /// Of the schema's implied type; wholly known.
  package var value: Value
  package var privateData: [UInt8]
  /// How long it holds before it must be renewed; nil for ever.
  package var renewal: Duration?
  package var diagnostics: [Diagnostic]

  package init(
    value: Value, privateData: [UInt8] = [], renewal: Duration? = nil, diagnostics: [Diagnostic] = []
  ) {
    self.value = value
    self.privateData = privateData
    self.renewal = renewal
    self.diagnostics = diagnostics
  }
}

/// What came of renewing one.
package struct RenewResponse: Sendable {
  package var privateData: [UInt8]
  package var renewal: Duration?
  package var diagnostics: [Diagnostic]

  package init(privateData: [UInt8] = [], renewal: Duration? = nil, diagnostics: [Diagnostic] = []) {
    self.privateData = privateData
    self.renewal = renewal
    self.diagnostics = diagnostics
  }
}

/// For providers that have no ephemeral resources.
extension ProviderClient {
  package func validateEphemeral(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    throw noEphemeral(type)
  }

  package func open(ephemeral type: String, configuration: Value) async throws(ProviderError) -> OpenResponse {
    throw noEphemeral(type)
  }

  package func renew(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> RenewResponse {
    throw noEphemeral(type)
  }

  package func close(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> [Diagnostic] {
    throw noEphemeral(type)
  }

  private func noEphemeral(_ type: String) -> ProviderError {
    ProviderError(
      .unsupported, provider: address,
      message: "The provider \(address.displayName) has no ephemeral resource \"\(type)\".")
  }
}

extension ProviderSchemas {
  /// The schema of a resource of whatever mode.
  package func schema(of name: ResourceName) -> Schema? {
    switch name.mode {
    case .managed: resource(name.type)
    case .data: dataSource(name.type)
    case .ephemeral: ephemeralResource(name.type)
    case .list: listResource(name.type)
    }
  }
}
