import Model
import Testing

@Suite struct ValueOrderTests {
  @Test func `elements of a set stand in Terraform's order`() {
    let unsorted: [Value] = [.string("b"), .string("a"), .string("B"), .string("é"), .null(.string)]
    #expect(
      Value.set(.string, unsorted: unsorted).elements
        == [.string("B"), .string("a"), .string("b"), .string("é"), .null(.string)])
    #expect(
      Value.set(.number, unsorted: [.number(Number(1e20)), .integer(5), .integer(-1)]).elements
        == [.integer(-1), .integer(5), .number(Number(1e20))])
    #expect(Value.set(.bool, unsorted: [.true, .false]).elements == [.false, .true])
  }

  @Test func `structured elements stand in the order of their text`() {
    let two = Value.object([("a", .integer(2)), ("b", .string("x"))])
    let ten = Value.object([("a", .integer(10)), ("b", .string("y"))])
    #expect(Value.set(two.type, unsorted: [two, ten]).elements == [ten, two])
    let lists = [[2], [10], [1, 2]].map { Value.list(.number, $0.map(Value.integer)) }
    #expect(Value.set(.list(.number), unsorted: lists).elements == [lists[1], lists[2], lists[0]])
    let nothing = Value.object([("a", .null(.number))])
    let one = Value.object([("a", .integer(1))])
    #expect(Value.set(one.type, unsorted: [nothing, one]).elements == [one, nothing])
  }

  @Test func `marks of an element become marks of the set`() {
    let set = Value.set(.string, unsorted: [Value.string("a").marked(with: .sensitive), .string("b")])
    #expect(set == Value.set(.string, [.string("a"), .string("b")]).marked(with: .sensitive))
  }

  @Test func `equality is unknown only where it cannot be told`() {
    let undecided = Value.unknown(.bool, .notNull)
    let cases: [(Value, Value, Value)] = [
      (.integer(1), .integer(1), .true),
      (.integer(1), .string("1"), .false),
      (.null(.string), .null(.number), .true),
      (.null(.string), .string("a"), .false),
      (.unknown(.string), .string("a"), undecided),
      (.unknown(.string), .integer(1), .false),
      (.unknown(.string, .notNull), .null(.string), .false),
      (.unknown(.string, Refinement(prefix: "ab")), .string("ax"), .false),
      (.unknown(.number, Refinement(lowerBound: .init(value: Number(5), isInclusive: true))), .integer(4), .false),
      (.unknown(.list(.string), Refinement(minimumLength: 1)), .list(.string, []), .false),
      (.tuple([.unknown(.string)]), .tuple([.string("a")]), undecided),
      (.tuple([.string("b"), .unknown(.string)]), .tuple([.string("a"), .string("x")]), .false),
      (.tuple([.dynamicUnknown]), .tuple([.string("a")]), undecided),
      (.tuple([.dynamicUnknown]), .tuple([]), .false),
      (.list(.string, []), .tuple([]), .false),
      (.unknown(.list(.dynamic)), .true, .false),
      (.unknown(.list(.dynamic)), .tuple([]), .false),
      (.unknown(.list(.dynamic)), .list(.string, []), undecided),
      (.unknown(.list(.dynamic)), .null(.string), undecided),
      (.unknown(.object(ObjectType([("a", .dynamic)]))), .object([("b", .integer(1))]), .false),
      (.unknown(.object(ObjectType([("a", .dynamic)]))), .object([("a", .integer(1))]), undecided),
    ]
    for (a, b, expected) in cases { #expect(a.equals(b) == expected, "\(a) \(b)") }
    #expect(Value.integer(1).marked(with: .sensitive).equals(.integer(2)) == Value.false.marked(with: .sensitive))
  }

  @Test func `elements of a set that may turn out different stay apart`() {
    let unknown = Value.unknown(.string)
    let set = Value.set(.string, unsorted: [unknown, .string("x"), unknown, .string("x")])
    #expect(set.elements == [.string("x"), unknown, unknown])
  }

  @Test func `types have the names and the text of Terraform`() {
    let type = ValueType.object(ObjectType([("a", .tuple([.number])), ("b", .set(.map(.string)))]))
    #expect(type.friendlyName == "object")
    #expect(ValueType.list(.set(.string)).friendlyName == "list of set of string")
    #expect(ValueType.map(.dynamic).friendlyConstraintName == "map of any single type")
    #expect(type.typeText == "object({\n    a: tuple([\n        number,\n    ]),\n    b: set(map(string)),\n})")
    #expect(ValueType.list(.emptyObject).typeText == "list(\n    object({}),\n)")
  }

  @Test func `strings are quoted with the escapes of the messages`() {
    #expect(quotedText("a\"b\\\n\u{200B}é\u{1}😀") == #""a\"b\\\n\u200bé\x01😀""#)
  }

  @Test func `text is put into normalisation form C`() {
    #expect(Array("e\u{301}x".normalizedNFC.utf8) == Array("éx".utf8))
    #expect("plain é".normalizedNFC == "plain é")
  }
}
