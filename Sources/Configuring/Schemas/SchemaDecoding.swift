package import Model
package import Parsing

/// Reads a body as its schema says: the value is of the schema's implied type whatever the body holds, and what is wrong with
/// the body is told. Where something cannot be read its part of the value is unknown.
///
/// `missingRange` is what to point at where something is missing; left out, it is the brace that opens the body. Ephemeral
/// values are allowed in what is never stored: the configuration of providers.
package func decode(
  _ body: Body, schema: SchemaBlock, scope: any EvaluationScope, bindings: [String: Value] = [:],
  missingRange: SourceRange? = nil, allowsEphemeral: Bool = false
) -> (value: Value, diagnostics: [Diagnostic]) {
  var decoder = SchemaDecoder(scope: scope, root: schema, allowsEphemeral: allowsEphemeral)
  let context = BodyContext(
    bindings: bindings, missingRange: body.missingItemRange ?? missingRange ?? body.openingRange)
  let value = decoder.object(body, schema, context)
  if decoder.diagnostics.hasErrors {
    let found = references(of: body, schema: schema, made: decoder.made)
    let problems = scope.problems(with: found.filter { bindings[$0.root] == nil })
    if !problems.isEmpty { return (.unknown(schema.impliedType), problems) }
  }
  return (value, decoder.diagnostics)
}

/// The same for a body that may use neither variables nor functions.
package func decodeConstants(_ body: Body, schema: SchemaBlock) -> (value: Value, diagnostics: [Diagnostic]) {
  decode(body, schema: schema, scope: ConstantScope())
}

/// What surrounds a body that is being read.
struct BodyContext {
  var bindings: [String: Value] = [:]
  /// Inside a `dynamic` block over something unknown: whatever is set here is unknown.
  var isUnknown = false
  /// Of what a `dynamic` block iterates over; spread to all that is set in its content.
  var marks: Marks = []
  var missingRange: SourceRange
}

extension Body {
  /// The brace that opens the body, which stands right before it; for a file its very start.
  var openingRange: SourceRange {
    let start = range.start
    guard start.byte > 0, start.column > 1 else { return SourceRange(file: range.file, start: start, end: start) }
    let brace = SourcePosition(line: start.line, column: start.column - 1, byte: start.byte - 1)
    return SourceRange(file: range.file, start: brace, end: start)
  }
}

/// One reading under way.
struct SchemaDecoder {
  let scope: any EvaluationScope
  /// The schema that reading began with: it decides on old spellings for all that is inside.
  let root: SchemaBlock
  let allowsEphemeral: Bool
  var diagnostics: [Diagnostic] = []
  /// The opening braces of those contents of `dynamic` blocks of which something was made.
  var made: Set<SourceRange> = []
  private lazy var allowsBlocksForAttributes = root.couldBeOfOldSDK

  init(scope: any EvaluationScope, root: SchemaBlock, allowsEphemeral: Bool) {
    self.scope = scope
    self.root = root
    self.allowsEphemeral = allowsEphemeral
  }

  mutating func report(
    _ code: String, _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil
  ) {
    diagnostics.append(
      Diagnostic(code: code, summary: summary, detail: detail, subject: subject, context: context))
  }

  mutating func object(_ written: Body, _ schema: SchemaBlock, _ context: BodyContext) -> Value {
    let asBlocks = attributesAsBlocks(written, schema)
    let (body, problems) = written.settled(by: schema, asBlocks: asBlocks)
    diagnostics += problems
    checkAttributes(body, schema, asBlocks: asBlocks, context)
    let blocks = expandedBlocks(body, schema, asBlocks: asBlocks, context)
    guard case .object(let type) = schema.impliedType else { return .dynamicUnknown }
    let values = type.names.map { name -> Value in
      if let attribute = schema.attribute(name) {
        if asBlocks.contains(name) { return value(of: attribute, from: blocks[name] ?? []) }
        return value(of: attribute, in: body, context)
      }
      guard let block = schema.block(name) else { return .dynamicUnknown }
      return value(of: block, from: blocks[name] ?? [], context)
    }
    return .object(KeyedValues(sortedKeys: type.names, values: values))
  }

  // MARK: attributes

