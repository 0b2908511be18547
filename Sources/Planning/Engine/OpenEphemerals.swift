import Configuring
package import Model
package import Providers

/// The ephemeral resources that are open in one run: renewed for as long as they are needed, and closed whatever happens.
package actor OpenEphemerals {
  private struct Opened {
    var client: any ProviderClient
    var privateData: [UInt8]
    var renewing: Task<Void, Never>?
  }

  private var opened: [ResourceInstanceAddress: Opened] = [:]
  private var problems: [Diagnostic] = []
  private let clock: any Clock<Duration>
  private let onEvent: @Sendable (ProgressEvent) -> Void

  package init(clock: any Clock<Duration>, onEvent: @escaping @Sendable (ProgressEvent) -> Void) {
    self.clock = clock
    self.onEvent = onEvent
  }

  /// Opens one instance. The value is as the provider gave it; what is wrong with it is for the caller to find out.
  package func open(
    _ address: ResourceInstanceAddress, client: any ProviderClient, configuration: Value
  ) async -> (value: Value?, diagnostics: [Diagnostic]) {
    let type = address.resource.type
    let result = await watched(address, .open) { () async throws(ProviderError) -> (OpenResponse, Bool) in
      let response = try await client.open(ephemeral: type, configuration: configuration)
      return (response, !response.diagnostics.hasErrors)
    }
    switch result {
    case .failure(let error): return (nil, [error.diagnostic])
    case .success(let response):
      if response.diagnostics.hasErrors { return (nil, response.diagnostics) }
      opened[address] = Opened(client: client, privateData: response.privateData)
      schedule(response.renewal, of: address)
      return (response.value, response.diagnostics)
    }
  }

  private func schedule(_ renewal: Duration?, of address: ResourceInstanceAddress) {
    guard let renewal else { return }
    let clock = clock
    opened[address]?.renewing = Task {
      do { try await clock.sleep(for: renewal) } catch { return }
      await self.renew(address)
    }
  }

  private func renew(_ address: ResourceInstanceAddress) async {
    guard let current = opened[address], !Task.isCancelled else { return }
    let result = await watched(address, .renew) { () async throws(ProviderError) -> (RenewResponse, Bool) in
      let response = try await current.client.renew(
        ephemeral: address.resource.type, privateData: current.privateData)
      return (response, !response.diagnostics.hasErrors)
    }
    switch result {
    case .failure(let error): problems.append(error.diagnostic.about(address))
    case .success(let response):
      problems += response.diagnostics.map { $0.about(address) }
      guard opened[address] != nil, !response.diagnostics.hasErrors else { return }
      opened[address]?.privateData = response.privateData
      schedule(response.renewal, of: address)
    }
  }

  /// Closes all instances of a resource that are open, and says what went wrong since they were opened.
  package func close(_ resource: ConfigResourceAddress) async -> [Diagnostic] {
    await close(opened.keys.filter { $0.config == resource })
  }

  /// Closes whatever is open.
  package func closeAll() async -> [Diagnostic] { await close(Array(opened.keys)) }

  private func close(_ addresses: [ResourceInstanceAddress]) async -> [Diagnostic] {
    for address in addresses.sorted() {
      // Taken out first: nobody else closes it, and a renewal under way changes nothing any more.
      guard let current = opened.removeValue(forKey: address) else { continue }
      current.renewing?.cancel()
      let result = await watched(address, .close) { () async throws(ProviderError) -> ([Diagnostic], Bool) in
        let found = try await current.client.close(ephemeral: address.resource.type, privateData: current.privateData)
        return (found, !found.hasErrors)
      }
      switch result {
      case .success(let found): problems += found.map { $0.about(address) }
      case .failure(let error): problems.append(error.diagnostic.about(address))
      }
    }
    defer { problems = [] }
    return problems
  }

  /// Does one thing and tells of its beginning and end.
  private func watched<Response: Sendable>(
    _ address: ResourceInstanceAddress, _ operation: ProgressEvent.Operation,
    _ body: @Sendable () async throws(ProviderError) -> (response: Response, succeeded: Bool)
  ) async -> Result<Response, ProviderError> {
    onEvent(ProgressEvent(address: address, phase: .started(operation)))
    let began = ContinuousClock.now
    func end(_ succeeded: Bool) {
      let seconds = Int(began.duration(to: .now).components.seconds)
      onEvent(
        ProgressEvent(
          address: address,
          phase: succeeded ? .completed(operation, seconds: seconds) : .failed(operation, seconds: seconds)))
    }
    do throws(ProviderError) {
      let (response, succeeded) = try await body()
      end(succeeded)
      return .success(response)
    } catch {
      end(false)
      return .failure(error)
    }
  }
}

/// What a provider gave for an ephemeral resource, found good or not, with the marks that it must carry.
package func acceptedEphemeral(
  _ value: Value, configuration: Value, schema: SchemaBlock, _ mistakes: ProviderMistakes
) -> (value: Value?, diagnostics: [Diagnostic]) {
  var wrong = mistakes.invalidObject(assertConforms(value, to: schema.impliedType), during: "open")
  if value.isNull { wrong.append(mistakes.nullDataSource()) }
  if !value.isWhollyKnown { wrong.append(mistakes.unknownDataSource()) }
  if !wrong.isEmpty { return (nil, wrong) }
  let marked = value.marking(configuration.separatingMarks().marks)
    .marking(schema.sensitivePaths(in: value).map { ($0, .sensitive) })
  return (marked.marked(with: .ephemeral), [])
}
