import Configuring
import Model
import Parsing

/// Finds what the configuration of one instance must say otherwise for a plan to leave the object as it is.
struct Comparison {
  /// In order; those of blocks that go, last to first.
  private(set) var wishes: [Wish] = []
  /// Parts that a plan would change and no argument sets.
  private(set) var unset: [String] = []
  private(set) var secrets: [String] = []
  /// Only these attributes and blocks of the resource, where not all are asked for.
  let parts: Set<String>?

  init(parts: Set<String>?) { self.parts = parts }

  /// `planned` is what the provider would make of it: where that is as it is, nothing needs to be said.
  mutating func compare(resource body: Body, _ schema: SchemaBlock, live: Value, planned: Value, at place: Place) {
    let (body, _) = body.settled(by: schema)
    let declared = decode(body, schema: schema, scope: place.scope, bindings: [:]).value
    for attribute in schema.attributes where parts?.contains(attribute.name) != false {
      let (is_, willBe) = (live[attribute.name], planned[attribute.name])
      if areEquivalent(is_, willBe) { continue }
      if let shape = NestedShape(attribute: attribute), !countedBlocks(shape, in: body, at: place).isEmpty {
        compareBlocks(shape, body, live: is_, planned: willBe, place, [])
        continue
      }
      guard attribute.isRequired || attribute.isOptional, !attribute.isWriteOnly else {
        // Computed anew because something else changes.
        if let willBe, willBe.isWhollyKnown { unset.append(attribute.name) }
        continue
      }
      let isSet = declared[attribute.name].map { !$0.isNull } ?? false
      if !isSet, attribute.isComputed {
        if let willBe, willBe.isWhollyKnown { unset.append(attribute.name) }
        continue
      }
      compare(attribute, declared: declared[attribute.name], live: is_, [])
    }
    for nested in schema.blocks where parts?.contains(nested.name) != false {
      if areEquivalent(live[nested.name], planned[nested.name]) { continue }
      compareBlocks(
        NestedShape(nested), body, live: live[nested.name], planned: planned[nested.name], place, [])
    }
  }

  private mutating func compare(
    _ attribute: SchemaAttribute, declared: Value?, live: Value?, _ blocks: [Wish.BlockStep]
  ) {
    func wish(_ path: [Step], _ wanted: Value?) -> Wish {
      Wish(blocks: blocks, kind: .argument(name: attribute.name, path: path, wanted: wanted))
    }
    if areEquivalent(declared, live) { return }
    if declared.map(\.isNull) ?? true, live.map(\.isEmptyOrNull) ?? true { return }
    if attribute.isSensitive || live.map({ !$0.deepMarks.isEmpty }) == true || declared?.deepMarks.isEmpty == false {
      secrets.append(wish([], nil).text)
      return
    }
    // Providers on the old framework cannot say that something is not there.
    if !attribute.isRequired, live.map(\.isEmptyOrNull) ?? true {
      wishes.append(wish([], nil))
      return
    }
    let wanted = attribute.nested.map { live?.settable($0) } ?? live
    guard let wanted else { return }
    for difference in differences(from: declared, to: wanted) {
      wishes.append(wish(difference.path, difference.wanted))
    }
  }

  // MARK: blocks

  private mutating func compareBlocks(
    _ shape: NestedShape, _ body: Body, live: Value?, planned: Value?, _ place: Place, _ path: [Wish.BlockStep]
  ) {
    let counted = countedBlocks(shape, in: body, at: place)
    let (elements, labels) = shape.elementsWritten(of: live)
    let pairs = shape.pairs(counted, elements, labels)
    for (index, element) in pairs.enumerated() where element != nil {
      guard let element else { continue }
      compare(
        counted[index], elements[element], shape.made(of: counted[index], at: index, planned: planned), shape.block,
        path + [Wish.BlockStep(type: shape.name, index: index)])
    }
    for (index, element) in elements.enumerated() where !pairs.contains(index) {
      wishes.append(
        Wish(blocks: path, kind: .newBlock(type: shape.name, label: labels?[index], element)))
    }
    for index in pairs.indices.reversed() where pairs[index] == nil {
      wishes.append(Wish(blocks: path + [Wish.BlockStep(type: shape.name, index: index)], kind: .noBlock))
    }
  }

