package import Model

/// The contents of a file or block: attributes and blocks in the order of the text.
package struct Body: Sendable {
  package var attributes: [Attribute]
  package var blocks: [Block]
  /// Of everything between the braces, or of the whole file.
  package var range: SourceRange
  /// In JSON, what only the schema of a provider can tell to be arguments or blocks; see `settled`.
  package var undecided: [JSONProperty] = []
  /// What to point at where something is missing, when that is not the header; in JSON the closing brace.
  package var missingItemRange: SourceRange?

  package init(attributes: [Attribute] = [], blocks: [Block] = [], range: SourceRange) {
    self.attributes = attributes
    self.blocks = blocks
    self.range = range
  }

  package func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
  package func hasAttribute(_ name: String) -> Bool { attributes.contains { $0.name == name } }
  package func blocks(_ type: String) -> [Block] { blocks.filter { $0.type == type } }
}

/// `name = expression`
package struct Attribute: Sendable {
  package var name: String
  package var nameRange: SourceRange
  package var expression: Expression
  package var range: SourceRange

  package init(name: String, nameRange: SourceRange, expression: Expression, range: SourceRange) {
    self.name = name
    self.nameRange = nameRange
    self.expression = expression
    self.range = range
  }
}

/// `type "label" { ... }`
package struct Block: Sendable {
  package struct Label: Sendable {
    package var text: String
    package var range: SourceRange

    package init(text: String, range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  package var type: String
  package var typeRange: SourceRange
  package var labels: [Label]
  package var body: Body
  package var openBraceRange: SourceRange
  package var closeBraceRange: SourceRange
  /// What stands for the header, when that is not the text from the type to the last label; in JSON the opening brace.
  package var definitionRange: SourceRange?
  /// The header in the override file that changed the block last.
  package var overriddenAt: SourceRange?

  package init(
    type: String, typeRange: SourceRange, labels: [Label], body: Body, openBraceRange: SourceRange,
    closeBraceRange: SourceRange
  ) {
    self.type = type
    self.typeRange = typeRange
    self.labels = labels
    self.body = body
    self.openBraceRange = openBraceRange
    self.closeBraceRange = closeBraceRange
  }

  /// The header, from the type to the last label: what a diagnostic about the whole block underlines.
  package var headerRange: SourceRange {
    definitionRange ?? labels.last.map { typeRange.union($0.range) } ?? typeRange
  }
  package var range: SourceRange { typeRange.union(closeBraceRange) }
}
