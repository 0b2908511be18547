import Model

/// Completion scripts for shells, made from the commands' definitions.
struct Completion {
  enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish
  }

  var commands: [Command]

  func script(for shell: Shell) -> String {
    switch shell {
    case .bash: bash
    case .zsh: "#compdef plumb\nautoload -U +X bashcompinit && bashcompinit\n" + bash
    case .fish: fish
    }
  }

  /// Every first word, and by first word the second ones.
  private var firstWords: [String] { Array(Set(commands.map { $0.words[0] })).sorted() }

  private func secondWords(_ first: String) -> [String] {
    commands.filter { $0.words.count > 1 && $0.words[0] == first }.map { $0.words[1] }.sorted()
  }

  private var groups: [String] { firstWords.filter { !secondWords($0).isEmpty } }

  private func flags(_ command: Command) -> [Flag] {
    (command.flags + [.noColor]).filter { !$0.isHidden }.sorted { $0.name < $1.name }
  }

  private func flagWords(_ command: Command) -> String {
    var seen: Set<String> = []
    return
      (flags(command).map { flag in
        if case .bool = flag.kind, flag.placeholder.isEmpty { return "-\(flag.name)" }
        return "-\(flag.name)="
      } + ["-help"]).filter { seen.insert($0).inserted }.joined(separator: " ")
  }

  /// What completes the words after a command, as a shell command that prints them; empty for file names.
  private func producer(_ kind: Command.ArgumentKind) -> String {
    switch kind {
    case .none, .files: ""
    case .addresses: "plumb state list 2>/dev/null"
    case .outputs: "plumb output -names 2>/dev/null"
    case .commands: "echo \(firstWords.joined(separator: " "))"
    }
  }

  private var bash: String {
    var cases = ""
    for command in commands.sorted(by: { $0.name < $1.name }) {
      cases += "    \"\(command.name)\")\n      flags=\"\(flagWords(command))\"\n"
      switch command.arguments {
      case .none: break
      case .files: cases += "      files=1\n"
      default: cases += "      words=\"$(\(producer(command.arguments)))\"\n"
      }
      cases += "      ;;\n"
    }
    let subcommands = groups.map { "    \($0)) words=\"\(secondWords($0).joined(separator: " "))\" ;;" }
    return """
      _plumb() {
        local current="${COMP_WORDS[COMP_CWORD]}" command="" flags="" words="" files="" word index
        for ((index = 1; index < COMP_CWORD; index++)); do
          word="${COMP_WORDS[index]}"
          case "$word" in -*) continue ;; esac
          if [ -z "$command" ]; then command="$word"
          else case "$command" in \(groups.joined(separator: "|"))) command="$command $word" ;; esac
          fi
        done
        case "$command" in
          "") words="\((firstWords + ["help"]).joined(separator: " "))"; flags="-chdir= -help -version" ;;
      \(subcommands.joined(separator: "\n"))
      \(cases)  esac
        case "$current" in
          -*)
            COMPREPLY=($(compgen -W "$flags" -- "$current"))
            [[ "${COMPREPLY[0]}" == *= ]] && compopt -o nospace 2>/dev/null ;;
          *)
            if [ -n "$files" ]; then COMPREPLY=($(compgen -f -- "$current"))
            else COMPREPLY=($(compgen -W "$words" -- "$current"))
            fi ;;
        esac
      }
      complete -F _plumb plumb

      """
  }

  private var fish: String {
    var lines = ["complete -c plumb -f"]
    let top = "not __fish_seen_subcommand_from \(firstWords.joined(separator: " "))"
    for word in firstWords {
      let summary = commands.first { $0.name == word }?.summary ?? HelpText.groupSummaries[word] ?? ""
      lines.append("complete -c plumb -n '\(top)' -a \(word) -d '\(summary)'")
    }
    for command in commands.sorted(by: { $0.name < $1.name }) {
      var condition = "__fish_seen_subcommand_from \(command.words[0])"
      if command.words.count > 1 {
        let others = secondWords(command.words[0]).joined(separator: " ")
        lines.append(
          "complete -c plumb -n '\(condition); and not __fish_seen_subcommand_from \(others)' -a \(command.words[1]) "
            + "-d '\(command.summary)'")
        condition += "; and __fish_seen_subcommand_from \(command.words[1])"
      }
      for flag in flags(command) {
        var line = "complete -c plumb -n '\(condition)' -o \(flag.name) -d '\(flag.help.prefix(60))'"
        if case .bool = flag.kind {} else { line += " -r" }
        lines.append(line.replacing("\n", with: " "))
      }
      switch command.arguments {
      case .none: break
      case .files: lines.append("complete -c plumb -n '\(condition)' -F")
      default: lines.append("complete -c plumb -n '\(condition)' -a '(\(producer(command.arguments)))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