  private mutating func compare(
    _ counted: CountedBlock, _ live: Value, _ planned: Value?, _ schema: SchemaBlock, _ path: [Wish.BlockStep]
  ) {
    for attribute in schema.attributes where attribute.isRequired || attribute.isOptional {
      let (declared, is_) = (counted.value[attribute.name], live[attribute.name])
      // As the provider would have it, be it by a default of its own.
      if let willBe = planned?[attribute.name], areEquivalent(willBe, is_) { continue }
      // Not said, and so the provider's to decide.
      if declared.map(\.isNull) ?? true, attribute.isComputed || (is_.map(\.isEmptyOrNull) ?? true) { continue }
      compare(attribute, declared: declared, live: is_, path)
    }
    for nested in schema.blocks {
      let shape = NestedShape(nested)
      let none = countedBlocks(shape, in: counted.body, at: counted.place).isEmpty
      // A block of which nothing is declared may be one that the provider computes.
      if none, nested.block.isComputedThroughout { continue }
      if let willBe = planned?[nested.name], areEquivalent(willBe, live[nested.name]) { continue }
      compareBlocks(
        shape, counted.body, live: live[nested.name], planned: planned?[nested.name], counted.place, path)
    }
  }
}

extension NestedShape {
  /// What the provider would make of a block: in a set, the element that has all that is declared.
  fileprivate func made(of counted: CountedBlock, at index: Int, planned: Value?) -> Value? {
    let (elements, labels) = elementsWritten(of: planned)
    switch nesting {
    case .single, .group, .list: return elements.indices.contains(index) ? elements[index] : nil
    case .map: return labels?.firstIndex { $0 == counted.label }.map { elements[$0] }
    case .set:
      return elements.first { element in
        block.attributes.allSatisfy { attribute in
          guard let declared = counted.value[attribute.name], !declared.isNull else { return true }
          return areEquivalent(declared, element[attribute.name])
        }
      }
    }
  }

  /// For each block, which element is what became of it; nil for none.
  fileprivate func pairs(_ counted: [CountedBlock], _ elements: [Value], _ labels: [String]?) -> [Int?] {
    switch nesting {
    case .map: return counted.map { block in labels?.firstIndex { $0 == block.label } }
    case .list, .single, .group: return counted.indices.map { elements.indices.contains($0) ? $0 : nil }
    case .set:
      var free = Set(elements.indices)
      var result = [Int?](repeating: nil, count: counted.count)
      // First those that are as declared, then those most alike.
      var ranking: [(likeness: Int, block: Int, element: Int)] = []
      for (index, block) in counted.enumerated() {
        for (place, element) in elements.enumerated() {
          let likeness = block.value.likeness(to: element, block: self.block)
          if likeness > 0 { ranking.append((likeness, index, place)) }
        }
      }
      for rank in ranking.sorted(by: { ($1.likeness, $0.block, $0.element) < ($0.likeness, $1.block, $1.element) }) {
        guard result[rank.block] == nil, free.contains(rank.element) else { continue }
        result[rank.block] = rank.element
        free.remove(rank.element)
      }
      return result
    }
  }
}

extension Value {
  /// How much of what is declared an object has; above all numbers where it has everything.
  fileprivate func likeness(to object: Value, block: SchemaBlock) -> Int {
    var (same, other) = (0, 0)
    for attribute in block.attributes where attribute.isRequired || attribute.isOptional {
      guard let declared = self[attribute.name] else { continue }
      let live = object[attribute.name]
      if declared.isNull {
        // What is there and was not declared counts against it.
        if !attribute.isComputed, live.map({ !$0.isEmptyOrNull }) == true { other += 1 }
      } else if areEquivalent(declared, live) {
        same += declared.isEmptyOrNull ? 0 : 1
      } else {
        other += 1
      }
    }
    if other == 0 { return 1_000_000 + same }
    return same > other ? same * 10 - other : 0
  }

  /// What providers on the old framework have for what is not there.
  var isEmptyOrNull: Bool {
    switch withoutMarks {
    case .null: true
    case .string(let text): text.isEmpty
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): elements.isEmpty
    case .map(_, let members), .object(let members): members.isEmpty
    default: false
    }
  }

  var isZero: Bool { isEmptyOrNull || withoutMarks == .false || withoutMarks == .integer(0) }

  /// Without what only the provider sets.
  func settable(_ nested: NestedAttributes) -> Value {
    func object(_ value: Value) -> Value {
      guard let members = value.keyedValues else { return value }
      return .object(
        nested.attributes.compactMap { attribute in
          guard attribute.isRequired || attribute.isOptional, let member = members[attribute.name], !member.isNull
          else {
            return nil
          }
          return (attribute.name, attribute.nested.map(member.settable) ?? member)
        })
    }
    switch withoutMarks {
    case .list(_, let elements), .tuple(let elements): return .tuple(elements.map(object))
    case .set(let type, let elements): return .set(type, elements.map(object))
    case .map(_, let members): return .object(members.mapValues(object))
    case .object: return object(self)
    default: return self
    }
  }
}

extension SchemaBlock {
  /// Whether a provider fills in all of it when nothing is said.
  var isComputedThroughout: Bool {
    attributes.allSatisfy { $0.isComputed } && blocks.allSatisfy { $0.block.isComputedThroughout }
  }
}
