package import Model

/// Reads one file. What is wrong is reported, and reading goes on behind it.
package func parseFile(_ text: [UInt8], name: String) -> (body: Body, diagnostics: [Diagnostic]) {
  var parser = Parser(text: text, name: name, start: .start)
  let body = parser.body(until: .end)
  return (body, parser.diagnostics)
}

/// Reads a text that is one expression.
package func parseExpression(
  _ text: [UInt8], name: String, start: SourcePosition = .start
) -> (Expression?, [Diagnostic]) {
  var parser = Parser(text: text, name: name, start: start)
  guard let expression = parser.ignoringNewlines({ $0.expression() }) else { return (nil, parser.diagnostics) }
  parser.finish()
  return (expression, parser.diagnostics)
}

/// Reads a text that is one template, without quotes around it: a template file.
package func parseTemplate(
  _ text: [UInt8], name: String, start: SourcePosition = .start
) -> (Expression?, [Diagnostic]) {
  var parser = Parser(text: text, name: name, start: start)
  let template = parser.bareTemplate()
  return (parser.diagnostics.hasErrors ? nil : template, parser.diagnostics)
}

/// A recursive-descent parser. Each function reads one thing of the grammar at the current place.
struct Parser {
  /// Expressions and blocks nested deeper than this are refused, so that recursion ends.
  static let maximumDepth = 256
  /// Operators and steps in a row stand inside one another too, without any recursion in the parser.
  static let maximumHeight = 1000

  let source: SourceText
  var scanner: Scanner
  var diagnostics: [Diagnostic] = []
  private var ignoresNewlines = false
  private var depth = 0
  private var peeked: (token: Token, after: Int)?

  init(text: [UInt8], name: String, start: SourcePosition) {
    var text = text
    // A byte order mark is no part of the text.
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    source = SourceText(bytes: text, file: name, start: start)
    scanner = Scanner(bytes: text)
    if let invalid = Parser.firstInvalidByte(text) {
      report(
        "syntax.invalid-encoding", "Invalid character encoding",
        "All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.",
        source.range(invalid, invalid + 1))
    }
  }

