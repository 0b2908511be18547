import Model
import TestSupport

/// Short forms for the schemas and values of these tests.
func attribute(
  _ name: String, _ type: ValueType = .string, required: Bool = false, optional: Bool = false, computed: Bool = false,
  sensitive: Bool = false, writeOnly: Bool = false
) -> SchemaAttribute {
  SchemaAttribute(
    name: name, kind: .plain(type), isRequired: required, isOptional: optional, isComputed: computed,
    isSensitive: sensitive, isWriteOnly: writeOnly)
}

func nested(
  _ name: String, _ nesting: NestedAttributes.Nesting, _ attributes: [SchemaAttribute], optional: Bool = true,
  computed: Bool = false
) -> SchemaAttribute {
  SchemaAttribute(
    name: name, kind: .nested(NestedAttributes(nesting: nesting, attributes: attributes)), isOptional: optional,
    isComputed: computed)
}

func block(
  _ name: String, _ nesting: NestedBlock.Nesting, _ attributes: [SchemaAttribute], blocks: [NestedBlock] = []
) -> NestedBlock {
  NestedBlock(name: name, nesting: nesting, block: SchemaBlock(attributes: attributes, blocks: blocks))
}

/// A value of a schema, of which only what differs from an empty one is given.
func object(_ schema: SchemaBlock, _ values: [String: Value] = [:]) -> Value {
  guard case .object(var attributes) = schema.emptyValue else { return schema.emptyValue }
  for (name, value) in values { attributes[name] = value }
  return .object(attributes)
}

func list(_ elements: Value...) -> Value { .list(elements[0].type, elements) }
func set(_ elements: Value...) -> Value { .set(elements[0].type, unsorted: elements) }
func map(_ elements: [String: Value]) -> Value { .map(elements.values.first?.type ?? .string, KeyedValues(elements)) }
func text(_ text: String) -> Value { .string(text) }
let noText = Value.null(.string)
let unknownText = Value.unknown(.string)

extension SeededGenerator {
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
