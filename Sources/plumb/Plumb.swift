import CSystem
import Glibc
import Model

@main
enum Plumb {
  static let version = "0.1.0"
  /// Of the language and the file formats that are implemented; written into states.
  static let terraformVersion = "1.11.4"
  /// Of OpenTofu's language, as far as it goes beyond.
  static let openTofuVersion = "1.12.0"

  static func main() async {
    plumb_share_heap()
    // A reader that goes away, as `head` does, must not end work that is under way.
    signal(SIGPIPE, SIG_IGN)
    Interrupts.listen()
    UntilExit.beginWholeProcess()
    let code = await run(Array(CommandLine.arguments.dropFirst()), environment: currentEnvironment())
    exit(code.rawValue)
  }

  nonisolated static func run(_ arguments: [String], environment: [String: String]) async -> ExitCode {
    var terminal = Terminal.standard(environment: environment)
    let parser = CommandLineParser(commands: Command.all, environment: environment)
    do {
      let globals = try parser.globals(arguments)
      if let directory = globals.directory { try goTo(directory) }
      switch try parser.parse(globals) {
      case .help(let command): terminal.write(HelpText(commands: Command.all).of(command))
      case .overview(let group):
        terminal.write(HelpText(commands: Command.all).overview(group))
        return globals.wantsHelp || globals.rest.count > group.count || group.isEmpty && globals.rest == ["help"]
          ? .success : .failure
      case .version: return await run(["version"], environment: environment)
      case .run(let command, let flags, let arguments):
        if flags.bool(Flag.noColor.name) { terminal.layout.isColoured = false }
        let invocation = Invocation(
          command: command, flags: flags, arguments: arguments, environment: environment, terminal: terminal)
        return await Measuring(invocation).run { await run(invocation) }
      }
      return .success
    } catch {
      return show(error, of: nil, on: terminal)
    }
  }

  private nonisolated static func run(_ invocation: Invocation) async -> ExitCode {
    do {
      return try await invocation.command.run(invocation)
    } catch let error as DiagnosticsError {
      invocation.report(error.diagnostics)
    } catch let error as UsageError {
      return show(error, of: invocation.command, on: invocation.terminal)
    } catch {
      invocation.report([Diagnostic(code: "command.failed", summary: "The command failed", detail: "\(error)")])
    }
    return .failure
  }

  private nonisolated static func show(_ error: UsageError, of command: Command?, on terminal: Terminal) -> ExitCode {
    terminal.writeError(error.diagnostic.text(terminal.layout))
    if let name = command?.name ?? error.command {
      terminal.writeError("\nFor more help on using this command, run:\n  plumb \(name) -help\n")
    }
    return .failure
  }

  private nonisolated static func goTo(_ directory: String) throws(UsageError) {
    guard chdir(directory) == 0 else {
      throw UsageError(
        summary: "Error handling -chdir option", detail: "chdir \(directory): \(String(cString: strerror(errno)))")
    }
  }
}

/// The environment as it was at the start.
private func currentEnvironment() -> [String: String] {
  var result: [String: String] = [:]
  var entry = environ
  while let text = entry.pointee {
    let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
    entry += 1
  }
  return result
}
