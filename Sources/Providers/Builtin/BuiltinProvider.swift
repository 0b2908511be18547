package import Model

/// The engine's own provider, `terraform.io/builtin/terraform`: it has `terraform_data`, runs as no process and knows no world.
package struct BuiltinProvider: ProviderClient {
  private let makeIdentifier: @Sendable () -> String

  /// `makeIdentifier` gives a new identifier for each object that is made.
  package init(makeIdentifier: @escaping @Sendable () -> String) { self.makeIdentifier = makeIdentifier }

  package var address: ProviderAddress { .builtin }

  private static let dataSchema = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      SchemaAttribute(name: "input", kind: .plain(.dynamic), isOptional: true),
      SchemaAttribute(name: "output", kind: .plain(.dynamic), isComputed: true),
      SchemaAttribute(name: "triggers_replace", kind: .plain(.dynamic), isOptional: true),
      SchemaAttribute(name: "id", kind: .plain(.string), isComputed: true),
    ]))

  private static let allSchemas = FixedProviderSchemas(resources: ["terraform_data": dataSchema])

  package func schemas() async throws(ProviderError) -> any ProviderSchemas { Self.allSchemas }

  package func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  package func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  package func validateResource(
    type: String, configuration: Value
  ) async throws(ProviderError) -> [Diagnostic] { [] }

  package func validateDataSource(
    type: String, configuration: Value
  ) async throws(ProviderError) -> [Diagnostic] { throw unsupported("data source", type) }

  private func unsupported(_ kind: String, _ type: String) -> ProviderError {
    ProviderError(.unsupported, provider: address, message: "Plumb does not have the \(kind) \(type) yet.")
  }

  package func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse {
    do {
      let json = try JSON.read(request.attributes)
      return UpgradeResponse(value: try Value(json, as: Self.dataSchema.block.impliedType))
    } catch {
      return UpgradeResponse(
        value: .null(Self.dataSchema.block.impliedType),
        diagnostics: [
          Diagnostic(
            code: "provider.invalid-state", summary: "Invalid recorded attributes",
            detail: "What the state has for this \(request.type) cannot be read: \(error).")
        ])
    }
  }

  package func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse {
    ReadResponse(value: request.prior, privateData: request.privateData)
  }

  package func readDataSource(
    type: String, configuration: Value
  ) async throws(ProviderError) -> DataSourceResponse { throw unsupported("data source", type) }

  package func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse {
    if request.proposed.isNull { return PlanResponse(planned: request.proposed) }
    guard var planned = request.proposed.keyedValues else { return PlanResponse(planned: request.proposed) }
    let input = planned["input"] ?? .null(.dynamic)
    guard let prior = request.prior.keyedValues else {
      planned["id"] = .unknown(.string, .notNull)
      // The output has the type of the input, unless that is nothing.
      planned["output"] = input.isNull ? .null(.dynamic) : .unknown(input.type)
      return PlanResponse(planned: .object(planned))
    }
    if prior["triggers_replace"]?.equals(planned["triggers_replace"] ?? .null(.dynamic)) != .true {
      planned["id"] = .unknown(.string, .notNull)
      planned["output"] = input.isNull ? .null(.dynamic) : .unknown(input.type)
      return PlanResponse(planned: .object(planned), requiresReplace: [[.attribute("triggers_replace")]])
    }
    if prior["input"]?.equals(input) != .true {
      planned["output"] = input.isNull ? .null(.dynamic) : .unknown(input.type)
    }
    return PlanResponse(planned: .object(planned))
  }

  package func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    guard var made = request.planned.keyedValues else { return ApplyResponse(value: request.planned) }
    if made["id"]?.isKnown == false { made["id"] = .string(makeIdentifier()) }
    if made["output"]?.isKnown == false { made["output"] = made["input"] ?? .null(.dynamic) }
    return ApplyResponse(value: .object(made))
  }

  package func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse {
    throw unsupported("function", function)
  }

  package func stop() async {}
  package func close() async {}
}
