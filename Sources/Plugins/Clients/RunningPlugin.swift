import Glibc
import Model
import Providers

/// A plugin that has shaken hands and is connected.
struct RunningPlugin: Sendable {
  let version: ProtocolVersion
  let connection: Connection
  /// Nil for one that somebody else started, and ends.
  let process: ChildProcess?
  private let endpoint: Endpoint

  private static let shutdown = "/plugin.GRPCController/Shutdown"
  private static let output = "/plugin.GRPCStdio/StreamStdio"
  /// How long what a dying process says last may take to arrive, after its connection has broken.
  private static let lastWordsLimit: Duration = .seconds(1)

  /// A provider lives for seconds, most of which a Go program spends on its start: it collects garbage less often. A tenth of
  /// the AWS provider's CPU time for a third more memory (docs/benchmarks/README.md); what the user sets comes first.
  private static let tuning = ["GOGC": "400"]
  /// Providers write thousands of lines of log, unless told what nobody reads. Errors are kept for when they die.
  private static let quiet = ["TF_LOG_PROVIDER": "ERROR", "TF_LOG_SDK": "ERROR", "TF_LOG_SDK_PROTO": "ERROR"]

  /// Starts a plugin's program. `started` gets the process as soon as there is one, to be able to end a start under way.
  static func start(
    _ provider: ProviderAddress, _ installed: InstalledProvider, _ settings: PluginSettings,
    started: (ChildProcess) -> Void
  ) async throws(ProviderError) -> RunningPlugin {
    let isRead = ProviderLogFilter(environment: settings.environment).minimum != nil
    let environment = tuning.merging(isRead ? [:] : quiet) { $1 }.merging(settings.environment) { $1 }
      .filter { !Handshake.foreignVariables.contains($0.key) }
      .merging(Handshake.environment) { $1 }
    let process = try start(
      provider,
      ChildProcess.Launch(executable: installed.executable, environment: environment, directory: settings.directory),
      settings)
    started(process)
    do throws(ProviderError) {
      let handshake = try await shakeHands(provider, process, settings)
      let connection = try connect(provider, handshake.endpoint, handshake.certificate, settings)
      let plugin = RunningPlugin(
        version: handshake.version, connection: connection, process: process, endpoint: handshake.endpoint)
      plugin.drainOutput(provider, settings.log)
      return plugin
    } catch {
      process.kill()
      throw error
    }
  }

  /// Connects to a plugin that runs already.
  static func attach(
    _ provider: ProviderAddress, _ endpoint: Endpoint, _ version: ProtocolVersion, _ settings: PluginSettings
  ) throws(ProviderError) -> RunningPlugin {
    let connection = try connect(provider, endpoint, nil, settings)
    return RunningPlugin(version: version, connection: connection, process: nil, endpoint: endpoint)
  }

  private static func start(
    _ provider: ProviderAddress, _ launch: ChildProcess.Launch, _ settings: PluginSettings
  ) throws(ProviderError) -> ChildProcess {
    do throws(ChildProcess.StartError) {
      let log = settings.log
      return try ChildProcess.start(launch, firstLineWithin: settings.startLimit) { text in
        let line = ProviderLogLine(provider: provider, text: text)
        log(line)
        return line
      }
    } catch {
      throw ProviderError(
        .startFailed, provider: provider,
        message:
          "The provider \(provider.displayName) could not be started from \(launch.executable): \(error.message).")
    }
  }

  private static func shakeHands(
    _ provider: ProviderAddress, _ process: ChildProcess, _ settings: PluginSettings
  ) async throws(ProviderError) -> Handshake {
    func failed(_ what: String) -> ProviderError {
      ProviderError(
        .startFailed, provider: provider,
        message: "The provider \(provider.displayName) \(what)." + quote(process.lastWords))
    }
    switch await process.firstLine.value {
    case .ended:
      let ending = await process.ending.value
      throw failed("ended before it said where it listens (\(ending))")
    case .late:
      process.kill()
      _ = await process.ending.value(within: lastWordsLimit)
      throw failed(
        "did not say where it listens within \(settings.startLimit), and was ended")
    case .line(let line):
      do throws(Handshake.Refusal) { return try Handshake(line: line) } catch {
        process.kill()
        _ = await process.ending.value(within: lastWordsLimit)
        throw failed(
          "does not behave as a provider: its first line of output \(error.reason). It was \(shown(line))")
      }
    }
  }

  private static func connect(
    _ provider: ProviderAddress, _ endpoint: Endpoint, _ certificate: [UInt8]?, _ settings: PluginSettings
  ) throws(ProviderError) -> Connection {
    do throws(RPCFailure) {
      return try Connection.open(endpoint, certificate: certificate, greetingWithin: settings.startLimit)
    } catch {
      var reason = "no connection"
      if case .connectionLost(let text) = error { reason = text }
      throw ProviderError(
        .startFailed, provider: provider,
        message: "The provider \(provider.displayName) was started but cannot be reached: \(reason).")
    }
  }

  /// What a plugin prints by itself comes over the connection, and is part of its log.
  private func drainOutput(_ provider: ProviderAddress, _ log: @escaping ProviderLogSink) {
    connection.stream(Self.output, []) { message in
      guard let bytes = try? ResponseMessage.output(message) else { return }
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        log(ProviderLogLine(provider: provider, text: String(decoding: line, as: UTF8.self)))
      }
    }
  }

  /// How the process ended and what it said last, when its connection has broken.
  func obituary() async -> (ending: String, words: String) {
    guard let process else { return ("it was started by somebody else", "") }
    let ending = await process.ending.value(within: Self.lastWordsLimit)
    return (ending?.description ?? "its process still runs", process.lastWords)
  }

  /// Asks the plugin to end, and ends it when it does not in time.
  func close(within limit: Duration) async {
    defer { connection.close() }
    guard let process else { return }
    let deadline = ContinuousClock.now + limit
    // Whether it answers or just goes makes no difference.
    _ = try? await connection.call(Self.shutdown, [], within: limit, isShielded: true)
    let rest = deadline - ContinuousClock.now
    if await process.ending.value(within: max(rest, .milliseconds(1))) == nil {
      process.kill()
      _ = await process.ending.value
    }
    if case .unix(let path) = endpoint { unlink(path) }
  }
}

/// A program's words, set off from ours; nothing when it said none.
func quote(_ words: String) -> String { words.isEmpty ? "" : "\n\nIts last words:\n\(words)" }

/// Text from outside as part of a sentence.
func shown(_ text: String) -> String {
  let limit = 200
  return (text.count > limit ? text.prefix(limit) + "…" : text[...]).debugDescription
}
