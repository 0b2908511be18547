/// The type that values of all these types can be converted to, as when they become elements of one list. Nil when
/// there is none. `unsafe` also allows conversions that succeed for some values only, such as from string to number.
package func unify(_ types: [ValueType], unsafe: Bool = false) -> ValueType? {
  guard let first = types.first else { return nil }
  if types.allSatisfy({ $0 == first }) { return first }

  var maps = 0
  var lists = 0
  var sets = 0
  var objects = 0
  var tuples = 0
  var dynamics = 0
  for type in types {
    switch type {
    case .map: maps += 1
    case .list: lists += 1
    case .set: sets += 1
    case .object: objects += 1
    case .tuple: tuples += 1
    case .dynamic: dynamics += 1
    case .string, .number, .bool: break
    }
  }
  func only(_ count: Int) -> Bool { count > 0 && count + dynamics == types.count }

  if only(maps) || only(lists) || only(sets) || only(objects) || only(tuples) {
    // What the unknown types turn out to be may lead anywhere.
    if dynamics > 0 { return .dynamic }
    if objects > 0 { return unifyObjects(types, unsafe: unsafe) }
    if tuples > 0 { return unifyTuples(types, unsafe: unsafe) }
    guard let element = unify(types.compactMap(\.elementType), unsafe: unsafe) else { return nil }
    let unified: ValueType = maps > 0 ? .map(element) : lists > 0 ? .list(element) : .set(element)
    return accepted(unified, by: types, unsafe: unsafe)
  }
  if maps > 0, only(maps + objects) {
    if case .map(let element) = unifyAsCollections(types, unsafe: unsafe) { return .map(element) }
  } else if lists > 0, only(lists + tuples) {
    if case .list(let element) = unifyAsCollections(types, unsafe: unsafe) { return .list(element) }
  } else if objects > 0, tuples > 0 {
    return nil
  }

  for index in preferenceOrder(of: types) {
    let wanted = types[index]
    if types.allSatisfy({ $0 == wanted || convertible(from: $0, to: wanted, unsafe: unsafe) }) { return wanted }
  }
  return nil
}

private func accepted(_ unified: ValueType, by types: [ValueType], unsafe: Bool) -> ValueType? {
  types.allSatisfy { $0 == unified || convertible(from: $0, to: unified, unsafe: unsafe) } ? unified : nil
}

private func unifyObjects(_ types: [ValueType], unsafe: Bool) -> ValueType? {
  let objects = types.compactMap { if case .object(let object) = $0 { object } else { nil } }
  guard let first = objects.first else { return nil }
  guard objects.allSatisfy({ $0.names == first.names }) else { return unifyToMap(types, unsafe: unsafe) }
  var attributes: [(String, ValueType)] = []
  for (index, name) in first.names.enumerated() {
    guard let type = unify(objects.map { $0.types[index] }, unsafe: unsafe) else { return nil }
    attributes.append((name, type))
  }
  return accepted(.object(ObjectType(attributes)), by: types, unsafe: unsafe) ?? unifyToMap(types, unsafe: unsafe)
}

private func unifyTuples(_ types: [ValueType], unsafe: Bool) -> ValueType? {
  let tuples = types.compactMap { if case .tuple(let elements) = $0 { elements } else { nil } }
  guard let first = tuples.first else { return nil }
  guard tuples.allSatisfy({ $0.count == first.count }) else { return unifyToList(types, unsafe: unsafe) }
  var elements: [ValueType] = []
  for index in first.indices {
    guard let type = unify(tuples.map { $0[index] }, unsafe: unsafe) else { return nil }
    elements.append(type)
  }
  return accepted(.tuple(elements), by: types, unsafe: unsafe) ?? unifyToList(types, unsafe: unsafe)
}

private func unifyToMap(_ types: [ValueType], unsafe: Bool) -> ValueType? {
  let attributeTypes = types.flatMap { type -> [ValueType] in
    if case .object(let object) = type { object.types } else { [] }
  }
  guard let element = unify(attributeTypes, unsafe: unsafe) else { return nil }
  return accepted(.map(element), by: types, unsafe: unsafe)
}

private func unifyToList(_ types: [ValueType], unsafe: Bool) -> ValueType? {
  let elementTypes = types.flatMap { type -> [ValueType] in
    if case .tuple(let elements) = type { elements } else { [] }
  }
  guard let element = unify(elementTypes, unsafe: unsafe) else { return nil }
  return accepted(.list(element), by: types, unsafe: unsafe)
}

/// Objects are often maps, and tuples lists, in disguise: they are first unified among themselves, then with the
/// others.
private func unifyAsCollections(_ types: [ValueType], unsafe: Bool) -> ValueType? {
  func isStructural(_ type: ValueType) -> Bool {
    switch type {
    case .object, .tuple: true
    default: false
    }
  }
  let structural = types.filter(isStructural)
  guard
    let collection = unifyToMap(structural, unsafe: unsafe) ?? unifyToList(structural, unsafe: unsafe)
  else { return nil }
  return unify(types.map { isStructural($0) ? collection : $0 }, unsafe: unsafe)
}

/// Positions of the types, the more general before the less general ones (a topological sort that keeps the order
/// otherwise).
private func preferenceOrder(of types: [ValueType]) -> [Int] {
  var lessGeneral = Array(repeating: [Int](), count: types.count)
  var moreGeneralCount = Array(repeating: 0, count: types.count)
  for i in types.indices {
    for j in types.indices where j > i {
      switch generality(types[i], types[j]) {
      case ..<0:
        lessGeneral[i].append(j)
        moreGeneralCount[j] += 1
      case 1...:
        lessGeneral[j].append(i)
        moreGeneralCount[i] += 1
      default: break
      }
    }
  }
  var order = types.indices.filter { moreGeneralCount[$0] == 0 }
  var next = 0
  while next < order.count {
    for index in lessGeneral[order[next]] {
      moreGeneralCount[index] -= 1
      if moreGeneralCount[index] == 0 { order.append(index) }
    }
    next += 1
  }
  return order
}

/// Negative when `a` is more general than `b`, positive when it is the other way round, 0 when neither can be said.
private func generality(_ a: ValueType, _ b: ValueType) -> Int {
  func combined(_ pairs: Zip2Sequence<[ValueType], [ValueType]>) -> Int {
    let results = pairs.map(generality)
    let aIsMore = results.contains { $0 < 0 }
    let bIsMore = results.contains { $0 > 0 }
    return aIsMore == bIsMore ? 0 : aIsMore ? -1 : 1
  }
  switch (a, b) {
  case (.dynamic, .dynamic): return 0
  // A type that is not known yet takes on another one, where there is one.
  case (.dynamic, _): return 1
  case (_, .dynamic): return -1
  case (.string, .string): return 0
  case (.string, _) where b.isPrimitive: return -1
  case (_, .string) where a.isPrimitive: return 1
  case (.list(let a), .list(let b)), (.set(let a), .set(let b)), (.map(let a), .map(let b)): return generality(a, b)
  // A list can become a set safely only from a tuple; the order below decides which is tried first, no more.
  case (.list, .set), (.tuple, .set): return -1
  case (.set, .list), (.set, .tuple): return 1
  case (.list, .tuple), (.map, .object): return -1
  case (.tuple, .list), (.object, .map): return 1
  case (.object(let a), .object(let b)):
    return a.names == b.names ? combined(zip(a.types, b.types)) : 0
  case (.tuple(let a), .tuple(let b)):
    return a.count == b.count ? combined(zip(a, b)) : 0
  default: return 0
  }
}
