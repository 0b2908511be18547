import Model

extension Parser {
  enum BodyEnd {
    case end, brace
  }

  /// Everything up to the end of the file, or up to a closing brace, which stays.
  mutating func body(until end: BodyEnd) -> Body {
    let start = position
    var body = Body(range: source.range(start, start))
    var seen: [String: SourceRange] = [:]
    while true {
      if diagnostics.count >= Parser.maximumErrors { move(to: source.bytes.count) }
      let token = peek()
      switch token.kind {
      case .newline: take()
      case .end:
        body.range = source.range(start, token.start)
        return body
      case .symbol(.closeBrace) where end == .brace:
        body.range = source.range(start, token.start)
        return body
      case .identifier:
        let before = (diagnostics.count, body.blocks.count)
        item(into: &body, &seen)
        // A whole block from the beginning of a line, without a mistake: what seems wrong from here on is wrong.
        let beginsLine = token.start == 0 || source.bytes[token.start - 1] == UInt8(ascii: "\n")
        if end == .end, beginsLine, diagnostics.count == before.0, body.blocks.count > before.1 { isRecovering = false }
      default:
        if token.kind == .quote {
          reportFresh(
            "syntax.invalid-argument", "Invalid argument name", "Argument names must not be quoted.", range(token))
        } else {
          reportFresh(
            "syntax.invalid-item", "Argument or block definition required",
            "An argument or block definition is required here.", range(token))
          take()
        }
        if end == .brace {
          isRecovering = true
          skip(to: .closeBrace)
        } else {
          recoverAfterItem()
        }
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
      if let block = nested({ $0.block(name) }) { body.blocks.append(block) }
    default:
      report(
        "syntax.invalid-item", "Argument or block definition required",
        "An argument or block definition is required here. To set an argument, use the equals sign \"=\" to "
          + "introduce the argument value.", range(name))
      recoverAfterItem()
      // A brace on the next line begins what was meant to be the block.
      if peek().kind == .symbol(.openBrace) { recoverAfterItem() }
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
    let start = newlines(ignored: false) { $0.peek() }.start
    guard let expression = newlines(ignored: false, { $0.expression() }) else {
      // The argument is there, so that nobody misses it; nothing is known of it.
      let place = source.range(start, max(start, position))
      if endsWithLine { recoverAfterItem() } else { isRecovering = true }
      return Attribute(
        name: text(name), nameRange: range(name), expression: Expression(.literal(.dynamicUnknown), range: place),
        range: range(name).union(place))
    }
    let attribute = Attribute(
      name: text(name), nameRange: range(name), expression: expression,
      range: range(name).union(expression.range))
    guard endsWithLine else { return attribute }
    let token = peek()
    switch token.kind {
    case .newline: take()
    case .end: break
    default:
      let isComma = token.kind == .symbol(.comma)
      reportFresh(
        "syntax.missing-newline", isComma ? "Unexpected comma after argument" : "Missing newline after argument",
        (isComma ? "Argument definitions must be separated by newlines, not commas. " : "")
          + "An argument definition must end with a "
          + "newline.", range(token), context: attribute.range.union(range(token)))
      recoverAfterItem()
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
        guard let label = label(token) else {
          labels.append(brokenLabel(token))
          if peek().kind != .newline { continue }
          recoverAfterItem()
          return withoutBody(type, labels)
        }
        labels.append(label)
      case .symbol(.openBrace):
        take()
        return block(type, labels, open: token)
      default:
        reportHeader(type, token)
        recoverAfterItem()
        return withoutBody(type, labels)
      }
    }
  }

  /// What is left of a block whose header cannot be read.
  private func withoutBody(_ type: Token, _ labels: [Block.Label]) -> Block {
    let place = range(type)
    return Block(
      type: text(type), typeRange: place, labels: labels, body: Body(range: place), openBraceRange: place,
      closeBraceRange: labels.last?.range ?? place)
  }

  /// Something stands in a block's header that must not.
  private mutating func reportHeader(_ type: Token, _ token: Token) {
    let isCertain = [.symbol(.assign), .newline].contains(token.kind)
    if isRecovering, !isCertain { return }
    let detail =
      switch token.kind {
      case .symbol(.assign):
        "The equals sign \"=\" indicates an argument definition, and must not be used when defining a block."
      case .newline, .end:
        "A block definition must have block content delimited by \"{\" and \"}\", starting on the same line as the "
          + "block header."
      default: "Either a quoted string block label or an opening brace (\"{\") is expected here."
      }
    report(
      "syntax.invalid-block", "Invalid block definition", detail, range(token),
      context: source.range(type.start, token.kind == .newline ? token.start : token.end))
  }

  /// A label in quotes: a literal text.
  private mutating func label(_ open: Token) -> Block.Label? {
    let before = diagnostics.count
    let template = quotedTemplate(from: open.start)
    if let template, case .literal(.string(let text)) = template.kind {
      return Block.Label(text: text, range: template.range)
    }
    let bytes = source.bytes
    let marks = [UInt8(ascii: "$"), UInt8(ascii: "%")]
    let sequence = (open.start..<position).first {
      marks.contains(bytes[$0]) && $0 + 1 < position && bytes[$0 + 1] == UInt8(ascii: "{")
    }
    guard template != nil || (sequence != nil && bytes[position - 1] == UInt8(ascii: "\"")) else { return nil }
    // What is wrong with sequences that must not be there is of no interest.
    diagnostics.removeLast(diagnostics.count - before)
    let start = sequence ?? open.start
    let range = source.range(open.start, position)
    report(
      "syntax.invalid-label", "Invalid string literal",
      "Template sequences are not allowed in this string. To include a literal \"$\", double it (as \"$$\") to "
        + "escape it.",
      source.range(start, min(start + 2, bytes.count)), context: range)
    return Block.Label(text: "", range: range)
  }

  /// What a label comes nearest to that has been reported: its text without the backslash of a broken escape sequence.
  private func brokenLabel(_ open: Token) -> Block.Label {
    let bytes = source.bytes
    guard position > open.end, bytes[position - 1] == UInt8(ascii: "\"") else {
      return Block.Label(text: "_", range: range(open))
    }
    let text = bytes[open.end..<(position - 1)].filter { $0 != UInt8(ascii: "\\") }
    return Block.Label(
      text: text.isEmpty ? "_" : String(decoding: text, as: UTF8.self), range: source.range(open.start, position))
  }

  private mutating func block(_ type: Token, _ labels: [Block.Label], open: Token) -> Block? {
    let earlier = diagnostics.count
    let first = newlines(ignored: false) { $0.peek() }
    let body: Body
    switch first.kind {
    case .newline, .end, .symbol(.closeBrace): body = newlines(ignored: false) { $0.body(until: .brace) }
    default: body = newlines(ignored: false) { $0.singleLineBody(open) }
    }
    let close = newlines(ignored: false) { $0.peek() }
    guard close.kind == .symbol(.closeBrace) else {
      // Whatever else is wrong inside may be the very reason.
      if diagnostics.count == earlier {
        reportFresh(
          "syntax.unclosed-block", "Unclosed configuration block",
          "There is no closing brace for this block before the end of the file. This may be caused by incorrect "
            + "brace nesting elsewhere in this file.", range(open), context: source.range(type.start, open.end))
      }
      return Block(
        type: text(type), typeRange: range(type), labels: labels, body: body, openBraceRange: range(open),
        closeBraceRange: range(close))
    }
    take()
    let block = Block(
      type: text(type), typeRange: range(type), labels: labels, body: body, openBraceRange: range(open),
      closeBraceRange: range(close))
    let after = newlines(ignored: false) { $0.peek() }
    switch after.kind {
    case .newline, .end: break
    default:
      reportFresh(
        "syntax.missing-newline", "Missing newline after block definition",
        "A block definition must end with a newline.", range(after), context: block.range.union(range(after)))
      recoverAfterItem()
    }
    return block
  }

  /// `{ name = value }` on one line, up to the brace.
  private mutating func singleLineBody(_ open: Token) -> Body {
    var body = Body(range: source.range(open.end, open.end))
    let name = take()
    if name.kind == .identifier, takes(.assign) {
      if let attribute = attribute(name, endsWithLine: false) { body.attributes = [attribute] }
    } else {
      reportSingle(name, peek())
      recoverAfterItem()
    }
    let close = newlines(ignored: false) { $0.peek() }
    body.range = source.range(open.end, close.start)
    guard close.kind != .symbol(.closeBrace) else { return body }
    reportEnd(of: open, at: close)
    isRecovering = true
    skip(to: .closeBrace)
    return body
  }

  /// What begins a block on one line is no argument.
  private mutating func reportSingle(_ name: Token, _ next: Token) {
    switch (name.kind, next.kind) {
    case (.identifier, .quote), (.identifier, .symbol(.openBrace)), (.identifier, .identifier):
      report(
        "syntax.invalid-block", "Argument definition required",
        "A single-line block definition can contain only a single argument. If you meant to define argument "
          + "\(quoted(text(name))), use an equals sign to assign it a value. To define a nested block, place it on a line of its "
          + "own within its parent block.", source.range(name.start, next.end))
    case (.identifier, _):
      report(
        "syntax.invalid-item", "Argument or block definition required",
        "An argument or block definition is required here. To set an argument, use the equals sign \"=\" to "
          + "introduce the argument value.", range(name))
    default:
      report(
        "syntax.invalid-item", "Argument or block definition required",
        "An argument or block definition is required here. A block of more than one argument has a newline behind its "
          + "opening brace.", range(name))
    }
  }

  /// A block on one line does not end behind its argument.
  private mutating func reportEnd(of open: Token, at close: Token) {
    let detail: String
    switch close.kind {
    case .symbol(.comma):
      detail =
        "Single-line block syntax can include only one argument definition. To define multiple arguments, use the "
        + "multi-line block syntax with one argument definition per line."
    case .newline:
      detail =
        "An argument definition on the same line as its containing block creates a single-line block definition, "
        + "which must also be closed on the same line. Place the block's closing brace immediately after the argument "
        + "definition."
    default:
      if isRecovering { return }
      if close.kind == .end {
        report(
          "syntax.unclosed-block", "Unclosed configuration block",
          "There is no closing brace for this block before the end of the file. This may be caused by incorrect "
            + "brace nesting elsewhere in this file.", range(open))
        return
      }
      detail =
        "A single-line block definition must end with a closing brace immediately after its single argument "
        + "definition."
    }
    report(
      "syntax.invalid-block", "Invalid single-argument block definition", detail, range(close),
      context: source.range(open.start, close.end))
  }
}
