import CSystem
import Dispatch
import Glibc
import Model

/// A program that is run to its end for what it answers: asked on its standard input, answering on its output.
package struct ExternalCommand: Sendable {
  package var executable: String
  package var arguments: [String]
  package var environment: [String: String]
  package var input: [UInt8] = []
  package var timeout: Duration = .seconds(60)

  package struct Outcome: Sendable, Hashable {
    /// 256 + the number of the signal where one ended it.
    package var status: Int
    package var output: [UInt8]
    package var errors: [UInt8]
  }

  package enum Failure: Error, Sendable, Hashable {
    case notFound(String)
    case notStarted(String)
    case timedOut
    case tooMuchOutput
  }

  /// More than any answer with a key or credentials in it.
  private static let maximumOutput = 8 << 20

  package init(executable: String, arguments: [String], environment: [String: String]) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
  }

  /// By the shell, as a user would type it.
  package static func shell(_ text: String, environment: [String: String]) -> ExternalCommand {
    ExternalCommand(executable: "/bin/sh", arguments: ["-c", text], environment: environment)
  }

  package func run() async throws(Failure) -> Outcome {
    let result: Result<Outcome, Failure> = await withCheckedContinuation { continuation in
      // The queue is no task: it must be told where relative paths lead.
      let directory = WorkingDirectory.current
      commands.async {
        continuation.resume(returning: WorkingDirectory.$current.withValue(directory) { runBlocking() })
      }
    }
    return try result.get()
  }

  /// The program's file, looked for on PATH where its name has no slash.
  private var path: String? {
    if executable.contains("/") { return access(WorkingDirectory.path(executable), X_OK) == 0 ? executable : nil }
    let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(executable)" }.first { access($0, X_OK) == 0 }
  }

  private func runBlocking() -> Result<Outcome, Failure> {
    guard let path else { return .failure(.notFound(executable)) }
    var pipes: [[Int32]] = []
    for _ in 0..<3 {
      var ends: [Int32] = [-1, -1]
      guard plumb_pipe_cloexec(&ends) == 0 else {
        for end in pipes.joined() { close(end) }
        return .failure(.notStarted(String(cString: strerror(errno))))
      }
      pipes.append(ends)
    }
    let process = start(path, input: pipes[0][0], output: pipes[1][1], errors: pipes[2][1])
    for end in [pipes[0][0], pipes[1][1], pipes[2][1]] { close(end) }
    guard process > 0 else {
      for end in [pipes[0][1], pipes[1][0], pipes[2][0]] { close(end) }
      return .failure(.notStarted(String(cString: strerror(-process))))
    }
    var exchange = PipeExchange(input: input, to: pipes[0][1], from: [pipes[1][0], pipes[2][0]])
    let failure = exchange.run(until: ContinuousClock.now + timeout, limit: Self.maximumOutput)
    exchange.close()
    if failure != nil { plumb_end_group(process) }
    _ = plumb_await_end(process)
    let status = plumb_reap(process)
    if let failure { return .failure(failure) }
    return .success(Outcome(status: Int(status), output: exchange.received[0], errors: exchange.received[1]))
  }

  private func start(_ path: String, input: Int32, output: Int32, errors: Int32) -> pid_t {
    let arguments = ([executable] + arguments).map { strdup($0) } + [nil]
    let environment = environment.sorted { $0.key < $1.key }.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    return path.withCString { path in
      arguments.withUnsafeBufferPointer { arguments in
        environment.withUnsafeBufferPointer { environment in
          let directory = WorkingDirectory.current.map { strdup($0) }
          defer { free(directory ?? nil) }
          var child = plumb_child(
            path: path, arguments: arguments.baseAddress, environment: environment.baseAddress, input: input,
            output: output, error: errors, directory: directory ?? nil)
          return plumb_start_child(&child)
        }
      }
    }
  }
}

/// Writes to one pipe and reads from two at once, so that no side waits for the other forever.
private struct PipeExchange {
  var rest: ArraySlice<UInt8>
  var inputEnd: Int32
  var outputEnds: [Int32]
  var received: [[UInt8]] = [[], []]

  init(input: [UInt8], to inputEnd: Int32, from outputEnds: [Int32]) {
    rest = input[...]
    self.inputEnd = inputEnd
    self.outputEnds = outputEnds
    for end in outputEnds + [inputEnd] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  mutating func run(until deadline: ContinuousClock.Instant, limit: Int) -> ExternalCommand.Failure? {
    if rest.isEmpty { closeInput() }
    while outputEnds.contains(where: { $0 >= 0 }) {
      let left = deadline - ContinuousClock.now
      if left <= .zero { return .timedOut }
      var watched = outputEnds.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      watched.append(pollfd(fd: inputEnd, events: Int16(POLLOUT), revents: 0))
      let wait = Int32(clamping: Int(left / .milliseconds(1)) + 1)
      if poll(&watched, nfds_t(watched.count), wait) < 0, errno != EINTR { return .timedOut }
      if inputEnd >= 0, watched[2].revents != 0 { writeSome() }
      for index in 0..<2 where outputEnds[index] >= 0 && watched[index].revents != 0 { readSome(index) }
      if received.contains(where: { $0.count > limit }) { return .tooMuchOutput }
    }
    return nil
  }

  private mutating func writeSome() {
    // A program that does not read its input must not end this one by SIGPIPE.
    var mask = sigset_t()
    var before = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &mask, &before)
    let count = rest.withUnsafeBytes { write(inputEnd, $0.baseAddress, $0.count) }
    if count < 0, errno == EPIPE {
      var none = timespec()
      sigtimedwait(&mask, nil, &none)
      rest = []
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    if count > 0 { rest = rest.dropFirst(count) }
    if rest.isEmpty { closeInput() }
  }

  private mutating func readSome(_ index: Int) {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(outputEnds[index], &buffer, buffer.count)
    if count > 0 {
      received[index] += buffer.prefix(count)
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      Glibc.close(outputEnds[index])
      outputEnds[index] = -1
    }
  }

  private mutating func closeInput() {
    if inputEnd >= 0 { Glibc.close(inputEnd) }
    inputEnd = -1
  }

  mutating func close() {
    closeInput()
    for index in 0..<2 where outputEnds[index] >= 0 {
      Glibc.close(outputEnds[index])
      outputEnds[index] = -1
    }
  }
}

private let commands = DispatchQueue(label: "plumb.command", attributes: .concurrent)
