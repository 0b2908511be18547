import Configuring
import Functions
import Model
import Parsing
import TestSupport
import Testing

/// Names are those of the bindings; everything else is not declared.
private struct NoNames: EvaluationScope {
  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    .failure(
      DiagnosticsError(
        Diagnostic(code: "test.unknown", summary: "No such name", detail: traversal.root, subject: traversal.range)))
  }
}

private func evaluated(_ text: String, _ bindings: [String: Value] = [:]) throws -> (Value, [Diagnostic]) {
  let (expression, problems) = parseExpression(Array(text.utf8), name: "t")
  #expect(problems == [])
  return evaluate(try #require(expression), in: NoNames(), bindings: bindings)
}

@Suite struct EvaluationTests {
  @Test func `as many operators as can be read can be evaluated`() throws {
    let (value, diagnostics) = try evaluated("1" + String(repeating: " + 1", count: 950))
    #expect(diagnostics == [])
    #expect(value == .integer(951))
    let conditionals = String(repeating: "false ? 0 : ", count: 450) + "7"
    #expect(try evaluated(conditionals).0 == .integer(7))
    let steps = try evaluated("a" + String(repeating: "[0]", count: 900), ["a": .dynamicUnknown])
    #expect(steps.0 == .dynamicUnknown)
  }

  @Test func `arguments are evaluated only where they are neither too few nor too many`() throws {
    #expect(try evaluated("distinct(tolist([1, [1]]), [])").1.map(\.summary) == ["Too many function arguments"])
    #expect(try evaluated("element(tolist([1, [1]]))").1.map(\.summary) == ["Not enough function arguments"])
    #expect(try evaluated("distinct([tolist([1, [1]])]...)").1.map(\.summary) == ["Invalid function argument"])
  }

  @Test func `what is known of a text tells what JSON it can be`() throws {
    func type(_ prefix: String) throws -> ValueType {
      try evaluated("jsondecode(x)", ["x": .unknown(.string, Refinement(isNotNull: true, prefix: prefix))]).0.type
    }
    #expect(try type("{") == .dynamic)
    #expect(try type(" \n[") == .dynamic)
    #expect(try type("\"a") == .string)
    #expect(try type("-") == .number)
    #expect(try type("f") == .bool)
    let bindings: [String: Value] = ["x": .unknown(.string, Refinement(isNotNull: true, prefix: "p-"))]
    #expect(try evaluated("jsondecode(x)", bindings).1.map(\.summary) == ["Invalid function argument"])
  }

  @Test(
    arguments: [
      // What is looked for, and the outcome: a position, or nil for one that cannot be told.
      ("index([later, 1], 1)", Value.integer(1)), ("index([later], \"a\")", nil), ("index([any, 1], 1)", nil),
      ("index([\"a\", later], \"a\")", .integer(0)),
    ] as [(String, Value?)])
  func `an element of another type than the one looked for is passed by before it is known`(
    _ call: String, _ expected: Value?
  ) throws {
    let (value, diagnostics) = try evaluated(call, ["later": .unknown(.string), "any": .dynamicUnknown])
    #expect(diagnostics == [])
    #expect(value == expected ?? .unknown(.number, .notNull))
  }

  @Test func `numbers beyond those of the machine are refused where it computes with these`() throws {
    for call in ["log(\"1e400\", 10)", "pow(2, \"-1e400\")"] {
      #expect(try evaluated(call).1.map(\.summary) == ["Error in function call"], "\(call)")
    }
  }

  @Test func `a mistake in what follows a splat is told at the splat`() throws {
    let (_, diagnostics) = try evaluated("upper([true][*])")
    #expect(diagnostics.first?.subject.map { $0.start.column } == 13)
    #expect(diagnostics.first?.subject.map { $0.end.column } == 16)
    #expect(try evaluated("{a = 1}.b[null]").1.map(\.summary) == ["Unsupported attribute"])
    #expect(try evaluated("upper([])[null]").1.count == 2)
    #expect(try evaluated("try(1, [{}][*].a...)").1.map(\.summary) == ["Unsupported attribute"])
    #expect(try evaluated("slice(later, 0, null)", ["later": .dynamicUnknown]).1 == [])
  }

  @Test func `elements whose types are known in part must not contradict each other`() throws {
    let bindings: [String: Value] = ["any": .dynamicUnknown]
    #expect(try evaluated("tolist([[any], [[]]])", bindings).1.map(\.summary) == ["Invalid function argument"])
    #expect(try evaluated("tolist([[any], [1]])", bindings).1 == [])
    #expect(try evaluated("tolist([toset([]), [\"a\"]])", bindings).1 == [])
  }

  @Test func `a set that is not wholly known becomes a list of its own elements' type, which may not fit`() throws {
    let bindings: [String: Value] = ["later": .unknown(.number)]
    for call in ["compact(toset([2.5, later]))", "sort(toset([null, 1, later]))", "transpose({a = toset([1, later])})"]
    {
      #expect(try evaluated(call, bindings).1.map(\.summary) == ["Invalid function argument"], "\(call)")
    }
    #expect(try evaluated("compact([2.5, later])", bindings).1 == [])
  }

  @Test func `names that do not exist are reported alone, wherever they stand`() throws {
    let (value, diagnostics) = try evaluated("[nope + 1, try(neither.a, 1), [for x in [] : none]]")
    #expect(value == .dynamicUnknown)
    #expect(diagnostics.map(\.detail) == ["nope", "neither", "none"])
  }

  @Test func `a failure tells the values that explain it`() throws {
    let bindings: [String: Value] = [
      "a": .object([
        ("name", .string("web")), ("list", .tuple([.true, .false])),
        ("secret", .string("hidden").marked(with: .sensitive)),
        ("later", .unknown(.string, .none)), ("none", .null(.dynamic)),
      ])
    ]
    func values(_ text: String) throws -> [String] {
      try evaluated(text, bindings).1.flatMap(\.expressionValues).map { "\($0.traversal) \($0.statement)" }
    }
    #expect(try values("a.name + 1") == ["a.name is \"web\""])
    #expect(try values("a.list + 1") == ["a.list is tuple with 2 elements"])
    #expect(try values("a.secret + 1") == [])
    #expect(try values("a.none.x") == ["a.none is null"])
    #expect(try values("a.later == \"x\" ? 1 : []") == ["a.later is a string"])
    #expect(try values("try(a.name + 1, 2)") == [])
    #expect(try evaluated("upper(a.list)", bindings).1.first?.functionCall?.name == "upper")
  }

  @Test func `a value is converted to the type that is asked for`() throws {
    let (expression, _) = parseExpression(Array("[1, \"a\"]".utf8), name: "t")
    let wanted = try #require(expression)
    #expect(evaluate(wanted, as: .list(.string), in: NoNames()).0 == .list(.string, [.string("1"), .string("a")]))
    let (value, diagnostics) = evaluate(wanted, as: .bool, in: NoNames())
    #expect(value == .unknown(.bool))
    #expect(diagnostics.map(\.summary) == ["Incorrect value type"])
  }

  /// Expressions over a secret `s` (a number), a secret list `l` and public names.
  private static func expression(_ depth: Int, _ random: inout SeededGenerator) -> String {
    func inner() -> String { expression(depth - 1, &random) }
    if depth == 0 {
      return ["s", "1", "2", "p", "l[0]", "\"x\"", "true", "o.a", "o.b"].randomElement(using: &random) ?? "1"
    }
    switch Int.random(in: 0..<16, using: &random) {
    case 0: return "(\(inner()) == \(inner()))"
    case 1: return "(\(inner()) + \(inner()))"
    case 2: return "(\(inner()) < \(inner()))"
    case 3: return "(\(inner()) == 1 ? \(inner()) : \(inner()))"
    case 4: return "[\(inner()), \(inner())]"
    case 5: return "{ a = \(inner()), b = \(inner()) }"
    case 6: return "{ (\"k${\(inner())}\") = \(inner()) }"
    case 7: return "\"a${\(inner())}b\""
    case 8: return "[for x in l : [x, \(inner())]]"
    case 9: return "[for x in [1, 2] : \(inner()) if x == \(inner())]"
    case 10: return "{ for x in l : \"k${x}\" => \(inner()) }"
    case 11: return "[\(inner())][*]"
    case 12: return "\"%{ if \(inner()) == 1 }\(Int.random(in: 0...9, using: &random))%{ endif }\""
    case 13: return "[1, 2, 3][\(inner()) == 1 ? 0 : 1]"
    case 14: return "l[\(inner()) == 1 ? 0 : 1]"
    default: return "\"%{ for x in l }${x}${\(inner())}%{ endfor }\""
    }
  }

  @Test func `what is not marked tells nothing about a secret`() throws {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    func bindings(_ secret: Int, _ list: [Int]) -> [String: Value] {
      let hidden = Value.integer(secret).marked(with: .sensitive)
      return [
        "s": hidden, "l": Value.list(.number, list.map(Value.integer)).marked(with: .sensitive), "p": .integer(1),
        "o": .object([("a", hidden), ("b", .integer(2))]),
      ]
    }
    func visible(_ value: Value) -> Value {
      value.transformed { _, part in part.marks.isEmpty ? part : .string("hidden") }
    }
    var compared = 0
    for _ in 0..<4000 {
      let text = Self.expression(Int.random(in: 1...3, using: &random), &random)
      let first = try evaluated(text, bindings(1, [1, 2]))
      let second = try evaluated(text, bindings(2, [2, 5, 7]))
      if first.1.hasErrors || second.1.hasErrors { continue }
      compared += 1
      #expect(visible(first.0) == visible(second.0), "seed \(seed): \(text)")
    }
    #expect(compared > 500, "seed \(seed)")
  }
}
