import Functions
package import Model
package import Parsing

/// Evaluates an expression. Failures are diagnostics, and unknown where a value cannot be had.
package func evaluate(
  _ expression: Expression, in scope: any EvaluationScope, bindings: [String: Value] = [:]
) -> (Value, [Diagnostic]) {
  var evaluation = Evaluation(scope: scope, bindings: bindings)
  let value = evaluation.value(expression)
  return (value, evaluation.diagnostics)
}

/// Evaluates an expression whose value must be of a type, or convertible to it.
package func evaluate(
  _ expression: Expression, as type: ValueType, in scope: any EvaluationScope, bindings: [String: Value] = [:]
) -> (Value, [Diagnostic]) {
  let (value, diagnostics) = evaluate(expression, in: scope, bindings: bindings)
  if diagnostics.hasErrors { return (.unknown(type.withoutOptional), diagnostics) }
  do {
    return (try value.converted(to: type), diagnostics)
  } catch {
    let problem = Diagnostic(
      code: "config.wrong-type", summary: "Incorrect value type",
      detail: "Invalid expression value: \(error.message).", subject: expression.range,
      expressionValues: expressionValues(expression, in: scope, bindings: bindings))
    return (.unknown(type.withoutOptional), diagnostics + [problem])
  }
}

/// One evaluation under way.
struct Evaluation {
  let scope: any EvaluationScope
  /// Names bound by `for`, by template loops and by the iterators of dynamic blocks.
  var bindings: [String: Value]
  var diagnostics: [Diagnostic] = []

  init(scope: any EvaluationScope, bindings: [String: Value] = [:]) {
    self.scope = scope
    self.bindings = bindings
  }

