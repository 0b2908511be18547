package import Model

/// One of the language's own functions: a value in the table, not a type of its own.
package struct BuiltinFunction: LanguageFunction {
  typealias Body = @Sendable (FunctionCall) throws(FunctionError) -> Value
  typealias Typing = @Sendable (FunctionCall) throws(FunctionError) -> ValueType

  package var name: String
  package var description: String
  package var parameters: [FunctionParameter]
  package var variadic: FunctionParameter?
  package var isResultNotNull: Bool
  private let typing: Typing
  private let body: Body

  /// A function whose result always has one type.
  init(
    _ name: String, _ description: String, _ parameters: [FunctionParameter], variadic: FunctionParameter? = nil,
    returns type: ValueType, isNotNull: Bool = true, _ body: @escaping Body
  ) {
    self.init(
      name, description, parameters, variadic: variadic, isNotNull: isNotNull,
      typing: { (_) throws(FunctionError) in type }, body: body)
  }

  /// A function whose result's type follows from its arguments.
  init(
    _ name: String, _ description: String, _ parameters: [FunctionParameter], variadic: FunctionParameter? = nil,
    isNotNull: Bool = true, typing: @escaping Typing, body: @escaping Body
  ) {
    self.name = name
    self.description = description
    self.parameters = parameters
    self.variadic = variadic
    self.isResultNotNull = isNotNull
    self.typing = typing
    self.body = body
  }

  package func resultType(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> ValueType {
    try typing(FunctionCall(arguments: arguments, type: .dynamic, context: context))
  }

  package func call(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> Value {
    let type = try resultType(arguments, context: context)
    return try body(FunctionCall(arguments: arguments, type: type, context: context))
  }
}

/// The arguments of one call, prepared by `invoke`, and what the result must be.
struct FunctionCall: Sendable {
  var arguments: [Value]
  /// Of the result; `dynamic` where it cannot be told beforehand.
  var type: ValueType
  var context: FunctionContext

  subscript(_ index: Int) -> Value { arguments[index] }

  var count: Int { arguments.count }

  /// An argument whose parameter is a string that is known and not null.
  func string(_ index: Int) -> String { arguments[index].stringValue ?? "" }

  /// An argument whose parameter is a number that is known and not null.
  func number(_ index: Int) -> Number { arguments[index].numberValue ?? Number(0) }

  /// The elements of an argument that is a known list, set or tuple.
  func elements(_ index: Int) -> [Value] { arguments[index].elements ?? [] }

  /// A whole number of the size of a machine word; the error is without an argument, as most functions have it.
  func int(_ index: Int) throws(FunctionError) -> Int {
    guard let int = number(index).int else { throw FunctionError(notWholeNumber) }
    return int
  }

  /// The same, with the argument named in the error.
  func argumentInt(_ index: Int) throws(FunctionError) -> Int {
    guard let int = number(index).int else { throw FunctionError(notWholeNumber, argument: index) }
    return int
  }

  /// For a function that deals with marks itself: a value for messages, hidden when it must not be shown.
  func shown(_ index: Int) -> String {
    let marks = arguments[index].marks
    if marks == [.sensitive, .ephemeral] { return "(ephemeral sensitive value)" }
    if marks.contains(.sensitive) { return "(sensitive value)" }
    if marks.contains(.ephemeral) { return "(ephemeral value)" }
    switch arguments[index].withoutMarks {
    case .string(let string): return quotedText(string)
    case .number(let number): return number.description
    default: return ""
    }
  }
}

let notWholeNumber = "value must be a whole number, between \(Int.min) and \(Int.max)"

extension FunctionParameter {
  /// A value of any type, known or not, null or not, with its marks: for functions that only look at it or pass it on.
  static func anything(_ name: String, _ description: String = "", allowsMarked: Bool = false) -> FunctionParameter {
    FunctionParameter(
      name, .dynamic, description: description, allowsNull: true, allowsUnknown: true, allowsDynamic: true,
      allowsMarked: allowsMarked)
  }

  static func string(_ name: String, _ description: String = "") -> FunctionParameter {
    FunctionParameter(name, .string, description: description)
  }

  static func number(_ name: String, _ description: String = "") -> FunctionParameter {
    FunctionParameter(name, .number, description: description)
  }
}

extension Value {
  /// Whether the number of elements is known: not in a set with unknown elements, which may turn out to be equal.
  var hasKnownLength: Bool {
    switch self {
    case .unknown(let type, _):
      switch type {
      case .tuple, .object: true
      default: false
      }
    case .set(_, let elements): elements.count < 2 || elements.allSatisfy(\.isWhollyKnown)
    case .marked(let value, _): value.hasKnownLength
    default: true
    }
  }

  /// The number of elements of a known collection, or of any tuple or object.
  var length: Int {
    switch type {
    case .tuple(let types): types.count
    case .object(let object): object.names.count
    default: elements?.count ?? keyedValues?.count ?? 0
    }
  }

  /// A list, set or tuple.
  var isSequence: Bool {
    switch type {
    case .list, .set, .tuple: true
    default: false
    }
  }
}

extension ValueType {
  var isListOrTuple: Bool {
    switch self {
    case .list, .tuple: true
    default: false
    }
  }
}
