import Model
import Parsing
import TestSupport
import Testing

@Suite struct JSONSyntaxTests {
  static let shape = JSONShape(
    arguments: ["a": .template, "l": .literal, "n": .names],
    blocks: ["b": .init(labels: ["type", "name"], JSONShape(arguments: ["x": .template])), "o": .init(.undecided)])

  static func read(_ text: String) -> (Body, [Diagnostic]) {
    let (root, problems) = parseJSON(Array(text.utf8), name: "t.tf.json")
    let (body, more) = body(of: root, as: shape)
    return (body, problems + more)
  }

  struct Reading: Sendable, CustomTestStringConvertible {
    var json: String
    var kind: String
    var testDescription: String { json }
  }

  static let readings = [
    Reading(json: #"{"a": "${x.y}"}"#, kind: "templateWrap"), Reading(json: #"{"a": "v ${x}"}"#, kind: "template"),
    Reading(json: #"{"a": "plain $${x}"}"#, kind: "literal"), Reading(json: #"{"l": "${x}"}"#, kind: "literal"),
    Reading(json: #"{"n": "x.y[\"z\"]"}"#, kind: "index"), Reading(json: #"{"n": "list(string)"}"#, kind: "call"),
    Reading(json: #"{"n": "not a name"}"#, kind: "literal"), Reading(json: #"{"a": null}"#, kind: "literal"),
    Reading(json: #"{"a": [1, "${x}"]}"#, kind: "tuple"), Reading(json: #"{"a": {"${x}": 1}}"#, kind: "object"),
  ]

  @Test(arguments: readings) func `a value is the expression that its place asks for`(_ one: Reading) {
    let (body, problems) = Self.read(one.json)
    #expect(problems.isEmpty)
    let kind = body.attributes.first.map { "\($0.expression.kind)".prefix { $0 != "(" } }
    #expect(kind.map(String.init) == one.kind)
  }

  @Test func `labels are nested objects, and arrays are repeated blocks in the order of the text`() {
    let (body, problems) = Self.read(
      #"[{"b": {"t": {"one": {"x": 1}, "two": [{"x": 2}, {"//": "comment", "x": 3}]}}}, {"b": [{"u": {"three": {}}}], "//": 5}]"#
    )
    #expect(problems.isEmpty)
    #expect(
      body.blocks.map { $0.labels.map(\.text) } == [["t", "one"], ["t", "two"], ["t", "two"], ["u", "three"]])
    #expect(body.blocks.map { $0.body.attributes.count } == [1, 1, 1, 0])
    #expect(body.blocks.allSatisfy { $0.definitionRange != nil })
  }

  @Test func `references in the content of dynamic blocks are contingent, but not what these iterate over`() {
    let (body, _) = Self.read(
      """
      {"o": {"dynamic": {"x": {"for_each": "${a.n}", "labels": ["${b.n}", "${x.key}"], "content": {
        "p": "${c.n}${x.value}",
        "dynamic": {"y": [{"for_each": "${d.n}${x.value}", "iterator": "z", "content": {"q": "${e.n}${z.key}"}}]}
      }}}}}
      """)
    let found = body.blocks[0].body.undecidedReferences(bound: [], isContingent: false)
    #expect(found.map(\.traversal.root) == ["a", "b", "c", "d", "e"])
    #expect(found.map(\.isContingent) == [false, false, true, false, true])
  }

  @Test func `what a schema decides is settled only then, and each part once`() {
    let (body, _) = Self.read(#"{"o": {"p": {"q": "${r.s}"}, "t": "${u}", "//": "${v}"}}"#)
    let open = body.blocks[0].body
    #expect(open.attributes.isEmpty && open.blocks.isEmpty && open.mayHaveArgument("p") && !open.mayHaveArgument("//"))
    #expect(open.undecidedReferences(bound: [], isContingent: false).map(\.traversal.root) == ["r", "u"])
    let (settled, problems) = open.settled(as: JSONShape(arguments: ["t": .template], blocks: ["p": .init(.undecided)]))
    #expect(problems.isEmpty && settled.undecided.isEmpty)
    #expect(settled.attributes.map(\.name) == ["t"] && settled.blocks.map(\.type) == ["p"])
    let (_, refused) = open.settled(as: JSONShape(arguments: ["p": .template]))
    #expect(refused.map(\.summary) == ["Extraneous JSON object property"])
  }

  @Test func `iterators of dynamic blocks are no references`() {
    let (body, _) = Self.read(
      #"{"o": {"dynamic": {"p": {"for_each": "${p.list}", "content": {"q": "${p.value}${r}"}}, "s": [{"for_each": [], "iterator": "i", "content": {"q": "${i.key}${s}"}}]}}}"#
    )
    let references = body.blocks[0].body.undecidedReferences(bound: [], isContingent: false).map(\.traversal.root)
    #expect(references == ["p", "r", "s"])
  }

  @Test func `a place in a template is that in its file`() throws {
    let (body, _) = Self.read("{\n  \"a\": \"é ${x.y}\"\n}")
    let attribute = try #require(body.attribute("a"))
    #expect(attribute.nameRange.place == "t.tf.json:2,3-6")
    #expect(attribute.expression.range.place == "t.tf.json:2,8-18")
    #expect(attribute.expression.references.map(\.range.place) == ["t.tf.json:2,13-16"])
  }

  @Test func `texts that are cut, mixed and nested are read to their end`() {
    let seed: UInt64 = .random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"b\"", "\"${\"", "1", "-", "tru", "\\", "\n", "=", "\u{1}", "é",
    ]
    let start = ContinuousClock().now
    var count = 0
    while ContinuousClock().now - start < .milliseconds(500) {
      var text = (Self.readings.randomElement(using: &random)?.json ?? "")
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let place = text.index(text.startIndex, offsetBy: .random(in: 0...text.count, using: &random))
        text.insert(contentsOf: pieces.randomElement(using: &random) ?? "", at: place)
      }
      let (body, problems) = Self.read(text)
      #expect(problems.allSatisfy { $0.subject != nil }, "seed \(seed)")
      _ = body.undecidedReferences(bound: [], isContingent: false)
      count += 1
    }
    #expect(count > 20, "seed \(seed)")
    let (_, deep) = Self.read(String(repeating: "{\"a\":[", count: 100_000))
    #expect(deep.contains { $0.summary == "Nesting too deep" })
  }
}