  /// Attributes that providers of the old SDK let be written as blocks; those not given as attributes are read as such.
  private mutating func attributesAsBlocks(_ body: Body, _ schema: SchemaBlock) -> Set<String> {
    var names: Set<String> = []
    for attribute in schema.attributes where attribute.canBeWrittenAsBlocks && !body.mayHaveArgument(attribute.name) {
      guard allowsBlocksForAttributes else { return [] }
      names.insert(attribute.name)
    }
    return names
  }

  private mutating func checkAttributes(
    _ body: Body, _ schema: SchemaBlock, asBlocks: Set<String>, _ context: BodyContext
  ) {
    for attribute in schema.attributes
    where attribute.isRequired && !asBlocks.contains(attribute.name) && !body.hasAttribute(attribute.name) {
      diagnostics.append(
        missingArgument(attribute.name, in: context.missingRange, example: attribute.impliedType.placeholder))
    }
    for given in body.attributes where schema.attribute(given.name) == nil {
      var detail = "An argument named \(quoted(given.name)) is not expected here."
      let candidates = schema.attributes.map(\.name).filter { !asBlocks.contains($0) }
      if let near = suggestion(for: given.name, among: candidates) {
        detail += " Did you mean \(quoted(near))?"
      } else if schema.block(given.name) != nil {
        detail += " Did you mean to define a block of type \(quoted(given.name))?"
      }
      report("config.unsupported-argument", "Unsupported argument", detail, given.nameRange)
    }
  }

  private mutating func value(of attribute: SchemaAttribute, in body: Body, _ context: BodyContext) -> Value {
    let type = attribute.constraint
    guard let given = body.attribute(attribute.name) else { return .null(attribute.impliedType) }
    if context.isUnknown { return Value.unknown(attribute.impliedType).marked(with: context.marks) }
    let (value, problems) = evaluate(given.expression, in: scope, bindings: context.bindings)
    diagnostics += problems
    if problems.hasErrors { return .unknown(attribute.impliedType) }
    do {
      let converted = try value.converted(to: type).marked(with: context.marks)
      checkEphemeral(converted, attribute, given.expression.range)
      return converted
    } catch {
      diagnostics.append(
        Diagnostic(
          code: "config.wrong-type", summary: "Incorrect attribute value type",
          detail: "Inappropriate value for attribute \(quoted(attribute.name)): \(error.message).",
          subject: given.expression.range, context: given.nameRange.union(given.expression.range),
          expressionValues: expressionValues(given.expression, in: scope, bindings: context.bindings)))
      return .unknown(attribute.impliedType)
    }
  }

  private mutating func checkEphemeral(_ value: Value, _ attribute: SchemaAttribute, _ range: SourceRange) {
    guard !allowsEphemeral, !attribute.isWriteOnly, value.deepMarks.contains(.ephemeral) else { return }
    report(
      "config.ephemeral-value", "Invalid use of ephemeral value",
      "Ephemeral values are not valid for \(quoted(attribute.name)), because it is not a write-only attribute and must be "
        + "persisted to state.", range)
  }

  /// An attribute that is written as blocks. All that its objects hold is optional then; the provider has the last word.
  private mutating func value(of attribute: SchemaAttribute, from blocks: [ExpandedBlock]) -> Value {
    guard !blocks.isEmpty, let element = attribute.impliedType.elementType, case .object(let type) = element else {
      return .null(attribute.impliedType)
    }
    let schema = SchemaBlock(
      attributes: type.attributes.map { SchemaAttribute(name: $0, kind: .plain($1), isOptional: true) })
    let elements = blocks.map { object($0.body, schema, $0.context) }
    if case .set = attribute.impliedType { return .set(element, unsorted: elements) }
    return .list(element, elements)
  }

  // MARK: blocks

  private mutating func value(of block: NestedBlock, from blocks: [ExpandedBlock], _ context: BodyContext) -> Value {
    switch block.nesting {
    case .single, .group: return single(block, blocks, context)
    case .list, .set: return sequence(block, blocks, context)
    case .map: return map(block, blocks)
    }
  }

