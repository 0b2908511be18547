import Model
import Providers
import Synchronization

/// Which process the requests of one client go to, where processes are shared: a blank one until it is configured, then the one
/// that all with the same configuration share. Once a request names something in the client's own directory, or the
/// shared process dies, all goes to a process of its own, which works there and has the same configuration.
final class ProcessLease: Sendable {
  let pool: ProcessPool
  let program: ProcessPool.Program
  private let installed: InstalledProvider
  private let directory: DirectoryNames
  private let state: Mutex<State>

  private struct State {
    enum Holding {
      case nothing
      case blank(PluginProcess)
      case shared(ProcessPool.Shared)
      case separate(PluginProcess, ready: Task<Result<[Diagnostic], ProviderError>, Never>)
    }

    var holding = Holding.nothing
    /// What requests of ours may still be under way in, though new ones go elsewhere.
    var left: [Holding] = []
    /// What the provider was told, as a message.
    var configuration: [UInt8]?
    var isSeparate: Bool
    /// Whether the separate process has been told the configuration.
    var separateHasConfiguration = false
    var isClosed = false
  }

  init(pool: ProcessPool, program: ProcessPool.Program, installed: InstalledProvider, directory: String?) {
    self.pool = pool
    self.program = program
    self.installed = installed
    self.directory = DirectoryNames(of: directory)
    let isBound = DirectoryNames.providersOfFiles.contains(program.provider.displayName)
    let environment = pool.settings.environment
    state = Mutex(
      State(
        isSeparate: isBound || installed.isUnderDevelopment || self.directory.areNamed(inEnvironment: environment)))
  }

  var isSeparate: Bool { state.withLock(\.isSeparate) }

  /// The process for a request with these values.
  func process(naming values: [Value]) async throws(ProviderError) -> PluginProcess {
    if values.contains(where: directory.areNamed(in:)) { state.withLock { $0.isSeparate = true } }
    if isSeparate { return try await separate() }
    if let present = try present() { return present }
    let blank = pool.takeBlank(program, installed)
    let (process, isTaken) = try state.withLock { (state) throws(ProviderError) -> (PluginProcess, Bool) in
      if state.isClosed { throw ended }
      switch state.holding {
      case .nothing:
        state.holding = .blank(blank)
        return (blank, true)
      case .blank(let process), .separate(let process, _): return (process, false)
      case .shared(let shared): return (shared.process, false)
      }
    }
    if !isTaken { pool.giveBack(blank, program) }
    return process
  }

  private func present() throws(ProviderError) -> PluginProcess? {
    try state.withLock { (state) throws(ProviderError) in
      if state.isClosed { throw ended }
      switch state.holding {
      case .nothing: return nil
      case .blank(let process), .separate(let process, _): return process
      case .shared(let shared): return shared.process
      }
    }
  }

  /// Tells the provider its configuration, unless one runs that has it. What it said then counts for all.
  func configure(
    _ message: [UInt8], naming value: Value, while activity: String
  ) async throws(ProviderError) -> [Diagnostic] {
    let isSeparate = directory.areNamed(in: value)
    let blank = state.withLock { state -> PluginProcess? in
      state.configuration = message
      state.isSeparate = state.isSeparate || isSeparate
      if case .blank(let process) = state.holding { return process }
      return nil
    }
    if self.isSeparate {
      _ = try await separate()
      return try await separateVerdict()
    }
    let key = ProcessPool.Key(program: program, configuration: message)
    let (shared, tookBlank) = pool.share(key, installed, own: blank, activity: activity)
    let isClosed = state.withLock { state in
      let before = state.holding
      if !state.isClosed {
        state.holding = .shared(shared)
        if case .blank = before, !tookBlank { state.left.append(before) }
      }
      return state.isClosed
    }
    if isClosed {
      pool.leave(shared)
      throw ended
    }
    let diagnostics: [Diagnostic]
    do throws(ProviderError) { diagnostics = try await shared.configured.value.get() } catch {
      pool.discard(shared)
      throw error
    }
    if diagnostics.hasErrors { pool.discard(shared) }
    return diagnostics
  }

  /// From here on a process of our own, whatever is asked.
  func keepSeparate() { state.withLock { $0.isSeparate = true } }

  /// Gives the process up that has died under somebody's request; what comes now goes to one of our own, so that only the
  /// one whose request kills providers loses its own.
  func separateAfterDeath() async throws(ProviderError) -> PluginProcess {
    let dead = state.withLock { state -> PluginProcess? in
      state.isSeparate = true
      switch state.holding {
      case .shared(let shared): pool.discard(shared)
      case .blank(let process):
        state.holding = .nothing
        return process
      case .nothing, .separate: break
      }
      return nil
    }
    if let dead { pool.discardBlank(dead, program) }
    return try await separate()
  }

  private func separate() async throws(ProviderError) -> PluginProcess {
    let (process, ready) = try state.withLock { (state) throws(ProviderError) in
      if state.isClosed { throw ended }
      if case .separate(let process, let ready) = state.holding,
        state.configuration == nil || state.separateHasConfiguration
      {
        return (process, ready)
      }
      let before = state.holding
      let process: PluginProcess
      if case .separate(let present, _) = before {
        process = present
      } else {
        process = pool.makeSeparate(program, installed, in: directory.path)
      }
      let configuration = state.configuration
      let ready = Task { () -> Result<[Diagnostic], ProviderError> in
        guard let configuration else { return .success([]) }
        do throws(ProviderError) {
          return .success(try await process.configure(configuration, while: "it was configured"))
        } catch {
          return .failure(error)
        }
      }
      state.holding = .separate(process, ready: ready)
      state.separateHasConfiguration = configuration != nil
      switch before {
      case .blank, .shared: state.left.append(before)
      case .nothing, .separate: break
      }
      return (process, ready)
    }
    _ = try await ready.value.get()
    return process
  }

  private func separateVerdict() async throws(ProviderError) -> [Diagnostic] {
    guard case .separate(_, let ready) = state.withLock({ $0.holding }) else { return [] }
    return try await ready.value.get()
  }

  private func giveBack(_ holding: State.Holding) {
    switch holding {
    case .nothing: break
    case .blank(let process): pool.giveBack(process, program)
    case .shared(let shared): pool.leave(shared)
    case .separate(let process, _): pool.close(process)
    }
  }

  /// A separate process only: others may be in the middle of something in a shared one.
  func stop() async {
    if case .separate(let process, _) = state.withLock({ $0.holding }) { await process.stop() }
  }

  func close() async {
    let holdings = state.withLock { state in
      state.isClosed = true
      defer { (state.holding, state.left) = (.nothing, []) }
      return state.left + [state.holding]
    }
    for holding in holdings { giveBack(holding) }
  }

  private var ended: ProviderError {
    ProviderError(
      .cancelled, provider: program.provider,
      message: "The provider \(program.provider.displayName) has been ended already.")
  }
}
