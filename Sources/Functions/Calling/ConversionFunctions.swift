import Model

let conversionFunctions: [BuiltinFunction] = [
  conversion("tobool", to: .bool, "The value as a boolean."),
  conversion("tolist", to: .list(.dynamic), "The value as a list."),
  conversion("tomap", to: .map(.dynamic), "The value as a map."),
  conversion("tonumber", to: .number, "The value as a number."),
  conversion("toset", to: .set(.dynamic), "The value as a set, without duplicates."),
  conversion("tostring", to: .string, "The value as a string."),
]

private func conversion(_ name: String, to wanted: ValueType, _ description: String) -> BuiltinFunction {
  let target = wanted.friendlyConstraintName
  return BuiltinFunction(
    name, description,
    [FunctionParameter("v", .dynamic, allowsNull: true, allowsDynamic: true, allowsMarked: true)],
    isNotNull: false,
    typing: { (call) throws(FunctionError) in
      let given = call[0].type
      if given == wanted || convertible(from: given, to: wanted) { return wanted }
      throw FunctionError("cannot convert \(given.friendlyName) to \(target)", argument: 0)
    },
    body: { (call) throws(FunctionError) in
      let value = call[0]
      do throws(ConversionError) {
        return try value.converted(to: wanted)
      } catch {
        let given = value.type
        if value.deepMarks.contains(.sensitive) {
          throw FunctionError("cannot convert this sensitive \(given.friendlyName) to \(target)", argument: 0)
        }
        let text = value.stringValue.map(quotedText) ?? "string"
        switch (given, wanted) {
        case (.string, .bool):
          throw FunctionError(
            "cannot convert \(text) to bool; only the strings \"true\" or \"false\" are allowed", argument: 0)
        case (.string, .number):
          throw FunctionError(
            "cannot convert \(text) to number; given string must be a decimal representation of a number", argument: 0)
        default:
          throw FunctionError("cannot convert \(given.friendlyName) to \(target)", argument: 0)
        }
      }
    }
  )
}

/// Functions about what may be shown and stored.
let markFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "sensitive", "The value, from now on hidden wherever it would be shown.", [.anything("value", allowsMarked: true)],
    isNotNull: false, typing: { (call) throws(FunctionError) in call[0].type },
    body: { (call) throws(FunctionError) in call[0].marked(with: .sensitive) }
  ),
  BuiltinFunction(
    "nonsensitive", "The value, from now on shown like any other.", [.anything("value", allowsMarked: true)],
    isNotNull: false, typing: { (call) throws(FunctionError) in call[0].type },
    body: { (call) throws(FunctionError) in
      let (value, marks) = call[0].unmarked
      return value.marked(with: marks.subtracting(.sensitive))
    }
  ),
  BuiltinFunction(
    "issensitive", "Tells whether the value is hidden where it would be shown.",
    [.anything("value", allowsMarked: true)], returns: .bool, isNotNull: false
  ) { (call) throws(FunctionError) in
    if call[0].marks.contains(.sensitive) { return .true }
    // What is not known yet may still turn out to be sensitive.
    return call[0].isKnown ? .false : .unknown(.bool)
  },
  BuiltinFunction(
    "ephemeralasnull", "The value with every ephemeral part replaced by null.",
    [.anything("value", allowsMarked: true)],
    isNotNull: false, typing: { (call) throws(FunctionError) in call[0].type },
    body: { (call) throws(FunctionError) in
      call[0].transformed { _, part in
        let (value, marks) = part.unmarked
        guard marks.contains(.ephemeral) else { return part }
        return Value.null(value.type).marked(with: marks.subtracting(.ephemeral))
      }
    }
  ),
]
