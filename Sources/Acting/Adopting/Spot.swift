import Configuring
import Model
import Parsing

/// Where in the text a wish is to be granted.
struct Spot {
  enum Edit {
    /// The argument is there, and is followed to where it is set.
    case follow(Expression, [Step], Value?)
    case removeArgument(Attribute, Value?)
    case addArgument(String, Value)
    case removeBlock
    case addBlock(String, type: String)
  }

  var edit: Edit
  var body: Body
  /// Around the body; nil where a `dynamic` block makes it and nothing can be added to one alone.
  var block: Block?
  var dynamic: Origin?
  var place: Place

  func candidates(_ reading: Reading) -> (candidates: [Candidate], obstacles: [String]) {
    var follower = Follower(reading)
    switch edit {
    case .follow(let expression, let path, let wanted): follower.follow(expression, path, wanted, place)
    case .removeArgument(let attribute, let live):
      // Where its value is set elsewhere, it is better removed here than there.
      follower.add(attribute.range, []) { (edited) throws(EditingError) in try edited.removing(attribute) }
      if let live, !live.isNull { follower.follow(attribute.expression, [], live, place) }
    case .addArgument(let name, let value):
      guard let block else {
        return ([], ["It is made by a dynamic block for more than this."])
      }
      let text = Notation(file: block.typeRange.file).text(value)
      let body = body
      follower.add(block.headerRange, []) { (edited) throws(EditingError) in
        try edited.setting(name, to: text, in: body, of: block)
      }
    case .removeBlock:
      if let block {
        follower.add(block.headerRange, []) { (edited) throws(EditingError) in try edited.removing(block) }
      } else if let dynamic {
        follower.follow(dynamic.expression, dynamic.path, nil, dynamic.place, ["made by a dynamic block"])
      }
    case .addBlock(let text, let type):
      guard let block else { return ([], ["It is inside of a block that a dynamic block makes."]) }
      let body = body
      follower.add(block.headerRange, []) { (edited) throws(EditingError) in
        try edited.adding(block: text, type: type, to: body, of: block)
      }
    }
    guard dynamic != nil else { return (follower.candidates, follower.obstacles) }
    // What the content says, it says of every block that is made of it.
    let outside = follower.candidates.filter { candidate in
      candidate.file != body.range.file || candidate.line < body.range.start.line
        || candidate.line > body.range.end.line
    }
    if outside.isEmpty { follower.obstacles.append("A dynamic block makes it as it makes others.") }
    return (outside, follower.obstacles)
  }
}

extension AdoptionRun {
  func spot(
    _ wish: Wish, _ resource: Resource, _ schema: SchemaBlock, _ place: Place, _ reading: Reading
  ) throws(Refusal) -> Spot {
    guard let whole = reading.block(at: resource.range) else {
      throw Refusal("The block of the resource cannot be found in \(resource.range.file).")
    }
    var spot = Spot(
      edit: .removeBlock, body: resource.body.settled(by: schema).body, block: whole, dynamic: nil, place: place)
    var schema = schema
    for step in wish.blocks {
      guard
        let shape = schema.block(step.type).map(NestedShape.init)
          ?? schema.attribute(step.type).flatMap(NestedShape.init(attribute:))
      else { throw Refusal("There are no blocks \(step.type).") }
      let counted = countedBlocks(shape, in: spot.body, at: spot.place)
      guard counted.indices.contains(step.index) else { throw Refusal("There is no such block \(step.type).") }
      let found = counted[step.index]
      (spot.body, spot.block, spot.dynamic, spot.place) = (found.body, found.block, found.dynamic, found.place)
      schema = shape.block
    }
    switch wish.kind {
    case .noBlock: spot.edit = .removeBlock
    case .newBlock(let type, let label, let value):
      guard
        let shape = schema.block(type).map(NestedShape.init)
          ?? schema.attribute(type).flatMap(NestedShape.init(attribute:))
      else { throw Refusal("There are no blocks \(type).") }
      if !value.deepMarks.isEmpty || shape.block.hasSecrets(value) {
        throw Refusal("It holds secrets, which are never written into text.")
      }
      spot.edit = .addBlock(value.blockText(type, label: label, shape.block), type: type)
    case .argument(let name, let path, let wanted):
      guard let attribute = spot.body.attribute(name) else {
        guard let wanted else { throw Refusal("It is not set at the resource.") }
        spot.edit = .addArgument(name, Follower(reading).nest(wanted, path))
        return spot
      }
      spot.edit =
        path.isEmpty && wanted == nil
        ? .removeArgument(attribute, nil) : .follow(attribute.expression, path, wanted)
    }
    return spot
  }
}

extension SchemaBlock {
  /// Whether an object has a value where the schema says that values are secret.
  fileprivate func hasSecrets(_ value: Value) -> Bool {
    attributes.contains { $0.isSensitive && value[$0.name].map { !$0.isZero } == true }
  }
}
