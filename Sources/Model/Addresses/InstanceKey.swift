/// What tells the instances of one resource or module call apart: an index with `count`, a key with `for_each`.
package enum InstanceKey: Hashable, Sendable, Comparable, CustomStringConvertible {
  case index(Int)
  case name(String)

  /// As written in an address: `[0]`, `["a"]`.
  package var description: String {
    switch self {
    case .index(let index): "[\(index)]"
    case .name(let name): "[\(quoted(name))]"
    }
  }

  package var value: Value {
    switch self {
    case .index(let index): .integer(index)
    case .name(let name): .string(name)
    }
  }

  package static func < (a: InstanceKey, b: InstanceKey) -> Bool {
    switch (a, b) {
    case (.index(let a), .index(let b)): a < b
    case (.name(let a), .name(let b)): a < b
    case (.index, .name): true
    case (.name, .index): false
    }
  }
}

/// Text in the language's quotes, with its escapes: `"`, `\`, newline, carriage return, tab, `${` and `%{`, and
/// whatever cannot be printed.
package func quoted(_ text: String) -> String {
  var result = "\""
  var previous: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "{" where previous == "$" || previous == "%":
      // `${` is written `$${`: repeat the introducer that already stands there.
      result.unicodeScalars.append(previous)
      result += "{"
    case " "..."~": result.unicodeScalars.append(scalar)
    default:
      if isPrintable(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        let count = scalar.value > 0xFFFF ? 8 : 4
        result += (count == 8 ? "\\U" : "\\u") + String(repeating: "0", count: count - digits.count) + digits
      }
    }
    previous = scalar
  }
  return result + "\""
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
    .paragraphSeparator:
    false
  default: true
  }
}
