import CSystem
import Glibc
import Model
import Synchronization

/// A running program, drained by a thread of its own from start to end.
///
/// It leads a process group that ends with it, and both end with this process, however that ends.
final class ChildProcess: Sendable {
  struct Launch: Sendable {
    var executable: String
    var arguments: [String] = []
    var environment: [String: String]
    /// Nil for that of this process.
    var directory: String?
  }

  enum FirstLine: Sendable, Hashable {
    case line(String)
    case ended
    case late
  }

  enum Ending: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case killed(signal: Int32)

    var description: String {
      switch self {
      case .exited(let status): "exit status \(status)"
      case .killed(let signal): "signal \(signal), \(String(cString: strsignal(signal)))"
      }
    }
  }

  struct StartError: Error, Sendable {
    var message: String
  }

  let identifier: pid_t
  let firstLine = Promise<FirstLine>()
  let ending = Promise<Ending>()
  private let words = Mutex(LastWords())
  /// Set before the process is waited for: afterwards its number may be another's.
  private let hasEnded = Mutex(false)

  private init(identifier: pid_t) { self.identifier = identifier }

  var lastWords: String { words.withLock(\.text) }

  static func start(
    _ launch: Launch, firstLineWithin limit: Duration, log: @escaping @Sendable (String) -> ProviderLogLine
  ) throws(StartError) -> ChildProcess {
    var output: [Int32] = [-1, -1]
    var error: [Int32] = [-1, -1]
    guard plumb_pipe_cloexec(&output) == 0 else { throw StartError(message: text(errno)) }
    guard plumb_pipe_cloexec(&error) == 0 else {
      let number = errno
      for descriptor in output { close(descriptor) }
      throw StartError(message: text(number))
    }
    let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer {
      close(input)
      close(output[1])
      close(error[1])
    }
    let identifier = spawn(launch, input: input, output: output[1], error: error[1])
    guard identifier > 0 else {
      close(output[0])
      close(error[0])
      throw StartError(message: text(-identifier))
    }
    let process = ChildProcess(identifier: identifier)
    let (outputEnd, errorEnd) = (output[0], error[0])
    startThread("provider-output") {
      process.drain(output: outputEnd, error: errorEnd, firstLineWithin: limit, log: log)
    }
    return process
  }

  private static func spawn(_ launch: Launch, input: Int32, output: Int32, error: Int32) -> pid_t {
    let arguments = ([launch.executable] + launch.arguments).map { strdup($0) } + [nil]
    let environment = launch.environment.sorted { $0.key < $1.key }.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    return launch.executable.withCString { path in
      arguments.withUnsafeBufferPointer { arguments in
        environment.withUnsafeBufferPointer { environment in
          let directory = launch.directory.map { strdup($0) }
          defer { free(directory ?? nil) }
          var child = plumb_child(
            path: path, arguments: arguments.baseAddress, environment: environment.baseAddress, input: input,
            output: output, error: error, directory: directory ?? nil)
          return plumb_start_child(&child)
        }
      }
    }
  }

  private static func text(_ number: Int32) -> String { String(cString: strerror(number)) }

  /// Ends the process and its group at once.
  func kill() {
    hasEnded.withLock { if !$0 { plumb_end_group(identifier) } }
  }
}

extension ChildProcess {
  private static let bufferSize = 1 << 16
  private static let maximumReads = 64

  /// Reads both outputs for as long as the process lives, lest it block, and waits for its end.
  private func drain(
    output: Int32, error: Int32, firstLineWithin limit: Duration, log: (String) -> ProviderLogLine
  ) {
    let process = plumb_process_descriptor(identifier)
    defer { for descriptor in [output, error, process] where descriptor >= 0 { close(descriptor) } }
    for descriptor in [output, error] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    let deadline = ContinuousClock.now + limit
    var outputLines = LineSplitter()
    var errorLines = LineSplitter()
    let heed: (String) -> Void = { line in
      let entry = log(line)
      self.words.withLock { $0.add(entry) }
    }
    let greet: (String) -> Void = { line in
      // Noise before the handshake is tolerated where it is blank; everything after it is none of our business.
      if self.firstLine.current == nil, !line.allSatisfy(\.isWhitespace) { self.firstLine.fulfil(.line(line)) }
    }
    var watched = [
      pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: error, events: Int16(POLLIN), revents: 0),
      pollfd(fd: process, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      var wait: Int32 = -1
      if firstLine.current == nil {
        let rest = deadline - ContinuousClock.now
        if rest <= .zero { firstLine.fulfil(.late) } else { wait = rest.milliseconds + 1 }
      }
      // Without a process descriptor (an old kernel), the end of both outputs stands for the end.
      if process < 0, watched[0].fd < 0, watched[1].fd < 0 { break }
      if poll(&watched, nfds_t(watched.count), wait) < 0, errno != EINTR { break }
      if watched[0].revents != 0, !read(output, &outputLines, greet) { watched[0].fd = -1 }
      if watched[1].revents != 0, !read(error, &errorLines, heed) { watched[1].fd = -1 }
      if watched[2].revents != 0 { break }
    }
    // What it said last is still in the pipes.
    if watched[0].fd >= 0 { _ = read(output, &outputLines, greet) }
    if watched[1].fd >= 0 { _ = read(error, &errorLines, heed) }
    outputLines.finish(greet)
    errorLines.finish(heed)
    _ = plumb_await_end(identifier)
    let status = hasEnded.withLock { hasEnded in
      hasEnded = true
      return plumb_reap(identifier)
    }
    firstLine.fulfil(.ended)
    ending.fulfil(status >= 256 ? .killed(signal: status - 256) : .exited(status))
  }

  /// Reads what is there; false at the end of the stream.
  private func read(_ descriptor: Int32, _ lines: inout LineSplitter, _ line: (String) -> Void) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: Self.bufferSize, alignment: 16) { buffer in
      // In turns, so that one that never stops writing does not keep us from the rest.
      for _ in 0..<Self.maximumReads {
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 {
          lines.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]), line)
        } else if count == 0 {
          return false
        } else if errno != EINTR {
          return errno == EAGAIN
        }
      }
      return true
    }
  }
}

extension Duration {
  /// Rounded down, and within what poll(2) takes.
  var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    return Int32(
      clamping: seconds.multipliedReportingOverflow(by: 1_000).partialValue + attoseconds / 1_000_000_000_000_000)
  }
}
