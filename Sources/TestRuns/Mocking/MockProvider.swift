import Configuring
package import Model
package import Providers

/// Stands in a provider's place: objects exist in the test's state only, and what the provider would have computed is given
/// by the test or made up. Only what the configuration says is still checked by the real provider.
package struct MockProvider: ProviderClient {
  package let address: ProviderAddress
  let declared: any ProviderSchemas
  /// What the objects of a type are said to be like, or one object; nil for what is not said.
  let given: @Sendable (ResourceMode, String) -> GivenValues
  let values: GeneratedValues
  /// The real provider, not configured; started when first asked.
  let real: @Sendable () async throws(ProviderError) -> any ProviderClient

  package init(
    address: ProviderAddress, schemas: any ProviderSchemas, values: GeneratedValues,
    given: @escaping @Sendable (ResourceMode, String) -> GivenValues,
    real: @escaping @Sendable () async throws(ProviderError) -> any ProviderClient
  ) {
    self.address = address
    declared = schemas
    self.values = values
    self.given = given
    self.real = real
  }

  package func schemas() async throws(ProviderError) -> any ProviderSchemas { declared }
  package func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  package func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  package func stop() async {}
  package func close() async {}

  package func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await real().validateResource(type: type, configuration: configuration)
  }

  package func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await real().validateDataSource(type: type, configuration: configuration)
  }

  package func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse {
    try await real().call(function: function, arguments: arguments)
  }

  package func validateEphemeral(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await real().validateEphemeral(type: type, configuration: configuration)
  }

  package func open(ephemeral type: String, configuration: Value) async throws(ProviderError) -> OpenResponse {
    guard let schema = declared.ephemeralResource(type)?.block else {
      throw ProviderError(.unsupported, provider: address, message: "There is no ephemeral type \"\(type)\".")
    }
    let (value, _) = values.fill(configuration, schema: schema, open: .null, given: KeyedValues())
    return OpenResponse(value: value)
  }

  package func renew(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> RenewResponse {
    RenewResponse(privateData: privateData)
  }

  package func close(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> [Diagnostic] { [] }

  package func functionCaller() async throws(ProviderError) -> FunctionCaller { try await real().functionCaller() }

  /// There is nothing to be found that a test has not made.
  package func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse {
    ImportResponse(diagnostics: [
      Diagnostic(
        code: "test.mocked-import", summary: "Cannot import from a mocked provider",
        detail: "The object \(quoted(request.id)) of type \(quoted(request.type)) cannot be imported, because its "
          + "provider is mocked in this test. Test imports with the real provider.")
    ])
  }

  package func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse {
    try await real().move(request)
  }

  package func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse {
    let type = try schema(.managed, request.type).impliedType
    guard let json = try? JSON.read(request.attributes), let value = try? Value(json, as: type) else {
      throw ProviderError(
        .protocolViolation, provider: address,
        message: "An object of type \"\(request.type)\" that was mocked earlier in the test cannot be read any more.")
    }
    return UpgradeResponse(value: value)
  }

  /// There is nothing outside the state that could have changed.
  package func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse {
    ReadResponse(value: request.prior, privateData: request.privateData)
  }

  package func readDataSource(type: String, configuration: Value) async throws(ProviderError) -> DataSourceResponse {
    let given = given(.data, type)
    let (value, misfits) = values.fill(
      configuration, schema: try schema(.data, type), open: .null, given: given.values)
    return DataSourceResponse(value: value, diagnostics: misfits.map { diagnostic($0, given) })
  }

  package func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse {
    guard !request.proposed.isNull, request.prior.isNull else {
      return PlanResponse(planned: request.proposed, plannedPrivateData: request.priorPrivateData)
    }
    let given = given(.managed, request.type)
    let (value, misfits) = values.fill(
      request.proposed, schema: try schema(.managed, request.type), open: .null,
      given: given.phase == .plan ? given.values : nil)
    return PlanResponse(planned: value, diagnostics: misfits.map { diagnostic($0, given) })
  }

  package func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    guard !request.planned.isNull else { return ApplyResponse(value: request.planned) }
    let given = given(.managed, request.type)
    let (value, misfits) = values.fill(
      request.planned, schema: try schema(.managed, request.type), open: .unknown, given: given.values)
    return ApplyResponse(
      value: misfits.isEmpty ? value : request.prior, privateData: request.plannedPrivateData,
      diagnostics: misfits.map { diagnostic($0, given) })
  }

  private func diagnostic(_ misfit: GeneratedValues.Misfit, _ given: GivenValues) -> Diagnostic {
    Diagnostic(
      code: "test.invalid-mock", summary: "Failed to compute attribute",
      detail: "Plumb could not compute a value for the target type \(misfit.type.friendlyName) with the mocked data "
        + "\(given.range.map { "defined at \($0.place) " } ?? "")with the attribute \(quoted(misfit.attribute)): "
        + "\(misfit.reason).")
  }

  private func schema(_ mode: ResourceMode, _ type: String) throws(ProviderError) -> SchemaBlock {
    guard let schema = mode == .data ? declared.dataSource(type) : declared.resource(type) else {
      throw ProviderError(.unsupported, provider: address, message: "There is no type \"\(type)\".")
    }
    return schema.block
  }
}

/// A provider's schemas, for a configuration of it that nobody has to write: every argument may be left out.
package struct MockedSchemas: ProviderSchemas {
  let base: any ProviderSchemas

  package init(_ base: any ProviderSchemas) { self.base = base }

  package var providerConfiguration: Schema {
    let schema = base.providerConfiguration
    let attributes = schema.block.attributes.map { attribute in
      var copy = attribute
      copy.isRequired = false
      copy.isOptional = attribute.isRequired || attribute.isOptional
      return copy
    }
    let blocks = schema.block.blocks.map { block in
      NestedBlock(
        name: block.name, nesting: block.nesting, block: block.block, minimumItems: 0, maximumItems: block.maximumItems)
    }
    return Schema(version: schema.version, block: SchemaBlock(attributes: attributes, blocks: blocks))
  }

  package var providerMeta: Schema? { base.providerMeta }
  package var resourceTypes: [String] { base.resourceTypes }
  package var dataSourceTypes: [String] { base.dataSourceTypes }
  package var ephemeralResourceTypes: [String] { base.ephemeralResourceTypes }
  package var functions: [String: ProviderFunction] { base.functions }
  package var plansDestroy: Bool { base.plansDestroy }
  package func resource(_ type: String) -> Schema? { base.resource(type) }
  package func dataSource(_ type: String) -> Schema? { base.dataSource(type) }
  package func ephemeralResource(_ type: String) -> Schema? { base.ephemeralResource(type) }
  package var listResourceTypes: [String] { base.listResourceTypes }
  package func listResource(_ type: String) -> Schema? { base.listResource(type) }
}
