/// An option of a command: `-name`, `-name=value` or `-name value`; two dashes do as well as one.
struct Flag: Sendable {
  enum Kind: Sendable {
    /// `-x`, `-x=true`, `-x=false`.
    case bool
    case text
    case wholeNumber
    /// A number with unit: `10s`, `1m30s`, `500ms`.
    case duration
  }

  var name: String
  var kind: Kind
  /// Of the value, in help: `PATH`.
  var placeholder: String
  /// One sentence or two; wrapped when shown.
  var help: String
  /// Accepted but not shown.
  var isHidden: Bool

  private init(_ name: String, _ kind: Kind, placeholder: String, help: String, isHidden: Bool) {
    self.name = name
    self.kind = kind
    self.placeholder = placeholder
    self.help = help
    self.isHidden = isHidden
  }

  /// `shown` is what help shows after the name, for flags that are true unless one says `=false`.
  static func bool(_ name: String, shown: String = "", hidden: Bool = false, _ help: String) -> Flag {
    Flag(name, .bool, placeholder: shown, help: help, isHidden: hidden)
  }

  static func text(_ name: String, _ placeholder: String, hidden: Bool = false, _ help: String) -> Flag {
    Flag(name, .text, placeholder: placeholder, help: help, isHidden: hidden)
  }

  static func wholeNumber(_ name: String, _ placeholder: String, hidden: Bool = false, _ help: String) -> Flag {
    Flag(name, .wholeNumber, placeholder: placeholder, help: help, isHidden: hidden)
  }

  static func duration(_ name: String, _ placeholder: String, hidden: Bool = false, _ help: String) -> Flag {
    Flag(name, .duration, placeholder: placeholder, help: help, isHidden: hidden)
  }

  /// As help shows it: `-state=PATH`.
  var shape: String { "-\(name)" + (placeholder.isEmpty ? "" : "=\(placeholder)") }
}

extension Flag {
  // Flags that several commands share, with the same words everywhere.

  static let noColor = Flag.bool("no-color", "Write without colours.")
  static let timings = Flag.bool("timings", "Show on standard error where the time went.")
  static let json = Flag.bool("json", "Write JSON, for other programs to read.")
  static let lock = Flag.bool(
    "lock", shown: "false", "Do not lock the state. Dangerous where others may be at work on the same state.")
  static let lockTimeout = Flag.duration(
    "lock-timeout", "0s", "How long to go on trying while another holds the lock, such as 30s or 5m.")
  static let state = Flag.text("state", "PATH", "The state file to read, instead of terraform.tfstate.")
  static let stateOut = Flag.text(
    "state-out", "PATH", "Where to write the state, instead of over the one that was read.")
  static let backup = Flag.text(
    "backup", "PATH", "Where to keep the state as it was before, instead of beside it as .backup; \"-\" keeps none.")
  static let input = Flag.bool("input", shown: "false", "Never ask for anything: what is missing is an error.")
}

/// What was given for a command's flags, in the order in which it was given.
struct FlagValues: Sendable {
  struct Given: Sendable {
    var name: String
    /// Of a bool flag, `true` or `false`.
    var value: String
  }

  private(set) var given: [Given] = []

  mutating func append(_ name: String, _ value: String) { given.append(Given(name: name, value: value)) }

  mutating func remove(_ name: String) { given.removeAll { $0.name == name } }

  func isGiven(_ flag: Flag) -> Bool { isGiven(flag.name) }
  func isGiven(_ name: String) -> Bool { given.contains { $0.name == name } }

  func bool(_ name: String, default fallback: Bool = false) -> Bool { string(name).map { $0 == "true" } ?? fallback }

  /// The last value given.
  func string(_ name: String) -> String? { given.last { $0.name == name }?.value }
  /// All values of a flag that may be repeated.
  func strings(_ name: String) -> [String] { given.filter { $0.name == name }.map(\.value) }
  func int(_ name: String) -> Int? { string(name).flatMap { Int($0) } }
  func duration(_ name: String) -> Duration? { string(name).flatMap { Duration(goText: $0) } }

  /// The values of several flags whose order between them matters, such as `-var` and `-var-file`.
  func ordered(_ names: Set<String>) -> [Given] { given.filter { names.contains($0.name) } }
}

extension Duration {
  /// Reads Go's notation: `300ms`, `1.5h`, `2h45m`; `0` needs no unit.
  init?(goText text: String) {
    if text == "0" {
      self = .zero
      return
    }
    let units: [(name: String, seconds: Double)] = [
      ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ]
    var rest = text[...]
    guard !rest.isEmpty else { return nil }
    var seconds = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { $0.isLetter }
      guard let unit = units.first(where: { $0.name == name }) else { return nil }
      rest = rest.dropFirst(name.count)
      seconds += number * unit.seconds
    }
    guard seconds < 1e9 else { return nil }
    self = .milliseconds(Int64(seconds * 1000))
  }
}
