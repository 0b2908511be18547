import Model

/// A template as a flat row of pieces, before its directives are brought into their structure.
enum TemplatePiece {
  case text(String, SourceRange)
  case interpolation(Expression)
  case ifStart(Expression, SourceRange)
  case elseMark(SourceRange)
  case endIf(SourceRange)
  case forStart(keyName: String?, valueName: String, collection: Expression, SourceRange)
  case endFor(SourceRange)

  var text: String? {
    if case .text(let text, _) = self { return text }
    return nil
  }
}

/// Pieces with the trimming that `~` markers ask for. A marker reaches only as far as the next piece of text, which
/// in a heredoc ends with its line.
struct TemplatePieces {
  private(set) var pieces: [TemplatePiece] = []
  private var trimsNext = false

  mutating func add(text: String, _ range: SourceRange) {
    var text = text
    if trimsNext {
      text = String(text.unicodeScalars.drop { $0.properties.isWhitespace })
      trimsNext = false
    }
    pieces.append(.text(text, range))
  }

  mutating func add(_ piece: TemplatePiece, trimsBefore: Bool, trimsAfter: Bool) {
    if trimsBefore, case .text(let text, let range)? = pieces.last {
      var scalars = text.unicodeScalars
      while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
      pieces[pieces.count - 1] = .text(String(scalars), range)
    }
    trimsNext = trimsAfter
    pieces.append(piece)
  }

  /// Removes the indentation that all lines of a heredoc have in common. Blank lines do not count; a line that begins
  /// with a sequence has none.
  mutating func removeIndentation() {
    var least = Int.max
    var adjusted: [Int] = []
    var atLineStart = true
    for (index, piece) in pieces.enumerated() {
      if atLineStart {
        atLineStart = false
        if let text = piece.text {
          let indentation = text.prefix { $0.isWhitespace && $0 != "\n" && $0 != "\r\n" }.count
          let isBlank = text.allSatisfy(\.isWhitespace) && (text.hasSuffix("\n") || text.hasSuffix("\r\n"))
          if !isBlank {
            least = min(least, indentation)
            adjusted.append(index)
          }
        } else {
          least = 0
        }
      }
      if let text = piece.text, text.hasSuffix("\n") || text.hasSuffix("\r\n") { atLineStart = true }
    }
    guard least > 0, least < Int.max else { return }
    for index in adjusted {
      if case .text(let text, let range) = pieces[index] { pieces[index] = .text(String(text.dropFirst(least)), range) }
    }
  }
}
