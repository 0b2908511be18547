import Model
import Parsing
import Testing

/// One line that shows how an expression was understood.
func outline(_ expression: Expression) -> String {
  func list(_ items: [Expression]) -> String { items.map(outline).joined(separator: " ") }
  return switch expression.kind {
  case .literal(let value): value.isNull ? "null" : value.json.text()
  case .template(let parts): "(template \(parts.map(outline).joined(separator: " ")))"
  case .templateWrap(let inner): "(wrap \(outline(inner)))"
  case .variable(let name): name
  case .attribute(let source, let name, _): "\(outline(source)).\(name)"
  case .index(let source, let key, _): "\(outline(source))[\(outline(key))]"
  case .splat(let source, let each, let isLegacy):
    "(\(isLegacy ? "splat." : "splat") \(outline(source)) "
      + "\(outline(each)))"
  case .splatItem: "@"
  case .tuple(let items): "[\(list(items))]"
  case .object(let items):
    "{\(items.map { (outline($0.key)) + ($0.keyIsBareName ? "=" : ":=") + outline($0.value) }.joined(separator: " "))}"
  case .forTuple(let clause, let value): "(for \(outline(clause)) \(outline(value)))"
  case .forObject(let clause, let key, let value, let isGrouping):
    "(for \(outline(clause)) \(outline(key)) => \(outline(value))\(isGrouping ? "..." : ""))"
  case .conditional(let condition, let then, let otherwise): "(? \(list([condition, then, otherwise])))"
  case .binary(let operation, let left, let right): "(\(operation.rawValue) \(list([left, right])))"
  case .unary(let operation, let operand): "(\(operation.rawValue) \(outline(operand)))"
  case .call(let name, _, let arguments, let expands): "(\(name) \(list(arguments))\(expands ? "..." : ""))"
  case .parentheses(let inner): "(\(outline(inner)))"
  }
}

private func outline(_ clause: ForClause) -> String {
  (clause.keyName.map { "\($0)," } ?? "") + clause.valueName + " in " + outline(clause.collection)
    + (clause.condition.map { " if " + outline($0) } ?? "")
}

private func outline(_ part: TemplatePart) -> String {
  switch part {
  case .text(let text, _): Value.string(text).json.text()
  case .interpolation(let expression): outline(expression)
  case .conditional(let condition, let then, let otherwise, _):
    "(if \(outline(condition)) \(then.map(outline)) \(otherwise.map(outline)))"
  case .loop(let keyName, let valueName, let collection, let body, _, _):
    "(for \(keyName.map { "\($0)," } ?? "")\(valueName) in \(outline(collection)) \(body.map(outline)))"
  }
}

@Suite struct ExpressionParsing {
  struct Case: CustomTestStringConvertible {
    var text: String
    var outline: String
    init(_ text: String, _ outline: String) {
      self.text = text
      self.outline = outline
    }
    var testDescription: String { text }
  }

  static let cases = [
    Case("1 + 2 * 3", "(+ 1 (* 2 3))"),
    Case("1 - 2 - 3", "(- (- 1 2) 3)"),
    Case("a == b && c || !d", "(|| (&& (== a b) c) (! d))"),
    Case("-a.b[0]", "(- a.b[0])"),
    Case("a ? b : c ? d : e", "(? a b (? c d e))"),
    Case("a[*].b[0].c", "(splat a @.b[0].c)"),
    Case("a.*.b[0]", "(splat. a @.b)[0]"),
    Case("a.0.b", "a[0].b"),
    Case("a[*].b[*].c", "(splat a (splat @.b @.c))"),
    Case("f(1, [2,\n 3]...)", "(f 1 [2 3]...)"),
    Case("provider::x::f(a)", "(provider::x::f a)"),
    Case("{ a = 1, \"b\" : 2\n (c) = 3 }", "{\"a\"=1 \"b\":=2 (c):=3}"),
    Case("[for k, v in m : v if k != \"\"]", "(for k,v in m if (!= k \"\") v)"),
    Case("{for x in l : x => x...}", "(for x in l x => x...)"),
    Case("\"a${b}c\"", "(template \"a\" b \"c\")"),
    Case("\"${a}\"", "(wrap a)"),
    Case("\"$${a} %%{b} \\u00e9\\n\"", "\"${a} %{b} é\\n\""),
    Case("\"%{ if a }x%{ else }y%{ endif }\"", "(template (if a [\"\\\"x\\\"\"] [\"\\\"y\\\"\"]))"),
    Case("\"a  ${~ b ~}  c\"", "(template \"a\" b \"c\")"),
    Case("<<EOT\n  a\n b\nEOT\n", "\"  a\\n b\\n\""),
    Case("<<-EOT\n    a\n\n      ${b}\n    EOT\n", "(template \"a\\n\" \"\\n\" \"  \" b \"\\n\")"),
    Case("a.b /* c */ . d # e", "a.b.d"),
    Case("1.5e3", "1500"),
  ]

