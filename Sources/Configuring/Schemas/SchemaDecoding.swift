package import Model
package import Parsing

/// Reads a block's body as a value of its schema's type, evaluating its expressions. What is wrong is reported, and the value
/// is unknown there.
package func decode(
  _ body: Body, schema: SchemaBlock, scope: any EvaluationScope, bindings: [String: Value] = [:],
  missingRange: SourceRange? = nil
) -> (Value, [Diagnostic]) {
  var decoder = SchemaDecoder(scope: scope)
  let value = decoder.value(
    of: Contents(body: body, bindings: bindings, missingRange: missingRange ?? body.range), schema)
  return (value, decoder.diagnostics)
}

/// A body with the names that surrounding `dynamic` blocks bind.
private struct Contents {
  var body: Body
  var bindings: [String: Value]
  var missingRange: SourceRange
}

/// One nested block as it is to be decoded: written as such, or made by a `dynamic` block.
private struct BlockInstance {
  var labels: [(text: Value, range: SourceRange)]
  var contents: Contents
  var range: SourceRange
  /// Of the value that it was made for.
  var marks: Marks
}

/// The nested blocks of one type.
private struct BlockInstances {
  var all: [BlockInstance] = []
  /// A `dynamic` block's collection is not known: there may be any number of blocks.
  var isUnknown = false
  /// Of the collections that blocks were made from.
  var marks: Marks = []
}

private struct SchemaDecoder {
  let scope: any EvaluationScope
  var diagnostics: [Diagnostic] = []

  init(scope: any EvaluationScope) { self.scope = scope }

  private mutating func report(
    _ code: String, _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil
  ) {
    diagnostics.append(
      Diagnostic(code: code, summary: summary, detail: detail, subject: subject, context: context))
  }

  mutating func value(of contents: Contents, _ schema: SchemaBlock) -> Value {
    checkNames(contents.body, schema)
    var values: [String: Value] = [:]
    values.reserveCapacity(schema.attributes.count + schema.blocks.count)
    for attribute in schema.attributes { values[attribute.name] = value(of: attribute, contents) }
    if !schema.blocks.isEmpty {
      let instances = blockInstances(contents, schema)
      for block in schema.blocks {
        values[block.name] = value(of: block, instances[block.name] ?? BlockInstances(), contents)
      }
    }
    return .object(KeyedValues(values))
  }

  // MARK: names

  private mutating func checkNames(_ body: Body, _ schema: SchemaBlock) {
    for attribute in body.attributes where schema.attribute(attribute.name) == nil {
      var detail = "An argument named \(quoted(attribute.name)) is not expected here."
      if schema.block(attribute.name) != nil {
        detail += " Did you mean to define a block of type \(quoted(attribute.name))?"
      } else if let near = suggestion(for: attribute.name, among: schema.attributes.map(\.name)) {
        detail += " Did you mean \(quoted(near))?"
      }
      report("config.unsupported-argument", "Unsupported argument", detail, attribute.nameRange)
    }
    for block in body.blocks {
      let name = block.type == "dynamic" ? block.labels.first?.text : block.type
      guard let name, schema.block(name) == nil, schema.attribute(name)?.isWritableAsBlocks != true else { continue }
      var detail = "Blocks of type \(quoted(name)) are not expected here."
      if schema.attribute(name) != nil {
        detail += " Did you mean to define argument \(quoted(name))? If so, use the equals sign to assign it a value."
      } else if let near = suggestion(for: name, among: schema.blocks.map(\.name)) {
        detail += " Did you mean \(quoted(near))?"
      }
      report("config.unsupported-block", "Unsupported block type", detail, block.typeRange)
    }
  }

  // MARK: attributes

  private mutating func value(of attribute: SchemaAttribute, _ contents: Contents) -> Value {
    let type = attribute.impliedType
    if let given = contents.body.attribute(attribute.name) {
      return value(of: given, attribute, type, contents)
    }
    if attribute.isWritableAsBlocks, let value = valueFromBlocks(attribute, type, contents) { return value }
    if attribute.isRequired {
      report(
        "config.missing-argument", "Missing required argument",
        "The argument \(quoted(attribute.name)) is required, but no definition was found.", contents.missingRange)
      return .unknown(type)
    }
    return .null(type)
  }

