import Model

/// Where a value is not what is wanted, as deep as objects and maps go: a list or set is one thing.
struct Difference: Hashable {
  var path: [Step]
  /// Nil: nothing should be there.
  var wanted: Value?
}

/// What must change to make one value of another. `isRemoved` tells what of the wanted value counts as not being there.
func differences(from value: Value?, to wanted: Value?, path: [Step] = []) -> [Difference] {
  let (from, to) = (value?.withoutMarks, wanted?.withoutMarks)
  if areEquivalent(from, to) { return [] }
  if let old = from?.keyedValues, let new = to?.keyedValues {
    return Set(old.keys + new.keys).sorted().flatMap { key in
      differences(from: old[key], to: new[key], path: path + [.key(key)])
    }
  }
  return [Difference(path: path, wanted: to.flatMap { $0.isNull ? nil : $0 })]
}

/// Whether two values say the same: null and nothing, numbers and their texts, sets in any order, documents in JSON however
/// they are written.
func areEquivalent(_ one: Value?, _ other: Value?) -> Bool {
  let (a, b) = (one?.deeplyUnmarked, other?.deeplyUnmarked)
  if a == b { return true }
  switch (a, b) {
  case (nil, .null?), (.null?, nil), (.null?, .null?): return true
  case (nil, _), (_, nil), (.null?, _), (_, .null?): return false
  case (let a?, let b?):
    if let x = a.elements, let y = b.elements {
      if x.count != y.count { return false }
      if a.isSet || b.isSet { return x.allSatisfy { item in y.contains { areEquivalent(item, $0) } } }
      return zip(x, y).allSatisfy { areEquivalent($0, $1) }
    }
    if let x = a.keyedValues, let y = b.keyedValues {
      return Set(x.keys + y.keys).allSatisfy { areEquivalent(x[$0], y[$0]) }
    }
    if a.isPrimitive, b.isPrimitive, a.type != b.type {
      return (try? a.converted(to: .string)) == (try? b.converted(to: .string))
    }
    if let x = a.document, let y = b.document { return Value(inferring: x) == Value(inferring: y) }
    return false
  }
}

extension Value {
  var isSet: Bool {
    if case .set = withoutMarks { return true }
    return false
  }

  var isPrimitive: Bool {
    switch self {
    case .bool, .number, .string: true
    default: false
    }
  }

  /// What a text says that is an object or array in JSON.
  var document: JSON? {
    guard let text = stringValue else { return nil }
    let bytes = Array(text.utf8)
    guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }),
      first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return nil }
    return try? JSON.read(bytes)
  }

  /// Without members that are null: whoever writes an object leaves them out.
  var withoutNullMembers: Value {
    switch self {
    case .object(let members):
      .object(KeyedValues(members.pairs.filter { !$1.isNull }.map { ($0, $1.withoutNullMembers) }))
    case .map(let type, let members): .map(type, members.mapValues(\.withoutNullMembers))
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): .tuple(elements.map(\.withoutNullMembers))
    case .marked(let value, _): value.withoutNullMembers
    default: self
    }
  }
}
