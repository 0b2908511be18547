/// Why a JSON value is not of the type it should have.
package struct ValueDecodingError: Error, Sendable, Hashable {
  package var path: ValuePath
  package var message: String
}

extension Value {
  /// The value in JSON. Unknown parts become null: callers who must tell them apart ask beforehand. Marks are ignored:
  /// callers
  /// who may not show marked values remove them beforehand.
  package var json: JSON {
    switch self {
    case .null, .unknown: .null
    case .bool(let bool): .bool(bool)
    case .number(let number): .number(number.description)
    case .string(let string): .string(string)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements): .array(elements.map(\.json))
    case .map(_, let elements), .object(let elements):
      .object(elements.pairs.map { JSON.Member($0, $1.json) })
    case .marked(let value, _): value.json
    }
  }

  /// The value in JSON as a state file has it: where the type leaves open what stands there, the value comes with its
  /// type.
  package func json(as type: ValueType) -> JSON {
    switch (type, self) {
    case (_, .marked(let value, _)): value.json(as: type)
    case (.dynamic, .null(let own)) where own != .dynamic: .record([("value", .null), ("type", own.json)])
    case (_, .null), (_, .unknown): .null
    case (.dynamic, _): .record([("value", json), ("type", self.type.json)])
    case (.list(let element), .list(_, let elements)), (.set(let element), .set(_, let elements)):
      element.hasDynamic ? .array(elements.map { $0.json(as: element) }) : json
    case (.tuple(let types), .tuple(let elements)):
      .array(zip(elements, types).map { $0.json(as: $1) })
    case (.map(let element), .map(_, let elements)):
      element.hasDynamic ? .object(elements.pairs.map { JSON.Member($0, $1.json(as: element)) }) : json
    case (.object(let object), .object(let attributes)):
      .object(
        attributes.pairs.map { name, value in
          JSON.Member(name, object[name].map { value.json(as: $0) } ?? value.json)
        })
    default: json
    }
  }

  /// The value that a JSON text stands for where no type is given: objects and tuples.
  package init(inferring json: JSON) {
    switch json {
    case .null: self = .null(.dynamic)
    case .bool(let bool): self = .bool(bool)
    case .number(let text): self = Number(text).map(Value.number) ?? .null(.number)
    case .string(let string): self = .string(string)
    case .array(let elements): self = .tuple(elements.map(Value.init(inferring:)))
    case .object(let members): self = .object(members.map { ($0.name, Value(inferring: $0.value)) })
    }
  }

  /// Reads a value of a type as state files and providers write it. `dynamic` parts are objects `{"value", "type"}`.
  package init(_ json: JSON, as type: ValueType, path: ValuePath = []) throws(ValueDecodingError) {
    func refused(_ wanted: String) -> ValueDecodingError {
      ValueDecodingError(path: path, message: "\(wanted) is required")
    }
    if case .null = json, type != .dynamic {
      self = .null(type)
      return
    }
    switch type {
    case .dynamic:
      if case .null = json {
        self = .null(.dynamic)
        return
      }
      guard let actual = json["type"], let value = json["value"] else { throw refused("a value with its type") }
      guard let actualType = ValueType(json: actual) else { throw refused("a valid type") }
      self = try Value(value, as: actualType, path: path)
    case .bool:
      switch json {
      case .bool(let bool): self = .bool(bool)
      case .string("true"): self = .bool(true)
      case .string("false"): self = .bool(false)
      default: throw refused("bool")
      }
    case .number:
      switch json {
      case .number(let text), .string(let text):
        guard let number = Number(text) else { throw refused("number") }
        self = .number(number)
      default: throw refused("number")
      }
    case .string:
      switch json {
      case .string(let string): self = .string(string)
      case .number(let text): self = .string(Number(text)?.description ?? text)
      case .bool(let bool): self = .string(bool ? "true" : "false")
      default: throw refused("string")
      }
    case .list(let element):
      self = .list(element, try Value.elements(json, as: element, path: path, or: refused("list")))
    case .set(let element):
      self = .set(element, unsorted: try Value.elements(json, as: element, path: path, or: refused("set")))
    case .map(let element):
      guard case .object(let members) = json else { throw refused("map") }
      var elements: [(String, Value)] = []
      elements.reserveCapacity(members.count)
      for member in members {
        elements.append(
          (member.name, try Value(member.value, as: element, path: path + [.index(.string(member.name))])))
      }
      self = .map(element, KeyedValues(elements))
    case .tuple(let types):
      guard case .array(let elements) = json, elements.count == types.count else { throw refused("tuple") }
      var values: [Value] = []
      for (index, (element, type)) in zip(elements, types).enumerated() {
        values.append(try Value(element, as: type, path: path + [.index(.integer(index))]))
      }
      self = .tuple(values)
    case .object(let object):
      guard case .object(let members) = json else { throw refused("object") }
      var values = object.types.map { Value.null($0) }
      for member in members {
        guard let index = object.index(of: member.name) else {
          throw ValueDecodingError(path: path, message: "unsupported attribute \(quoted(member.name))")
        }
        values[index] = try Value(member.value, as: object.types[index], path: path + [.attribute(member.name)])
      }
      self = .object(KeyedValues(sortedKeys: object.names, values: values))
    }
  }

  private static func elements(
    _ json: JSON, as type: ValueType, path: ValuePath, or refusal: ValueDecodingError
  ) throws(ValueDecodingError) -> [Value] {
    guard case .array(let elements) = json else { throw refusal }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      values.append(try Value(element, as: type, path: path + [.index(.integer(index))]))
    }
    return values
  }
}

extension ValueType {
  /// The type as providers and state files write it: `"string"`, `["list","string"]`, `["object",{...}]`.
  package var json: JSON {
    switch self {
    case .dynamic: .string("dynamic")
    case .string: .string("string")
    case .number: .string("number")
    case .bool: .string("bool")
    case .list(let element): .array([.string("list"), element.json])
    case .set(let element): .array([.string("set"), element.json])
    case .map(let element): .array([.string("map"), element.json])
    case .tuple(let types): .array([.string("tuple"), .array(types.map(\.json))])
    case .object(let object):
      .array(
        [.string("object"), .object(object.attributes.map { JSON.Member($0, $1.json) })]
          + (object.optional.isEmpty ? [] : [.array(object.optional.sorted().map(JSON.string))]))
    }
  }

  /// Nil when the JSON is no type.
  package init?(json: JSON) {
    switch json {
    case .string("dynamic"): self = .dynamic
    case .string("string"): self = .string
    case .string("number"): self = .number
    case .string("bool"): self = .bool
    case .array(let parts):
      guard parts.count >= 2, case .string(let kind) = parts[0] else { return nil }
      switch kind {
      case "list", "set", "map":
        guard let element = ValueType(json: parts[1]) else { return nil }
        self = kind == "list" ? .list(element) : kind == "set" ? .set(element) : .map(element)
      case "tuple":
        guard let elements = parts[1].array else { return nil }
        var types: [ValueType] = []
        for element in elements {
          guard let type = ValueType(json: element) else { return nil }
          types.append(type)
        }
        self = .tuple(types)
      case "object":
        guard let members = parts[1].members else { return nil }
        var attributes: [(String, ValueType)] = []
        for member in members {
          guard let type = ValueType(json: member.value) else { return nil }
          attributes.append((member.name, type))
        }
        let optional = parts.count > 2 ? parts[2].array?.compactMap(\.string) ?? [] : []
        self = .object(ObjectType(attributes, optional: Set(optional)))
      default: return nil
      }
    default: return nil
    }
  }
}
