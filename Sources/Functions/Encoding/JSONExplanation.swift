import Model

/// Tells why a text is no JSON, in the words that Terraform's users know. Only for texts that the reader has refused.
struct JSONExplanation {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Nil when nothing wrong is found here.
  var reason: String? {
    mutating get {
      do throws(Reason) {
        try value()
        skipSpace()
        return position < scalars.count ? "extraneous data after JSON object" : nil
      } catch {
        return error.text
      }
    }
  }

  private struct Reason: Error {
    var text: String
  }

  private var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skipSpace() {
    while let scalar = current, [" ", "\t", "\n", "\r"].contains(scalar) { position += 1 }
  }

  private func invalid(_ context: String) -> Reason {
    guard let scalar = current else { return Reason(text: "EOF") }
    let quoted =
      scalar == "'" ? "\\'" : scalar == "\"" ? "\"" : String(quotedText(String(scalar)).dropFirst().dropLast())
    return Reason(text: "invalid character '\(quoted)'" + (context.isEmpty ? "" : " " + context))
  }

  private mutating func value() throws(Reason) {
    depth += 1
    defer { depth -= 1 }
    if depth > JSON.maximumDepth { throw Reason(text: "exceeded max depth") }
    skipSpace()
    switch current {
    case "{": try object()
    case "[": try array()
    case "\"": try string()
    case "t": try literal("true")
    case "f": try literal("false")
    case "n": try literal("null")
    case let scalar? where scalar == "-" || ("0"..."9").contains(scalar): try number()
    default: throw invalid("looking for beginning of value")
    }
  }

  private mutating func literal(_ text: String) throws(Reason) {
    for scalar in text.unicodeScalars {
      guard let given = current else { throw Reason(text: "unexpected EOF") }
      if given != scalar { throw invalid("in literal \(text) (expecting '\(scalar)')") }
      position += 1
    }
  }

  private mutating func digits() -> Bool {
    let start = position
    while let scalar = current, ("0"..."9").contains(scalar) { position += 1 }
    return position > start
  }

  private mutating func number() throws(Reason) {
    func failed(_ context: String) -> Reason { current == nil ? Reason(text: "unexpected EOF") : invalid(context) }
    if current == "-" { position += 1 }
    if current == "0" {
      position += 1
    } else if !digits() {
      throw failed("in numeric literal")
    }
    if current == "." {
      position += 1
      if !digits() { throw failed("after decimal point in numeric literal") }
    }
    if current == "e" || current == "E" {
      position += 1
      if current == "+" || current == "-" { position += 1 }
      if !digits() { throw failed("in exponent of numeric literal") }
    }
  }

  private mutating func string() throws(Reason) {
    position += 1
    while let scalar = current {
      if scalar == "\"" {
        position += 1
        return
      }
      if scalar.value < 0x20 { throw invalid("in string literal") }
      position += 1
      guard scalar == "\\" else { continue }
      guard let escaped = current else { break }
      if escaped == "u" {
        position += 1
        for _ in 0..<4 {
          guard let digit = current else { throw Reason(text: "unexpected EOF") }
          guard digit.properties.isASCIIHexDigit else { throw invalid("in \\u hexadecimal character escape") }
          position += 1
        }
      } else if "\"\\/bfnrt".unicodeScalars.contains(escaped) {
        position += 1
      } else {
        throw invalid("in string escape code")
      }
    }
    throw Reason(text: "unexpected EOF")
  }

  private mutating func array() throws(Reason) {
    position += 1
    skipSpace()
    if current == "]" {
      position += 1
      return
    }
    while true {
      try value()
      skipSpace()
      switch current {
      case ",": position += 1
      case "]":
        position += 1
        return
      default: throw invalid("after array element")
      }
    }
  }

  private mutating func object() throws(Reason) {
    position += 1
    skipSpace()
    if current == "}" {
      position += 1
      return
    }
    while true {
      skipSpace()
      guard current == "\"" else { throw invalid("") }
      try string()
      skipSpace()
      guard current == ":" else { throw invalid("after object key") }
      position += 1
      try value()
      skipSpace()
      switch current {
      case ",": position += 1
      case "}":
        position += 1
        return
      default: throw invalid("after object key:value pair")
      }
    }
  }
}

extension Unicode.Scalar.Properties {
  fileprivate var isASCIIHexDigit: Bool { isHexDigit && generalCategory != .otherSymbol }
}
