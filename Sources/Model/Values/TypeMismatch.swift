/// Why no value of one type can be one of another, in the words that Terraform uses.
package func mismatchMessage(got: ValueType, want: ValueType) -> String {
  switch (got, want) {
  case (.object(let got), .object(let want)): return objectMismatch(got: got, want: want)
  case (.tuple, .list(.dynamic)): return "all list elements must have the same type"
  case (.tuple, .set(.dynamic)): return "all set elements must have the same type"
  case (.object, .map(.dynamic)): return "all map elements must have the same type"
  case (.tuple(let types), .list(let element)), (.tuple(let types), .set(let element)):
    for (index, type) in types.enumerated() where !convertible(from: type, to: element) {
      return "element \(index): \(mismatchMessage(got: type, want: element))"
    }
    return "all elements must be \(element.friendlyConstraintName)"
  case (.object(let object), .map(let element)):
    for (name, type) in object.attributes where !convertible(from: type, to: element) {
      return "element \(quotedText(name)): \(mismatchMessage(got: type, want: element))"
    }
    return "all elements must be \(element.friendlyConstraintName)"
  case (.list(let got), .list(let want)), (.set(let got), .list(let want)):
    return "incorrect list element type: \(mismatchMessage(got: got, want: want))"
  case (.list(let got), .set(let want)), (.set(let got), .set(let want)):
    return "incorrect set element type: \(mismatchMessage(got: got, want: want))"
  case (.map(let got), .map(let want)):
    return "incorrect map element type: \(mismatchMessage(got: got, want: want))"
  default:
    return want.friendlyConstraintName + " required"
  }
}

private func objectMismatch(got: ObjectType, want: ObjectType) -> String {
  let missing = want.names.filter { got.index(of: $0) == nil && !want.optional.contains($0) }.map(quotedText)
  switch missing.count {
  case 0: break
  case 1: return "attribute \(missing[0]) is required"
  case 2: return "attributes \(missing[0]) and \(missing[1]) are required"
  default:
    return "attributes \(missing.dropLast().joined(separator: ", ")), and \(missing[missing.count - 1]) are required"
  }
  // What no conversion can mend says more than what only the stricter conversions refuse.
  for unsafe in [true, false] {
    for (name, type) in want.attributes {
      guard let have = got[name], have != type, !convertible(from: have, to: type, unsafe: unsafe) else { continue }
      return "attribute \(quotedText(name)): \(mismatchMessage(got: have, want: type))"
    }
  }
  return "incorrect object attributes"
}
