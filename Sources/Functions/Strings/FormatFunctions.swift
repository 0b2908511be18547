import Model

let formatFunctions: [BuiltinFunction] = [
  BuiltinFunction(
    "format", "Values put into a text at its verbs, such as %s, %d and %5.2f.", [.string("format")],
    variadic: FunctionParameter("args", .dynamic, allowsNull: true, allowsUnknown: true), returns: .string
  ) { (call) throws(FunctionError) in
    let values = Array(call.arguments.dropFirst())
    guard values.allSatisfy(\.isWhollyKnown) else { return unknownFormatted(call.string(0)) }
    return .string(try formatted(call.string(0), values).normalizedNFC)
  },
  BuiltinFunction(
    "formatlist", "A list of texts, made by `format` from the elements of lists in turn.", [.string("format")],
    variadic: FunctionParameter("args", .dynamic, allowsNull: true, allowsUnknown: true), returns: .list(.string),
    formatList),
]

/// What stands before the first verb is known even when the values are not.
private func unknownFormatted(_ format: String) -> Value {
  var prefix = String(format.prefix { $0 != "%" })
  // The last character may still combine with what follows, unless it is one that never does.
  if let last = prefix.last, !"-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'".contains(last) { prefix.removeLast() }
  return .unknown(.string, Refinement(isNotNull: true, prefix: prefix))
}

@Sendable private func formatList(_ call: FunctionCall) throws(FunctionError) -> Value {
  let format = call.string(0)
  let values = Array(call.arguments.dropFirst())
  if values.isEmpty { return .list(.string, [.string(try formatted(format, []))]) }

  var length: (index: Int, count: Int)?
  var hasUnknown = false
  for (index, value) in values.enumerated() where value.isSequence && !value.isNull {
    guard value.hasKnownLength else {
      hasUnknown = true
      continue
    }
    if let length, length.count != value.length {
      throw FunctionError(
        "argument \(index + 1) has length \(value.length), which is inconsistent with argument \(length.index + 1) of length \(length.count)",
        argument: index + 1)
    }
    if length == nil { length = (index, value.length) }
    if !value.isKnown { hasUnknown = true }
  }
  if hasUnknown { return .unknown(.list(.string)) }

  var results: [Value] = []
  for iteration in 0..<(length?.count ?? 1) {
    let arguments = values.map { value in
      if value.isSequence, let elements = value.elements { elements[iteration] } else { value }
    }
    guard arguments.allSatisfy(\.isWhollyKnown) else {
      results.append(.unknown(.string, .notNull))
      continue
    }
    do throws(FunctionError) {
      results.append(.string(try formatted(format, arguments).normalizedNFC))
    } catch {
      throw FunctionError("error on format iteration \(iteration): \(error.message)")
    }
  }
  return .list(.string, results)
}

/// Wider or longer than this is a mistake, and would only fill memory.
private let maximumFormatWidth = 1_000_000

/// One verb of a format: `%-8.2[1]f`.
private struct Verb {
  var raw = ""
  var offset = 0
  var argument = 1
  var mode: Character = "v"
  var zero = false
  var sharp = false
  var plus = false
  var minus = false
  var space = false
  var width: Int?
  var precision: Int?

  var name: String { "\(quotedText(raw)) at \(offset)" }
}

func formatted(_ format: String, _ values: [Value]) throws(FunctionError) -> String {
  var output = ""
  var scanner = VerbScanner(format)
  var nextArgument = 1
  var highest = 0
  while let piece = try scanner.next(nextArgument) {
    switch piece {
    case .text(let text): output += text
    case .verb(let verb):
      highest = max(highest, verb.argument)
      output += try rendered(verb, values)
      nextArgument = verb.argument + 1
    }
  }
  if highest < values.count {
    let used = highest == 0 ? "no verbs in format string" : "only \(highest) used by format string"
    throw FunctionError("too many arguments; \(used)", argument: highest + 1)
  }
  return output
}

/// Splits a format into literal text and verbs.
private struct VerbScanner {
  enum Piece {
    case text(String)
    case verb(Verb)
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ format: String) { bytes = Array(format.utf8) }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  mutating func next(_ argument: Int) throws(FunctionError) -> Piece? {
    guard position < bytes.count else { return nil }
    let start = position
    if bytes[position] != UInt8(ascii: "%") {
      while position < bytes.count, bytes[position] != UInt8(ascii: "%") { position += 1 }
      return .text(String(decoding: bytes[start..<position], as: UTF8.self))
    }
    position += 1
    if position < bytes.count, bytes[position] == UInt8(ascii: "%") {
      position += 1
      return .text("%")
    }
    return .verb(try verb(from: start, argument: argument))
  }

