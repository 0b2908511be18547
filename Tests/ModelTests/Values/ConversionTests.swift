import Model
import Testing

private func object(_ pairs: (String, ValueType)..., optional: Set<String> = []) -> ValueType {
  .object(ObjectType(pairs, optional: optional))
}

@Suite struct ConversionTests {
  struct Case: Sendable {
    var value: Value
    var type: ValueType
    var expected: Value

    init(_ value: Value, _ type: ValueType, _ expected: Value) {
      self.value = value
      self.type = type
      self.expected = expected
    }
  }

  static let cases: [Case] = [
    Case(.integer(5), .string, .string("5")),
    Case(.string("5.50"), .number, .number(Number(5.5))),
    Case(.string("1"), .bool, .true),
    Case(.true, .string, .string("true")),
    Case(
      .tuple([.integer(1), .string("a"), .true]), .list(.dynamic),
      .list(.string, [.string("1"), .string("a"), .string("true")])),
    Case(.emptyTuple, .list(.dynamic), .list(.dynamic, [])),
    Case(.emptyTuple, .set(.string), .set(.string, [])),
    Case(
      .tuple([.string("b"), .string("a"), .string("b")]), .set(.string), .set(.string, [.string("a"), .string("b")])),
    Case(
      .object([("a", .integer(1)), ("b", .true)]), .map(.string),
      .map(.string, KeyedValues(["a": .string("1"), "b": .string("true")]))),
    Case(
      .object([("a", .integer(1))]), object(("a", .number), ("b", .string), optional: ["b"]),
      .object([("a", .integer(1)), ("b", .null(.string))])),
    Case(.object([("a", .integer(1)), ("extra", .true)]), object(("a", .string)), .object([("a", .string("1"))])),
    Case(.map(.string, KeyedValues(["a": .string("1")])), object(("a", .number)), .object([("a", .integer(1))])),
    Case(.null(.dynamic), .string, .null(.string)),
    Case(.null(.tuple([.number])), .list(.dynamic), .null(.list(.number))),
    Case(.unknown(.number, .notNull), .string, .unknown(.string, .notNull)),
    Case(.dynamicUnknown, .list(.string), .unknown(.list(.string))),
    Case(
      .unknown(.tuple([.number, .string])), .list(.dynamic),
      .unknown(.list(.string), Refinement(minimumLength: 2, maximumLength: 2))),
    Case(Value.integer(5).marked(with: .sensitive), .string, Value.string("5").marked(with: .sensitive)),
    Case(
      .tuple([.integer(1), Value.integer(2).marked(with: .sensitive)]), .set(.number),
      Value.set(.number, [.integer(1), .integer(2)]).marked(with: .sensitive)),
    Case(.tuple([.null(.dynamic), .integer(1)]), .list(.dynamic), .list(.number, [.null(.number), .integer(1)])),
    Case(
      .tuple([.object([("x", .integer(1))]), .object([("y", .string("s"))])]), .list(.dynamic),
      .list(
        .map(.string),
        [.map(.string, KeyedValues(["x": .string("1")])), .map(.string, KeyedValues(["y": .string("s")]))])),
    Case(.list(.string, [.string("a")]), .set(.dynamic), .set(.string, [.string("a")])),
    Case(.set(.string, [.unknown(.string), .string("a")]), .list(.string), .unknown(.list(.string))),
    Case(.set(.string, [.unknown(.string)]), .list(.string), .list(.string, [.unknown(.string)])),
    Case(
      .unknown(.tuple([.number, .string]), .notNull), .list(.dynamic),
      .list(.string, [.unknown(.string), .unknown(.string)])),
    Case(.string("x"), .dynamic, .string("x")),
  ]

  @Test(arguments: cases) func `a value is converted as Terraform converts it`(_ item: Case) throws {
    #expect(try item.value.converted(to: item.type) == item.expected)
  }

