import Functions
package import Model
package import Parsing

/// Reads one block's body against the arguments and blocks that it may hold, and collects what is wrong with it.
package struct BlockReader {
  package let body: Body
  package let missingRange: SourceRange
  package private(set) var diagnostics: [Diagnostic] = []

  /// Where something is missing, the opening brace is pointed at; `missingRange` where there is none.
  package init(_ body: Body, missingRange: SourceRange) {
    self.body = body
    self.missingRange = body.missingItemRange ?? (body.range.start.byte > 0 ? body.openingRange : missingRange)
  }

  package mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }
  package mutating func report(_ more: [Diagnostic]) { diagnostics += more }

  /// Reports whatever the block must not hold.
  package mutating func allow(attributes: [String], blocks: [String] = []) {
    for attribute in body.attributes where !attributes.contains(attribute.name) {
      var detail = "An argument named \(quoted(attribute.name)) is not expected here."
      if blocks.contains(attribute.name) {
        detail += " Did you mean to define a block of type \(quoted(attribute.name))?"
      } else if let near = suggestion(for: attribute.name, among: attributes) {
        detail += " Did you mean \(quoted(near))?"
      }
      report(
        Diagnostic(
          code: "config.unsupported-argument", summary: "Unsupported argument", detail: detail,
          subject: attribute.nameRange))
    }
    for block in body.blocks where !blocks.contains(block.type) {
      var detail = "Blocks of type \(quoted(block.type)) are not expected here."
      if attributes.contains(block.type) {
        detail +=
          " Did you mean to define argument \(quoted(block.type))? If so, use the equals sign to assign it a value."
      } else if let near = suggestion(for: block.type, among: blocks) {
        detail += " Did you mean \(quoted(near))?"
      }
      report(
        Diagnostic(
          code: "config.unsupported-block", summary: "Unsupported block type", detail: detail, subject: block.typeRange)
      )
    }
  }

  /// What arguments of the language's own blocks look like, to be told where one is missing.
  private static let examples = [
    "source": "\"./modules/NAME\"", "condition": "var.x > 0", "error_message": "\"x must be positive.\"",
    "from": "aws_instance.old", "to": "aws_instance.new", "command": "\"echo done\"",
    "value": "aws_instance.web.id",
  ]

  package mutating func required(_ name: String) -> Attribute? {
    if let attribute = body.attribute(name) { return attribute }
    report(missingArgument(name, in: missingRange, example: Self.examples[name] ?? "..."))
    return nil
  }

  /// A constant text, where neither variables nor functions may be used.
  package mutating func string(
    _ name: String, tellsType: Bool = true
  ) -> (text: String, range: SourceRange)? {
    guard let attribute = body.attribute(name) else { return nil }
    let value = constant(attribute.expression) ?? .dynamicUnknown
    guard let text = (try? value.converted(to: .string))?.stringValue else {
      if value.isNull || !value.isKnown && !tellsType { return nil }
      report(
        Diagnostic(
          code: "config.wrong-type", summary: "Unsuitable value type",
          detail: "Unsuitable value: a known string is required for \(quoted(name)).",
          subject: start(of: attribute.expression)))
      return nil
    }
    return (text, attribute.expression.range)
  }

  package mutating func bool(_ name: String) -> Bool? {
    guard let attribute = body.attribute(name) else { return nil }
    let value = constant(attribute.expression) ?? .dynamicUnknown
    switch value {
    case .bool(let bool): return bool
    case .null: return nil
    case .string("true"): return true
    case .string("false"): return false
    default:
      report(
        Diagnostic(
          code: "config.wrong-type", summary: "Unsuitable value type",
          detail: "Unsuitable value: a bool is required for \(quoted(name)).",
          subject: start(of: attribute.expression)))
      return nil
    }
  }

  /// Where an expression begins, which in JSON is all of a text.
  package func start(of expression: Expression) -> SourceRange {
    if body.missingItemRange != nil, case .literal = expression.kind { return expression.range }
    return expression.startRange
  }

  package mutating func constant(_ expression: Expression) -> Value? {
    switch constantValue(expression) {
    case .success(let value): return value
    case .failure(let error):
      report(error.diagnostics)
      return nil
    }
  }

  /// `depends_on = [a.b, module.c]`
  package mutating func traversals(_ name: String) -> [Traversal] {
    guard let attribute = body.attribute(name) else { return [] }
    guard case .tuple(let items) = attribute.expression.kind else {
      report(
        Diagnostic(
          code: "config.wrong-type", summary: "Invalid expression",
          detail: "A static list expression is required for \(quoted(name)).",
          subject: start(of: attribute.expression)))
      return []
    }
    return items.compactMap { item in
      if let traversal = item.traversal { return traversal }
      if case .literal(.string(let text)) = item.kind, body.missingItemRange == nil,
        let traversal = quotedTraversal(text, item)
      {
        return traversal
      }
      report(
        Diagnostic(
          code: "config.invalid-reference", summary: "Invalid expression",
          detail:
            "A single static variable reference is required: only attribute access and indexing with constant keys. "
            + "No calculations, function calls, template expressions, etc are allowed here.", subject: item.range))
      return nil
    }
  }

  /// `"a.b"`, as it was written long ago.
  private mutating func quotedTraversal(_ text: String, _ item: Expression) -> Traversal? {
    let inside = item.startRange
    let (expression, problems) = parseExpression(Array(text.utf8), name: inside.file, start: inside.start)
    guard let traversal = expression?.traversal, !problems.hasErrors else { return nil }
    report(quotedReference(at: item.range))
    return traversal
  }

  /// That a reference stands in quotes, as it had to long ago.
  func quotedReference(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .warning, code: "config.quoted-reference", summary: "Quoted references are deprecated",
      detail: "In this context, references are expected literally rather than in quotes. Remove the quotes.",
      subject: range)
  }

  /// The one block of a type, with a report on any further one.
  package mutating func single(_ type: String) -> Block? {
    let blocks = body.blocks(type)
    for extra in blocks.dropFirst() {
      report(
        Diagnostic(
          code: "config.duplicate-block", summary: "Duplicate \(type) block",
          detail: "Only one block of type \(quoted(type)) is allowed here.", subject: extra.headerRange))
    }
    return blocks.first
  }

  /// The conditions in blocks of a type: `precondition`, `postcondition`, `validation`.
  package mutating func conditions(_ type: String) -> [Condition] {
    body.blocks(type).compactMap { block in
      var reader = BlockReader(block.body, missingRange: block.headerRange)
      reader.allow(attributes: ["condition", "error_message"])
      let condition = reader.required("condition")
      let message = reader.required("error_message")
      // What could not be read has been told of.
      if let condition, condition.expression.references.isEmpty, !condition.expression.isUnread {
        reader.report(
          Diagnostic(
            code: "config.constant-condition", summary: "Invalid \(type) expression",
            detail: "The condition must refer to at least one object from elsewhere in the configuration, or else its "
              + "result would not be checking anything.", subject: condition.expression.range))
      }
      report(reader.diagnostics)
      guard let condition, let message else { return nil }
      return Condition(
        condition: condition.expression, errorMessage: message.expression, range: block.headerRange)
    }
  }
}

extension Body {
  /// The body without these arguments and blocks.
  package func without(attributes names: Set<String>, blocks types: Set<String>) -> Body {
    var body = self
    body.attributes.removeAll { names.contains($0.name) }
    body.blocks.removeAll { types.contains($0.type) }
    return body
  }
}

/// The value of an expression that may use neither variables nor functions.
package func constantValue(_ expression: Expression) -> Result<Value, DiagnosticsError> {
  let (value, diagnostics) = evaluate(expression, in: ConstantScope())
  return diagnostics.hasErrors ? .failure(DiagnosticsError(diagnostics)) : .success(value)
}

/// Knows no names at all.
struct ConstantScope: EvaluationScope {
  var functionNames: [String] { [] }
  var functionContext: FunctionContext { .pure }
  func function(_ name: String) -> (any LanguageFunction)? { nil }

  func resolve(_ traversal: Traversal) -> Result<ResolvedReference, DiagnosticsError> {
    .failure(
      DiagnosticsError(
        Diagnostic(
          code: "config.variables-not-allowed", summary: "Variables not allowed",
          detail: "\(quoted(traversal.description)) may not be used here: this is read before anything has a value. "
            + "Write the value itself.", subject: traversal.rootRange)))
  }
}
