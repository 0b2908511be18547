/// The header of the outermost block around a place in a text of the language, e.g. `resource "a" "b"`.
///
/// Works on texts that cannot be parsed, for those are what most diagnostics are about: it knows only comments,
/// strings, heredocs and braces.
func blockHeader(around byte: Int, in text: [UInt8]) -> String? {
  var scanner = BlockScanner(text: text)
  return scanner.header(around: byte)
}

private struct BlockScanner {
  let text: [UInt8]
  var position = 0

  private func at(_ index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

  mutating func header(around byte: Int) -> String? {
    var words: [String] = []
    while position < text.count, position <= byte {
      let start = position
      switch text[position] {
      case UInt8(ascii: "\n"):
        words = []
        position += 1
      case UInt8(ascii: "\""):
        skipString()
        words.append(String(decoding: text[start..<position], as: UTF8.self))
      case UInt8(ascii: "{"):
        let header = words
        words = []
        skipBraces()
        // Where the block began, its header belongs to it too.
        if byte < position { return header.isEmpty ? nil : Self.text(of: header) }
      case let letter where Self.isName(letter):
        while position < text.count, Self.isName(text[position]) { position += 1 }
        words.append(String(decoding: text[start..<position], as: UTF8.self))
      default:
        skipOther()
        if text[start] == UInt8(ascii: "=") || text[start] == UInt8(ascii: "(") { words = [] }
      }
    }
    // Inside the header itself, or in a label.
    guard !words.isEmpty else { return nil }
    return headerAhead(words)
  }

  /// The header that goes on after the place, when a brace ends it on the same line.
  private mutating func headerAhead(_ words: [String]) -> String? {
    var words = words
    while position < text.count {
      let start = position
      switch text[position] {
      case UInt8(ascii: "{"): return Self.text(of: words)
      case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
      case UInt8(ascii: "\""):
        skipString()
        words.append(String(decoding: text[start..<position], as: UTF8.self))
      case let letter where Self.isName(letter):
        while position < text.count, Self.isName(text[position]) { position += 1 }
        words.append(String(decoding: text[start..<position], as: UTF8.self))
      default: return nil
      }
    }
    return nil
  }

  private static func text(of words: [String]) -> String {
    ([words[0]] + words.dropFirst().map { $0.hasPrefix("\"") ? readable($0) : "\"\($0)\"" }).joined(separator: " ")
  }

  /// A label without the backslashes of escape sequences that there are not, and without what is inside template sequences.
  private static func readable(_ label: String) -> String {
    var text = ""
    var rest = label[...]
    while let first = rest.popFirst() {
      if first == "$" || first == "%", rest.first == "{" {
        text += "\(first){ ... }"
        rest = afterBraces(rest)
      } else if first == "\\", let next = rest.popFirst() {
        text += "nrtuU\"\\".contains(next) ? "\(first)\(next)" : "\(next)"
      } else {
        text.append(first)
      }
    }
    return text
  }

  /// What is behind the braces that a text begins with.
  private static func afterBraces(_ text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      if text[index] == "{" { depth += 1 }
      if text[index] == "}" { depth -= 1 }
      if depth == 0 { return text[text.index(after: index)...] }
    }
    return ""
  }

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }

  /// From an opening brace past the closing one, or to the end.
  private mutating func skipBraces() {
    var depth = 0
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "{"):
        depth += 1
        position += 1
      case UInt8(ascii: "}"):
        depth -= 1
        position += 1
        if depth == 0 { return }
      case UInt8(ascii: "\""): skipString()
      default: skipOther()
      }
    }
  }

  /// A comment, a heredoc, or one byte.
  private mutating func skipOther() {
    switch (text[position], at(position + 1)) {
    case (UInt8(ascii: "#"), _), (UInt8(ascii: "/"), UInt8(ascii: "/")): skipLine()
    case (UInt8(ascii: "/"), UInt8(ascii: "*")):
      position += 2
      while position < text.count, !(text[position] == UInt8(ascii: "*") && at(position + 1) == UInt8(ascii: "/")) {
        position += 1
      }
      position = min(position + 2, text.count)
    case (UInt8(ascii: "<"), UInt8(ascii: "<")): skipHeredoc()
    default: position += 1
    }
  }

  private mutating func skipLine() {
    while position < text.count, text[position] != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func skipHeredoc() {
    position += 2
    if at(position) == UInt8(ascii: "-") { position += 1 }
    let start = position
    while position < text.count, Self.isName(text[position]) { position += 1 }
    let marker = text[start..<position]
    if marker.isEmpty { return }
    skipLine()
    while position < text.count {
      position += 1
      let lineStart = position
      skipLine()
      let line = text[min(lineStart, position)..<position]
      if line.drop(while: { $0 == 0x20 || $0 == 0x09 }).elementsEqual(marker) { return }
    }
  }

  /// A string with the templates in it. Nested strings are followed without recursion, to any depth.
  private mutating func skipString() {
    // For each template that is open, the braces open in it.
    var braces: [Int] = []
    var isInString = true
    var openStrings = 1
    position += 1
    while position < text.count, openStrings > 0 {
      let byte = text[position]
      if isInString {
        switch byte {
        case UInt8(ascii: "\\"): position += 2
        case UInt8(ascii: "\""):
          position += 1
          openStrings -= 1
          isInString = false
        case UInt8(ascii: "\n"): return
        case UInt8(ascii: "$"), UInt8(ascii: "%"):
          if at(position + 1) == byte, at(position + 2) == UInt8(ascii: "{") {
            position += 3
          } else if at(position + 1) == UInt8(ascii: "{") {
            position += 2
            braces.append(0)
            isInString = false
          } else {
            position += 1
          }
        default: position += 1
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""):
          position += 1
          openStrings += 1
          isInString = true
        case UInt8(ascii: "{"):
          position += 1
          if let last = braces.indices.last { braces[last] += 1 }
        case UInt8(ascii: "}"):
          position += 1
          guard let last = braces.indices.last else { return }
          if braces[last] == 0 {
            braces.removeLast()
            isInString = true
          } else {
            braces[last] -= 1
          }
        default: position += 1
        }
      }
    }
    position = min(position, text.count)
  }
}
