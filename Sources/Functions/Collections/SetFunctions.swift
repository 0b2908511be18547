import Model

private let anySet = ValueType.set(.dynamic)

let setFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "setintersection", "The elements that all the sets have.", [unknownSet("first_set")],
    variadic: unknownSet("other_sets"), typing: commonSetType
  ) { (call) throws(FunctionError) in
    try combined(call) { (result: inout Set<Value>, other) in result.formIntersection(other) }
  },
  BuiltinFunction(
    "setsubtract", "The elements of the first set that the second one does not have.",
    [unknownSet("a"), unknownSet("b")], typing: commonSetType
  ) { (call) throws(FunctionError) in
    try combined(call) { (result: inout Set<Value>, other) in result.subtract(other) }
  },
  BuiltinFunction(
    "setunion", "The elements that any of the sets has.", [unknownSet("first_set")],
    variadic: unknownSet("other_sets"), typing: commonSetType
  ) { (call) throws(FunctionError) in
    // What an element is need not be known for it to be in the result.
    let elements = try convertedSets(call).flatMap { $0.elements ?? [] }
    return .set(call.type.elementType ?? .dynamic, unsorted: elements)
  },
  BuiltinFunction(
    "setproduct", "All combinations of one element from each of the sets.", [],
    variadic: FunctionParameter(
      "sets", .dynamic, description: "Sets or lists; the result keeps the order when all are lists.",
      allowsUnknown: true, allowsMarked: true),
    typing: productType, body: product),
]

private func unknownSet(_ name: String) -> FunctionParameter {
  FunctionParameter(name, anySet, allowsUnknown: false, allowsDynamic: true)
}

@Sendable private func commonSetType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  var elementTypes: [ValueType] = []
  for argument in call.arguments {
    if argument.type == .dynamic { return .set(.dynamic) }
    // An empty set of anything says nothing about the type of the others.
    if case .set(.dynamic) = argument.type, argument.isKnown, argument.length == 0 { continue }
    elementTypes.append(argument.type.elementType ?? .dynamic)
  }
  if elementTypes.isEmpty { return .set(.dynamic) }
  guard let common = unify(elementTypes, unsafe: true) else {
    throw FunctionError("given sets must all have compatible element types")
  }
  return .set(common)
}

private func convertedSets(_ call: FunctionCall) throws(FunctionError) -> [Value] {
  var sets: [Value] = []
  for (index, argument) in call.arguments.enumerated() {
    do throws(ConversionError) {
      sets.append(try argument.converted(to: call.type))
    } catch {
      throw FunctionError(error.message, argument: index)
    }
  }
  return sets
}

private func combined(
  _ call: FunctionCall, _ operation: (inout Set<Value>, Set<Value>) -> Void
) throws(FunctionError) -> Value {
  let sets = try convertedSets(call)
  // What an unknown element will be decides which elements the result has.
  guard sets.allSatisfy(\.isWhollyKnown), let first = sets.first else { return .unknown(call.type) }
  var result = Set(first.elements ?? [])
  for set in sets.dropFirst() { operation(&result, Set(set.elements ?? [])) }
  return .set(call.type.elementType ?? .dynamic, unsorted: Array(result))
}

@Sendable private func productType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  guard call.count >= 2 else { throw FunctionError("at least two arguments are required") }
  var types: [ValueType] = []
  var areLists = true
  for (index, argument) in call.arguments.enumerated() {
    switch argument.type {
    case .set(let element):
      areLists = false
      types.append(element)
    case .list(let element): types.append(element)
    case .tuple(let elements):
      guard !elements.isEmpty else {
        types.append(.dynamic)
        continue
      }
      guard let common = unify(elements, unsafe: true) else {
        throw FunctionError("all elements must be of the same type", argument: index)
      }
      types.append(common)
    default: throw FunctionError("a set or a list is required", argument: index)
    }
  }
  return areLists ? .list(.tuple(types)) : .set(.tuple(types))
}

/// More combinations than this would exhaust memory before they are of use.
private let maximumProduct = 10_000_000

@Sendable private func product(_ call: FunctionCall) throws(FunctionError) -> Value {
  let marks = call.arguments.reduce(into: Marks()) { $0.formUnion($1.marks) }
  guard case .tuple(let types) = call.type.elementType else { return .unknown(call.type) }
  guard call.arguments.allSatisfy({ $0.isKnown && $0.hasKnownLength }) else {
    return Value.unknown(call.type, productRefinement(call.arguments)).marked(with: marks)
  }
  var rows: [[Value]] = [[]]
  for (index, argument) in call.arguments.enumerated() {
    var choices: [Value] = []
    for element in argument.elements ?? [] {
      do throws(ConversionError) {
        choices.append(try element.converted(to: types[index]))
      } catch {
        throw FunctionError(error.message, argument: index)
      }
    }
    let (count, overflow) = rows.count.multipliedReportingOverflow(by: choices.count)
    guard !overflow, count <= maximumProduct else {
      throw FunctionError("the product has more than \(maximumProduct) elements")
    }
    rows = rows.flatMap { row in choices.map { row + [$0] } }
  }
  let tuples = rows.map(Value.tuple)
  let type = call.type.elementType ?? .dynamic
  let result: Value = if case .list = call.type { .list(type, tuples) } else { .set(type, unsorted: tuples) }
  return result.marked(with: marks)
}

/// How many combinations there can be at most, while that is a number worth knowing.
private func productRefinement(_ arguments: [Value]) -> Refinement {
  var most = 1
  for argument in arguments {
    let length: Int
    switch argument.withoutMarks {
    case .unknown(.tuple(let types), _): length = types.count
    case .unknown(_, let refinement): length = refinement.maximumLength ?? .max
    default: length = argument.length
    }
    guard length <= 1024 else { return .notNull }
    most *= length
    guard most <= 2048 else { return .notNull }
  }
  return Refinement(isNotNull: true, minimumLength: min(most, 1), maximumLength: most)
}
