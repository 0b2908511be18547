/// Why a value cannot be of the type that is wanted, and where inside it the reason lies.
package struct ConversionError: Error, Hashable, Sendable {
  package var path: ValuePath
  /// A phrase without its subject, e.g. `a number is required`.
  package var message: String

  package init(path: ValuePath = [], message: String) {
    self.path = path
    self.message = message
  }
}

extension Value {
  /// The value as one of this type. `optional` attributes that are missing become null; `dynamic` stands for whatever
  /// type fits, and inside a collection for one type that fits all elements. Marks stay, and so does what is known of
  /// unknown values.
  package func converted(to type: ValueType) throws(ConversionError) -> Value {
    if case .dynamic = type { return self }
    if isOf(type) { return self }
    let own = self.type
    if case .dynamic = own { return try converted(to: type, path: []) }
    guard convertible(from: own, to: type) else {
      throw ConversionError(message: mismatchMessage(got: own, want: type))
    }
    return try converted(to: type, path: [])
  }

  /// Whether the type of the value is exactly this one, without making the type of a large value.
  package func isOf(_ type: ValueType) -> Bool {
    switch (self, type) {
    case (.marked(let value, _), _): return value.isOf(type)
    case (.null(let own), _), (.unknown(let own, _), _): return own == type
    case (.bool, .bool), (.number, .number), (.string, .string): return true
    case (.list(let own, _), .list(let element)), (.set(let own, _), .set(let element)),
      (.map(let own, _), .map(let element)):
      return own == element
    case (.object(let attributes), .object(let object)):
      guard object.optional.isEmpty, attributes.keys == object.names else { return false }
      return zip(attributes.values, object.types).allSatisfy { $0.isOf($1) }
    case (.tuple(let elements), .tuple(let types)):
      return elements.count == types.count && zip(elements, types).allSatisfy { $0.isOf($1) }
    default: return false
    }
  }

  /// The caller has seen that a conversion between the types exists; it may still fail for this value.
  func converted(to type: ValueType, path: ValuePath) throws(ConversionError) -> Value {
    switch (self, type) {
    case (_, .dynamic):
      return self
    case (.marked(let value, let marks), _):
      return try value.converted(to: type, path: path).marked(with: marks)
    case (.unknown(let own, let refinement), _):
      let result = filled(type.withoutOptional, from: own)
      return .unknown(result, refined: refinement.carried(from: own, to: result))
    case (.null(let own), _):
      return .null(filled(type.withoutOptional, from: own))

    case (.string, .string), (.number, .number), (.bool, .bool):
      return self
    case (.number(let number), .string):
      return .string(number.description)
    case (.bool(let bool), .string):
      return .string(bool ? "true" : "false")
    case (.string(let text), .number):
      guard let number = Number(text) else { throw ConversionError(path: path, message: "a number is required") }
      return .number(number)
    case (.string(let text), .bool):
      return .bool(try parseBool(text, path: path))

    case (.object(let attributes), .object(let wanted)):
      return try convertObject(attributes, as: wanted, path: path)
    case (.map(_, let elements), .object(let wanted)):
      return try convertMapToObject(elements, as: wanted, path: path)
    case (.tuple(let elements), .tuple(let types)):
      var results: [Value] = []
      for (index, (element, type)) in zip(elements, types).enumerated() {
        results.append(try element.converted(to: type, path: path + [.index(.integer(index))]))
      }
      return .tuple(results)

    case (.list(let own, let elements), .list(let wanted)), (.list(let own, let elements), .set(let wanted)),
      (.set(let own, let elements), .set(let wanted)):
      return try convertToSequence(elements, as: wanted, else: own, like: type, path: path)
    case (.set(let own, let elements), .list(let wanted)):
      // How many elements a set has is not known before all of them are, unless there is only one.
      guard elements.count < 2 || elements.allSatisfy(\.isWhollyKnown) else { return .unknown(.list(own)) }
      return try convertToSequence(elements, as: wanted, else: own, like: type, path: path)
    case (.tuple(let elements), .list(let wanted)), (.tuple(let elements), .set(let wanted)):
      let common = wanted == .dynamic ? unify(elements.map(\.type), unsafe: true) ?? .dynamic : wanted
      return try convertToSequence(elements, as: common, else: wanted, like: type, path: path)

    case (.map(let own, let elements), .map(let wanted)):
      return try convertToMap(elements, as: wanted, else: own, path: path)
    case (.object(let attributes), .map(let wanted)):
      let common = wanted == .dynamic ? unify(attributes.values.map(\.type), unsafe: true) ?? .dynamic : wanted
      return try convertToMap(attributes, as: common, else: wanted, path: path)
    default:
      throw ConversionError(path: path, message: mismatchMessage(got: self.type, want: type))
    }
  }
}

