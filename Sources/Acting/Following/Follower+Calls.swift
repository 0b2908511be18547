import Configuring
import Model
import Parsing

/// Calls of functions that hand on what they are given, and `for` expressions.
extension Follower {
  mutating func followCall(
    _ name: String, _ arguments: [Expression], _ expandsLast: Bool, _ expression: Expression, _ path: [Step],
    _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    func refuse() {
      if expression.isConstant, path.isEmpty, wanted != nil, wanted?.document == nil {
        return replace(expression, wanted, way, note: "The computation that gave it is replaced by the value.")
      }
      obstacles.append("It is computed by \(name)() (\(expression.range.place)).")
    }
    guard !expandsLast, let first = arguments.first else { return refuse() }
    switch name.hasPrefix("core::") ? String(name.dropFirst(6)) : name {
    case "tomap", "tolist", "toset", "tostring", "tonumber", "tobool", "nonsensitive":
      follow(first, path, wanted, place, way)
    case "sort", "distinct", "compact", "flatten":
      guard path.isEmpty, case .tuple(let items)? = wanted.map({ Value.tuple($0.elements ?? []) }) else {
        return refuse()
      }
      // In whatever order.
      follow(first, path, .set(.dynamic, items), place, way)
    case "sensitive": obstacles.append("It is made sensitive, and secrets are never written into text.")
    case "merge": followMerge(arguments, expression, path, wanted, place, way)
    case "lookup":
      guard arguments.count >= 2, let key = place.value(arguments[1])?.keyText else { return refuse() }
      if place.value(first)?.keyedValues?[key] != nil || arguments.count == 2 {
        follow(first, [.key(key)] + path, wanted, place, way)
      } else {
        follow(arguments[2], path, wanted, place, way)
        if path.isEmpty { follow(first, [.key(key)], wanted, place, way) }
      }
    case "element":
      guard arguments.count == 2, let index = place.value(arguments[1])?.numberValue?.int,
        let count = place.value(first)?.elements?.count, count > 0, index >= 0
      else { return refuse() }
      follow(first, [.index(index % count)] + path, wanted, place, way)
    case "concat": followConcat(arguments, expression, path, wanted, place, way)
    case "coalesce":
      guard
        let taken = arguments.first(where: { argument in
          guard let value = place.value(argument), !value.isNull else { return false }
          return value.withoutMarks != .string("")
        })
      else { return refuse() }
      follow(taken, path, wanted, place, way)
    case "try":
      guard let taken = arguments.first(where: { place.value($0) != nil }) else { return refuse() }
      follow(taken, path, wanted, place, way)
    case "jsonencode":
      guard path.isEmpty, let document = wanted?.document, let value = place.value(first) else { return refuse() }
      let current = Value(inferring: value.deeplyUnmarked.json(as: value.type))
      guard let difference = differences(from: current, to: Value(inferring: document)).first else { return refuse() }
      follow(first, difference.path, difference.wanted, place, way)
    default: refuse()
    }
  }

  /// The last argument that has the key has the word; what is new goes to the last that is written out.
  private mutating func followMerge(
    _ arguments: [Expression], _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place,
    _ way: [String]
  ) {
    guard case .key(let key)? = path.first else {
      guard let wanted, let current = place.value(expression),
        let difference = differences(from: current, to: wanted).first, !difference.path.isEmpty
      else { return obstacles.append("It is computed by merge() (\(expression.range.place)).") }
      return followMerge(arguments, expression, difference.path, difference.wanted, place, way)
    }
    let owners = arguments.filter { place.value($0)?.keyedValues?[key] != nil }
    let literal = arguments.last { if case .object = $0.kind { true } else { false } }
    guard let owner = owners.last else {
      guard wanted != nil else { return obstacles.append("There is nothing to remove.") }
      guard let target = literal ?? arguments.last else { return }
      return follow(target, path, wanted, place, way)
    }
    if wanted == nil, owners.count > 1 {
      return obstacles.append("\(key) comes from more than one argument of merge() (\(expression.range.place)).")
    }
    // Whatever else can be done is better done beside it.
    switch owner.kind {
    case .attribute, .index, .variable: lookBehind(owner, path, wanted, place, way)
    default: follow(owner, path, wanted, place, way)
    }
    // What is shared with others can be overridden in what is written out behind it.
    if path.count == 1, let wanted, let literal, literal.range.start.byte > owner.range.start.byte {
      follow(literal, path, wanted, place, way)
    } else if let wanted, path.count == 1, case .native = Notation(file: expression.range.file),
      let last = arguments.last, owners.count >= 1
    {
      let member = Notation.native.member(key, wanted, among: [])
      add(
        SourceRange(file: last.range.file, start: last.range.end, end: last.range.end), way,
        note: "It is set anew behind the others, for this object alone."
      ) { (edited) throws(EditingError) in
        try edited.replacing(
          SourceRange(file: last.range.file, start: last.range.end, end: last.range.end), with: ", { \(member) }")
      }
    }
  }

