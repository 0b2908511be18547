package import Model

extension FunctionTable {
  /// What the functions are and take, in the format of `terraform metadata functions -json`.
  package static var metadata: JSON {
    var signatures: [String: JSON] = [:]
    for (name, function) in all {
      let signature = self.signature(of: function)
      signatures[name] = signature
      signatures["core::" + name] = signature
    }
    return .record([("format_version", .string("1.0")), ("function_signatures", .sortedObject(signatures))])
  }

  package static func signature(of function: any LanguageFunction) -> JSON {
    .record([
      ("description", .string(function.description)),
      ("return_type", returnType(of: function).json),
      ("parameters", function.parameters.isEmpty ? nil : .array(function.parameters.map(described))),
      ("variadic_parameter", function.variadic.map(described)),
    ])
  }

  /// The type of the result when nothing is known but the types of the arguments.
  private static func returnType(of function: any LanguageFunction) -> ValueType {
    let parameters = function.parameters + (function.variadic.map { [$0] } ?? [])
    if parameters.contains(where: { $0.type == .dynamic && !$0.allowsDynamic }) { return .dynamic }
    let arguments = parameters.map { Value.unknown($0.type) }
    return (try? function.resultType(arguments, context: .pure)) ?? .dynamic
  }

  private static func described(_ parameter: FunctionParameter) -> JSON {
    .record([
      ("name", .string(parameter.name)),
      ("description", parameter.description.isEmpty ? nil : .string(parameter.description)),
      ("is_nullable", parameter.allowsNull ? .bool(true) : nil),
      ("type", parameter.type.json),
    ])
  }
}
