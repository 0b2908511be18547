import Model
import Testing

@testable import Assessing

struct PartDifferenceTests {
  private static func object(_ members: [(String, Value)]) -> Value { .object(members.map { ($0.0, $0.1) }) }
  private static func map(_ members: [String: String]) -> Value {
    .map(.string, KeyedValues(members.mapValues { Value.string($0) }))
  }

  private struct Case: Sendable, CustomTestStringConvertible {
    var title: String
    var before: Value
    var after: Value
    var parts: [String]
    var testDescription: String { title }
  }

  private static let cases = [
    Case(title: "the same", before: object([("a", .string("x"))]), after: object([("a", .string("x"))]), parts: []),
    Case(title: "a text", before: object([("a", .string("x"))]), after: object([("a", .string("y"))]), parts: ["a"]),
    Case(
      title: "null and an empty text", before: object([("a", .null(.string))]), after: object([("a", .string(""))]),
      parts: []),
    Case(
      title: "null and an empty map", before: object([("tags", .null(.map(.string)))]),
      after: object([("tags", map([:]))]), parts: []),
    Case(
      title: "null and false", before: object([("a", .null(.bool))]), after: object([("a", .bool(false))]), parts: ["a"]
    ),
    Case(
      title: "one tag of several", before: object([("tags", map(["a": "1", "b": "2"]))]),
      after: object([("tags", map(["a": "1", "b": "3", "c": "4"]))]), parts: ["tags[\"b\"]", "tags[\"c\"]"]),
    Case(
      title: "tags where there were none", before: object([("tags", .null(.map(.string)))]),
      after: object([("tags", map(["a": "1"]))]), parts: ["tags[\"a\"]"]),
    Case(
      title: "a part of a block", before: object([("b", .list(.dynamic, [object([("n", .integer(1))])]))]),
      after: object([("b", .list(.dynamic, [object([("n", .integer(2))])]))]), parts: ["b[0].n"]),
    Case(
      title: "one more block", before: object([("b", .list(.string, [.string("x")]))]),
      after: object([("b", .list(.string, [.string("x"), .string("y")]))]), parts: ["b"]),
    Case(
      title: "a set is one part", before: object([("s", .set(.string, unsorted: [.string("x"), .string("y")]))]),
      after: object([("s", .set(.string, unsorted: [.string("y"), .string("z")]))]), parts: ["s"]),
    Case(
      title: "JSON with other blanks", before: object([("p", .string(#"{"a":1,"b":[1,2]}"#))]),
      after: object([("p", .string(#"{ "b": [1, 2], "a": 1 }"#))]), parts: []),
    Case(
      title: "a policy's list of one", before: object([("p", .string(#"{"Statement":[{"Action":["a:b"]}]}"#))]),
      after: object([("p", .string(#"{"Statement":{"Action":"a:b"}}"#))]), parts: []),
    Case(
      title: "a list of one elsewhere", before: object([("p", .string(#"{"x":["a"]}"#))]),
      after: object([("p", .string(#"{"x":"a"}"#))]), parts: ["p"]),
    Case(
      title: "what is not known", before: object([("a", .string("x"))]), after: object([("a", .unknown(.string))]),
      parts: []),
  ]

  @Test(arguments: cases) private func `parts that differ are told as far down as they can be`(_ test: Case) {
    #expect(differences(test.before, test.after).map { partText($0.path) } == test.parts)
    // In whatever order they are compared.
    if !test.parts.isEmpty { #expect(!differences(test.after, test.before).isEmpty) }
  }

  @Test func `a secret stands in no evidence`() {
    let value = Value.string("hunter2").marked(with: .sensitive)
    #expect(evidenceText(value) == "(sensitive value)")
    #expect(!evidenceText(.list(.string, [value, .string("plain")])).contains("hunter2"))
  }
}
