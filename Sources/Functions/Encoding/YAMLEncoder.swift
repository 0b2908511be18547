import Model

/// The value in YAML's block notation, with every string quoted or as a literal block. The value is wholly known.
func encodeYAML(_ value: Value) -> String {
  var encoder = YAMLEncoder()
  encoder.document(value.deeplyUnmarked)
  return encoder.text
}

private struct YAMLEncoder {
  /// Where a node stands, which decides how it begins.
  private enum Place { case root, afterKey, afterDash }

  /// Longer quoted strings are broken at spaces.
  private static let bestWidth = 80
  /// Longer keys do not fit before a colon on one line.
  private static let longestSimpleKey = 128

  private(set) var text = ""
  private var column = 0
  /// Whether a document that ends here needs an end mark.
  private var isOpenEnded = false

  mutating func document(_ value: Value) {
    switch value {
    case .null, .bool, .number:
      write(plain(value))
      isOpenEnded = true
    case .string(let string): scalar(string, indentation: 2, isKey: false)
    default: node(value, indentation: -2, place: .root)
    }
    if column > 0 { line(0) }
    if isOpenEnded { text += "...\n" }
  }

  private mutating func write(_ string: String) {
    text += string
    column += string.unicodeScalars.count
    isOpenEnded = false
  }

  private mutating func line(_ indentation: Int) {
    text += "\n" + String(repeating: " ", count: max(0, indentation))
    column = max(0, indentation)
  }

  private func plain(_ value: Value) -> String {
    switch value {
    case .bool(let bool): bool ? "true" : "false"
    case .number(let number): number.isInfinite ? (number.isNegative ? "-.inf" : "+.inf") : number.description
    default: "null"
    }
  }

  /// The indentation is that of the node around this one.
  private mutating func node(_ value: Value, indentation: Int, place: Place) {
    switch value {
    case .string(let string): scalar(string, indentation: indentation + 2, isKey: false)
    case .list(_, let elements), .set(_, let elements), .tuple(let elements):
      if elements.isEmpty { return write("[]") }
      sequence(elements, indentation: indentation, place: place)
    case .map(_, let contents), .object(let contents):
      if contents.isEmpty { return write("{}") }
      mapping(contents, indentation: indentation, place: place)
    default: write(plain(value))
    }
  }

  private mutating func sequence(_ elements: [Value], indentation: Int, place: Place) {
    // Under a key, a sequence is not indented.
    let own = place == .afterKey ? indentation : indentation + 2
    for (index, element) in elements.enumerated() {
      if index > 0 || place == .afterKey { startLine(own) }
      write("- ")
      node(element, indentation: own, place: .afterDash)
    }
  }

  private mutating func mapping(_ contents: KeyedValues, indentation: Int, place: Place) {
    let own = indentation + 2
    for (index, (key, value)) in contents.pairs.enumerated() {
      if index > 0 || place == .afterKey { startLine(own) }
      if key.utf8.count > Self.longestSimpleKey || key.contains("\n") {
        write("? ")
        scalar(key, indentation: own + 2, isKey: false)
        startLine(own)
        write(": ")
        node(value, indentation: own, place: .afterDash)
        continue
      }
      scalar(key, indentation: own, isKey: true)
      write(":")
      if !isBlock(value) { write(" ") }
      node(value, indentation: own, place: .afterKey)
    }
  }

  /// A literal block has ended its last line already.
  private mutating func startLine(_ indentation: Int) {
    if column == 0, text.hasSuffix("\n") {
      text += String(repeating: " ", count: indentation)
      column = indentation
    } else {
      line(indentation)
    }
  }

  private func isBlock(_ value: Value) -> Bool {
    value.stringValue == nil && (value.elements?.isEmpty == false || value.keyedValues?.isEmpty == false)
  }

  private mutating func scalar(_ string: String, indentation: Int, isKey: Bool) {
    if !isKey, string.contains("\n"), canBeLiteral(string) {
      literal(string, indentation: indentation)
    } else {
      quoted(string, indentation: indentation, mayBreak: !isKey)
    }
  }

  /// A block shows its text as it is, so it takes none that would not be seen: control characters and spaces before
  /// line ends.
  private func canBeLiteral(_ string: String) -> Bool {
    var previous: Unicode.Scalar?
    for scalar in string.unicodeScalars {
      if !isPrintable(scalar) { return false }
      if scalar == "\n", previous == " " { return false }
      previous = scalar
    }
    return previous != " "
  }

  private mutating func literal(_ string: String, indentation: Int) {
    write("|")
    if string.hasPrefix(" ") || string.hasPrefix("\n") { write("2") }
    if !string.hasSuffix("\n") { write("-") } else if string.hasSuffix("\n\n") || string == "\n" { write("+") }
    var lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    if string.hasSuffix("\n") { lines.removeLast() }
    for content in lines {
      line(content.isEmpty ? 0 : indentation)
      write(String(content))
    }
    if string.hasSuffix("\n") { line(0) }
  }

  private mutating func quoted(_ string: String, indentation: Int, mayBreak: Bool) {
    write("\"")
    let scalars = Array(string.unicodeScalars)
    var index = 0
    var isAfterSpace = false
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar == " " {
        if mayBreak, !isAfterSpace, column > Self.bestWidth, index > 0, index < scalars.count - 1 {
          line(indentation)
          if scalars[index + 1] == " " { write("\\") }
        } else {
          write(" ")
        }
        isAfterSpace = true
      } else {
        write(escaped(scalar))
        isAfterSpace = false
      }
      index += 1
    }
    write("\"")
  }

  /// As the notation's usual emitters see it, which write nothing beyond the basic plane unescaped.
  private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD:
      scalar.value != 0x2028 && scalar.value != 0x2029
    default: false
    }
  }

  private func escaped(_ scalar: Unicode.Scalar) -> String {
    let short: [Unicode.Scalar: String] = [
      "\0": "\\0", "\u{07}": "\\a", "\u{08}": "\\b", "\t": "\\t", "\n": "\\n", "\u{0B}": "\\v", "\u{0C}": "\\f",
      "\r": "\\r", "\u{1B}": "\\e", "\"": "\\\"", "\\": "\\\\", "\u{85}": "\\N", "\u{2028}": "\\L", "\u{2029}": "\\P",
    ]
    if let escape = short[scalar] { return escape }
    if isPrintable(scalar) { return String(scalar) }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (mark, length) = scalar.value <= 0xFF ? ("x", 2) : scalar.value <= 0xFFFF ? ("u", 4) : ("U", 8)
    return "\\" + mark + String(repeating: "0", count: length - digits.utf8.count) + digits
  }
}
