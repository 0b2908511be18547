import Model

extension Command {
  static let completion = Command(
    "completion", summary: "Write a completion script for your shell", usage: "bash|zsh|fish",
    help: """
      Writes a script that makes your shell complete Plumb's commands, options, resource addresses and outputs.

      To switch it on for good:
        bash   plumb completion bash > ~/.local/share/bash-completion/completions/plumb
        zsh    plumb completion zsh > "${fpath[1]}/_plumb"
        fish   plumb completion fish > ~/.config/fish/completions/plumb.fish

      For this session only (bash):
        source <(plumb completion bash)
      """
  ) { invocation in
    guard invocation.arguments.count == 1,
      let shell = Completion.Shell(rawValue: invocation.arguments[0])
    else {
      throw UsageError(
        summary: "Unknown shell", detail: "The completion command takes one argument: bash, zsh or fish.")
    }
    invocation.terminal.write(Completion(commands: Command.all).script(for: shell))
    return .success
  }
}
