package import Model

/// Arguments and blocks.
extension EditedText {
  /// The expression replaced by another, given as text.
  package func replacing(_ expression: Expression, with text: String) throws(EditingError) -> EditedText {
    try changed([Change(start(expression.range), end(expression.range), indented(text, like: start(expression.range)))])
  }

  /// A stretch of the text replaced by another.
  package func replacing(_ range: SourceRange, with text: String) throws(EditingError) -> EditedText {
    try changed([Change(start(range), end(range), text)])
  }

  /// The argument set in a body: its expression replaced, or the argument added. `block` is the one whose body it is, nil
  /// for that of the file.
  package func setting(
    _ name: String, to text: String, in body: Body, of block: Block?
  ) throws(EditingError) -> EditedText {
    if let attribute = body.attribute(name) { return try replacing(attribute.expression, with: text) }
    if isJSON { return try addingProperty(name, text, toObjectWith: block?.closeBraceRange) }
    return try adding("\(name) = \(text)", name, to: body, of: block)
  }

  private func adding(
    _ line: String, _ name: String, to body: Body, of block: Block?
  ) throws(EditingError) -> EditedText {
    if let block, openedAndClosedOnOneLine(block) { return try opening(block, adding: line) }
    guard let place = place(for: name, in: body) else {
      guard let block else { return try appending(line, separated: !body.blocks.isEmpty) }
      let open = end(block.openBraceRange)
      let next = lineAfter(endOfComments(from: open))
      let isFollowed = !body.blocks.isEmpty && !isEmptyLine(next)
      let indentation = indentation(start(block.typeRange)) + "  "
      return try changed([
        Change(next, next, "\(indentation)\(indented(line, by: indentation))\n\(isFollowed ? "\n" : "")")
      ])
    }
    let indentation = indentation(start(place.attribute.range))
    let text = "\(indentation)\(indented(line, by: indentation))"
    if place.isBefore {
      let line = lineStart(start(place.attribute.range))
      return try changed([Change(line, line, text + "\n")])
    }
    // What takes up many lines stands apart from what takes up one.
    let isApart = line.contains("\n") && place.attribute.range.start.line == place.attribute.range.end.line
    let last = endOfComments(from: end(place.attribute.range))
    let next = lineAfter(last)
    // The file may end with this line, and without a line end.
    if next == bytes.count, bytes.last != UInt8(ascii: "\n") { return try changed([Change(next, next, "\n" + text)]) }
    let isFollowed = !isEmptyLine(next) && !closesBlock(next) && next < bytes.count
    return try changed([Change(next, next, (isApart ? "\n" : "") + text + (isApart && isFollowed ? "\n\n" : "\n"))])
  }

  /// The argument that a new one stands next to: the last whose name begins with the same word, or else the last before the
  /// blocks, but before tags and before what is said to the engine.
  private func place(for name: String, in body: Body) -> (attribute: Attribute, isBefore: Bool)? {
    let firstBlock = body.blocks.map { $0.range.start.byte }.min() ?? .max
    let engine: Set<String> = ["depends_on", "count", "for_each", "provider", "source", "version", "providers"]
    let plain = body.attributes.filter { !engine.contains($0.name) }
    if let word = name.split(separator: "_").first.map({ "\($0)_" }), name.contains("_"),
      let related = plain.last(where: { $0.name.hasPrefix(word) })
    {
      return (related, false)
    }
    let early = plain.filter { $0.range.start.byte < firstBlock }
    let candidates = early.isEmpty ? plain : early
    if let last = candidates.last(where: { $0.name != "tags" && $0.name != "tags_all" }) { return (last, false) }
    // Tags come last.
    if let tags = candidates.first, beginsLine(start(tags.range)) { return (tags, true) }
    let rest = body.attributes.filter { $0.name != "depends_on" }
    return (rest.last ?? body.attributes.last).map { ($0, $0.name == "depends_on") }
  }

  private func openedAndClosedOnOneLine(_ block: Block) -> Bool {
    block.openBraceRange.start.line == block.closeBraceRange.start.line
  }

  /// `a {}` and `a { x = 1 }` get lines of their own.
  private func opening(_ block: Block, adding lines: String) throws(EditingError) -> EditedText {
    let outer = indentation(start(block.typeRange))
    let inside = bytes[end(block.openBraceRange)..<start(block.closeBraceRange)]
    let present = String(decoding: inside, as: UTF8.self).trimmingBlanks
    let all = [present, lines].filter { !$0.isEmpty }.map { outer + "  " + indented($0, by: outer + "  ") }
    return try changed([
      Change(
        end(block.openBraceRange), start(block.closeBraceRange), "\n" + all.joined(separator: "\n") + "\n\(outer)")
    ])
  }

