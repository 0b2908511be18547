import Model
import Parsing
import TestSupport
import Testing

/// Texts that nobody would write must neither crash nor stall the parser.
@Suite struct RobustnessTests {
  static let corpus: [String] = {
    var texts = ExpressionParsing.cases.map { "a = \($0.text)\n" } + BrokenTextTests.cases.map(\.text)
    for file in ["console/main.tf"] { texts.append(String(decoding: (try? fixture(file)) ?? [], as: UTF8.self)) }
    return texts
  }()

  static let pieces = [
    "{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~}", "<<EOT\n", "<<-EOT\n", "EOT\n", "\n", "\r\n", "=", "=>", "==",
    "for ",
    " in ", " if ", "%{ if a }", "%{ else }", "%{ endif }", "%{ for x in y }",
    "%{ endfor "
      + "}", "...", "::", ".", "*", ",", ":", "?",
    "/*", "*/", "#", "//", "\\", "\\u", "\u{FEFF}", "é", "👍🏽", "\u{0}", "1e", "0.0.0", "'", ";", "a.b[0].c", "null",
  ]

  @Test func `mutated texts are read to their end`() {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let clock = ContinuousClock()
    let start = clock.now
    var count = 0
    while clock.now - start < .seconds(2) {
      var bytes = Array((Self.corpus.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes.insert(contentsOf: (Self.pieces.randomElement(using: &random) ?? "").utf8, at: place)
        case 1: if place < bytes.count { bytes[place] = .random(in: 0...255, using: &random) }
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...8, using: &random)))
        case 3:
          let other = Array((Self.corpus.randomElement(using: &random) ?? "").utf8)
          bytes.insert(contentsOf: other.prefix(Int.random(in: 0...40, using: &random)), at: place)
        default: bytes.removeSubrange(place...)
        }
      }
      let (body, diagnostics) = parseFile(bytes, name: "t")
      let size = bytes.count
      for diagnostic in diagnostics {
        let subject = diagnostic.subject
        #expect(subject.map { $0.start.byte <= $0.end.byte && $0.end.byte <= size } == true, "seed \(seed)")
      }
      #expect(diagnostics.count <= 110, "seed \(seed)")
      for attribute in body.attributes { _ = attribute.expression.references }
      _ = parseTemplate(bytes, name: "t")
      _ = parseExpression(bytes, name: "t")
      count += 1
    }
    #expect(count > 20, "seed \(seed)")
  }

  @Test func `a file larger than any configuration is refused in one sentence, and not read`() {
    let text = [UInt8](repeating: UInt8(ascii: " "), count: maximumFileSize + 1)
    #expect(parseFile(text, name: "main.tf").diagnostics.map(\.summary) == ["File too large"])
    #expect(parseJSON(text, name: "main.tf.json").diagnostics.map(\.summary) == ["File too large"])
  }

  @Test(arguments: ["[", "{\"a\": ", "[{\"a\": "]) func `JSON nested without end is told of once`(opening: String) {
    let text = "{\"a\": " + String(repeating: opening, count: 10_000)
    #expect(parseJSON(Array(text.utf8), name: "main.tf.json").diagnostics.map(\.summary) == ["Nesting too deep"])
  }

  struct Monster: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var testDescription: String { name }
    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  static let monsters: [Monster] = {
    let many = 50_000
    func times(_ text: String) -> String { String(repeating: text, count: many) }
    return [
      Monster("sum", "a = 1" + times(" + 1")), Monster("attributes", "a = b" + times(".c")),
      Monster("indexes", "a = b" + times("[0]")), Monster("splats", "a = b" + times("[*]")),
      Monster("legacy splats", "a = b" + times(".*")), Monster("parentheses", "a = " + times("(")),
      Monster("brackets", "a = " + times("[")), Monster("objects", "a = " + times("{b=")),
      Monster("nots", "a = " + times("!")), Monster("minuses", "a = " + times("-")),
      Monster("conditionals", "a = " + times("b?")), Monster("right conditionals", "a = " + times("b?c:") + "d"),
      Monster("calls", "a = " + times("f(")), Monster("loops", "a = " + times("[for x in ")),
      Monster("blocks", times("a {\n")), Monster("templates", "a = " + times("\"${")),
      Monster("directives", "a = \"" + times("%{ if b }") + "\""),
      Monster("loop directives", "a = \"" + times("%{ for b in c }") + "\""),
      Monster("heredocs", times("a = <<X\n")), Monster("comments", times("/* ")), Monster("lines", times("a = [\n")),
      Monster("names", times("a ")), Monster("commas", "a = [" + times(",")), Monster("quotes", times("\"")),
      Monster("comparisons", "a = b" + times(" == b")), Monster("both", "a = " + times("(b + ")),
    ]
  }()

  @Test(.serialized, arguments: monsters) func `a monstrous text is refused in time`(_ one: Monster) {
    let clock = ContinuousClock()
    let duration = clock.measure {
      let (body, diagnostics) = parseFile(Array(one.text.utf8), name: "t")
      #expect(diagnostics.hasErrors)
      #expect(diagnostics.count <= 110)
      for attribute in body.attributes { _ = attribute.expression.references }
    }
    #expect(duration < .seconds(20))
  }

  @Test func `as many operators as are allowed are read`() throws {
    let text = "1" + String(repeating: " + 1", count: 900)
    let (expression, diagnostics) = parseExpression(Array(text.utf8), name: "t")
    #expect(diagnostics == [])
    #expect(try #require(expression).height == 901)
  }

  @Test func `a range covers exactly its text`() throws {
    for one in ExpressionParsing.cases {
      let prefix = "x = "
      let (body, diagnostics) = parseFile(Array((prefix + one.text + "\n").utf8), name: "t")
      if one.text.contains("{ a = 1, \"b\"") || diagnostics.hasErrors { continue }
      let expression = try #require(body.attributes.first).expression
      let text = Array((prefix + one.text).utf8)
      let covered = String(decoding: text[expression.range.start.byte..<expression.range.end.byte], as: UTF8.self)
      // A heredoc needs the line end behind its marker.
      let again = parseExpression(Array((covered + "\n").utf8), name: "t").0
      #expect(again.map(outline) == one.outline, "\(covered)")
    }
  }

  @Test func `columns count what a reader sees`() throws {
    let (body, diagnostics) = parseFile(Array("\u{FEFF}é👍🏽한 = \"é👍🏽\" \r\nb = 1\r\n".utf8), name: "t")
    _ = diagnostics
    let last = try #require(body.attributes.last)
    #expect(last.name == "b")
    #expect(last.nameRange.start.line == 2)
    #expect(last.nameRange.start.column == 1)
    #expect(last.expression.range.start.column == 5)
  }
}
