import Functions
import Model
import Parsing

extension Evaluation {
  mutating func call(
    _ name: String, _ nameRange: SourceRange, _ arguments: [Expression], expandsLast: Bool, in expression: Expression
  ) -> Value {
    guard let function = scope.function(name) else {
      reportUnknown(name, nameRange, expression)
      return .dynamicUnknown
    }
    switch name {
    case "try", "core::try":
      if !expandsLast { return tryFirst(function, name, arguments, in: expression) }
      // What is expanded is evaluated outside of the trial, and first: then its first element works.
      guard let last = arguments.last, let values = expanded(last, in: expression, callee: function) else {
        return .dynamicUnknown
      }
      for argument in arguments.dropLast() {
        let (value, problems) = trial(argument)
        if !problems.hasErrors { return value.isWhollyKnown ? value : .dynamicUnknown }
      }
      if let first = values.first { return first.isWhollyKnown ? first : .dynamicUnknown }
      return tryFirst(function, name, Array(arguments.dropLast()), in: expression)
    case "can", "core::can": if !expandsLast, arguments.count == 1 { return can(arguments[0]) }
    case "templatestring", "core::templatestring":
      if !expandsLast, arguments.count == 2, let reason = arguments[0].reasonAgainstTemplate {
        report(
          FunctionError("invalid template expression: \(reason)", argument: 0), of: function, name, arguments,
          expression)
        return .dynamicUnknown
      }
    default: break
    }

    let before = diagnostics.count
    // What is expanded is evaluated first, for it decides how many arguments there are; the others only where they are not
    // too few or too many.
    var expansion: [Value] = []
    var sources = arguments
    if expandsLast, let last = sources.popLast() {
      guard let values = expanded(last, in: expression, callee: function) else { return .dynamicUnknown }
      expansion = values
      // What is expanded stands for itself as a whole.
      sources += Array(repeating: Expression(.literal(.dynamicUnknown), range: last.range), count: values.count)
    }
    guard hasFittingCount(sources.count, function, name, sources, expression) else { return .dynamicUnknown }
    var values = (expandsLast ? arguments[..<(arguments.count - 1)] : arguments[...]).map { value(of: $0) }
    values += expansion
    for (index, argument) in values.enumerated() {
      guard let parameter = function.parameter(at: index) else { continue }
      do throws(ConversionError) {
        let value = try argument.converted(to: parameter.type)
        if let reason = value.mismatch(with: parameter.type) { throw ConversionError(message: reason) }
        values[index] = value
      } catch {
        report(
          "expression.invalid-argument", "Invalid function argument",
          "Invalid value for \(quotedText(parameter.name)) parameter: \(error.message).", sources[index].startRange,
          context: expression.range, about: sources[index], callee: function)
      }
    }
    if diagnostics[before...].hasErrors { return .dynamicUnknown }
    do throws(FunctionError) {
      return try invoke(function, arguments: values, context: scope.functionContext)
    } catch {
      report(error, of: function, name, sources, expression)
      return .dynamicUnknown
    }
  }

  private mutating func report(
    _ error: FunctionError, of function: any LanguageFunction, _ name: String, _ sources: [Expression],
    _ expression: Expression
  ) {
    if let index = error.argument, let parameter = function.parameter(at: index) {
      let source = sources.indices.contains(index) ? sources[index] : nil
      report(
        "expression.invalid-argument", "Invalid function argument",
        "Invalid value for \(quotedText(parameter.name)) parameter: \(error.message).",
        source?.startRange ?? expression.range, context: expression.range, about: source ?? expression, callee: function
      )
    } else {
      report(
        "expression.call-failed", "Error in function call",
        "Call to function \(quotedText(name)) failed: \(error.message).", expression.startRange,
        context: expression.range, about: expression, callee: function)
    }
  }

  private mutating func reportUnknown(_ name: String, _ nameRange: SourceRange, _ expression: Expression) {
    let known = scope.functionNames
    if known.isEmpty {
      report(
        "expression.calls-not-allowed", "Function calls not allowed",
        "Functions may not be called here, for this is read before anything is evaluated. Write the value itself instead of "
          + "calling \(quotedText(name)).", expression.range)
      return
    }
    let parts = name.split(separator: ":", omittingEmptySubsequences: true).map(String.init)
    if parts.count > 1 {
      let detail =
        switch (parts[0], parts.count) {
        case ("provider", 3) where scope.declaresProvider(parts[1]):
          "The function \(quotedText(parts[2])) is not available from the provider \(quotedText(parts[1]))."
        case ("provider", 3...):
          "There is no function named \(quotedText(name)). Ensure that provider name \(quotedText(parts[1])) is "
            + "declared in this module's required_providers block, and that this provider offers a function named "
            + "\(quotedText(parts[parts.count - 1]))."
        case ("provider", _): "The function call must include the provider name after the \"provider::\" prefix."
        default:
          "The function namespace \(quotedText(parts[0])) is not valid. Provider function calls must use the "
            + "\"provider::\" "
            + "namespace prefix."
        }
      report(
        "expression.unknown-function", "Unknown provider function", detail, nameRange, context: expression.range)
      return
    }
    let near = suggestion(for: name, among: known)
    report(
      "expression.unknown-function", "Call to unknown function",
      "There is no function named \(quotedText(name)).\(near.map { " Did you mean \(quotedText($0))?" } ?? "")",
      nameRange, context: expression.range)
  }

