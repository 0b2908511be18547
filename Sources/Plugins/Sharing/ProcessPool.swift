import Glibc
import Model
import Providers
import Synchronization

/// The provider processes of a command that works on many configurations. A process is configured once in its life and serves
/// all whose program and provider configuration are the same, byte for byte; for any other there is another process.
///
/// Shared processes work in an empty directory: what a configuration says of files must mean the files of its own directory, so
/// whoever names one gets a process of its own there (`ProcessLease`).
package final class ProcessPool: Sendable {
  /// A provider's binary: the same digest, or the same file where no digest is known yet.
  struct Program: Hashable, Sendable {
    var provider: ProviderAddress
    var identity: String
  }

  /// What makes two configurations one: all that the provider is told, as it is told.
  struct Key: Hashable, Sendable {
    var program: Program
    var configuration: [UInt8]
  }

  /// A process that has its configuration, or is about to get it.
  final class Shared: Sendable {
    let key: Key
    let process: PluginProcess
    let configured: Task<Result<[Diagnostic], ProviderError>, Never>

    init(key: Key, process: PluginProcess, configured: Task<Result<[Diagnostic], ProviderError>, Never>) {
      self.key = key
      self.process = process
      self.configured = configured
    }
  }

  private struct State {
    var shared: [Key: Shared] = [:]
    var users: [ObjectIdentifier: Int] = [:]
    /// Configured and used by nobody, the one longest unused first.
    var idle: [Shared] = []
    /// Not configured yet, and in use by so many: what they ask says nothing about anybody's configuration.
    var blank: [Program: [PluginProcess]] = [:]
    var blankUsers: [ObjectIdentifier: Int] = [:]
    /// By process: those that have their configuration, and answer what has nothing to do with it as well as a blank one.
    var ready: [ObjectIdentifier: Shared] = [:]
    var stores: [Program: SchemaStore] = [:]
    var verdicts: [[UInt8]: [Diagnostic]] = [:]
    var separate: [ObjectIdentifier: PluginProcess] = [:]
    var closing: [Task<Void, Never>] = []
    var isClosed = false
    var counts = Counts()
  }

  /// What the pool was good for, for whoever asks.
  package struct Counts: Sendable, Hashable {
    package var started = 0
    /// Started for one configuration alone, in its directory.
    package var separate = 0
    package var joined = 0
  }

  /// A process holds hundreds of megabytes: few are kept in case that somebody needs the same configuration again.
  private static let maximumIdle = 2

  let settings: PluginSettings
  let gate: AdaptiveGate
  private let cache: PluginCache?
  private let state = Mutex(State())

  /// `directory` is where shared processes work: an empty one.
  package init(settings: PluginSettings, directory: String, maximumCalls: Int) {
    let gate = AdaptiveGate(maximum: maximumCalls)
    self.gate = gate
    var settings = settings
    let log = settings.log
    settings.log = { line in
      if isAboutThrottling(line.message) { Task { await gate.noteThrottling() } }
      log(line)
    }
    settings.directory = directory
    // These live for the length of a fleet, where memory is dearer than the time of collecting garbage (docs/fleet.md).
    settings.environment["GOGC"] = settings.environment["GOGC"] ?? "20"
    self.settings = settings
    cache = settings.cacheFolder.map { PluginCache(folder: $0) }
  }

  package var counts: Counts { state.withLock(\.counts) }

  func program(_ provider: ProviderAddress, _ installed: InstalledProvider) -> Program {
    if let digest = installed.digest ?? cache?.knownDigest(of: installed.executable) {
      return Program(provider: provider, identity: "sha256 " + Digest.hexadecimal(digest))
    }
    let identity = PluginCache.identity(of: installed.executable).map { String(decoding: $0, as: UTF8.self) }
    return Program(provider: provider, identity: identity ?? installed.executable)
  }

  func store(_ program: Program, _ installed: InstalledProvider) -> SchemaStore {
    state.withLock { state in
      if let present = state.stores[program] { return present }
      let store = SchemaStore(provider: program.provider, installed: installed, cache: cache)
      state.stores[program] = store
      return store
    }
  }

  // MARK: Verdicts

  /// What the same program said to the same question before in this command.
  func verdict(_ program: Program, _ question: [UInt8]) -> [Diagnostic]? {
    let key = Digest.of(Array(program.identity.utf8) + question)
    return state.withLock { $0.verdicts[key] }
  }

  /// Errors may be due to the world and are asked for again.
  func remember(_ diagnostics: [Diagnostic], of program: Program, _ question: [UInt8]) {
    if diagnostics.hasErrors { return }
    let key = Digest.of(Array(program.identity.utf8) + question)
    state.withLock { $0.verdicts[key] = diagnostics }
  }
}

