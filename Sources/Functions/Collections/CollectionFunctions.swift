import Model

private let anyList = ValueType.list(.dynamic)

/// Functions over lists, sets and tuples.
let collectionFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "alltrue", "Tells whether all elements are true; so it is when there are none.",
    [FunctionParameter("list", .list(.bool))], returns: .bool
  ) { (call) throws(FunctionError) in
    for element in call.elements(0) {
      if !element.isKnown { return .unknown(.bool) }
      if element.boolValue != true { return .false }
    }
    return .true
  },
  BuiltinFunction(
    "anytrue", "Tells whether any element is true.", [FunctionParameter("list", .list(.bool))], returns: .bool
  ) { (call) throws(FunctionError) in
    if call.elements(0).contains(.true) { return .true }
    return call.elements(0).allSatisfy(\.isKnown) ? .false : .unknown(.bool)
  },
  BuiltinFunction(
    "chunklist", "The list cut into lists of a certain length; the last one may be shorter.",
    [
      FunctionParameter("list", anyList, description: "What is cut.", allowsMarked: true),
      FunctionParameter(
        "size", .number, description: "The number of elements in each list but the last.", allowsMarked: true),
    ], typing: { (call) throws(FunctionError) in .list(call[0].type) }, body: chunk),
  BuiltinFunction(
    "compact", "The strings without null and empty ones.", [FunctionParameter("list", .list(.string))],
    returns: .list(.string)
  ) { (call) throws(FunctionError) in
    guard call[0].isWhollyKnown else { return .unknown(.list(.string)) }
    return .list(.string, call.elements(0).filter { $0.stringValue?.isEmpty == false })
  },
  BuiltinFunction(
    "concat", "The elements of all the lists, one list after the other.", [],
    variadic: FunctionParameter("seqs", .dynamic, allowsUnknown: true, allowsMarked: true), typing: concatenationType,
    body: concatenate),
  BuiltinFunction(
    "contains", "Tells whether a value is an element.",
    [FunctionParameter("list", .dynamic), FunctionParameter("value", .dynamic)], returns: .bool
  ) { (call) throws(FunctionError) in
    guard call[0].isSequence else { throw FunctionError("argument must be list, tuple, or set") }
    var isUndecided = false
    for element in call.elements(0) {
      switch call[1].equals(element) {
      case .bool(true): return .true
      case .bool(false): continue
      default: isUndecided = true
      }
    }
    return isUndecided ? .unknown(.bool) : .false
  },
  BuiltinFunction(
    "distinct", "The list with only the first of equal elements.", [FunctionParameter("list", anyList)],
    typing: { (call) throws(FunctionError) in call[0].type },
    body: { (call) throws(FunctionError) in
      guard call[0].isWhollyKnown else { return .unknown(call.type) }
      var seen: Set<Value> = []
      return .list(call.type.elementType ?? .dynamic, call.elements(0).filter { seen.insert($0).inserted })
    }
  ),
  BuiltinFunction(
    "flatten", "A sequence whose elements that are sequences are replaced by their elements, at any depth.",
    [FunctionParameter("list", .dynamic, allowsMarked: true)],
    typing: { (call) throws(FunctionError) in
      guard call[0].isWhollyKnown else { return .dynamic }
      guard call[0].isSequence else { throw FunctionError("can only flatten lists, sets and tuples") }
      return .tuple(flattened(call[0]).elements.map(\.type))
    },
    body: { (call) throws(FunctionError) in
      let (elements, marks, isKnown) = flattened(call[0])
      return (isKnown ? Value.tuple(elements) : .unknown(call.type)).marked(with: marks)
    }
  ),
  BuiltinFunction(
    "length", "The number of elements of a collection, or of characters of a text.",
    [
      FunctionParameter(
        "value", .dynamic, allowsUnknown: true, allowsDynamic: true, allowsMarked: true)
    ],
    typing: { (call) throws(FunctionError) in
      switch call[0].type {
      case .number, .bool:
        throw FunctionError("argument must be a string, a collection type, or a structural type")
      default: return .number
      }
    }, body: length),
  BuiltinFunction(
    "matchkeys", "Those elements of a list whose counterparts in another list are in a third.",
    [
      FunctionParameter("values", anyList), FunctionParameter("keys", anyList), FunctionParameter("searchset", anyList),
    ],
    typing: { (call) throws(FunctionError) in
      guard unify([call[1].type, call[2].type], unsafe: true) != nil else {
        throw FunctionError("keys and searchset must be of the same type")
      }
      return call[0].type
    }, body: matchKeys),
  BuiltinFunction(
    "reverse", "The elements in reverse order.", [FunctionParameter("list", .dynamic, allowsMarked: true)],
    typing: { (call) throws(FunctionError) in
      switch call[0].type {
      case .tuple(let types): return .tuple(types.reversed())
      case .list(let element), .set(let element): return .list(element)
      default:
        throw FunctionError(
          "can only reverse list or tuple values, not \(call[0].type.friendlyName)", argument: 0)
      }
    },
    body: { (call) throws(FunctionError) in
      let reversed: [Value] = call.elements(0).reversed()
      let result: Value = if case .list(let element) = call.type { .list(element, reversed) } else { .tuple(reversed) }
      return result.marked(with: call[0].marks)
    }
  ),
]

