import Model
import Planning

/// One command's definition: its help, its completion and its parsing all come from here.
struct Command: Sendable {
  enum Group: Sendable {
    /// The daily ones, named first in the overview.
    case main
    case other
    /// Subcommands, shown by their parent.
    case sub
  }

  /// What the words after a command name, for completion.
  enum ArgumentKind: Sendable {
    case none, files, addresses, outputs, commands
  }

  /// All of its words: `state list`.
  var name: String
  var group: Group
  /// One line, without a full stop.
  var summary: String
  /// What follows the name: `[options] [ADDRESS...]`.
  var usage: String
  /// Paragraphs; lines that begin with a space keep their layout, others are wrapped.
  var help: String
  var flags: [Flag]
  var arguments: ArgumentKind
  var run: @Sendable (Invocation) async throws -> ExitCode

  init(
    _ name: String, group: Group = .other, summary: String, usage: String = "[options]", help: String,
    flags: [Flag] = [], arguments: ArgumentKind = .none,
    run: @escaping @Sendable (Invocation) async throws -> ExitCode
  ) {
    self.name = name
    self.group = group
    self.summary = summary
    self.usage = usage
    self.help = help
    self.flags = flags
    self.arguments = arguments
    self.run = run
  }

  var words: [String] { name.split(separator: " ").map(String.init) }

  /// Every command takes `-no-color` and `-timings`, whether it says so or not.
  func flag(named name: String) -> Flag? {
    flags.first { $0.name == name } ?? [.noColor, .timings].first { $0.name == name }
  }
}

/// One call of a command: what was given, and the surroundings it may use.
struct Invocation: Sendable {
  var command: Command
  var flags: FlagValues
  var arguments: [String]
  var environment: [String: String]
  var terminal: Terminal
  /// What this call has in common with others that run in the same process; nil for one by itself.
  var shared: SharedWork?
  /// Throws where a plan is not to be applied, after it was shown and before anybody is asked.
  var objection: (@Sendable (Plan) async throws(DiagnosticsError) -> Void)?
  let variableInputs = VariableInputsRead()

  /// Where the working directory keeps its providers, modules and backend: `.terraform` or what `TF_DATA_DIR` says.
  var dataDirectory: String { environment["TF_DATA_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? ".terraform" }

  /// Shows diagnostics: errors as errors, warnings among the output.
  func report(_ diagnostics: [Diagnostic], sources: SourceTexts = sourceFile) {
    for diagnostic in diagnostics {
      let text = diagnostic.text(terminal.layout, sources: sources)
      if diagnostic.isError { terminal.writeError(text) } else { terminal.write(text) }
    }
  }

  /// The arguments, when there are as many as the command takes.
  func arguments(atMost count: Int, _ detail: String) throws(UsageError) -> [String] {
    guard arguments.count <= count else {
      throw UsageError(summary: "Too many command line arguments", detail: detail)
    }
    return arguments
  }
}

/// The call itself is wrong: shown with the way to the command's help.
struct UsageError: Error, Sendable, Equatable {
  var summary: String
  var detail: String
  /// Whose help to name.
  var command: String?

  var diagnostic: Diagnostic { Diagnostic(code: "command.usage", summary: summary, detail: detail) }
}