  private mutating func value(
    of given: Attribute, _ attribute: SchemaAttribute, _ type: ValueType, _ contents: Contents
  ) -> Value {
    if attribute.isComputed, !attribute.isOptional, !attribute.isRequired {
      report(
        "config.read-only", "Value for unconfigurable attribute",
        "Can't configure a value for \(quoted(attribute.name)): its value will be decided automatically based on the result of "
          + "applying this configuration.", given.nameRange)
      return .unknown(type)
    }
    let (value, problems) = evaluate(given.expression, in: scope, bindings: contents.bindings)
    diagnostics += problems
    if problems.hasErrors { return .unknown(type) }
    let constraint = attribute.configurationType
    do {
      let converted = try value.converted(to: constraint)
      if converted.isNull, attribute.isRequired {
        report(
          "config.missing-argument", "Missing required argument",
          "The argument \(quoted(attribute.name)) is required, but no definition was found.", contents.missingRange)
      }
      checkEphemeral(converted, attribute, given.expression.range)
      return converted
    } catch {
      diagnostics.append(
        Diagnostic(
          code: "config.wrong-type", summary: "Incorrect attribute value type",
          detail: "Inappropriate value for attribute \(quoted(attribute.name)): \(error.message).",
          subject: given.expression.range,
          expressionValues: expressionValues(given.expression, in: scope, bindings: contents.bindings)))
      return .unknown(type)
    }
  }

  private mutating func checkEphemeral(_ value: Value, _ attribute: SchemaAttribute, _ range: SourceRange) {
    guard !attribute.isWriteOnly, value.deepMarks.contains(.ephemeral) else { return }
    report(
      "config.ephemeral-value", "Invalid use of ephemeral value",
      "Ephemeral values are not valid for \(quoted(attribute.name)), because it is not a write-only attribute and must be persisted "
        + "to state.", range)
  }

  /// Old providers have attributes that are lists or sets of objects, and users write them as blocks.
  private mutating func valueFromBlocks(
    _ attribute: SchemaAttribute, _ type: ValueType, _ contents: Contents
  ) -> Value? {
    guard let element = type.elementType, case .object(let object) = element else { return nil }
    let instances = blockInstances(contents, named: attribute.name)
    if instances.all.isEmpty, !instances.isUnknown { return nil }
    if instances.isUnknown { return Value.unknown(type).marked(with: instances.marks) }
    let schema = SchemaBlock(
      attributes: object.attributes.map {
        SchemaAttribute(name: $0, kind: .plain($1), isOptional: true)
      })
    let values = instances.all.map { value(of: $0.contents, schema).marked(with: $0.marks) }
    if case .set = type { return Value.set(element, unsorted: values).marked(with: instances.marks) }
    return Value.list(element, values).marked(with: instances.marks)
  }

  // MARK: blocks

  private mutating func value(of block: NestedBlock, _ instances: BlockInstances, _ contents: Contents) -> Value {
    if instances.isUnknown { return Value.unknown(block.impliedType).marked(with: instances.marks) }
    checkCount(block, instances, contents)
    let type = block.block.impliedType
    let result: Value
    switch block.nesting {
    case .single, .group:
      if let first = instances.all.first {
        result = value(of: first.contents, block.block).marked(with: first.marks)
      } else {
        result = block.nesting == .group ? groupWithoutBlock(block, contents) : .null(type)
      }
    case .list:
      let values = instances.all.map { value(of: $0.contents, block.block).marked(with: $0.marks) }
      result = type.hasDynamic ? .tuple(values) : .list(type, values)
    case .set:
      let values = instances.all.map { value(of: $0.contents, block.block).marked(with: $0.marks) }
      result = .set(type, unsorted: values)
    case .map:
      var values: [String: Value] = [:]
      for instance in instances.all {
        guard let label = instance.labels.first, let key = label.text.stringValue else { continue }
        if values[key] != nil {
          report(
            "config.duplicate-block", "Duplicate \(block.name) block",
            "Only one block of type \(quoted(block.name)) with label \(quoted(key)) is allowed here.", label.range)
        }
        values[key] = value(of: instance.contents, block.block).marked(with: instance.marks)
      }
      result = type.hasDynamic ? .object(KeyedValues(values)) : .map(type, KeyedValues(values))
    }
    return result.marked(with: instances.marks)
  }

