package import Model

/// A value in the notation of the language, as outputs and the console show it: types that the notation cannot tell are
/// written as conversions, `toset([...])`.
package func valueText(_ value: Value, indent: Int = 0) -> String {
  let (plain, marks) = value.unmarked
  if marks.contains(.sensitive) { return "(sensitive value)" }
  if marks.contains(.ephemeral) { return "(ephemeral value)" }
  let margin = String(repeating: " ", count: indent)
  func items(_ open: String, _ elements: [Value], _ close: String) -> String {
    if elements.isEmpty { return open + close }
    let lines = elements.map { "\(margin)  \(valueText($0, indent: indent + 2)),\n" }
    return "\(open)\n\(lines.joined())\(margin)\(close)"
  }
  func members(_ open: String, _ members: KeyedValues, _ close: String) -> String {
    if members.isEmpty { return open + close }
    let lines = members.pairs.map { "\(margin)  \(printable($0)) = \(valueText($1, indent: indent + 2))\n" }
    return "\(open)\n\(lines.joined())\(margin)\(close)"
  }
  switch plain {
  case .unknown: return "(known after apply)"
  case .null(let type): return nullText(type)
  case .bool(let bool): return bool ? "true" : "false"
  case .number(let number): return number.description
  case .string(let text): return heredoc(text, indent: indent) ?? printable(text)
  case .list(_, let elements): return items("tolist([", elements, "])")
  case .set(_, let elements): return items("toset([", elements, "])")
  case .tuple(let elements): return items("[", elements, "]")
  case .map(_, let elements): return members("tomap({", elements, "})")
  case .object(let attributes): return members("{", attributes, "}")
  case .marked: return "(sensitive value)"
  }
}

/// The outputs of a root module as they are listed after an apply and by `output`.
package func outputsText(_ outputs: [String: OutputValue]) -> String {
  let lines = outputs.sorted { $0.key < $1.key }.map { name, output in
    "\(name) = \(output.isSensitive ? "<sensitive>" : valueText(output.value))"
  }
  return lines.joined(separator: "\n")
}

private func nullText(_ type: ValueType) -> String {
  switch type {
  case .dynamic: "null"
  case .string: "tostring(null)"
  case .number: "tonumber(null)"
  case .bool: "tobool(null)"
  case .list(let element): "tolist(null) /* of \(friendlyName(element)) */"
  case .set(let element): "toset(null) /* of \(friendlyName(element)) */"
  case .map(let element): "tomap(null) /* of \(friendlyName(element)) */"
  case .object: "null /* object */"
  case .tuple: "null /* tuple */"
  }
}

private func friendlyName(_ type: ValueType) -> String {
  switch type {
  case .dynamic: "dynamic"
  case .string: "string"
  case .number: "number"
  case .bool: "bool"
  case .list(let element): "list of \(friendlyName(element))"
  case .set(let element): "set of \(friendlyName(element))"
  case .map(let element): "map of \(friendlyName(element))"
  case .object: "object"
  case .tuple: "tuple"
  }
}

/// Text of several lines as a heredoc; nil for others.
private func heredoc(_ text: String, indent: Int) -> String? {
  guard text.utf8.contains(UInt8(ascii: "\n")) else { return nil }
  let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
  var delimiter = "EOT"
  func conflicts(_ line: Substring.UnicodeScalarView) -> Bool {
    let start = line.drop { $0.properties.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.properties.isWhitespace }) else { return false }
    return String(start[...last]) == delimiter
  }
  while lines.contains(where: conflicts) { delimiter += "_" }
  let margin = String(repeating: " ", count: indent)
  let body = lines.map { "\(margin)\(String($0))\n" }.joined()
  return "\(indent > 0 ? "<<-" : "<<")\(delimiter)\n\(body)\(margin)\(delimiter)"
}
