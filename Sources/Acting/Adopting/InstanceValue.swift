import Configuring
import Model
import Parsing

/// Values for one instance of a resource whose block says the same of all: it is told apart by its key.
extension Spot {
  /// Where as many instances are told apart in one expression, a table would say it better.
  private static let maximumConditions = 4
  /// What is longer is not for one line.
  private static let maximumLength = 200

  /// The last of all candidates: what is shared stays as it is.
  func candidates(for instance: InstanceKey?, _ reading: Reading) -> [Candidate] {
    guard dynamic == nil, let condition = instance.map(Self.condition), let block,
      case .native = Notation(file: block.typeRange.file)
    else { return [] }
    let way = "\(condition) tells this instance apart; the others stay as they are."
    var follower = Follower(reading)
    switch edit {
    case .follow(let expression, let path, let wanted):
      guard let edit = Self.edit(of: expression, path, wanted, condition, place, reading) else { return [] }
      follower.add(edit.range, [], note: way) { (edited) throws(EditingError) in
        try edited.replacing(edit.range, with: edit.text)
      }
    case .removeArgument(let attribute, _):
      guard let text = Self.conditional(attribute.expression, "null", condition, reading) else { return [] }
      follower.add(attribute.expression.range, [], note: way) { (edited) throws(EditingError) in
        try edited.replacing(attribute.expression.range, with: text)
      }
    case .addArgument(let name, let value):
      guard let text = Self.inline(value) else { return [] }
      let body = body
      follower.add(block.headerRange, [], note: way) { (edited) throws(EditingError) in
        try edited.setting(name, to: "\(condition) ? \(text) : null", in: body, of: block)
      }
    case .removeBlock, .addBlock: return []
    }
    return follower.candidates
  }

  private static func condition(_ key: InstanceKey) -> String {
    switch key {
    case .name(let name): "each.key == \(expressionText(.string(name)))"
    case .index(let index): "count.index == \(index)"
    }
  }

  /// The value itself, or the innermost object that is written out and holds it.
  private static func edit(
    of expression: Expression, _ path: [Step], _ wanted: Value?, _ condition: String, _ place: Place,
    _ reading: Reading
  ) -> (range: SourceRange, text: String)? {
    if case .parentheses(let inner) = expression.kind {
      return edit(of: inner, path, wanted, condition, place, reading)
    }
    guard case .key(let name)? = path.first else {
      guard path.isEmpty, let wanted, let value = inline(wanted, inPlaceOf: expression),
        let text = conditional(expression, value, condition, reading)
      else { return nil }
      return (expression.range, text)
    }
    if case .object(let items) = expression.kind,
      let item = items.last(where: { place.value($0.key)?.keyText == name })
    {
      return edit(of: item.value, Array(path.dropFirst()), wanted, condition, place, reading)
    }
    // An element beside what is there; what is further down would hide the rest of it.
    guard path.count == 1, let wanted, let value = inline(wanted), place.value(expression)?.keyedValues != nil,
      let source = source(expression, reading)
    else { return nil }
    let addition = "\(condition) ? { \(Notation.native.member(name, .string(""), among: []).dropLast(2))\(value) } : {}"
    if case .call("merge", _, _, false) = expression.kind, !source.contains("\n") {
      return (expression.range, "\(source.dropLast()), \(addition))")
    }
    return (expression.range, "merge(\(source), \(addition))")
  }

  private static func conditional(
    _ expression: Expression, _ value: String, _ condition: String, _ reading: Reading
  ) -> String? {
    var conditions = 0
    var rest = expression
    while case .conditional(_, _, let otherwise) = rest.kind { (conditions, rest) = (conditions + 1, otherwise) }
    guard conditions < maximumConditions, let source = source(expression, reading), !source.contains("\n") else {
      return nil
    }
    return "\(condition) ? \(value) : \(source)"
  }

  /// Not of heredocs, behind which nothing can stand on the line.
  private static func source(_ expression: Expression, _ reading: Reading) -> String? {
    Follower(reading).source(expression).flatMap { $0.contains("<<") ? nil : $0 }
  }

  /// A value on one line. Documents and long texts are not for that.
  private static func inline(_ value: Value, inPlaceOf expression: Expression? = nil) -> String? {
    guard value.document == nil else { return nil }
    let plain = value.deeplyUnmarked.withoutNullMembers
    var text = expression.map { Notation.native.text(plain, inPlaceOf: $0) } ?? expressionText(plain)
    if let members = plain.keyedValues, !members.isEmpty {
      var parts: [String] = []
      for (name, member) in members.pairs {
        guard let inner = inline(member) else { return nil }
        parts.append("\(Notation.native.member(name, .string(""), among: []).dropLast(2))\(inner)")
      }
      text = "{ \(parts.joined(separator: ", ")) }"
    }
    return text.contains("\n") || text.count > maximumLength ? nil : text
  }
}
