/// The shape of a resource, data source or provider configuration, as its provider declares it.
package struct Schema: Sendable, Hashable {
  /// Of the state's attributes; a provider upgrades objects of older versions.
  package var version: Int
  package var block: SchemaBlock

  package init(version: Int, block: SchemaBlock) {
    self.version = version
    self.block = block
  }
}

/// A block's attributes and nested blocks, each sorted by name. Its implied type is computed once.
package final class SchemaBlock: Sendable {
  package let attributes: [SchemaAttribute]
  package let blocks: [NestedBlock]
  package let description: String
  package let isDeprecated: Bool
  /// The object type of a value of this block: every attribute and block has a place in it.
  package let impliedType: ValueType
  private let attributeIndex: [String: Int]
  private let blockIndex: [String: Int]

  package init(
    attributes: [SchemaAttribute], blocks: [NestedBlock] = [], description: String = "", isDeprecated: Bool = false
  ) {
    self.attributes = attributes.sorted { $0.name < $1.name }
    self.blocks = blocks.sorted { $0.name < $1.name }
    self.description = description
    self.isDeprecated = isDeprecated
    self.impliedType = .object(
      ObjectType(attributes.map { ($0.name, $0.impliedType) } + blocks.map { ($0.name, $0.impliedType) }))
    self.attributeIndex = Dictionary(
      uniqueKeysWithValues: self.attributes.enumerated().map { ($1.name, $0) })
    self.blockIndex = Dictionary(uniqueKeysWithValues: self.blocks.enumerated().map { ($1.name, $0) })
  }

  package func attribute(_ name: String) -> SchemaAttribute? { attributeIndex[name].map { attributes[$0] } }
  package func block(_ name: String) -> NestedBlock? { blockIndex[name].map { blocks[$0] } }

  /// A value with every attribute null and every collection of blocks empty.
  package var emptyValue: Value {
    .object(
      KeyedValues(
        attributes.map { ($0.name, Value.null($0.impliedType)) } + blocks.map { ($0.name, $0.emptyValue) }))
  }
}

extension SchemaBlock: Hashable {
  package static func == (a: SchemaBlock, b: SchemaBlock) -> Bool {
    a === b || (a.attributes == b.attributes && a.blocks == b.blocks && a.isDeprecated == b.isDeprecated)
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(impliedType) }
}

package struct SchemaAttribute: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case plain(ValueType)
    /// Protocol 6's nested attributes.
    indirect case nested(NestedAttributes)
  }

  package var name: String
  package var kind: Kind
  package var isRequired: Bool
  package var isOptional: Bool
  package var isComputed: Bool
  package var isSensitive: Bool
  /// Sent to the provider, never stored.
  package var isWriteOnly: Bool
  package var isDeprecated: Bool
  package var description: String
  package var descriptionIsMarkdown: Bool

  package init(
    name: String, kind: Kind, isRequired: Bool = false, isOptional: Bool = false, isComputed: Bool = false,
    isSensitive: Bool = false, isWriteOnly: Bool = false, isDeprecated: Bool = false, description: String = "",
    descriptionIsMarkdown: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
    self.isOptional = isOptional
    self.isComputed = isComputed
    self.isSensitive = isSensitive
    self.isWriteOnly = isWriteOnly
    self.isDeprecated = isDeprecated
    self.description = description
    self.descriptionIsMarkdown = descriptionIsMarkdown
  }

  package var impliedType: ValueType {
    switch kind {
    case .plain(let type): type
    case .nested(let nested): nested.impliedType
    }
  }

  /// The nested attributes, where the attribute has such a type.
  package var nested: NestedAttributes? {
    if case .nested(let nested) = kind { return nested }
    return nil
  }
}

/// An attribute whose value is an object (or a collection of objects) with attributes of its own.
package struct NestedAttributes: Sendable, Hashable {
  package enum Nesting: String, Sendable, Hashable {
    case single, list, set, map
  }

  package var nesting: Nesting
  /// Sorted by name.
  package var attributes: [SchemaAttribute]

  package init(nesting: Nesting, attributes: [SchemaAttribute]) {
    self.nesting = nesting
    self.attributes = attributes.sorted { $0.name < $1.name }
  }

  package var objectType: ValueType { .object(ObjectType(attributes.map { ($0.name, $0.impliedType) })) }

  package var impliedType: ValueType {
    switch nesting {
    case .single: objectType
    case .list: .list(objectType)
    case .set: .set(objectType)
    case .map: .map(objectType)
    }
  }
}

package struct NestedBlock: Sendable, Hashable {
  package enum Nesting: String, Sendable, Hashable {
    /// At most one, null when absent.
    case single
    /// Exactly one value, never null: an absent block is an empty one.
    case group
    case list, set
    /// By the block's one label.
    case map
  }

  package var name: String
  package var nesting: Nesting
  package var block: SchemaBlock
  package var minimumItems: Int
  /// Zero for no limit.
  package var maximumItems: Int

  package init(name: String, nesting: Nesting, block: SchemaBlock, minimumItems: Int = 0, maximumItems: Int = 0) {
    self.name = name
    self.nesting = nesting
    self.block = block
    self.minimumItems = minimumItems
    self.maximumItems = maximumItems
  }

  /// Lists and maps of blocks whose types hold `dynamic` are tuples and objects in values; then this is `dynamic`.
  package var impliedType: ValueType {
    let object = block.impliedType
    switch nesting {
    case .single, .group: return object
    case .list: return object.hasDynamic ? .dynamic : .list(object)
    case .set: return .set(object)
    case .map: return object.hasDynamic ? .dynamic : .map(object)
    }
  }

  package var emptyValue: Value {
    let object = block.impliedType
    return switch nesting {
    case .single: .null(object)
    case .group: block.emptyValue
    case .list: object.hasDynamic ? .emptyTuple : .list(object, [])
    case .set: .set(object, [])
    case .map: object.hasDynamic ? .emptyObject : .map(object, KeyedValues())
    }
  }
}
