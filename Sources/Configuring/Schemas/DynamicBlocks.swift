import Model
import Parsing

/// A block as it counts: written out, or made by a `dynamic` block.
struct ExpandedBlock {
  var labels: [String]
  var body: Body
  var headerRange: SourceRange
  var context: BodyContext
}

extension SchemaDecoder {
  /// The blocks of a body by type, with `dynamic` ones expanded in their places. Reports blocks that may not be here.
  mutating func expandedBlocks(
    _ body: Body, _ schema: SchemaBlock, asBlocks: Set<String>, _ context: BodyContext
  ) -> [String: [ExpandedBlock]] {
    var result: [String: [ExpandedBlock]] = [:]
    for block in body.blocks {
      if block.type == "dynamic", schema.block("dynamic") == nil {
        guard let type = dynamicType(block) else { continue }
        let nested = schema.block(type.text)
        guard nested != nil || asBlocks.contains(type.text) else {
          report(
            "config.unsupported-block", "Unsupported block type",
            "Blocks of type \(quoted(type.text)) are not expected here.", type.range)
          continue
        }
        result[type.text, default: []] += expand(block, type: type, isMap: nested?.nesting == .map, context)
        continue
      }
      let nested = schema.block(block.type)
      guard nested != nil || asBlocks.contains(block.type) else {
        reportUnsupported(block, schema, asBlocks: asBlocks)
        continue
      }
      guard hasRightLabels(block, isMap: nested?.nesting == .map) else { continue }
      var inner = context
      inner.missingRange = block.openBraceRange
      // What iterates marks the arguments of its own content; blocks in it see marked iterators.
      if !context.isUnknown { inner.marks = [] }
      result[block.type, default: []].append(
        ExpandedBlock(
          labels: block.labels.map(\.text), body: block.body, headerRange: block.headerRange, context: inner))
    }
    return result
  }

  private mutating func reportUnsupported(_ block: Block, _ schema: SchemaBlock, asBlocks: Set<String>) {
    var detail = "Blocks of type \(quoted(block.type)) are not expected here."
    let candidates = schema.blocks.map(\.name) + asBlocks + ["dynamic"]
    if let near = suggestion(for: block.type, among: candidates) {
      detail += " Did you mean \(quoted(near))?"
    } else if schema.attribute(block.type) != nil {
      detail +=
        " Did you mean to define argument \(quoted(block.type))? If so, use the equals sign to assign it a value."
    }
    report("config.unsupported-block", "Unsupported block type", detail, block.typeRange)
  }

  private mutating func hasRightLabels(_ block: Block, isMap: Bool) -> Bool {
    let expected = isMap ? 1 : 0
    if block.labels.count > expected {
      report(
        "config.wrong-labels", "Extraneous label for \(block.type)",
        isMap
          ? "Only 1 labels (key) are expected for \(block.type) blocks."
          : "No labels are expected for \(block.type) blocks.", block.labels[expected].range,
        context: block.typeRange.union(block.openBraceRange))
      return false
    }
    if block.labels.count < expected {
      report(
        "config.wrong-labels", "Missing key for \(block.type)", "All \(block.type) blocks must have 1 labels (key).",
        block.openBraceRange, context: block.typeRange.union(block.openBraceRange))
      return false
    }
    return true
  }

  private mutating func dynamicType(_ block: Block) -> Block.Label? {
    if block.labels.count == 1 { return block.labels[0] }
    let context = block.typeRange.union(block.openBraceRange)
    if block.labels.isEmpty {
      report(
        "config.wrong-labels", "Missing type for dynamic", "All dynamic blocks must have 1 labels (type).",
        block.openBraceRange, context: context)
    } else {
      report(
        "config.wrong-labels", "Extraneous label for dynamic",
        "Only 1 labels (type) are expected for dynamic blocks.", block.labels[1].range, context: context)
    }
    return nil
  }

  // MARK: dynamic

