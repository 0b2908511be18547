/// Elements of lists and objects that are written out.
extension EditedText {
  /// What an element takes up, without comma.
  struct Element {
    var start: Int
    var end: Int
  }

  struct Elements {
    var open: Int
    /// Of the closing bracket.
    var close: Int
    var items: [Element]
    /// Elements of an object need no comma where they stand on lines of their own.
    var needsCommas: Bool
  }

  private func elements(_ expression: Expression) throws(EditingError) -> Elements {
    if isJSON { return try elementsOfJSON(at: expression.range) }
    let (first, last) = (start(expression.range), end(expression.range) - 1)
    switch expression.kind {
    case .tuple(let items):
      return Elements(
        open: first + 1, close: last, items: items.map { Element(start: start($0.range), end: end($0.range)) },
        needsCommas: true)
    case .object(let items):
      return Elements(
        open: first + 1, close: last,
        items: items.map { Element(start: start($0.key.range), end: end($0.value.range)) }, needsCommas: false)
    default: throw EditingError("It is neither a list nor an object that is written out.")
    }
  }

  /// `index` of the tuple or object removed.
  package func removing(element index: Int, of expression: Expression) throws(EditingError) -> EditedText {
    try removing(index, of: try elements(expression))
  }

  func removing(_ index: Int, of all: Elements) throws(EditingError) -> EditedText {
    guard all.items.indices.contains(index) else { throw EditingError("There is no such element.") }
    let item = all.items[index]
    let comma = comma(behind: item.end, in: all)
    let isLast = index == all.items.count - 1
    if standsAlone(item, in: all) {
      let end = endOfComments(from: comma ?? item.end)
      let next = lineAfter(end)
      var first = lineStart(item.start)
      // What is said above an element is said of it, unless it heads those that follow.
      let isFollowed = !isLast && !isEmptyLine(next) && token(from: next)?.kind != .comment
      if !isFollowed { first = startOfComments(above: first) }
      var changes = [Change(first, next, "")]
      if isLast, comma == nil, index > 0, let previous = self.comma(behind: all.items[index - 1].end, in: all) {
        changes.insert(Change(previous - 1, previous, ""), at: 0)
      }
      return try changed(changes)
    }
    if !isLast { return try changed([Change(item.start, all.items[index + 1].start, "")]) }
    if index > 0 { return try changed([Change(all.items[index - 1].end, item.end, "")]) }
    var (first, last) = (item.start, comma ?? item.end)
    while first > all.open, isBlank(first - 1) { first -= 1 }
    while last < all.close, isBlank(last) { last += 1 }
    return try changed([Change(first, last, "")])
  }

  /// An element added before the one that is at `index` now; `text` is a value, or `key = value`.
  package func inserting(_ text: String, at index: Int, in expression: Expression) throws(EditingError) -> EditedText {
    try inserting(text, at: index, among: try elements(expression))
  }

  func inserting(_ text: String, at index: Int, among all: Elements) throws(EditingError) -> EditedText {
    guard (0...all.items.count).contains(index) else { throw EditingError("There is no such place.") }
    guard let some = all.items.first else { return try inserting(first: text, in: all) }
    guard standsAlone(some, in: all) else {
      if index < all.items.count {
        let place = all.items[index].start
        return try changed([Change(place, place, "\(indented(text, like: place)), ")])
      }
      let place = all.items[index - 1].end
      return try changed([Change(place, place, ", \(indented(text, like: place))")])
    }
    let usesCommas = all.needsCommas || all.items.contains { comma(behind: $0.end, in: all) != nil }
    let indentation = indentation(some.start)
    if index < all.items.count {
      let line = startOfComments(above: lineStart(all.items[index].start))
      return try changed([
        Change(line, line, "\(indentation)\(indented(text, by: indentation))\(usesCommas ? "," : "")\n")
      ])
    }
    let last = all.items[index - 1]
    var changes: [Change] = []
    var ending = ""
    if usesCommas {
      if comma(behind: last.end, in: all) != nil {
        ending = ","
      } else {
        changes.append(Change(last.end, last.end, ","))
      }
    }
    let behind = endOfComments(from: comma(behind: last.end, in: all) ?? last.end)
    let next = lineAfter(behind)
    let line = "\(indentation)\(indented(text, by: indentation))\(ending)\n"
    if next <= all.close {
      changes.append(Change(next, next, line))
    } else {
      // The closing bracket stands on the last element's line.
      changes.append(Change(behind, behind, "\n\(indentation)\(indented(text, by: indentation))"))
    }
    return try changed(changes)
  }

  private func inserting(first text: String, in all: Elements) throws(EditingError) -> EditedText {
    let outer = indentation(all.open - 1)
    let isEmpty = (all.open..<all.close).allSatisfy { isBlank($0) || isLineEnd($0) || bytes[$0] == UInt8(ascii: "\n") }
    if all.needsCommas, isEmpty { return try changed([Change(all.open, all.close, indented(text, by: outer))]) }
    let line = "\(outer)  \(indented(text, by: outer + "  "))"
    if isEmpty { return try changed([Change(all.open, all.close, "\n\(line)\n\(outer)")]) }
    // There are comments inside: behind them, before the line of the closing bracket.
    guard beginsLine(all.close) else { return try changed([Change(all.close, all.close, "\n\(line)\n\(outer)")]) }
    let place = lineStart(all.close)
    return try changed([Change(place, place, line + "\n")])
  }

  /// Behind the comma that follows an element.
  private func comma(behind end: Int, in all: Elements) -> Int? {
    var index = tokenIndex(from: end)
    while index < tokens.count, tokens[index].start < all.close {
      switch tokens[index].kind {
      case .comment, .newline: index += 1
      case .symbol(.comma): return tokens[index].end
      default: return nil
      }
    }
    return nil
  }

  /// Whether an element has its lines for itself.
  private func standsAlone(_ item: Element, in all: Elements) -> Bool {
    guard beginsLine(item.start) else { return false }
    let end = endOfComments(from: comma(behind: item.end, in: all) ?? item.end)
    let next = (end..<bytes.count).first { !isBlank($0) } ?? bytes.count
    return isLineEnd(next)
  }
}