  @Test func `a refusal is told in the words of Terraform`() {
    let number = Value.integer(1)
    let cases: [(Value, ValueType, String)] = [
      (.emptyTuple, .string, "string required"),
      (.string("abc"), .number, "a number is required"),
      (.string("0x10"), .number, "a number is required"),
      (.string("1_000"), .number, "a number is required"),
      (.string("True"), .bool, "a bool is required; to convert from string, use lowercase \"true\""),
      (.string("yes"), .bool, "a bool is required"),
      (number, .bool, "bool required"),
      (.string("a"), .list(.string), "list of string required"),
      (.object([("a", number)]), .list(.string), "list of string required"),
      (
        .tuple([.tuple([number]), .object([("a", number)])]), .list(.dynamic),
        "all list elements must have the same type"
      ),
      (.object([("a", number)]), object(("a", .string), ("b", .number)), "attribute \"b\" is required"),
      (.emptyObject, object(("a", .string), ("b", .number)), "attributes \"a\" and \"b\" are required"),
      (
        .emptyObject, object(("a", .string), ("b", .number), ("c", .bool)),
        "attributes \"a\", \"b\", and \"c\" are required"
      ),
      (
        .object([("a", .emptyTuple), ("b", number)]), object(("a", .string), ("b", .number)),
        "attribute \"a\": string required"
      ),
      (.object([("a", .emptyObject)]), .map(.list(.string)), "element \"a\": list of string required"),
      (.object([("a", number), ("b", .emptyObject)]), .map(.dynamic), "all map elements must have the same type"),
      (.tuple([.string("a")]), .tuple([.string, .number]), "tuple required"),
      (.emptyTuple, .map(.string), "map of string required"),
      (
        .object([("a", .string("x"))]), object(("a", .list(.dynamic))),
        "attribute \"a\": list of any single type required"
      ),
      (.map(.string, KeyedValues()), object(("a", .number)), "map has no element for required attribute \"a\""),
    ]
    for (value, type, message) in cases {
      #expect(throws: ConversionError(message: message)) { try value.converted(to: type) }
    }
  }

  @Test func `a refusal says where the reason lies`() {
    let value = Value.object([("a", .object([("b", .tuple([.string("1"), .string("x")]))]))])
    let type = object(("a", object(("b", .list(.number)))))
    #expect(
      throws: ConversionError(
        path: [.attribute("a"), .attribute("b"), .index(.integer(1))], message: "a number is required")
    ) { try value.converted(to: type) }
  }

  @Test func `types are unified as Terraform unifies them`() {
    let cases: [([ValueType], ValueType?)] = [
      ([.string, .number], .string),
      ([.number, .bool], nil),
      ([.number, .bool, .string], .string),
      ([.dynamic, .number], .dynamic),
      ([.list(.string), .tuple([.number])], .list(.string)),
      ([.list(.number), .list(.string)], .list(.string)),
      ([.set(.number), .list(.number)], .list(.number)),
      ([.map(.number), object(("a", .string))], .map(.string)),
      ([object(("a", .string)), object(("a", .number))], object(("a", .string))),
      ([object(("a", .string)), object(("b", .number))], .map(.string)),
      ([object(("a", .string)), object(("b", .list(.number)))], nil),
      ([.tuple([.string]), .tuple([.number, .bool])], .list(.string)),
      ([.tuple([.string]), .tuple([.number])], .tuple([.string])),
      ([.tuple([]), object()], nil),
      ([.list(.string), .dynamic], .dynamic),
      ([], nil),
    ]
    for (types, expected) in cases { #expect(unify(types) == expected, "\(types)") }
    #expect(unify([.dynamic, .number], unsafe: true) == .number)
  }

  @Test func `conversion to the type that a value has changes nothing`() throws {
    let value = Value.object([("a", .list(.string, [.string("x")])), ("b", .unknown(.number, .notNull))])
    #expect(value.isOf(value.type))
    #expect(try value.converted(to: value.type) == value)
  }
}
