import Configuring
import Foundation
import Functions
import Model
import Parsing
import Testing

/// What an expression over unknown values gives in a plan must be known, or not known, exactly where it is in
/// Terraform's plan.
@Suite struct FunctionUnknownTests {
  /// The names of `unknown/locals.tf`; the identifiers of its resources are unknown, but will not be null.
  struct Plan: EvaluationScope {
    var locals: [String: Value] = [:]
    var functionContext: FunctionContext

    func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
      if traversal.root == "terraform_data" {
        return .success(ResolvedReference(value: .unknown(.string, .notNull), consumedSteps: 2))
      }
      if traversal.root == "local", case .attribute(let name, _)? = traversal.steps.first, let value = locals[name] {
        return .success(ResolvedReference(value: value, consumedSteps: 1))
      }
      return .failure(
        DiagnosticsError(Diagnostic(code: "test.unknown", summary: "Unknown name", detail: traversal.root)))
    }
  }

  static let fixtures = FunctionConsoleTests.fixtures.appending(path: "unknown")

  static func plan() throws -> Plan {
    let context = testWorld(directory: FunctionConsoleTests.fixtures.appending(path: "files").path(), isPlanning: true)
    var plan = Plan(functionContext: context)
    let (body, diagnostics) = parseFile(
      Array(try Data(contentsOf: fixtures.appending(path: "locals.tf"))), name: "locals.tf")
    #expect(diagnostics.isEmpty)
    let locals = try #require(body.blocks.first { $0.type == "locals" })
    for attribute in locals.body.attributes {
      let (value, problems) = evaluate(attribute.expression, in: plan)
      #expect(problems.isEmpty, "\(attribute.name): \(problems)")
      plan.locals[attribute.name] = value
    }
    return plan
  }

  @Test func `what is unknown in a plan is unknown where Terraform has it so`() throws {
    let plan = try Self.plan()
    let text = try String(contentsOf: Self.fixtures.appending(path: "plan.txt"), encoding: .utf8)
    var expression = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("> ") {
        expression = String(line.dropFirst(2))
        continue
      }
      let (parsed, _) = parseExpression(Array(expression.utf8), name: "outputs.tf")
      let (value, problems) = evaluate(try #require(parsed), in: plan)
      let answer = problems.first.map { "! \($0.summary): \($0.detail)" } ?? Self.shown(value)
      if Self.differences.contains(expression) {
        withKnownIssue("the evaluator differs here", isIntermittent: true) { #expect(answer == String(line)) }
      } else {
        #expect(answer == String(line), "\(expression)")
      }
    }
  }

  /// What operators, not functions, answer differently.
  static let differences: Set<String> = []

  private static func shown(_ value: Value) -> String {
    "\(text(after(value) ?? .null)) \(text(value.isWhollyKnown ? .bool(false) : unknown(value)))"
  }

  private static func text(_ json: JSON) -> String {
    switch json {
    case .array(let elements): "[\(elements.map(text).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\(JSON.string($0.name).text()): \(text($0.value))" }.joined(separator: ", "))}"
    default: json.text()
    }
  }

  /// Without what is unknown.
  private static func after(_ value: Value) -> JSON? {
    switch value {
    case .unknown: nil
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      .array(elements.map { after($0) ?? .null })
    case .map(_, let contents), .object(let contents):
      .object(contents.pairs.compactMap { name, value in after(value).map { JSON.Member(name, $0) } })
    default: value.json
    }
  }

  /// Where it is unknown.
  private static func unknown(_ value: Value) -> JSON {
    switch value {
    case .unknown: .bool(true)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): .array(elements.map(unknown))
    case .map(_, let contents), .object(let contents):
      .object(
        contents.pairs.compactMap { name, value in
          unknown(value) == .bool(false) ? nil : JSON.Member(name, unknown(value))
        })
    default: .bool(false)
    }
  }
}
