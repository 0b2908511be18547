import Configuring
import Model
import Parsing

/// One thing that the configuration of an instance is to say otherwise.
struct Wish: Hashable {
  enum Kind: Hashable {
    /// An argument, or a part of one; nil is to be left out.
    case argument(name: String, path: [Step], wanted: Value?)
    /// A nested block with these contents.
    case newBlock(type: String, label: String?, Value)
    /// The block of the path itself is to go.
    case noBlock
  }

  /// Nested blocks on the way, by type and place in the order of the text.
  var blocks: [BlockStep]
  var kind: Kind

  struct BlockStep: Hashable {
    var type: String
    var index: Int
  }

  /// As users write it: `root_block_device[0].volume_size`, `tags.Owner`.
  var text: String {
    let way = blocks.map { "\($0.type)[\($0.index)]" }.joined(separator: ".")
    switch kind {
    case .argument(let name, let path, _):
      return (way.isEmpty ? name : "\(way).\(name)")
        + path.map { step in
          if case .key(let key) = step { return "[\(quotedText(key))]" }
          return step.text
        }.joined()
    case .newBlock(let type, _, _): return way.isEmpty ? type : "\(way).\(type)"
    case .noBlock: return way
    }
  }
}

/// A block as it counts, where it is written or what makes it.
struct CountedBlock {
  var body: Body
  /// Nil where a `dynamic` block makes it.
  var block: Block?
  var dynamic: Origin?
  var label: String?
  var place: Place
  var value: Value
}

/// The shape of a body: a provider's block, or an attribute whose elements may be written as blocks.
struct NestedShape {
  var name: String
  var nesting: NestedBlock.Nesting
  var block: SchemaBlock
  var isAttribute = false

  init(_ nested: NestedBlock) {
    (name, nesting, block) = (nested.name, nested.nesting, nested.block)
  }

  /// Lists and sets of objects, which older providers have for blocks that may be left out altogether.
  init?(attribute: SchemaAttribute) {
    guard case .plain(let type) = attribute.kind, case .object(let object)? = type.elementType else { return nil }
    name = attribute.name
    isAttribute = true
    if case .set = type { nesting = .set } else { nesting = .list }
    if case .map = type { return nil }
    block = SchemaBlock(
      attributes: object.attributes.map { SchemaAttribute(name: $0, kind: .plain($1), isOptional: true) })
  }
}

/// All blocks of a type in a body, those that `dynamic` makes too.
func countedBlocks(_ shape: NestedShape, in body: Body, at place: Place) -> [CountedBlock] {
  var result: [CountedBlock] = []
  func add(_ body: Body, _ block: Block?, _ dynamic: Origin?, _ label: String?, _ place: Place) {
    let value = decode(body, schema: shape.block, scope: place.scope, bindings: place.bindings).value
    result.append(
      CountedBlock(body: body, block: block, dynamic: dynamic, label: label, place: place, value: value))
  }
  for block in body.blocks {
    if block.type == shape.name { add(block.body, block, nil, block.labels.first?.text, place) }
    guard block.type == "dynamic", block.labels.first?.text == shape.name,
      let forEach = block.body.attribute("for_each")?.expression, let content = block.body.blocks("content").first,
      let collection = place.value(forEach)
    else { continue }
    let iterator = block.body.attribute("iterator")?.expression.traversal?.root ?? shape.name
    let pairs: [(Value, Value)] =
      collection.keyedValues.map { $0.pairs.map { (.string($0), $1) } }
      ?? (collection.withoutMarks.elements ?? []).enumerated().map { (collection.isSet ? $1 : .integer($0), $1) }
    for (key, value) in pairs {
      var inner = place
      inner.bindings[iterator] = .object([("key", key), ("value", value)])
      let origin = Origin(forEach, [collection.isSet ? .element(value.deeplyUnmarked) : Step.of(key)], place)
      inner.iterators[iterator] = origin
      add(content.body, nil, origin, nil, inner)
    }
  }
  return result
}
