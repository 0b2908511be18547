import Model
package import Providers

/// The provider processes of a whole test command: one for each configuration that comes up, whichever runs it is for.
package actor SharedProviders {
  private struct Key: Hashable {
    var provider: ProviderAddress
    var configuration: Value
  }

  private struct Configured {
    var client: any ProviderClient
    var diagnostics: [Diagnostic]
  }

  nonisolated let source: any ProviderSource
  private var configured: [Key: Task<Result<Configured, ProviderError>, Never>] = [:]

  package init(source: any ProviderSource) { self.source = source }

  /// A process with this configuration, validated and configured, and what it said about that.
  fileprivate func client(
    _ provider: ProviderAddress, _ configuration: Value
  ) async throws(ProviderError) -> (any ProviderClient, [Diagnostic]) {
    let key = Key(provider: provider, configuration: configuration)
    let task =
      configured[key]
      ?? start(ProviderConfigAddress(provider: provider, alias: "tests-\(configured.count)"), configuration)
    configured[key] = task
    let result = try await task.value.get()
    return (result.client, result.diagnostics)
  }

  private func start(
    _ address: ProviderConfigAddress, _ configuration: Value
  ) -> Task<Result<Configured, ProviderError>, Never> {
    let source = source
    return Task {
      do throws(ProviderError) {
        let client = try await source.client(for: address)
        var diagnostics = try await client.validateProviderConfiguration(configuration)
        diagnostics += try await client.configure(configuration)
        return .success(Configured(client: client, diagnostics: diagnostics))
      } catch {
        return .failure(error)
      }
    }
  }
}

/// The providers of one run: mocked ones, and shared processes.
struct RunProviders: ProviderSource {
  let shared: SharedProviders
  let mocks: [ProviderConfigAddress: MockDefinition]
  let values: GeneratedValues

  func schemas(of provider: ProviderAddress) async throws(ProviderError) -> any ProviderSchemas {
    let schemas = try await shared.source.schemas(of: provider)
    return mocks.keys.contains { $0.provider == provider } ? MockedSchemas(schemas) : schemas
  }

  func client(for address: ProviderConfigAddress) async throws(ProviderError) -> any ProviderClient {
    let plain = ProviderConfigAddress(provider: address.provider)
    guard let mock = mocks[address.withoutKey] else {
      // The engine's own provider has nothing to configure.
      if address.provider == .builtin { return try await shared.source.client(for: plain) }
      return SharedClient(address: address.provider, shared: shared)
    }
    let source = shared.source
    return MockProvider(
      address: address.provider, schemas: try await schemas(of: address.provider), values: values,
      given: { mode, type in
        (mode == .data ? mock.dataSources : mock.resources)[type] ?? GivenValues(phase: mock.phase)
      },
      real: { () async throws(ProviderError) in try await source.client(for: plain) })
  }
}

/// One run's use of a shared process: which one it is turns out when it is configured.
private actor SharedClient: ProviderClient {
  nonisolated let address: ProviderAddress
  private let shared: SharedProviders
  private var configured: (any ProviderClient)?

  init(address: ProviderAddress, shared: SharedProviders) {
    self.address = address
    self.shared = shared
  }

  private func client() async throws(ProviderError) -> any ProviderClient {
    if let configured { return configured }
    return try await shared.source.client(for: ProviderConfigAddress(provider: address))
  }

  func schemas() async throws(ProviderError) -> any ProviderSchemas {
    try await shared.source.schemas(of: address)
  }

  /// Done when configuring.
  func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }

  func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    let (client, diagnostics) = try await shared.client(address, configuration)
    configured = client
    return diagnostics
  }

  func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await client().validateResource(type: type, configuration: configuration)
  }

  func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await client().validateDataSource(type: type, configuration: configuration)
  }

  func identitySchema(of type: String) async throws(ProviderError) -> IdentitySchema? {
    try await client().identitySchema(of: type)
  }

  func upgrade(
    identity: ObjectIdentity, of type: String
  ) async throws(ProviderError) -> IdentityUpgradeResponse {
    try await client().upgrade(identity: identity, of: type)
  }

  func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse {
    try await client().upgrade(request)
  }

  func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse { try await client().read(request) }

  func readDataSource(type: String, configuration: Value) async throws(ProviderError) -> DataSourceResponse {
    try await client().readDataSource(type: type, configuration: configuration)
  }

  func readDataSource(
    type: String, configuration: Value, providerMeta: Value
  ) async throws(ProviderError) -> DataSourceResponse {
    try await client().readDataSource(type: type, configuration: configuration, providerMeta: providerMeta)
  }

  func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse { try await client().plan(request) }
  func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse { try await client().apply(request) }

  func validateEphemeral(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await client().validateEphemeral(type: type, configuration: configuration)
  }

  func open(ephemeral type: String, configuration: Value) async throws(ProviderError) -> OpenResponse {
    try await client().open(ephemeral: type, configuration: configuration)
  }

  func renew(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> RenewResponse {
    try await client().renew(ephemeral: type, privateData: privateData)
  }

  func close(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> [Diagnostic] {
    try await client().close(ephemeral: type, privateData: privateData)
  }

  func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse {
    try await client().importState(request)
  }

  func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse { try await client().move(request) }

  func functionCaller() async throws(ProviderError) -> FunctionCaller { try await client().functionCaller() }

  func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse {
    try await client().call(function: function, arguments: arguments)
  }

  func stop() async { await configured?.stop() }
  func close() async {}
}
