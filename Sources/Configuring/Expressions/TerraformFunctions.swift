package import Model
import Parsing

/// The functions of the built-in provider: expressions and variable files as text, and back.
package enum TerraformFunctions {
  package static let all: [String: CallableFunction] = [
    "encode_expr": CallableFunction(
      name: "encode_expr", description: "The value as an expression of the language.",
      parameters: [.init(name: "value", type: .dynamic, allowsNull: false, allowsUnknown: false)], returns: .string
    ) { (arguments) throws(CallableFunction.Failure) in .string(expressionText(arguments[0])) },
    "encode_tfvars": CallableFunction(
      name: "encode_tfvars", description: "The attributes of an object as the text of a .tfvars file.",
      parameters: [.init(name: "value", type: .dynamic, allowsNull: false, allowsUnknown: false)], returns: .string,
      body: { (arguments) throws(CallableFunction.Failure) in .string(try variablesText(arguments[0])) }),
    "decode_tfvars": CallableFunction(
      name: "decode_tfvars", description: "The text of a .tfvars file as an object.",
      parameters: [.init(name: "src", type: .string, allowsNull: false, allowsUnknown: false)], returns: .dynamic,
      body: { (arguments) throws(CallableFunction.Failure) in try variables(arguments[0].stringValue ?? "") }),
  ]

  private static func variablesText(_ value: Value) throws(CallableFunction.Failure) -> String {
    guard let members = value.keyedValues else {
      throw CallableFunction.Failure(
        message:
          "invalid value to encode: must be an object whose attribute names will become the encoded variable names")
    }
    for name in members.keys where !name.isIdentifier {
      throw CallableFunction.Failure(
        message: "invalid variable name \(quotedText(name)): must be a valid identifier, per Terraform's rules for "
          + "input variable declarations")
    }
    return entries(members, indent: "")
  }

  private static func variables(_ text: String) throws(CallableFunction.Failure) -> Value {
    let (body, problems) = parseFile(Array(text.utf8), name: "<decode_tfvars argument>")
    if let first = problems.first(where: \.isError) {
      throw CallableFunction.Failure(message: "invalid tfvars syntax: \(first.inOneLine)")
    }
    if let block = body.blocks.first {
      throw CallableFunction.Failure(
        message: "invalid tfvars content: \(block.typeRange.place): Unexpected \(quotedText(block.type)) block; "
          + "Blocks are not allowed here.")
    }
    var members: [(String, Value)] = []
    for attribute in body.attributes {
      switch constantValue(attribute.expression) {
      case .success(let value): members.append((attribute.name, value))
      case .failure(let error):
        throw CallableFunction.Failure(
          message: "invalid expression for variable \(quotedText(attribute.name)): "
            + (error.diagnostics.first?.inOneLine ?? "it cannot be evaluated"))
      }
    }
    return .object(members)
  }
}

extension Diagnostic {
  fileprivate var inOneLine: String { "\(subject.map { "\($0.place): " } ?? "")\(summary); \(detail)" }
}

/// The value as an expression that gives it, laid out as the formatter would.
package func expressionText(_ value: Value, indent: String = "") -> String {
  switch value {
  case .null: return "null"
  case .bool(let bool): return bool ? "true" : "false"
  case .number(let number): return number.description
  case .string(let string): return "\"\(templateText(string))\""
  case .list(_, let elements), .set(_, let elements), .tuple(let elements):
    return "[" + elements.map { expressionText($0, indent: indent) }.joined(separator: ", ") + "]"
  case .map(_, let members), .object(let members):
    if members.isEmpty { return "{}" }
    return "{\n" + entries(members, indent: indent + "  ") + indent + "}"
  case .marked(let inner, _): return expressionText(inner, indent: indent)
  // There is no expression for it; nobody asks for the text of what is not known.
  case .unknown: return "null"
  }
}

/// Lines of `name = value`; the equals signs of neighbours that each fit in a line stand below one another.
private func entries(_ members: KeyedValues, indent: String) -> String {
  let parts = members.pairs.map { name, value in
    (name: name.isIdentifier ? name : "\"\(templateText(name))\"", text: expressionText(value, indent: indent))
  }
  var lines: [String] = []
  var next = 0
  while next < parts.count {
    let group = parts[next...].prefix { !$0.text.contains("\n") }
    let width = group.map(\.name.count).max() ?? 0
    for part in group {
      let padding = String(repeating: " ", count: width - part.name.count)
      lines.append("\(indent)\(part.name)\(padding) = \(part.text)\n")
    }
    next += group.count
    if next < parts.count, group.isEmpty {
      lines.append("\(indent)\(parts[next].name) = \(parts[next].text)\n")
      next += 1
    }
  }
  return lines.joined()
}

/// A string as it stands between quotes, with everything escaped that would mean something there.
private func templateText(_ string: String) -> String {
  var result = ""
  let scalars = Array(string.unicodeScalars)
  for (index, scalar) in scalars.enumerated() {
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "$", "%":
      let opens = index + 1 < scalars.count && scalars[index + 1] == "{"
      result.unicodeScalars.append(scalar)
      if opens { result.unicodeScalars.append(scalar) }
    default:
      if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .unassigned {
        let text = String(scalar.value, radix: 16)
        let width = scalar.value < 0x10000 ? 4 : 8
        result += (width == 4 ? "\\u" : "\\U") + String(repeating: "0", count: width - text.count) + text
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}
