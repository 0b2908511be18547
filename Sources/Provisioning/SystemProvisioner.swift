package import Model
package import Providers
import Synchronization

/// Provisioners by way of processes: commands of this machine, and OpenSSH's `ssh` and `scp` for others.
package final class SystemProvisioner: ProvisionerHost {
  private let commands = RunningCommands()
  private let environment: [String: String]

  /// The environment is what commands on this machine get.
  package init(environment: [String: String]) { self.environment = environment }

  package func stop() { commands.stop() }

  package func provision(
    _ request: ProvisionRequest, output: @escaping @Sendable (String) -> Void
  ) async -> [Diagnostic] {
    let arguments = ProvisionArguments(request.configuration)
    switch request.type {
    case "local-exec": return await runLocally(arguments, request, output)
    case "remote-exec":
      return await onOther(request, output) { session throws(ProvisionFailure) in
        try await self.runRemotely(arguments, session, output)
      }
    case "file":
      return await onOther(request, output) { session throws(ProvisionFailure) in
        try await self.upload(arguments, session)
      }
    default: return [failure(request.type, "There is no provisioner of this type.")]
    }
  }

  private func failure(_ type: String, _ detail: String) -> Diagnostic {
    Diagnostic(code: "provisioner.failed", summary: "\(type) provisioner error", detail: detail)
  }

  // MARK: this machine

  /// Of what a command says, so much stands in its error.
  private static let quotedOutput = 8 * 1024

  private func runLocally(
    _ arguments: ProvisionArguments, _ request: ProvisionRequest, _ output: @escaping @Sendable (String) -> Void
  ) async -> [Diagnostic] {
    guard let command = arguments.text("command") else {
      return [
        Diagnostic(
          code: "provisioner.invalid", summary: "Invalid local-exec provisioner command",
          detail: "The command must be a non-empty string.", attributePath: [.attribute("command")])
      ]
    }
    let interpreter = arguments.texts("interpreter")
    let words = (interpreter.isEmpty ? ["/bin/sh", "-c"] : interpreter) + [command]
    let isQuiet = request.configuration["quiet"]?.boolValue == true
    output(
      isQuiet
        ? "local-exec: Executing: Suppressed by quiet=true"
        : "Executing: [\(words.map(quotedText).joined(separator: " "))]")
    let said = Tail(limit: Self.quotedOutput)
    let launch = CommandLaunch(
      arguments: words, environment: environment.merging(arguments.map("environment")) { $1 },
      directory: arguments.text("working_dir"))
    let ending = await commands.run(launch) { line in
      said.add(line)
      output(line)
    }
    if ending == .exited(0) { return [] }
    if request.isSensitive {
      return [
        failure(
          "local-exec",
          "Error running command: \(ending.text). Command and output are suppressed, for the configuration "
            + "holds a sensitive value.")
      ]
    }
    return [failure("local-exec", "Error running command '\(command)': \(ending.text). Output: \(said.text)")]
  }

  // MARK: other machines

  private func onOther(
    _ request: ProvisionRequest, _ output: @escaping @Sendable (String) -> Void,
    _ body: (SSHSession) async throws(ProvisionFailure) -> Void
  ) async -> [Diagnostic] {
    do throws(ProvisionFailure) {
      let connection = try SSHConnection(request.connection)
      let environment = environment
      @Sendable func announce() {
        for line in connection.announcement(environment: environment) { output(line) }
      }
      announce()
      let session = try await SSHSession.open(connection, commands: commands, environment: environment) {
        announce()
      }
      output("Connected!")
      do throws(ProvisionFailure) {
        try await body(session)
      } catch {
        await session.close()
        throw error
      }
      await session.close()
      return []
    } catch {
      return [failure(request.type, error.message)]
    }
  }

  private func runRemotely(
    _ arguments: ProvisionArguments, _ session: SSHSession, _ output: @escaping @Sendable (String) -> Void
  ) async throws(ProvisionFailure) {
    let inline = arguments.texts("inline")
    if !inline.isEmpty {
      try await session.run(script: inline.joined(separator: "\n") + "\n", output)
      return
    }
    for path in (arguments.text("script").map { [$0] } ?? []) + arguments.texts("scripts") {
      guard let bytes = readWhole(path) else {
        throw ProvisionFailure("Failed to open script '\(path)': \(lastSystemError())")
      }
      try await session.run(script: String(decoding: bytes, as: UTF8.self), output)
    }
  }

  private func upload(_ arguments: ProvisionArguments, _ session: SSHSession) async throws(ProvisionFailure) {
    guard let destination = arguments.text("destination") else { throw ProvisionFailure("destination must be set") }
    if let content = arguments.anyText("content") {
      try await session.upload(content: Array(content.utf8), to: destination)
    } else if let source = arguments.text("source") {
      try await session.upload(source, to: destination)
    } else {
      throw ProvisionFailure("Must provide one of 'content' or 'source'")
    }
  }
}

/// Why a provisioner could not be carried out, in a phrase or a sentence.
struct ProvisionFailure: Error, Sendable {
  var message: String
  init(_ message: String) { self.message = message }
}

/// A provisioner's arguments, as what they are for.
struct ProvisionArguments {
  private let value: Value
  init(_ value: Value) { self.value = value }

  /// Nil for an empty text too.
  func text(_ name: String) -> String? { anyText(name).flatMap { $0.isEmpty ? nil : $0 } }
  func anyText(_ name: String) -> String? { value[name]?.stringValue }
  func texts(_ name: String) -> [String] { value[name]?.elements?.compactMap(\.stringValue) ?? [] }
  func bool(_ name: String) -> Bool? { value[name]?.boolValue }
  func integer(_ name: String) -> Int? { value[name]?.numberValue?.int }

  func map(_ name: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: value[name]?.keyedValues?.pairs.compactMap { pair in
        pair.1.stringValue.map { (pair.0, $0) }
      } ?? [])
  }
}

/// The end of what a command says.
private final class Tail: Sendable {
  private let lines = Mutex<[String]>([])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func add(_ line: String) {
    lines.withLock { lines in
      lines.append(line)
      while lines.count > 1, lines.reduce(0, { $0 + $1.utf8.count + 1 }) > limit { lines.removeFirst() }
    }
  }

  var text: String { lines.withLock { lines in lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" } }
}
