package import Model

extension Value {
  /// The value as the console prints it: an expression that gives it again, where there is one.
  package var consoleText: String { consoleText(indentation: 0) }

  private func consoleText(indentation: Int) -> String {
    if !isKnown { return "(known after apply)" }
    if marks.contains(.sensitive) { return "(sensitive value)" }
    if marks.contains(.ephemeral) { return "(ephemeral value)" }
    switch withoutMarks {
    case .unknown: return "(known after apply)"
    case .null(let type): return type.nullText
    case .bool(let bool): return bool ? "true" : "false"
    case .number(let number): return number.description
    case .string(let string): return string.consoleText(indentation: indentation)
    case .tuple(let elements): return Value.sequenceText(elements, indentation)
    case .list(_, let elements): return "tolist(\(Value.sequenceText(elements, indentation)))"
    case .set(_, let elements): return "toset(\(Value.sequenceText(elements, indentation)))"
    case .object(let attributes): return Value.mappingText(attributes, indentation)
    case .map(_, let elements): return "tomap(\(Value.mappingText(elements, indentation)))"
    case .marked(let value, _): return value.consoleText(indentation: indentation)
    }
  }

  private static func sequenceText(_ elements: [Value], _ indentation: Int) -> String {
    if elements.isEmpty { return "[]" }
    let lines = elements.map { lineStart(indentation + 2) + $0.consoleText(indentation: indentation + 2) + "," }
    return "[\(lines.joined())\(lineStart(indentation))]"
  }

  private static func mappingText(_ elements: KeyedValues, _ indentation: Int) -> String {
    if elements.isEmpty { return "{}" }
    let lines = elements.pairs.map { key, element in
      lineStart(indentation + 2) + quotedText(key) + " = " + element.consoleText(indentation: indentation + 2)
    }
    return "{\(lines.joined())\(lineStart(indentation))}"
  }

  private static func lineStart(_ indentation: Int) -> String { "\n" + String(repeating: " ", count: indentation) }
}

extension ValueType {
  fileprivate var nullText: String {
    switch self {
    case .dynamic: "null"
    case .string: "tostring(null)"
    case .number: "tonumber(null)"
    case .bool: "tobool(null)"
    case .list(let element): "tolist(null) /* of \(element.friendlyName) */"
    case .set(let element): "toset(null) /* of \(element.friendlyName) */"
    case .map(let element): "tomap(null) /* of \(element.friendlyName) */"
    case .object, .tuple: "null /* \(friendlyName) */"
    }
  }
}

extension String {
  /// In quotes, or as a heredoc when it has several lines.
  fileprivate func consoleText(indentation: Int) -> String {
    let lines = unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count > 1 else { return quotedText(self) }
    var marker = "EOT"
    let trimmed = Set(lines.map { $0.trimmingWhiteSpace })
    while trimmed.contains(marker) { marker += "_" }
    let space = String(repeating: " ", count: indentation)
    let body = lines.map { "\n" + space + $0 }.joined()
    return "<<\(indentation > 0 ? "-" : "")\(marker)\(body)\n\(space)\(marker)"
  }

  private var trimmingWhiteSpace: String {
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }
}
