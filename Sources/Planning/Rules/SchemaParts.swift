package import Model

/// What has attributes and perhaps blocks: a block, or the object of an attribute with nested attributes.
enum ObjectShape {
  case block(SchemaBlock)
  case attributes([SchemaAttribute])

  var attributes: [SchemaAttribute] {
    switch self {
    case .block(let block): block.attributes
    case .attributes(let attributes): attributes
    }
  }

  var blocks: [NestedBlock] {
    if case .block(let block) = self { return block.blocks }
    return []
  }
}

extension SchemaBlock {
  /// The attribute that a path leads to; nil for blocks, and for parts inside an attribute of plain type.
  package func attribute(at path: some Collection<PathStep>) -> SchemaAttribute? {
    var block = self
    for (offset, step) in path.enumerated() {
      guard case .attribute(let name) = step else { continue }
      if let attribute = block.attribute(name) {
        return attribute.reached(by: path.dropFirst(offset + 1))
      }
      guard let nested = block.block(name) else { return nil }
      block = nested.block
    }
    return nil
  }
}

extension SchemaAttribute {
  /// This attribute, or the nested one to which the rest of a path leads.
  func reached(by rest: some Collection<PathStep>) -> SchemaAttribute? {
    if rest.isEmpty { return self }
    guard let nested else { return nil }
    for (offset, step) in rest.enumerated() {
      guard case .attribute(let name) = step else { continue }
      return nested.attributes.first { $0.name == name }?.reached(by: rest.dropFirst(offset + 1))
    }
    return nil
  }
}

extension Value {
  /// An attribute of an object; of a null object null, of an unknown one unknown.
  func attribute(_ name: String, type: ValueType) -> Value {
    switch self {
    case .null: .null(type)
    case .unknown: .unknown(type)
    default: self[name] ?? .null(type)
    }
  }

  /// The same value, knowing nothing of what is unknown in it. Providers may refine, or forget refinements, at will.
  var unrefined: Value {
    if isWhollyKnown { return self }
    return transformed { _, part in
      if case .unknown(let type, _) = part { return .unknown(type) }
      return part
    }
  }

  func isSame(as other: Value) -> Bool {
    if self == other { return true }
    return !isWhollyKnown && !other.isWhollyKnown && unrefined == other.unrefined
  }

  /// A collection like this one (list or tuple) of other elements.
  func replacingElements(_ elements: [Value]) -> Value {
    if case .list(let type, _) = self { return .list(type, elements) }
    return .tuple(elements)
  }

  /// A map or object, whichever this is, of other contents.
  func replacingKeyedValues(_ values: KeyedValues) -> Value {
    if case .map(let type, _) = self { return .map(type, values) }
    return .object(values)
  }
}

/// What a value breaks of the rules between engine and provider, in words for the provider's authors.
package struct RuleViolation: Hashable, Sendable {
  package var path: ValuePath
  package var message: String

  package init(path: ValuePath, message: String) {
    self.path = path
    self.message = message
  }

  /// `.tags["a"]: was null, but now ...`
  package var text: String { path.isEmpty ? message : "\(pathText(path)): \(message)" }
}

/// A path as messages about providers show it: `.rule[0].tags["a"]`.
package func pathText(_ path: ValuePath) -> String {
  path.reduce(into: "") { text, step in
    switch step {
    case .attribute(let name): text += ".\(name)"
    case .index(.number(let number)): text += "[\(number)]"
    case .index(.string(let key)): text += "[\(quotedText(key))]"
    case .index: text += "[...]"
    }
  }
}
