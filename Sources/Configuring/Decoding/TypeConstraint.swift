package import Model
package import Parsing

/// A type constraint as an expression says it, e.g. `map(object({ a = optional(string, "x") }))`.
package struct TypeConstraint: Sendable {
  package var type: ValueType
  package var defaults: TypeDefaults?
}

/// Reads a type constraint. With `allowsLegacyForms`, as for variables, also `"string"`, `list` and `map`.
package func typeConstraint(
  _ expression: Expression, allowsLegacyForms: Bool = false
) throws(DiagnosticsError) -> TypeConstraint {
  if allowsLegacyForms {
    switch expression.kind {
    case .literal(.string(let text)):
      switch text {
      case "string": return TypeConstraint(type: .string)
      case "list": return TypeConstraint(type: .list(.dynamic))
      case "map": return TypeConstraint(type: .map(.dynamic))
      default:
        throw invalid(
          expression.range,
          "Terraform 0.11 and earlier required type constraints to be given in quotes, but that form is now deprecated. "
            + "Remove the quotes around this argument to write the type directly.",
          summary: "Invalid legacy variable type hint")
      }
    case .variable("list"): return TypeConstraint(type: .list(.dynamic))
    case .variable("map"): return TypeConstraint(type: .map(.dynamic))
    default: break
    }
  }
  return try constraint(expression, depth: 0)
}

/// Types nested deeper than this are refused.
private let maximumTypeDepth = 128

private func invalid(
  _ range: SourceRange, _ detail: String, summary: String = "Invalid type specification"
) -> DiagnosticsError {
  DiagnosticsError(
    Diagnostic(code: "config.invalid-type", summary: summary, detail: detail, subject: range))
}

/// What to point at when a constructor has the wrong arguments: the first one too many, or the empty parentheses.
private func excess(_ arguments: [Expression], of call: Expression, named nameRange: SourceRange) -> SourceRange {
  if arguments.count > 1 { return arguments[1].range }
  return arguments.isEmpty ? SourceRange(file: call.range.file, start: nameRange.end, end: call.range.end) : call.range
}

private func constraint(_ expression: Expression, depth: Int) throws(DiagnosticsError) -> TypeConstraint {
  guard depth < maximumTypeDepth else { throw invalid(expression.range, "The type is nested too deeply.") }
  // What could not be read has been told of.
  if expression.isUnread { return TypeConstraint(type: .dynamic) }
  switch expression.kind {
  case .parentheses(let inner): return try constraint(inner, depth: depth + 1)
  case .variable(let keyword):
    switch keyword {
    case "string": return TypeConstraint(type: .string)
    case "number": return TypeConstraint(type: .number)
    case "bool": return TypeConstraint(type: .bool)
    case "any": return TypeConstraint(type: .dynamic)
    case "list", "set", "map":
      throw invalid(
        expression.range, "The \(keyword) type constructor requires one argument specifying the element type.")
    case "object":
      throw invalid(
        expression.range,
        "The object type constructor requires one argument specifying the attribute types and values as a map.")
    case "tuple":
      throw invalid(
        expression.range, "The tuple type constructor requires one argument specifying the element types as a list.")
    default:
      let near = suggestion(for: keyword, among: ["string", "number", "bool", "any"])
      throw invalid(
        expression.range,
        "The keyword \(quoted(keyword)) is not a valid type specification."
          + (near.map { " Did you mean \(quoted($0))?" }
            ?? " There are string, number, bool, any, list(...), set(...), map(...), object({...}) and tuple([...])."))
    }
  case .call(let name, let nameRange, let arguments, _):
    return try constructed(name, nameRange, arguments, expression, depth: depth)
  case .literal(.string(let text)):
    throw invalid(
      expression.range, "A type is written without quotes. Write \(text) to use the type itself rather than its name.")
  default:
    throw invalid(
      expression.range,
      "A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor call, "
        + "like list(string).")
  }
}

