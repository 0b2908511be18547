import Model

/// Functions that choose one of several values, or a part of a sequence.
let selectionFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "coalesce", "The first argument that is neither null nor an empty string.", [],
    variadic: .anything("vals"),
    typing: { (call) throws(FunctionError) in
      guard let type = unify(call.arguments.map(\.type), unsafe: true) else {
        throw FunctionError("all arguments must have the same type")
      }
      return type
    },
    body: { (call) throws(FunctionError) in
      for (index, argument) in call.arguments.enumerated() {
        let value: Value
        do throws(ConversionError) {
          value = try argument.converted(to: call.type)
        } catch {
          throw FunctionError(error.message, argument: index)
        }
        if !value.isKnown { return .unknown(call.type) }
        if value.isNull || value == .string("") { continue }
        return value
      }
      throw FunctionError("no non-null, non-empty-string arguments")
    }
  ),
  BuiltinFunction(
    "coalescelist", "The first list or tuple that has any elements.", [], variadic: .anything("vals"),
    typing: coalescedListType
  ) { (call) throws(FunctionError) in
    for argument in call.arguments {
      if !argument.isKnown { return .unknown(call.type) }
      if !argument.isNull, argument.length > 0 { return argument }
    }
    throw FunctionError("no non-null arguments")
  },
  BuiltinFunction(
    "element", "The element at an index, counted on from the beginning after the end is reached.",
    [FunctionParameter("list", .dynamic, allowsMarked: true), .number("index")], isNotNull: false, typing: elementType
  ) { (call) throws(FunctionError) in
    let elements = call.elements(0)
    guard !elements.isEmpty else { throw FunctionError("cannot use element function with an empty list") }
    return elements[try wrapped(call, count: elements.count)].marked(with: call[0].marks)
  },
  BuiltinFunction(
    "index", "The position of a value in a list.",
    [FunctionParameter("list", .dynamic), FunctionParameter("value", .dynamic)], returns: .number
  ) { (call) throws(FunctionError) in
    guard call[0].type.isListOrTuple else { throw FunctionError("argument must be a list or tuple") }
    if call[0].length == 0 { throw FunctionError("cannot search an empty list") }
    for (position, element) in call.elements(0).enumerated() {
      switch element.equals(call[1]) {
      case .bool(true): return .integer(position)
      case .bool(false): continue
      default: return .unknown(.number)
      }
    }
    throw FunctionError("item not found")
  },
  BuiltinFunction(
    "one", "The only element of a sequence, or null when it has none.", [FunctionParameter("list", .dynamic)],
    isNotNull: false,
    typing: { (call) throws(FunctionError) in
      switch call[0].type {
      case .list(let element), .set(let element): return element
      case .tuple(let types) where types.count < 2: return types.first ?? .dynamic
      default: throw notOne
      }
    },
    body: { (call) throws(FunctionError) in
      guard call[0].hasKnownLength else { return .unknown(call.type) }
      let elements = call.elements(0)
      guard elements.count < 2 else { throw notOne }
      return elements.first ?? .null(call.type)
    }
  ),
  BuiltinFunction(
    "slice", "The elements from one index up to, and without, another.",
    [FunctionParameter("list", .dynamic, allowsMarked: true), .number("start_index"), .number("end_index")],
    typing: { (call) throws(FunctionError) in
      let indices = try sliceIndices(call)
      switch call[0].type {
      case .tuple(let types): return indices.map { .tuple(Array(types[$0])) } ?? .dynamic
      default: return call[0].type
      }
    },
    body: { (call) throws(FunctionError) in
      guard let indices = try sliceIndices(call) else { return Value.unknown(call.type).marked(with: call[0].marks) }
      let part = Array(call.elements(0)[indices])
      let result: Value = if case .list(let element) = call.type { .list(element, part) } else { .tuple(part) }
      return result.marked(with: call[0].marks)
    }
  ),
]

private let notOne = FunctionError(
  "must be a list, set, or tuple value with either zero or one elements", argument: 0)

@Sendable private func coalescedListType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  guard let first = call.arguments.first else { throw FunctionError("at least one argument is required") }
  for argument in call.arguments {
    if !argument.isKnown { return .dynamic }
    guard argument.type.isListOrTuple else {
      throw FunctionError("coalescelist arguments must be lists or tuples")
    }
  }
  return call.arguments.allSatisfy { $0.type == first.type } ? first.type : .dynamic
}

private func wrapped(_ call: FunctionCall, count: Int) throws(FunctionError) -> Int {
  guard let index = call.number(1).int else { throw FunctionError("invalid index: \(notWholeNumber)") }
  let rest = index % count
  return rest < 0 ? rest + count : rest
}

@Sendable private func elementType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  switch call[0].type {
  case .list(let element): return element
  case .tuple(let types):
    guard call[1].isKnown else { return .dynamic }
    if call.number(1).int == nil { throw FunctionError("invalid index: \(notWholeNumber)") }
    guard !types.isEmpty else { throw FunctionError("cannot use element function with an empty list") }
    return types[try wrapped(call, count: types.count)]
  default: throw FunctionError("cannot read elements from \(call[0].type.friendlyName)")
  }
}

/// Nil when an index is not known yet.
private func sliceIndices(_ call: FunctionCall) throws(FunctionError) -> Range<Int>? {
  switch call[0].type {
  case .list, .tuple: break
  case .set:
    throw FunctionError(
      "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
      argument: 0)
  default: throw FunctionError("must be a list or tuple value", argument: 0)
  }
  let length = call[0].hasKnownLength ? call[0].length : nil
  func index(_ argument: Int, _ name: String) throws(FunctionError) -> Int? {
    guard call[argument].isKnown else { return nil }
    guard let index = call.number(argument).int else {
      throw FunctionError("invalid \(name) index: \(notWholeNumber)", argument: argument)
    }
    if index < 0 { throw FunctionError("\(name) index must not be less than zero", argument: argument) }
    if let length, index > length {
      throw FunctionError("\(name) index must not be greater than the length of the list", argument: argument)
    }
    return index
  }
  let start = try index(1, "start")
  let end = try index(2, "end")
  guard let start, let end else { return nil }
  if start > end { throw FunctionError("start index must not be greater than end index", argument: 1) }
  return length == nil ? nil : start..<end
}
