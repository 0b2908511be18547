import Model

let patternFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "regex", "What the first match of a regular expression captures.", [.string("pattern"), .string("string")],
    typing: captureType
  ) { (call) throws(FunctionError) in
    let pattern = try Pattern(argument: call.string(0))
    let text = Array(call.string(1).utf8)
    guard let spans = pattern.match(in: text, from: 0) else {
      throw FunctionError("pattern did not match any part of the given string")
    }
    return pattern.captured(spans, in: text)
  },
  BuiltinFunction(
    "regexall", "What each match of a regular expression captures.", [.string("pattern"), .string("string")],
    typing: { (call) throws(FunctionError) in .list(try captureType(call)) },
    body: { (call) throws(FunctionError) in
      let pattern = try Pattern(argument: call.string(0))
      let text = Array(call.string(1).utf8)
      let found = pattern.allMatches(in: text).map { pattern.captured($0, in: text) }
      return .list(pattern.captureType, found)
    }
  ),
  BuiltinFunction(
    "replace", "The text with every occurrence of a part, or of a pattern between slashes, replaced.",
    [.string("str"), .string("substr"), .string("replace")], returns: .string
  ) { (call) throws(FunctionError) in
    let part = call.string(1)
    if part.utf8.count > 1, part.hasPrefix("/"), part.hasSuffix("/") {
      let pattern: Pattern
      do throws(PatternError) {
        pattern = try Pattern(String(part.dropFirst().dropLast()))
      } catch {
        throw FunctionError("error parsing regexp: \(error.reason): `\(error.fragment)`")
      }
      return .string(pattern.replaceAll(in: call.string(0), with: call.string(2)).normalizedNFC)
    }
    return .string(replaceAll(call.string(0), part, with: call.string(2)).normalizedNFC)
  },
]

@Sendable private func captureType(_ call: FunctionCall) throws(FunctionError) -> ValueType {
  guard call[0].isKnown else { return .dynamic }
  let pattern = try Pattern(argument: call.string(0))
  if pattern.mixesNames {
    throw FunctionError(
      "invalid regexp pattern: cannot mix both named and unnamed capture groups", argument: 0)
  }
  return pattern.captureType
}

extension Pattern {
  fileprivate init(argument text: String) throws(FunctionError) {
    do throws(PatternError) {
      try self.init(text)
    } catch {
      throw FunctionError("invalid regexp pattern: \(error.reason) in \(error.fragment)", argument: 0)
    }
  }

  /// Without groups a string, with unnamed ones a tuple, with named ones an object.
  var captureType: ValueType {
    if groupNames.isEmpty { return .string }
    if groupNames.contains(nil) { return .tuple(groupNames.map { _ in .string }) }
    return .object(ObjectType(groupNames.map { ($0 ?? "", .string) }))
  }

  var mixesNames: Bool { groupNames.contains(nil) && groupNames.contains { $0 != nil } }

  func captured(_ spans: [Range<Int>?], in text: [UInt8]) -> Value {
    func string(_ span: Range<Int>?) -> Value {
      span.map { .string(String(decoding: text[$0], as: UTF8.self).normalizedNFC) } ?? .null(.string)
    }
    if groupNames.isEmpty { return string(spans[0]) }
    let groups = spans.dropFirst().map(string)
    if groupNames.contains(nil) { return .tuple(groups) }
    return .object(KeyedValues(zip(groupNames.map { $0 ?? "" }, groups)))
  }
}
