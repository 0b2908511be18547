/// Why a text is no address.
package struct AddressError: Error, Sendable, Hashable {
  /// A full sentence.
  package var message: String

  package init(_ message: String) { self.message = message }

  /// `what` names the thing in the summary, e.g. `address` or `target`.
  package func diagnostic(_ summary: String = "Invalid address", code: String = "address.invalid") -> Diagnostic {
    Diagnostic(code: code, summary: summary, detail: message)
  }
}

/// One piece of an address: a name, or what stands in brackets.
enum AddressPart: Equatable {
  case name(String)
  case key(InstanceKey)
}

/// Cuts an address into its parts, by the rules of a traversal in the language.
struct AddressScanner {
  /// No address of a real configuration is near this long.
  static let maximumLength = 65_536

  private let text: [Unicode.Scalar]
  private var position = 0

  private init(_ text: String) { self.text = Array(text.unicodeScalars) }

  static func parts(of text: String) throws(AddressError) -> [AddressPart] {
    guard text.utf8.count <= maximumLength else { throw AddressError("The address is too long.") }
    var scanner = AddressScanner(text)
    return try scanner.parts()
  }

  private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

  private mutating func skipSpace() {
    while let scalar = current, scalar == " " || scalar == "\t" { position += 1 }
  }

  private mutating func parts() throws(AddressError) -> [AddressPart] {
    skipSpace()
    guard let first = name() else { throw AddressError("Must begin with a variable name.") }
    var parts: [AddressPart] = [.name(first)]
    while true {
      skipSpace()
      switch current {
      case nil: return parts
      case ".":
        position += 1
        skipSpace()
        guard let name = name() else { throw AddressError("Dot must be followed by attribute name.") }
        parts.append(.name(name))
      case "[":
        position += 1
        parts.append(.key(try key()))
      default: throw AddressError("Expected an attribute access or an index operator.")
      }
    }
  }

  private mutating func name() -> String? {
    guard let first = current, first == "_" || isNameStart(first) else { return nil }
    var name = String.UnicodeScalarView()
    while let scalar = current, scalar == "-" || isNameContinuation(scalar) {
      name.append(scalar)
      position += 1
    }
    return String(name)
  }

  private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z": true
    default: !scalar.isASCII && scalar.properties.isIDStart
    }
  }

  private func isNameContinuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: !scalar.isASCII && scalar.properties.isIDContinue
    }
  }

  private mutating func key() throws(AddressError) -> InstanceKey {
    skipSpace()
    let key: InstanceKey
    switch current {
    case "\""?: key = .name(try quotedKey())
    case ("0"..."9")?: key = try numberKey()
    case "*"?: throw AddressError("Splat expressions ([*]) may not be used here.")
    default: throw AddressError("Index brackets must contain either a literal number or a literal string.")
    }
    skipSpace()
    guard current == "]" else {
      throw AddressError("Index brackets must contain either a literal number or a literal string, and be closed by ].")
    }
    position += 1
    return key
  }

  private mutating func numberKey() throws(AddressError) -> InstanceKey {
    var digits = ""
    while let scalar = current, "0"..."9" ~= scalar || scalar == "." || scalar == "e" || scalar == "E" {
      digits.unicodeScalars.append(scalar)
      position += 1
    }
    guard let index = Number(digits)?.int else {
      throw AddressError(
        "Invalid resource instance key: value must be a whole number, between "
          + "-9223372036854775808 and 9223372036854775807.")
    }
    return .index(index)
  }

  private mutating func quotedKey() throws(AddressError) -> String {
    position += 1
    var key = String.UnicodeScalarView()
    while let scalar = current {
      position += 1
      switch scalar {
      case "\"": return String(key)
      case "\\": key.append(try escape())
      case "$", "%":
        if current == "{" {
          throw AddressError(
            "Template sequences are not allowed in this string. To include a literal \"\(scalar)\", "
              + "double it (as \"\(scalar)\(scalar)\") to escape it.")
        }
        key.append(scalar)
        // `$${` stands for `${`.
        if current == scalar, position + 1 < text.count, text[position + 1] == "{" {
          position += 2
          key.append("{")
        }
      default: key.append(scalar)
      }
    }
    throw AddressError("Unable to find the closing quote mark before the end of the file.")
  }

  private mutating func escape() throws(AddressError) -> Unicode.Scalar {
    guard let letter = current else {
      throw AddressError("Unable to find the closing quote mark before the end of the file.")
    }
    position += 1
    switch letter {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "\"", "\\": return letter
    case "u", "U":
      let count = letter == "u" ? 4 : 8
      var code: UInt32 = 0
      for _ in 0..<count {
        guard let digit = current.flatMap({ Character($0).hexDigitValue }), code < 0x1000_0000 else {
          throw AddressError("The \\\(letter) escape must be followed by \(count) hexadecimal digits.")
        }
        code = code << 4 | UInt32(digit)
        position += 1
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw AddressError("The \\\(letter) escape must name a Unicode character.")
      }
      return scalar
    default:
      throw AddressError("The symbol \"\(letter)\" is not a valid escape sequence selector.")
    }
  }
}
