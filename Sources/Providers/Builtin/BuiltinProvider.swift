package import Model

/// The engine's own provider, `terraform.io/builtin/terraform`: `terraform_data`, whose objects exist in the state only.
/// Nothing in it waits, so that thousands of objects cost next to nothing.
package struct BuiltinProvider: ProviderClient {
  /// Gives a new UUID for each object that is created.
  private let makeIdentifier: @Sendable () -> String

  /// Nil where other states cannot be reached.
  private var remoteStates: (any RemoteStates)?

  package init(remoteStates: (any RemoteStates)? = nil, makeIdentifier: @escaping @Sendable () -> String) {
    self.remoteStates = remoteStates
    self.makeIdentifier = makeIdentifier
  }

  package var address: ProviderAddress { .builtin }

  package func client(for address: ResourceInstanceAddress) -> any ProviderClient {
    guard address.resource.mode == .data, let remoteStates else { return self }
    var copy = self
    copy.remoteStates = remoteStates.states(for: address)
    return copy
  }

  private static let dataType = "terraform_data"

  /// The shape of `terraform_data`.
  package static let dataSchema = Schema(
    version: 0,
    block: SchemaBlock(attributes: [
      SchemaAttribute(name: "id", kind: .plain(.string), isComputed: true),
      SchemaAttribute(name: "input", kind: .plain(.dynamic), isOptional: true),
      SchemaAttribute(name: "output", kind: .plain(.dynamic), isComputed: true),
      SchemaAttribute(name: "triggers_replace", kind: .plain(.dynamic), isOptional: true),
    ]))

  private static let declared = FixedProviderSchemas(
    resources: [dataType: dataSchema], dataSources: [RemoteStateData.type: RemoteStateData.schema])

  package func schemas() async throws(ProviderError) -> any ProviderSchemas { Self.declared }

  package func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  package func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  package func stop() async {}
  package func close() async {}

  // MARK: resources

  package func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try check(type)
    return ["id", "output"].compactMap { name in
      guard let value = configuration[name], !value.isNull else { return nil }
      return Diagnostic(
        code: "provider.read-only", summary: "\"\(name)\" attribute is read-only",
        detail: "The provider sets \"\(name)\" itself. Remove the argument.", attributePath: [.attribute(name)])
    }
  }

  package func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse {
    try check(request.type)
    let type = Self.dataSchema.block.impliedType
    func refused(_ reason: String) -> UpgradeResponse {
      let diagnostic = Diagnostic(
        code: "provider.invalid-state", summary: "Invalid object in the state",
        detail:
          "What the state records of a \(Self.dataType) cannot be read: \(reason). Restore the state from a backup, "
          + "or remove the object from it with \"state rm\".")
      return UpgradeResponse(value: .null(type), diagnostics: [diagnostic])
    }
    let json: JSON
    do {
      json = try JSON.read(request.attributes)
    } catch {
      return refused("\(error.message), at line \(error.line), column \(error.column)")
    }
    do {
      return UpgradeResponse(value: try Value(json, as: type))
    } catch {
      return refused("\(error.path.isEmpty ? "" : "at \(error.path.map(Self.text).joined()): ")\(error.message)")
    }
  }

  private static func text(_ step: PathStep) -> String {
    switch step {
    case .attribute(let name): ".\(name)"
    case .index(.string(let key)): "[\(quotedText(key))]"
    case .index(.number(let number)): "[\(number)]"
    case .index: "[...]"
    }
  }

  /// There is nothing outside the state that could have changed.
  package func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse {
    try check(request.type)
    return ReadResponse(value: request.prior, privateData: request.privateData)
  }

  package func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse {
    try check(request.type)
    guard !request.proposed.isNull, var planned = request.proposed.keyedValues else {
      return PlanResponse(planned: request.proposed, plannedPrivateData: request.priorPrivateData)
    }
    let input = planned["input"] ?? .null(.dynamic)
    let triggers = planned["triggers_replace"] ?? .null(.dynamic)
    var requiresReplace: [ValuePath] = []
    if request.prior.isNull {
      planned["id"] = .unknown(.string, .notNull)
      planned["output"] = Self.output(of: input)
    } else if request.prior["triggers_replace"] != triggers {
      requiresReplace = [[.attribute("triggers_replace")]]
      planned["id"] = .unknown(.string, .notNull)
      planned["output"] = Self.output(of: input)
    } else if request.prior["input"] != input {
      planned["output"] = .unknown(input.type)
    }
    return PlanResponse(
      planned: .object(planned), requiresReplace: requiresReplace, plannedPrivateData: request.priorPrivateData)
  }

  /// What a new object's output will be: the input, and unknown until then unless there is none.
  private static func output(of input: Value) -> Value { input.isNull ? input : .unknown(input.type) }

  package func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    try check(request.type)
    guard !request.planned.isNull, var object = request.planned.keyedValues else {
      return ApplyResponse(value: request.planned)
    }
    if let output = object["output"], !output.isKnown { object["output"] = object["input"] }
    if let id = object["id"], !id.isKnown { object["id"] = .string(makeIdentifier()) }
    return ApplyResponse(value: .object(object), privateData: request.plannedPrivateData)
  }

  // MARK: data resources

  package func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    RemoteStateData.problems(configuration, try remoteStates(for: type))
  }

  package func readDataSource(type: String, configuration: Value) async throws(ProviderError) -> DataSourceResponse {
    await RemoteStateData.read(configuration, try remoteStates(for: type))
  }

  package func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse {
    throw ProviderError(
      .unsupported, provider: address, message: "The built-in provider has no function named \"\(function)\".")
  }

  package func functionCaller() async throws(ProviderError) -> FunctionCaller {
    // Its functions read and write the language itself, so that the evaluator has them.
    { (function, _) throws(ProviderError) in
      throw ProviderError(.unsupported, provider: .builtin, message: "There is no function \"\(function)\".")
    }
  }

  func check(_ type: String) throws(ProviderError) {
    guard type != Self.dataType else { return }
    throw ProviderError(
      .unsupported, provider: address,
      message: "The built-in provider has no resource type \"\(type)\". It has \"\(Self.dataType)\".")
  }

  private func remoteStates(for type: String) throws(ProviderError) -> any RemoteStates {
    if type == RemoteStateData.type, let remoteStates { return remoteStates }
    throw ProviderError(
      .unsupported, provider: address,
      message: type == RemoteStateData.type
        ? "Other states cannot be read here." : "The built-in provider has no data source \"\(type)\".")
  }
}
