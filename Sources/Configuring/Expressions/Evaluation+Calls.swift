import Functions
import Model
import Parsing

extension Evaluation {
  mutating func call(
    _ name: String, _ nameRange: SourceRange, _ arguments: [Expression], expandsLast: Bool, whole: Expression
  ) -> Value {
    switch name {
    case "try", "core::try": return attempt(arguments, whole: whole)
    case "can", "core::can":
      if arguments.count == 1 { return possible(arguments[0]) }
    default: break
    }
    guard let function = scope.function(name) else { return unknownFunction(name, nameRange, whole) }
    guard let (values, expressions, marks) = evaluated(arguments, expandsLast: expandsLast, whole: whole) else {
      return .dynamicUnknown
    }
    guard let values else { return Value.dynamicUnknown.marked(with: marks) }
    if let problem = wrongCount(function, name, values.count, arguments, whole) { return problem }
    do {
      return try invoke(function, arguments: values, context: scope.functionContext).marked(with: marks)
    } catch {
      return refused(error, function, name, expressions, whole)
    }
  }

  private mutating func unknownFunction(_ name: String, _ range: SourceRange, _ whole: Expression) -> Value {
    let names = scope.functionNames
    if names.isEmpty {
      return fail(
        "config.functions-not-allowed", "Function calls not allowed", "Functions may not be called here.", whole.range)
    }
    let near = suggestion(for: name, among: names).map { " Did you mean \(quoted($0))?" } ?? ""
    return fail(
      "config.unknown-function", "Call to unknown function", "There is no function named \(quoted(name)).\(near)", range,
      context: whole.range)
  }

  /// The arguments' values with the last one expanded. Nil after a report; nil values where the expansion is unknown.
  private mutating func evaluated(
    _ arguments: [Expression], expandsLast: Bool, whole: Expression
  ) -> (values: [Value]?, expressions: [Expression], marks: Marks)? {
    let count = diagnostics.count
    var values = arguments.map { value($0) }
    if diagnostics[count...].hasErrors { return nil }
    guard expandsLast, let last = values.popLast(), let expression = arguments.last else { return (values, arguments, []) }
    let (plain, marks) = last.unmarked
    func refuse(_ detail: String) {
      fail(
        "config.invalid-expansion", "Invalid expanding argument value", detail, expression.range, context: whole.range,
        about: expression)
    }
    if plain.isNull {
      refuse("The expanding argument (indicated by ...) must not be null.")
      return nil
    }
    if !plain.isKnown {
      switch plain.type {
      case .dynamic, .list, .set, .tuple: return (nil, arguments, marks)
      default: break
      }
    }
    guard let elements = plain.elements else {
      refuse("The expanding argument (indicated by ...) must be of a tuple, list, or set type.")
      return nil
    }
    let expressions = arguments.dropLast() + Array(repeating: expression, count: elements.count)
    return (values + elements, Array(expressions), marks)
  }

  private mutating func wrongCount(
    _ function: any LanguageFunction, _ name: String, _ given: Int, _ arguments: [Expression], _ whole: Expression
  ) -> Value? {
    let required = function.parameters.count
    if given < required {
      let quantity = function.variadic == nil ? "" : " at least"
      return fail(
        "config.too-few-arguments", "Not enough function arguments",
        "Function \(quoted(name)) expects\(quantity) \(required) argument(s). Missing value for "
          + "\(quoted(function.parameters[given].name)).", closing(whole), context: whole.range)
    }
    if function.variadic == nil, given > required {
      let extra = arguments.count > required ? arguments[required].range : whole.range
      return fail(
        "config.too-many-arguments", "Too many function arguments",
        "Function \(quoted(name)) expects only \(required) argument(s).", extra, context: whole.range)
    }
    return nil
  }

  /// The closing parenthesis of a call.
  private func closing(_ call: Expression) -> SourceRange {
    var range = call.range
    range.start = range.end
    range.start.column -= 1
    range.start.byte -= 1
    return range
  }

  private mutating func refused(
    _ error: FunctionError, _ function: any LanguageFunction, _ name: String, _ arguments: [Expression],
    _ whole: Expression
  ) -> Value {
    if let index = error.argument, let parameter = function.parameter(at: index) {
      return fail(
        "config.invalid-argument", "Invalid function argument",
        "Invalid value for \(quoted(parameter.name)) parameter: \(error.message).",
        index < arguments.count ? arguments[index].range : whole.range, context: whole.range, about: whole)
    }
    return fail(
      "config.function-failed", "Error in function call",
      "Call to function \(quoted(name)) failed: \(error.message).", whole.range, about: whole)
  }

  // MARK: try and can

  private mutating func attempt(_ arguments: [Expression], whole: Expression) -> Value {
    if arguments.isEmpty {
      return fail(
        "config.function-failed", "Error in function call",
        "Call to function \"try\" failed: at least one argument is required.", whole.range)
    }
    var failures: [Diagnostic] = []
    for argument in arguments {
      var inner = Evaluation(scope: scope, bindings: bindings)
      let result = inner.value(argument)
      if inner.diagnostics.hasErrors {
        failures += inner.diagnostics
        continue
      }
      // Whether this will succeed when all is known cannot be told yet, so neither can the result.
      return dependsOnUnknown(argument) ? .dynamicUnknown : result
    }
    var text = "no expression succeeded:\n"
    for failure in failures {
      text += "- \(failure.summary)" + (failure.subject.map { " (at \($0.place))" } ?? "") + "\n  \(failure.detail)\n"
    }
    return fail(
      "config.function-failed", "Error in function call",
      "Call to function \"try\" failed: \(text)\nAt least one expression must produce a successful result.", whole.range)
  }

  private func possible(_ argument: Expression) -> Value {
    var inner = Evaluation(scope: scope, bindings: bindings)
    _ = inner.value(argument)
    if inner.diagnostics.hasErrors { return .false }
    return dependsOnUnknown(argument) ? .unknown(.bool, .notNull) : .true
  }

  private func dependsOnUnknown(_ expression: Expression) -> Bool {
    expression.references.contains { traversal in
      var inner = Evaluation(scope: scope, bindings: bindings)
      let value = inner.value(traversal.expression)
      return !inner.diagnostics.hasErrors && !value.isWhollyKnown
    }
  }
}

extension Traversal {
  /// The expression that the traversal was read from.
  var expression: Expression {
    steps.reduce(Expression(.variable(root), range: rootRange)) { source, step in
      switch step {
      case .attribute(let name, let range):
        Expression(.attribute(source, name: name, nameRange: range), range: source.range.union(range))
      case .index(let key, let range):
        Expression(
          .index(source, key: Expression(.literal(key), range: range), isLegacy: false),
          range: source.range.union(range))
      }
    }
  }
}
