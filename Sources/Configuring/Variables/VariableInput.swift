package import Model
import Parsing

/// A value that the user gave for a root variable, and where.
package struct VariableInput: Sendable {
  package enum Content: Sendable {
    /// Text to be read by the variable's type: literally for strings, as an expression for everything else.
    case text(String)
    case value(Value)
  }

  package enum Origin: Sendable {
    case environment(name: String)
    case commandLine
    case file(SourceRange)
    case savedPlan
  }

  package var content: Content
  package var origin: Origin

  package init(content: Content, origin: Origin) {
    self.content = content
    self.origin = origin
  }
}

/// Reads a `.tfvars` file (or its JSON form) into values by name.
package func readVariableFile(
  _ text: [UInt8], name: String, isJSON: Bool
) -> (inputs: [(name: String, input: VariableInput)], diagnostics: [Diagnostic]) {
  isJSON ? readJSONVariableFile(text, name: name) : readNativeVariableFile(text, name: name)
}

private func readNativeVariableFile(
  _ text: [UInt8], name: String
) -> (inputs: [(name: String, input: VariableInput)], diagnostics: [Diagnostic]) {
  var (body, diagnostics) = parseFile(text, name: name)
  for block in body.blocks {
    diagnostics.append(
      Diagnostic(
        code: "config.unsupported-block", summary: "Unexpected \(quoted(block.type)) block",
        detail: block.type == "variable"
          ? "A \"variable\" block is not allowed in a variable values file. Declare variables in .tf files, and set their values "
            + "here as arguments: name = value."
          : "Blocks are not allowed here.", subject: block.typeRange))
  }
  var inputs: [(name: String, input: VariableInput)] = []
  for attribute in body.attributes {
    switch constantValue(attribute.expression) {
    case .success(let value):
      inputs.append((attribute.name, VariableInput(content: .value(value), origin: .file(attribute.range))))
    case .failure(let error): diagnostics += error.diagnostics
    }
  }
  return (inputs, diagnostics)
}

private func readJSONVariableFile(
  _ text: [UInt8], name: String
) -> (inputs: [(name: String, input: VariableInput)], diagnostics: [Diagnostic]) {
  let place = SourceRange(file: name, start: .start, end: .start)
  do {
    let json = try JSON.read(text)
    guard let members = json.members else {
      let problem = Diagnostic(
        code: "config.invalid-variable-file", summary: "Invalid variable values file",
        detail: "A variable values file in JSON is one object, with a member for each variable.", subject: place)
      return ([], [problem])
    }
    return (
      members.filter { $0.name != "//" }.map {
        ($0.name, VariableInput(content: .value(Value(inferring: $0.value)), origin: .file(place)))
      }, []
    )
  } catch {
    let position = SourcePosition(line: error.line, column: error.column, byte: error.byte)
    let problem = Diagnostic(
      code: "config.invalid-json", summary: "Invalid JSON", detail: "\(error.message).",
      subject: SourceRange(file: name, start: position, end: position))
    return ([], [problem])
  }
}

/// The root module's variables with their final values, marked where sensitive or ephemeral, and what was wrong.
package struct RootVariables: Sendable {
  package var values: [String: Value]
  /// As the user gave them, before conversion to the declared types; defaults for the others.
  package var given: [String: Value]
  /// Names that the user gave a value.
  package var set: Set<String>
  package var diagnostics: [Diagnostic]
}

/// Brings the user's inputs (later ones win) and the declarations together.
package func rootVariables(
  declared: [String: Variable], inputs: [(name: String, input: VariableInput)]
) -> RootVariables {
  var result = RootVariables(values: [:], given: [:], set: [], diagnostics: [])
  var last: [String: VariableInput] = [:]
  for (name, input) in inputs {
    if declared[name] != nil { last[name] = input } else { result.reportUndeclared(name, input, declared: declared) }
  }
  for name in declared.keys.sorted() {
    guard let variable = declared[name] else { continue }
    guard let input = last[name] else {
      if let value = variable.defaultValue {
        result.values[name] = value.marked(with: variable.marks)
        result.given[name] = value.marked(with: variable.marks)
      } else {
        result.values[name] = Value.unknown(variable.type.withoutOptional).marked(with: variable.marks)
        result.diagnostics.append(
          Diagnostic(
            code: "config.missing-variable", summary: "No value for required variable",
            detail:
              "The root module input variable \(quoted(name)) is not set, and has no default value. Use a -var or -var-file "
              + "command line argument to provide a value for this variable.", subject: variable.range))
      }
      continue
    }
    result.set.insert(name)
    let (given, value, diagnostics) = convert(input, to: variable)
    result.values[name] = value.marked(with: variable.marks)
    result.given[name] = given.marked(with: variable.marks)
    result.diagnostics += diagnostics
  }
  return result
}

