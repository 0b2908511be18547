import Model
import Providers

/// Stands for the engine's own provider where a test has no use for it.
struct NoProvider: ProviderClient {
  var address: ProviderAddress { .builtin }
  private var refusal: ProviderError { ProviderError(.unsupported, provider: address, message: "no provider") }

  func schemas() async throws(ProviderError) -> any ProviderSchemas { FixedProviderSchemas() }
  func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    throw refusal
  }
  func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    throw refusal
  }
  func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse { throw refusal }
  func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse { throw refusal }
  func readDataSource(type: String, configuration: Value) async throws(ProviderError) -> DataSourceResponse {
    throw refusal
  }
  func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse { throw refusal }
  func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse { throw refusal }
  func functionCaller() async throws(ProviderError) -> FunctionCaller { throw refusal }
  func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse { throw refusal }
  func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse { throw refusal }
  func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse { throw refusal }
  func stop() async {}
  func close() async {}
}
