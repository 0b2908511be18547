import Model

private func isMapping(_ type: ValueType) -> Bool {
  switch type {
  case .map, .object: true
  default: false
  }
}

/// Functions over maps and objects.
let mapFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "keys", "The keys of a map or the names of an object's attributes, in order.",
    [
      FunctionParameter(
        "inputMap", .dynamic, description: "A map; or an object, whose attribute names become a tuple.",
        allowsUnknown: true, allowsMarked: true)
    ],
    typing: { (call) throws(FunctionError) in
      switch call[0].type {
      case .map: return .list(.string)
      case .object(let object): return .tuple(object.names.map { _ in .string })
      default: throw FunctionError("must have map or object type", argument: 0)
      }
    },
    body: { (call) throws(FunctionError) in
      let (value, marks) = call[0].unmarked
      if case .object(let object) = value.type {
        return Value.tuple(object.names.map(Value.string)).marked(with: marks)
      }
      guard value.isKnown else { return Value.unknown(call.type).marked(with: marks) }
      return Value.list(.string, (value.keyedValues?.keys ?? []).map(Value.string)).marked(with: marks)
    }
  ),
  BuiltinFunction(
    "values", "The values of a map or object, in the order of their keys.",
    [FunctionParameter("mapping", .dynamic, allowsMarked: true)],
    typing: { (call) throws(FunctionError) in
      switch call[0].type {
      case .map(let element): return .list(element)
      case .object(let object): return .tuple(object.types)
      default: throw FunctionError("values() requires a map as the first argument")
      }
    },
    body: { (call) throws(FunctionError) in
      let values = call[0].keyedValues?.values ?? []
      let result: Value = if case .list(let element) = call.type { .list(element, values) } else { .tuple(values) }
      return result.marked(with: call[0].marks)
    }
  ),
  BuiltinFunction(
    "lookup", "The element of a map with a certain key, or a default where there is none.",
    [
      FunctionParameter("inputMap", .dynamic, allowsMarked: true),
      FunctionParameter("key", .string, allowsMarked: true),
    ],
    variadic: .anything("default", allowsMarked: true), isNotNull: false, typing: lookupType, body: lookup),
  BuiltinFunction(
    "merge", "One map or object of all the given ones; a later one wins where they have the same key.", [],
    variadic: FunctionParameter("maps", .dynamic, allowsNull: true, allowsDynamic: true, allowsMarked: true),
    typing: mergedType, body: merge),
  BuiltinFunction(
    "transpose", "A map of lists of strings with keys and elements exchanged.",
    [FunctionParameter("values", .map(.list(.string)))], returns: .map(.list(.string)), transpose),
  BuiltinFunction(
    "zipmap", "A map of a list of keys and a list of values of the same length.",
    [
      FunctionParameter("keys", .list(.string), allowsMarked: true),
      FunctionParameter("values", .dynamic, allowsMarked: true),
    ],
    typing: zippedType, body: zip),
]

@Sendable private func lookupType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  guard call.count <= 3 else {
    throw FunctionError("lookup() takes two or three arguments, got \(call.count)")
  }
  switch call[0].type {
  case .object(let object):
    guard call[1].isKnown else { return .dynamic }
    let key = call.string(1)
    if let type = object[key] { return type }
    if call.count == 3 { return call[2].type }
    throw FunctionError("the given object has no attribute \(call.shown(1))", argument: 0)
  case .map(let element):
    if call.count == 3, (try? call[2].converted(to: element)) == nil {
      throw FunctionError("the default value must have the same type as the map elements", argument: 2)
    }
    return element
  default:
    throw FunctionError("lookup() requires a map as the first argument", argument: 0)
  }
}

@Sendable private func lookup(_ call: FunctionCall) throws(FunctionError) -> Value {
  let marks = call[0].marks.union(call[1].marks)
  if let found = call[0].keyedValues?[call.string(1)] { return found.marked(with: marks) }
  guard call.count == 3 else { throw FunctionError("lookup failed to find key \(call.shown(1))", argument: nil) }
  do throws(ConversionError) {
    return try call[2].converted(to: call.type).marked(with: marks)
  } catch {
    throw FunctionError(error.message, argument: 2)
  }
}