  private mutating func expand(
    _ block: Block, type: Block.Label, isMap: Bool, _ context: BodyContext
  ) -> [ExpandedBlock] {
    guard let template = template(of: block, type: type, isMap: isMap),
      let collection = collection(template.forEach, context)
    else { return [] }
    let (value, marks) = collection.unmarked
    if marks.contains(.ephemeral), !allowsEphemeral {
      report(
        "config.ephemeral-value", "Invalid use of ephemeral value",
        "Ephemeral values are not valid for \(quoted(type.text)), because it is not an assignable attribute.",
        context.missingRange)
      return []
    }
    let items: [(key: Value, value: Value)]
    switch value {
    case .list(_, let elements), .tuple(let elements):
      items = elements.enumerated().map { (.integer($0), $1) }
    case .set(_, let elements): items = elements.map { ($0, $0) }
    case .map(_, let elements), .object(let elements): items = elements.pairs.map { (.string($0), $1) }
    default:
      guard value.isKnown else {
        let made = make(template, key: .dynamicUnknown, value: .dynamicUnknown, marks: marks, isUnknown: true, context)
        return made.map { [$0] } ?? []
      }
      return []
    }
    return items.compactMap { key, value in
      make(template, key: key, value: value, marks: marks, isUnknown: context.isUnknown, context)
    }
  }

  /// What a `dynamic` block makes blocks from.
  private struct Template {
    var forEach: Expression
    var iterator: String
    var labels: [Expression]
    var content: Block
    var headerRange: SourceRange
  }

  private mutating func template(of block: Block, type: Block.Label, isMap: Bool) -> Template? {
    let count = diagnostics.count
    let body = block.body
    let arguments = ["for_each", "iterator"] + (isMap ? ["labels"] : [])
    if body.attribute("for_each") == nil {
      diagnostics.append(
        missingArgument(
          "for_each", in: block.openBraceRange, because: "It says for which values such a block is made."))
    }
    if isMap, body.attribute("labels") == nil {
      diagnostics.append(missingArgument("labels", in: block.openBraceRange, example: "[...]"))
    }
    for given in body.attributes where !arguments.contains(given.name) {
      let near = suggestion(for: given.name, among: arguments).map { " Did you mean \(quoted($0))?" } ?? ""
      report(
        "config.unsupported-argument", "Unsupported argument",
        "An argument named \(quoted(given.name)) is not expected here.\(near)", given.nameRange)
    }
    for inner in body.blocks where inner.type != "content" {
      let near = suggestion(for: inner.type, among: ["content"]).map { " Did you mean \(quoted($0))?" } ?? ""
      report(
        "config.unsupported-block", "Unsupported block type",
        "Blocks of type \(quoted(inner.type)) are not expected here.\(near)", inner.typeRange)
    }
    // What follows from a block of the wrong form would only repeat it.
    guard diagnostics.count == count else { return nil }
    let contents = body.blocks("content")
    if contents.isEmpty {
      report(
        "config.missing-block", "Missing dynamic content block",
        "A dynamic block must have a nested block of type \"content\" to describe the body of each generated block.",
        block.openBraceRange)
    } else if contents.count > 1 {
      report(
        "config.duplicate-block", "Extraneous dynamic content block",
        "Only one nested content block is allowed for each dynamic block.", contents[1].headerRange)
    }
    let iterator = iteratorName(body, else: type.text)
    let labels = labels(body, isMap: isMap, type: type.text)
    guard diagnostics.count == count, let forEach = body.attribute("for_each"), let content = contents.first,
      let iterator, let labels
    else { return nil }
    return Template(
      forEach: forEach.expression, iterator: iterator, labels: labels, content: content,
      headerRange: block.headerRange)
  }

