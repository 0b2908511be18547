import Configuring
import Model
import Parsing
import Storing

extension Invocation {
  /// What `-backend-config` gives, in its order: `NAME=VALUE`, or the name of a file with arguments.
  func backendOverrides(_ type: BackendType, block: Block) throws(DiagnosticsError) -> [(String, Value)] {
    var found: [(String, Value)] = []
    var diagnostics: [Diagnostic] = []
    for given in flags.strings("backend-config") where !given.isEmpty {
      if let equals = given.firstIndex(of: "=") {
        let name = String(given[..<equals])
        let text = String(given[given.index(after: equals)...])
        switch override(name, text, type) {
        case .success(let value): found.append((name, value))
        case .failure(let error): diagnostics += error.diagnostics
        }
      } else {
        let (values, problems) = overrides(inFile: given, type)
        found += values
        diagnostics += problems
      }
    }
    if diagnostics.hasErrors { throw DiagnosticsError(diagnostics) }
    return found
  }

  private func override(_ name: String, _ text: String, _ type: BackendType) -> Result<Value, DiagnosticsError> {
    guard let attribute = type.schema.attribute(name) else {
      let names = type.schema.attributes.map(\.name)
      let hint = suggestion(for: name, among: names).map { " Did you mean \(quoted($0))?" } ?? ""
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "backend.invalid-override", summary: "Invalid backend configuration argument",
            detail: "The backend configuration argument \(quoted(name)) given on the command line is not expected for "
              + "the selected backend type.\(hint)")))
    }
    let value: Value
    switch attribute.impliedType {
    case .string: return .success(.string(text))
    case .number, .bool: value = .string(text)
    default:
      let (expression, problems) = parseExpression(Array(text.utf8), name: "-backend-config=\(name)")
      guard let expression, !problems.hasErrors else { return .failure(DiagnosticsError(problems)) }
      switch constantValue(expression) {
      case .success(let constant): value = constant
      case .failure(let error): return .failure(error)
      }
    }
    do {
      return .success(try value.converted(to: attribute.impliedType))
    } catch {
      let shown = attribute.isSensitive ? "..." : text
      return .failure(
        DiagnosticsError(
          Diagnostic(
            code: "backend.invalid-override", summary: "Invalid backend configuration value",
            detail: "Invalid backend configuration argument -backend-config=\(quoted("\(name)=\(shown)")): "
              + "\(error.message)")))
    }
  }

  private func overrides(inFile path: String, _ type: BackendType) -> ([(String, Value)], [Diagnostic]) {
    guard let bytes = readFile(path) else {
      return (
        [],
        [
          Diagnostic(
            code: "backend.unreadable-file", summary: "Failed to read file",
            detail: "The file \(quoted(path)) could not be read. An argument is given as "
              + "-backend-config=\(quoted("NAME=VALUE")).")
        ]
      )
    }
    let (body, problems) = parsed(bytes, path)
    if problems.hasErrors { return ([], problems) }
    let (values, more) = decodeConstants(body, schema: type.schema.withoutRequirements)
    if more.hasErrors { return ([], problems + more) }
    let blocks = Set(body.blocks.map(\.type))
    let names = type.schema.attributes.map(\.name) + type.schema.blocks.map(\.name)
    let given = names.filter { body.mayHaveArgument($0) || blocks.contains($0) }
    return (given.compactMap { name in values[name].map { (name, $0) } }, problems + more)
  }

  private func parsed(_ bytes: [UInt8], _ path: String) -> (Body, [Diagnostic]) {
    guard path.hasSuffix(".json") else { return parseFile(bytes, name: path) }
    let (root, problems) = parseJSON(bytes, name: path)
    let (read, more) = body(of: root, as: .undecided)
    return (read, problems + more)
  }

  /// Asks for what must be given and is not, as long as there is anybody to ask; what is then missing is for the backend
  /// to tell, which may find it in the environment.
  func completed(_ values: Value, _ type: BackendType) throws(DiagnosticsError) -> Value {
    var values = values
    guard flags.bool(Flag.input.name, default: true), !flags.bool(Flag.json.name) else { return values }
    for attribute in type.schema.attributes where attribute.isRequired && values[attribute.name]?.isNull != false {
      let description = attribute.description.isEmpty ? "" : "  \(attribute.description)\n\n"
      guard let answer = terminal.ask("\(attribute.name)\n\(description)  Enter a value: ") else {
        throw DiagnosticsError(
          Diagnostic(
            code: "backend.missing-argument",
            summary: "Error asking for input to configure backend \(quoted(type.name)): \(attribute.name): EOF",
            detail: "The backend needs \(quoted(attribute.name)). Set it in the backend block, or by "
              + "-backend-config=\(quoted("\(attribute.name)=..."))."))
      }
      terminal.writeLine()
      if !answer.isEmpty { values = values.replacing(attribute.name, with: .string(answer)) }
    }
    return values
  }
}
