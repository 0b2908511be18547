import Model

/// What the directives of a template enclose.
extension Parser {
  mutating func template(_ pieces: [TemplatePiece], range: SourceRange, end: SourceRange) -> Expression? {
    var rest = pieces[...]
    templateEnd = end
    guard let parts = parts(&rest, inside: nil) else { return nil }
    if parts.isEmpty { return Expression(.literal(.string("")), range: range) }
    if parts.count == 1 {
      switch parts[0] {
      case .text(let text, _): return Expression(.literal(.string(text)), range: range)
      case .interpolation(let expression): return Expression(.templateWrap(expression), range: range)
      default: break
      }
    }
    let texts = parts.compactMap { part -> String? in
      if case .text(let text, _) = part { return text }
      return nil
    }
    if texts.count == parts.count { return Expression(.literal(.string(texts.joined().normalizedNFC)), range: range) }
    return Expression(.template(parts), range: range)
  }

  enum Enclosing {
    case condition(SourceRange)
    case alternative(SourceRange)
    case loop(SourceRange)
  }

  /// Parts up to the directive that ends what encloses them, which stays.
  mutating func parts(_ rest: inout ArraySlice<TemplatePiece>, inside enclosing: Enclosing?) -> [TemplatePart]? {
    var result: [TemplatePart] = []
    while let piece = rest.first {
      switch piece {
      case .text(let text, let range):
        rest.removeFirst()
        if !text.isEmpty { result.append(.text(text, range)) }
      case .interpolation(let expression):
        rest.removeFirst()
        result.append(.interpolation(expression))
      case .ifStart(let condition, let range):
        rest.removeFirst()
        guard let part = conditional(condition, range, &rest) else { return nil }
        result.append(part)
      case .forStart(let keyName, let valueName, let collection, let range):
        rest.removeFirst()
        guard let body = nested({ $0.parts(&rest, inside: .loop(range)) }) else { return nil }
        guard case .endFor(let endRange)? = rest.popFirst() else { return unclosed("for", range) }
        result.append(
          .loop(
            keyName: keyName, valueName: valueName, collection: collection, body: body, opening: range,
            range.union(endRange)))
      case .elseMark(let range):
        if case .condition = enclosing { return result }
        return unexpected("else", range, inside: enclosing)
      case .endIf(let range):
        switch enclosing {
        case .condition, .alternative: return result
        default: return unexpected("endif", range, inside: enclosing)
        }
      case .endFor(let range):
        if case .loop = enclosing { return result }
        return unexpected("endfor", range, inside: enclosing)
      }
    }
    return result
  }

  mutating func conditional(
    _ condition: Expression, _ range: SourceRange, _ rest: inout ArraySlice<TemplatePiece>
  ) -> TemplatePart? {
    guard let then = nested({ $0.parts(&rest, inside: .condition(range)) }) else { return nil }
    var otherwise: [TemplatePart] = []
    if case .elseMark? = rest.first {
      rest.removeFirst()
      guard let parts = nested({ $0.parts(&rest, inside: .alternative(range)) }) else { return nil }
      otherwise = parts
    }
    guard case .endIf(let endRange)? = rest.popFirst() else {
      _ = unclosed("if", range)
      return nil
    }
    return .conditional(condition, then: then, else: otherwise, range.union(endRange))
  }

  mutating func unclosed(_ keyword: String, _ range: SourceRange) -> [TemplatePart]? {
    report(
      "syntax.unclosed-directive", "Unexpected end of template",
      "The \(keyword) directive at \(range.file):\(range.start.line),\(range.start.column)-\(range.end.column) is "
        + "missing its corresponding end\(keyword) directive.", templateEnd ?? range, context: range)
    return nil
  }

  mutating func unexpected(
    _ keyword: String, _ range: SourceRange, inside enclosing: Enclosing?
  ) -> [TemplatePart]? {
    func place(_ range: SourceRange) -> String {
      "\(range.file):\(range.start.line),\(range.start.column)-\(range.end.column)"
    }
    let detail =
      switch enclosing {
      case .alternative(let start) where keyword == "else":
        "Already in the else clause for the if started at \(place(start))."
      case .condition(let start), .alternative(let start):
        "Expecting an endif directive for the if started at \(place(start))."
      case .loop(let start): "Expecting an endfor directive corresponding to the for directive at \(place(start))."
      case nil: "The control directives within this template are unbalanced."
      }
    report("syntax.invalid-directive", "Unexpected \(keyword) directive", detail, range)
    return nil
  }
}
