import Foundation
import Functions
import Model
import Parsing
import Testing

/// Every recorded expression must have the answer that Terraform gave.
@Suite struct GoldenTests {
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
      return "! \(diagnostics.first?.summary ?? "")\n\(diagnostics.first?.detail ?? "")"
    }
    do throws(ConsoleError) {
      if case .call("type", _, let arguments, _) = parsed.kind, let argument = arguments.first {
        return try Scope(context: world).value(of: argument).type.typeText
      }
      return consoleText(try Scope(context: world).value(of: parsed))
    } catch {
      return "! \(error.summary)\n\(error.detail)"
    }
  }

  static let world: FunctionContext = testWorld(directory: fixtures.appending(path: "files").path())

  @Test(arguments: families) func `a function answers as Terraform does`(_ family: String) throws {
    func trimmed(_ text: String) -> String {
      var text = text
      while text.hasSuffix("\n") { text.removeLast() }
      return text
    }
    for item in try Self.cases(family) {
      let answer = trimmed(Self.answer(item.expression))
      #expect(answer == trimmed(item.answer), "\(family): \(item.expression)")
    }
  }
}
