import Functions
import Model
import Testing

@Suite struct UnknownTests {
  struct Case: Sendable {
    var name: String
    var arguments: [Value]
    var expected: Value

    init(_ name: String, _ arguments: [Value], _ expected: Value) {
      self.name = name
      self.arguments = arguments
      self.expected = expected
    }
  }

  private static let text = Value.unknown(.string, .notNull)
  private static let secret = Value.string("s").marked(with: .sensitive)

  static let cases: [Case] = [
    Case("upper", [.unknown(.string)], text),
    Case("upper", [.dynamicUnknown], text),
    Case("upper", [.unknown(.number)], text),
    Case("upper", [secret], Value.string("S").marked(with: .sensitive)),
    Case("upper", [Value.unknown(.string).marked(with: .sensitive)], text.marked(with: .sensitive)),
    Case("join", [.string(","), .tuple([.string("a"), .unknown(.string)])], text),
    Case("join", [.string(","), .tuple([.string("a"), secret])], Value.string("a,s").marked(with: .sensitive)),
    Case("format", [.string("%s-a"), .unknown(.string)], text),
    Case(
      "format", [.string("abc-%s"), .tuple([.unknown(.string)])],
      .unknown(.string, Refinement(isNotNull: true, prefix: "abc-"))),
    Case("format", [.string("%s"), .dynamicUnknown], .dynamicUnknown),
    Case(
      "formatlist", [.string("%s!"), .tuple([.unknown(.string), .string("b")])],
      .list(.string, [.unknown(.string, .notNull), .string("b!")])),
    Case("formatlist", [.string("%s"), .unknown(.list(.string))], .unknown(.list(.string), .notNull)),
    Case("length", [.unknown(.tuple([.string, .number]))], .integer(2)),
    Case("length", [.tuple([.unknown(.string)])], .integer(1)),
    Case("length", [Value.tuple([secret]).marked(with: .ephemeral)], Value.integer(1).marked(with: .ephemeral)),
    Case("length", [.tuple([secret])], .integer(1)),
    Case(
      "length", [.unknown(.list(.string), Refinement(minimumLength: 2))],
      .unknown(.number, Refinement(isNotNull: true, lowerBound: .init(value: Number(2), isInclusive: true)))),
    Case("keys", [.unknown(.object(ObjectType([("a", .string)])))], .tuple([.string("a")])),
    Case("keys", [.object([("a", secret)])], .tuple([.string("a")])),
    Case("values", [.unknown(.map(.number))], .unknown(.list(.number), .notNull)),
    Case("element", [.tuple([secret, .string("b")]), .integer(1)], .string("b")),
    Case("element", [.tuple([.string("a"), .integer(2)]), .unknown(.number)], .dynamicUnknown),
    Case("lookup", [.object([("a", secret), ("b", .true)]), .string("b"), .false], .true),
    Case("merge", [.object([("a", .integer(1))]), .unknown(.map(.string))], .dynamicUnknown),
    Case(
      "merge", [.object([("a", .unknown(.string))]), .object([("b", .true)])],
      .object([("a", .unknown(.string)), ("b", .true)])),
    Case("concat", [.tuple([.unknown(.string)]), .tuple([.true])], .tuple([.unknown(.string), .true])),
    Case("concat", [.tuple([.true]), .unknown(.list(.bool))], .dynamicUnknown),
    Case("flatten", [.tuple([.unknown(.list(.string))])], .dynamicUnknown),
    Case("contains", [.tuple([.string("a"), .unknown(.string)]), .string("a")], .true),
    Case("contains", [.tuple([.string("a"), .unknown(.string)]), .string("b")], .unknown(.bool, .notNull)),
    Case("alltrue", [.tuple([.false, .unknown(.bool)])], .false),
    Case("alltrue", [.tuple([.true, .unknown(.bool)])], .unknown(.bool, .notNull)),
    Case("anytrue", [.tuple([.unknown(.bool), .true])], .true),
    Case("coalesce", [.unknown(.string), .string("a")], text),
    Case("coalesce", [.null(.string), .string("a"), .unknown(.string)], .string("a")),
    Case("startswith", [.unknown(.string, Refinement(prefix: "ab")), .string("a")], .true),
    Case("startswith", [.unknown(.string, Refinement(prefix: "ab")), .string("x")], .false),
    Case(
      "jsonencode", [.object([("a", .unknown(.string))])], .unknown(.string, Refinement(isNotNull: true, prefix: "{"))),
    Case("jsonencode", [.object([("a", secret)])], Value.string("{\"a\":\"s\"}").marked(with: .sensitive)),
    Case("jsondecode", [.unknown(.string)], .dynamicUnknown),
    Case("regex", [.string("(a)(b)"), .unknown(.string)], .unknown(.tuple([.string, .string]), .notNull)),
    Case("regexall", [.string("a"), .unknown(.string)], .unknown(.list(.string), .notNull)),
    Case("tolist", [.unknown(.tuple([.string, .number]))], .unknown(.list(.dynamic))),
    Case(
      "toset", [.tuple([secret, .string("b")])],
      Value.set(.string, [.string("b"), .string("s")]).marked(with: .sensitive)),
    Case("zipmap", [.tuple([.string("a")]), .tuple([secret])], .object([("a", secret)])),
    Case("sum", [.tuple([.integer(1), .unknown(.number)])], .unknown(.number, .notNull)),
    Case(
      "setunion", [.tuple([.unknown(.string)]), .tuple([.string("a")])],
      .set(.string, [.string("a"), .unknown(.string)])),
    Case(
      "setintersection", [.tuple([.unknown(.string)]), .tuple([.string("a")])], .unknown(.set(.string), .notNull)),
    Case("sort", [.tuple([.string("b"), .unknown(.string)])], .list(.string, [.unknown(.string), .unknown(.string)])),
    Case("sensitive", [.dynamicUnknown], Value.dynamicUnknown.marked(with: .sensitive)),
    Case("nonsensitive", [secret], .string("s")),
    Case("issensitive", [.unknown(.string)], .unknown(.bool)),
    Case(
      "ephemeralasnull", [.object([("a", Value.string("x").marked(with: [.ephemeral, .sensitive]))])],
      .object([("a", Value.null(.string).marked(with: .sensitive))])),
    Case("timestamp", [], text),
    Case("uuid", [], text),
    Case("bcrypt", [.string("x")], text),
    Case("one", [.unknown(.list(.string))], .unknown(.string)),
    Case("slice", [.unknown(.list(.string)), .integer(0), .integer(1)], .unknown(.list(.string), .notNull)),
  ]

