package import Model

/// A running provider with one configuration: a plugin process, the engine's own provider, or a simulated cloud.
///
/// Requests are values and may be made concurrently. Every call may throw `ProviderError`, when the provider died, did not
/// answer or answered nonsense; what the provider itself has to say about a request comes as diagnostics in the response.
package protocol ProviderClient: Sendable {
  /// Who acts for one object, where that matters: the client itself in most cases.
  func client(for address: ResourceInstanceAddress) -> any ProviderClient

  var address: ProviderAddress { get }

  /// The schemas; read once, from the cache where the provider allows it.
  func schemas() async throws(ProviderError) -> any ProviderSchemas

  func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic]
  /// Must come before any request that reaches the world: reading, planning, applying.
  func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic]

  func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic]
  func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic]

  func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse
  func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse
  func readDataSource(type: String, configuration: Value) async throws(ProviderError) -> DataSourceResponse
  /// The same with what the module tells the provider by `provider_meta`, or a null value.
  func readDataSource(
    type: String, configuration: Value, providerMeta: Value
  ) async throws(ProviderError) -> DataSourceResponse
  func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse
  func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse

  /// What identifies objects of a type; nil where the provider declares nothing of the kind.
  func identitySchema(of type: String) async throws(ProviderError) -> IdentitySchema?
  /// Brings an identity that was recorded by an earlier version of the provider to the form that it has today.
  func upgrade(identity: ObjectIdentity, of type: String) async throws(ProviderError) -> IdentityUpgradeResponse
  /// Finds an object that exists by what identifies it: a beginning only, to be read next.
  func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse
  /// Makes an object of one type out of what is recorded of another type's, of this or another provider.
  func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse
  func validateEphemeral(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic]
  /// What is opened must be closed, with the private data of its last opening or renewal.
  func open(ephemeral type: String, configuration: Value) async throws(ProviderError) -> OpenResponse
  func renew(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> RenewResponse
  func close(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> [Diagnostic]

  func validateList(_ request: ListRequest) async throws(ProviderError) -> [Diagnostic]
  /// Asks for the objects of a type that there are. Each answer is handed on as it comes, until there are no more or `receive` is
  /// false: then the provider is told to give up.
  func list(
    _ request: ListRequest, receive: @Sendable (ListAnswer) async -> Bool
  ) async throws(ProviderError)

  /// Calls a function of the provider; works without configuration. Arguments are already of the parameters' types.
  func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse

  /// A way to call functions that waits in place, for expressions, whose evaluation never lets go of its thread.
  func functionCaller() async throws(ProviderError) -> FunctionCaller

  /// Asks the provider to end requests that are under way as soon as it can.
  func stop() async
  /// Ends the provider. Nothing may be asked of it afterwards.
  func close() async
}

/// Calls a function by its name; arguments are of the parameters' types.
package typealias FunctionCaller = @Sendable (String, [Value]) throws(ProviderError) -> FunctionResponse

/// The seam between the engine and wherever providers come from.
package protocol ProviderSource: Sendable {
  /// A running provider for one configuration of it; the same address always gives the same client.
  func client(for configuration: ProviderConfigAddress) async throws(ProviderError) -> any ProviderClient
  /// The same for questions that may be answered without the provider: it is started when one of them needs it.
  func idleClient(for configuration: ProviderConfigAddress) async throws(ProviderError) -> any ProviderClient
  /// What a provider declares about itself, without starting it where that is known already.
  func schemas(of provider: ProviderAddress) async throws(ProviderError) -> any ProviderSchemas
}

extension ProviderSource {
  package func idleClient(
    for configuration: ProviderConfigAddress
  ) async throws(ProviderError) -> any ProviderClient {
    try await client(for: configuration)
  }

  package func schemas(of provider: ProviderAddress) async throws(ProviderError) -> any ProviderSchemas {
    try await client(for: ProviderConfigAddress(provider: provider)).schemas()
  }
}

/// The provider as a program failed, as opposed to refusing a request.
package struct ProviderError: Error, Sendable {
  package enum Code: String, Sendable {
    case notInstalled = "provider.not-installed"
    case startFailed = "provider.start-failed"
    case died = "provider.died"
    case protocolViolation = "provider.protocol-violation"
    case unsupported = "provider.unsupported"
    case cancelled = "provider.cancelled"
  }

  package var code: Code
  package var provider: ProviderAddress
  /// What happened, in sentences, with the provider's own words (its log or panic) where it left any.
  package var message: String

  package init(_ code: Code, provider: ProviderAddress, message: String) {
    self.code = code
    self.provider = provider
    self.message = message
  }
}

package struct UpgradeRequest: Sendable {
  package var type: String
  package var version: Int
  /// The state's attributes exactly as recorded, in JSON.
  package var attributes: [UInt8]

  package init(type: String, version: Int, attributes: [UInt8]) {
    self.type = type
    self.version = version
    self.attributes = attributes
  }
}

package struct UpgradeResponse: Sendable {
  /// Of the schema's implied type.
  package var value: Value
  package var diagnostics: [Diagnostic]

  package init(value: Value, diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }
}

package struct ReadRequest: Sendable {
  package var type: String
  package var prior: Value
  package var privateData: [UInt8]
  /// The `provider_meta` of the module, or a null value.
  package var providerMeta: Value
  /// As the state has it.
  package var identity: ObjectIdentity?

  package init(type: String, prior: Value, privateData: [UInt8], providerMeta: Value = .null(.dynamic)) {
    self.type = type
    self.prior = prior
    self.privateData = privateData
    self.providerMeta = providerMeta
  }
}

package struct ReadResponse: Sendable {
  /// Null when the object is gone.
  package var value: Value
  package var privateData: [UInt8]
  package var identity: ObjectIdentity?
  package var diagnostics: [Diagnostic]

  package init(value: Value, privateData: [UInt8], diagnostics: [Diagnostic] = []) {
    self.value = value
    self.privateData = privateData
    self.diagnostics = diagnostics
  }
}

package struct DataSourceResponse: Sendable {
  package var value: Value
  package var diagnostics: [Diagnostic]

  package init(value: Value, diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }
}

package struct PlanRequest: Sendable {
  package var type: String
  package var prior: Value
  /// Null to destroy.
  package var proposed: Value
  package var configuration: Value
  package var priorPrivateData: [UInt8]
  package var providerMeta: Value

  package init(
    type: String, prior: Value, proposed: Value, configuration: Value, priorPrivateData: [UInt8],
    providerMeta: Value = .null(.dynamic)
  ) {
    self.type = type
    self.prior = prior
    self.proposed = proposed
    self.configuration = configuration
    self.priorPrivateData = priorPrivateData
    self.providerMeta = providerMeta
  }
}

package struct PlanResponse: Sendable {
  package var planned: Value
  package var requiresReplace: [ValuePath]
  package var plannedPrivateData: [UInt8]
  /// The provider is built with the old SDK, whose plans may break the rules without harm.
  package var usesLegacyTypeSystem: Bool
  package var diagnostics: [Diagnostic]

  package init(
    planned: Value, requiresReplace: [ValuePath] = [], plannedPrivateData: [UInt8] = [],
    usesLegacyTypeSystem: Bool = false, diagnostics: [Diagnostic] = []
  ) {
    self.planned = planned
    self.requiresReplace = requiresReplace
    self.plannedPrivateData = plannedPrivateData
    self.usesLegacyTypeSystem = usesLegacyTypeSystem
    self.diagnostics = diagnostics
  }
}

package struct ApplyRequest: Sendable {
  package var type: String
  package var prior: Value
  /// Null to destroy.
  package var planned: Value
  package var configuration: Value
  package var plannedPrivateData: [UInt8]
  package var providerMeta: Value

  package init(
    type: String, prior: Value, planned: Value, configuration: Value, plannedPrivateData: [UInt8],
    providerMeta: Value = .null(.dynamic)
  ) {
    self.type = type
    self.prior = prior
    self.planned = planned
    self.configuration = configuration
    self.plannedPrivateData = plannedPrivateData
    self.providerMeta = providerMeta
  }
}

package struct ApplyResponse: Sendable {
  /// What exists now: null when nothing does. Also set, as far as the provider knows it, when diagnostics say that it failed.
  package var value: Value
  package var privateData: [UInt8]
  package var identity: ObjectIdentity?
  package var usesLegacyTypeSystem: Bool
  package var diagnostics: [Diagnostic]

  package init(
    value: Value, privateData: [UInt8] = [], usesLegacyTypeSystem: Bool = false, diagnostics: [Diagnostic] = []
  ) {
    self.value = value
    self.privateData = privateData
    self.usesLegacyTypeSystem = usesLegacyTypeSystem
    self.diagnostics = diagnostics
  }
}

package struct FunctionResponse: Sendable {
  package struct Failure: Sendable, Hashable {
    package var text: String
    /// Which argument is to blame, counted from 0.
    package var argument: Int?

    package init(text: String, argument: Int?) {
      self.text = text
      self.argument = argument
    }
  }

  package var value: Value
  package var failure: Failure?

  package init(value: Value, failure: Failure? = nil) {
    self.value = value
    self.failure = failure
  }
}

extension ProviderClient {
  package func client(for address: ResourceInstanceAddress) -> any ProviderClient { self }

  /// Providers that are told nothing by `provider_meta`.
  package func readDataSource(
    type: String, configuration: Value, providerMeta: Value
  ) async throws(ProviderError) -> DataSourceResponse {
    try await readDataSource(type: type, configuration: configuration)
  }
}
