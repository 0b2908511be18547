import Functions
import Model

/// The statements of an IAM policy document in one form, whatever of the many ways it is written in: what may be one text or a list is a
/// list, and principals and conditions are lists of objects. What is not known stays unknown, with its name.
enum DocumentStatements {
  static func value(of document: Value) throws(FunctionError) -> Value {
    let document = document.deeplyUnmarked
    if document.isNull { return .emptyTuple }
    let whole: Value
    if let text = document.symbolText {
      if text.isEmpty { return .emptyTuple }
      do {
        whole = Value(inferring: try JSON.read(Array(text.utf8))).withTextsAsSymbols
      } catch {
        // A document that is nothing but a name may be anything.
        if SymbolText.isSymbolic(text) { return .unknown(.list(.dynamic), .notNull) }
        throw FunctionError("the document is not JSON: \(error.message)", argument: 0)
      }
    } else {
      whole = document
    }
    guard whole.isKnown else { return .unknown(.list(.dynamic), .notNull) }
    guard let given = member("Statement", whole) else { return .emptyTuple }
    guard given.isKnown else { return .unknown(.list(.dynamic), .notNull) }
    return .tuple((given.elements ?? [given]).map(statement))
  }

  /// Names of a document's parts are the same in any case.
  private static func member(_ name: String, _ value: Value) -> Value? {
    guard let members = value.keyedValues else { return nil }
    return members[name] ?? members.pairs.first { $0.0.lowercased() == name.lowercased() }?.1
  }

  private static func statement(_ value: Value) -> Value {
    guard value.isKnown, value.keyedValues != nil else { return .dynamicUnknown }
    func list(_ name: String) -> Value { texts(member(name, value)) }
    return .object([
      ("sid", member("Sid", value) ?? .null(.string)), ("effect", member("Effect", value) ?? .null(.string)),
      ("actions", list("Action")), ("not_actions", list("NotAction")), ("resources", list("Resource")),
      ("not_resources", list("NotResource")), ("principals", principals(member("Principal", value))),
      ("not_principals", principals(member("NotPrincipal", value))),
      ("conditions", conditions(member("Condition", value))),
    ])
  }

  private static func texts(_ value: Value?) -> Value {
    guard let value, !value.isNull else { return .emptyTuple }
    return .tuple(value.elements ?? [value])
  }

  private static func principals(_ value: Value?) -> Value {
    guard let value, !value.isNull else { return .emptyTuple }
    guard let members = value.keyedValues else {
      // "*" alone is anybody; a name may be anything.
      return .tuple([
        .object([("type", value.isKnown ? .string("*") : .unknown(.string)), ("identifiers", texts(value))])
      ])
    }
    return .tuple(members.pairs.map { .object([("type", .string($0)), ("identifiers", texts($1))]) })
  }

  private static func conditions(_ value: Value?) -> Value {
    guard let value, !value.isNull else { return .emptyTuple }
    guard let tests = value.keyedValues else { return .unknown(.list(.dynamic), .notNull) }
    return .tuple(
      tests.pairs.flatMap { test, variables -> [Value] in
        guard let variables = variables.keyedValues else { return [.dynamicUnknown] }
        return variables.pairs.map { variable, values in
          .object([("test", .string(test)), ("variable", .string(variable)), ("values", texts(values))])
        }
      })
  }
}
