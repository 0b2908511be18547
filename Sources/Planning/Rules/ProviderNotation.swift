package import Model

extension Value {
  /// The value in the notation that providers' authors know from other engines' reports: `cty.StringVal("a")`. Only for
  /// messages that are meant to be passed on to them.
  package var providerNotation: String {
    switch self {
    case .null(let type): return "cty.NullVal(\(type.providerNotation))"
    case .unknown(.dynamic, _): return "cty.DynamicVal"
    case .unknown(let type, let refinement):
      return "cty.UnknownVal(\(type.providerNotation))\(refinement.isNotNull ? ".RefineNotNull()" : "")"
    case .bool(let bool): return bool ? "cty.True" : "cty.False"
    case .number(let number):
      let text = number.description
      if number.int != nil { return "cty.NumberIntVal(\(text))" }
      return text.contains(".") && text.count < 17
        ? "cty.NumberFloatVal(\(text))" : "cty.MustParseNumberVal(\"\(text)\")"
    case .string(let text): return "cty.StringVal(\(quotedText(text)))"
    case .list(let type, let elements): return collection("List", type, elements)
    case .set(let type, let elements): return collection("Set", type, elements)
    case .map(let type, let elements):
      if elements.isEmpty { return "cty.MapValEmpty(\(type.providerNotation))" }
      return "cty.MapVal(map[string]cty.Value{\(members(elements))})"
    case .object(let attributes):
      return attributes.isEmpty ? "cty.EmptyObjectVal" : "cty.ObjectVal(map[string]cty.Value{\(members(attributes))})"
    case .tuple(let elements):
      return elements.isEmpty ? "cty.EmptyTupleVal" : "cty.TupleVal([]cty.Value{\(list(elements))})"
    case .marked(let value, let marks):
      return marks.contains(.sensitive) ? "(sensitive)" : value.providerNotation
    }
  }

  private func collection(_ kind: String, _ type: ValueType, _ elements: [Value]) -> String {
    elements.isEmpty
      ? "cty.\(kind)ValEmpty(\(type.providerNotation))" : "cty.\(kind)Val([]cty.Value{\(list(elements))})"
  }

  private func list(_ elements: [Value]) -> String { elements.map(\.providerNotation).joined(separator: ", ") }

  private func members(_ values: KeyedValues) -> String {
    values.pairs.map { "\(quotedText($0)):\($1.providerNotation)" }.joined(separator: ", ")
  }
}

extension ValueType {
  package var providerNotation: String {
    switch self {
    case .dynamic: "cty.DynamicPseudoType"
    case .string: "cty.String"
    case .number: "cty.Number"
    case .bool: "cty.Bool"
    case .list(let element): "cty.List(\(element.providerNotation))"
    case .set(let element): "cty.Set(\(element.providerNotation))"
    case .map(let element): "cty.Map(\(element.providerNotation))"
    case .object(let object):
      object.names.isEmpty
        ? "cty.EmptyObject"
        : "cty.Object(map[string]cty.Type{"
          + object.attributes.map { "\(quotedText($0)):\($1.providerNotation)" }.joined(separator: ", ") + "})"
    case .tuple(let types):
      types.isEmpty
        ? "cty.EmptyTuple"
        : "cty.Tuple([]cty.Type{\(types.map(\.providerNotation).joined(separator: ", "))})"
    }
  }
}