private func parseBool(_ text: String, path: ValuePath) throws(ConversionError) -> Bool {
  switch text {
  case "true", "1": return true
  case "false", "0": return false
  case "True", "TRUE":
    throw ConversionError(
      path: path, message: "a bool is required; to convert from string, use lowercase \"true\"")
  case "False", "FALSE":
    throw ConversionError(
      path: path, message: "a bool is required; to convert from string, use lowercase \"false\"")
  default: throw ConversionError(path: path, message: "a bool is required")
  }
}

private func convertObject(
  _ attributes: KeyedValues, as wanted: ObjectType, path: ValuePath
) throws(ConversionError) -> Value {
  var values: [Value] = []
  values.reserveCapacity(wanted.names.count)
  for (name, type) in wanted.attributes {
    if let value = attributes[name] {
      values.append(try value.converted(to: type, path: path + [.attribute(name)]))
    } else {
      values.append(.null(type.withoutOptional))
    }
  }
  return .object(KeyedValues(sortedKeys: wanted.names, values: values))
}

private func convertMapToObject(
  _ elements: KeyedValues, as wanted: ObjectType, path: ValuePath
) throws(ConversionError) -> Value {
  var values: [Value] = []
  for (name, type) in wanted.attributes {
    if let value = elements[name] {
      guard convertible(from: value.type, to: type) else {
        let reason = mismatchMessage(got: value.type, want: type)
        throw ConversionError(
          path: path, message: "map element type is incompatible with attribute \(quotedText(name)): \(reason)")
      }
      values.append(try value.converted(to: type, path: path + [.index(.string(name))]))
    } else if wanted.optional.contains(name) {
      values.append(.null(type.withoutOptional))
    } else {
      throw ConversionError(path: path, message: "map has no element for required attribute \(quotedText(name))")
    }
  }
  return .object(KeyedValues(sortedKeys: wanted.names, values: values))
}

/// A list or set, whichever `like` is. `fallback` is the element type of an empty collection of anything.
private func convertToSequence(
  _ elements: [Value], as wanted: ValueType, else fallback: ValueType, like: ValueType, path: ValuePath
) throws(ConversionError) -> Value {
  var results: [Value] = []
  results.reserveCapacity(elements.count)
  for (index, element) in elements.enumerated() {
    results.append(try element.converted(to: wanted, path: path + [.index(.integer(index))]))
  }
  let isList = if case .list = like { true } else { false }
  let type = try elementType(&results, wanted: wanted, fallback: fallback, kind: isList ? "list" : "set", path: path)
  return isList ? .list(type, results) : .set(type, unsorted: results)
}

private func convertToMap(
  _ elements: KeyedValues, as wanted: ValueType, else fallback: ValueType, path: ValuePath
) throws(ConversionError) -> Value {
  var results: [Value] = []
  results.reserveCapacity(elements.count)
  for (name, element) in elements.pairs {
    results.append(try element.converted(to: wanted, path: path + [.index(.string(name))]))
  }
  let type = try elementType(&results, wanted: wanted, fallback: fallback, kind: "map", path: path)
  return .map(type, KeyedValues(sortedKeys: elements.keys, values: results))
}

