import Model

/// Help, made from the commands' definitions.
struct HelpText {
  static let width = 78

  var commands: [Command]

  func of(_ command: Command) -> String {
    var text = "Usage: plumb [global options] \(command.name)\(command.usage.isEmpty ? "" : " \(command.usage)")\n\n"
    text += indented(command.help)
    let flags = command.flags.filter { !$0.isHidden }
    if !flags.isEmpty { text += "\nOptions:\n\n" + table(flags.map { ($0.shape, $0.help) }, spaced: true) }
    return text
  }

  /// A group's commands, or all of them.
  func overview(_ group: [String]) -> String {
    group.isEmpty ? everything() : ofGroup(group[0])
  }

  private func everything() -> String {
    """
    Usage: plumb [global options] <command> [options]

    Plumb provisions infrastructure from Terraform configuration and keeps it
    true. Configuration, providers and state are Terraform's own.

    Main commands:
    \(lines(commands.filter { $0.group == .main }))
    All other commands:
    \(lines(others))
    Global options (before the command):
      -chdir=DIR    Go to another folder before anything else.
      -help         Show this help, or that of the command that follows.
      -version      The same as the "version" command.

    Options of every command (after it):
      -no-color     Write without colours.
      -timings      Show on standard error where the time went.

    Help on a command: plumb help COMMAND

    """
  }

  private var others: [Command] {
    var shown = commands.filter { $0.group == .other && $0.words.count == 1 }
    // A group whose name is a command too is shown as that.
    let named = Set(shown.map(\.name))
    for group in Set(commands.filter { $0.group == .sub }.map { $0.words[0] }).subtracting(named).sorted() {
      shown.append(
        Command(group, summary: Self.groupSummaries[group] ?? "Has subcommands", help: "") { _ in .success })
    }
    return shown.sorted { $0.name < $1.name }
  }

  static let groupSummaries = [
    "fleet": "Work on many stacks at once",
    "policy": "Work on policies",
    "state": "Look at the state and mend it",
    "workspace": "Keep several states of one configuration",
  ]

  private func ofGroup(_ group: String) -> String {
    let members = commands.filter { $0.words.count > 1 && $0.words[0] == group }
    return """
      Usage: plumb [global options] \(group) <subcommand> [options] [args]

      \(indented((Self.groupSummaries[group] ?? group) + "."))
      Subcommands:
      \(lines(members, dropping: 1))
      """ + "\n"
  }

  private func lines(_ commands: [Command], dropping count: Int = 0) -> String {
    let rows = commands.map { ($0.words.dropFirst(count).joined(separator: " "), $0.summary) }
    return table(count == 0 ? rows : rows.sorted { $0.0 < $1.0 }, spaced: false)
  }

  private func indented(_ text: String) -> String {
    wrappedParagraphs(text, to: Self.width - 2).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined()
  }

  /// Two columns, the second one wrapped.
  private func table(_ rows: [(String, String)], spaced: Bool) -> String {
    let first = min(rows.map { $0.0.count }.max() ?? 0, 24) + 2
    return rows.map { name, help in
      let lines = wrapped(help, to: Self.width - first - 2).split(separator: "\n").map(String.init)
      // A name wider than its column has a line of its own.
      let head = name.count + 2 <= first ? [name + String(repeating: " ", count: first - name.count)] : [name]
      var text = "  " + head[0] + (name.count + 2 <= first ? lines.first ?? "" : "")
      for line in name.count + 2 <= first ? lines.dropFirst() : lines[...] {
        text += "\n" + String(repeating: " ", count: first + 2) + line
      }
      return text + "\n"
    }.joined(separator: spaced ? "\n" : "")
  }
}
