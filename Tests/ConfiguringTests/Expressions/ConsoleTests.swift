import Configuring
import Foundation
import Functions
import Model
import Parsing
import TestSupport
import Testing

/// Expressions and what `terraform console` answered to them; recorded by scripts/record-console.
@Suite struct ConsoleTests {
  static let families = [
    "access", "calls", "conditionals", "loops", "marks", "operators", "rendering", "splats", "templates", "unknowns",
  ]

  @Test(arguments: families) func `an expression has the answer that Terraform gives`(_ family: String) throws {
    let scope = try consoleScope()
    for item in try recordedAnswers("console/\(family).txt") {
      #expect(answer(item.expression, in: scope) == item.answer, "\(item.expression)")
    }
  }
}

struct RecordedAnswer {
  var expression: String
  var answer: String
}

/// The cases of a recorded table: `> expression`, then the answer up to the next one.
func recordedAnswers(_ path: String) throws -> [RecordedAnswer] {
  var cases: [RecordedAnswer] = []
  for line in String(decoding: try fixture(path), as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  {
    if line.hasPrefix("> ") {
      cases.append(RecordedAnswer(expression: String(line.dropFirst(2)), answer: ""))
    } else if !cases.isEmpty {
      cases[cases.count - 1].answer += line + "\n"
    }
  }
  for index in cases.indices { while cases[index].answer.last == "\n" { cases[index].answer.removeLast() } }
  return cases
}

/// The scope of the configuration beside the tables, with nothing applied.
func consoleScope() throws -> ModuleScope {
  let text = String(decoding: try fixture("console/main.tf"), as: UTF8.self)
  let loaded = loadConfiguration(from: TextModuleSource(["main.tf": text]))
  #expect(loaded.diagnostics == [])
  var functions = FunctionContext.pure
  let base = functions
  functions.evaluateTemplate = { (text, name, variables) throws(FunctionError) in
    try renderTemplate(text, name: name, variables: variables, context: base)
  }
  let evaluator = Evaluator(
    configuration: loaded.configuration,
    environment: EvaluationEnvironment(functions: functions, workingDirectory: "/"), rootVariables: [:],
    isValidating: false)
  let (graph, problems) = ConfigGraph.build(loaded.configuration)
  #expect(problems == [])
  for node in graph.nodes { evaluator.visit(node) }
  #expect(evaluator.takeDiagnostics() == [])
  return evaluator.scope(evaluator.root)
}

/// What the console prints, in the form of the tables.
func answer(_ text: String, in scope: some EvaluationScope) -> String {
  let (expression, problems) = parseExpression(Array(text.utf8), name: "<console-input>")
  guard let expression, !problems.hasErrors else { return described(problems) }
  let (value, diagnostics) = evaluate(expression, in: scope)
  return diagnostics.hasErrors ? described(diagnostics) : value.consoleText
}

private func described(_ diagnostics: [Diagnostic]) -> String {
  // In the order of the text, as they are printed.
  let sorted = diagnostics.enumerated().sorted { a, b in
    (a.element.subject?.start.byte ?? 0, a.offset) < (b.element.subject?.start.byte ?? 0, b.offset)
  }
  return sorted.map(\.element).map { diagnostic in
    let words = diagnostic.detail.split(whereSeparator: \.isWhitespace)
    return "! \(diagnostic.summary)\n\(words.joined(separator: " "))"
  }.joined(separator: "\n")
}
