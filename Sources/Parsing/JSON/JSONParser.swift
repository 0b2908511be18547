package import Model

/// Reads a file in JSON syntax as a tree of values with their places. What is wrong is reported, and what could be read is
/// returned.
package func parseJSON(_ text: [UInt8], name: String) -> (root: JSONNode, diagnostics: [Diagnostic]) {
  if let problem = tooLarge(text, name: name) { return (parseJSON(Array("{}".utf8), name: name).root, [problem]) }
  var parser = JSONParser(text: text, name: name)
  let root = parser.value()
  // What was too deep was not read: that its ends are missing would be told for each level.
  if let problem = parser.diagnostics.first(where: { $0.code == "syntax.too-deep" }) {
    return (parseJSON(Array("{}".utf8), name: name).root, [problem])
  }
  if parser.diagnostics.isEmpty, parser.token.kind != .end {
    parser.report("Extraneous data after value", "Extra characters appear after the JSON value.", parser.token)
  }
  switch root.kind {
  case .object, .array: return (root, parser.diagnostics)
  default:
    parser.diagnostics.append(
      Diagnostic(
        code: "syntax.json", summary: "Root value must be object",
        detail: "The root value in a JSON-based configuration must be either a JSON object or a JSON array of objects.",
        subject: root.startRange))
    let start = SourceRange(file: name, start: .start, end: .start)
    return (JSONNode(.object([], openRange: start, closeRange: start), range: start), parser.diagnostics)
  }
}

struct JSONParser {
  let source: SourceText
  private var scanner: JSONTokenScanner
  /// The next token.
  private(set) var token: JSONToken
  private var depth = 0
  private var hasEnded = false
  var diagnostics: [Diagnostic] = []

  init(text: [UInt8], name: String) {
    source = SourceText(bytes: text, file: name, start: .start)
    scanner = JSONTokenScanner(text)
    token = scanner.next()
  }

  /// Takes the next token. There is nothing behind a byte that is of no token.
  @discardableResult
  private mutating func take() -> JSONToken {
    let taken = token
    if taken.kind == .invalid { hasEnded = true }
    token = hasEnded ? JSONToken(kind: .end, start: taken.end, end: taken.end) : scanner.next()
    return taken
  }

  mutating func report(
    _ summary: String, _ detail: String, _ token: JSONToken, code: String = "syntax.json"
  ) {
    diagnostics.append(Diagnostic(code: code, summary: summary, detail: detail, subject: range(token)))
  }

  func range(_ token: JSONToken) -> SourceRange { range(token.start, token.end) }

  /// As Terraform counts, a tab between values takes two columns.
  private func range(_ start: Int, _ end: Int) -> SourceRange {
    var range = source.range(start, end)
    range.start.column += tabs(before: start)
    range.end.column += tabs(before: end)
    return range
  }

  private func tabs(before place: Int) -> Int {
    var count = 0
    var index = place - 1
    while index >= 0, source.bytes[index] != UInt8(ascii: "\n") {
      if source.bytes[index] == UInt8(ascii: "\t") { count += 1 }
      index -= 1
    }
    return count
  }

  // MARK: values

  mutating func value() -> JSONNode {
    let first = token
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.maximumDepth else {
      report(
        "Nesting too deep", "Values may be nested at most \(Parser.maximumDepth) levels deep.", first,
        code: "syntax.too-deep")
      hasEnded = true
      take()
      return JSONNode(.invalid, range: range(first))
    }
    return valueInside(first) ?? JSONNode(.invalid, range: range(first))
  }

  private mutating func valueInside(_ first: JSONToken) -> JSONNode? {
    let beginnings = "A JSON value must start with a brace, a bracket, a number, a string, or a keyword."
    switch first.kind {
    case .openBrace: return object()
    case .openBracket: return array()
    case .number: return number()
    case .string: return string().map { JSONNode(.string($0), range: range(first)) }
    case .keyword: return keyword()
    case .closeBrace: report("Missing JSON value", beginnings, first)
    case .closeBracket: report("Missing array element value", beginnings, first)
    case .end:
      report(
        "Missing value",
        "The JSON data ends prematurely: a value is missing here, or a brace, bracket or quote before was not closed.",
        first)
    case .comma, .colon, .equals, .invalid: report("Invalid start of value", beginnings, first)
    }
    return nil
  }

  private func text(_ token: JSONToken) -> String {
    String(decoding: source.bytes[token.start..<token.end], as: UTF8.self)
  }

