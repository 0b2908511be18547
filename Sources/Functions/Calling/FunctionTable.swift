import Model

/// All functions of the language by name. The evaluator also takes them with `core::` in front.
package enum FunctionTable {
  package static let all: [String: any LanguageFunction] = {
    var table: [String: any LanguageFunction] = [:]
    for function in builtins { table[function.name] = function }
    return table
  }()

  static let builtins: [BuiltinFunction] =
    numberFunctions + textFunctions + patternFunctions + formatFunctions + collectionFunctions + mapFunctions
    + selectionFunctions + setFunctions + conversionFunctions + markFunctions + encodingFunctions + documentFunctions
    + hashFunctions + identityFunctions + timeFunctions + networkFunctions + fileFunctions + pathFunctions
    + templateFunctions + lazyFunctions
}

/// What the evaluator evaluates itself, because an argument that fails is part of the meaning.
private let lazyFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "can", "Tells whether an expression can be evaluated without an error.",
    [.anything("expression")].map(plain), returns: .bool, isNotNull: false
  ) { (call) throws(FunctionError) in .true },
  BuiltinFunction(
    "try", "Gives the result of the first of its expressions that can be evaluated without an error.", [],
    variadic: plain(.anything("expressions")), isNotNull: false, typing: { (_) throws(FunctionError) in .dynamic },
    body: { (call) throws(FunctionError) in
      guard let first = call.arguments.first else { throw FunctionError("at least one argument is required") }
      return first
    }
  ),
]

/// As the metadata shows it: not said to take null.
private func plain(_ parameter: FunctionParameter) -> FunctionParameter {
  var parameter = parameter
  parameter.allowsNull = false
  return parameter
}
