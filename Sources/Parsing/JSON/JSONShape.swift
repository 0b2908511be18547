package import Model

/// Which properties of an object in JSON are arguments, and which are blocks. JSON itself does not tell them apart.
package struct JSONShape: Sendable {
  /// What properties are that the shape does not name.
  package enum Rest: Sendable {
    case refused
    case arguments(JSONReading)
    /// Arguments or blocks, as a schema says that is not at hand yet.
    case undecided
  }

  package struct BlockForm: Sendable {
    package var labels: [String]
    package var shape: JSONShape

    package init(labels: [String] = [], _ shape: JSONShape) {
      self.labels = labels
      self.shape = shape
    }
  }

  package var arguments: [String: JSONReading]
  package var blocks: [String: BlockForm]
  package var rest: Rest

  package init(arguments: [String: JSONReading] = [:], blocks: [String: BlockForm] = [:], rest: Rest = .refused) {
    self.arguments = arguments
    self.blocks = blocks
    self.rest = rest
  }

  package static let undecided = JSONShape(rest: .undecided)
}

/// A value in JSON as the body of this shape.
package func body(of node: JSONNode, as shape: JSONShape) -> (body: Body, diagnostics: [Diagnostic]) {
  var reader = JSONBodyReader()
  let body = reader.body(of: node, as: shape)
  return (body, reader.diagnostics)
}

extension Body {
  /// The body with what was undecided read in this shape. A body in native syntax is what it is.
  package func settled(as shape: JSONShape) -> (body: Body, diagnostics: [Diagnostic]) {
    guard !undecided.isEmpty else { return (self, []) }
    var reader = JSONBodyReader()
    var body = self
    body.undecided = []
    reader.read(undecided, as: shape, into: &body)
    return (body, reader.diagnostics)
  }

  /// Whether an argument of this name is there, or what may be one.
  package func mayHaveArgument(_ name: String) -> Bool {
    attribute(name) != nil || undecided.contains { $0.name == name }
  }
}

private struct JSONBodyReader {
  var diagnostics: [Diagnostic] = []

  mutating func body(of node: JSONNode, as shape: JSONShape) -> Body {
    var body = Body(range: node.range)
    body.missingItemRange = node.missingItemRange
    read(properties(of: node), as: shape, into: &body)
    return body
  }

  mutating func read(_ properties: [JSONProperty], as shape: JSONShape, into body: inout Body) {
    for property in properties where !property.isComment {
      if let reading = shape.arguments[property.name] {
        add(property, reading, to: &body)
      } else if let form = shape.blocks[property.name] {
        addBlocks(property, form, form.labels[...], [], property.value, to: &body)
      } else {
        switch shape.rest {
        case .undecided: body.undecided.append(property)
        case .arguments(let reading): add(property, reading, to: &body)
        case .refused: refuse(property, shape)
        }
      }
    }
  }

  private mutating func refuse(_ property: JSONProperty, _ shape: JSONShape) {
    let near = suggestion(for: property.name, among: Array(shape.arguments.keys) + Array(shape.blocks.keys))
    report(
      "Extraneous JSON object property",
      "No argument or block type is named \(quoted(property.name)).\(near.map { " Did you mean \(quoted($0))?" } ?? "")",
      property.nameRange, context: property.range)
  }

  private mutating func add(_ property: JSONProperty, _ reading: JSONReading, to body: inout Body) {
    if let previous = body.attribute(property.name) {
      report(
        "Duplicate argument", "The argument \(quoted(property.name)) was already set at \(previous.range.place).",
        property.nameRange, context: property.range)
      return
    }
    var (expression, problems) = property.value.expression(reading)
    if case .template = reading { expression.json = JSONOrigin(property.value) }
    diagnostics += problems
    body.attributes.append(
      Attribute(
        name: property.name, nameRange: property.nameRange, expression: expression, range: property.range))
  }

  /// Goes down one level of objects for each label; what lies below is one block or an array of them.
  private mutating func addBlocks(
    _ property: JSONProperty, _ form: JSONShape.BlockForm, _ labelNames: ArraySlice<String>, _ labels: [Block.Label],
    _ value: JSONNode, to body: inout Body
  ) {
    if let labelName = labelNames.first {
      let inner = properties(of: value, label: labelName)
      if inner.isEmpty {
        report(
          "Missing block label",
          "At least one object property is required, whose name represents the \(property.name) block's \(labelName).",
          value.startRange)
      }
      for one in inner {
        addBlocks(
          property, form, labelNames.dropFirst(), labels + [Block.Label(text: one.name, range: one.nameRange)],
          one.value, to: &body)
      }
      return
    }
    switch value.kind {
    case .null: return
    case .object: body.blocks.append(block(property, form, labels, value, definedAt: value.startRange))
    case .array(let elements, let openRange):
      for element in elements {
        body.blocks.append(block(property, form, labels, element, definedAt: openRange))
      }
    default:
      report(
        "Incorrect JSON value type",
        "Either a JSON object or a JSON array is required, representing the contents of one or more "
          + "\(quoted(property.name)) blocks.", value.startRange)
    }
  }

  private mutating func block(
    _ property: JSONProperty, _ form: JSONShape.BlockForm, _ labels: [Block.Label], _ value: JSONNode,
    definedAt range: SourceRange
  ) -> Block {
    var block = Block(
      type: property.name, typeRange: property.nameRange, labels: labels, body: body(of: value, as: form.shape),
      openBraceRange: value.missingItemRange, closeBraceRange: value.missingItemRange)
    block.definitionRange = range
    return block
  }

  /// The properties of an object, or of all objects in an array, one after the other.
  private mutating func properties(of node: JSONNode, label: String? = nil) -> [JSONProperty] {
    let purpose = label.map { "to specify \($0) labels for this block" } ?? "to define arguments and child blocks"
    switch node.kind {
    case .null: return []
    case .object(let properties, _, _): return properties
    case .array(let elements, _):
      return elements.flatMap { element -> [JSONProperty] in
        if case .object(let properties, _, _) = element.kind { return properties }
        report("Incorrect JSON value type", "A JSON object is required here, \(purpose).", element.startRange)
        return []
      }
    default:
      report(
        "Incorrect JSON value type", "Either a JSON object or JSON array of objects is required here, \(purpose).",
        node.startRange)
      return []
    }
  }

  private mutating func report(
    _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil
  ) {
    diagnostics.append(
      Diagnostic(code: "config.json", summary: summary, detail: detail, subject: subject, context: context))
  }
}
