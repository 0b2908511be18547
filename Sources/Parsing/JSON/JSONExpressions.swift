package import Model

/// How a value in JSON is read as an expression: that depends on where it stands.
package enum JSONReading: Sendable {
  /// Texts are templates: `"${var.a}"`.
  case template
  /// Texts are taken as they are.
  case literal
  /// Texts are names, types and calls in the native syntax: `"aws_vpc.main"`, `"list(string)"`.
  case names
  /// As in `required_providers`: plain texts, but names in `configuration_aliases`.
  case requirement
}

extension JSONNode {
  /// The value as an expression, and what is wrong with it as such.
  package func expression(_ reading: JSONReading) -> (expression: Expression, problems: [Diagnostic]) {
    switch reading {
    case .template: (template, templateProblems)
    case .literal: (literal, [])
    case .names: (names, [])
    case .requirement: (requirement, [])
    }
  }

  private var literal: Expression {
    if case .string(let text) = kind { return Expression(.literal(.string(text)), range: range) }
    return mapped {
      $0.literal
    } key: {
      Expression(.literal(.string($0)), range: $1)
    }
  }

  private var names: Expression {
    if case .string(let text) = kind { return nativeExpression(text, range) }
    return mapped {
      $0.names
    } key: {
      nativeExpression($0, $1)
    }
  }

  private var requirement: Expression {
    guard case .object(let properties, _, _) = kind else { return literal }
    let items = properties.map { property in
      ObjectItem(
        key: Expression(.literal(.string(property.name)), range: property.nameRange), keyIsBareName: false,
        value: property.name == "configuration_aliases" ? property.value.names : property.value.literal)
    }
    return Expression(.object(items), range: range)
  }

  /// All but a text, with its parts made expressions in the same way.
  private func mapped(_ each: (JSONNode) -> Expression, key: (String, SourceRange) -> Expression) -> Expression {
    switch kind {
    case .array(let elements, _): Expression(.tuple(elements.map(each)), range: range)
    case .object(let properties, _, _):
      Expression(
        .object(
          properties.map {
            ObjectItem(key: key($0.name, $0.nameRange), keyIsBareName: false, value: each($0.value))
          }), range: range)
    default: template
    }
  }
}

/// A text that names something. What is no expression at all stays a text, and is refused where a name is asked for.
private func nativeExpression(_ text: String, _ range: SourceRange) -> Expression {
  let (found, problems) = parseExpression(Array(text.utf8), name: range.file, start: range.start)
  if var found, !problems.hasErrors {
    found.range = range
    return found
  }
  return Expression(.literal(.string(text)), range: range)
}

/// The value as an expression whose texts and keys are templates.
func templateExpression(of kind: JSONNode.Kind, range: SourceRange) -> (Expression, [Diagnostic]) {
  func literal(_ value: Value) -> (Expression, [Diagnostic]) { (Expression(.literal(value), range: range), []) }
  switch kind {
  case .null: return literal(.null(.dynamic))
  case .bool(let bool): return literal(.bool(bool))
  case .number(let number): return literal(.number(number))
  case .string(let text): return template(text, range)
  case .invalid: return literal(.dynamicUnknown)
  case .array(let elements, _):
    return (Expression(.tuple(elements.map(\.template)), range: range), elements.flatMap(\.templateProblems))
  case .object(let properties, _, _): return objectTemplate(properties, range)
  }
}

private func objectTemplate(_ properties: [JSONProperty], _ range: SourceRange) -> (Expression, [Diagnostic]) {
  var problems: [Diagnostic] = []
  var seen: [String: SourceRange] = [:]
  let items = properties.map { property in
    let (key, keyProblems) = template(property.name, property.nameRange)
    problems += keyProblems
    if case .literal(.string(let name)) = key.kind {
      if let previous = seen[name] {
        problems.append(
          Diagnostic(
            code: "config.duplicate", summary: "Duplicate object attribute",
            detail: "An attribute named \(quoted(name)) was already defined at \(previous.place).",
            subject: property.nameRange))
      }
      seen[name] = property.nameRange
    }
    problems += property.value.templateProblems
    return ObjectItem(key: key, keyIsBareName: false, value: property.value.template)
  }
  return (Expression(.object(items), range: range), problems)
}

/// The text between the quotes is a template. Places in it are those of the text without escapes, as Terraform tells them.
private func template(_ text: String, _ range: SourceRange) -> (Expression, [Diagnostic]) {
  guard text.utf8.contains(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "%") }) else {
    return (Expression(.literal(.string(text)), range: range), [])
  }
  let start = SourcePosition(line: range.start.line, column: range.start.column + 1, byte: range.start.byte + 1)
  var (found, problems) = parseTemplate(Array(text.utf8), name: range.file, start: start)
  found?.range = range
  return (found ?? Expression(.literal(.dynamicUnknown), range: range), problems)
}
