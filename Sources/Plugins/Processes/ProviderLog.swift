package import Model

/// One line that a provider wrote to its error output.
package struct ProviderLogLine: Sendable, Hashable {
  package enum Level: Int, Sendable, Hashable, Comparable {
    case trace, debug, info, warn, error

    package init?(name: some StringProtocol) {
      switch name.lowercased() {
      case "trace", "json": self = .trace
      case "debug": self = .debug
      case "info": self = .info
      case "warn", "warning": self = .warn
      case "error": self = .error
      default: return nil
      }
    }

    package var name: String {
      switch self {
      case .trace: "TRACE"
      case .debug: "DEBUG"
      case .info: "INFO"
      case .warn: "WARN"
      case .error: "ERROR"
      }
    }

    package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
  }

  package var provider: ProviderAddress
  /// Nil for what is not in the log's form: a panic, a script's traceback.
  package var level: Level?
  package var module: String
  package var message: String
  /// The line as it came.
  package var text: String

  package init(provider: ProviderAddress, text: String) {
    self.provider = provider
    self.text = text
    level = nil
    module = ""
    message = text
    // Panics and tracebacks are many lines; only what can be a record is parsed.
    guard text.utf8.first == UInt8(ascii: "{"), let record = try? JSON.read(text),
      let words = record["@message"]?.string
    else { return }
    level = record["@level"]?.string.flatMap { Level(name: $0) } ?? .debug
    module = record["@module"]?.string ?? ""
    message = words
    for member in record.members ?? [] where !member.name.hasPrefix("@") {
      message += " \(member.name)=\(member.value.string ?? member.value.text())"
    }
  }
}

/// Which lines of providers' logs the user asked for, by `TF_LOG` and `TF_LOG_PROVIDER`.
package struct ProviderLogFilter: Sendable, Hashable {
  /// Nil for none.
  package var minimum: ProviderLogLine.Level?

  package init(minimum: ProviderLogLine.Level?) { self.minimum = minimum }

  package init(environment: [String: String]) {
    let wanted = environment["TF_LOG_PROVIDER"].flatMap { $0.isEmpty ? nil : $0 } ?? environment["TF_LOG"] ?? ""
    if wanted.isEmpty || wanted.lowercased() == "off" {
      minimum = nil
    } else {
      // An unknown word means everything, as it does to Terraform.
      minimum = ProviderLogLine.Level(name: wanted) ?? .trace
    }
  }

  package func passes(_ line: ProviderLogLine) -> Bool {
    guard let minimum else { return false }
    return (line.level ?? .debug) >= minimum
  }
}

/// Where providers' log lines go; called from a thread of the provider's own.
package typealias ProviderLogSink = @Sendable (ProviderLogLine) -> Void

/// What a provider said last, kept within bounds, to be shown when it dies.
struct LastWords: Sendable {
  static let maximumLines = 40
  /// A panic begins with what happened and goes on with the stacks of every goroutine, so its beginning is kept.
  static let maximumPanicLines = 60
  static let maximumLineLength = 2_000

  private var lines: [String] = []
  private var panic: [String] = []

  mutating func add(_ line: ProviderLogLine) {
    let text = String(line.message.prefix(Self.maximumLineLength))
    if let level = line.level {
      // The log of a healthy run explains nothing; what it says of errors may.
      if level >= .error { append("\(level.name): \(text)") }
      return
    }
    if !panic.isEmpty || text.hasPrefix("panic: ") || text.hasPrefix("fatal error: ") {
      if panic.count < Self.maximumPanicLines { panic.append(text) }
      return
    }
    append(text)
  }

  private mutating func append(_ text: String) {
    if text.allSatisfy(\.isWhitespace) { return }
    if lines.count == Self.maximumLines { lines.removeFirst() }
    lines.append(text)
  }

  var text: String { (panic.isEmpty ? lines : panic).joined(separator: "\n") }
}
