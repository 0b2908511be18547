import Model

let textFunctions: [BuiltinFunction] = [
  text("chomp", "The text without line breaks at its end.") { text in
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars = scalars.dropLast() }
    return String(scalars)
  },
  text("lower", "The text in small letters.") { text in mapScalars(text) { lowercase($0) } },
  text("upper", "The text in capital letters.") { text in mapScalars(text) { uppercase($0) } },
  text("title", "The text with each word's first letter as a capital.", titleCase),
  text("trimspace", "The text without white space at both ends.") { text in
    trim(text, leading: true, trailing: true) { $0.properties.isWhitespace }
  },
  text("strrev", "The characters of the text in reverse order.") { String($0.reversed()) },
  BuiltinFunction(
    "indent", "The text with spaces before every line but the first.", [.number("spaces"), .string("str")],
    returns: .string
  ) { (call) throws(FunctionError) in
    let spaces = try call.int(0)
    guard (0...maximumIndentation).contains(spaces) else {
      throw FunctionError("the number of spaces must be between 0 and \(maximumIndentation)", argument: 0)
    }
    let indentation = String(repeating: " ", count: spaces)
    return .string(replaceAll(call.string(1), "\n", with: "\n" + indentation))
  },
  BuiltinFunction(
    "trim", "The text without any of certain characters at both ends.", [.string("str"), .string("cutset")],
    returns: .string
  ) {
    (call) throws(FunctionError) in
    let set = Set(call.string(1).unicodeScalars)
    return .string(trim(call.string(0), leading: true, trailing: true) { set.contains($0) }.normalizedNFC)
  },
  BuiltinFunction("trimprefix", "The text without a beginning.", [.string("str"), .string("prefix")], returns: .string)
  {
    (call) throws(FunctionError) in
    let (text, prefix) = (call.string(0).utf8, call.string(1).utf8)
    return text.starts(with: prefix) ? nfc(Array(text.dropFirst(prefix.count))) : call[0]
  },
  BuiltinFunction("trimsuffix", "The text without an ending.", [.string("str"), .string("suffix")], returns: .string) {
    (call) throws(FunctionError) in
    let (text, suffix) = (call.string(0).utf8, call.string(1).utf8)
    return hasSuffix(text, suffix) ? nfc(Array(text.dropLast(suffix.count))) : call[0]
  },
  BuiltinFunction(
    "startswith", "Tells whether a text begins with another.",
    [FunctionParameter("str", .string, allowsUnknown: true), .string("prefix")], returns: .bool, startsWith),
  BuiltinFunction(
    "endswith", "Tells whether a text ends with another.", [.string("str"), .string("suffix")], returns: .bool
  ) {
    (call) throws(FunctionError) in .bool(hasSuffix(call.string(0).utf8, call.string(1).utf8))
  },
  BuiltinFunction(
    "strcontains", "Tells whether a text contains another.", [.string("str"), .string("substr")], returns: .bool,
    isNotNull: false
  ) {
    (call) throws(FunctionError) in
    .bool(firstOccurrence(of: Array(call.string(1).utf8), in: Array(call.string(0).utf8), from: 0) != nil)
  },
  BuiltinFunction(
    "join", "The elements of lists as one text, with a separator between them.", [.string("separator")],
    variadic: FunctionParameter("lists", .list(.string)), returns: .string, join),
  BuiltinFunction(
    "split", "The parts of a text between separators.", [.string("separator"), .string("str")], returns: .list(.string)
  ) {
    (call) throws(FunctionError) in
    .list(.string, split(call.string(1), by: call.string(0)).map { .string($0.normalizedNFC) })
  },
  BuiltinFunction(
    "substr", "Characters of a text from an offset on, negative from its end; all that follow when the length is -1.",
    [.string("str"), .number("offset"), .number("length")], returns: .string, substring),
  BuiltinFunction(
    "sort", "The strings in the order of their characters.", [FunctionParameter("list", .list(.string))],
    returns: .list(.string), sort),
]

/// Deeper text than this can only be a mistake.
private let maximumIndentation = 1_000_000

private func text(
  _ name: String, _ description: String, _ transform: @escaping @Sendable (String) -> String
) -> BuiltinFunction {
  BuiltinFunction(name, description, [.string("str")], returns: .string) { (call) throws(FunctionError) in
    .string(transform(call.string(0)).normalizedNFC)
  }
}

private func mapScalars(_ text: String, _ transform: (Unicode.Scalar) -> Unicode.Scalar) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { scalars.append(transform(scalar)) }
  return String(scalars)
}

/// Letters are replaced one by one, so that `ß`, which has no single capital letter, stays.
private func single(_ mapping: String, or scalar: Unicode.Scalar) -> Unicode.Scalar {
  let scalars = mapping.unicodeScalars
  guard let first = scalars.first, scalars.count == 1 else { return scalar }
  return first
}

private func uppercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  single(scalar.properties.uppercaseMapping, or: scalar)
}

