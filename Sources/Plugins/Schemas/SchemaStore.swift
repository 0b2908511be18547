import Model
import Providers
import Synchronization

/// One provider's schemas, for all its configurations: from the cache where that may be, otherwise from the provider, once.
final class SchemaStore: Sendable {
  typealias Answer = (bytes: [UInt8], version: ProtocolVersion)

  private let provider: ProviderAddress
  private let installed: InstalledProvider?
  private let cache: PluginCache?
  private let present = Mutex<LazyProviderSchemas?>(nil)
  private let turn = Turn()
  private let storing = Mutex<Task<Void, Never>?>(nil)

  /// Without `installed`, nothing is remembered.
  init(provider: ProviderAddress, installed: InstalledProvider?, cache: PluginCache?) {
    self.provider = provider
    self.installed = installed
    self.cache = installed?.isUnderDevelopment == false ? cache : nil
  }

  /// What the cache has; nil where the provider must be asked.
  func cached() -> LazyProviderSchemas? {
    if let present = present.withLock({ $0 }) { return present }
    guard let cache, let installed, let digest = installed.digest ?? cache.knownDigest(of: installed.executable),
      let schemas = Tracing.measureInPlace("read schema cache", [:], { cache.schemas(of: digest) })
    else { return nil }
    return keep(schemas)
  }

  /// The schemas; `ask` is called when the cache has none, by one caller only.
  func schemas(
    ask: () async throws(ProviderError) -> Answer
  ) async throws(ProviderError) -> LazyProviderSchemas {
    if let cached = cached() { return cached }
    await turn.take()
    defer { turn.giveBack() }
    if let present = present.withLock({ $0 }) { return present }
    let answer = try await ask()
    let schemas: LazyProviderSchemas
    do throws(WireError) {
      schemas = try LazyProviderSchemas(answer.bytes, version: answer.version, isTrusted: false)
    } catch {
      throw ProviderError(
        .protocolViolation, provider: provider,
        message: "The provider \(provider.displayName) described itself in a way that makes no sense: \(error.message)."
      )
    }
    if let complaint = schemas.diagnostics.first(where: \.isError) {
      throw ProviderError(
        .protocolViolation, provider: provider,
        message: "The provider \(provider.displayName) could not describe itself: \(complaint.summary)"
          + (complaint.detail.isEmpty ? "" : "\n\n\(complaint.detail)"))
    }
    remember(answer, schemas)
    return keep(schemas)
  }

  private func keep(_ schemas: LazyProviderSchemas) -> LazyProviderSchemas {
    present.withLock { present in
      if let first = present { return first }
      present = schemas
      return schemas
    }
  }

  /// Beside other work, since the binary's digest may take a second.
  private func remember(_ answer: Answer, _ schemas: LazyProviderSchemas) {
    guard let cache, let installed, schemas.isCacheable else { return }
    let task = Task {
      guard let digest = await self.digest(installed, cache) else { return }
      cache.store(answer.bytes, version: answer.version, of: digest)
    }
    storing.withLock { $0 = task }
  }

  private func digest(_ installed: InstalledProvider, _ cache: PluginCache) async -> [UInt8]? {
    if let digest = installed.digest { return digest }
    return await cache.digest(of: installed.executable)
  }

  /// Waits until what is to be remembered is written.
  func settle() async { await storing.withLock { $0 }?.value }
}

/// Lets tasks through one at a time, in the order in which they came.
final class Turn: Sendable {
  private struct State {
    var isTaken = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func take() async {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if state.isTaken {
          state.waiting.append(continuation)
          return false
        }
        state.isTaken = true
        return true
      }
      if isFree { continuation.resume() }
    }
  }

  func giveBack() {
    let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
      if state.waiting.isEmpty {
        state.isTaken = false
        return nil
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
  }
}