  private mutating func verb(from start: Int, argument: Int) throws(FunctionError) -> Verb {
    var verb = Verb(offset: start, argument: argument)
    flags: while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0"): verb.zero = true
      case UInt8(ascii: "#"): verb.sharp = true
      case UInt8(ascii: "-"): verb.minus = true
      case UInt8(ascii: "+"): verb.plus = true
      case UInt8(ascii: " "): verb.space = true
      default: break flags
      }
      position += 1
    }
    verb.width = try number()
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      verb.precision = try number() ?? 0
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "[") {
      position += 1
      guard position < bytes.count, bytes[position] != 48, let index = try number() else { throw failure() }
      guard position < bytes.count, bytes[position] == UInt8(ascii: "]") else { throw failure() }
      position += 1
      verb.argument = index
    }
    guard position < bytes.count, (bytes[position] | 0x20) >= 97, (bytes[position] | 0x20) <= 122 else {
      throw failure()
    }
    verb.mode = Character(Unicode.Scalar(bytes[position]))
    position += 1
    verb.raw = String(decoding: bytes[start..<position], as: UTF8.self)
    return verb
  }

  private mutating func number() throws(FunctionError) -> Int? {
    var value: Int?
    while position < bytes.count, isDigit(bytes[position]) {
      value = (value ?? 0) * 10 + Int(bytes[position] - 48)
      if (value ?? 0) > maximumFormatWidth { throw failure() }
      position += 1
    }
    return value
  }

  private func failure() -> FunctionError {
    guard position < bytes.count else {
      return FunctionError("invalid format string starting at offset \(position)")
    }
    let text = String(decoding: bytes[position...], as: UTF8.self)
    let scalar = text.unicodeScalars.first.map { String($0) } ?? ""
    return FunctionError("unrecognized format character \(singleQuoted(scalar)) at offset \(position)")
  }
}

private func singleQuoted(_ scalar: String) -> String {
  switch scalar {
  case "'": return "'\\''"
  case "\"": return "'\"'"
  default: return "'\(quotedText(scalar).dropFirst().dropLast())'"
  }
}

private func rendered(_ verb: Verb, _ values: [Value]) throws(FunctionError) -> String {
  guard verb.argument <= values.count else {
    throw FunctionError(
      "not enough arguments for \(verb.name): need index \(verb.argument) but have \(values.count) total")
  }
  let value = values[verb.argument - 1]
  func unsupported(_ reason: String) -> FunctionError {
    FunctionError("unsupported value for \(verb.name): \(reason)")
  }
  func converted(to type: ValueType) throws(FunctionError) -> Value {
    do throws(ConversionError) { return try value.converted(to: type) } catch { throw unsupported(error.message) }
  }
  if verb.mode != "v", value.isNull { throw unsupported("null value cannot be formatted") }

  switch verb.mode {
  case "v":
    if !verb.sharp {
      if let string = value.stringValue { return padded(string, verb) }
      if let number = value.numberValue { return padded(number.general(significantDigits: nil), verb) }
    }
    return padded(value.json.text(escapesHTML: true), verb)
  case "t":
    return try converted(to: .bool).boolValue == true ? "true" : "false"
  case "b", "d", "o", "x", "X":
    let number = try converted(to: .number).numberValue ?? Number(0)
    guard let text = integer(number, verb) else { throw unsupported("an integer is required") }
    return text
  case "e", "E", "f", "g", "G":
    return decimal(try converted(to: .number).numberValue ?? Number(0), verb)
  case "s", "q":
    var string = try converted(to: .string).stringValue ?? ""
    if let precision = verb.precision, precision > 0 { string = String(string.prefix(precision)) }
    return padded(verb.mode == "s" ? string : JSON.string(string).text(escapesHTML: true), verb)
  default:
    throw FunctionError(
      "unsupported format verb '\(verb.mode)' in \(quotedText(verb.raw)) at offset \(verb.offset)")
  }
}

private func padded(_ text: String, _ verb: Verb) -> String {
  guard let width = verb.width else { return text }
  let padding = String(repeating: verb.zero ? "0" : " ", count: max(0, width - text.count))
  return verb.minus ? text + padding : padding + text
}

private func integer(_ number: Number, _ verb: Verb) -> String? {
  let radix = ["b": 2, "o": 8, "d": 10][verb.mode] ?? 16
  guard var digits = number.whole(radix: radix) else { return nil }
  let isNegative = digits.hasPrefix("-")
  if isNegative { digits.removeFirst() }
  if verb.mode == "X" { digits = digits.uppercased() }
  if let precision = verb.precision, digits.utf8.count < precision {
    digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
  }
  let mark = verb.sharp ? ["b": "0b", "o": "0", "x": "0x", "X": "0X"][verb.mode] ?? "" : ""
  return signed(digits, isNegative: isNegative, mark: mark, verb, zeros: verb.precision == nil)
}

private func decimal(_ number: Number, _ verb: Verb) -> String {
  var text: String
  switch verb.mode {
  case "e", "E": text = number.scientific(fractionDigits: verb.precision ?? 6)
  case "f": text = number.fixed(fractionDigits: verb.precision ?? 6)
  default: text = number.general(significantDigits: verb.precision)
  }
  if verb.mode == "E" || verb.mode == "G" { text = text.uppercased() }
  let isNegative = text.hasPrefix("-")
  if isNegative || text.hasPrefix("+") { text.removeFirst() }
  return signed(text, isNegative: isNegative, mark: "", verb, zeros: !number.isInfinite)
}

/// Zeros go between the sign and the digits, spaces around the whole.
private func signed(_ digits: String, isNegative: Bool, mark: String, _ verb: Verb, zeros: Bool) -> String {
  let sign = (isNegative ? "-" : verb.plus ? "+" : verb.space ? " " : "") + mark
  let missing = max(0, (verb.width ?? 0) - sign.utf8.count - digits.utf8.count)
  if verb.minus { return sign + digits + String(repeating: " ", count: missing) }
  if verb.zero, zeros { return sign + String(repeating: "0", count: missing) + digits }
  return String(repeating: " ", count: missing) + sign + digits
}