extension Variable {
  package var marks: Marks {
    var marks: Marks = []
    if isSensitive { marks.insert(.sensitive) }
    if isEphemeral { marks.insert(.ephemeral) }
    return marks
  }
}

extension RootVariables {
  fileprivate mutating func reportUndeclared(_ name: String, _ input: VariableInput, declared: [String: Variable]) {
    let near = suggestion(for: name, among: declared.keys).map { " Did you mean \(quoted($0))?" } ?? ""
    switch input.origin {
    case .environment, .savedPlan:
      // The environment may hold variables for other configurations.
      return
    case .commandLine:
      diagnostics.append(
        Diagnostic(
          code: "config.undeclared-variable", summary: "Value for undeclared variable",
          detail:
            "A variable named \(quoted(name)) was assigned on the command line, but the root module does not declare a "
            + "variable of that name. To use this value, add a \"variable\" block to the configuration.\(near)"))
    case .file(let range):
      diagnostics.append(
        Diagnostic(
          .warning, code: "config.undeclared-variable", summary: "Value for undeclared variable",
          detail: "The root module does not declare a variable named \(quoted(name)) but a value was found in file "
            + "\(quoted(range.file)). If you meant to use this value, add a \"variable\" block to the configuration.\(near)\n\nTo "
            + "silence these warnings, use TF_VAR_... environment variables to provide certain \"global\" settings to all "
            + "configurations in your organization. To reduce the verbosity of these warnings, use the -compact-warnings option."
        ))
    }
  }
}

private func convert(_ input: VariableInput, to variable: Variable) -> (
  given: Value, value: Value, diagnostics: [Diagnostic]
) {
  var given: Value
  var diagnostics: [Diagnostic] = []
  let unusable = Value.unknown(variable.type.withoutOptional)
  switch input.content {
  case .value(let value): given = value
  case .text(let text):
    if variable.type.isPrimitive || (variable.type == .dynamic && variable.typeRange == nil) {
      given = .string(text.normalizedNFC)
    } else {
      let name = "<value for var.\(variable.name)>"
      let (expression, problems) = parseExpression(Array(text.utf8), name: name)
      diagnostics += problems
      guard let expression, !problems.hasErrors else { return (unusable, unusable, diagnostics) }
      switch constantValue(expression) {
      case .success(let value): given = value
      case .failure(let error): return (unusable, unusable, diagnostics + error.diagnostics)
      }
    }
  }
  if given.isNull, !variable.isNullable {
    if let value = variable.defaultValue { return (given, value, diagnostics) }
    diagnostics.append(
      Diagnostic(
        code: "config.invalid-variable-value", summary: "Required variable not set",
        detail:
          "Unsuitable value for var.\(variable.name) \(input.origin.phrase): required variable may not be set to null.",
        subject: variable.range))
    return (given, unusable, diagnostics)
  }
  do {
    return (given, try given.applying(variable.typeDefaults).converted(to: variable.type), diagnostics)
  } catch {
    diagnostics.append(
      Diagnostic(
        code: "config.invalid-variable-value", summary: "Invalid value for input variable",
        detail: "Unsuitable value for var.\(variable.name) \(input.origin.phrase): \(error.message).",
        subject: input.origin.range ?? variable.range))
    return (given, unusable, diagnostics)
  }
}

extension VariableInput.Origin {
  fileprivate var phrase: String {
    switch self {
    case .environment(let name): "set using the \(name) environment variable"
    case .commandLine: "set using -var=\"...\""
    case .file(let range): "set from \(range.file)"
    case .savedPlan: "from the saved plan"
    }
  }

  fileprivate var range: SourceRange? {
    if case .file(let range) = self { return range }
    return nil
  }
}
