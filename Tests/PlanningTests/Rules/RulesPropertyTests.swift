import Model
import Planning
import TestSupport
import Testing

/// Random schemas and objects. Elements of sets carry a unique configured name, as without it no engine could pair them.
private struct Generator {
  var numbers: SeededGenerator
  var serial = 0

  mutating func schema(depth: Int, mayCompute: Bool = true) -> SchemaBlock {
    var attributes = [attribute("key", required: true)]
    for index in 0..<Int.random(in: 0...3, using: &numbers) {
      attributes.append(plainAttribute("a\(index)", mayCompute: mayCompute))
    }
    var blocks: [NestedBlock] = []
    guard depth > 0 else { return SchemaBlock(attributes: attributes) }
    let blockNestings: [NestedBlock.Nesting] = [.single, .group, .list, .set, .map]
    for (index, nesting) in blockNestings.enumerated() where numbers.chance(40) {
      let inner = schema(depth: depth - 1, mayCompute: mayCompute && nesting != .set || depth == 1 && mayCompute)
      blocks.append(NestedBlock(name: "b\(index)", nesting: nesting, block: inner))
    }
    for (index, nesting) in [NestedAttributes.Nesting.single, .list, .set, .map].enumerated() where numbers.chance(30) {
      let inner = schema(depth: 0, mayCompute: mayCompute)
      attributes.append(nested("n\(index)", nesting, inner.attributes, computed: mayCompute && numbers.chance(50)))
    }
    return SchemaBlock(attributes: attributes, blocks: blocks)
  }

  private mutating func plainAttribute(_ name: String, mayCompute: Bool) -> SchemaAttribute {
    let types: [ValueType] = [.string, .number, .bool, .list(.string), .map(.string)]
    let type = types[Int.random(in: types.indices, using: &numbers)]
    switch mayCompute ? Int.random(in: 0..<3, using: &numbers) : 0 {
    case 0: return attribute(name, type, optional: true)
    case 1: return attribute(name, type, computed: true)
    default: return attribute(name, type, optional: true, computed: true)
    }
  }

  mutating func object(_ attributes: [SchemaAttribute], _ blocks: [NestedBlock] = []) -> Value {
    var pairs: [(String, Value)] = []
    for attribute in attributes {
      serial += 1
      if attribute.name == "key" {
        pairs.append(("key", .string("k\(serial)")))
      } else if numbers.chance(25) {
        pairs.append((attribute.name, .null(attribute.impliedType)))
      } else {
        pairs.append((attribute.name, value(attribute)))
      }
    }
    for block in blocks { pairs.append((block.name, value(block))) }
    return .object(pairs)
  }

  private mutating func value(_ attribute: SchemaAttribute) -> Value {
    guard let nested = attribute.nested else { return value(of: attribute.impliedType) }
    let count = Int.random(in: 0...3, using: &numbers)
    switch nested.nesting {
    case .single: return object(nested.attributes)
    case .list: return .list(nested.objectType, (0..<count).map { _ in object(nested.attributes) })
    case .set: return .set(nested.objectType, unsorted: (0..<count).map { _ in object(nested.attributes) })
    case .map:
      return .map(nested.objectType, KeyedValues((0..<count).map { ("k\($0)", object(nested.attributes)) }))
    }
  }

  private mutating func value(_ block: NestedBlock) -> Value {
    let schema = block.block
    let count = Int.random(in: 0...3, using: &numbers)
    switch block.nesting {
    case .single: return count == 0 ? .null(schema.impliedType) : object(schema.attributes, schema.blocks)
    case .group: return object(schema.attributes, schema.blocks)
    case .list: return .list(schema.impliedType, (0..<count).map { _ in object(schema.attributes, schema.blocks) })
    case .set:
      return .set(schema.impliedType, unsorted: (0..<count).map { _ in object(schema.attributes, schema.blocks) })
    case .map:
      return .map(
        schema.impliedType, KeyedValues((0..<count).map { ("k\($0)", object(schema.attributes, schema.blocks)) }))
    }
  }

  mutating func value(of type: ValueType) -> Value {
    switch type {
    case .number: return .integer(Int.random(in: 0..<100, using: &numbers))
    case .bool: return .bool(numbers.chance(50))
    case .list(let element):
      let count = Int.random(in: 0..<3, using: &numbers)
      return .list(element, (0..<count).map { _ in value(of: element) })
    case .map(let element):
      let count = Int.random(in: 0..<3, using: &numbers)
      return .map(element, KeyedValues((0..<count).map { ("m\($0)", value(of: element)) }))
    default: return .string("s\(Int.random(in: 0..<100, using: &numbers))")
    }
  }

