package import Model
package import Providers
import Synchronization

/// A provider that runs as a plugin, with one configuration. Its process starts when the client is made or first used; schemas
/// that are in the cache are at hand before that.
package final class PluginClient: ProviderClient {
  package let address: ProviderAddress
  let attachment: Attachment
  private let engineVersion: String
  private let store: SchemaStore
  private let verdicts: Verdicts?
  private let isConfigured = Mutex(false)
  /// By type; nil until the provider has been asked.
  let identities = Mutex<[String: IdentitySchema]?>(nil)

  /// How a client finds out whether a configuration was found valid before.
  struct Verdicts: Sendable {
    var cache: PluginCache
    var installed: InstalledProvider
    var environment: [String: String]
  }

  /// Where requests go.
  enum Attachment: Sendable {
    case own(PluginProcess)
    /// A process that others may use too.
    case leased(ProcessLease)
  }

  init(
    _ address: ProviderAddress, _ attachment: Attachment, engineVersion: String, store: SchemaStore, verdicts: Verdicts?
  ) {
    self.address = address
    self.attachment = attachment
    self.engineVersion = engineVersion
    self.store = store
    self.verdicts = verdicts
  }

  /// Of the process, once it runs; nil for one that somebody else started.
  var identifier: Int32? {
    get async throws(ProviderError) { try await running().process?.identifier }
  }

  /// Begins to start the process and does not wait for it.
  package func warmUp() {
    // Of those that are shared, which one it will be turns out when it is configured.
    if case .own(let process) = attachment { process.warmUp() }
  }

  package func schemas() async throws(ProviderError) -> any ProviderSchemas { try await decodedSchemas() }

  func decodedSchemas() async throws(ProviderError) -> LazyProviderSchemas {
    try await store.schemas { () async throws(ProviderError) in
      let answer = try await ask(.schema, [], while: "it described its schemas")
      return (answer, try await running().version)
    }
  }

  // MARK: The provider's own configuration

  package func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    let type = try await decodedSchemas().providerConfiguration.block.impliedType
    let activity = "checking its configuration"
    let message = try write(activity) { () throws(WireError) in
      try RequestMessage.validateProvider(configuration, type)
    }
    // With the AWS provider this one request costs three seconds of processor time.
    return try await verdict(.validateProvider, message, field: 2, naming: configuration, while: activity)
  }

  /// Asks whether something is valid, unless the same was found so before: starting the provider would take longer than all
  /// else that a validation does.
  func verdict(
    _ method: ProtocolVersion.Method, _ message: [UInt8], field: Int, naming value: Value, about type: String? = nil,
    while activity: String
  ) async throws(ProviderError) -> [Diagnostic] {
    // Once configured a provider may know more than it did.
    let verdicts = method == .validateProvider || !isConfigured.withLock { $0 } ? verdicts : nil
    let question = Array("\(method)\n".utf8) + message
    if let verdicts, let verdict = knownVerdict(question, verdicts), verdicts.cache.isValid(verdict) { return [] }
    let lease = verdicts == nil ? nil : sharedLease
    if let lease, let known = lease.pool.verdict(lease.program, question) { return known }
    let answer = try await ask(method, message, naming: [value], about: type, while: activity)
    let diagnostics = try read(activity) { () throws(WireError) in
      try ResponseMessage.diagnostics(answer, field: field)
    }
    if let lease { lease.pool.remember(diagnostics, of: lease.program, question) }
    // Warnings are to be seen every time, errors may be due to the world: only "nothing to say" is remembered.
    if diagnostics.isEmpty, let verdicts, let digest = await digest(verdicts) {
      verdicts.cache.remember(
        PluginCache.verdict(binary: digest, configuration: question, environment: verdicts.environment))
    }
    return diagnostics
  }

  private var sharedLease: ProcessLease? {
    guard case .leased(let lease) = attachment, !lease.isSeparate else { return nil }
    return lease
  }

  private func knownVerdict(_ message: [UInt8], _ verdicts: Verdicts) -> String? {
    let installed = verdicts.installed
    guard let digest = installed.digest ?? verdicts.cache.knownDigest(of: installed.executable) else { return nil }
    return PluginCache.verdict(binary: digest, configuration: message, environment: verdicts.environment)
  }

  private func digest(_ verdicts: Verdicts) async -> [UInt8]? {
    if let digest = verdicts.installed.digest { return digest }
    return await verdicts.cache.digest(of: verdicts.installed.executable)
  }

  package func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    let type = try await decodedSchemas().providerConfiguration.block.impliedType
    let activity = "it was configured"
    let message = try write(activity) { () throws(WireError) in
      try RequestMessage.configure(configuration, type, engineVersion: engineVersion)
    }
    isConfigured.withLock { $0 = true }
    if case .leased(let lease) = attachment {
      return try await lease.configure(message, naming: configuration, while: activity)
    }
    let answer = try await ask(.configure, message, while: activity)
    return try read(activity) { () throws(WireError) in try ResponseMessage.diagnostics(answer, field: 1) }
  }

  // MARK: Resources

  package func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    let schema = try await resource(type)
    return try await validate(.validateResource, type, configuration, schema)
  }

  package func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    let schema = try await dataSource(type)
    return try await validate(.validateDataSource, type, configuration, schema)
  }

  private func validate(
    _ method: ProtocolVersion.Method, _ type: String, _ configuration: Value, _ schema: Schema
  ) async throws(ProviderError) -> [Diagnostic] {
    let activity = "checking the configuration of \(type)"
    let message = try write(activity) { () throws(WireError) in
      try RequestMessage.validate(
        type, configuration, schema.block.impliedType, isResource: method == .validateResource)
    }
    return try await verdict(method, message, field: 1, naming: configuration, about: type, while: activity)
  }

  package func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse {
    let type = try await resource(request.type).block.impliedType
    let activity = "upgrading the state of \(request.type)"
    let answer = try await ask(.upgrade, RequestMessage.upgrade(request), about: request.type, while: activity)
    return try read(activity) { () throws(WireError) in try ResponseMessage.upgrade(answer, type) }
  }

  package func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse {
    let type = try await resource(request.type).block.impliedType
    let activity = "reading \(request.type)"
    let meta = try await meta(request.providerMeta, activity)
    let identity = try await self.message(request.identity, of: request.type, activity)
    let message = try write(activity) { () throws(WireError) in
      try RequestMessage.read(request, type, meta: meta, identity: identity)
    }
    let answer = try await ask(.read, message, naming: [request.prior], about: request.type, while: activity)
    var (response, found) = try read(activity) { () throws(WireError) in try ResponseMessage.read(answer, type) }
    await heed(response.diagnostics)
    response.identity = try await self.identity(found, of: request.type, activity)
    return response
  }

  package func readDataSource(
    type: String, configuration: Value
  ) async throws(ProviderError) -> DataSourceResponse {
    try await readDataSource(type: type, configuration: configuration, providerMeta: .null(.dynamic))
  }

  package func readDataSource(
    type: String, configuration: Value, providerMeta: Value
  ) async throws(ProviderError) -> DataSourceResponse {
    let implied = try await dataSource(type).block.impliedType
    let activity = "reading the data source \(type)"
    let meta = try await meta(providerMeta, activity)
    let message = try write(activity) { () throws(WireError) in
      try RequestMessage.readDataSource(type, configuration, implied, meta: meta)
    }
    let answer = try await ask(.readDataSource, message, naming: [configuration], about: type, while: activity)
    let response = try read(activity) { () throws(WireError) in try ResponseMessage.readDataSource(answer, implied) }
    await heed(response.diagnostics)
    return response
  }

  package func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse {
    let type = try await resource(request.type).block.impliedType
    let activity = "planning \(request.type)"
    let meta = try await meta(request.providerMeta, activity)
    let message = try write(activity) { () throws(WireError) in try RequestMessage.plan(request, type, meta: meta) }
    let answer = try await ask(
      .plan, message, naming: [request.proposed, request.configuration], about: request.type, while: activity)
    return try read(activity) { () throws(WireError) in try ResponseMessage.plan(answer, type) }
  }

  package func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    let type = try await resource(request.type).block.impliedType
    let activity = "changing \(request.type)"
    let meta = try await meta(request.providerMeta, activity)
    let message = try write(activity) { () throws(WireError) in try RequestMessage.apply(request, type, meta: meta) }
    // Breaking the call off would lose the answer that says what was made: only `stop` and `close` end it early.
    let answer = try await ask(
      .apply, message, naming: [request.planned, request.configuration], about: request.type, while: activity,
      isShielded: true)
    var (response, found) = try read(activity) { () throws(WireError) in try ResponseMessage.apply(answer, type) }
    do throws(ProviderError) { response.identity = try await identity(found, of: request.type, activity) } catch {
      // What was made must be recorded, whatever can be made of its identity.
      response.diagnostics.append(unreadIdentity(error))
    }
    return response
  }

  // MARK: Refactoring

  package func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse {
    _ = try await resource(request.type)
    let activity = "importing \(request.type)"
    let identity = try await message(request.identity, of: request.type, activity)
    let answer = try await ask(
      .importState, RequestMessage.importState(request, identity: identity), about: request.type, while: activity)
    let (found, diagnostics) = try read(activity) { () throws(WireError) in try ResponseMessage.importState(answer) }
    var response = ImportResponse(diagnostics: diagnostics)
    for object in found {
      let type = try await resource(object.type).block.impliedType
      let value = try read(activity) { () throws(WireError) in
        try object.state.map { (state) throws(WireError) in try DynamicValue.read(state, as: type) } ?? .null(type)
      }
      response.objects.append(
        ImportResponse.Object(
          type: object.type, value: value, privateData: object.privateData,
          identity: try await self.identity(object.identity, of: object.type, activity)))
    }
    return response
  }

  package func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse {
    let type = try await resource(request.targetType).block.impliedType
    let activity = "moving \(request.sourceType) to \(request.targetType)"
    let answer = try await ask(.move, RequestMessage.move(request), about: request.targetType, while: activity)
    return try read(activity) { () throws(WireError) in try ResponseMessage.move(answer, type) }
  }

  // MARK: Functions

  package func call(function name: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse {
    guard let function = try await decodedSchemas().functions[name] else { throw unknown("function", name) }
    let activity = "calling its function \(name)"
    let message = try callMessage(name, function, arguments, activity)
    let answer = try await ask(.callFunction, message, naming: arguments, about: name, while: activity)
    return try read(activity) { () throws(WireError) in try ResponseMessage.call(answer, function.returnType) }
  }

  package func functionCaller() async throws(ProviderError) -> FunctionCaller {
    let functions = try await decodedSchemas().functions
    // Expressions cannot wait for another process when an argument names a file: it is a separate one from the beginning.
    if case .leased(let lease) = attachment { lease.keepSeparate() }
    let process = try await process()
    let plugin = try await process.running()
    return { (name, arguments) throws(ProviderError) in
      guard let function = functions[name] else { throw self.unknown("function", name) }
      let activity = "calling its function \(name)"
      let message = try self.callMessage(name, function, arguments, activity)
      let answer = try process.callInPlace(plugin, .callFunction, message, while: activity)
      return try self.read(activity) { () throws(WireError) in try ResponseMessage.call(answer, function.returnType) }
    }
  }

  private func callMessage(
    _ name: String, _ function: ProviderFunction, _ arguments: [Value], _ activity: String
  ) throws(ProviderError) -> [UInt8] {
    let types = function.parameters.map(\.type)
    return try write(activity) { () throws(WireError) in
      guard arguments.count == types.count || (arguments.count > types.count && function.variadic != nil) else {
        throw WireError("the function takes \(types.count) arguments, not \(arguments.count)")
      }
      let rest = function.variadic?.type ?? .dynamic
      return try RequestMessage.call(
        name, arguments.enumerated().map { ($1, types.indices.contains($0) ? types[$0] : rest) })
    }
  }

  // MARK: The end

  package func stop() async {
    switch attachment {
    case .own(let process): await process.stop()
    case .leased(let lease): await lease.stop()
    }
  }

  package func close() async {
    switch attachment {
    case .own(let process):
      await process.close()
      await store.settle()
    case .leased(let lease): await lease.close()
    }
  }
}

