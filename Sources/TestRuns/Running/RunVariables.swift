import Configuring
import Functions
import Model
import Parsing

/// The values that a run's variables have, from the least to the most specific: those of the whole suite, the file's, the
/// run's own.
struct RunVariables {
  /// As given on the command line, in files and in the environment; later ones win.
  let globals: [(name: String, input: VariableInput)]
  let file: [Attribute]
  let run: TestRun?
  let runs: KnownRuns
  let functions: FunctionContext

  /// The values for a module's variables, and what is wrong with them.
  func inputs(
    declared: [String: Variable]
  ) -> (inputs: [(name: String, input: VariableInput)], ranges: [String: SourceRange], diagnostics: [Diagnostic]) {
    var diagnostics: [Diagnostic] = []
    var inputs = globals.filter { declared[$0.name] != nil }
    var ranges: [String: SourceRange] = [:]
    for (level, attributes) in [(0, file), (1, run?.variables ?? [])] {
      for attribute in attributes {
        guard declared[attribute.name] != nil else {
          if level == 1 { diagnostics.append(undeclared(attribute, declared)) }
          continue
        }
        if level == 0, run?.variables.contains(where: { $0.name == attribute.name }) == true { continue }
        let (value, problems) = level == 0 ? fileValue(attribute) : runValue(attribute)
        diagnostics += problems
        if problems.hasErrors { continue }
        inputs.append(
          (attribute.name, VariableInput(content: .value(value), origin: .file(attribute.expression.range))))
        ranges[attribute.name] = attribute.expression.range
      }
    }
    return (inputs, ranges, diagnostics)
  }

  /// A value by name where no module declares it: for other variables, for assertions and for providers.
  func value(named name: String, includesRun: Bool) -> (Value, [Diagnostic])? {
    if includesRun, let attribute = run?.variables.first(where: { $0.name == name }) { return runValue(attribute) }
    if let attribute = file.first(where: { $0.name == name }) { return fileValue(attribute) }
    return global(name).map { ($0, []) }
  }

  var names: Set<String> {
    Set(globals.map(\.name)).union(file.map(\.name)).union((run?.variables ?? []).map(\.name))
  }

  /// Without a declaration, texts are what they are.
  private func global(_ name: String) -> Value? {
    guard let input = globals.last(where: { $0.name == name })?.input else { return nil }
    switch input.content {
    case .text(let text): return .string(text)
    case .value(let value): return value
    }
  }

  private func fileValue(_ attribute: Attribute) -> (Value, [Diagnostic]) {
    evaluate(
      attribute.expression,
      in: VariableScope(
        runs: runs, functionContext: functions, place: "context. You can only reference global variables.",
        names: Set(globals.map(\.name)), variable: { name in global(name).map { ($0, []) } }))
  }

  private func runValue(_ attribute: Attribute) -> (Value, [Diagnostic]) {
    let scope = VariableScope(
      runs: runs, functionContext: functions,
      place: "run block. You can only reference variables defined at the file or global levels.",
      names: Set(globals.map(\.name)).union(file.map(\.name)),
      variable: { self.value(named: $0, includesRun: false) })
    let (value, problems) = evaluate(attribute.expression, in: scope)
    if problems.hasErrors || value.isWhollyKnown { return (value, problems) }
    return (value, problems + unknownReferences(attribute.expression, scope))
  }

  private func unknownReferences(_ expression: Expression, _ scope: VariableScope) -> [Diagnostic] {
    let found = expression.references.compactMap { reference -> Diagnostic? in
      guard let name = reference.runName, case .success(let resolved) = scope.resolve(reference),
        !resolved.value.isWhollyKnown
      else { return nil }
      return Diagnostic(
        code: "test.unknown-reference", summary: "Reference to unknown value",
        detail: "The value for \(reference) is unknown. Run block \(quoted(name)) is executing a \"plan\" operation, "
          + "and the specified output value is only known after apply.", subject: reference.range)
    }
    if !found.isEmpty { return found }
    return [
      Diagnostic(
        code: "test.unknown-reference", summary: "Reference to unknown value",
        detail: "The value is not known, and variables of a run must be.", subject: expression.range)
    ]
  }

  private func undeclared(_ attribute: Attribute, _ declared: [String: Variable]) -> Diagnostic {
    let near = suggestion(for: attribute.name, among: declared.keys).map { " Did you mean \(quoted($0))?" } ?? ""
    return Diagnostic(
      .warning, code: "config.undeclared-variable", summary: "Value for undeclared variable",
      detail: "The module under test does not declare a variable named \(quoted(attribute.name)), but it is declared "
        + "in run block \(quoted(run?.name ?? "")).\(near)", subject: attribute.range)
  }
}

/// What expressions for variables can name: other variables and earlier runs.
struct VariableScope: EvaluationScope {
  let runs: KnownRuns
  let functionContext: FunctionContext
  /// Ends the sentence that a variable is not available to the current ….
  let place: String
  let names: Set<String>
  let variable: (String) -> (Value, [Diagnostic])?

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    func failure(_ summary: String, _ detail: String) -> Result<ResolvedReference, DiagnosticsError> {
      .failure(
        DiagnosticsError(
          Diagnostic(code: "test.invalid-reference", summary: summary, detail: detail, subject: traversal.range)))
    }
    if traversal.root == "run" { return runs.resolve(traversal) }
    guard traversal.root == "var", let name = traversal.steps.first?.name else {
      return failure(
        "Invalid reference",
        "You can only reference earlier run blocks, file level, and global variables while defining variables from "
          + "inside a run block.")
    }
    guard let (value, problems) = variable(name) else {
      let near = suggestion(for: name, among: names).map { " Did you mean \(quoted($0))?" } ?? ""
      return failure(
        "Reference to unavailable variable",
        "The input variable \(quoted(name)) is not available to the current \(place)\(near)")
    }
    if problems.hasErrors { return .failure(DiagnosticsError(problems)) }
    return .success(ResolvedReference(value: value, consumedSteps: 1))
  }
}
