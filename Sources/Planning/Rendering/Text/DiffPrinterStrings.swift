import Model

extension DiffPrinter {
  /// A string as it is best shown: in quotes, in lines, or as the JSON that it holds.
  private enum Form {
    case null
    case quoted(String)
    case lines(String)
    case json(PlainValue)

    init(_ value: PlainValue?) {
      guard let text = value?.string else {
        self = .null
        return
      }
      // JSON of scalars would read like the string itself.
      if text.hasPrefix("{") || text.hasPrefix("["), let json = try? JSON.read(text) {
        self = .json(PlainValue(json))
      } else if text.utf8.contains(UInt8(ascii: "\n")) {
        self = .lines(text.trimmingWhiteSpace)
      } else {
        self = .quoted(text)
      }
    }

    var lines: [Substring] {
      switch self {
      case .quoted(let text), .lines(let text): text.lines
      case .null, .json: []
      }
    }
  }

  func string(_ node: DiffNode, _ before: PlainValue?, _ after: PlainValue?, indent: Int) -> String {
    switch node.action {
    case .create, .none:
      let form = Form(after)
      return whole(form, node, before: node.action == .none ? form : nil, after: form, indent: indent)
    case .delete:
      let form = Form(before)
      return whole(form, node, before: form, after: nil, indent: indent)
    case .update:
      return change(node, before, after, indent: indent)
    }
  }

  private func simple(_ form: Form) -> String {
    switch form {
    case .quoted(let text), .lines(let text): printable(text)
    case .null, .json: null
    }
  }

  private func whole(_ form: Form, _ node: DiffNode, before: Form?, after: Form?, indent: Int) -> String {
    switch form {
    case .null: null + replacementSuffix(node)
    case .quoted(let text): printable(text) + nullSuffix(node) + replacementSuffix(node)
    case .lines(let text):
      heredoc(text.lines.map { margin(indent + 1) + symbol(.none) + $0 }, node, indent: indent)
    case .json: json(node, before, after, indent: indent)
    }
  }

  private func change(_ node: DiffNode, _ before: PlainValue?, _ after: PlainValue?, indent: Int) -> String {
    let old = Form(before)
    let new = Form(after)
    switch (old, new) {
    case (.json, .json):
      return json(node, old, new, indent: indent)
    case (.json, _), (_, .json):
      var printer = self
      printer.hidesNull = true
      let left = printer.text(DiffNode(.text(before: before, after: nil), .delete), indent: indent)
      let right = printer.text(DiffNode(.text(before: nil, after: after), .create), indent: indent)
      return "\(left) \(arrow) \(right)"
    case (.lines, _), (_, .lines):
      let oldLines = linesOfNull(old)
      let newLines = linesOfNull(new)
      let pairs = SequenceAlignment.pairs(oldLines, newLines) { _, _ in false }
      let lines = pairs.flatMap { pair -> [String] in
        let old = pair.before.map { oldLines[$0] }
        let new = pair.after.map { newLines[$0] }
        if let old, old == new { return [margin(indent + 1) + symbol(.none) + old] }
        return (old.map { [margin(indent + 1) + symbol(.delete) + $0] } ?? [])
          + (new.map { [margin(indent + 1) + symbol(.create) + $0] } ?? [])
      }
      return heredoc(lines, node, indent: indent)
    default:
      return "\(simple(old)) \(arrow) \(simple(new))" + replacementSuffix(node)
    }
  }

  private func linesOfNull(_ form: Form) -> [Substring] {
    if case .null = form { return [null[...]] }
    return form.lines
  }

  private func heredoc(_ lines: [String], _ node: DiffNode, indent: Int) -> String {
    "<<-EOT\(replacementSuffix(node))\n" + lines.joined(separator: "\n")
      + "\n\(margin(indent))\(symbol(.none))EOT\(nullSuffix(node))"
  }

  private func json(_ node: DiffNode, _ before: Form?, _ after: Form?, indent: Int) -> String {
    func value(_ form: Form?) -> PlainValue? {
      if case .json(let value) = form { return value }
      return nil
    }
    let difference = JSONDiffBuilder.node(PartChange(before: value(before), after: value(after)))
    var printer = self
    printer.forcesReplacement = false
    printer.hidesNull = true
    var note = ""
    var replacement = replacementSuffix(node)
    // The signs of creation and deletion stand before the attribute's name already.
    var sign = node.action == .update ? DiffNode.Action.update : .none
    if difference.action == .none, node.action == .update {
      note = node.forcesReplacement ? " # whitespace changes force replacement" : " # whitespace changes"
      replacement = ""
      printer.showsUnchanged = true
      sign = .none
    }
    let text = printer.text(difference, indent: indent + 1)
    if text.utf8.contains(UInt8(ascii: "\n")) {
      return "jsonencode(\(note)\n\(margin(indent + 1))\(symbol(sign))\(text)\(replacement)\n"
        + "\(margin(indent))\(symbol(.none)))\(nullSuffix(node))"
    }
    return "jsonencode(\(text))\(note)\(replacement)"
  }
}

extension String {
  /// Lines by line feeds alone: a carriage return before one is part of its line.
  fileprivate var lines: [Substring] {
    var lines: [Substring] = []
    let scalars = unicodeScalars
    var start = scalars.startIndex
    while let end = scalars[start...].firstIndex(of: "\n") {
      lines.append(Substring(scalars[start..<end]))
      start = scalars.index(after: end)
    }
    return lines + [Substring(scalars[start...])]
  }

  fileprivate var trimmingWhiteSpace: String {
    let scalars = unicodeScalars
    guard
      let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}