extension PluginClient {
  private func resource(_ type: String) async throws(ProviderError) -> Schema {
    guard let schema = try await decodedSchemas().resource(type) else { throw unknown("resource type", type) }
    return schema
  }

  private func dataSource(_ type: String) async throws(ProviderError) -> Schema {
    guard let schema = try await decodedSchemas().dataSource(type) else { throw unknown("data source", type) }
    return schema
  }

  func unknown(_ kind: String, _ name: String) -> ProviderError {
    ProviderError(
      .unsupported, provider: address,
      message: "The provider \(address.displayName) has no \(kind) \(shown(name)).")
  }

  /// `provider_meta` as a message; nil where the provider has no use for it.
  private func meta(_ value: Value, _ activity: String) async throws(ProviderError) -> [UInt8]? {
    guard let schema = try await decodedSchemas().providerMeta else { return nil }
    let type = schema.block.impliedType
    return try write(activity) { () throws(WireError) in
      try DynamicValue.write(value.isNull ? .null(type) : value, as: type)
    }
  }

  /// A request that cannot be written is a mistake of the engine's or of a schema, and is said to be one.
  func write<Message>(
    _ activity: String, _ body: () throws(WireError) -> Message
  ) throws(ProviderError) -> Message {
    do throws(WireError) { return try body() } catch {
      throw ProviderError(
        .unsupported, provider: address,
        message: "The request to the provider \(address.displayName) for \(activity) could not be written: "
          + "\(error.message).")
    }
  }

  func read<Response>(
    _ activity: String, _ body: () throws(WireError) -> Response
  ) throws(ProviderError) -> Response {
    do throws(WireError) { return try body() } catch {
      throw ProviderError(
        .protocolViolation, provider: address,
        message: "The provider \(address.displayName) gave an answer that makes no sense while \(activity): "
          + "\(error.message).")
    }
  }
}