  /// The argument removed with its line and what is said of it there; comments above go where nothing else follows them.
  package func removing(_ attribute: Attribute) throws(EditingError) -> EditedText {
    if isJSON { return try removingProperty(at: attribute.nameRange) }
    let (first, last) = (start(attribute.range), end(attribute.range))
    let end = endOfComments(from: last)
    guard beginsLine(first), (end..<bytes.count).first(where: { !isBlank($0) }).map(isLineEnd) ?? true else {
      // In a block of one line.
      var (before, after) = (first, last)
      while before > 0, isBlank(before - 1) { before -= 1 }
      while isBlank(after) { after += 1 }
      return try changed([Change(before, after, "")])
    }
    let next = lineAfter(end)
    let isAlone = next >= bytes.count || isEmptyLine(next) || closesBlock(next) || token(from: next)?.kind == .comment
    return try removing(lines: isAlone ? startOfComments(above: lineStart(first)) : lineStart(first), next)
  }

  /// The block removed with the comments directly above it.
  package func removing(_ block: Block) throws(EditingError) -> EditedText {
    if isJSON { throw EditingError("Blocks are not removed from files in JSON.") }
    let first = startOfComments(above: lineStart(start(block.typeRange)))
    return try removing(lines: first, lineAfter(endOfComments(from: end(block.closeBraceRange))))
  }

  private func closesBlock(_ line: Int) -> Bool { token(from: line)?.kind == .symbol(.closeBrace) }

  /// Whole lines removed, and one of the empty lines that then would stand together or beside a brace.
  private func removing(lines first: Int, _ next: Int) throws(EditingError) -> EditedText {
    let previous = first > 0 ? lineStart(first - 1) : 0
    let isAfterEmpty = first > 0 && isEmptyLine(previous)
    let isAfterBrace = token(before: first).map { $0.kind == .newline } == true && opensBlock(before: first)
    if isEmptyLine(next), isAfterEmpty || isAfterBrace || first == 0 {
      return try changed([Change(first, lineAfter(next), "")])
    }
    if isAfterEmpty, next >= bytes.count || closesBlock(next) { return try changed([Change(previous, next, "")]) }
    return try changed([Change(first, next, "")])
  }

  private func opensBlock(before line: Int) -> Bool {
    var index = tokenIndex(from: line) - 1
    while index >= 0, tokens[index].kind == .newline || tokens[index].kind == .comment { index -= 1 }
    return index >= 0 && tokens[index].kind == .symbol(.openBrace) && lineAfter(tokens[index].end) == line
  }

  /// A nested block added, given as text without indentation: behind the last of its type, or behind all else but
  /// `lifecycle` and its like.
  package func adding(block text: String, type: String, to body: Body, of block: Block) throws(EditingError)
    -> EditedText
  {
    if isJSON { throw EditingError("Blocks are not added to files in JSON.") }
    if openedAndClosedOnOneLine(block) { return try opening(block, adding: text) }
    let indentation = indentation(start(block.typeRange)) + "  "
    let lines = indentation + indented(text, by: indentation) + "\n"
    let engine: Set<String> = ["lifecycle", "provisioner", "connection", "timeouts"]
    let others = body.blocks.filter { !engine.contains($0.type) }
    if let last = others.last(where: { $0.isOf(type) }) ?? others.last {
      let next = lineAfter(endOfComments(from: end(last.closeBraceRange)))
      let siblings = others.filter { $0.isOf(type) }
      let isClose =
        siblings.count > 1
        && !isEmptyLine(lineStart(startOfComments(above: lineStart(start(siblings[siblings.count - 1].typeRange))) - 1))
      return try changed([Change(next, next, (isClose ? "" : "\n") + lines)])
    }
    let plain = body.attributes.filter { attribute in
      attribute.name != "depends_on" && !body.blocks.contains { $0.range.start.byte < attribute.range.start.byte }
    }
    guard let last = plain.last else {
      let next = lineAfter(endOfComments(from: end(block.openBraceRange)))
      return try changed([Change(next, next, lines + (closesBlock(next) || isEmptyLine(next) ? "" : "\n"))])
    }
    let next = lineAfter(endOfComments(from: end(last.range)))
    return try changed([Change(next, next, "\n" + lines + (closesBlock(next) || isEmptyLine(next) ? "" : "\n"))])
  }

  /// A block, or several, at the end of the file, behind an empty line.
  package func appending(block text: String) throws(EditingError) -> EditedText {
    try appending(text, separated: true)
  }

  private func appending(_ text: String, separated: Bool) throws(EditingError) -> EditedText {
    if isJSON { throw EditingError("Blocks are not added to files in JSON.") }
    let isEmpty = bytes[offset...].allSatisfy { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    if isEmpty { return try changed([Change(offset, bytes.count, text + "\n")]) }
    let ending = bytes.last == UInt8(ascii: "\n") ? "" : "\n"
    let isAfterEmpty = ending.isEmpty && isEmptyLine(lineStart(bytes.count - 1))
    return try changed([
      Change(bytes.count, bytes.count, ending + (separated && !isAfterEmpty ? "\n" : "") + text + "\n")
    ])
  }
}

extension EditedText {
  /// Lines after the first indented like the line that they begin in.
  func indented(_ text: String, like position: Int) -> String { indented(text, by: indentation(position)) }

  func indented(_ text: String, by indentation: String) -> String { text.replacing("\n", with: "\n" + indentation) }
}

extension Block {
  /// Also one that `dynamic` makes.
  fileprivate func isOf(_ type: String) -> Bool {
    self.type == type || (self.type == "dynamic" && labels.first?.text == type)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
