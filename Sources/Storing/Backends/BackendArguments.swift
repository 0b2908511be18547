package import Model

/// What is known when a backend is opened: the arguments given, and the environment, which may give some that are left out.
package struct BackendArguments: Sendable {
  /// Of the schema's implied type, wholly known and without marks.
  package let values: Value
  package let environment: [String: String]
  /// Relative paths are relative to this.
  package let workingDirectory: String
  /// A new UUID at each call: for lineages and locks.
  package let makeIdentifier: @Sendable () -> String
  /// Of a new lock that is held for the time of one small change, such as a new workspace.
  package let makeLockInfo: @Sendable (_ operation: String) -> LockInfo
  /// Where nested blocks stand, for diagnostics.
  private let path: ValuePath

  package init(
    values: Value, environment: [String: String], workingDirectory: String,
    makeIdentifier: @escaping @Sendable () -> String,
    makeLockInfo: @escaping @Sendable (_ operation: String) -> LockInfo
  ) {
    self.init(values, environment, workingDirectory, makeIdentifier, makeLockInfo, path: [])
  }

  private init(
    _ values: Value, _ environment: [String: String], _ workingDirectory: String,
    _ makeIdentifier: @escaping @Sendable () -> String, _ makeLockInfo: @escaping @Sendable (String) -> LockInfo,
    path: ValuePath
  ) {
    self.values = values
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.makeIdentifier = makeIdentifier
    self.makeLockInfo = makeLockInfo
    self.path = path
  }

  /// The argument, or else the first of the environment variables that has something in it. An empty text counts as none.
  package func string(_ name: String, environment variables: String...) -> String? {
    string(name, variables)
  }

  private func string(_ name: String, _ variables: [String]) -> String? {
    if let given = values[name]?.stringValue, !given.isEmpty { return given }
    return variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// The same for what cannot be left out.
  package func required(_ name: String, environment variables: String...) throws(DiagnosticsError) -> String {
    if let found = string(name, variables) { return found }
    let ways =
      variables.isEmpty
      ? " or by -backend-config"
      : ", by -backend-config, or by the environment variable \(variables.joined(separator: " or "))"
    throw problem(
      name, "Missing required argument",
      "The attribute \(quotedText(name)) is required by the backend. Set it in the backend block\(ways).")
  }

  /// The same for several: all that are missing are told at once.
  package func required(all names: [String]) throws(DiagnosticsError) -> [String] {
    var found: [String] = []
    var missing: [Diagnostic] = []
    for name in names {
      do { found.append(try required(name)) } catch { missing += error.diagnostics }
    }
    if !missing.isEmpty { throw DiagnosticsError(missing) }
    return found
  }

  package func bool(_ name: String, environment variables: String...) throws(DiagnosticsError) -> Bool? {
    if let given = values[name]?.boolValue { return given }
    guard let text = string(name, variables) else { return nil }
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": return true
    case "0", "f", "F", "false", "FALSE", "False": return false
    default:
      throw problem(
        name, "Invalid backend argument",
        "The value for \(quotedText(name)) from the environment must be true or false.")
    }
  }

  package func int(_ name: String, environment variables: String...) throws(DiagnosticsError) -> Int? {
    if let number = values[name]?.numberValue {
      if let given = Int(number.description) { return given }
    } else {
      guard let text = string(name, variables) else { return nil }
      if let given = Int(text) { return given }
    }
    throw problem(
      name, "Invalid backend argument", "The value for \(quotedText(name)) must be a whole number of moderate size.")
  }

  /// A list or set of texts; nil where it is not given.
  package func strings(_ name: String) -> [String]? { values[name]?.elements?.compactMap(\.stringValue) }

  /// A nested block or object, where it is there; the first one of several.
  package func block(_ name: String) -> BackendArguments? {
    guard let value = values[name], !value.isNull else { return nil }
    let inner = value.keyedValues != nil ? value : value.elements?.first
    return inner.map {
      BackendArguments(
        $0, environment, workingDirectory, makeIdentifier, makeLockInfo, path: path + [.attribute(name)])
    }
  }

  /// An error about one argument; `detail` must not hold a secret.
  package func problem(_ name: String, _ summary: String, _ detail: String) -> DiagnosticsError {
    DiagnosticsError(
      Diagnostic(
        code: "backend.invalid-argument", summary: summary, detail: detail, attributePath: path + [.attribute(name)]))
  }
}
