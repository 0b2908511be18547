// Layout of JSON texts that stay texts: what a state records of an object is laid out anew, never taken apart.

extension JSON {
  /// The text without insignificant white space. It must be valid JSON.
  package static func compacted(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var start = 0
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""): index = endOfString(in: text, from: index)
      case 0x20, 0x0A, 0x0D, 0x09:
        output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        index += 1
        while index < text.count, text[index] <= 0x20 { index += 1 }
        start = index
      default: index += 1
      }
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    return output
  }

  package static func compacted(_ text: [UInt8]) -> [UInt8] { text.withUnsafeBufferPointer(compacted) }

  /// Writes a text without insignificant white space, as `compacted` gives it, with two spaces a level as Go's
  /// encoder does: `<`, `>`, `&`, U+2028 and U+2029 in strings become escapes.
  package static func writeIndented(_ text: [UInt8], indentation: Int = 0, to output: inout [UInt8]) {
    text.withUnsafeBufferPointer { writeIndented($0, indentation: indentation, to: &output) }
  }

  private static func writeIndented(
    _ text: UnsafeBufferPointer<UInt8>, indentation: Int, to output: inout [UInt8]
  ) {
    var level = indentation
    var start = 0
    var index = 0
    func flush(to output: inout [UInt8]) {
      if start < index { output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index])) }
    }
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        flush(to: &output)
        start = index
        index = endOfString(in: text, from: index)
        writeEscaped(UnsafeBufferPointer(rebasing: text[start..<index]), to: &output)
        start = index
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        index += 1
        flush(to: &output)
        if index < text.count, text[index] == text[index - 1] + 2 {
          output.append(text[index])
          index += 1
        } else {
          level += 1
          newLine(level, to: &output)
        }
        start = index
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        flush(to: &output)
        level -= 1
        newLine(level, to: &output)
        output.append(text[index])
        index += 1
        start = index
      case UInt8(ascii: ","):
        index += 1
        flush(to: &output)
        newLine(level, to: &output)
        start = index
      case UInt8(ascii: ":"):
        index += 1
        flush(to: &output)
        output.append(UInt8(ascii: " "))
        start = index
      default: index += 1
      }
    }
    flush(to: &output)
  }

  /// Past the closing quote of the string that begins at `index`.
  private static func endOfString(in text: UnsafeBufferPointer<UInt8>, from index: Int) -> Int {
    var index = index + 1
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") { return index + 1 }
      index += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return text.count
  }

  /// A string as it stands in a JSON text, with Go's escapes added.
  private static func writeEscaped(_ string: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < string.count {
      let byte = string[index]
      let escape: StaticString
      var length = 1
      switch byte {
      case UInt8(ascii: "<"): escape = "\\u003c"
      case UInt8(ascii: ">"): escape = "\\u003e"
      case UInt8(ascii: "&"): escape = "\\u0026"
      case 0xE2 where index + 2 < string.count && string[index + 1] == 0x80 && string[index + 2] & 0xFE == 0xA8:
        escape = string[index + 2] == 0xA8 ? "\\u2028" : "\\u2029"
        length = 3
      default:
        index += 1
        continue
      }
      output.append(contentsOf: UnsafeBufferPointer(rebasing: string[start..<index]))
      output.append(contentsOf: UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount))
      index += length
      start = index
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: string[start...]))
  }

  /// A line end and two spaces a level.
  package static func newLine(_ indentation: Int, to output: inout [UInt8]) {
    let length = 1 + 2 * max(0, indentation)
    lineStart.withUnsafeBufferPointer {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: $0[..<min(length, $0.count)]))
    }
    if length > lineStart.count {
      output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: length - lineStart.count))
    }
  }
}

/// Long enough for all but the deepest levels.
private let lineStart = [UInt8(ascii: "\n")] + [UInt8](repeating: UInt8(ascii: " "), count: 128)