// MARK: Processes

extension ProcessPool {
  /// A process that nobody has configured, and others may use too; to be given back, or configured through `share`.
  func takeBlank(_ program: Program, _ installed: InstalledProvider) -> PluginProcess {
    state.withLock { state in
      // One process less that holds hundreds of megabytes.
      if let shared = state.ready.values.first(where: { $0.key.program == program && state.shared[$0.key] === $0 }) {
        state.users[ObjectIdentifier(shared), default: 0] += 1
        state.idle.removeAll { $0 === shared }
        return shared.process
      }
      let process = state.blank[program]?.last ?? makeBlank(program, installed, &state)
      state.blankUsers[ObjectIdentifier(process), default: 0] += 1
      return process
    }
  }

  private func makeBlank(
    _ program: Program, _ installed: InstalledProvider, _ state: inout State
  ) -> PluginProcess {
    state.counts.started += 1
    let process = PluginProcess(provider: program.provider, origin: .installed(installed), settings: settings)
    state.blank[program, default: []].append(process)
    return process
  }

  /// Ends it once nobody uses it: what comes after its beginning is asked of configured ones.
  func giveBack(_ process: PluginProcess, _ program: Program) {
    if let shared = state.withLock({ $0.ready[ObjectIdentifier(process)] }) { return leave(shared) }
    let isUnused = state.withLock { state in
      let id = ObjectIdentifier(process)
      let users = (state.blankUsers[id] ?? 1) - 1
      state.blankUsers[id] = users == 0 ? nil : users
      if users == 0 { state.blank[program]?.removeAll { $0 === process } }
      return users == 0
    }
    if isUnused { close(process) }
  }

  /// It has died: nobody is to be given it any more.
  func discardBlank(_ process: PluginProcess, _ program: Program) {
    if let shared = state.withLock({ $0.ready[ObjectIdentifier(process)] }) { discard(shared) }
    state.withLock { $0.blank[program]?.removeAll { $0 === process } }
    giveBack(process, program)
  }

  /// The process with this configuration: one that runs, or else `own`, a blank one that the caller holds, or another. What the
  /// provider says to the configuration is everybody's. To be given back with `leave`.
  func share(
    _ key: Key, _ installed: InstalledProvider, own: PluginProcess?, activity: String
  ) -> (shared: Shared, tookOwn: Bool) {
    if let present = join(key) { return (present, false) }
    let gate = gate
    return state.withLock { state in
      if let present = state.shared[key] {
        state.users[ObjectIdentifier(present), default: 0] += 1
        return (present, false)
      }
      // Only one that nobody else is asking may be told whose it is.
      let owned = own.flatMap { state.blankUsers[ObjectIdentifier($0)] == 1 ? $0 : nil }
      let process = owned ?? makeBlank(key.program, installed, &state)
      state.blank[key.program]?.removeAll { $0 === process }
      state.blankUsers[ObjectIdentifier(process)] = nil
      let shared = Shared(
        key: key, process: process,
        configured: Task {
          await gate.enter()
          let answer = await result(of: process, key, activity)
          await gate.leave(after: nil)
          return answer
        })
      state.shared[key] = shared
      state.users[ObjectIdentifier(shared)] = 1
      Task { await noteReady(shared) }
      return (shared, owned != nil)
    }
  }

