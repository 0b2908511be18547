import Model

/// A part that differs between two versions of an object, as far down as it can be told: a set is one part.
struct PartDifference: Sendable, Hashable {
  var path: ValuePath
  /// Nil where there is no such part.
  var before: Value?
  var after: Value?

  /// Whether one of them is a part of the other, or both are the same.
  func overlaps(_ other: PartDifference) -> Bool { zip(path, other.path).allSatisfy { $0 == $1 } }

  var root: String? {
    if case .attribute(let name)? = path.first { return name }
    return nil
  }
}

/// Where two values of one type differ. Null and what is empty are the same, as are two texts of one JSON value; what is not
/// known differs from nothing.
func differences(_ before: Value, _ after: Value) -> [PartDifference] {
  var found: [PartDifference] = []
  collect(before, after, [], into: &found)
  return found
}

private func collect(_ before: Value?, _ after: Value?, _ path: ValuePath, into found: inout [PartDifference]) {
  let (one, other) = (before?.unmarked.value, after?.unmarked.value)
  if one == other || isUnknown(one) || isUnknown(other) || (isEmpty(one) && isEmpty(other)) { return }
  switch (one, other) {
  case (.object(let ones), .object(let others)):
    for name in Set(ones.keys).union(others.keys).sorted() {
      collect(ones[name], others[name], path + [.attribute(name)], into: &found)
    }
  case (.map(_, let ones), .map(_, let others)):
    for name in Set(ones.keys).union(others.keys).sorted() {
      collect(ones[name], others[name], path + [.index(.string(name))], into: &found)
    }
  case (.list(_, let ones), .list(_, let others)) where ones.count == others.count,
    (.tuple(let ones), .tuple(let others)) where ones.count == others.count:
    for (index, pair) in zip(ones, others).enumerated() {
      collect(pair.0, pair.1, path + [.index(.integer(index))], into: &found)
    }
  // A map that is not there is one without keys: each tag is a part of its own.
  case (.map(_, let ones), _) where isEmpty(other):
    for name in ones.keys { collect(ones[name], nil, path + [.index(.string(name))], into: &found) }
  case (_, .map(_, let others)) where isEmpty(one):
    for name in others.keys { collect(nil, others[name], path + [.index(.string(name))], into: &found) }
  case (.string(let text), .string(let another)) where isSameJSON(text, another): return
  default:
    // Marks and unknown parts inside of sets and lists of other lengths.
    if let before, let after, before.deeplyUnmarked == after.deeplyUnmarked { return }
    found.append(PartDifference(path: path, before: before, after: after))
  }
}

private func isUnknown(_ value: Value?) -> Bool {
  if case .unknown? = value { return true }
  return false
}

/// Providers write down nothing in many ways.
func isEmpty(_ value: Value?) -> Bool {
  switch value?.unmarked.value {
  case nil, .null: true
  case .string(let text): text.isEmpty
  case .list(_, let elements), .tuple(let elements): elements.isEmpty
  case .set(_, let elements): elements.isEmpty
  case .map(_, let elements): elements.keys.isEmpty
  default: false
  }
}

/// Policies and the like come back from services with other blanks and in another order.
private func isSameJSON(_ one: String, _ other: String) -> Bool {
  guard let first = one.utf8.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
  guard let one = try? JSON.read(Array(one.utf8)), let other = try? JSON.read(Array(other.utf8)) else { return false }
  let isPolicy = one["Statement"] != nil && other["Statement"] != nil
  return one.normalized(isPolicy: isPolicy) == other.normalized(isPolicy: isPolicy)
}

extension JSON {
  /// Keys in order. In policies a list of one thing may be written as that thing.
  func normalized(isPolicy: Bool) -> JSON {
    switch self {
    case .object(let members):
      .object(
        members.map { Member($0.name, $0.value.normalized(isPolicy: isPolicy)) }.sorted { $0.name < $1.name })
    case .array(let elements) where elements.count == 1 && isPolicy: elements[0].normalized(isPolicy: true)
    case .array(let elements): .array(elements.map { $0.normalized(isPolicy: isPolicy) })
    default: self
    }
  }
}
