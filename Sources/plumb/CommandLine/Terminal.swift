import CSystem
import Glibc
import Model
import Synchronization

/// Where a command's words go. Writing goes straight to the descriptors, so that a killed process has shown all it
/// said;
/// lines from several tasks do not run into each other.
struct Terminal: Sendable {
  var layout: TextLayout
  /// Whether a person can be asked.
  var isInteractive: Bool
  /// Whether a line at the bottom may be drawn again and again.
  var showsProgress = false
  /// Gets what would be written, when this is not the terminal itself but one of many who share it.
  var sink: (@Sendable (_ text: String, _ isError: Bool) -> Void)?

  /// What is on the screen besides text that stays.
  private struct Screen {
    /// The line at the bottom; empty when there is none.
    var progress = ""
    var isDrawn = false
    /// Whether what was written last ended its line: a question waits for its answer where it stands.
    var isAtLineStart = true
  }

  private static let turn = Mutex(Screen())

  /// What standard output is: colours only on a terminal that has them and unless `NO_COLOR` is set.
  static func standard(environment: [String: String]) -> Terminal {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let isColoured = isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    let columns = isTerminal ? Int(plumb_terminal_width(STDOUT_FILENO)) : 0
    return Terminal(
      layout: TextLayout(width: columns > 0 ? columns : TextLayout.defaultWidth, isColoured: isColoured),
      isInteractive: isTerminal && isatty(STDIN_FILENO) == 1,
      showsProgress: isTerminal && environment["TERM"] != "dumb")
  }

  /// Puts a line below all that is written, in the place of the one before.
  static func show(progress: String) {
    turn.withLock { screen in
      screen.progress = progress
      draw(&screen)
    }
  }

  /// Leaves nothing of it.
  static func clearProgress() {
    turn.withLock { screen in
      erase(&screen)
      screen.progress = ""
    }
  }

  private static func draw(_ screen: inout Screen) {
    guard !screen.progress.isEmpty, screen.isAtLineStart else { return }
    writeRaw(Array("\r\(screen.progress)\u{1B}[K".utf8), to: STDOUT_FILENO)
    screen.isDrawn = true
  }

  private static func erase(_ screen: inout Screen) {
    if screen.isDrawn { writeRaw(Array("\r\u{1B}[K".utf8), to: STDOUT_FILENO) }
    screen.isDrawn = false
  }

  func write(_ text: String) {
    if let sink { sink(text, false) } else { Self.write(text, to: STDOUT_FILENO) }
  }
  func writeLine(_ text: String = "") { write(text + "\n") }
  func writeError(_ text: String) {
    if let sink { sink(text, true) } else { Self.write(text, to: STDERR_FILENO) }
  }
  func writeErrorLine(_ text: String) { writeError(text + "\n") }

  func write(_ bytes: [UInt8]) {
    if let sink { sink(String(decoding: bytes, as: UTF8.self), false) } else { Self.write(bytes, to: STDOUT_FILENO) }
  }

  private static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    guard let last = bytes.last else { return }
    turn.withLock { screen in
      erase(&screen)
      writeRaw(bytes, to: descriptor)
      screen.isAtLineStart = last == UInt8(ascii: "\n")
      draw(&screen)
    }
  }

  private static func writeRaw(_ bytes: [UInt8], to descriptor: Int32) {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          // Whoever was reading has gone: that must not end work that is under way.
          return
        }
      }
    }
  }

  /// The same for a secret: what is typed is not shown.
  func askSecretly(_ question: String) -> String? {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return ask(question) }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
      writeLine()
    }
    return ask(question)
  }

  /// Asks a question and reads one line of answer; nil at the end of the input.
  func ask(_ question: String) -> String? {
    write(question)
    return readLine(strippingNewline: true)
  }
}