  /// The configuration from which a provider can have made an object: without what only it computes, and by chance without
  /// what it may compute.
  mutating func configuration(of value: Value, schema: SchemaBlock) -> Value {
    value.transformed { path, part in
      guard let attribute = schema.attribute(at: path), attribute.isComputed, case .attribute = path.last else {
        return part
      }
      if !attribute.isOptional { return .null(attribute.impliedType) }
      return attribute.nested == nil && numbers.chance(50) ? .null(attribute.impliedType) : part
    }
  }

  mutating func hidingParts(of value: Value, schema: SchemaBlock) -> Value {
    value.transformed { path, part in
      guard schema.attribute(at: path) != nil, case .attribute = path.last, numbers.chance(30) else { return part }
      return .unknown(part.type)
    }
  }
}

private let seeds = (0..<300).map { UInt64($0) }

struct RulesPropertyTests {
  @Test(arguments: seeds)
  func `proposing an object's own configuration proposes the object`(_ seed: UInt64) {
    var generator = Generator(numbers: SeededGenerator(seed: seed))
    let schema = generator.schema(depth: 2)
    let object = generator.object(schema.attributes, schema.blocks)
    let configuration = generator.configuration(of: object, schema: schema)
    let proposed = proposedNew(schema: schema, prior: object, configuration: configuration)
    #expect(proposed == object, "seed \(seed)")
    let decision = action(
      schema: schema, prior: object, planned: proposed, requiresReplace: [], isTainted: false,
      createBeforeDestroy: false)
    #expect(decision.action == .noOp, "seed \(seed)")
  }

  @Test(arguments: seeds)
  func `a proposed value is always a valid plan`(_ seed: UInt64) {
    var generator = Generator(numbers: SeededGenerator(seed: seed))
    let schema = generator.schema(depth: 2)
    let prior = generator.object(schema.attributes, schema.blocks)
    let other = generator.object(schema.attributes, schema.blocks)
    let configuration = generator.configuration(of: other, schema: schema)
    for prior in [prior, .null(schema.impliedType)] {
      let proposed = proposedNew(schema: schema, prior: prior, configuration: configuration)
      #expect(assertConforms(proposed, to: schema.impliedType) == [], "seed \(seed)")
      let violations = assertPlanValid(schema: schema, prior: prior, configuration: configuration, planned: proposed)
      #expect(violations == [], "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func `an object fits every plan of it that leaves parts unknown`(_ seed: UInt64) {
    var generator = Generator(numbers: SeededGenerator(seed: seed))
    let schema = generator.schema(depth: 2)
    let object = generator.object(schema.attributes, schema.blocks)
    let planned = generator.hidingParts(of: object, schema: schema)
    #expect(assertObjectCompatible(schema: schema, planned: planned, actual: object) == [], "seed \(seed)")
    #expect(planned == object || planned.unknownAsNull.isWhollyKnown)
  }

  @Test(arguments: seeds)
  func `normalising what is in order changes nothing`(_ seed: UInt64) {
    var generator = Generator(numbers: SeededGenerator(seed: seed))
    let schema = generator.schema(depth: 2)
    let object = generator.object(schema.attributes, schema.blocks)
    #expect(normalizeLegacyObject(object, schema: schema) == object, "seed \(seed)")
  }

  @Test(arguments: seeds)
  func `ignoring every attribute leaves nothing to do`(_ seed: UInt64) {
    var generator = Generator(numbers: SeededGenerator(seed: seed))
    let schema = generator.schema(depth: 1)
    let prior = generator.object(schema.attributes, schema.blocks)
    let other = generator.object(schema.attributes, schema.blocks)
    let configuration = generator.configuration(of: other, schema: schema)
    let names = schema.attributes.map(\.name) + schema.blocks.map(\.name)
    for ignored in [IgnoredChanges.all, .paths(names.map { [.attribute($0)] })] {
      let kept = applyIgnoreChanges(ignored, schema: schema, prior: prior, configuration: configuration)
      let proposed = proposedNew(schema: schema, prior: prior, configuration: kept)
      #expect(proposed == prior, "seed \(seed)")
    }
  }
}