  private mutating func followConcat(
    _ arguments: [Expression], _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place,
    _ way: [String]
  ) {
    let parts = arguments.map { place.value($0)?.elements }
    guard !parts.contains(where: { $0 == nil }) else { return obstacles.append("Not all of it is known.") }
    let lists = parts.compactMap(\.self)
    if case .index(var index)? = path.first {
      for (argument, elements) in zip(arguments, lists) {
        if index < elements.count { return follow(argument, [.index(index)] + path.dropFirst(), wanted, place, way) }
        index -= elements.count
      }
      return obstacles.append("There is no such element.")
    }
    guard path.isEmpty, let wanted, let elements = wanted.withoutMarks.elements else {
      return obstacles.append("It is computed by concat() (\(expression.range.place)).")
    }
    // Each argument keeps what is wanted of it; what is new goes to the last that is written out.
    var rest = elements
    for (argument, present) in zip(arguments, lists) {
      if let gone = present.first(where: { item in !elements.contains { areEquivalent($0, item) } }) {
        return follow(argument, [.element(gone)], nil, place, way)
      }
      rest.removeAll { item in present.contains { areEquivalent($0, item) } }
    }
    guard let new = rest.first, wanted.isSet || elements.starts(with: lists.flatMap(\.self)),
      let index = arguments.lastIndex(where: { if case .tuple = $0.kind { true } else { false } })
    else { return obstacles.append("It is computed by concat() (\(expression.range.place)).") }
    follow(arguments[index], [], .tuple(lists[index] + [new]), place, way)
  }

  // MARK: loops

  mutating func followLoop(
    _ expression: Expression, _ path: [Step], _ wanted: Value?, _ place: Place, _ way: [String]
  ) {
    let (clause, keyed, value): (ForClause, Expression?, Expression)
    switch expression.kind {
    case .forObject(let found, let key, let inner, isGrouping: false): (clause, keyed, value) = (found, key, inner)
    case .forTuple(let found, let inner): (clause, keyed, value) = (found, nil, inner)
    default: return obstacles.append("It is made by a for expression that groups (\(expression.range.place)).")
    }
    guard let step = path.first else {
      guard let wanted, let current = place.value(expression),
        let difference = differences(from: current, to: wanted).first, !difference.path.isEmpty
      else { return obstacles.append("It is made by a for expression (\(expression.range.place)).") }
      return followLoop(expression, difference.path, difference.wanted, place, way)
    }
    guard let collection = place.value(clause.collection) else { return obstacles.append("Not all of it is known.") }
    for (position, inner) in rounds(of: clause, over: collection, in: place).enumerated() {
      if let condition = clause.condition, inner.value(condition)?.withoutMarks != .true { continue }
      let isIt: Bool =
        if let keyed { inner.value(keyed).map { Step.of($0) } == step } else { .index(position) == step }
      guard isIt else { continue }
      if path.count == 1, wanted == nil { break }
      return follow(value, Array(path.dropFirst()), wanted, inner, way)
    }
    obstacles.append("It is made by a for expression (\(expression.range.place)).")
  }

  /// The places of all rounds of a loop.
  private func rounds(of clause: ForClause, over collection: Value, in place: Place) -> [Place] {
    let pairs: [(Value, Value)]
    if let members = collection.keyedValues {
      pairs = members.pairs.map { (.string($0), $1) }
    } else if let elements = collection.withoutMarks.elements {
      pairs = elements.enumerated().map { (collection.isSet ? $1 : .integer($0), $1) }
    } else {
      return []
    }
    return pairs.map { key, value in
      var inner = place
      if let name = clause.keyName { inner.bindings[name] = key }
      inner.bindings[clause.valueName] = value
      inner.origins[clause.valueName] = Origin(
        clause.collection, [collection.isSet ? .element(value.deeplyUnmarked) : Step.of(key)], place)
      return inner
    }
  }
}