  private mutating func iteratorName(_ body: Body, else name: String) -> String? {
    guard let given = body.attribute("iterator") else { return name }
    guard let traversal = given.expression.traversal else {
      report(
        "config.invalid-iterator", "Invalid expression",
        "A single static variable reference is required: only attribute access and indexing with constant keys. No "
          + "calculations, function calls, template expressions, etc are allowed here.", given.expression.range)
      return nil
    }
    guard traversal.steps.isEmpty else {
      report(
        "config.invalid-iterator", "Invalid dynamic iterator name",
        "Dynamic iterator must be a single variable name.", given.expression.range)
      return nil
    }
    return traversal.root
  }

  private mutating func labels(_ body: Body, isMap: Bool, type: String) -> [Expression]? {
    guard isMap, let given = body.attribute("labels") else { return [] }
    guard case .tuple(let labels) = given.expression.kind else {
      report(
        "config.wrong-labels", "Invalid expression", "A static list expression is required.", given.expression.range)
      return nil
    }
    if labels.count == 1 { return labels }
    report(
      "config.wrong-labels", labels.count > 1 ? "Extraneous dynamic block label" : "Insufficient dynamic block labels",
      "Blocks of type \(quoted(type)) require 1 label(s).", labels.count > 1 ? labels[1].range : given.expression.range)
    return nil
  }

  /// What is iterated over, when it can be.
  private mutating func collection(_ expression: Expression, _ context: BodyContext) -> Value? {
    let (value, problems) = evaluate(expression, in: scope, bindings: context.bindings)
    diagnostics += problems
    if problems.hasErrors { return nil }
    let refusal: String
    if value.isNull {
      refusal = "Cannot use a null value in for_each."
    } else {
      switch value.type {
      case .list, .set, .map, .object, .tuple, .dynamic: return value
      case let type:
        refusal = "Cannot use a \(type.friendlyName) value in for_each. An iterable collection is required."
      }
    }
    diagnostics.append(
      Diagnostic(
        code: "config.invalid-for-each", summary: "Invalid dynamic for_each value", detail: refusal,
        subject: expression.range,
        expressionValues: expressionValues(expression, in: scope, bindings: context.bindings)))
    return nil
  }

  private mutating func make(
    _ template: Template, key: Value, value: Value, marks: Marks, isUnknown: Bool, _ context: BodyContext
  ) -> ExpandedBlock? {
    var inner = context
    inner.bindings[template.iterator] = .object([
      ("key", key.marked(with: marks)), ("value", value.marked(with: marks)),
    ])
    inner.isUnknown = isUnknown || context.isUnknown
    inner.marks = context.isUnknown ? context.marks.union(marks) : marks
    inner.missingRange = template.content.openBraceRange
    if !inner.isUnknown { made.insert(template.content.openBraceRange) }
    var labels: [String] = []
    for expression in template.labels {
      guard let label = label(expression, inner) else { return nil }
      labels.append(label)
    }
    return ExpandedBlock(
      labels: labels, body: template.content.body, headerRange: template.headerRange, context: inner)
  }

  private mutating func label(_ expression: Expression, _ context: BodyContext) -> String? {
    let (value, problems) = evaluate(expression, in: scope, bindings: context.bindings)
    diagnostics += problems
    if problems.hasErrors { return nil }
    let refusal: String
    do {
      let text = try value.converted(to: .string)
      if let label = text.stringValue, !text.marks.contains(.sensitive) { return label }
      refusal =
        text.isNull
        ? "Cannot use a null value as a dynamic block label."
        : text.isKnown
          ? "Cannot use a sensitive value as a dynamic block label."
          : "This value is not yet known. Dynamic block labels must be immediately-known values."
    } catch {
      refusal = "Cannot use this value as a dynamic block label: \(error.message)."
    }
    diagnostics.append(
      Diagnostic(
        code: "config.wrong-labels", summary: "Invalid dynamic block label", detail: refusal, subject: expression.range,
        expressionValues: expressionValues(expression, in: scope, bindings: context.bindings)))
    return nil
  }
}
