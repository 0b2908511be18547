package import Model
package import Providers
import Synchronization

/// Providers as plugins: one process for each provider configuration, for as long as a command runs.
package final class PluginProviderSource: ProviderSource {
  /// Where a provider's program is; throws `notInstalled` when it is nowhere.
  package typealias Lookup = @Sendable (ProviderAddress) async throws(ProviderError) -> InstalledProvider

  private let lookup: Lookup
  private let builtin: any ProviderClient
  private let settings: PluginSettings
  private let cache: PluginCache?
  private let pool: ProcessPool?
  private let reattachments: [String: Reattachment]
  private let state = Mutex(State())

  private struct State {
    var clients: [ProviderConfigAddress: PluginClient] = [:]
    var stores: [ProviderAddress: SchemaStore] = [:]
    var isClosed = false
  }

  /// `builtin` is the engine's own provider, which runs as no process.
  ///
  /// With a pool, processes are shared with other sources, and where they are not they work in the current `WorkingDirectory`.
  package init(
    settings: PluginSettings, builtin: any ProviderClient, pool: ProcessPool? = nil, lookup: @escaping Lookup
  ) {
    self.pool = pool
    self.lookup = lookup
    self.builtin = builtin
    self.settings = settings
    cache = settings.cacheFolder.map { PluginCache(folder: $0) }
    reattachments = Reattachment.read(settings.environment[Reattachment.variable] ?? "")
  }

  /// Begins to start the process, and returns before it runs.
  package func client(
    for configuration: ProviderConfigAddress
  ) async throws(ProviderError) -> any ProviderClient {
    if configuration.provider == .builtin { return builtin }
    let client = try await plugin(for: configuration)
    client.warmUp()
    return client
  }

  package func idleClient(
    for configuration: ProviderConfigAddress
  ) async throws(ProviderError) -> any ProviderClient {
    configuration.provider == .builtin ? builtin : try await plugin(for: configuration)
  }

  package func schemas(of provider: ProviderAddress) async throws(ProviderError) -> any ProviderSchemas {
    if provider == .builtin { return try await builtin.schemas() }
    // Any client of it will do; its process starts only if the cache has nothing.
    return try await plugin(for: ProviderConfigAddress(provider: provider)).schemas()
  }

  /// Tells all providers to give up what is under way.
  package func stopAll() async { await forAll { await $0.stop() } }

  /// Ends all processes. Nothing may be asked afterwards.
  package func closeAll() async {
    state.withLock { $0.isClosed = true }
    await forAll { await $0.close() }
    await builtin.close()
  }

  private func forAll(_ body: @escaping @Sendable (PluginClient) async -> Void) async {
    let clients = state.withLock { Array($0.clients.values) }
    await withTaskGroup { group in
      for client in clients { group.addTask { await body(client) } }
    }
  }

  private func plugin(for configuration: ProviderConfigAddress) async throws(ProviderError) -> PluginClient {
    if let present = state.withLock({ $0.clients[configuration] }) { return present }
    let provider = configuration.provider
    if let reattachment = reattachments[provider.description] {
      return try add(
        configuration, origin: .attached(reattachment.endpoint, reattachment.version), installed: nil)
    }
    let installed = try await lookup(provider)
    return try add(configuration, origin: .installed(installed), installed: installed)
  }

  /// The client that others have added meanwhile, or a new one.
  private func add(
    _ configuration: ProviderConfigAddress, origin: PluginProcess.Origin, installed: InstalledProvider?
  ) throws(ProviderError) -> PluginClient {
    let provider = configuration.provider
    let client = state.withLock { state -> PluginClient? in
      if let present = state.clients[configuration] { return present }
      if state.isClosed { return nil }
      let client: PluginClient
      if let pool, let installed {
        client = leased(provider, installed, pool)
      } else {
        let store = state.stores[provider] ?? SchemaStore(provider: provider, installed: installed, cache: cache)
        state.stores[provider] = store
        client = PluginClient(
          provider, .own(PluginProcess(provider: provider, origin: origin, settings: settings)),
          engineVersion: settings.engineVersion, store: store, verdicts: verdicts(installed))
      }
      state.clients[configuration] = client
      return client
    }
    guard let client else {
      throw ProviderError(
        .cancelled, provider: provider,
        message: "The provider \(provider.displayName) was not started because the command is ending.")
    }
    return client
  }

  private func leased(_ provider: ProviderAddress, _ installed: InstalledProvider, _ pool: ProcessPool) -> PluginClient
  {
    let program = pool.program(provider, installed)
    return PluginClient(
      provider,
      .leased(
        ProcessLease(pool: pool, program: program, installed: installed, directory: WorkingDirectory.current)),
      engineVersion: settings.engineVersion, store: pool.store(program, installed), verdicts: verdicts(installed))
  }

  private func verdicts(_ installed: InstalledProvider?) -> PluginClient.Verdicts? {
    guard let cache, let installed, !installed.isUnderDevelopment else { return nil }
    return PluginClient.Verdicts(cache: cache, installed: installed, environment: settings.environment)
  }
}
