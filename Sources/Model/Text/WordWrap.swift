/// Breaks one line of text at spaces so that no line is longer than `width`, except for words that are longer.
package func wrapped(_ line: String, to width: Int) -> String {
  guard width > 0 else { return line }
  var result = ""
  var length = 0
  var spaces = ""
  var word = ""
  func flush() {
    if word.isEmpty { return }
    let wordLength = word.unicodeScalars.count
    let spaceLength = spaces.unicodeScalars.count
    if length + spaceLength > 0, length + spaceLength + wordLength > width {
      result += "\n"
      length = 0
    } else {
      result += spaces
      length += spaceLength
    }
    result += word
    length += wordLength
    spaces = ""
    word = ""
  }
  for character in line {
    // A no-break space belongs to its word.
    if character.isWhitespace, character != "\u{A0}" {
      flush()
      spaces.append(character)
    } else {
      word.append(character)
    }
  }
  flush()
  if length + spaces.unicodeScalars.count <= width { result += spaces }
  return result
}

/// Breaks each line of a paragraph; lines that begin with a space stay as they are, for they are laid out on purpose.
package func wrappedParagraphs(_ text: String, to width: Int) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    line.hasPrefix(" ") ? String(line) : wrapped(String(line), to: width)
  }.joined(separator: "\n")
}