  @Test(arguments: cases) func `what is unknown or marked stays so, and no more than that`(_ item: Case) throws {
    let function = try #require(FunctionTable.all[item.name])
    #expect(try invoke(function, arguments: item.arguments, context: .pure) == item.expected, "\(item.name)")
  }

  @Test func `an error never shows a sensitive value`() throws {
    let secret = Value.string("hunter2").marked(with: .sensitive)
    let calls: [(String, [Value])] = [
      ("tonumber", [secret]), ("tobool", [secret]), ("parseint", [secret, .integer(10)]), ("base64decode", [secret]),
      ("file", [secret]), ("filebase64", [secret]), ("lookup", [.emptyObject, secret]),
      ("lookup", [.map(.string, KeyedValues()), secret]), ("templatefile", [secret, .emptyObject]),
    ]
    for (name, arguments) in calls {
      let function = try #require(FunctionTable.all[name])
      do throws(FunctionError) {
        _ = try invoke(function, arguments: arguments, context: .pure)
        Issue.record("\(name) must fail")
      } catch {
        #expect(!error.message.contains("hunter2"), "\(name): \(error.message)")
      }
    }
  }

  @Test func `calls with too few or too many arguments are refused`() throws {
    let upper = try #require(FunctionTable.all["upper"])
    #expect(throws: FunctionError("wrong number of arguments (1 required; 0 given)")) {
      try invoke(upper, arguments: [], context: .pure)
    }
    let format = try #require(FunctionTable.all["format"])
    #expect(throws: FunctionError("wrong number of arguments (at least 1 required; 0 given)")) {
      try invoke(format, arguments: [], context: .pure)
    }
    #expect(throws: FunctionError("argument must not be null", argument: 0)) {
      try invoke(upper, arguments: [.null(.dynamic)], context: .pure)
    }
  }
}
