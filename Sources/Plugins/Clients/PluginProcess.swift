import Model
import Providers
import Synchronization

/// A plugin from its start, which is made once for whoever comes first, to its end.
final class PluginProcess: Sendable {
  enum Origin: Sendable {
    case installed(InstalledProvider)
    /// Started by somebody else, e.g. under a debugger.
    case attached(Endpoint, ProtocolVersion)
  }

  private struct State {
    var start: Task<Result<RunningPlugin, ProviderError>, Never>?
    var process: ChildProcess?
    var isRunning = false
    var isClosed = false
  }

  let provider: ProviderAddress
  private let origin: Origin
  private let settings: PluginSettings
  private let state = Mutex(State())

  init(provider: ProviderAddress, origin: Origin, settings: PluginSettings) {
    self.provider = provider
    self.origin = origin
    self.settings = settings
  }

  var engineVersion: String { settings.engineVersion }

  /// Begins the start and does not wait for it.
  func warmUp() { _ = begin() }

  func running() async throws(ProviderError) -> RunningPlugin {
    guard let start = begin() else {
      throw ProviderError(
        .cancelled, provider: provider, message: "The provider \(provider.displayName) has been ended already.")
    }
    return try await start.value.get()
  }

  private func begin() -> Task<Result<RunningPlugin, ProviderError>, Never>? {
    state.withLock { state in
      if state.isClosed { return nil }
      if let start = state.start { return start }
      let start = Task { await self.start() }
      state.start = start
      return start
    }
  }

  private func start() async -> Result<RunningPlugin, ProviderError> {
    let work = Tracing.begin("provider start", ["provider": provider.description])
    let result = await startMeasured()
    if case .failure = result { work?.end(hasFailed: true) } else { work?.end() }
    return result
  }

  private func startMeasured() async -> Result<RunningPlugin, ProviderError> {
    do throws(ProviderError) {
      let plugin: RunningPlugin
      switch origin {
      case .attached(let endpoint, let version):
        plugin = try RunningPlugin.attach(provider, endpoint, version, settings)
      case .installed(let installed):
        plugin = try await RunningPlugin.start(provider, installed, settings) { process in
          let isClosed = state.withLock { state in
            state.process = process
            return state.isClosed
          }
          if isClosed { process.kill() }
        }
      }
      state.withLock { $0.isRunning = true }
      return .success(plugin)
    } catch { return .failure(error) }
  }

  /// One request and its answer. `activity` completes "while …" in messages.
  func call(
    _ method: ProtocolVersion.Method, _ message: [UInt8], while activity: String, isShielded: Bool = false
  ) async throws(ProviderError) -> [UInt8] {
    let plugin = try await running()
    do throws(RPCFailure) {
      return try await plugin.connection.call(plugin.version.path(method), message, isShielded: isShielded)
    } catch { throw await explain(error, plugin, activity) }
  }

  /// The same for a caller who waits in place, with a plugin that runs.
  func callInPlace(
    _ plugin: RunningPlugin, _ method: ProtocolVersion.Method, _ message: [UInt8], while activity: String
  ) throws(ProviderError) -> [UInt8] {
    do throws(RPCFailure) {
      return try plugin.connection.callInPlace(plugin.version.path(method), message)
    } catch {
      // Its last words come from its end, for which a caller in place cannot wait.
      let code: ProviderError.Code = if case .connectionLost = error { .died } else { .protocolViolation }
      throw ProviderError(
        code, provider: provider,
        message: "the provider \(provider.displayName) failed while \(activity): \(error.reason)")
    }
  }

  /// One request with an answer of many messages.
  func stream(
    _ method: ProtocolVersion.Method, _ message: [UInt8], while activity: String
  ) async throws(ProviderError) -> AnswerStream {
    let plugin = try await running()
    return AnswerStream(plugin.connection.messages(plugin.version.path(method), message)) { failure in
      await self.explain(failure, plugin, activity)
    }
  }

  private func explain(_ failure: RPCFailure, _ plugin: RunningPlugin, _ activity: String) async -> ProviderError {
    let name = "The provider \(provider.displayName)"
    switch failure {
    case .cancelled, .deadlineExceeded:
      return ProviderError(.cancelled, provider: provider, message: "\(name) was told to stop while \(activity).")
    case .status(RPCFailure.unimplemented, _):
      return ProviderError(
        .unsupported, provider: provider,
        message: "\(name) does not support what was asked of it while \(activity). A newer version of it may.")
    case .malformed(let reason):
      return ProviderError(
        .protocolViolation, provider: provider,
        message: "\(name) gave an answer that makes no sense while \(activity): \(reason)."
          + quote(plugin.process?.lastWords ?? ""))
    case .status(let code, let text) where code != RPCFailure.unavailable:
      return ProviderError(
        .protocolViolation, provider: provider,
        message: "\(name) failed while \(activity), with \(RPCFailure.statusName(code)): \(text)"
          + quote(plugin.process?.lastWords ?? ""))
    case .status(_, let reason), .connectionLost(let reason):
      if state.withLock(\.isClosed) {
        return ProviderError(.cancelled, provider: provider, message: "\(name) was ended while \(activity).")
      }
      let (ending, words) = await plugin.obituary()
      return ProviderError(
        .died, provider: provider,
        message: "\(name) stopped unexpectedly while \(activity) (\(ending); \(reason))." + quote(words))
    }
  }

  /// Asks the plugin to give up what is under way, if it has been started at all.
  func stop() async {
    guard let start = state.withLock({ $0.isRunning ? $0.start : nil }), case .success(let plugin) = await start.value
    else { return }
    _ = try? await plugin.connection.call(
      plugin.version.path(.stop), [], within: settings.shutdownLimit, isShielded: true)
  }

  func close() async {
    let (start, process) = state.withLock { state in
      state.isClosed = true
      // One that is still starting cannot be asked to end.
      return (state.start, state.isRunning ? nil : state.process)
    }
    process?.kill()
    guard let start else { return }
    if case .success(let plugin) = await start.value {
      await plugin.close(within: settings.shutdownLimit)
    } else if let process = state.withLock(\.process) {
      process.kill()
      _ = await process.ending.value
    }
  }
}
