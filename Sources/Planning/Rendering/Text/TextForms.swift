import Model

/// A string in quotes, control and unprintable characters escaped.
package func printable(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\u{07}": result += "\\a"
    case "\u{08}": result += "\\b"
    case "\u{0C}": result += "\\f"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{0B}": result += "\\v"
    case " "..."~": result.unicodeScalars.append(scalar)
    default:
      if isPrintable(scalar) {
        result.unicodeScalars.append(scalar)
      } else if scalar.value < 0x80 {
        result += "\\x" + hexadecimal(scalar.value, digits: 2)
      } else if scalar.value < 0x10000 {
        result += "\\u" + hexadecimal(scalar.value, digits: 4)
      } else {
        result += "\\U" + hexadecimal(scalar.value, digits: 8)
      }
    }
  }
  return result + "\""
}

private func hexadecimal(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator, .spaceSeparator:
    false
  default: true
  }
}

/// A name as it stands before an equals sign: in quotes unless it is an identifier.
package func attributeKey(_ name: String) -> String { name.isIdentifier ? name : printable(name) }

/// Padded with spaces to a width counted in characters.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
}

/// Breaks lines between words so that none is longer than the width, where words allow.
package func wrapped(_ text: String, width: Int) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    // Lines that begin with a space are meant to stay as they are.
    if line.first == " " || width <= 0 { return String(line) }
    var result = ""
    var length = 0
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
      let count = word.unicodeScalars.count
      if length > 0, length + 1 + count > width {
        result += "\n"
        length = 0
      } else if !result.isEmpty {
        result += " "
        length += 1
      }
      result += word
      length += count
    }
    return result
  }.joined(separator: "\n")
}