  private func noteReady(_ shared: Shared) async {
    guard case .success(let diagnostics) = await shared.configured.value, !diagnostics.hasErrors else { return }
    state.withLock { if $0.shared[shared.key] === shared { $0.ready[ObjectIdentifier(shared.process)] = shared } }
  }

  private func join(_ key: Key) -> Shared? {
    state.withLock { state in
      guard let present = state.shared[key] else { return nil }
      state.users[ObjectIdentifier(present), default: 0] += 1
      state.idle.removeAll { $0 === present }
      state.counts.joined += 1
      return present
    }
  }

  func leave(_ shared: Shared) {
    let unused = state.withLock { state -> [Shared] in
      let id = ObjectIdentifier(shared)
      let users = (state.users[id] ?? 1) - 1
      state.users[id] = users == 0 ? nil : users
      if users > 0 { return [] }
      guard !state.isClosed, state.shared[shared.key] === shared else { return [shared] }
      state.idle.append(shared)
      guard state.idle.count > Self.maximumIdle else { return [] }
      let oldest = state.idle.removeFirst()
      state.shared[oldest.key] = nil
      return [oldest]
    }
    for shared in unused { close(shared.process) }
  }

  /// Nobody joins it any more: it has died, or its configuration was refused.
  func discard(_ shared: Shared) {
    state.withLock { if $0.shared[shared.key] === shared { $0.shared[shared.key] = nil } }
  }

  /// A process for one configuration alone, in its directory.
  func makeSeparate(
    _ program: Program, _ installed: InstalledProvider, in directory: String?
  ) -> PluginProcess {
    var settings = settings
    settings.directory = directory
    let process = PluginProcess(provider: program.provider, origin: .installed(installed), settings: settings)
    state.withLock {
      $0.counts.started += 1
      $0.counts.separate += 1
      $0.separate[ObjectIdentifier(process)] = process
    }
    return process
  }

  func close(_ process: PluginProcess) {
    let task = Task { await process.close() }
    state.withLock {
      $0.ready[ObjectIdentifier(process)] = nil
      $0.separate[ObjectIdentifier(process)] = nil
      $0.closing.append(task)
    }
  }

  /// Tells all processes to give up what is under way.
  package func stopAll() async {
    let all = state.withLock { state in
      state.shared.values.map(\.process) + state.blank.values.joined() + state.separate.values
    }
    await withTaskGroup { group in
      for process in all { group.addTask { await process.stop() } }
    }
  }

  /// Ends all processes. Nothing may be asked afterwards.
  package func closeAll() async {
    let (processes, stores) = state.withLock { state in
      state.isClosed = true
      defer {
        state.shared = [:]
        state.blank = [:]
      }
      let running = state.shared.values.map(\.process) + state.blank.values.joined() + state.separate.values
      return (running, Array(state.stores.values))
    }
    for process in processes { close(process) }
    for task in state.withLock(\.closing) { await task.value }
    for store in stores { await store.settle() }
  }
}

/// What the provider says to its configuration.
private func result(
  of process: PluginProcess, _ key: ProcessPool.Key, _ activity: String
) async -> Result<[Diagnostic], ProviderError> {
  do throws(ProviderError) {
    return .success(try await process.configure(key.configuration, while: activity))
  } catch {
    return .failure(error)
  }
}

extension PluginProcess {
  /// Tells the provider its configuration, a message that is written already.
  func configure(_ message: [UInt8], while activity: String) async throws(ProviderError) -> [Diagnostic] {
    let answer = try await call(.configure, message, while: activity)
    do throws(WireError) { return try ResponseMessage.diagnostics(answer, field: 1) } catch {
      throw ProviderError(
        .protocolViolation, provider: provider,
        message: "The provider \(provider.displayName) gave an answer that makes no sense while \(activity): "
          + "\(error.message).")
    }
  }
}
