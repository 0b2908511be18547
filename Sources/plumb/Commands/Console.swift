import Configuring
import Model
import Parsing
import Planning
import Storing

extension Command {
  static let console = Command(
    "console", summary: "Try expressions at a prompt",
    help: """
      Evaluates expressions as the configuration would see them: its variables and locals, its functions, and what the state \
      records of its resources. Nothing is changed. End with "exit" or Ctrl-D.
      """,
    flags: [.state] + variableFlags, run: runConsole)
}

private func runConsole(_ invocation: Invocation) async throws -> ExitCode {
  guard invocation.arguments.isEmpty else {
    throw UsageError(summary: "Too many command line arguments", detail: "console takes no arguments.")
  }
  let state = try await readState(invocation) ?? State()
  let session = try Session.open(invocation, state: state, needsConfiguration: false)
  return try await withSession(session, View(plain: invocation)) {
    let (variables, warnings) = try variables(session)
    invocation.report(session.loaded.diagnostics + warnings)
    let schemas = try await session.schemas(for: state)
    var environment = session.environment(isPlanning: false)
    let (functions, problems) = await session.pool.functions(calledIn: session.configuration)
    environment.providerFunctions = functions
    invocation.report(problems)
    let evaluator = stateEvaluator(
      configuration: session.configuration, graph: session.graph, state: state, variables: variables,
      environment: environment, schemas: { schemas.resource($0, $1) })
    invocation.report(evaluator.takeDiagnostics())
    return await converse(evaluator, session)
  }
}

/// Reads expressions line by line; one that is not closed yet goes on in the next line.
private func converse(_ evaluator: Evaluator, _ session: Session) async -> ExitCode {
  let invocation = session.invocation
  let isInteractive = invocation.terminal.isInteractive
  var pending = ""
  while true {
    if isInteractive { invocation.terminal.write(pending.isEmpty ? "> " : ": ") }
    guard let line = readLine(strippingNewline: true) else { return .success }
    let text = pending + line
    let word = text.filter { !$0.isWhitespace }
    if word == "exit" { return .success }
    if word.isEmpty { continue }
    if word == "help" {
      invocation.terminal.writeLine(
        "Type an expression, such as var.name or cidrsubnet(\"10.0.0.0/16\", 8, 2), to see its value. \"exit\" ends the console."
      )
      continue
    }
    let (expression, problems) = parseExpression(Array(text.utf8), name: "<console-input>")
    if problems.contains(where: { $0.isUnclosed }), text.utf8.count < maximumConsoleInput {
      pending = text + "\n"
      continue
    }
    pending = ""
    var diagnostics = problems
    if let expression, !problems.hasErrors {
      do throws(DiagnosticsError) {
        let asked = try expression.typeQuestion()
        let (value, more) = await evaluated(asked ?? expression, evaluator, session)
        diagnostics += more
        if !more.hasErrors {
          invocation.terminal.writeLine(asked == nil ? value.consoleText : value.deeplyUnmarked.type.typeText)
        }
      } catch {
        diagnostics += error.diagnostics
      }
    }
    invocation.report(diagnostics, sources: { $0 == "<console-input>" ? Array(text.utf8) : sourceFile($0) })
    if diagnostics.hasErrors, !isInteractive { return .failure }
  }
}

/// The value of an expression, once the providers whose functions it calls run.
private func evaluated(
  _ expression: Expression, _ evaluator: Evaluator, _ session: Session
) async -> (Value, [Diagnostic]) {
  let requirements = session.configuration.root.requiredProviders
  let known = evaluator.environment.providerFunctions
  let wanted = expression.calledFunctions.compactMap(ProviderFunctionName.init)
    .compactMap { requirements[$0.localName]?.source }.filter { !known.contains($0) }
  let (functions, problems) = await session.pool.functions(of: Set(wanted))
  for (provider, all) in functions.functions { evaluator.environment.providerFunctions.add(all, of: provider) }
  let (value, more) = evaluate(expression, in: evaluator.scope(evaluator.root))
  return (value, problems + more)
}

/// An unclosed bracket must not make the console collect for ever.
private let maximumConsoleInput = 1 << 20

extension Diagnostic {
  /// Whether more text could mend it.
  fileprivate var isUnclosed: Bool {
    code == "syntax.unterminated"
      || (["syntax.missing-expression", "syntax.missing-parenthesis", "syntax.unbalanced"].contains(code)
        && detail.contains("end of the file"))
  }
}