  private mutating func groupWithoutBlock(_ block: NestedBlock, _ contents: Contents) -> Value {
    value(
      of: Contents(body: Body(range: contents.missingRange), bindings: [:], missingRange: contents.missingRange),
      block.block)
  }

  private mutating func checkCount(_ block: NestedBlock, _ instances: BlockInstances, _ contents: Contents) {
    let count = instances.all.count
    switch block.nesting {
    case .single, .group:
      if count > 1 {
        report(
          "config.duplicate-block", "Duplicate \(block.name) block",
          "Only one \(block.name) block is allowed. Another was defined at \(instances.all[0].range.place).",
          instances.all[1].range)
      }
      if count == 0, block.minimumItems > 0 {
        report(
          "config.missing-block", "Missing \(block.name) block", "A \(block.name) block is required.",
          contents.missingRange)
      }
    case .list, .set, .map:
      if block.maximumItems > 0, count > block.maximumItems {
        report(
          "config.too-many-blocks", "Too many \(block.name) blocks",
          "No more than \(block.maximumItems) \(quoted(block.name)) blocks are allowed",
          instances.all[block.maximumItems].range)
      }
      if count < block.minimumItems {
        report(
          "config.missing-block", "Insufficient \(block.name) blocks",
          "At least \(block.minimumItems) \(quoted(block.name)) blocks are required.", contents.missingRange)
      }
    }
  }

  // MARK: dynamic blocks

  private mutating func blockInstances(_ contents: Contents, _ schema: SchemaBlock) -> [String: BlockInstances] {
    var result: [String: BlockInstances] = [:]
    for block in contents.body.blocks {
      let name = block.type == "dynamic" ? block.labels.first?.text ?? "" : block.type
      guard let nested = schema.block(name) else { continue }
      add(block, labels: nested.nesting == .map ? 1 : 0, contents, to: &result[name, default: BlockInstances()])
    }
    return result
  }

  private mutating func blockInstances(_ contents: Contents, named name: String) -> BlockInstances {
    var result = BlockInstances()
    for block in contents.body.blocks
    where block.type == name || (block.type == "dynamic" && block.labels.first?.text == name) {
      add(block, labels: 0, contents, to: &result)
    }
    return result
  }

  private mutating func add(
    _ block: Block, labels count: Int, _ contents: Contents, to instances: inout BlockInstances
  ) {
    if block.type == "dynamic" {
      addDynamic(block, labels: count, contents, to: &instances)
      return
    }
    guard block.labels.count == count else {
      if block.labels.count > count {
        report(
          "config.extra-label", "Extraneous label for \(block.type)",
          "No labels are expected for \(block.type) blocks.", block.labels[count].range)
      } else {
        report(
          "config.missing-label", "Missing key for \(block.type)",
          "All \(block.type) blocks must have 1 labels (key).", block.openBraceRange)
      }
      return
    }
    instances.all.append(
      BlockInstance(
        labels: block.labels.map { (.string($0.text), $0.range) },
        contents: Contents(body: block.body, bindings: contents.bindings, missingRange: block.headerRange),
        range: block.headerRange, marks: []))
  }

