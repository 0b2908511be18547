import Model
package import Parsing

/// The rule to be written, as texts: the patterns need not be more than the names of what is meant.
package struct NewIgnoreRule: Sendable, Hashable {
  package var discipline: String
  /// Either an address or, with `isObject`, an object's type and identifier.
  package var scope: String
  package var isObject: Bool
  /// Paths as users write them; empty for the whole.
  package var attributes: [String]
  package var reason: String
  package var owner: String
  package var expires: String?

  package init(
    discipline: String = "drift", scope: String, isObject: Bool = false, attributes: [String] = [], reason: String,
    owner: String, expires: String? = nil
  ) {
    self.discipline = discipline
    self.scope = scope
    self.isObject = isObject
    self.attributes = attributes
    self.reason = reason
    self.owner = owner
    self.expires = expires
  }
}

extension EditedText {
  /// The settings file with a rule in it: appended, or a rule that says the same of other attributes extended.
  package func adding(_ rule: NewIgnoreRule) throws(EditingError) -> EditedText {
    guard let block = body.blocks.first(where: { $0.says(rule) }) else { return try appending(block: rule.text) }
    // One without attributes is about all of them.
    guard let attribute = block.body.attribute("attributes") else { return self }
    if rule.attributes.isEmpty { return try removing(attribute) }
    guard case .tuple(let items) = attribute.expression.kind else { return try appending(block: rule.text) }
    let present = items.compactMap { $0.constantKey?.stringValue }
    guard let missing = rule.attributes.first(where: { !present.contains($0) }) else { return self }
    return try inserting(expressionText(.string(missing)), at: items.count, in: attribute.expression).adding(rule)
  }
}

extension NewIgnoreRule {
  /// In canonical style.
  fileprivate var text: String {
    var lines = ["\(isObject ? "object" : "address") = \(expressionText(.string(scope)))"]
    if !attributes.isEmpty { lines.append("attributes = \(expressionText(.tuple(attributes.map(Value.string))))") }
    lines.append("reason = \(expressionText(.string(reason)))")
    lines.append("owner = \(expressionText(.string(owner)))")
    if let expires { lines.append("expires = \(expressionText(.string(expires)))") }
    let text = "ignore \(expressionText(.string(discipline))) {\n\(lines.joined(separator: "\n"))\n}"
    return String(decoding: laidOut(Array(text.utf8)), as: UTF8.self)
  }
}

extension Block {
  /// Whether this is the rule but for its attributes.
  fileprivate func says(_ rule: NewIgnoreRule) -> Bool {
    func text(_ name: String) -> String? { body.attribute(name)?.expression.constantKey?.stringValue }
    return type == "ignore" && labels.map(\.text) == [rule.discipline]
      && text(rule.isObject ? "object" : "address") == rule.scope
      && text("reason") == rule.reason && text("owner") == rule.owner && text("expires") == rule.expires
  }
}
