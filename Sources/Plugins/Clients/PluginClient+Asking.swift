import Model
import Providers

/// Every request of a client goes through here: to the right process, measured, and not too many at once.
extension PluginClient {
  /// One request and its answer. `values` are those that the provider may take file names from, `type` is what it is about.
  func ask(
    _ method: ProtocolVersion.Method, _ message: [UInt8], naming values: [Value] = [], about type: String? = nil,
    while activity: String, isShielded: Bool = false
  ) async throws(ProviderError) -> [UInt8] {
    let work = Tracing.begin("provider \(method)", attributes(about: type))
    do throws(ProviderError) {
      let answer = try await answer(method, message, values, type, activity, isShielded)
      work?.end()
      return answer
    } catch {
      work?.end(hasFailed: true)
      throw error
    }
  }

  private func attributes(about type: String?) -> [String: String] {
    var attributes = ["provider": address.description]
    attributes["type"] = type
    return attributes
  }

  private func answer(
    _ method: ProtocolVersion.Method, _ message: [UInt8], _ values: [Value], _ type: String?, _ activity: String,
    _ isShielded: Bool
  ) async throws(ProviderError) -> [UInt8] {
    guard case .leased(let lease) = attachment else {
      return try await process(naming: values).call(method, message, while: activity, isShielded: isShielded)
    }
    let process = try await lease.process(naming: values)
    do throws(ProviderError) {
      return try await gated(method, type, lease) { () async throws(ProviderError) in
        try await process.call(method, message, while: activity, isShielded: isShielded)
      }
    } catch {
      // Somebody else's request may have ended it. Reading and planning can be asked for twice, applying cannot.
      guard error.code == .died, method != .apply, !lease.isSeparate else { throw error }
      return try await lease.separateAfterDeath().call(method, message, while: activity, isShielded: isShielded)
    }
  }

  /// What may ask the API behind the provider waits for its turn among all that do.
  private func gated(
    _ method: ProtocolVersion.Method, _ type: String?, _ lease: ProcessLease,
    _ body: () async throws(ProviderError) -> [UInt8]
  ) async throws(ProviderError) -> [UInt8] {
    let isReading = method == .read || method == .readDataSource || method == .importState
    guard isReading || method == .plan || method == .openEphemeral else { return try await body() }
    let gate = lease.pool.gate
    await gate.enter()
    let begin = ContinuousClock.now
    do throws(ProviderError) {
      let answer = try await body()
      let kind = "\(method) \(type ?? "")"
      await gate.leave(after: isReading ? .init(kind: kind, duration: ContinuousClock.now - begin) : nil)
      return answer
    } catch {
      await gate.leave(after: nil)
      throw error
    }
  }

  /// The process for a request with these values.
  func process(naming values: [Value] = []) async throws(ProviderError) -> PluginProcess {
    switch attachment {
    case .own(let process): process
    case .leased(let lease): try await lease.process(naming: values)
    }
  }

  func running() async throws(ProviderError) -> RunningPlugin { try await process().running() }

  /// What a provider says of an API that wants fewer requests makes them fewer.
  func heed(_ diagnostics: [Diagnostic]) async {
    guard case .leased(let lease) = attachment else { return }
    if diagnostics.contains(where: { isAboutThrottling($0.summary) || isAboutThrottling($0.detail) }) {
      await lease.pool.gate.noteThrottling()
    }
  }
}
