/// A heredoc as it is written, to say something else in the same way.
struct HeredocText {
  private let opening: String
  private let marker: String
  private let closing: String
  /// Before each line, where what all lines have in common does not count.
  private let indentation: String

  /// Nil where the text of an expression is none.
  init?(_ source: String) {
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    guard source.hasPrefix("<<"), !source.contains("\r"), lines.count >= 2 else { return nil }
    opening = lines.removeFirst()
    closing = lines.removeLast()
    let isIndented = opening.hasPrefix("<<-")
    marker = String(opening.dropFirst(isIndented ? 3 : 2)).trimmed
    guard closing.trimmed == marker else { return nil }
    let blanks = lines.filter { !$0.trimmed.isEmpty }.map { String($0.prefix { $0 == " " || $0 == "\t" }) }
    indentation = isIndented ? blanks.min { $0.count < $1.count } ?? "  " : ""
  }

  /// Nil where a heredoc cannot say it: one always ends with a line.
  func saying(_ text: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count > 1, lines.removeLast().isEmpty,
      !lines.contains(where: { $0.trimmed == marker || $0.contains("\r") })
    else { return nil }
    // What all lines begin with would be taken for indentation.
    if opening.hasPrefix("<<-"), !lines.contains(where: { !$0.isEmpty && $0.first != " " && $0.first != "\t" }) {
      return nil
    }
    let body = lines.map { line in
      line.isEmpty ? "" : indentation + line.replacing("${", with: "$${").replacing("%{", with: "%%{")
    }
    return ([opening] + body + [closing]).joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmed: String {
    let blanks: Set<Character> = [" ", "\t"]
    return String(drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed())
  }
}
