import Model

/// What a command line asks for.
enum Request: Sendable {
  case run(Command, FlagValues, [String])
  case help(Command)
  /// Of a group such as `state`, or of everything when empty.
  case overview([String])
  case version
}

/// Finds the command and reads its flags. Pure: the environment is given.
struct CommandLineParser {
  var commands: [Command]
  var environment: [String: String]

  /// What stands before the command.
  struct Globals: Equatable {
    var directory: String?
    var rest: [String] = []
    var wantsHelp = false
    var wantsVersion = false
  }

  func globals(_ arguments: [String]) throws(UsageError) -> Globals {
    var globals = Globals()
    var index = 0
    scan: while index < arguments.count {
      switch arguments[index] {
      case "-help", "--help", "-h": globals.wantsHelp = true
      case "-version", "--version", "-v": globals.wantsVersion = true
      case let option where option.hasPrefix("-chdir="): globals.directory = String(option.dropFirst(7))
      case let option where option.hasPrefix("--chdir="): globals.directory = String(option.dropFirst(8))
      case "-chdir", "--chdir":
        throw UsageError(
          summary: "Invalid -chdir option",
          detail: "It must include an equals sign followed by a directory path, like -chdir=example.")
      case let option where option.hasPrefix("-"):
        throw UsageError(
          summary: "Unknown global option",
          detail: "There is no option \(option) before a command. Options of a command stand after its name.")
      default: break scan
      }
      index += 1
    }
    globals.rest = Array(arguments[index...])
    return globals
  }

  func parse(_ globals: Globals) throws(UsageError) -> Request {
    if globals.wantsVersion { return .version }
    guard let first = globals.rest.first else { return .overview([]) }
    var words = globals.rest
    if first == "help" {
      words.removeFirst()
      return try help(words)
    }
    guard let (command, count) = command(in: words) else { return try unknown(words, wantsHelp: globals.wantsHelp) }
    if globals.wantsHelp { return .help(command) }
    let given = try environmentArguments(of: command) + words.dropFirst(count)
    do {
      return try flags(given, of: command)
    } catch {
      throw UsageError(summary: error.summary, detail: error.detail, command: command.name)
    }
  }

  /// The command with the most words that the line begins with.
  private func command(in words: [String]) -> (Command, count: Int)? {
    commands.map { ($0, count: $0.words.count) }
      .filter { words.starts(with: $0.0.words) }
      .max { $0.count < $1.count }
  }

  private func help(_ words: [String]) throws(UsageError) -> Request {
    if words.isEmpty { return .overview([]) }
    if let (command, count) = command(in: words), count == words.count { return .help(command) }
    return try unknown(words, wantsHelp: true)
  }

  private func unknown(_ words: [String], wantsHelp: Bool) throws(UsageError) -> Request {
    // A group by itself, such as `state`, shows what it has.
    if let first = words.first, commands.contains(where: { $0.words.count > 1 && $0.words[0] == first }) {
      let second = words.dropFirst().first
      if second == nil || second.map({ ["-help", "--help", "-h"].contains($0) }) == true { return .overview([first]) }
      let names = commands.filter { $0.words.count > 1 && $0.words[0] == first }.map { $0.words[1] }
      throw unknown("\(first) \(second ?? "")", last: second ?? "", among: names, help: "plumb \(first) -help")
    }
    let names = Set(commands.map { $0.words[0] })
    throw unknown(words.first ?? "", last: words.first ?? "", among: names.sorted(), help: "plumb -help")
  }

  private func unknown(_ name: String, last: String, among names: [String], help: String) -> UsageError {
    let hint = suggestion(for: last, among: names).map { " Did you mean \"\($0)\"?" } ?? ""
    return UsageError(
      summary: "Unknown command",
      detail: "Plumb has no command named \"\(name)\".\(hint)\n\nTo see all of the commands, run:\n  \(help)")
  }

  /// `TF_CLI_ARGS_state_list` and `TF_CLI_ARGS` come before what was typed, which therefore wins.
  private func environmentArguments(of command: Command) throws(UsageError) -> [String] {
    var arguments: [String] = []
    for name in ["TF_CLI_ARGS_" + command.words.joined(separator: "_"), "TF_CLI_ARGS"] {
      guard let text = environment[name] else { continue }
      guard let words = shellWords(text) else {
        throw UsageError(
          summary: "Invalid extra arguments", detail: "The text of \(name) has a quote that is not closed.")
      }
      arguments += words
    }
    return arguments
  }

  private func flags(_ given: [String], of command: Command) throws(UsageError) -> Request {
    var values = FlagValues()
    var arguments: [String] = []
    var index = 0
    while index < given.count {
      let word = given[index]
      index += 1
      if word == "--" {
        arguments += given[index...]
        break
      }
      guard word.hasPrefix("-"), word != "-" else {
        arguments.append(word)
        continue
      }
      let body = word.dropFirst(word.hasPrefix("--") ? 2 : 1)
      let name = String(body.prefix { $0 != "=" })
      let attached = name.count < body.count ? String(body.dropFirst(name.count + 1)) : nil
      if name == "help" || name == "h" { return .help(command) }
      guard let flag = command.flag(named: name) else { throw unknownFlag(name, of: command) }
      if case .bool = flag.kind {
        values.append(name, try bool(attached, name) ? "true" : "false")
        continue
      }
      var value = attached
      if value == nil, index < given.count {
        value = given[index]
        index += 1
      }
      guard let value else { throw badFlag("flag needs an argument: -\(name)") }
      try check(value, flag)
      values.append(name, value)
    }
    return .run(command, values, arguments)
  }

  private func badFlag(_ detail: String) -> UsageError {
    UsageError(summary: "Failed to parse command-line flags", detail: detail)
  }

  private func unknownFlag(_ name: String, of command: Command) -> UsageError {
    let hint = suggestion(for: name, among: command.flags.filter { !$0.isHidden }.map(\.name))
    return badFlag("flag provided but not defined: -\(name)" + (hint.map { ". Did you mean -\($0)?" } ?? ""))
  }

  private func bool(_ text: String?, _ name: String) throws(UsageError) -> Bool {
    switch text {
    case nil, "1", "t", "T", "true", "TRUE", "True": return true
    case "0", "f", "F", "false", "FALSE", "False": return false
    case let text?: throw badFlag("invalid boolean value \(quotedText(text)) for -\(name): parse error")
    }
  }

  private func check(_ value: String, _ flag: Flag) throws(UsageError) {
    let isRight =
      switch flag.kind {
      case .bool, .text: true
      case .wholeNumber: Int(value) != nil
      case .duration: Duration(goText: value) != nil
      }
    if !isRight { throw badFlag("invalid value \(quotedText(value)) for flag -\(flag.name): parse error") }
  }
}

/// Splits a text as a shell does, with single and double quotes and backslashes; nil when a quote is not closed.
func shellWords(_ text: String) -> [String]? {
  var words: [String] = []
  var word: String?
  var quote: Character?
  var characters = text.makeIterator()
  while let character = characters.next() {
    switch (character, quote) {
    case ("\\", nil), ("\\", "\""):
      guard let next = characters.next() else { return nil }
      word = (word ?? "") + String(next)
    case ("'", nil), ("\"", nil):
      quote = character
      word = word ?? ""
    case (let character, let open?) where character == open: quote = nil
    case (let character, nil) where character.isWhitespace:
      if let finished = word { words.append(finished) }
      word = nil
    default: word = (word ?? "") + String(character)
    }
  }
  if quote != nil { return nil }
  if let word { words.append(word) }
  return words
}
