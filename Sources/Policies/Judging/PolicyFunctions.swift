import Configuring
import Functions
import Model

/// Functions of the policy language that the configuration language does not have.
let policyFunctionNames = [
  "core::getresources", "core::getdatasource", "core::gethttprequest", "core::semverconstraint", "core::semvercmp",
  "core::contains_substring", "core::regex_match", "core::valuetostring", "plumb::statements", "plumb::same",
  "plumb::given", "plumb::allows", "plumb::lets_in",
]

/// A function that stands only in policies.
struct PolicyFunction: LanguageFunction {
  var name: String
  var description: String
  var parameters: [FunctionParameter]
  var variadic: FunctionParameter?
  var isResultNotNull: Bool { false }
  var type: ValueType
  var body: @Sendable ([Value]) throws(FunctionError) -> Value

  func resultType(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> ValueType { type }
  func call(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> Value { try body(arguments) }
}

/// Looks up objects of the run; not sendable as the others are, for it reads the world's indices.
private struct ObjectLookup: LanguageFunction {
  nonisolated(unsafe) let world: PolicyWorld
  let name = "core::getresources"
  let description = "The objects of a type whose attributes are these."
  let parameters = [FunctionParameter("resource_type", .string)]
  let variadic: FunctionParameter? = FunctionParameter(
    "filter", .dynamic, allowsNull: true, allowsUnknown: true, allowsDynamic: true, allowsMarked: true)
  let isResultNotNull = true

  func resultType(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> ValueType { .dynamic }

  func call(_ arguments: [Value], context: FunctionContext) throws(FunctionError) -> Value {
    let type = arguments[0].stringValue ?? ""
    var wanted: [(name: String, value: Value)] = []
    if arguments.count > 1, !arguments[1].isNull {
      guard let members = arguments[1].deeplyUnmarked.keyedValues else {
        if !arguments[1].isKnown { return .unknown(.list(.dynamic), .notNull) }
        throw FunctionError("what is looked for must be an object: { name = value }", argument: 1)
      }
      wanted = members.pairs.map { ($0, $1) }
    }
    let (found, possible) = world.objects(of: type, where: wanted)
    let isOpen = world.unseenTypes(type)
    if possible.isEmpty, !isOpen { return .tuple(found) }
    // How many there are is not known, but some of it may be.
    return .unknown(
      .list(.dynamic),
      Refinement(
        isNotNull: true, minimumLength: found.count, maximumLength: isOpen ? nil : found.count + possible.count))
  }
}

func policyFunction(_ name: String, _ world: PolicyWorld) -> (any LanguageFunction)? {
  // A run and its world are in one task; see PolicyWorld.
  nonisolated(unsafe) let world = world
  return switch name {
  case "core::getresources": ObjectLookup(world: world)
  case "core::getdatasource":
    PolicyFunction(
      name: name, description: "What a data source gives: not read here, and so not known.",
      parameters: [FunctionParameter("data_source_type", .string), anything("config")], type: .dynamic
    ) { (arguments) throws(FunctionError) in
      .symbol("data.\(arguments[0].stringValue ?? "")", of: .dynamic, isNotNull: false)
    }
  case "core::gethttprequest":
    PolicyFunction(
      name: name, description: "Not supported: a policy's verdict must not depend on who answers.",
      parameters: [FunctionParameter("url", .string)], variadic: anything("options"), type: .dynamic
    ) { (_) throws(FunctionError) in
      throw FunctionError("policies are judged without a network here; give what is needed as an input")
    }
  case "core::semverconstraint":
    PolicyFunction(
      name: name, description: "Whether a version satisfies a constraint.",
      parameters: [FunctionParameter("version", .string), FunctionParameter("constraint", .string)], type: .bool
    ) { (arguments) throws(FunctionError) in
      let constraints: VersionConstraints
      do throws(VersionError) { constraints = try VersionConstraints(text(arguments[1])) } catch {
        throw FunctionError("\(error.reason)", argument: 1)
      }
      return .bool(constraints.allowsProgram(try version(text(arguments[0]), argument: 0)))
    }
  case "core::semvercmp":
    PolicyFunction(
      name: name, description: "-1, 0 or 1, as the first version is older than the second, the same or newer.",
      parameters: [FunctionParameter("a", .string), FunctionParameter("b", .string)], type: .number
    ) { (arguments) throws(FunctionError) in
      let (a, b) = (try version(text(arguments[0]), argument: 0), try version(text(arguments[1]), argument: 1))
      return .integer(a < b ? -1 : b < a ? 1 : 0)
    }
  case "core::alltrue":
    // One that is false decides, wherever it stands among unknown ones; the language's own function gives up at the first of these.
    PolicyFunction(
      name: name, description: "Whether all elements are true.", parameters: [FunctionParameter("list", .list(.bool))],
      type: .bool
    ) { (arguments) throws(FunctionError) in
      let elements = arguments[0].elements ?? []
      if elements.contains(where: { $0.isKnown && $0.boolValue != true }) { return .bool(false) }
      return elements.allSatisfy(\.isKnown) ? .bool(true) : .unknown(.bool)
    }
  case "core::contains_substring":
    PolicyFunction(
      name: name, description: "Whether a text has another one in it.",
      parameters: [
        FunctionParameter("string", .string, allowsUnknown: true), FunctionParameter("substring", .string),
      ], type: .bool
    ) { (arguments) throws(FunctionError) in
      let part = text(arguments[1])
      if arguments[0].isKnown { return .bool(part.isEmpty || text(arguments[0]).contains(part)) }
      // What is known of a text is in it, whatever comes between.
      let pieces = arguments[0].symbolText.map(SymbolText.knownParts) ?? []
      return part.isEmpty || pieces.contains { $0.contains(part) } ? .bool(true) : .unknown(.bool)
    }
  case "core::endswith":
    PolicyFunction(
      name: name, description: "Whether a text ends with another one.",
      parameters: [FunctionParameter("string", .string, allowsUnknown: true), FunctionParameter("suffix", .string)],
      type: .bool
    ) { (arguments) throws(FunctionError) in
      let suffix = text(arguments[1])
      if arguments[0].isKnown { return .bool(text(arguments[0]).hasSuffix(suffix)) }
      // The known end alone may decide, whatever stands before it.
      let end = arguments[0].symbolText.map(SymbolText.knownEnd) ?? ""
      if end.hasSuffix(suffix) { return .bool(true) }
      return suffix.hasSuffix(end) ? .unknown(.bool) : .bool(false)
    }
  case "core::regex_match":
    PolicyFunction(
      name: name, description: "Whether a text matches a pattern.",
      parameters: [FunctionParameter("pattern", .string), FunctionParameter("string", .string)], type: .bool
    ) { (arguments) throws(FunctionError) in
      guard let regexall = FunctionTable.all["regexall"] else { return .unknown(.bool) }
      let matches = try invoke(regexall, arguments: arguments, context: .pure)
      return .bool(matches.elements?.isEmpty == false)
    }
  case "core::valuetostring":
    PolicyFunction(
      name: name, description: "A value as text: strings as they are, others as JSON.", parameters: [anything("value")],
      type: .string
    ) { (arguments) throws(FunctionError) in
      if let text = arguments[0].symbolText { return SymbolText.value(text) }
      guard let encode = FunctionTable.all["jsonencode"] else { return .unknown(.string) }
      return try invoke(encode, arguments: arguments, context: .pure)
    }
  case "plumb::statements":
    PolicyFunction(
      name: name, description: "The statements of a policy document, all in one form: lists everywhere.",
      parameters: [anything("document")], type: .dynamic
    ) { (arguments) throws(FunctionError) in try DocumentStatements.value(of: arguments[0]) }
  case "plumb::same":
    PolicyFunction(
      name: name,
      description: "Whether two values mean the same object, by reference: two objects of a configuration never do.",
      parameters: [anything("a"), anything("b")], type: .bool
    ) { (arguments) throws(FunctionError) in
      mean(arguments[0], arguments[1]).map(Value.bool) ?? .unknown(.bool, .notNull)
    }
  case "plumb::allows":
    PolicyFunction(
      name: name, description: "Whether a policy document of an identity allows something of these kinds.",
      parameters: [anything("document")], variadic: FunctionParameter("kind", .string), type: .bool
    ) { (arguments) throws(FunctionError) in
      try AccessQuestion(arguments).answer { world.allowances(of: $0) }
    }
  case "plumb::lets_in":
    PolicyFunction(
      name: name,
      description: "Whether a policy document of a resource, or the trust of a role, lets in somebody of these kinds.",
      parameters: [anything("document")], variadic: FunctionParameter("kind", .string), type: .bool
    ) { (arguments) throws(FunctionError) in
      try AccessQuestion(arguments).answer { world.trust(of: $0) }
    }
  case "plumb::given":
    PolicyFunction(
      name: name, description: "Whether there is a value, neither null nor an empty text; references count as values.",
      parameters: [anything("value")], type: .bool
    ) { (arguments) throws(FunctionError) in
      isGiven(arguments[0]).map(Value.bool) ?? .unknown(.bool, .notNull)
    }
  default: nil
  }
}

private func anything(_ name: String) -> FunctionParameter {
  FunctionParameter(name, .dynamic, allowsNull: true, allowsUnknown: true, allowsDynamic: true, allowsMarked: true)
}

private func text(_ value: Value) -> String { value.stringValue ?? "" }

private func version(_ text: String, argument: Int) throws(FunctionError) -> Version {
  do throws(VersionError) {
    return try Version(text.hasPrefix("v") ? String(text.dropFirst()) : text)
  } catch {
    throw FunctionError("\(error.reason)", argument: argument)
  }
}
