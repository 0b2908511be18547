import Model

/// Functions that read and write values in other notations.
let documentFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "jsonencode", "The value in JSON.", [.anything("val")], returns: .string
  ) { (call) throws(FunctionError) in
    guard call[0].isWhollyKnown else { return .unknown(.string, jsonRefinement(call[0])) }
    if call[0].hasInfinity { throw FunctionError("cannot serialize infinity as JSON") }
    return .string(call[0].json.text(escapesHTML: true).normalizedNFC)
  },
  BuiltinFunction(
    "jsondecode", "The value that a JSON text stands for.", [.string("str")], isNotNull: false,
    typing: { (call) throws(FunctionError) in
      call[0].isKnown ? try decodeJSON(call.string(0)).type : try typeOfJSON(beginningLike: call[0])
    },
    body: { (call) throws(FunctionError) in try decodeJSON(call.string(0)) }
  ),
  BuiltinFunction(
    "yamlencode", "The value in YAML.", [.anything("value")], returns: .string, isNotNull: false
  ) { (call) throws(FunctionError) in
    guard call[0].isWhollyKnown else { return .unknown(.string) }
    return .string(encodeYAML(call[0]).normalizedNFC)
  },
  BuiltinFunction(
    "yamldecode", "The value that a YAML text stands for.", [.string("src")], isNotNull: false,
    typing: { (call) throws(FunctionError) in call[0].isKnown ? try decodeYAML(call.string(0)).type : .dynamic },
    body: { (call) throws(FunctionError) in try decodeYAML(call.string(0)) }
  ),
  BuiltinFunction(
    "csvdecode",
    "A list of objects, one for each line of a CSV text after the first, which has their attributes' names.",
    [.string("str")],
    typing: { (call) throws(FunctionError) in call[0].isKnown ? try decodeCSV(call.string(0)).type : .dynamic },
    body: { (call) throws(FunctionError) in try decodeCSV(call.string(0)) }
  ),
]

/// What a text gives of which at most the beginning is known: the first character tells all but the types inside.
private func typeOfJSON(beginningLike text: Value) throws(FunctionError) -> ValueType {
  guard case .unknown(_, let refinement) = text.withoutMarks,
    let first = refinement.prefix.unicodeScalars.first(where: { !" \t\r\n".unicodeScalars.contains($0) })
  else { return .dynamic }
  switch first {
  case "{", "[", "n": return .dynamic
  case "\"": return .string
  case "t", "f": return .bool
  case "-", "0"..."9": return .number
  default:
    throw FunctionError("a JSON document cannot begin with the character '\(first)'", argument: 0)
  }
}

/// Of a value that is partly unknown, at least the first character of its JSON can be known.
private func jsonRefinement(_ value: Value) -> Refinement {
  guard value.isDefinitelyNotNull else { return .notNull }
  let prefix =
    switch value.type {
    case .object, .map: "{"
    case .list, .set, .tuple: "["
    case .string: "\""
    default: ""
    }
  return Refinement(isNotNull: true, prefix: prefix)
}

private func decodeJSON(_ text: String) throws(FunctionError) -> Value {
  do throws(JSONError) {
    return normalized(try JSON.read(text))
  } catch {
    var explanation = JSONExplanation(text)
    throw FunctionError(explanation.reason ?? error.message)
  }
}

private func normalized(_ json: JSON) -> Value {
  switch json {
  case .string(let string): .string(string.normalizedNFC)
  case .array(let elements): .tuple(elements.map(normalized))
  case .object(let members): .object(members.map { ($0.name.normalizedNFC, normalized($0.value)) })
  default: Value(inferring: json)
  }
}
