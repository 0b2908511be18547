extension TextPatch {
  /// The edits, of whole lines, that make one text of another.
  package static func edits(from old: [UInt8], to new: [UInt8]) -> [Edit] {
    let (oldLines, newLines) = (lines(of: old), lines(of: new))
    func start(_ index: Int) -> Int { index < oldLines.count ? oldLines[index].startIndex : old.count }
    return LineDifference(oldLines, newLines).hunks.map { hunk in
      Edit(
        start: start(hunk.old.lowerBound), end: start(hunk.old.upperBound),
        text: String(decoding: newLines[hunk.new].joined(), as: UTF8.self))
    }
  }

  /// A patch that makes new texts of old ones; files that stay as they are, are not in it.
  package init(from old: [String: [UInt8]], to new: [String: [UInt8]]) {
    self.init()
    for (file, text) in new {
      let edits = TextPatch.edits(from: old[file] ?? [], to: text)
      if !edits.isEmpty { self.edits[file] = edits }
    }
  }

  /// A file's text with the patch in it. `original` is the text that the edits were made for.
  package func applied(to original: [UInt8], file: String) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    for edit in edits[file] ?? [] {
      let start = min(max(edit.start, position), original.count)
      result += original[position..<start]
      result += edit.text.utf8
      position = min(max(edit.end, start), original.count)
    }
    return result + original[position...]
  }

  /// All files that the patch changes, with their new texts. `original` gives nil for a file that is not there yet.
  package func applied<E: Error>(_ original: (String) throws(E) -> [UInt8]?) throws(E) -> [String: [UInt8]] {
    var texts: [String: [UInt8]] = [:]
    for file in edits.keys.sorted() { texts[file] = applied(to: try original(file) ?? [], file: file) }
    return texts
  }

  /// The files that the patch changes, sorted.
  package var files: [String] { edits.filter { !$0.value.isEmpty }.keys.sorted() }
}
