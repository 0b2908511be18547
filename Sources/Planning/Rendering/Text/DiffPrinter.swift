/// From the tree of differences to lines of text.
struct DiffPrinter {
  var palette: Palette
  /// Leaves out `-> null` after what is deleted.
  var hidesNull = false
  var showsUnchanged = false
  /// Prints plain objects: no signs in the margin.
  var hidesSymbols = false
  var showsSensitive = false
  /// Set for direct children of a whole that does not say itself that it forces the replacement.
  var forcesReplacement = false

  /// The same for what lies below: that a replacement is forced is decided anew at each level.
  private var inner: DiffPrinter {
    var copy = self
    copy.forcesReplacement = false
    return copy
  }

  func text(_ node: DiffNode, indent: Int) -> String {
    switch node.content {
    case .text(let before, let after): return string(node, before, after, indent: indent)
    case .scalar(let before, let after): return scalar(node, before, after)
    case .list(let elements, let showsContext):
      return list(node, elements, showsContext: showsContext, indent: indent)
    case .set(let elements, let isNested): return set(node, elements, isNested: isNested, indent: indent)
    case .map(let elements, let isNested): return map(node, elements, isNested: isNested, indent: indent)
    case .object(let members, let isNested): return object(node, members, isNested: isNested, indent: indent)
    case .block(let attributes, let groups): return block(node, attributes, groups, indent: indent)
    case .sensitive(let inner, _, _):
      if showsSensitive { return text(inner, indent: indent) }
      return "(sensitive value)" + nullSuffix(node) + replacementSuffix(node)
    case .sensitiveBlock(let inner, _, _):
      if showsSensitive { return text(inner, indent: indent) }
      let margin = margin(indent) + symbol(.none)
      return """
        {\(replacementSuffix(node))
        \(margin)  # At least one attribute in this block is (or was) sensitive,
        \(margin)  # so its contents will not be displayed.
        \(margin)}
        """
    case .unknown(let before):
      guard let before else { return "(known after apply)" + replacementSuffix(node) }
      var printer = self
      printer.hidesNull = true
      return "\(printer.text(before, indent: indent)) -> (known after apply)" + replacementSuffix(node)
    case .typeChange(let before, let after):
      var printer = self
      printer.hidesNull = true
      return "\(printer.text(before, indent: indent)) \(arrow) \(printer.text(after, indent: indent))"
    case .writeOnly:
      return "(write-only attribute)" + nullSuffix(node) + replacementSuffix(node)
    }
  }

  // MARK: Pieces

  var arrow: String { palette(.yellow, "->", .reset) }
  var null: String { palette(.darkGray, "null", .reset) }

  func margin(_ indent: Int) -> String { String(repeating: "    ", count: indent) }

  func nullSuffix(_ node: DiffNode) -> String {
    !hidesNull && node.action == .delete ? palette(" ", .darkGray, "-> null", .reset) : ""
  }

  func replacementSuffix(_ node: DiffNode) -> String { replacementSuffix(node.forcesReplacement) }

  func replacementSuffix(_ forces: Bool) -> String {
    forces || forcesReplacement ? palette(" ", .red, "# forces replacement", .reset) : ""
  }

  /// The sign in the margin, four wide.
  func symbol(_ action: DiffNode.Action) -> String {
    if hidesSymbols { return "" }
    switch action {
    case .none: return "    "
    case .create: return palette("  ", .green, "+", .reset) + " "
    case .update: return palette("  ", .yellow, "~", .reset) + " "
    case .delete: return palette("  ", .red, "-", .reset) + " "
    }
  }

  private func unchanged(_ count: Int, _ noun: String) -> String {
    palette(.darkGray, "# (\(count) unchanged \(noun)\(count == 1 ? "" : "s") hidden)", .reset)
  }

  private func unchangedLine(_ count: Int, _ noun: String, indent: Int) -> String {
    margin(indent) + symbol(.none) + unchanged(count, noun) + "\n"
  }

