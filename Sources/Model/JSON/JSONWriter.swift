extension JSON {
  package enum Layout: Sendable {
    case compact
    /// Two spaces a level, as state files are written. Empty arrays and objects stay on one line.
    case indented
  }

  package func written(_ layout: Layout = .compact, escapesHTML: Bool = false) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, layout: layout, indentation: 0, escapesHTML: escapesHTML)
    return output
  }

  package func text(_ layout: Layout = .compact, escapesHTML: Bool = false) -> String {
    String(decoding: written(layout, escapesHTML: escapesHTML), as: UTF8.self)
  }

  private func write(to output: inout [UInt8], layout: Layout, indentation: Int, escapesHTML: Bool) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let bool): output.append(contentsOf: (bool ? "true" : "false").utf8)
    case .number(let text): output.append(contentsOf: text.utf8)
    case .string(let string): JSON.writeString(string, to: &output, escapesHTML: escapesHTML)
    case .array(let elements):
      JSON.writeItems(elements, open: "[", close: "]", to: &output, layout: layout, indentation: indentation) {
        $0.write(to: &$1, layout: layout, indentation: indentation + 1, escapesHTML: escapesHTML)
      }
    case .object(let members):
      JSON.writeItems(members, open: "{", close: "}", to: &output, layout: layout, indentation: indentation) {
        JSON.writeString($0.name, to: &$1, escapesHTML: escapesHTML)
        $1.append(UInt8(ascii: ":"))
        if layout == .indented { $1.append(UInt8(ascii: " ")) }
        $0.value.write(to: &$1, layout: layout, indentation: indentation + 1, escapesHTML: escapesHTML)
      }
    }
  }

  private static func writeItems<Item>(
    _ items: [Item], open: Unicode.Scalar, close: Unicode.Scalar, to output: inout [UInt8], layout: Layout,
    indentation: Int, write: (Item, inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: open))
    for (index, item) in items.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      if layout == .indented { newLine(indentation + 1, to: &output) }
      write(item, &output)
    }
    if layout == .indented, !items.isEmpty { newLine(indentation, to: &output) }
    output.append(UInt8(ascii: close))
  }

  /// With `escapesHTML`, `<`, `>` and `&` are escaped as Go's encoder does.
  package static func writeString(_ string: String, to output: inout [UInt8], escapesHTML: Bool = false) {
    output.append(UInt8(ascii: "\""))
    var copy = string
    copy.withUTF8 { bytes in
      var start = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        var length = 1
        let escape: String?
        switch byte {
        case UInt8(ascii: "\""): escape = "\\\""
        case UInt8(ascii: "\\"): escape = "\\\\"
        case 0x0A: escape = "\\n"
        case 0x0D: escape = "\\r"
        case 0x09: escape = "\\t"
        case 0x08: escape = "\\b"
        case 0x0C: escape = "\\f"
        case 0..<0x20: escape = "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
        case UInt8(ascii: "<") where escapesHTML, UInt8(ascii: ">") where escapesHTML,
          UInt8(ascii: "&") where escapesHTML:
          escape = "\\u00" + String(byte, radix: 16)
        case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] & 0xFE == 0xA8:
          // U+2028 and U+2029 are no line ends in JSON but are in JavaScript.
          escape = bytes[index + 2] == 0xA8 ? "\\u2028" : "\\u2029"
          length = 3
        default: escape = nil
        }
        if let escape {
          output.append(contentsOf: bytes[start..<index])
          output.append(contentsOf: escape.utf8)
          start = index + length
        }
        index += length
      }
      output.append(contentsOf: bytes[start...])
    }
    output.append(UInt8(ascii: "\""))
  }
}