  private mutating func hasFittingCount(
    _ count: Int, _ function: any LanguageFunction, _ name: String, _ sources: [Expression], _ expression: Expression
  ) -> Bool {
    let required = function.parameters.count
    if count < required {
      let close = SourcePosition(
        line: expression.range.end.line, column: max(1, expression.range.end.column - 1),
        byte: max(0, expression.range.end.byte - 1))
      report(
        "expression.missing-argument", "Not enough function arguments",
        "Function \(quotedText(name)) expects\(function.variadic == nil ? "" : " at least") \(required) argument(s). "
          + "Missing value for \(quotedText(function.parameters[count].name)).",
        SourceRange(file: expression.range.file, start: close, end: expression.range.end), context: expression.range,
        callee: function)
      return false
    }
    if function.variadic == nil, count > required {
      report(
        "expression.extra-argument", "Too many function arguments",
        "Function \(quotedText(name)) expects only \(required) argument(s).", sources[required].startRange,
        context: expression.range, callee: function)
      return false
    }
    return true
  }

  /// The arguments that `list...` stands for; nil after a report, or when nothing is known of them yet.
  private mutating func expanded(_ source: Expression, in expression: Expression, callee: any LanguageFunction)
    -> [Value]?
  {
    let before = diagnostics.count
    let (list, marks) = value(of: source).unmarked
    if diagnostics[before...].hasErrors { return nil }
    let reason: String
    switch list {
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      return elements.map { $0.marked(with: marks) }
    case .null(.dynamic), .null(.list), .null(.set), .null(.tuple): reason = "must not be null"
    case .unknown(.dynamic, _), .unknown(.list, _), .unknown(.set, _), .unknown(.tuple, _): return nil
    default: reason = "must be of a tuple, list, or set type"
    }
    report(
      "expression.invalid-expansion", "Invalid expanding argument value",
      "The expanding argument (indicated by ...) \(reason).", source.range, context: expression.range, about: source,
      callee: callee)
    return nil
  }

  // MARK: try and can

  private mutating func trial(_ expression: Expression) -> (value: Value, diagnostics: [Diagnostic]) {
    let saved = isTrial
    isTrial = true
    defer { isTrial = saved }
    return separately(expression)
  }

  private mutating func tryFirst(
    _ function: any LanguageFunction, _ name: String, _ arguments: [Expression], in expression: Expression
  ) -> Value {
    var failures: [Diagnostic] = []
    for argument in arguments {
      let (value, problems) = trial(argument)
      // What fails now fails whatever becomes known; what does not may still do so.
      if !problems.hasErrors { return value.isWhollyKnown || scope.keepsUnknownParts ? value : .dynamicUnknown }
      failures += problems
    }
    var reason = "at least one argument is required"
    if !arguments.isEmpty {
      let lines = failures.map { failure in
        let place = failure.subject.map { " (at \($0.place))" } ?? ""
        return "- \(failure.summary)\(place)\n  \(failure.detail)\n"
      }
      reason =
        "no expression succeeded:\n\(lines.joined())\nAt least one expression must produce a successful result"
    }
    report(
      "expression.call-failed", "Error in function call", "Call to function \(quotedText(name)) failed: \(reason).",
      expression.startRange, context: expression.range, about: expression, callee: function)
    return .dynamicUnknown
  }

  private mutating func can(_ argument: Expression) -> Value {
    let (value, problems) = trial(argument)
    if problems.hasErrors { return .false }
    return value.isWhollyKnown || scope.keepsUnknownParts ? .true : .unknown(.bool)
  }
}

extension Expression {
  /// Why this cannot be the template of `templatestring`; nil where it refers to something by its name.
  fileprivate var reasonAgainstTemplate: String? {
    switch kind {
    case .variable: nil
    case .attribute(let source, _, _), .index(let source, _, _), .splat(let source, _, _):
      source.reasonAgainstTemplate
    case .literal(.string):
      "templatestring is for templates that come from elsewhere, such as a file or a data source; write this one as "
        + "an ordinary text with sequences in it"
    case .template:
      "templatestring is for templates that come from elsewhere; write this one as it is, without a call"
    case .templateWrap:
      "templatestring is for templates that come from elsewhere; refer to it directly, without the quotes and the "
        + "\"${ ... }\" around it"
    default: "must be a direct reference to one text from elsewhere: name it as a local value first, and give that"
    }
  }
}