  private mutating func single(_ block: NestedBlock, _ blocks: [ExpandedBlock], _ context: BodyContext) -> Value {
    guard let first = blocks.first else {
      if block.nesting == .single, block.minimumItems > 0 {
        report(
          "config.missing-block", "Missing \(block.name) block",
          "A block of type \(quoted(block.name)) is required here.", context.missingRange)
      }
      return block.emptyValue
    }
    if let second = blocks.dropFirst().first {
      report(
        "config.duplicate-block", "Duplicate \(block.name) block",
        "Only one block of type \(quoted(block.name)) is allowed. Previous definition was at \(first.headerRange.place).",
        second.headerRange)
    }
    return object(first.body, block.block, first.context)
  }

  private mutating func sequence(_ block: NestedBlock, _ blocks: [ExpandedBlock], _ context: BodyContext) -> Value {
    var elements: [Value] = []
    for part in blocks {
      let element = object(part.body, block.block, part.context)
      // How many blocks there will be is not known.
      if part.context.isUnknown { return Value.unknown(block.impliedType).marked(with: part.context.marks) }
      elements.append(element)
    }
    if elements.count < block.minimumItems {
      report(
        "config.too-few-blocks", "Insufficient \(block.name) blocks",
        "At least \(block.minimumItems) \(quoted(block.name)) blocks are required.", context.missingRange)
    } else if block.maximumItems > 0, elements.count > block.maximumItems {
      report(
        "config.too-many-blocks", "Too many \(block.name) blocks",
        "No more than \(block.maximumItems) \(quoted(block.name)) blocks are allowed",
        blocks[block.maximumItems].context.missingRange)
    }
    let type = block.block.impliedType
    if block.nesting == .list { return type.hasDynamic ? .tuple(elements) : .list(type, elements) }
    guard type.hasDynamic, let first = blocks.first else { return .set(type, unsorted: elements) }
    guard let common = unify(elements.map(\.type), unsafe: true) else {
      report(
        "config.wrong-type", "Inconsistent argument types in \(block.name) blocks",
        "Corresponding attributes in all blocks of this type must be the same.", first.context.missingRange)
      return .unknown(block.impliedType)
    }
    return .set(common, unsorted: elements.map { (try? $0.converted(to: common)) ?? .unknown(common) })
  }

  private mutating func map(_ block: NestedBlock, _ blocks: [ExpandedBlock]) -> Value {
    var elements = KeyedValues()
    for part in blocks {
      if part.context.isUnknown { return Value.unknown(block.impliedType).marked(with: part.context.marks) }
      let element = object(part.body, block.block, part.context)
      guard let key = part.labels.first else { continue }
      if elements[key] != nil {
        report(
          "config.duplicate-block", "Duplicate \(block.name) block",
          "A block for \(block.name) \(quoted(key)) was already defined. The \(block.name) labels must be unique.",
          part.headerRange)
      } else {
        elements[key] = element
      }
    }
    let type = block.block.impliedType
    return type.hasDynamic ? .object(elements) : .map(type, elements)
  }
}

extension SchemaAttribute {
  /// The type that a configured value is converted to: in nested attributes what is not required may be left out.
  var constraint: ValueType {
    guard let nested else { return impliedType }
    let object = ValueType.object(
      ObjectType(
        nested.attributes.map { ($0.name, $0.constraint) },
        optional: Set(nested.attributes.filter { !$0.isRequired }.map(\.name))))
    return switch nested.nesting {
    case .single: object
    case .list: .list(object)
    case .set: .set(object)
    case .map: .map(object)
    }
  }

  /// Lists and sets of objects, which the old SDK makes of blocks that can also be told to be none (`ingress = []`).
  var canBeWrittenAsBlocks: Bool {
    switch kind {
    case .plain(.list(.object)), .plain(.set(.object)): true
    default: false
    }
  }
}

extension SchemaBlock {
  /// Whether nothing in the schema rules out that its provider is built with the old SDK: only such providers may have their
  /// attributes written as blocks.
  var couldBeOfOldSDK: Bool {
    attributes.allSatisfy { attribute in
      guard case .plain(let type) = attribute.kind else { return false }
      switch type {
      case .tuple, .object, .map(.object): return false
      case .list(let element), .set(let element), .map(let element):
        return element.elementType.map(\.isPrimitive) ?? true
      default: return true
      }
    } && blocks.allSatisfy(\.block.couldBeOfOldSDK)
  }
}
