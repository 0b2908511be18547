import Configuring
import Foundation
import Functions
import Model
import Parsing
import Testing

/// Every recorded expression must have the answer that Terraform gave.
@Suite struct FunctionConsoleTests {
  struct Case: Sendable {
    var expression: String
    var answer: String
  }

  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/functions")

  static let families = [
    "collections", "conversions", "encoding", "files", "format", "hashes", "networks", "numbers", "strings", "times",
  ]

  static func cases(_ family: String) throws -> [Case] {
    let text = try String(contentsOf: fixtures.appending(path: family + ".txt"), encoding: .utf8)
    var cases: [Case] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("> ") {
        cases.append(Case(expression: String(line.dropFirst(2)), answer: ""))
      } else if !cases.isEmpty {
        cases[cases.count - 1].answer += line + "\n"
      }
    }
    return cases
  }

  static func answer(_ expression: String) -> String {
    let (parsed, diagnostics) = parseExpression(Array(expression.utf8), name: "<console-input>")
    guard let parsed, diagnostics.isEmpty else {
      return "! \(diagnostics.first?.summary ?? "")\n\(oneLine(diagnostics.first?.detail ?? ""))"
    }
    if case .call("type", _, let arguments, _) = parsed.kind, let argument = arguments.first {
      return evaluate(argument, in: Console(functionContext: world)).0.type.typeText
    }
    let (value, problems) = evaluate(parsed, in: Console(functionContext: world))
    if let first = problems.first(where: \.isError) { return "! \(first.summary)\n\(oneLine(first.detail))" }
    return value.consoleText
  }

  /// As the recordings have it: without the line breaks that depend on the terminal's width.
  static func oneLine(_ text: String) -> String {
    text.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
  }

  /// Knows the functions, and no names.
  struct Console: EvaluationScope {
    var functionContext: FunctionContext

    func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
      .failure(DiagnosticsError(Diagnostic(code: "test.unknown", summary: "Unknown name", detail: traversal.root)))
    }
  }

  static let world: FunctionContext = testWorld(directory: fixtures.appending(path: "files").path())

  @Test(arguments: families) func `a function answers as Terraform does`(_ family: String) throws {
    func trimmed(_ text: String) -> String {
      var text = text
      while text.hasSuffix("\n") { text.removeLast() }
      return text
    }
    func withOneLineDetail(_ answer: String) -> String {
      let lines = answer.split(separator: "\n", maxSplits: 1)
      return lines[0] + "\n" + Self.oneLine(lines.count > 1 ? String(lines[1]) : "")
    }
    for item in try Self.cases(family) {
      let answer = trimmed(Self.answer(item.expression))
      let recorded = trimmed(item.answer.hasPrefix("! ") ? withOneLineDetail(item.answer) : item.answer)
      #expect(answer == recorded, "\(family): \(item.expression)")
    }
  }
}
