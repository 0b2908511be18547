/// The text in double quotes with escapes, as messages show strings and as sets order structured elements.
package func quotedText(_ text: String) -> String {
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
    default:
      if scalar.value >= 0x20, scalar.value < 0x7F || (scalar.value > 0x7F && isPrintable(scalar)) {
        result.unicodeScalars.append(scalar)
      } else if scalar.value < 0x20 || scalar.value == 0x7F {
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
  case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
    .paragraphSeparator:
    false
  default: true
  }
}
