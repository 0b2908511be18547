extension ValueType {
  /// The name used for the type of a value in messages: `list of string`, `object`.
  package var friendlyName: String {
    switch self {
    case .dynamic: "dynamic"
    case .string: "string"
    case .number: "number"
    case .bool: "bool"
    case .list(let element): "list of " + element.friendlyName
    case .set(let element): "set of " + element.friendlyName
    case .map(let element): "map of " + element.friendlyName
    case .object: "object"
    case .tuple: "tuple"
    }
  }

  /// The name used for a type that something must have: `any type`, `list of any single type`.
  package var friendlyConstraintName: String {
    switch self {
    case .dynamic: "any type"
    case .list(.dynamic): "list of any single type"
    case .set(.dynamic): "set of any single type"
    case .map(.dynamic): "map of any single type"
    case .list(let element): "list of " + element.friendlyConstraintName
    case .set(let element): "set of " + element.friendlyConstraintName
    case .map(let element): "map of " + element.friendlyConstraintName
    default: friendlyName
    }
  }

  /// The type as the console's `type` function shows it, over several lines where it has structure inside.
  package var typeText: String { typeText(indentation: 0) }

  private func typeText(indentation: Int) -> String {
    func line(_ depth: Int) -> String { "\n" + String(repeating: "    ", count: depth) }
    func collection(_ kind: String, _ element: ValueType) -> String {
      if element.isPrimitive || element == .dynamic { return "\(kind)(\(element.friendlyName))" }
      if element.isCollection { return "\(kind)(\(element.typeText(indentation: indentation)))" }
      let inner = element.typeText(indentation: indentation + 1)
      return "\(kind)(\(line(indentation + 1))\(inner),\(line(indentation)))"
    }
    switch self {
    case .dynamic, .string, .number, .bool: return friendlyName
    case .list(let element): return collection("list", element)
    case .set(let element): return collection("set", element)
    case .map(let element): return collection("map", element)
    case .object(let object):
      if object.names.isEmpty { return "object({})" }
      let lines = object.attributes.map { name, type in
        "\(line(indentation + 1))\(name): \(type.typeText(indentation: indentation + 1)),"
      }
      return "object({\(lines.joined())\(line(indentation))})"
    case .tuple(let types):
      if types.isEmpty { return "tuple([])" }
      let lines = types.map { "\(line(indentation + 1))\($0.typeText(indentation: indentation + 1))," }
      return "tuple([\(lines.joined())\(line(indentation))])"
    }
  }
}
