import Model
import Planning
import Providers
import Synchronization
import TestSupport

/// The provider of one process. Requests take their time, and may reach the cloud although the process has ended meanwhile;
/// answers may be lost. It compares what is asked for with what was shown.
final class StoryProvider: ProviderClient {
  private let inner: SimulatedProvider
  private let process: SimulatedProcess
  private let world: World
  private let shown: Shown

  init(process: SimulatedProcess, world: World, shown: Shown) {
    inner = SimulatedProvider(cloud: world.cloud)
    self.process = process
    self.world = world
    self.shown = shown
  }

  var address: ProviderAddress { inner.address }

  private func died() -> ProviderError { ProviderError(.died, provider: address, message: "The connection is gone.") }

  /// Most answers come soon, and some after a minute.
  private func wait() async {
    let seconds = world.chance.happens(50) ? world.chance.below(60) : 0
    try? await world.clock.sleep(for: .milliseconds(seconds * 1000 + world.chance.below(300)))
  }

  private func ask<Answer: Sendable>(
    _ what: String, _ body: () async throws(ProviderError) -> Answer
  ) async throws(ProviderError) -> Answer {
    guard process.step(what) else { throw died() }
    await wait()
    // What was sent may still arrive when the sender is gone.
    guard process.isAlive || world.chance.happens(300) else { throw died() }
    let answer = try await body()
    guard process.step("\(what): done") else { throw died() }
    await wait()
    guard process.isAlive else { throw died() }
    return answer
  }

  func schemas() async throws(ProviderError) -> any ProviderSchemas { try await inner.schemas() }

  func validateProviderConfiguration(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await inner.validateProviderConfiguration(configuration)
  }

  func configure(_ configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await inner.configure(configuration)
  }

  func validateResource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] {
    try await inner.validateResource(type: type, configuration: configuration)
  }

  func validateDataSource(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }

  func upgrade(_ request: UpgradeRequest) async throws(ProviderError) -> UpgradeResponse {
    try await inner.upgrade(request)
  }

  func read(_ request: ReadRequest) async throws(ProviderError) -> ReadResponse {
    try await ask("read \(request.prior["id"]?.stringValue ?? "")") { () async throws(ProviderError) in
      try await inner.read(request)
    }
  }

  func readDataSource(type: String, configuration: Value) async throws(ProviderError) -> DataSourceResponse {
    try await inner.readDataSource(type: type, configuration: configuration)
  }

  func plan(_ request: PlanRequest) async throws(ProviderError) -> PlanResponse { try await inner.plan(request) }

  func apply(_ request: ApplyRequest) async throws(ProviderError) -> ApplyResponse {
    var request = request
    if world.mutation == .otherThanShown, request.type == "sim_server", case .object(var members) = request.planned {
      members["size"] = .integer(77)
      request.planned = .object(members)
    }
    let operation = Shown.Operation(request)
    let sent = request
    if process.isAlive, !sent.planned.isNull, let base = sent.planned["network_id"]?.stringValue, !isOnRecord(base) {
      world.witness.broken(.noObjectIsLost, "\(operation.address) is built on \(base), which is nowhere on record")
    }
    let answer = try await ask(operation.description) { () async throws(ProviderError) in
      shown.check(operation, sent, process, world.witness)
      return try await inner.apply(sent)
    }
    // A request that is delivered twice changes nothing more, as long as it does not make something.
    let isRepeated =
      operation.kind == .create
      ? world.mutation == .madeTwice : operation.kind == .delete && world.chance.happens(world.faults.provider)
    guard isRepeated else { return answer }
    return try await ask("\(operation) again") { () async throws(ProviderError) in
      shown.check(operation, sent, process, world.witness, isDeliveredTwice: operation.kind != .create)
      return try await inner.apply(sent)
    }
  }

  /// Whether the state or this machine's journal has an object with this identifier.
  private func isOnRecord(_ id: String) -> Bool {
    var texts = process.machine.disk.paths.compactMap { process.machine.disk.bytes(at: $0) }
    if let bytes = world.service?.bytes { texts.append(bytes) }
    return texts.contains { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      return text.contains("\"id\":\"\(id)\"") || text.contains("\"id\": \"\(id)\"")
    }
  }

  func identitySchema(of type: String) async throws(ProviderError) -> IdentitySchema? { nil }
  func importState(_ request: ImportRequest) async throws(ProviderError) -> ImportResponse {
    try await inner.importState(request)
  }
  func move(_ request: MoveRequest) async throws(ProviderError) -> MoveResponse { try await inner.move(request) }
  func validateEphemeral(type: String, configuration: Value) async throws(ProviderError) -> [Diagnostic] { [] }
  func open(ephemeral type: String, configuration: Value) async throws(ProviderError) -> OpenResponse {
    try await inner.open(ephemeral: type, configuration: configuration)
  }
  func renew(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> RenewResponse {
    try await inner.renew(ephemeral: type, privateData: privateData)
  }
  func close(ephemeral type: String, privateData: [UInt8]) async throws(ProviderError) -> [Diagnostic] { [] }
  func call(function: String, arguments: [Value]) async throws(ProviderError) -> FunctionResponse {
    try await inner.call(function: function, arguments: arguments)
  }
  func functionCaller() async throws(ProviderError) -> FunctionCaller { try await inner.functionCaller() }
  func stop() async {}
  func close() async {}
}

struct StoryProviders: ProviderSource {
  let provider: StoryProvider

  func client(for configuration: ProviderConfigAddress) async throws(ProviderError) -> any ProviderClient { provider }
  func schemas(of provider: ProviderAddress) async throws(ProviderError) -> any ProviderSchemas { SimulatedSchemas.all }
}
