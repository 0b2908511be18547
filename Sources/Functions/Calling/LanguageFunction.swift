package import Model

/// What a function says about one of its arguments.
package struct FunctionParameter: Hashable, Sendable {
  package var name: String
  package var type: ValueType
  package var description: String
  /// Whether the function itself deals with null; otherwise null is refused.
  package var allowsNull: Bool
  /// Whether the function itself deals with an unknown value; otherwise its result is unknown.
  package var allowsUnknown: Bool
  /// Whether the function itself deals with a value whose type is not known; otherwise the result's type is not known
  /// either.
  package var allowsDynamic: Bool
  /// Whether the function itself carries marks over to its result; otherwise all marks go to the whole result.
  package var allowsMarked: Bool

  package init(
    _ name: String, _ type: ValueType, description: String = "", allowsNull: Bool = false,
    allowsUnknown: Bool = false, allowsDynamic: Bool = false, allowsMarked: Bool = false
  ) {
    self.name = name
    self.type = type
    self.description = description
    self.allowsNull = allowsNull
    self.allowsUnknown = allowsUnknown
    self.allowsDynamic = allowsDynamic
    self.allowsMarked = allowsMarked
  }
}

/// Why a function has no result for its arguments.
package struct FunctionError: Error, Hashable, Sendable {
  /// The argument at fault, counted from 0; nil when it is none in particular.
  package var argument: Int?
  /// A phrase without a full stop. It never holds a sensitive value.
  package var message: String

  package init(_ message: String, argument: Int? = nil) {
    self.argument = argument
    self.message = message
  }
}

/// A function of the language, ours or a provider's. Call it by `invoke`, which prepares the arguments.
package protocol LanguageFunction: Sendable {
  var name: String { get }
  var description: String { get }
  var parameters: [FunctionParameter] { get }
  /// Stands for any number of further arguments.
  var variadic: FunctionParameter? { get }
  /// Whether the result is never null, which is then known of an unknown result too.
  var isResultNotNull: Bool { get }
  /// Arguments may be unknown here; they have the types of the parameters and no marks unless the parameter allows
  /// them.
  func resultType(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> ValueType
  func call(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> Value
}

extension LanguageFunction {
  package func parameter(at index: Int) -> FunctionParameter? {
    index < parameters.count ? parameters[index] : variadic
  }
}

/// Calls a function as the language does: converts the arguments, refuses nulls, answers unknown for unknown, and
/// carries marks from the arguments to the result.
package func invoke(
  _ function: any LanguageFunction, arguments: [Value], context: FunctionContext
) throws(FunctionError) -> Value {
  let required = function.parameters.count
  if arguments.count < required || (function.variadic == nil && arguments.count > required) {
    let wanted = function.variadic == nil ? "\(required)" : "at least \(required)"
    throw FunctionError("wrong number of arguments (\(wanted) required; \(arguments.count) given)")
  }

  if let result = symbolicResult(function, arguments, context) { return result }
  var prepared: [Value] = []
  prepared.reserveCapacity(arguments.count)
  var marks: Marks = []
  var isTypeUnknown = false
  var isUnknown = false
  for (index, argument) in arguments.enumerated() {
    guard let parameter = function.parameter(at: index) else { continue }
    var value: Value
    do throws(ConversionError) {
      value = try argument.converted(to: parameter.type)
    } catch {
      throw FunctionError(error.message, argument: index)
    }
    if !parameter.allowsMarked {
      marks.formUnion(value.deepMarks)
      value = value.deeplyUnmarked
    }
    prepared.append(value)
  }
  for (index, value) in prepared.enumerated() {
    guard let parameter = function.parameter(at: index) else { continue }
    if value.isNull, !parameter.allowsNull { throw FunctionError("argument must not be null", argument: index) }
    if value.type == .dynamic, !parameter.allowsDynamic {
      // The arguments behind it are not looked at before it is known.
      isTypeUnknown = true
      break
    }
    if !value.isKnown, !parameter.allowsUnknown {
      isUnknown = true
      marks.formUnion(value.marks)
    }
  }
  if isTypeUnknown {
    // Nothing runs, so what would have carried its own marks must leave them here.
    return Value.dynamicUnknown.marked(with: prepared.reduce(into: marks) { $0.formUnion($1.deepMarks) })
  }
  let type = try function.resultType(prepared, context: context)
  if isUnknown {
    let allMarks = prepared.reduce(into: marks) { $0.formUnion($1.deepMarks) }
    return Value.unknown(type).refinedNotNull(function.isResultNotNull).marked(with: allMarks)
  }
  let result = try function.call(prepared, context: context)
  return result.refinedNotNull(function.isResultNotNull).marked(with: marks)
}

extension Value {
  /// The value, with what is known of it when it is unknown: that it will not be null.
  fileprivate func refinedNotNull(_ isNotNull: Bool) -> Value {
    guard isNotNull else { return self }
    switch self {
    case .unknown(let type, var refinement) where type != .dynamic:
      refinement.isNotNull = true
      return .unknown(type, refined: refinement)
    case .marked(let value, let marks): return value.refinedNotNull(true).marked(with: marks)
    default: return self
    }
  }
}

/// Functions that put texts together or take them apart in a way in which a name does as well as what it stands for.
private let functionsOfTexts: Set<String> = [
  "jsonencode", "jsondecode", "format", "formatlist", "join", "replace", "trimspace", "trimprefix", "trimsuffix",
]

/// What a function makes of symbols; nil where there are none, or where something else is unknown.
private func symbolicResult(
  _ function: any LanguageFunction, _ arguments: [Value], _ context: FunctionContext
) -> Value? {
  guard functionsOfTexts.contains(function.name), arguments.contains(where: { !$0.isWhollyKnown }),
    arguments.contains(where: \.hasSymbols)
  else { return nil }
  let texts = arguments.map(\.withSymbolsAsTexts)
  guard texts.allSatisfy(\.isWhollyKnown) else { return nil }
  return (try? invoke(function, arguments: texts, context: context))?.withTextsAsSymbols
}
