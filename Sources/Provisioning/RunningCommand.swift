import CSystem
import Glibc
import Synchronization

/// A program to be run: its output and errors come as one stream of lines.
struct CommandLaunch: Sendable {
  /// The program first; looked up in PATH when it has no slash.
  var arguments: [String]
  var environment: [String: String]
  var directory: String?
  /// Read by the program as its input; nothing when nil.
  var inputPath: String?
}

enum CommandEnding: Sendable, Hashable {
  case exited(Int32)
  case killed(signal: Int32)
  /// In the words of the operating system.
  case notStarted(String)

  var text: String {
    switch self {
    case .exited(let status): "exit status \(status)"
    case .killed(let signal): "signal: \(String(cString: strsignal(signal)).lowercased())"
    case .notStarted(let reason): reason
    }
  }
}

/// The programs that are running, so that they can be ended. What they leave behind in the background lives on, unless this
/// program is killed.
final class RunningCommands: Sendable {
  private struct State {
    var processes: Set<pid_t> = []
    var isStopped = false
  }

  private let state = Mutex(State())

  /// Nothing that runs goes on, and nothing new begins.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      for process in state.processes { plumb_end_group(process) }
    }
  }

  /// Runs a program to its end.
  func run(_ launch: CommandLaunch, line: @escaping @Sendable (String) -> Void) async -> CommandEnding {
    await withCheckedContinuation { continuation in
      let running = start(launch)
      switch running {
      case .failure(let reason): continuation.resume(returning: .notStarted(reason.message))
      case .success(let (process, output)):
        onThread {
          let ending = self.follow(process, output, line)
          continuation.resume(returning: ending)
        }
      }
    }
  }

  /// Starts one that runs until it is ended; the closure is told of its end.
  func background(
    _ launch: CommandLaunch, line: @escaping @Sendable (String) -> Void,
    ended: @escaping @Sendable (CommandEnding) -> Void
  ) -> pid_t? {
    switch start(launch) {
    case .failure(let reason):
      ended(.notStarted(reason.message))
      return nil
    case .success(let (process, output)):
      onThread { ended(self.follow(process, output, line)) }
      return process
    }
  }

  func end(_ process: pid_t) {
    state.withLock { if $0.processes.contains(process) { plumb_end_group(process) } }
  }

  struct StartFailure: Error, Sendable {
    var message: String
  }

  private func start(_ launch: CommandLaunch) -> Result<(pid_t, Int32), StartFailure> {
    func failure(_ number: Int32) -> Result<(pid_t, Int32), StartFailure> {
      .failure(StartFailure(message: String(cString: strerror(number)).lowercased()))
    }
    guard let program = launch.arguments.first, let path = Self.find(program, launch.environment) else {
      return .failure(StartFailure(message: "executable file not found in $PATH"))
    }
    var pipe: [Int32] = [-1, -1]
    guard plumb_pipe_cloexec(&pipe) == 0 else { return failure(errno) }
    let input = open(launch.inputPath ?? "/dev/null", O_RDONLY | O_CLOEXEC)
    guard input >= 0 else {
      let number = errno
      for descriptor in pipe { close(descriptor) }
      return failure(number)
    }
    defer {
      close(input)
      close(pipe[1])
    }
    let result = state.withLock { state -> pid_t in
      if state.isStopped { return -ECANCELED }
      let process = Self.spawn(path, launch, input: input, output: pipe[1])
      if process > 0 { state.processes.insert(process) }
      return process
    }
    guard result > 0 else {
      close(pipe[0])
      return failure(-result)
    }
    return .success((result, pipe[0]))
  }

  private static func spawn(_ path: String, _ launch: CommandLaunch, input: Int32, output: Int32) -> pid_t {
    let arguments = launch.arguments.map { strdup($0) } + [nil]
    let environment = launch.environment.sorted { $0.key < $1.key }.map { strdup("\($0)=\($1)") } + [nil]
    let directory = launch.directory.map { strdup($0) } ?? nil
    defer { for pointer in arguments + environment + [directory] { free(pointer) } }
    return path.withCString { path in
      arguments.withUnsafeBufferPointer { arguments in
        environment.withUnsafeBufferPointer { environment in
          var child = plumb_child(
            path: path, arguments: arguments.baseAddress, environment: environment.baseAddress, input: input,
            output: output, error: output, directory: directory)
          return plumb_start_child(&child)
        }
      }
    }
  }

  private static func find(_ program: String, _ environment: [String: String]) -> String? {
    if program.contains("/") { return program }
    return (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").lazy.map { "\($0)/\(program)" }
      .first { access($0, X_OK) == 0 }
  }

  /// Passes lines on until the process has ended: something in the background may hold the pipe for longer.
  private func follow(_ process: pid_t, _ output: Int32, _ line: (String) -> Void) -> CommandEnding {
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
    let watch = plumb_process_descriptor(process)
    defer { for descriptor in [output, watch] where descriptor >= 0 { close(descriptor) } }
    var lines = OutputLines()
    var watched = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: watch, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      if watch < 0, watched[0].fd < 0 { break }
      if poll(&watched, 2, -1) < 0, errno != EINTR { break }
      if watched[0].revents != 0, !lines.read(output, line) { watched[0].fd = -1 }
      if watched[1].revents != 0 { break }
    }
    if watched[0].fd >= 0 { _ = lines.read(output, line) }
    lines.finish(line)
    _ = plumb_await_end(process)
    let status = state.withLock { state in
      state.processes.remove(process)
      return plumb_reap_alone(process)
    }
    return status >= 256 ? .killed(signal: status - 256) : .exited(status)
  }
}

/// Bytes as they come, cut into lines.
private struct OutputLines {
  /// A line that never ends is passed on in pieces of this size.
  private static let longestLine = 1 << 16
  private var rest: [UInt8] = []

  /// Reads what is there; false at the end of the stream.
  mutating func read(_ descriptor: Int32, _ line: (String) -> Void) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return false }
      if count < 0 {
        if errno == EINTR { continue }
        return errno == EAGAIN
      }
      rest += buffer[..<count]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        tell(rest[..<end], line)
        rest.removeSubrange(...end)
      }
      if rest.count > Self.longestLine { finish(line) }
    }
  }

  mutating func finish(_ line: (String) -> Void) {
    if !rest.isEmpty { tell(rest[...], line) }
    rest = []
  }

  private func tell(_ bytes: ArraySlice<UInt8>, _ line: (String) -> Void) {
    line(String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self))
  }
}

/// Runs a closure on a thread of its own, which may wait.
private func onThread(_ body: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let failure = pthread_create(
    &thread, nil,
    { raw in
      guard let raw else { return nil }
      let body = Unmanaged<ThreadBody>.fromOpaque(raw).takeRetainedValue()
      var all = sigset_t()
      sigfillset(&all)
      pthread_sigmask(SIG_SETMASK, &all, nil)
      body.run()
      return nil
    }, box.toOpaque())
  if failure == 0 {
    pthread_detach(thread)
  } else {
    box.takeRetainedValue().run()
  }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