private func constructed(
  _ name: String, _ nameRange: SourceRange, _ arguments: [Expression], _ call: Expression, depth: Int
) throws(DiagnosticsError) -> TypeConstraint {
  switch name {
  case "list", "set", "map":
    guard arguments.count == 1 else {
      throw invalid(
        excess(arguments, of: call, named: nameRange),
        "The \(name) type constructor requires one argument specifying the element type.")
    }
    let element = try constraint(arguments[0], depth: depth + 1)
    let type: ValueType =
      name == "list" ? .list(element.type) : name == "set" ? .set(element.type) : .map(element.type)
    return TypeConstraint(type: type, defaults: element.defaults.map(TypeDefaults.elements))
  case "tuple":
    guard arguments.count == 1, case .tuple(let items) = arguments[0].kind else {
      throw invalid(
        call.range, "The tuple type constructor requires one argument specifying the element types as a list.")
    }
    var types: [ValueType] = []
    var defaults: [Int: TypeDefaults] = [:]
    for (index, item) in items.enumerated() {
      let element = try constraint(item, depth: depth + 1)
      types.append(element.type)
      defaults[index] = element.defaults
    }
    return TypeConstraint(type: .tuple(types), defaults: defaults.isEmpty ? nil : .tuple(defaults))
  case "object":
    guard arguments.count == 1, case .object(let items) = arguments[0].kind else {
      throw invalid(
        call.range,
        "The object type constructor requires one argument specifying the attribute types and values as a map.")
    }
    return try objectConstraint(items, depth: depth)
  case "optional":
    throw invalid(
      nameRange, "Keyword \"optional\" is valid only as a modifier for object type attributes.")
  case "string", "number", "bool", "any":
    throw invalid(call.range, "Primitive type keyword \(quoted(name)) does not expect arguments.")
  default:
    throw invalid(nameRange, "Keyword \(quoted(name)) is not a valid type constructor.")
  }
}

private func objectConstraint(_ items: [ObjectItem], depth: Int) throws(DiagnosticsError) -> TypeConstraint {
  var attributes: [(String, ValueType)] = []
  var optional: Set<String> = []
  var defaults: [String: Value] = [:]
  var children: [String: TypeDefaults] = [:]
  for item in items {
    guard case .literal(.string(let name)) = item.key.kind else {
      throw invalid(item.key.range, "Object constructor map keys must be attribute names.")
    }
    guard case .call("optional", _, let arguments, _) = item.value.kind else {
      let attribute = try constraint(item.value, depth: depth + 1)
      attributes.append((name, attribute.type))
      children[name] = attribute.defaults
      continue
    }
    guard (1...2).contains(arguments.count) else {
      throw invalid(
        item.value.range,
        "Optional attribute modifier requires the attribute's type as its first argument, and may have a default value as "
          + "its second.")
    }
    let attribute = try constraint(arguments[0], depth: depth + 1)
    attributes.append((name, attribute.type))
    children[name] = attribute.defaults
    optional.insert(name)
    if arguments.count == 2 {
      let given = try constantValue(arguments[1]).get()
      do {
        defaults[name] = try given.applying(attribute.defaults).converted(to: attribute.type)
      } catch {
        throw DiagnosticsError(
          Diagnostic(
            code: "config.invalid-default", summary: "Invalid default value for optional attribute",
            detail: "This default value is not compatible with the attribute's type constraint: \(error.message).",
            subject: arguments[1].range))
      }
    }
  }
  let hasDefaults = !defaults.isEmpty || !children.isEmpty
  return TypeConstraint(
    type: .object(ObjectType(attributes, optional: optional)),
    defaults: hasDefaults ? .object(defaults: defaults, children: children) : nil)
}

extension Value {
  /// The value with absent or null optional attributes replaced by their defaults; conversion to the type comes after this.
  package func applying(_ defaults: TypeDefaults?) -> Value {
    guard let defaults else { return self }
    let (value, marks) = unmarked
    let result: Value
    switch (defaults, value) {
    case (.object(let missing, let children), .object(var attributes)):
      attributes.fill(missing, children)
      result = .object(attributes)
    case (.object(let missing, let children), .map(_, var elements)):
      // A map stands for an object here; defaults may be of other types than its elements.
      elements.fill(missing, children)
      result = .object(elements)
    case (.elements(let inner), .list(_, let elements)), (.elements(let inner), .tuple(let elements)):
      result = .tuple(elements.map { $0.applying(inner) })
    case (.elements(let inner), .set(_, let elements)):
      result = .tuple(elements.map { $0.applying(inner) })
    case (.elements(let inner), .map(_, let elements)), (.elements(let inner), .object(let elements)):
      result = .object(elements.mapValues { $0.applying(inner) })
    case (.tuple(let inner), .tuple(let elements)), (.tuple(let inner), .list(_, let elements)):
      result = .tuple(elements.enumerated().map { $1.applying(inner[$0]) })
    default: result = value
    }
    return result.marked(with: marks)
  }
}

extension KeyedValues {
  fileprivate mutating func fill(_ missing: [String: Value], _ children: [String: TypeDefaults]) {
    for (name, value) in missing where self[name]?.isNull ?? true { self[name] = value }
    for (name, inner) in children {
      if let value = self[name] { self[name] = value.applying(inner) }
    }
  }
}