@Sendable private func chunk(_ call: FunctionCall) throws(FunctionError) -> Value {
  guard let size = call.number(1).int else { throw FunctionError("invalid size: \(notWholeNumber)") }
  if size < 0 { throw FunctionError("the size argument must be positive") }
  let marks = call[0].marks.union(call[1].marks)
  let listType = call[0].type
  let elements = call.elements(0)
  guard !elements.isEmpty else { return Value.list(listType, []).marked(with: marks) }
  guard size > 0 else { return Value.list(listType, [call[0].withoutMarks]).marked(with: marks) }
  let chunks = stride(from: 0, to: elements.count, by: size).map { start in
    Value.list(
      listType.elementType ?? .dynamic, Array(elements[start..<min(elements.count, start + min(size, elements.count))]))
  }
  return Value.list(listType, chunks).marked(with: marks)
}

@Sendable private func concatenationType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  guard call.count > 0 else { throw FunctionError("at least one argument is required") }
  if case .list = call[0].type {
    let lists = call.arguments.map(\.type).filter { if case .list = $0 { true } else { false } }
    if lists.count == call.count, let common = unify(lists, unsafe: true), case .list = common { return common }
  }
  var types: [ValueType] = []
  for (index, argument) in call.arguments.enumerated() {
    switch argument.type {
    case .tuple(let elements): types += elements
    case .list(let element):
      guard argument.isKnown else { return .dynamic }
      types += Array(repeating: element, count: argument.length)
    default:
      throw FunctionError("all arguments must be lists or tuples; got \(argument.type.friendlyName)", argument: index)
    }
  }
  return .tuple(types)
}

@Sendable private func concatenate(_ call: FunctionCall) throws(FunctionError) -> Value {
  let marks = call.arguments.reduce(into: Marks()) { $0.formUnion($1.marks) }
  guard call.arguments.allSatisfy(\.isKnown) else { return Value.unknown(call.type).marked(with: marks) }
  var elements: [Value] = []
  for (index, argument) in call.arguments.enumerated() {
    if case .list = call.type {
      do throws(ConversionError) {
        elements += try argument.converted(to: call.type).elements ?? []
      } catch {
        throw FunctionError(error.message, argument: index)
      }
    } else {
      elements += argument.elements ?? []
    }
  }
  let result: Value = if case .list(let element) = call.type { .list(element, elements) } else { .tuple(elements) }
  return result.marked(with: marks)
}

private func flattened(_ value: Value) -> (elements: [Value], marks: Marks, isKnown: Bool) {
  var result: (elements: [Value], marks: Marks, isKnown: Bool) = ([], value.marks, true)
  guard value.isKnown, value.hasKnownLength else { return ([], value.marks, false) }
  // An object that is not wholly known gets here, and Terraform flattens the values of its attributes.
  for element in value.elements ?? value.keyedValues?.values ?? [] {
    if case .unknown(.dynamic, _) = element.withoutMarks { result.isKnown = false }
    guard element.isSequence, !element.isNull else {
      result.elements.append(element)
      continue
    }
    let inner = flattened(element)
    result.marks.formUnion(inner.marks)
    if inner.isKnown { result.elements += inner.elements } else { result.isKnown = false }
  }
  return result
}

@Sendable private func length(_ call: FunctionCall) throws(FunctionError) -> Value {
  let (value, marks) = call[0].unmarked
  if let string = value.stringValue { return Value.integer(string.count).marked(with: marks) }
  if value.isNull { throw FunctionError("argument must not be null", argument: 0) }
  guard value.hasKnownLength else {
    var refinement = Refinement.notNull
    if case .unknown(_, let known) = value {
      if let length = known.maximumLength, length == known.minimumLength {
        return Value.integer(length).marked(with: marks)
      }
      refinement.lowerBound = Refinement.Bound(value: Number(known.minimumLength ?? 0), isInclusive: true)
      refinement.upperBound = known.maximumLength.map { Refinement.Bound(value: Number($0), isInclusive: true) }
    } else {
      refinement.lowerBound = Refinement.Bound(value: Number(1), isInclusive: true)
      refinement.upperBound = Refinement.Bound(value: Number(value.length), isInclusive: true)
    }
    return Value.unknown(.number, refinement).marked(with: marks)
  }
  return Value.integer(value.length).marked(with: marks)
}

@Sendable private func matchKeys(_ call: FunctionCall) throws(FunctionError) -> Value {
  guard call[0].length == call[1].length else {
    throw FunctionError("length of keys and values should be equal")
  }
  guard let common = unify([call[1].type, call[2].type], unsafe: true) else { return .unknown(call.type) }
  let keys: Value
  let wanted: Value
  do throws(ConversionError) {
    keys = try call[1].converted(to: common)
    wanted = try call[2].converted(to: common)
  } catch {
    throw FunctionError(error.message)
  }
  let element = call.type.elementType ?? .dynamic
  if wanted.length == 0 { return .list(element, []) }
  guard call[0].isWhollyKnown, keys.isWhollyKnown else { return .unknown(call.type) }
  var found: [Value] = []
  for (value, key) in zip(call.elements(0), keys.elements ?? []) {
    for candidate in wanted.elements ?? [] {
      let equal = key.equals(candidate)
      if !equal.isKnown { return .list(element, []) }
      if equal.boolValue == true {
        found.append(value)
        break
      }
    }
  }
  return .list(element, found)
}