@Sendable private func mergedType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  guard call.count > 0 else { return .emptyObject }
  var attributes: [String: ValueType] = [:]
  var areAttributesKnown = true
  for argument in call.arguments {
    if argument.type == .dynamic { return .dynamic }
    guard isMapping(argument.type) else {
      throw FunctionError("arguments must be maps or objects, got \(quotedText(argument.type.friendlyName))")
    }
    if argument.isNull { continue }
    switch argument.type {
    case .object(let object):
      for (name, type) in object.attributes { attributes[name] = type }
    case .map(let element):
      guard argument.isKnown else {
        areAttributesKnown = false
        continue
      }
      for key in argument.keyedValues?.keys ?? [] { attributes[key] = element }
    default: break
    }
  }
  let first = call[0].type
  if call.arguments.allSatisfy({ $0.type == first }) { return first }
  return areAttributesKnown ? .object(ObjectType(attributes.map { ($0.key, $0.value) })) : .dynamic
}

@Sendable private func merge(_ call: FunctionCall) throws(FunctionError) -> Value {
  var merged: [String: Value] = [:]
  var marks: Marks = []
  for argument in call.arguments {
    marks.formUnion(argument.marks)
    guard let pairs = argument.keyedValues?.pairs else { continue }
    for (key, value) in pairs { merged[key] = value }
  }
  let contents = KeyedValues(merged)
  let result: Value = if case .map(let element) = call.type { .map(element, contents) } else { .object(contents) }
  return result.marked(with: marks)
}

@Sendable private func transpose(_ call: FunctionCall) throws(FunctionError) -> Value {
  guard call[0].isWhollyKnown else { return .unknown(call.type) }
  var result: [String: [Value]] = [:]
  guard let pairs = call[0].keyedValues?.pairs else { return .unknown(call.type) }
  for (key, list) in pairs {
    if list.isNull { throw FunctionError("input must not contain null list") }
    for element in list.elements ?? [] {
      guard let string = element.stringValue else {
        throw FunctionError("input list must not contain null string")
      }
      result[string, default: []].append(.string(key))
    }
  }
  return .map(.list(.string), KeyedValues(result.mapValues { .list(.string, $0) }))
}

@Sendable private func zippedType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  switch call[1].type {
  case .list(let element): return .map(element)
  case .tuple(let types):
    guard call[0].isWhollyKnown else { return .dynamic }
    let keys = call.elements(0)
    guard keys.count == types.count else { throw differentLengths(keys.count, types.count) }
    var attributes: [String: ValueType] = [:]
    for (index, (key, type)) in Swift.zip(keys, types).enumerated() {
      guard let name = key.stringValue else { throw FunctionError("keys list has null value at index \(index)") }
      attributes[name] = type
    }
    return .object(ObjectType(attributes.map { ($0.key, $0.value) }))
  default: throw FunctionError("values argument must be a list or tuple value")
  }
}

@Sendable private func zip(_ call: FunctionCall) throws(FunctionError) -> Value {
  var marks = call[0].marks.union(call[1].marks)
  guard call[0].isWhollyKnown else { return Value.unknown(call.type).marked(with: marks) }
  let (keys, values) = (call.elements(0), call.elements(1))
  guard keys.count == values.count else { throw differentLengths(keys.count, values.count) }
  var result: [String: Value] = [:]
  for (index, (key, value)) in Swift.zip(keys, values).enumerated() {
    guard let name = key.stringValue else { throw FunctionError("keys list has null value at index \(index)") }
    marks.formUnion(key.marks)
    result[name] = value
  }
  let contents = KeyedValues(result)
  let zipped: Value = if case .map(let element) = call.type { .map(element, contents) } else { .object(contents) }
  return zipped.marked(with: marks)
}

private func differentLengths(_ keys: Int, _ values: Int) -> FunctionError {
  FunctionError("number of keys (\(keys)) does not match number of values (\(values))")
}