  private func warnings(_ node: DiffNode, indent: Int) -> String {
    let isBlock: Bool
    let inner: DiffNode
    let was: Bool
    let becomes: Bool
    switch node.content {
    case .sensitive(let node, let before, let after): (isBlock, inner, was, becomes) = (false, node, before, after)
    case .sensitiveBlock(let node, let before, let after): (isBlock, inner, was, becomes) = (true, node, before, after)
    default: return ""
    }
    if was == becomes || inner.action == .create || inner.action == .delete { return "" }
    let part = isBlock ? "this block" : "this attribute value"
    let words =
      was
      ? (": \(part) will no longer be marked as sensitive", "after applying this change.")
      : (": \(part) will be marked as sensitive and will not", "display in UI output after applying this change.")
    return margin(indent)
      + palette("  # ", .yellow, "Warning", .reset, "\(words.0)\n\(margin(indent))  # \(words.1)")
      + (!isBlock && inner.action == .none ? " The value is unchanged." : "") + "\n"
  }

  private func scalar(_ node: DiffNode, _ before: PlainValue?, _ after: PlainValue?) -> String {
    switch node.action {
    case .create: plain(after) + replacementSuffix(node)
    case .delete: plain(before) + nullSuffix(node) + replacementSuffix(node)
    case .none: plain(before) + replacementSuffix(node)
    case .update: "\(plain(before)) \(arrow) \(plain(after))" + replacementSuffix(node)
    }
  }

  private func plain(_ value: PlainValue?) -> String {
    switch value {
    case .bool(let bool): bool ? "true" : "false"
    case .number(let text), .string(let text): text
    case nil, .null, .array, .object: null
    }
  }
}

// MARK: Collections
extension DiffPrinter {
  private func list(_ node: DiffNode, _ elements: [DiffNode], showsContext: Bool, indent: Int) -> String {
    if elements.isEmpty { return "[]" + nullSuffix(node) + replacementSuffix(node) }
    var changed = inner
    changed.hidesNull = true
    var context = inner
    context.showsUnchanged = true
    func line(_ element: DiffNode, _ printer: DiffPrinter) -> String {
      printer.warnings(element, indent: indent + 1) + margin(indent + 1) + printer.symbol(element.action)
        + printer.text(element, indent: indent + 1) + ",\n"
    }
    var text = "[\(replacementSuffix(node))\n"
    var skipped: [DiffNode] = []
    var showsNext = false
    for element in elements {
      if element.action == .none, !showsNext, !showsUnchanged {
        skipped.append(element)
        continue
      }
      showsNext = false
      var printer = changed
      if showsContext {
        // The neighbours on both sides of a change are shown, for the place in a list matters.
        if skipped.count > 1 { text += unchangedLine(skipped.count - 1, "element", indent: indent + 1) }
        if let neighbour = skipped.last { text += line(neighbour, context) }
        skipped = []
        if element.action == .none { printer = context } else { showsNext = true }
      }
      text += line(element, printer)
    }
    if !skipped.isEmpty { text += unchangedLine(skipped.count, "element", indent: indent + 1) }
    return text + margin(indent) + symbol(.none) + "]" + nullSuffix(node)
  }

  private func set(_ node: DiffNode, _ elements: [DiffNode], isNested: Bool, indent: Int) -> String {
    let forcesSelf = node.forcesReplacement && !isNested
    if elements.isEmpty { return "[]" + nullSuffix(node) + replacementSuffix(forcesSelf) }
    var printer = inner
    printer.hidesNull = true
    printer.forcesReplacement = node.forcesReplacement && isNested
    var text = "[\(replacementSuffix(forcesSelf))\n"
    var hidden = 0
    for element in elements {
      if element.action == .none, !showsUnchanged {
        hidden += 1
        continue
      }
      text += warnings(element, indent: indent + 1)
      text += margin(indent + 1) + printer.symbol(element.action) + printer.text(element, indent: indent + 1) + ",\n"
    }
    if hidden > 0 { text += unchangedLine(hidden, "element", indent: indent + 1) }
    return text + margin(indent) + symbol(.none) + "]" + nullSuffix(node)
  }

  private func map(
    _ node: DiffNode, _ elements: [(key: String, node: DiffNode)], isNested: Bool, indent: Int
  ) -> String {
    let forcesSelf = node.forcesReplacement && !isNested
    if elements.isEmpty { return "{}" + nullSuffix(node) + replacementSuffix(forcesSelf) }
    var printer = inner
    printer.hidesNull = node.action == .delete || isNested
    printer.forcesReplacement = node.forcesReplacement && isNested
    let keys = elements.map { printable($0.key) }
    let width = isNested ? 0 : keys.map(\.utf8.count).max() ?? 0
    var text = "{\(replacementSuffix(forcesSelf))\n"
    var hidden = 0
    for (key, element) in zip(keys, elements) {
      if element.node.action == .none, !showsUnchanged {
        hidden += 1
        continue
      }
      text += warnings(element.node, indent: indent + 1)
      text += margin(indent + 1) + printer.symbol(element.node.action) + padded(key, to: width) + " = "
      text += printer.text(element.node, indent: indent + 1) + (element.node.isObject ? ",\n" : "\n")
    }
    if hidden > 0 { text += unchangedLine(hidden, "element", indent: indent + 1) }
    return text + margin(indent) + symbol(.none) + "}" + nullSuffix(node)
  }