  private mutating func addDynamic(
    _ block: Block, labels count: Int, _ contents: Contents, to instances: inout BlockInstances
  ) {
    var reader = BlockReader(block.body, missingRange: block.headerRange)
    reader.allow(attributes: ["for_each", "iterator", "labels"], blocks: ["content"])
    let forEach = reader.required("for_each")
    let content = reader.single("content")
    if content == nil {
      reader.report(
        Diagnostic(
          code: "config.missing-block", summary: "Missing dynamic content block",
          detail: "A dynamic block must have a nested block of type \"content\" to describe the body of each generated block.",
          subject: block.headerRange))
    }
    diagnostics += reader.diagnostics
    guard let forEach, let content, let name = block.labels.first?.text else { return }
    guard block.labels.count == 1 else {
      report(
        "config.extra-label", "Extraneous label for dynamic", "Only 1 labels (type) are expected for dynamic blocks.",
        block.labels[1].range)
      return
    }
    var iterator = name
    if let attribute = block.body.attribute("iterator") {
      guard case .variable(let given) = attribute.expression.kind else {
        report(
          "config.invalid-iterator", "Invalid expression",
          "Dynamic iterator must be a single variable name.", attribute.expression.range)
        return
      }
      iterator = given
    }
    let (collection, problems) = evaluate(forEach.expression, in: scope, bindings: contents.bindings)
    diagnostics += problems
    if problems.hasErrors {
      instances.isUnknown = true
      return
    }
    let (plain, marks) = collection.unmarked
    instances.marks.formUnion(marks)
    guard let items = items(of: plain, forEach.expression, &instances) else { return }
    for (key, value) in items {
      var bindings = contents.bindings
      bindings[iterator] = .object([("key", key), ("value", value)])
      instances.all.append(
        BlockInstance(
          labels: dynamicLabels(block, count: count, bindings),
          contents: Contents(body: content.body, bindings: bindings, missingRange: content.headerRange),
          range: block.headerRange, marks: []))
    }
  }

  /// The blocks to be made, by key and value; nil when there is an error, or when it is not known yet.
  private mutating func items(
    of value: Value, _ expression: Expression, _ instances: inout BlockInstances
  ) -> [(key: Value, value: Value)]? {
    if value.isNull {
      report(
        "config.invalid-dynamic", "Invalid dynamic for_each value", "Cannot use a null value in for_each.",
        expression.range)
      return nil
    }
    switch value {
    case .unknown(let type, _):
      switch type {
      case .dynamic, .list, .set, .map, .object, .tuple:
        instances.isUnknown = true
        return nil
      default: break
      }
    case .list(_, let elements), .tuple(let elements):
      return elements.enumerated().map { (.integer($0), $1) }
    case .set(_, let elements): return elements.map { ($0, $0) }
    case .map(_, let elements), .object(let elements): return elements.pairs.map { (.string($0), $1) }
    default: break
    }
    report(
      "config.invalid-dynamic", "Invalid dynamic for_each value",
      "Cannot use a \(value.type.friendlyName) value in for_each. An iterable collection is required.", expression.range)
    return nil
  }

  private mutating func dynamicLabels(
    _ block: Block, count: Int, _ bindings: [String: Value]
  ) -> [(text: Value, range: SourceRange)] {
    guard let attribute = block.body.attribute("labels"), case .tuple(let items) = attribute.expression.kind else {
      if count > 0 {
        report(
          "config.missing-label", "Insufficient dynamic block labels",
          "The block requires \(count) label(s), given by the \"labels\" argument.", block.headerRange)
      }
      return []
    }
    return items.map { item in
      let (value, problems) = evaluate(item, as: .string, in: scope, bindings: bindings)
      diagnostics += problems
      return (value.withoutMarks, item.range)
    }
  }
}

extension SchemaAttribute {
  /// What a configured value is converted to: nested attributes that need not be given may be left out.
  var configurationType: ValueType {
    guard let nested else { return impliedType }
    return nested.configurationType
  }

  /// A list or set of objects, which old providers let users write as blocks.
  var isWritableAsBlocks: Bool {
    guard case .plain(let type) = kind, isOptional || isRequired else { return false }
    switch type {
    case .list(.object), .set(.object): return true
    default: return false
    }
  }
}

extension NestedAttributes {
  fileprivate var configurationType: ValueType {
    let optional = Set(attributes.filter { !$0.isRequired }.map(\.name))
    let object = ValueType.object(
      ObjectType(attributes.map { ($0.name, $0.configurationType) }, optional: optional))
    return switch nesting {
    case .single: object
    case .list: .list(object)
    case .set: .set(object)
    case .map: .map(object)
    }
  }
}
