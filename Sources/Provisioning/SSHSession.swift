import Glibc
import Model
import Synchronization

/// An open connection: one `ssh` stays as its master, and commands and copies go through it.
struct SSHSession: Sendable {
  private let connection: SSHConnection
  private let folder: String
  private let commands: RunningCommands
  private let environment: [String: String]
  private let master: pid_t

  private static let targetName = "plumb-target"
  private static let firstPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(20)
  private static let patience = Duration.milliseconds(50)

  private var configuration: String { "\(folder)/config" }
  private var control: String { "\(folder)/c" }

  /// Connects, trying again until the connection's time is over. `retrying` is told before each further attempt.
  static func open(
    _ connection: SSHConnection, commands: RunningCommands, environment: [String: String],
    retrying: @Sendable () -> Void
  ) async throws(ProvisionFailure) -> SSHSession {
    let folder = try makeFolder()
    do throws(ProvisionFailure) {
      let environment = try SSHFiles.write(connection, to: folder, environment: environment)
      let deadline = ContinuousClock.now + connection.timeout
      var pause = firstPause
      var reason = ""
      while true {
        switch await attempt(connection, folder, commands, environment, until: deadline) {
        case .success(let session): return session
        case .failure(let failure):
          // The last attempt may have been cut short: what the one before it met says more.
          if !failure.message.isEmpty { reason = failure.message }
          guard ContinuousClock.now + pause < deadline, !Task.isCancelled else {
            throw ProvisionFailure(
              "timeout - last error: \(reason.isEmpty ? "the other side does not answer" : reason)")
          }
          try? await Task.sleep(for: pause)
          pause = min(pause * 2, longestPause)
          retrying()
        }
      }
    } catch {
      removeFolder(folder)
      throw error
    }
  }

  private static func attempt(
    _ connection: SSHConnection, _ folder: String, _ commands: RunningCommands, _ environment: [String: String],
    until deadline: ContinuousClock.Instant
  ) async -> Result<SSHSession, ProvisionFailure> {
    let launch = CommandLaunch(
      arguments: ["ssh", "-F", "\(folder)/config", "-S", "\(folder)/c", "-M", "-N", targetName],
      environment: environment)
    let box = AttemptBox()
    guard
      let master = commands.background(
        launch, line: { box.add($0) }, ended: { box.end($0) })
    else {
      return .failure(
        ProvisionFailure("ssh could not be started: \(box.ending?.text ?? "unknown"). OpenSSH is needed."))
    }
    while ContinuousClock.now < deadline {
      if box.ending != nil { break }
      if access("\(folder)/c", F_OK) == 0 {
        return .success(
          SSHSession(
            connection: connection, folder: folder, commands: commands, environment: environment, master: master))
      }
      try? await Task.sleep(for: patience)
    }
    commands.end(master)
    return .failure(ProvisionFailure(box.text))
  }

  /// Ends the connection and takes away what was written for it.
  func close() async {
    commands.end(master)
    Self.removeFolder(folder)
  }

  // MARK: what is done over there

  /// Puts a script over there, runs it and takes it away.
  func run(script: String, _ output: @escaping @Sendable (String) -> Void) async throws(ProvisionFailure) {
    let path = connection.scriptPath.replacing("%RAND%", with: "\(UInt32.random(in: 0...999_999_999))")
    let text = script.hasPrefix("#!") ? script : "#!/bin/sh\n" + script
    try await upload(content: Array(text.utf8), to: path)
    let place = Self.quoted(path)
    let (ending, _) = await ssh("chmod 0777 \(place) && \(place)", line: output)
    let (_, _) = await ssh("rm -f \(place)") { _ in }
    if ending != .exited(0) {
      let how =
        switch ending {
        case .exited(255): "the connection was lost"
        case .exited(let status): "Process exited with status \(status)"
        default: ending.text
        }
      throw ProvisionFailure("error executing \"\(path)\": \(how)")
    }
  }

  func upload(content: [UInt8], to destination: String) async throws(ProvisionFailure) {
    let path = "\(folder)/upload"
    guard SSHFiles.write(content, to: path, mode: 0o600) else {
      throw ProvisionFailure("Upload failed: \(lastSystemError())")
    }
    defer { unlink(path) }
    let (ending, said) = await ssh("cat > \(Self.quoted(destination))", inputPath: path) { _ in }
    if ending != .exited(0) { throw ProvisionFailure("Upload failed: \(said.isEmpty ? ending.text : said)") }
  }

  /// A file under the destination's name; a folder into the destination; what is in a folder, when its name ends in a slash.
  func upload(_ source: String, to destination: String) async throws(ProvisionFailure) {
    var status = stat()
    guard stat(source, &status) == 0 else { throw ProvisionFailure("Upload failed: \(source): \(lastSystemError())") }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    if isFolder {
      let (ending, said) = await ssh("mkdir -p \(Self.quoted(destination))") { _ in }
      if ending != .exited(0) { throw ProvisionFailure("Upload failed: \(said.isEmpty ? ending.text : said)") }
    }
    let from = isFolder && source.hasSuffix("/") ? source + "." : source
    let words = Words()
    let ending = await commands.run(
      CommandLaunch(
        arguments: ["scp", "-q", "-r", "-F", configuration, "-o", "ControlPath=\(control)", "--", Self.local(from)]
          + ["\(Self.targetName):\(destination)"], environment: environment)
    ) { words.add($0) }
    if ending != .exited(0) {
      throw ProvisionFailure("Upload failed: \(words.text.isEmpty ? ending.text : words.text)")
    }
  }

  private func ssh(
    _ command: String, inputPath: String? = nil, line: @escaping @Sendable (String) -> Void
  ) async -> (CommandEnding, said: String) {
    let words = Words()
    let ending = await commands.run(
      CommandLaunch(
        arguments: ["ssh", "-F", configuration, "-S", control, Self.targetName, "--", command],
        environment: environment, inputPath: inputPath)
    ) { text in
      words.add(text)
      line(text)
    }
    return (ending, words.text)
  }

  /// A path that is not taken for a host or an option.
  private static func local(_ path: String) -> String {
    path.hasPrefix("/") || path.hasPrefix("./") ? path : "./" + path
  }

  static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "'\\''") + "'" }

  private static func makeFolder() throws(ProvisionFailure) -> String {
    // Short, for the path of a socket may have a hundred letters only.
    var template = Array("/tmp/plumb-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ProvisionFailure("no temporary folder could be made: \(lastSystemError())")
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private static func removeFolder(_ folder: String) {
    for name in SSHFiles.names { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}

/// What a program says, kept to explain its failure.
final class Words: Sendable {
  private static let limit = 50
  private let lines = Mutex<[String]>([])
  func add(_ line: String) { lines.withLock { if $0.count < Self.limit { $0.append(line) } } }
  var text: String { lines.withLock { $0.joined(separator: "\n") } }
}

/// The master of a connection that is being tried.
private final class AttemptBox: Sendable {
  private let words = Words()
  private let ended = Mutex<CommandEnding?>(nil)
  func add(_ line: String) { words.add(line) }
  func end(_ ending: CommandEnding) { ended.withLock { $0 = ending } }
  var ending: CommandEnding? { ended.withLock { $0 } }
  var text: String { words.text }
}

func lastSystemError() -> String { String(cString: strerror(errno)).lowercased() }

func readWhole(_ path: String) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      return nil
    }
    bytes += buffer[..<count]
  }
}