/// The type of all the elements, which are converted once more where `dynamic` parts have left them different.
private func elementType(
  _ elements: inout [Value], wanted: ValueType, fallback: ValueType, kind: String, path: ValuePath
) throws(ConversionError) -> ValueType {
  if !wanted.hasDynamic { return wanted.withoutOptional }
  guard !elements.isEmpty else { return wanted == .dynamic ? fallback.withoutOptional : wanted.withoutOptional }
  let types = Set(elements.map(\.type)).subtracting([.dynamic])
  guard let only = types.first else { return .dynamic }
  if types.count == 1 {
    // A null of no type takes on that of the others.
    for index in elements.indices where elements[index].type == .dynamic {
      elements[index] = try elements[index].converted(to: only, path: path)
    }
    return only
  }
  guard kind != "set", let common = unify(elements.map(\.type), unsafe: kind == "list"), common != .dynamic else {
    let message =
      switch kind {
      case "set": "element types must all match for conversion to set"
      case "map" where wanted == .dynamic: "attribute types must all match for conversion to map"
      default: "cannot find a common base type for all elements"
      }
    throw ConversionError(path: path, message: message)
  }
  for index in elements.indices { elements[index] = try elements[index].converted(to: common, path: path) }
  // What is not known of some may still be known of others, and differ; what is empty differs from nothing.
  let telling = elements.filter { $0.isKnown && $0.elements?.isEmpty != true && $0.keyedValues?.keys.isEmpty != true }
  guard !common.hasDynamic || Set(telling.map(\.type)).count < 2 else {
    throw ConversionError(path: path, message: "element types must all match for conversion to \(kind)")
  }
  return common
}

/// A type with what is `dynamic` in it taken from another one that can be converted to it.
private func filled(_ type: ValueType, from source: ValueType) -> ValueType {
  switch (source, type) {
  case (.dynamic, _): return type
  case (_, .dynamic): return source
  case (_, .string), (_, .number), (_, .bool): return type
  case (.list(let from), .list(let to)), (.set(let from), .list(let to)): return .list(filled(to, from: from))
  case (.list(let from), .set(let to)), (.set(let from), .set(let to)): return .set(filled(to, from: from))
  case (.tuple(let from), .list(let to)): return .list(filled(to, from: unify(from, unsafe: true) ?? .dynamic))
  case (.tuple(let from), .set(let to)): return .set(filled(to, from: unify(from, unsafe: true) ?? .dynamic))
  case (.map(let from), .map(let to)): return .map(filled(to, from: from))
  case (.object(let from), .map(let to)): return .map(filled(to, from: unify(from.types, unsafe: true) ?? .dynamic))
  case (.map(let from), .object(let to)):
    return .object(ObjectType(to.attributes.map { ($0, filled($1, from: from)) }))
  case (.object(let from), .object(let to)):
    return .object(ObjectType(to.attributes.map { name, type in (name, filled(type, from: from[name] ?? .dynamic)) }))
  case (.tuple(let from), .tuple(let to)):
    return .tuple(zip(from, to).map { filled($1, from: $0) })
  default: return type
  }
}

extension Refinement {
  /// What remains known of an unknown value once it is converted.
  fileprivate func carried(from source: ValueType, to type: ValueType) -> Refinement {
    var result = Refinement(isNotNull: isNotNull)
    switch (source, type) {
    case (.object(let object), .map):
      result.minimumLength = object.names.count
      result.maximumLength = object.names.count
    case (.tuple(let types), .list):
      result.minimumLength = types.count
      result.maximumLength = types.count
    case (.tuple(let types), .set):
      result.minimumLength = min(types.count, 1)
      result.maximumLength = types.count
    case (_, .set) where source.isCollection:
      // Equal elements fall together, but never to nothing.
      if let minimumLength { result.minimumLength = min(minimumLength, 1) }
      result.maximumLength = maximumLength
    case (_, .list) where source.isCollection, (_, .map) where source.isCollection:
      result.minimumLength = minimumLength
      result.maximumLength = maximumLength
    default: if type.isPrimitive { result.symbol = symbol }
    }
    return result
  }
}
