import Model
import Parsing

extension Evaluation {
  /// Longer prefixes of what is not known yet are not worth their keep.
  private static let maximumPrefixBytes = 128

  mutating func template(_ parts: [TemplatePart], in expression: Expression) -> Value {
    let before = diagnostics.count
    var text = ""
    var marks: Marks = []
    var isKnown = true
    // The same with symbols in it; nil once something has none.
    var symbol: String? = ""
    for part in parts {
      let range: SourceRange
      let value: Value
      switch part {
      case .text(let literal, _):
        if isKnown, !diagnostics[before...].hasErrors { text += literal }
        symbol?.append(literal)
        continue
      case .interpolation(let inner):
        range = inner.range
        value = self.value(of: inner)
      case .conditional(let condition, let then, let otherwise, let whole):
        range = whole
        value = conditional(
          condition, then: Expression(.template(then), range: whole),
          else: Expression(.template(otherwise), range: whole),
          in: Expression(.template([part]), range: whole))
      case .loop(let keyName, let valueName, let collection, let body, _, let whole):
        range = whole
        value = loop(
          ForClause(keyName: keyName, valueName: valueName, collection: collection, condition: nil), body, whole)
      }
      let (plain, own) = value.unmarked
      marks.formUnion(own)
      if plain.isNull {
        report(
          "expression.invalid-interpolation", "Invalid template interpolation value",
          "The expression result is null. Cannot include a null value in a string template.", range,
          context: expression.range, about: part.interpolated)
        continue
      }
      guard plain.isKnown else {
        isKnown = false
        if let own = plain.symbolText { symbol?.append(own) } else { symbol = nil }
        continue
      }
      do throws(ConversionError) {
        let string = try plain.converted(to: .string)
        guard let string = string.stringValue else { continue }
        if isKnown, !diagnostics[before...].hasErrors { text += string }
        symbol?.append(string)
      } catch {
        report(
          "expression.invalid-interpolation", "Invalid template interpolation value",
          "Cannot include the given value in a string template: \(error.message).", range, context: expression.range,
          about: part.interpolated)
      }
    }
    if isKnown { return Value.string(text.normalizedNFC).marked(with: marks) }
    let isSound = !diagnostics[before...].hasErrors
    return Value.unknown(
      .string,
      Refinement(isNotNull: true, prefix: isSound ? Self.safePrefix(text) : "", symbol: isSound ? symbol : nil)
    ).marked(with: marks)
  }

  private mutating func loop(_ clause: ForClause, _ body: [TemplatePart], _ whole: SourceRange) -> Value {
    let expression = Expression(.template(body), range: whole)
    let items = forTuple(clause, value: expression, in: expression)
    let tuple = items.withoutMarks
    var marks = items.marks
    guard let elements = tuple.elements else { return Value.unknown(.string).marked(with: marks) }
    var text = ""
    for element in elements {
      marks.formUnion(element.marks)
      guard let string = element.stringValue else { return Value.unknown(.string).marked(with: marks) }
      text += string
    }
    return Value.string(text.normalizedNFC).marked(with: marks)
  }

  /// What of a beginning stays as it is whatever follows: its last character may still combine with the next one.
  static func safePrefix(_ text: String) -> String {
    var prefix = text.normalizedNFC
    if prefix.utf8.count > maximumPrefixBytes {
      prefix = String(decoding: prefix.utf8.prefix(maximumPrefixBytes), as: UTF8.self)
      while prefix.last == "\u{FFFD}" { prefix.removeLast() }
    }
    guard let last = prefix.last else { return "" }
    if !"-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'".contains(last) { prefix.removeLast() }
    return prefix
  }
}

extension TemplatePart {
  fileprivate var interpolated: Expression? {
    if case .interpolation(let expression) = self { return expression }
    return nil
  }
}
