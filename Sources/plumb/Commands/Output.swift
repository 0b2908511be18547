import Configuring
import Model
import Storing

extension Command {
  static let output = Command(
    "output", summary: "Show the outputs of the root module", usage: "[options] [NAME]",
    help: """
      Shows the values of the root module's outputs as the state records them: all of them, or the one that is named. \
      Sensitive values are hidden unless they are asked for by name or as JSON.
      """,
    flags: [
      .json, .noColor,
      .bool("raw", "Write a string, number or boolean value as it is, without quotes and line end."), .state,
      .bool("names", hidden: true, "Only the names."),
    ], arguments: .outputs
  ) { invocation in
    let isJSON = invocation.flags.bool("json")
    let isRaw = invocation.flags.bool("raw")
    guard !(isJSON && isRaw) else {
      throw UsageError(summary: "Invalid output format", detail: "The -raw and -json options are mutually-exclusive.")
    }
    guard invocation.arguments.count <= 1 else {
      throw UsageError(
        summary: "Unexpected argument",
        detail:
          "The output command expects exactly one argument with the name of an output variable or no arguments to "
          + "show all outputs.")
    }
    guard !isRaw || invocation.arguments.count == 1 else {
      throw UsageError(
        summary: "Output name required",
        detail: "You must give the name of a single output value when using the -raw option.")
    }
    let outputs = try await invocation.readState(try await invocation.stateLocation().store)?.outputs ?? [:]
    if invocation.flags.bool("names") {
      invocation.terminal.write(outputs.keys.sorted().map { $0 + "\n" }.joined())
      return .success
    }
    if let name = invocation.arguments.first { return try invocation.show(name, among: outputs, isJSON, isRaw) }
    if isJSON {
      invocation.terminal.writeLine(outputs.json.text(.indented, escapesHTML: true))
    } else if outputs.isEmpty {
      invocation.report([noOutputs])
    } else {
      invocation.terminal.write(outputs.text)
    }
    return .success
  }

  fileprivate static let noOutputs = Diagnostic(
    .warning, code: "output.none", summary: "No outputs found",
    detail:
      "The state file either has no outputs defined, or all the defined outputs are empty. Please define an output in "
      + "your configuration with the `output` keyword and run `plumb apply` for it to become available.")
}

extension [String: OutputValue] {
  /// All of them for people, without sensitive values.
  fileprivate var text: String {
    sorted { $0.key < $1.key }
      .map { "\($0.key) = \($0.value.isSensitive ? "<sensitive>" : $0.value.value.consoleText)\n" }.joined()
  }

  fileprivate var json: JSON {
    .sortedObject(
      mapValues { output in
        .record([
          ("sensitive", .bool(output.isSensitive)), ("type", output.value.type.json), ("value", output.value.json),
        ])
      })
  }
}

extension Invocation {
  fileprivate func show(
    _ name: String, among outputs: [String: OutputValue], _ isJSON: Bool, _ isRaw: Bool
  ) throws(DiagnosticsError) -> ExitCode {
    if outputs.isEmpty {
      report([Command.noOutputs])
      return .success
    }
    guard let output = outputs[name] else {
      let hint = suggestion(for: name, among: outputs.keys).map { " Did you mean \"\($0)\"?" } ?? ""
      throw DiagnosticsError(
        Diagnostic(
          code: "output.unknown", summary: "Output \(quotedText(name)) not found",
          detail:
            "The output variable requested could not be found in the state file.\(hint) If you recently added this to "
            + "your configuration, be sure to run `plumb apply`, since the state won't be updated with new output "
            + "variables until that command is run."))
    }
    if isJSON {
      terminal.writeLine(output.value.json.text(escapesHTML: true))
    } else if isRaw {
      terminal.write(try raw(output.value, of: name))
    } else {
      terminal.writeLine(output.value.consoleText)
    }
    return .success
  }

  private func raw(_ value: Value, of name: String) throws(DiagnosticsError) -> String {
    switch value {
    case .string(let string): return string
    case .number(let number): return number.description
    case .bool(let bool): return bool ? "true" : "false"
    case .null:
      throw DiagnosticsError(
        Diagnostic(
          code: "output.raw", summary: "Unsupported value for raw output",
          detail: "The value for output value \(quotedText(name)) is null, so -raw mode cannot print it."))
    default:
      throw DiagnosticsError(
        Diagnostic(
          code: "output.raw", summary: "Unsupported value for raw output",
          detail: "The -raw option only supports strings, numbers, and boolean values, but output value "
            + "\(quotedText(name)) is \(value.type.friendlyName).\n\nUse the -json option for machine-readable "
            + "representations of output values that have complex types."))
    }
  }
}