  @Test(arguments: cases) func `an expression is read with its structure`(_ one: Case) throws {
    let (expression, diagnostics) = parseExpression(Array(one.text.utf8), name: "t")
    #expect(diagnostics == [])
    #expect(try outline(#require(expression)) == one.outline)
  }

  struct Broken: CustomTestStringConvertible {
    var text: String
    var summary: String
    var line: Int
    var testDescription: String { text }
  }

  static let broken = [
    Broken(text: "a = \n", summary: "Invalid expression", line: 1),
    Broken(text: "a = 1 2\n", summary: "Missing newline after argument", line: 1),
    Broken(text: "a {\n b = 1\n", summary: "Unclosed configuration block", line: 1),
    Broken(text: "a = 1\na = 2\n", summary: "Attribute redefined", line: 2),
    Broken(text: "a = \"x\n", summary: "Invalid multi-line string", line: 1),
    Broken(text: "a = [1, 2\n", summary: "Unterminated tuple constructor expression", line: 1),
    Broken(text: "a = f(1\n", summary: "Unterminated function call", line: 1),
    Broken(text: "a = \"${b\"\n", summary: "Unclosed template interpolation sequence", line: 1),
    Broken(text: "a = \"\\q\"\n", summary: "Invalid escape sequence", line: 1),
    Broken(text: "a = 'x'\n", summary: "Invalid character", line: 1),
    Broken(text: "a = <<X\n b\n", summary: "Unterminated template string", line: 3),
    Broken(text: "\"a\" = 1\n", summary: "Invalid argument name", line: 1),
    Broken(text: "a\n", summary: "Argument or block definition required", line: 1),
    Broken(text: "a = {\n b = 1 c = 2\n}\n", summary: "Missing attribute separator", line: 2),
    Broken(text: "x \"y\" { a = 1, b = 2 }\n", summary: "Invalid single-argument block definition", line: 1),
    Broken(text: "a = \"%{ if b }\"\n", summary: "Unexpected end of template", line: 1),
  ]

  @Test(arguments: broken) func `a broken text is reported where it is broken`(_ one: Broken) {
    let (_, diagnostics) = parseFile(Array(one.text.utf8), name: "t")
    #expect(diagnostics.first?.summary == one.summary)
    #expect(diagnostics.first?.subject?.start.line == one.line)
  }

  @Test func `reading goes on behind an error`() {
    let (body, diagnostics) = parseFile(Array("a = \nb = 1\nx {\n}\nc {\n d = ]\n e = 2\n}\nf = 3\n".utf8), name: "t")
    #expect(diagnostics.count == 2)
    // What could not be read is there all the same, so that nobody misses it.
    #expect(body.attributes.map(\.name) == ["a", "b", "f"])
    #expect(body.blocks.last?.body.attributes.map(\.name) == ["d", "e"])
  }

  @Test func `characters that mean nothing are told, and what is expected in their place too`() {
    let (body, diagnostics) = parseFile(Array("a = 'x'\nb = [1; 2]\nc = x[<<E 1]\n".utf8), name: "t")
    let told = diagnostics.map { "\($0.subject?.start.line ?? 0):\($0.subject?.start.column ?? 0) \($0.summary)" }
    #expect(
      told == [
        "1:5 Invalid character", "1:5 Invalid expression", "2:7 Invalid character",
      ])
    #expect(body.attributes.map(\.name) == ["a", "b", "c"])
  }

  @Test func `what may only seem wrong behind a mistake is not told`() {
    let texts = ["a *\n b = 1\n}\n", "a = f(== 1,\n b = 2)\n}\n", "a {\n}}\n", "a = [1; 2\nb = (3\n"]
    for text in texts {
      let (_, diagnostics) = parseFile(Array(text.utf8), name: "t")
      #expect(diagnostics.filter { $0.summary != "Invalid character" }.count == 1, "\(text)")
    }
    let (body, diagnostics) = parseFile(Array("a \"b\" {\n c = 1\n".utf8), name: "t")
    #expect(diagnostics.map(\.summary) == ["Unclosed configuration block"])
    #expect(body.blocks.first?.body.attributes.map(\.name) == ["c"])
  }

  @Test func `deep nesting is refused and not fatal`() {
    let text = String(repeating: "(", count: 100_000)
    let (_, diagnostics) = parseExpression(Array(text.utf8), name: "t")
    #expect(diagnostics.first?.summary == "Nesting too deep")
  }

  @Test func `references are listed without the names that an expression binds`() throws {
    let text = "[for x in a.b : x.c + d[e.f].g if \"${h.i[\"k\"].j}\" != x]"
    let (expression, _) = parseExpression(Array(text.utf8), name: "t")
    #expect(try #require(expression).references.map(\.description) == ["a.b", "d", "e.f", "h.i[\"k\"].j"])
  }
}
