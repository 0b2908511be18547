/// The text of `~/.aws/config` or `~/.aws/credentials`: sections of keys and values.
struct ProfileFile: Sendable, Hashable {
  /// The section's name as written within the brackets, and its keys in lower case. A key indented under one without
  /// value is `outer.inner`.
  var sections: [String: [String: String]] = [:]

  /// Throws `.configuration` with the line that is neither section, key nor comment.
  static func parse(_ text: String, path: String) throws(AWSError) -> ProfileFile {
    var file = ProfileFile()
    var section: String?
    var outer: String?
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = line.trimmed
      if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
      let isIndented = line.first == " " || line.first == "\t"
      if content.hasPrefix("["), !isIndented {
        guard let end = content.firstIndex(of: "]") else { throw unreadable(path, number, "a section without \"]\"") }
        let name = content[content.index(after: content.startIndex)..<end].trimmed
        section = String(name)
        outer = nil
        file.sections[String(name), default: [:]].merge([:]) { one, _ in one }
        continue
      }
      guard let section else { throw unreadable(path, number, "a key outside of any section") }
      guard let equals = content.firstIndex(of: "=") else {
        // The continuation of a value.
        if isIndented, let outer {
          file.sections[section]?[outer, default: ""] += "\n\(content)"
          continue
        }
        throw unreadable(path, number, "neither a section nor \"key = value\"")
      }
      let key = content[..<equals].trimmed.lowercased()
      let value = withoutComment(content[content.index(after: equals)...].trimmed)
      if isIndented, let outer, file.sections[section]?[outer]?.isEmpty == true {
        file.sections[section]?["\(outer).\(key)"] = value
      } else {
        file.sections[section]?[key] = value
        outer = key
      }
    }
    return file
  }

  /// A comment after a value begins with a blank and `#` or `;`.
  private static func withoutComment(_ value: Substring) -> String {
    var previous: Character = "x"
    for index in value.indices {
      if value[index] == "#" || value[index] == ";", previous == " " || previous == "\t" {
        return String(value[..<index].trimmed)
      }
      previous = value[index]
    }
    return String(value)
  }

  private static func unreadable(_ path: String, _ line: Int, _ reason: String) -> AWSError {
    .configuration("\(path), line \(line + 1): \(reason)")
  }
}

extension StringProtocol where SubSequence == Substring {
  fileprivate var trimmed: Substring {
    let start = self.drop { $0.isWhitespace }
    return start[..<(start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex)]
  }
}