  private static func firstInvalidByte(_ text: [UInt8]) -> Int? {
    if text.allSatisfy({ $0 < 0x80 }) { return nil }
    var decoder = UTF8()
    var iterator = text.makeIterator()
    var consumed = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): consumed += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return consumed
      }
    }
  }

  // MARK: tokens

  mutating func peek() -> Token {
    if let peeked { return peeked.token }
    let before = scanner.position
    let token = scanner.next(ignoringNewlines: ignoresNewlines)
    peeked = (token, scanner.position)
    scanner.position = before
    return token
  }

  @discardableResult
  mutating func take() -> Token {
    let token = peek()
    scanner.position = peeked?.after ?? scanner.position
    peeked = nil
    return token
  }

  mutating func takes(_ symbol: Token.Symbol) -> Bool {
    guard peek().kind == .symbol(symbol) else { return false }
    take()
    return true
  }

  /// The token after the next one.
  mutating func peekSecond() -> Token {
    let saved = scanner.position
    take()
    let second = peek()
    peeked = nil
    scanner.position = saved
    return second
  }

  /// Jumps to a place in the text, for templates, which are read byte by byte.
  mutating func move(to position: Int) {
    peeked = nil
    scanner.position = position
  }

  var position: Int { scanner.position }

  mutating func ignoringNewlines<Result>(_ body: (inout Parser) -> Result) -> Result {
    newlines(ignored: true, body)
  }

  mutating func newlines<Result>(ignored: Bool, _ body: (inout Parser) -> Result) -> Result {
    let saved = ignoresNewlines
    ignoresNewlines = ignored
    peeked = nil
    let result = body(&self)
    ignoresNewlines = saved
    peeked = nil
    return result
  }

  func text(_ token: Token) -> String {
    String(decoding: source.bytes[token.start..<token.end], as: UTF8.self).normalizedNFC
  }

  func range(_ token: Token) -> SourceRange { source.range(token.start, token.end) }

  // MARK: reporting

  mutating func report(
    _ code: String, _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil
  ) {
    diagnostics.append(
      Diagnostic(code: code, summary: summary, detail: detail, subject: subject, context: context))
  }

  /// Counts nesting; false, with a report, when there is too much of it.
  mutating func nested<Result>(_ body: (inout Parser) -> Result?) -> Result? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Parser.maximumDepth else {
      if !diagnostics.contains(where: { $0.code == "syntax.too-deep" }) {
        report(
          "syntax.too-deep", "Nesting too deep",
          "Expressions and blocks may be nested at most \(Parser.maximumDepth) levels deep.", range(peek()))
      }
      return nil
    }
    return body(&self)
  }

  /// The expression, unless too much stands inside of it.
  mutating func checked(_ expression: Expression) -> Expression? {
    guard expression.height > Parser.maximumHeight else { return expression }
    report(
      "syntax.too-deep", "Nesting too deep",
      "An expression may have at most \(Parser.maximumHeight) operators or steps in a row.", expression.range)
    return nil
  }

  /// Whatever follows a complete expression is wrong.
  mutating func finish() {
    let token = newlines(ignored: true) { $0.peek() }
    if token.kind != .end {
      report(
        "syntax.extra-characters", "Extra characters after expression",
        "An expression was successfully parsed, but extra characters were found after it.", range(token))
    }
  }

  // MARK: bodies

  enum BodyEnd {
    case end, brace
  }

  /// Everything up to the end of the file, or up to a closing brace, which stays.
  mutating func body(until end: BodyEnd) -> Body {
    let start = position
    var body = Body(range: source.range(start, start))
    var seen: [String: SourceRange] = [:]
    while true {
      let token = peek()
      switch token.kind {
      case .newline:
        take()
        continue
      case .end:
        body.range = source.range(start, token.start)
        return body
      case .symbol(.closeBrace) where end == .brace:
        body.range = source.range(start, token.start)
        return body
      case .identifier: item(into: &body, &seen)
      case .quote:
        report(
          "syntax.invalid-argument", "Invalid argument name", "Argument names must not be quoted.", range(token))
        recoverLine()
      default:
        report(
          "syntax.invalid-item", "Argument or block definition required",
          token.kind == .symbol(.equal)
            ? "An argument or block definition is required here. To set an argument, use the equals sign \"=\" to introduce the "
              + "argument value."
            : "An argument or block definition is required here.", range(token))
        take()
        recoverLine()
      }
    }
  }

  private mutating func item(into body: inout Body, _ seen: inout [String: SourceRange]) {
    let name = take()
    let next = peek()
    switch next.kind {
    case .symbol(.assign):
      take()
      if let attribute = attribute(name, endsWithLine: true) { add(attribute, to: &body, &seen) }
    case .symbol(.openBrace), .quote, .identifier:
      if let block = nested({ $0.block(name) }) { body.blocks.append(block) } else { recoverBlock() }
    default:
      report(
        "syntax.invalid-item",
        "Invalid block definition",
        "Either a quoted string block label or an opening brace (\"{\") is expected here, or an equals sign to set an argument.",
        range(next), context: source.range(name.start, next.end))
      recoverLine()
    }
  }

  private mutating func add(_ attribute: Attribute, to body: inout Body, _ seen: inout [String: SourceRange]) {
    if let previous = seen[attribute.name] {
      report(
        "syntax.attribute-redefined", "Attribute redefined",
        "The argument \(quoted(attribute.name)) was already set at \(previous.file):\(previous.start.line),"
          + "\(previous.start.column)-\(previous.end.column). Each argument may be set only once.", attribute.nameRange)
      return
    }
    seen[attribute.name] = attribute.nameRange
    body.attributes.append(attribute)
  }

  /// Behind `name =`.
  private mutating func attribute(_ name: Token, endsWithLine: Bool) -> Attribute? {
    guard let expression = newlines(ignored: false, { $0.expression() }) else {
      recoverLine()
      return nil
    }
    let attribute = Attribute(
      name: text(name), nameRange: range(name), expression: expression,
      range: range(name).union(expression.range))
    guard endsWithLine else { return attribute }
    let token = peek()
    if token.kind == .newline {
      take()
    } else if token.kind != .end {
      report(
        "syntax.missing-newline", "Missing newline after argument",
        "An argument definition must end with a newline.", range(token), context: attribute.range.union(range(token)))
      recoverLine()
    }
    return attribute
  }

  /// Behind the block's type.
  private mutating func block(_ type: Token) -> Block? {
    var labels: [Block.Label] = []
    while true {
      let token = peek()
      switch token.kind {
      case .identifier:
        take()
        labels.append(Block.Label(text: text(token), range: range(token)))
      case .quote:
        take()
        guard let label = label(token) else { return nil }
        labels.append(label)
      case .symbol(.openBrace):
        take()
        return block(type, labels, open: token)
      case .symbol(.assign):
        report(
          "syntax.invalid-block", "Invalid block definition",
          "The equals sign \"=\" indicates an argument definition, and must not be used when defining a block.",
          range(token), context: source.range(type.start, token.end))
        return nil
      case .newline:
        report(
          "syntax.invalid-block", "Invalid block definition",
          "A block definition must have block content delimited by \"{\" and \"}\", starting on the same line as the block "
            + "header.", range(token), context: source.range(type.start, token.start))
        return nil
      default:
        report(
          "syntax.invalid-block", "Invalid block definition",
          "Either a quoted string block label or an opening brace (\"{\") is expected here.", range(token),
          context: source.range(type.start, token.end))
        return nil
      }
    }
  }

  /// A label in quotes: a literal text.
  private mutating func label(_ open: Token) -> Block.Label? {
    guard let template = quotedTemplate(from: open.start) else { return nil }
    if case .literal(.string(let text)) = template.kind { return Block.Label(text: text, range: template.range) }
    report(
      "syntax.invalid-label", "Invalid string literal",
      "Template sequences are not allowed in this string. To include a literal \"$\", double it (as \"$$\") to escape it.",
      template.range)
    return Block.Label(text: "", range: template.range)
  }

  private mutating func block(_ type: Token, _ labels: [Block.Label], open: Token) -> Block? {
    let first = newlines(ignored: false) { $0.peek() }
    let body: Body
    if first.kind == .identifier {
      guard let single = singleLineBody(open) else { return nil }
      body = single
    } else if first.kind == .newline || first.kind == .symbol(.closeBrace) || first.kind == .end {
      body = newlines(ignored: false) { $0.body(until: .brace) }
    } else {
      report(
        "syntax.invalid-block", "Invalid block definition",
        "A newline is required after a block's opening brace, unless the block holds one argument on the same line.",
        range(first))
      return nil
    }
    let close = newlines(ignored: false) { $0.peek() }
    guard close.kind == .symbol(.closeBrace) else {
      report(
        "syntax.unclosed-block", "Unclosed configuration block",
        "There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting "
          + "elsewhere in this file.", source.range(type.start, open.end))
      return nil
    }
    take()
    let block = Block(
      type: text(type), typeRange: range(type), labels: labels, body: body, openBraceRange: range(open),
      closeBraceRange: range(close))
    let after = newlines(ignored: false) { $0.peek() }
    switch after.kind {
    case .newline, .end: break
    default:
      report(
        "syntax.missing-newline", "Missing newline after block definition",
        "A block definition must end with a newline.", range(after), context: block.range.union(range(after)))
      recoverLine()
    }
    return block
  }

  /// `{ name = value }` on one line.
  private mutating func singleLineBody(_ open: Token) -> Body? {
    let name = take()
    guard takes(.assign) else {
      let token = peek()
      report(
        "syntax.invalid-block", "Invalid single-argument block definition",
        "A single-line block definition can contain only a single argument. If you meant to define argument "
          + "\(quoted(text(name))), use an equals sign to assign it a value. To define a nested block, place it on a line of its "
          + "own within its parent block.", range(token), context: source.range(open.start, token.end))
      return nil
    }
    guard let attribute = attribute(name, endsWithLine: false) else { return nil }
    let close = newlines(ignored: false) { $0.peek() }
    guard close.kind == .symbol(.closeBrace) else {
      report(
        "syntax.invalid-block", "Invalid single-argument block definition",
        close.kind == .newline
          ? "An argument definition on the same line as its containing block creates a single-line block definition, which must "
            + "also be closed on the same line. Place the block's closing brace immediately after the argument definition."
          : "A single-line block definition must end with a closing brace immediately after its single argument definition.",
        range(close), context: source.range(open.start, close.end))
      return nil
    }
    return Body(
      attributes: [attribute], blocks: [], range: source.range(open.end, close.start))
  }

  // MARK: recovery

  /// Goes on at the next line.
  private mutating func recoverLine() {
    var depth = 0
    newlines(ignored: false) { parser in
      while true {
        let token = parser.peek()
        switch token.kind {
        case .end: return
        case .newline where depth <= 0:
          parser.take()
          return
        case .symbol(.openBrace), .symbol(.openBracket), .symbol(.openParenthesis): depth += 1
        case .symbol(.closeBrace), .symbol(.closeBracket), .symbol(.closeParenthesis):
          if depth == 0, token.kind == .symbol(.closeBrace) { return }
          depth -= 1
        case .quote:
          parser.take()
          parser.skipQuoted()
          continue
        default: break
        }
        parser.take()
      }
    }
  }

  /// Goes on behind the braces that the broken block opens, if it does.
  private mutating func recoverBlock() {
    recoverLine()
  }

  private mutating func skipQuoted() {
    var place = position
    let bytes = source.bytes
    while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\n") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    move(to: min(place < bytes.count && bytes[min(place, bytes.count - 1)] == UInt8(ascii: "\"") ? place + 1 : place, bytes.count))
  }
}