  private mutating func number() -> JSONNode? {
    let token = take()
    let isValid = source.bytes[token.start..<token.end].withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      do throws(JSONError) {
        _ = try scanner.number()
        try scanner.finish()
        return true
      } catch {
        return false
      }
    }
    guard isValid, let number = Number(text(token)) else {
      report(
        "Invalid JSON number",
        "There is a syntax error in the given JSON number. Write it like 12, -0.5 or 1e3, without leading zeros.", token
      )
      return nil
    }
    return JSONNode(.number(number), range: range(token))
  }

  private mutating func string() -> String? {
    let token = take()
    let read: Result<String, JSONError> = source.bytes[token.start..<token.end].withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes)
      do throws(JSONError) {
        return .success(try scanner.string())
      } catch {
        return .failure(error)
      }
    }
    switch read {
    case .success(let text): return text.normalizedNFC
    case .failure(let error):
      let place = token.start + min(error.byte + 1, token.end - token.start)
      var subject = range(place, place)
      if place < source.bytes.count {
        subject.end.column += 1
        subject.end.byte += 1
      }
      diagnostics.append(
        Diagnostic(
          code: "syntax.json", summary: "Invalid JSON string",
          detail: "There is a syntax error in the given JSON string: \(error.message).",
          subject: subject, context: range(token)))
      return nil
    }
  }

  private mutating func keyword() -> JSONNode? {
    let token = take()
    let word = text(token)
    switch word {
    case "true": return JSONNode(.bool(true), range: range(token))
    case "false": return JSONNode(.bool(false), range: range(token))
    case "null": return JSONNode(.null, range: range(token))
    case "undefined", "NaN", "Infinity":
      report("Invalid JSON keyword", "The JavaScript identifier \(quoted(word)) cannot be used in JSON.", token)
    default:
      let near =
        suggestion(for: word.lowercased(), among: ["true", "false", "null"]).map { " Did you mean \(quoted($0))?" }
      report("Invalid JSON keyword", "\(quoted(word)) is not a valid JSON keyword.\(near ?? "")", token)
    }
    return nil
  }

  // MARK: objects and arrays

  private mutating func object() -> JSONNode? {
    let open = take()
    var properties: [JSONProperty] = []
    while token.kind != .closeBrace {
      guard let property = property() else { return nil }
      properties.append(property)
      switch token.kind {
      case .comma:
        let comma = take()
        if token.kind == .closeBrace {
          report(
            "Trailing comma in object",
            "JSON does not permit a trailing comma after the final property in an object.", comma)
          return nil
        }
      case .closeBrace: break
      case .end:
        report("Unclosed object", "No closing brace was found for this JSON object: write one where it ends.", open)
        return nil
      case .closeBracket:
        take()
        report("Mismatched braces", "A JSON object must be closed with a brace, not a bracket.", token)
        return nil
      default:
        recover(past: take(), opening: .openBrace, closing: .closeBrace)
        report(
          "Missing attribute seperator comma",
          "A comma must appear between each property definition in an object.", token)
        return nil
      }
    }
    let close = take()
    return JSONNode(
      .object(properties, openRange: range(open), closeRange: range(close)), range: range(open.start, close.end))
  }

  private mutating func property() -> JSONProperty? {
    let first = token
    let key = value()
    guard case .string(let name) = key.kind else {
      diagnostics.append(
        Diagnostic(
          code: "syntax.json", summary: "Invalid object property name",
          detail: "A JSON object property name must be a string.", subject: key.startRange))
      return nil
    }
    let colon = take()
    guard colon.kind == .colon else {
      recover(past: colon, opening: .openBrace, closing: .closeBrace)
      switch colon.kind {
      case .closeBrace, .comma:
        report(
          "Missing object value", "A JSON object attribute must have a value, introduced by a colon.", colon)
      case .equals:
        report(
          "Missing property value colon", "JSON uses a colon as its name/value delimiter, not an equals sign.", colon)
      default:
        report(
          "Missing property value colon", "A colon must appear between an object property's name and its value.", colon)
      }
      return nil
    }
    return JSONProperty(name: name, nameRange: range(first), value: value())
  }

  private mutating func array() -> JSONNode? {
    let open = take()
    var elements: [JSONNode] = []
    while token.kind != .closeBracket {
      elements.append(value())
      switch token.kind {
      case .comma:
        let comma = take()
        if token.kind == .closeBracket {
          report(
            "Trailing comma in array", "JSON does not permit a trailing comma after the final value in an array.",
            comma)
          return nil
        }
      case .closeBracket: break
      case .end:
        report("Unclosed object", "No closing bracket was found for this JSON array.", open)
        return nil
      case .closeBrace:
        recover(past: take(), opening: .openBracket, closing: .closeBracket)
        report("Mismatched brackets", "A JSON array must be closed with a bracket, not a brace.", token)
        return nil
      case .colon:
        recover(past: take(), opening: .openBracket, closing: .closeBracket)
        report("Invalid array value", "A colon is not used to introduce values in a JSON array.", token)
        return nil
      default:
        recover(past: take(), opening: .openBracket, closing: .closeBracket)
        report("Missing attribute seperator comma", "A comma must appear between each value in an array.", token)
        return nil
      }
    }
    let close = take()
    return JSONNode(.array(elements, openRange: range(open)), range: range(open.start, close.end))
  }

  /// Goes on to where what was broken probably ends.
  private mutating func recover(past broken: JSONToken, opening: JSONToken.Kind, closing: JSONToken.Kind) {
    var token = broken
    var open = 1
    while true {
      if token.kind == .end { return }
      if token.kind == opening { open += 1 }
      if token.kind == closing {
        open -= 1
        if open <= 1 { return }
      }
      token = take()
    }
  }
}
