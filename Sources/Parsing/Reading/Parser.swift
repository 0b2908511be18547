package import Model

/// Reads one file. What is wrong is reported, and reading goes on behind it.
package func parseFile(_ text: [UInt8], name: String) -> (body: Body, diagnostics: [Diagnostic]) {
  if let problem = tooLarge(text, name: name) { return (parseFile([], name: name).body, [problem]) }
  var parser = Parser(text: text, name: name, start: .start)
  let body = parser.body(until: .end)
  return (body, parser.diagnostics)
}

/// What is read takes some forty times the memory of its text: larger files are data, and better read by `jsondecode(file(...))`.
package let maximumFileSize = 256 << 20

func tooLarge(_ text: [UInt8], name: String) -> Diagnostic? {
  guard text.count > maximumFileSize else { return nil }
  return Diagnostic(
    code: "syntax.too-large", summary: "File too large",
    detail:
      "The file \(name) has \(text.count) bytes; more than \(maximumFileSize) bytes of configuration or variables are not read. "
      + "Put large data into a file of its own, and read it by jsondecode(file(...)), csvdecode(file(...)) or a data source.",
    subject: SourceRange(file: name, start: .start, end: .start))
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
  static let maximumDepth = 128
  /// Who has made so many mistakes in one file wants to hear no more.
  static let maximumErrors = 100
  /// Operators and steps in a row stand inside one another too, without any recursion in the parser.
  static let maximumHeight = 1000

  let source: SourceText
  var scanner: Scanner
  var diagnostics: [Diagnostic] = []
  private var ignoresNewlines = false
  private var depth = 0
  private var peeked: (token: Token, after: Int)?
  /// Of the template whose directives are being brought into their structure.
  var templateEnd: SourceRange?
  /// Set once something could not be read. What seems wrong then is often only the place that reading went on at, and is not told, up
  /// to the next block of the file that can be read.
  var isRecovering = false
  /// How many sequences of templates are being read.
  var sequenceDepth = 0
  /// What has been told of tokens that are none of the language: the places, and for some the kind, so that it is told once.
  private var toldStrays: Set<String> = []

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
    if token.kind == .invalid { tell(stray: token) }
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

  func range(_ token: Token) -> SourceRange {
    // The line end belongs to what begins a heredoc.
    if token.kind == .heredoc, let end = source.bytes[token.end...].firstIndex(of: UInt8(ascii: "\n")) {
      return source.range(token.start, end + 1)
    }
    return source.range(token.start, token.end)
  }

  // MARK: reporting

  mutating func report(
    _ code: String, _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil
  ) {
    diagnostics.append(
      Diagnostic(code: code, summary: summary, detail: detail, subject: subject, context: context))
  }

  /// Reports what may only seem wrong: not while recovering.
  mutating func reportFresh(
    _ code: String, _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil
  ) {
    if !isRecovering { report(code, summary, detail, subject, context: context) }
  }

  /// A character that means nothing here, whatever is expected in its place.
  mutating func tell(stray: Token) {
    let (summary, detail) = stray.explanation(in: source)
    // Who writes one text in single quotes, or one semicolon, writes them everywhere.
    let isHabit = summary == "Invalid character" && detail != Token.meaningless
    guard toldStrays.insert(isHabit ? detail : "\(stray.start)").inserted else { return }
    report("syntax.invalid-character", summary, detail, range(stray))
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
    reportTooLong(expression.range)
    return nil
  }

  mutating func reportTooLong(_ range: SourceRange) {
    report(
      "syntax.too-deep", "Nesting too deep",
      "An expression may have at most \(Parser.maximumHeight) operators or steps in a row.", range)
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
}

extension Token {
  /// What is wrong with a token that is none.
  fileprivate func explanation(in source: SourceText) -> (summary: String, detail: String) {
    let text = String(decoding: source.bytes[start..<end], as: UTF8.self)
    return switch text {
    case "'": ("Invalid character", "Single quotes are not valid. Use double quotes (\") to enclose strings.")
    case "`":
      (
        "Invalid character",
        "The \"`\" character is not valid. To create a multi-line string, use the \"heredoc\" syntax, like \"<<EOT\"."
      )
    case ";":
      (
        "Invalid character",
        "The \";\" character is not valid. Use newlines to separate arguments and blocks, and commas to separate "
          + "items in collection values."
      )
    case "&":
      ("Unsupported operator", "Bitwise operators are not supported. Did you mean boolean AND (\"&&\")?")
    case "|": ("Unsupported operator", "Bitwise operators are not supported. Did you mean boolean OR (\"||\")?")
    case "~": ("Unsupported operator", "Bitwise operators are not supported. Did you mean boolean NOT (\"!\")?")
    case "^": ("Unsupported operator", "Bitwise operators are not supported.")
    default: ("Invalid character", Token.meaningless)
    }
  }

  fileprivate static let meaningless = "This character is not used within the language."
}
