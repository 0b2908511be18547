package import Model
package import Providers

/// A provider of a simulated cloud. It follows the rules between engine and provider; the cloud's faults are what can go wrong.
package struct SimulatedProvider: ProviderClient {
  package let cloud: SimulatedCloud

  package init(cloud: SimulatedCloud) { self.cloud = cloud }

  package var address: ProviderAddress { SimulatedSchemas.provider }
  package func schemas() async throws(ProviderError) -> any ProviderSchemas { SimulatedSchemas.all }

  package func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    configuration["refuse"]?.boolValue == true ? [refusal("The configuration says to refuse it.")] : []
  }

  package func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    if let region = configuration["region"]?.stringValue { await cloud.enter(region: region) }
    return []
  }
  package func stop() async {}
  package func close() async {}

  package func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    guard let size = configuration["size"]?.numberValue, size < Number(0) else { return [] }
    return [
      Diagnostic(
        code: "simulated.invalid", summary: "Invalid size", detail: "A size cannot be negative.",
        attributePath: [.attribute("size")])
    ]
  }

  package func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }

  package func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse {
    let type = try schema(request.type).block.impliedType
    guard var json = try? JSON.read(request.attributes) else {
      return UpgradeResponse(value: .null(type), diagnostics: [refusal("The recorded object cannot be read.")])
    }
    if request.version == 0, request.type == "sim_server", case .object(var members) = json {
      // Before version 1, the network was called otherwise.
      members = members.map { $0.name == "network" ? .init("network_id", $0.value) : $0 }
      json = .object(members)
    }
    guard let value = try? Value(json, as: type) else {
      return UpgradeResponse(value: .null(type), diagnostics: [refusal("The recorded object cannot be read.")])
    }
    return UpgradeResponse(value: value)
  }

  package func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse {
    let type = try schema(request.type).block.impliedType
    let fault = try await begin(.read, request.type, request.prior)
    if fault == .refuses || fault == .failsHalfWay {
      return ReadResponse(
        value: request.prior, privateData: request.privateData, diagnostics: [refusal("Reading failed.")])
    }
    let found = await cloud.read(id: request.prior["id"]?.stringValue ?? "")
    return ReadResponse(value: found ?? .null(type), privateData: request.privateData)
  }

  package func readDataSource(type: String, configuration: Value) async throws(ProviderError) -> DataSourceResponse {
    let name = configuration["name"]?.stringValue ?? ""
    guard let found = await cloud.find(type: type, name: name), case .object(var result) = configuration else {
      let missing = Value.null(SimulatedSchemas.networkData.block.impliedType)
      return DataSourceResponse(value: missing, diagnostics: [refusal("There is no \(type) named \"\(name)\".")])
    }
    result["id"] = found["id"]
    result["range"] = found["range"]
    return DataSourceResponse(value: .object(result))
  }

  // MARK: planning

  package func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse {
    let schema = try schema(request.type).block
    guard case .object(var planned) = leavingComputedOpen(request.proposed, schema) else {
      return PlanResponse(planned: request.proposed)
    }
    if request.type == "sim_vault", name(request.proposed) == "leaky" {
      planned["secret_wo"] = request.configuration["secret_wo"]
    }
    var requiresReplace: [ValuePath] = []
    if !request.prior.isNull {
      for name in SimulatedSchemas.fixed[request.type] ?? [] where request.prior[name] != planned[name] {
        requiresReplace.append([.attribute(name)])
      }
      // Every change of an object raises its revision.
      if Value.object(planned) != request.prior { planned["revision"] = .unknown(.number) }
    }
    return PlanResponse(
      planned: .object(planned), requiresReplace: requiresReplace, plannedPrivateData: Array("planned".utf8))
  }

  private func leavingComputedOpen(_ value: Value, _ schema: SchemaBlock) -> Value {
    value.transformed { path, part in
      guard part.isNull, case .attribute(let name) = path.last else { return part }
      var block = schema
      for case .attribute(let step) in path.dropLast() { block = block.block(step)?.block ?? block }
      guard let attribute = block.attribute(name), attribute.isComputed else { return part }
      return .unknown(attribute.impliedType)
    }
  }

  // MARK: applying

  package func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    if request.planned.isNull { return try await delete(request) }
    return request.prior.isNull ? try await create(request) : try await update(request)
  }

  private func create(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    let null = Value.null(try schema(request.type).block.impliedType)
    let fault = try await begin(.create, request.type, request.planned)
    if fault == .refuses { return ApplyResponse(value: null, diagnostics: [refusal("Nothing was made.")]) }
    let id = await cloud.newID(type: request.type, name: name(request.planned))
    let value = locked(complete(request.planned, id: id, revision: 1), request)
    await cloud.put(value, type: request.type, id: id)
    return try finish(value, fault, request)
  }

  private func update(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    let fault = try await begin(.update, request.type, request.planned)
    let id = request.prior["id"]?.stringValue ?? ""
    guard fault != .refuses, await cloud.objects[id] != nil else {
      return ApplyResponse(
        value: request.prior, privateData: request.plannedPrivateData, diagnostics: [refusal("Nothing was changed.")])
    }
    let revision = (request.prior["revision"]?.numberValue?.int ?? 0) + 1
    let value = locked(complete(request.planned, id: id, revision: revision), request)
    await cloud.put(value, type: request.type, id: id)
    return try finish(value, fault, request)
  }

  private func delete(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    let fault = try await begin(.delete, request.type, request.prior)
    if fault == .refuses || fault == .failsHalfWay {
      return ApplyResponse(
        value: request.prior, privateData: request.plannedPrivateData, diagnostics: [refusal("Nothing was deleted.")])
    }
    await cloud.delete(id: request.prior["id"]?.stringValue ?? "")
    if fault == .diesAfterwards { throw died() }
    return ApplyResponse(value: request.planned)
  }

  private func finish(
    _ value: Value, _ fault: SimulatedCloud.Fault?, _ request: ApplyRequest
  ) throws(ProviderError) -> ApplyResponse {
    if fault == .diesAfterwards { throw died() }
    return ApplyResponse(
      value: value, privateData: Array("applied".utf8),
      diagnostics: fault == .failsHalfWay ? [refusal("It was done only half way.")] : [])
  }

  /// Of what is write-only, a vault shows how long it is.
  private func locked(_ value: Value, _ request: ApplyRequest) -> Value {
    guard request.type == "sim_vault", case .object(var members) = value,
      let secret = request.configuration["secret_wo"]?.stringValue
    else { return value }
    members["length"] = .integer(secret.count)
    return .object(members)
  }

  /// What was unknown gets a value that follows from the object's identity and the place in it.
  private func complete(_ planned: Value, id: String, revision: Int) -> Value {
    planned.transformed { path, part in
      guard case .unknown(let type, _) = part else { return part }
      switch path.last {
      case .attribute("id") where path.count == 1: return .string(id)
      case .attribute("revision"): return .integer(revision)
      default: break
      }
      if type == .number { return .integer(path.count) }
      return .string("\(id)/\(path.count)")
    }
  }

  // MARK: refactoring

  /// Knows the identifier only, as many real providers do; reading finds the rest.
  package func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse {
    let schema = try schema(request.type)
    let (isReachable, _) = await cloud.begin(.read, type: request.type, name: request.id)
    guard isReachable else { throw died() }
    guard var object = schema.block.emptyValue.keyedValues else { return ImportResponse() }
    object["id"] = .string(request.id)
    return ImportResponse(
      objects: [
        ImportResponse.Object(type: request.type, value: .object(object), privateData: Array("imported".utf8))
      ])
  }

  /// A network can be told to be a subnet, and the other way round.
  package func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse {
    let type = try schema(request.targetType).block.impliedType
    let kin: Set<String> = ["sim_network", "sim_subnet"]
    guard kin.isSuperset(of: [request.sourceType, request.targetType]), request.sourceProvider == address,
      let json = try? JSON.read(request.attributes), let value = try? Value(json, as: type)
    else {
      return MoveResponse(
        value: .null(type), diagnostics: [refusal("A \(request.sourceType) is no \(request.targetType).")])
    }
    return MoveResponse(value: value, privateData: Array("moved".utf8))
  }

  // MARK: what they share

  private func begin(
    _ kind: SimulatedCloud.Operation.Kind, _ type: String, _ value: Value
  ) async throws(ProviderError) -> SimulatedCloud.Fault? {
    let (isReachable, fault) = await cloud.begin(kind, type: type, name: name(value))
    guard isReachable, fault != .dies else { throw died() }
    if kind == .read, fault == .diesAfterwards { throw died() }
    return fault
  }

  private func name(_ value: Value) -> String { value["name"]?.stringValue ?? "" }

  private func died() -> ProviderError {
    ProviderError(.died, provider: address, message: "The simulated provider ended in the middle of a request.")
  }

  private func refusal(_ detail: String) -> Diagnostic {
    Diagnostic(code: "simulated.refused", summary: "Simulated failure", detail: detail)
  }

  private func schema(_ type: String) throws(ProviderError) -> Schema {
    guard let schema = SimulatedSchemas.all.resource(type) else {
      throw ProviderError(.unsupported, provider: address, message: "There is no type \"\(type)\".")
    }
    return schema
  }

  // MARK: ephemeral resources

  package func validateEphemeral(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    guard configuration["name"]?.stringValue == "" else { return [] }
    return [
      Diagnostic(
        code: "simulated.invalid", summary: "Invalid name", detail: "A name cannot be empty.",
        attributePath: [.attribute("name")])
    ]
  }

  package func open(ephemeral type: String, configuration: Value) async throws(ProviderError) -> OpenResponse {
    let name = name(configuration)
    await cloud.note(ephemeral: "open \(name)")
    if name == "broken" {
      return OpenResponse(value: configuration, diagnostics: [refusal("There is no token.")])
    }
    let value = Value.object([("name", .string(name)), ("token", .string("token-\(name)"))])
    return OpenResponse(
      value: value, privateData: Array(name.utf8), renewal: name.hasPrefix("short") ? .milliseconds(5) : nil)
  }

  package func renew(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> RenewResponse {
    await cloud.note(ephemeral: "renew \(String(decoding: privateData, as: UTF8.self))")
    return RenewResponse(privateData: privateData, renewal: .milliseconds(5))
  }

  package func close(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> [Diagnostic] {
    await cloud.note(ephemeral: "close \(String(decoding: privateData, as: UTF8.self))")
    return []
  }

  /// `shout` makes a text loud; it refuses an empty one, which is its argument 0.
  package func functionCaller() async throws(ProviderError) -> FunctionCaller {
    { (function, arguments) throws(ProviderError) in
      guard function == "shout" else {
        throw ProviderError(
          .unsupported, provider: SimulatedSchemas.provider, message: "There is no function \"\(function)\".")
      }
      let words = arguments.compactMap(\.stringValue)
      if let silent = words.firstIndex(of: "") {
        return FunctionResponse(value: .null(.string), failure: .init(text: "nothing to shout", argument: silent))
      }
      return FunctionResponse(value: .string(words.joined(separator: " ").uppercased() + "!"))
    }
  }

  package func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse {
    try await functionCaller()(function, arguments)
  }
}
