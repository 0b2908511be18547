extension TextPatch {
  /// So many lines around each change are shown, as everywhere.
  private static let context = 3

  /// The patch as `git apply` and `patch -p1` take it, files in order of their names. `originals` gives the texts that the
  /// edits were made for, nil for a file that is not there; `shown` gives the name of a file as seen from where the patch
  /// is to be applied.
  package func unifiedDiff<E: Error>(
    originals: (String) throws(E) -> [UInt8]?, shown: (String) -> String = { $0 }
  ) throws(E) -> String {
    var text: [UInt8] = []
    for file in files {
      let original = try originals(file)
      let old = original ?? []
      let hunks = Self.hunks(lines(of: old), lines(of: applied(to: old, file: file)))
      if hunks.isEmpty { continue }
      let name = shown(file)
      let before = original == nil ? "/dev/null" : Self.header("a/\(name)")
      text += "--- \(before)\n+++ \(Self.header("b/\(name)"))\n".utf8
      text += hunks
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// As git writes names: quoted when there is in them what would not survive, closed by a tab when there is a space.
  private static func header(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      return name
    }
    if name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      return name + "\t"
    }
    var quoted = "\""
    for byte in name.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: quoted += String(UnicodeScalar(byte))
      default:
        let octal = String(byte, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      }
    }
    return quoted + "\""
  }

  private static func hunks(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [UInt8] {
    var groups: [[LineDifference.Hunk]] = []
    for hunk in LineDifference(old, new).hunks {
      if let last = groups.last?.last, hunk.old.lowerBound - last.old.upperBound <= 2 * context {
        groups[groups.count - 1].append(hunk)
      } else {
        groups.append([hunk])
      }
    }
    return groups.flatMap { group(of: $0, old, new) }
  }

  private static func group(
    of hunks: [LineDifference.Hunk], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> [UInt8] {
    guard let first = hunks.first, let last = hunks.last else { return [] }
    let start = max(0, first.old.lowerBound - context)
    let end = min(old.count, last.old.upperBound + context)
    let newStart = first.new.lowerBound - (first.old.lowerBound - start)
    let newEnd = last.new.upperBound + (end - last.old.upperBound)
    var text = Array("@@ -\(span(start, end)) +\(span(newStart, newEnd)) @@\n".utf8)
    var position = start
    for hunk in hunks {
      for line in old[position..<hunk.old.lowerBound] { text += written(" ", line) }
      for line in old[hunk.old] { text += written("-", line) }
      for line in new[hunk.new] { text += written("+", line) }
      position = hunk.old.upperBound
    }
    for line in old[position..<end] { text += written(" ", line) }
    return text
  }

  /// First line and number of lines; of no lines, the line before them.
  private static func span(_ start: Int, _ end: Int) -> String {
    switch end - start {
    case 0: "\(start),0"
    case 1: "\(start + 1)"
    default: "\(start + 1),\(end - start)"
    }
  }

  private static func written(_ mark: Character, _ line: ArraySlice<UInt8>) -> [UInt8] {
    let text = Array(String(mark).utf8) + line
    return line.last == UInt8(ascii: "\n") ? text : text + Array("\n\\ No newline at end of file\n".utf8)
  }
}