  mutating func value(_ expression: Expression) -> Value {
    switch expression.kind {
    case .literal(let value): return value
    case .template(let parts): return template(parts)
    case .templateWrap(let inner), .parentheses(let inner): return value(inner)
    case .variable, .attribute, .index: return traversed(expression)
    case .splat(let source, let each, _): return splat(source, each: each, whole: expression)
    case .splatItem: return bindings[Self.splatItemName] ?? .dynamicUnknown
    case .tuple(let items): return .tuple(items.map { value($0) })
    case .object(let items): return object(items)
    case .forTuple(let clause, let result): return forTuple(clause, result)
    case .forObject(let clause, let key, let result, let isGrouping):
      return forObject(clause, key: key, result, isGrouping: isGrouping)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then: then, else: otherwise, whole: expression)
    case .binary(let operation, let left, let right): return binary(operation, left, right, whole: expression)
    case .unary(let operation, let operand): return unary(operation, operand, whole: expression)
    case .call(let name, let nameRange, let arguments, let expandsLast):
      return call(name, nameRange, arguments, expandsLast: expandsLast, whole: expression)
    }
  }

  /// No name of the language can be this.
  static let splatItemName = "[*]"

  /// Reports a failure and gives the value to go on with. `about` is the expression whose names and values explain it.
  @discardableResult
  mutating func fail(
    _ code: String, _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil,
    about expression: Expression? = nil
  ) -> Value {
    diagnostics.append(
      Diagnostic(
        code: code, summary: summary, detail: detail, subject: subject, context: context,
        expressionValues: expression.map { expressionValues($0, in: scope, bindings: bindings) } ?? []))
    return .dynamicUnknown
  }

  // MARK: names

  private mutating func traversed(_ expression: Expression) -> Value {
    if let traversal = expression.traversal {
      if let bound = bindings[traversal.root] { return walk(bound, traversal.steps[...], expression) }
      switch scope.resolve(traversal) {
      case .failure(let error):
        diagnostics += error.diagnostics
        return .dynamicUnknown
      case .success(let found):
        return walk(found.value, traversal.steps.dropFirst(found.consumedSteps), expression)
      }
    }
    switch expression.kind {
    case .attribute(let source, let name, let nameRange):
      let base = value(source)
      return attribute(name, of: base, at: source.range.union(nameRange), about: source)
    case .index(let source, let key, _):
      let base = value(source)
      return index(base, value(key), at: expression.range, keyRange: key.range, about: expression)
    default: return .dynamicUnknown
    }
  }

  private mutating func walk(_ base: Value, _ steps: ArraySlice<Traversal.Step>, _ expression: Expression) -> Value {
    var current = base
    for step in steps {
      let count = diagnostics.count
      switch step {
      case .attribute(let name, let range): current = attribute(name, of: current, at: range, about: expression)
      case .index(let key, let range):
        current = index(current, key, at: range, keyRange: range, about: expression)
      }
      if diagnostics.count > count { return .dynamicUnknown }
    }
    return current
  }

  // MARK: templates

  private mutating func template(_ parts: [TemplatePart]) -> Value {
    var text = TemplateText()
    append(parts, to: &text)
    return text.value
  }

  private mutating func append(_ parts: [TemplatePart], to text: inout TemplateText) {
    for part in parts {
      switch part {
      case .text(let literal, _): text.append(literal)
      case .interpolation(let expression): append(expression, to: &text)
      case .conditional(let condition, let then, let otherwise, let range):
        append(condition, then: then, else: otherwise, range, to: &text)
      case .loop(let keyName, let valueName, let collection, let body, _):
        append(keyName, valueName, collection, body, to: &text)
      }
    }
  }

  private mutating func append(_ expression: Expression, to text: inout TemplateText) {
    let result = value(expression)
    if result.isNull {
      fail(
        "config.null-in-template", "Invalid template interpolation value",
        "The expression result is null. Cannot include a null value in a string template.", expression.range,
        about: expression)
      text.appendUnknown()
      return
    }
    do {
      text.append(try result.converted(to: .string))
    } catch {
      fail(
        "config.wrong-type", "Invalid template interpolation value",
        "Cannot include the given value in a string template: \(error.message).", expression.range, about: expression)
      text.appendUnknown()
    }
  }

  private mutating func append(
    _ condition: Expression, then: [TemplatePart], else otherwise: [TemplatePart], _ range: SourceRange,
    to text: inout TemplateText
  ) {
    let (result, marks) = value(condition).unmarked
    text.add(marks)
    if result.isNull {
      fail(
        "config.null-condition", "Null condition",
        "The condition value is null. Conditions must either be true or false.", condition.range, about: condition)
      return text.appendUnknown()
    }
    guard let bool = try? result.converted(to: .bool) else {
      fail(
        "config.wrong-type", "Incorrect condition type", "The condition expression must be of type bool.",
        condition.range, about: condition)
      return text.appendUnknown()
    }
    guard let truth = bool.boolValue else {
      var branches = TemplateText()
      append(then, to: &branches)
      append(otherwise, to: &branches)
      text.add(branches.marks)
      return text.appendUnknown()
    }
    append(truth ? then : otherwise, to: &text)
  }

  private mutating func append(
    _ keyName: String?, _ valueName: String, _ collection: Expression, _ body: [TemplatePart],
    to text: inout TemplateText
  ) {
    let (result, marks) = value(collection).unmarked
    text.add(marks)
    guard let items = items(of: result, collection) else { return text.appendUnknown() }
    let saved = bindings
    for (key, item) in items {
      if let keyName { bindings[keyName] = key }
      bindings[valueName] = item
      append(body, to: &text)
    }
    bindings = saved
  }

  // MARK: objects

  private mutating func object(_ items: [ObjectItem]) -> Value {
    var pairs: [String: Value] = [:]
    var marks: Marks = []
    var isKnown = true
    for item in items {
      let item = (key: item.key, isBareName: item.keyIsBareName, value: item.value)
      if !item.isBareName, let traversal = item.key.traversal, !traversal.steps.isEmpty {
        fail(
          "config.ambiguous-key", "Ambiguous attribute key",
          "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name "
            + "containing periods, wrap it in quotes to create a string literal.", item.key.range)
        isKnown = false
        continue
      }
      let (key, keyMarks) = value(item.key).unmarked
      marks.formUnion(keyMarks)
      let element = value(item.value)
      if key.isNull {
        fail("config.null-key", "Null value as key", "Can't use a null value as a key.", item.key.range, about: item.key)
        isKnown = false
        continue
      }
      do {
        let text = try key.converted(to: .string)
        if let name = text.stringValue { pairs[name] = element } else { isKnown = false }
      } catch {
        fail(
          "config.wrong-type", "Incorrect key type", "Can't use this value as a key: \(error.message).", item.key.range,
          about: item.key)
        isKnown = false
      }
    }
    return (isKnown ? Value.object(KeyedValues(pairs)) : .dynamicUnknown).marked(with: marks)
  }
}

/// Text put together piece by piece. Once a piece is unknown, only what came before is known: the result's prefix.
private struct TemplateText {
  private var text = ""
  private var isKnown = true
  private(set) var marks: Marks = []

  mutating func add(_ more: Marks) { marks.formUnion(more) }

  mutating func append(_ literal: String) {
    if isKnown { text += literal }
  }

  mutating func append(_ value: Value) {
    let (piece, pieceMarks) = value.unmarked
    marks.formUnion(pieceMarks)
    switch piece {
    case .string(let string): append(string)
    case .unknown(_, let refinement):
      append(refinement.prefix)
      isKnown = false
    default: isKnown = false
    }
  }

  mutating func appendUnknown() { isKnown = false }

  var value: Value {
    if isKnown { return Value.string(text.normalizedNFC).marked(with: marks) }
    // The last character may yet combine with what follows it.
    var prefix = text
    if !prefix.isEmpty { prefix.removeLast() }
    if let last = text.last, last.isASCII, !text.isEmpty { prefix = String(text) }
    return Value.unknown(.string, Refinement(isNotNull: true, prefix: prefix)).marked(with: marks)
  }
}
