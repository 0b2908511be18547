import Configuring
import Model
import Parsing

/// Writes a `resource` block that gives an object as it stands, the same text as Terraform's: every argument by name, those
/// without value as null, then the blocks. What is sensitive is not written.
struct ResourceText {
  private(set) var lines: [String] = []

  /// Laid out in canonical style, without a line end last. `provider` is the argument of that name, where one is needed.
  static func write(_ name: ResourceName, _ value: Value, schema: SchemaBlock, provider: String?) -> String {
    var text = ResourceText()
    text.lines.append("resource \(quotedText(name.type)) \(quotedText(name.name)) {")
    if let provider { text.lines.append("provider = \(provider)") }
    text.body(value, attributes: schema.attributes, blocks: schema.blocks, isResource: true)
    text.lines.append("}")
    return String(decoding: laidOut(Array(text.lines.joined(separator: "\n").utf8)), as: UTF8.self)
  }

  private mutating func body(
    _ value: Value, attributes: [SchemaAttribute], blocks: [NestedBlock], isResource: Bool = false
  ) {
    let members = value.keyedValues
    for attribute in attributes where attribute.isWritten(inResource: isResource) {
      write(attribute, members?[attribute.name] ?? .null(attribute.impliedType))
    }
    for block in blocks where !block.block.isDeprecated {
      if let value = members?[block.name] { write(block, value) }
    }
  }

  // MARK: arguments

  private mutating func write(_ attribute: SchemaAttribute, _ value: Value) {
    if let nested = attribute.nested { return write(attribute, nested, value) }
    let name = attribute.name
    if attribute.isSensitive || value.marks.contains(.sensitive) {
      lines.append("\(name) = null # sensitive")
      return
    }
    var plain = value.deeplyUnmarked
    // Providers on the old framework cannot say null, and say "" instead.
    if attribute.isOptional, plain.stringValue == "" { plain = .null(.string) }
    lines.append("\(name) = \(document(plain) ?? expressionText(plain))")
  }

  /// A text that is a JSON document is shown as what it says.
  private func document(_ value: Value) -> String? {
    guard let text = value.stringValue else { return nil }
    let bytes = Array(text.utf8)
    guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }),
      first == UInt8(ascii: "{")
        || first == UInt8(ascii: "["), let json = try? JSON.read(bytes)
    else { return nil }
    return "jsonencode(\(expressionText(Value(inferring: json))))"
  }

  private mutating func write(_ attribute: SchemaAttribute, _ nested: NestedAttributes, _ value: Value) {
    let name = attribute.name
    let isList = nested.nesting == .list || nested.nesting == .set
    let (value, marks) = value.unmarked
    // A set is marked for what its elements hold, of which only that much is left out.
    if attribute.isSensitive || (nested.nesting != .set && marks.contains(.sensitive)) {
      lines.append("\(name) = \(isList ? "[]" : "{}") # sensitive")
      return
    }
    if value.isNull {
      lines.append("\(name) = null")
      return
    }
    switch nested.nesting {
    case .single: object("\(name) = ", value, nested)
    case .list, .set:
      lines.append("\(name) = [")
      for element in value.elements ?? [] { object("", element, nested, end: ",") }
      lines.append("]")
    case .map:
      lines.append("\(name) = {")
      for (key, element) in (value.keyedValues ?? KeyedValues()).pairs {
        object("\(key.isIdentifier ? key : expressionText(.string(key))) = ", element, nested)
      }
      lines.append("}")
    }
  }

  private mutating func object(_ lead: String, _ value: Value, _ nested: NestedAttributes, end: String = "") {
    let (value, marks) = value.unmarked
    if marks.contains(.sensitive) {
      lines.append("\(lead){}\(end) # sensitive")
      return
    }
    lines.append("\(lead){")
    body(value, attributes: nested.attributes, blocks: [])
    lines.append("}\(end)")
  }

  // MARK: blocks

  private mutating func write(_ block: NestedBlock, _ value: Value) {
    let (value, marks) = value.unmarked
    if value.isNull { return }
    if marks.contains(.sensitive) {
      lines.append("\(block.name) {} # sensitive")
      return
    }
    switch block.nesting {
    case .single, .group: one(block.name, value, block)
    case .list, .set: for element in value.elements ?? [] { one(block.name, element, block) }
    case .map:
      for (key, element) in (value.keyedValues ?? KeyedValues()).pairs {
        one("\(block.name) \(expressionText(.string(key)))", element, block)
      }
    }
  }

  private mutating func one(_ header: String, _ value: Value, _ block: NestedBlock) {
    let (value, marks) = value.unmarked
    if marks.contains(.sensitive) {
      lines.append("\(header) {} # sensitive")
      return
    }
    lines.append("\(header) {")
    body(value, attributes: block.block.attributes, blocks: block.block.blocks)
    lines.append("}")
  }
}

extension SchemaAttribute {
  /// Whether somebody can set it, and should. Providers on the old framework declare an `id` that one may not set.
  fileprivate func isWritten(inResource isResource: Bool) -> Bool {
    guard isRequired || isOptional, !isDeprecated else { return false }
    return !(isResource && name == "id" && isOptional && isComputed)
  }
}