private func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  scalar == "İ" ? "i" : single(scalar.properties.lowercaseMapping, or: scalar)
}

@Sendable private func titleCase(_ text: String) -> String {
  var isWordStart = true
  return mapScalars(text) { scalar in
    defer { isWordStart = isWordSeparator(scalar) }
    return isWordStart ? single(scalar.properties.titlecaseMapping, or: scalar) : scalar
  }
}

private func isWordSeparator(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII {
    switch scalar {
    case "0"..."9", "a"..."z", "A"..."Z", "_": return false
    default: return true
    }
  }
  switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: return false
  default: return scalar.properties.isWhitespace
  }
}

private func trim(
  _ text: String, leading: Bool, trailing: Bool, where matches: (Unicode.Scalar) -> Bool
) -> String {
  var scalars = text.unicodeScalars[...]
  while leading, let first = scalars.first, matches(first) { scalars = scalars.dropFirst() }
  while trailing, let last = scalars.last, matches(last) { scalars = scalars.dropLast() }
  return String(scalars)
}

private func nfc(_ bytes: [UInt8]) -> Value { .string(String(decoding: bytes, as: UTF8.self).normalizedNFC) }

private func hasSuffix(_ text: String.UTF8View, _ suffix: String.UTF8View) -> Bool {
  text.count >= suffix.count && text.suffix(suffix.count).elementsEqual(suffix)
}

func firstOccurrence(of pattern: [UInt8], in text: [UInt8], from start: Int) -> Int? {
  guard pattern.count <= text.count else { return nil }
  guard let head = pattern.first else { return start }
  var index = start
  while index + pattern.count <= text.count {
    if text[index] == head, text[index..<(index + pattern.count)].elementsEqual(pattern) { return index }
    index += 1
  }
  return nil
}

func split(_ text: String, by separator: String) -> [String] {
  if separator.isEmpty { return text.unicodeScalars.map { String($0) } }
  let (bytes, pattern) = (Array(text.utf8), Array(separator.utf8))
  var parts: [String] = []
  var start = 0
  while let found = firstOccurrence(of: pattern, in: bytes, from: start) {
    parts.append(String(decoding: bytes[start..<found], as: UTF8.self))
    start = found + pattern.count
  }
  parts.append(String(decoding: bytes[start...], as: UTF8.self))
  return parts
}

/// An empty pattern stands before every character and at the end.
func replaceAll(_ text: String, _ pattern: String, with replacement: String) -> String {
  if pattern.isEmpty {
    return replacement + text.unicodeScalars.map { String($0) + replacement }.joined()
  }
  return split(text, by: pattern).joined(separator: replacement)
}

@Sendable private func startsWith(_ call: FunctionCall) throws(FunctionError) -> Value {
  let prefix = call.string(1)
  guard case .unknown(_, let refinement) = call[0] else {
    return .bool(call.string(0).utf8.starts(with: prefix.utf8))
  }
  if prefix.isEmpty { return .true }
  if !refinement.prefix.isEmpty {
    if refinement.prefix.utf8.starts(with: prefix.utf8) { return .true }
    if refinement.prefix.utf8.count >= prefix.utf8.count { return .false }
  }
  return .unknown(.bool)
}

@Sendable private func join(_ call: FunctionCall) throws(FunctionError) -> Value {
  guard call.count > 1 else { throw FunctionError("at least one list is required") }
  guard call.arguments.allSatisfy(\.isWhollyKnown) else { return .unknown(.string) }
  var parts: [String] = []
  for index in 1..<call.count {
    for (position, element) in call.elements(index).enumerated() {
      guard let string = element.stringValue else {
        let place = call.count == 2 ? "element \(position)" : "element \(position) of list \(index)"
        throw FunctionError("\(place) is null; cannot concatenate null values", argument: index)
      }
      parts.append(string)
    }
  }
  return .string(parts.joined(separator: call.string(0)).normalizedNFC)
}

@Sendable private func substring(_ call: FunctionCall) throws(FunctionError) -> Value {
  var offset = try call.int(1)
  let length = try call.int(2)
  let characters = Array(call.string(0))
  // A length of nothing counted from the end is, in Terraform, everything; kept for the sake of those who have it so.
  if offset < 0 {
    offset += characters.count
  } else if length == 0 {
    return .string("")
  }
  let rest = characters.dropFirst(max(offset, 0))
  return .string(String(length <= 0 ? rest : rest.prefix(length)))
}

@Sendable private func sort(_ call: FunctionCall) throws(FunctionError) -> Value {
  guard call[0].isWhollyKnown else {
    // In which order is not known, but how many there are.
    return .list(.string, Array(repeating: .unknown(.string), count: call[0].length))
  }
  var strings: [String] = []
  for (index, element) in call.elements(0).enumerated() {
    guard let string = element.stringValue else {
      throw FunctionError("given list element \(index) is null; a null string cannot be sorted")
    }
    strings.append(string)
  }
  strings.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  return .list(.string, strings.map(Value.string))
}