  private func object(
    _ node: DiffNode, _ members: [(key: String, node: DiffNode)], isNested: Bool, indent: Int
  ) -> String {
    if members.isEmpty { return "{}" + nullSuffix(node) + replacementSuffix(node) }
    var printer = inner
    printer.hidesNull = !isNested
    let (lines, hidden) = attributeLines(members, printer, indent: indent)
    return "{\(replacementSuffix(node))\n" + lines
      + (hidden > 0 ? unchangedLine(hidden, "attribute", indent: indent + 1) : "")
      + margin(indent) + symbol(.none) + "}" + nullSuffix(node)
  }

  /// Attributes that tell a reader what object this is are shown even when nothing about them changes.
  private static let identifying: Set<String> = ["id", "name", "tags"]

  private func attributeLines(
    _ members: [(key: String, node: DiffNode)], _ printer: DiffPrinter, indent: Int
  ) -> (text: String, hidden: Int) {
    let width = members.map { attributeKey($0.key).utf8.count }.max() ?? 0
    var complete = printer
    complete.showsUnchanged = true
    var text = ""
    var hidden = 0
    for (key, node) in members {
      let isIdentifying = Self.identifying.contains(key)
      if !isIdentifying, node.action == .none, !showsUnchanged {
        hidden += 1
        continue
      }
      let printer = isIdentifying ? complete : printer
      text += warnings(node, indent: indent + 1)
      text += margin(indent + 1) + printer.symbol(node.action) + padded(attributeKey(key), to: width) + " = "
      text += printer.text(node, indent: indent + 1) + "\n"
    }
    return (text, hidden)
  }
}

// MARK: Blocks
extension DiffPrinter {
  private func block(
    _ node: DiffNode, _ attributes: [(key: String, node: DiffNode)], _ groups: [BlockGroup], indent: Int
  ) -> String {
    if attributes.isEmpty, groups.isEmpty { return "{}" + replacementSuffix(node) }
    let (lines, hidden) = attributeLines(attributes, inner, indent: indent)
    var text = "{\(replacementSuffix(node))\n" + lines
    if hidden > 0 { text += unchangedLine(hidden, "attribute", indent: indent + 1) }
    var hiddenBlocks = 0
    for group in groups {
      var isFirst = true
      for member in group.members {
        let shown = hiding(member.node, in: group)
        if shown.action == .none, !showsUnchanged {
          hiddenBlocks += 1
          continue
        }
        if isFirst, !attributes.isEmpty { text += "\n" }
        isFirst = false
        var printer = inner
        printer.forcesReplacement = group.forcesReplacement
        text += printer.warnings(shown, indent: indent + 1)
        text += margin(indent + 1) + printer.symbol(shown.action) + attributeKey(group.name)
        text += (member.label.map { " " + printable($0) } ?? "") + " " + printer.text(shown, indent: indent + 1) + "\n"
      }
    }
    if hiddenBlocks > 0 { text += "\n" + unchangedLine(hiddenBlocks, "block", indent: indent + 1) }
    return text + margin(indent) + symbol(.none) + "}"
  }

  /// Where all blocks of a type are sensitive together, none of them says so itself.
  private func hiding(_ node: DiffNode, in group: BlockGroup) -> DiffNode {
    let isHidden =
      switch node.action {
      case .create: group.willBeSensitive
      case .delete: group.wasSensitive
      case .update, .none: group.wasSensitive || group.willBeSensitive
      }
    guard isHidden else { return node }
    let action = node.action == .none && group.wasSensitive != group.willBeSensitive ? .update : node.action
    return DiffNode(
      .sensitiveBlock(node, before: group.wasSensitive, after: group.willBeSensitive), action,
      forcesReplacement: node.forcesReplacement)
  }
}

extension DiffNode {
  fileprivate var isObject: Bool {
    if case .object = content { return true }
    return false
  }
}
