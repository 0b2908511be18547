import Model

/// A value as the console shows it.
func consoleText(_ value: Value, indentation: Int = 0) -> String {
  let inner = String(repeating: " ", count: indentation + 2)
  let outer = String(repeating: " ", count: indentation)
  func sequence(_ elements: [Value]) -> String {
    if elements.isEmpty { return "[]" }
    let lines = elements.map { "\(inner)\(consoleText($0, indentation: indentation + 2)),\n" }
    return "[\n\(lines.joined())\(outer)]"
  }
  func mapping(_ contents: KeyedValues) -> String {
    if contents.isEmpty { return "{}" }
    let lines = contents.pairs.map { key, value in
      "\(inner)\(hclQuoted(key)) = \(consoleText(value, indentation: indentation + 2))\n"
    }
    return "{\n\(lines.joined())\(outer)}"
  }
  switch value {
  case .marked(_, let marks): return marks.contains(.sensitive) ? "(sensitive value)" : "(ephemeral value)"
  case .unknown: return "(known after apply)"
  case .null(let type):
    switch type {
    case .string, .number, .bool: return "to\(type.friendlyName)(null)"
    case .list(let element): return "tolist(null) /* of \(element.friendlyName) */"
    case .set(let element): return "toset(null) /* of \(element.friendlyName) */"
    case .map(let element): return "tomap(null) /* of \(element.friendlyName) */"
    case .object, .tuple: return "null /* \(type.friendlyName) */"
    case .dynamic: return "null"
    }
  case .bool(let bool): return bool ? "true" : "false"
  case .number(let number): return number.description
  case .string(let string): return heredoc(string, indentation: indentation) ?? hclQuoted(string)
  case .list(_, let elements): return "tolist(\(sequence(elements)))"
  case .set(_, let elements): return "toset(\(sequence(elements)))"
  case .tuple(let elements): return sequence(elements)
  case .map(_, let contents): return "tomap(\(mapping(contents)))"
  case .object(let contents): return mapping(contents)
  }
}

private func heredoc(_ string: String, indentation: Int) -> String? {
  let lines = string.split(separator: "\n", omittingEmptySubsequences: false)
  guard lines.count > 1 else { return nil }
  let margin = String(repeating: " ", count: indentation)
  let mark = indentation > 0 ? "<<-EOT" : "<<EOT"
  return mark + "\n" + lines.map { margin + $0 }.joined(separator: "\n") + "\n\(margin)EOT"
}

private func hclQuoted(_ string: String) -> String {
  var text = String(quotedText(string).dropFirst().dropLast())
  text = text.replacing("${", with: "$${").replacing("%{", with: "%%{")
  return "\"\(text)\""
}
