import Functions
import Model
import Parsing

/// What went wrong, as the console shows it.
struct ConsoleError: Error {
  var summary: String
  var detail: String
}

/// Evaluates literals, operators on numbers, and calls: enough to run recorded expressions through the functions alone,
/// without the language's own evaluator in between.
struct Scope: Sendable {
  var variables: [String: Value] = [:]
  var context: FunctionContext

  func value(of expression: Expression) throws(ConsoleError) -> Value {
    switch expression.kind {
    case .literal(let value): return value
    case .template(let parts): return try text(parts)
    case .templateWrap(let inner), .parentheses(let inner): return try value(of: inner)
    case .variable(let name):
      guard let value = variables[name] else {
        throw ConsoleError(summary: "Unknown variable", detail: name)
      }
      return value
    case .attribute(let source, let name, _):
      guard let part = try value(of: source)[name] else {
        throw ConsoleError(summary: "Unsupported attribute", detail: name)
      }
      return part
    case .tuple(let elements):
      var values: [Value] = []
      for element in elements { values.append(try value(of: element)) }
      return .tuple(values)
    case .object(let items):
      var pairs: [(String, Value)] = []
      for item in items {
        let key = try value(of: item.key)
        pairs.append((key.stringValue ?? key.numberValue?.description ?? "", try value(of: item.value)))
      }
      return .object(pairs)
    case .forTuple(let clause, let body):
      var results: [Value] = []
      for element in try value(of: clause.collection).elements ?? [] {
        var scope = self
        scope.variables[clause.valueName] = element
        results.append(try scope.value(of: body))
      }
      return .tuple(results)
    case .conditional(let condition, let then, let otherwise):
      let (a, b) = (try value(of: then), try value(of: otherwise))
      let chosen = try value(of: condition) == .true ? a : b
      return (try? chosen.converted(to: unify([a.type, b.type], unsafe: true) ?? .dynamic)) ?? chosen
    case .unary(.negate, let operand): return .number(-(try number(operand)))
    case .binary(let symbol, let a, let b): return try computed(symbol, try number(a), try number(b))
    case .call(let name, _, let arguments, let expandsLast):
      return try call(name, arguments, expandsLast: expandsLast)
    default: throw ConsoleError(summary: "Not supported here", detail: "\(expression.kind)")
    }
  }

  private func number(_ expression: Expression) throws(ConsoleError) -> Number {
    try value(of: expression).numberValue ?? Number(0)
  }

  private func computed(_ symbol: BinaryOperator, _ a: Number, _ b: Number) throws(ConsoleError) -> Value {
    switch symbol {
    case .add: .number(a + b)
    case .subtract: .number(a - b)
    case .multiply: .number(a * b)
    case .divide: .number(a / b)
    case .modulo: .number(a % b)
    default: throw ConsoleError(summary: "Not supported here", detail: symbol.rawValue)
    }
  }

  func text(_ parts: [TemplatePart]) throws(ConsoleError) -> Value {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text, _): result += text
      case .interpolation(let expression):
        let value = try value(of: expression)
        result += (try? value.converted(to: .string).stringValue) ?? ""
      case .loop(_, let valueName, let collection, let body, _):
        for element in try value(of: collection).elements ?? [] {
          var scope = self
          scope.variables[valueName] = element
          result += try scope.text(body).stringValue ?? ""
        }
      case .conditional(let condition, let then, let otherwise, _):
        result += try text(try value(of: condition) == .true ? then : otherwise).stringValue ?? ""
      }
    }
    return .string(result)
  }

  private func call(_ name: String, _ given: [Expression], expandsLast: Bool) throws(ConsoleError) -> Value {
    switch name {
    case "can": return .bool((try? given.first.map(value(of:))) != nil)
    case "try":
      for expression in given {
        if let value = try? value(of: expression) { return value }
      }
      throw ConsoleError(summary: "Error in function call", detail: "no expression")
    default: break
    }
    var arguments: [Value] = []
    for expression in given { arguments.append(try value(of: expression)) }
    if expandsLast { arguments += arguments.removeLast().elements ?? [] }
    guard let function = FunctionTable.all[name] else {
      throw ConsoleError(summary: "Call to unknown function", detail: name)
    }
    do throws(FunctionError) {
      return try invoke(function, arguments: arguments, context: context)
    } catch {
      guard let index = error.argument, let parameter = function.parameter(at: index) else {
        throw ConsoleError(
          summary: "Error in function call", detail: "Call to function \"\(name)\" failed: \(error.message).")
      }
      throw ConsoleError(
        summary: "Invalid function argument",
        detail: "Invalid value for \"\(parameter.name)\" parameter: \(error.message).")
    }
  }
}
