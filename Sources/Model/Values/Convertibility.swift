/// Whether values of one type can be converted to another. An `unsafe` conversion may fail for some values.
package func convertible(from source: ValueType, to type: ValueType, unsafe: Bool = true) -> Bool {
  switch (source, type) {
  case (_, .dynamic): return true
  case (.dynamic, _): return unsafe
  case (.string, .string), (.number, .number), (.bool, .bool): return true
  case (.number, .string), (.bool, .string): return true
  case (.string, .number), (.string, .bool): return unsafe
  case (.object(let from), .object(let to)):
    return to.attributes.allSatisfy { name, type in
      guard let own = from[name] else { return to.optional.contains(name) }
      return own == type || convertible(from: own, to: type, unsafe: unsafe)
    }
  case (.tuple(let from), .tuple(let to)):
    return from.count == to.count
      && zip(from, to).allSatisfy { $0 == $1 || convertible(from: $0, to: $1, unsafe: unsafe) }
  case (.list(let from), .list(let to)), (.set(let from), .list(let to)), (.set(let from), .set(let to)),
    (.map(let from), .map(let to)):
    return from == to || convertible(from: from, to: to, unsafe: unsafe)
  case (.list(let from), .set(let to)):
    return unsafe && (from == to || convertible(from: from, to: to, unsafe: unsafe))
  case (.tuple(let from), .list(let to)), (.tuple(let from), .set(let to)):
    return allConvertible(from, to: to, unsafe: unsafe)
  case (.object(let from), .map(let to)):
    return allConvertible(from.types, to: to, unsafe: unsafe, mayDiffer: true)
  case (.map(let from), .object(let to)):
    return unsafe
      && to.attributes.allSatisfy { name, type in
        from == type || convertible(from: from, to: type) || to.optional.contains(name)
      }
  default: return false
  }
}

private func allConvertible(
  _ types: [ValueType], to wanted: ValueType, unsafe: Bool, mayDiffer: Bool = false
) -> Bool {
  if types.isEmpty { return true }
  var element = wanted
  if wanted == .dynamic {
    guard let common = unify(types, unsafe: unsafe) else { return false }
    // A list of anything can only hold what is all of one type; of a map this is seen later, from its elements.
    if common == .dynamic, !mayDiffer { return types.allSatisfy { $0 == .dynamic } }
    element = common
  }
  return types.allSatisfy { $0 == element || convertible(from: $0, to: element, unsafe: unsafe) }
}
