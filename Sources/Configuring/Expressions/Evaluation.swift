import Functions
package import Model
package import Parsing

/// Computes expressions in one scope. It never fails: what goes wrong becomes a diagnostic and an unknown value.
package struct Evaluation {
  let scope: any EvaluationScope
  /// Values of names bound inside the expression: by `for`, by templates' loops, by `dynamic` blocks.
  var bindings: [String: Value]
  /// What a splat's `each` stands upon.
  var splatItem: Value?
  package internal(set) var diagnostics: [Diagnostic] = []
  /// References met so far, so that each is resolved once.
  private var resolved: [Traversal: ResolvedReference] = [:]
  /// Inside `try` and `can`, where nobody sees the values that explain a failure.
  var isTrial = false

  package init(scope: some EvaluationScope, bindings: [String: Value] = [:]) {
    self.scope = scope
    self.bindings = bindings
  }

  /// The value of a whole expression. A reference to what does not exist is reported alone, since all that follows
  /// from it would be noise.
  package mutating func evaluate(_ expression: Expression) -> Value {
    if case .literal(let value) = expression.kind { return value }
    if case .attribute = expression.kind, bindings.isEmpty, let traversal = expression.traversal {
      return chain(expression, as: traversal)
    }
    var problems: [Diagnostic] = []
    for reference in expression.references where bindings[reference.root] == nil && resolved[reference] == nil {
      switch scope.resolve(reference) {
      case .success(let found): resolved[reference] = found
      case .failure(let error): problems += error.diagnostics
      }
    }
    diagnostics += problems
    return problems.hasErrors ? .dynamicUnknown : value(of: expression)
  }

  package mutating func evaluate(_ expression: Expression, as type: ValueType) -> Value {
    let before = diagnostics.count
    let value = evaluate(expression)
    if diagnostics[before...].hasErrors { return .unknown(type.withoutOptional) }
    do throws(ConversionError) {
      return try value.converted(to: type)
    } catch {
      report(
        "expression.wrong-type", "Incorrect value type",
        "Invalid expression value: "
          + "\(error.message).", expression.range,
        about: expression)
      return .unknown(type.withoutOptional)
    }
  }

  /// The value, and what is reported about it alone.
  mutating func separately(_ expression: Expression) -> (value: Value, diagnostics: [Diagnostic]) {
    let saved = diagnostics
    diagnostics = []
    let value = value(of: expression)
    let own = diagnostics
    diagnostics = saved
    return (value, own)
  }

  /// Evaluates with more names bound.
  mutating func binding<Result>(_ names: [(String, Value)], _ body: (inout Evaluation) -> Result) -> Result {
    let saved = bindings
    for (name, value) in names { bindings[name] = value }
    defer { bindings = saved }
    return body(&self)
  }

  mutating func value(of expression: Expression) -> Value {
    switch expression.kind {
    case .literal(let value): return value
    case .parentheses(let inner), .templateWrap(let inner): return value(of: inner)
    case .variable, .attribute: return chain(expression)
    case .index(let source, let key, _):
      return key.constantKey == nil ? element(of: source, at: key, in: expression) : chain(expression)
    case .splatItem: return splatItem ?? .dynamicUnknown
    case .splat(let source, let each, _): return splat(source, each: each, expression)
    case .tuple(let items): return .tuple(items.map { value(of: $0) })
    case .object(let items): return object(items)
    case .forTuple(let clause, let item): return forTuple(clause, value: item, in: expression)
    case .forObject(let clause, let key, let item, let isGrouping):
      return forObject(clause, key: key, value: item, isGrouping: isGrouping, in: expression)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then: then, else: otherwise, in: expression)
    case .binary(let operation, let left, let right): return binary(operation, left, right, in: expression)
    case .unary(let operation, let operand): return unary(operation, operand, in: expression)
    case .call(let name, let nameRange, let arguments, let expandsLast):
      return call(name, nameRange, arguments, expandsLast: expandsLast, in: expression)
    case .template(let parts): return template(parts, in: expression)
    }
  }

  // MARK: traversals

  /// A row of attributes and constant keys upon a name, or upon any other expression.
  /// `traversal` is the expression's, when it is known already and met here alone.
  private mutating func chain(_ expression: Expression, as traversal: Traversal? = nil) -> Value {
    var steps: [Expression] = []
    var base = expression
    while true {
      if case .attribute(let source, _, _) = base.kind {
        steps.append(base)
        base = source
      } else if case .index(let source, let key, _) = base.kind, key.constantKey != nil {
        steps.append(base)
        base = source
      } else {
        break
      }
    }
    var current: Value
    if case .variable(let name) = base.kind {
      if let bound = bindings[name] {
        current = bound
      } else {
        guard let found = traversal.map({ resolve(alone: $0) }) ?? expression.traversal.flatMap({ resolve($0) }) else {
          return .dynamicUnknown
        }
        current = found.value
        steps.removeLast(min(found.consumedSteps, steps.count))
      }
    } else {
      current = value(of: base)
    }
    for step in steps.reversed() {
      do throws(AccessProblem) {
        switch step.kind {
        case .attribute(_, let name, _): current = try current.attribute(named: name)
        case .index(_, let key, _): current = try current.element(at: key.constantKey ?? .null(.dynamic))
        default: break
        }
      } catch {
        // Of what a resource will be only the schema tells so far: there is no value to show.
        var isOfSchema = false
        if !current.isKnown, case .success((.resource, _))? = expression.traversal?.target { isOfSchema = true }
        report(
          error.code, error.summary, error.detail, step.lastStepRange,
          about: isOfSchema ? Expression(.literal(current), range: expression.range) : expression)
        return .dynamicUnknown
      }
    }
    return current
  }

  private mutating func resolve(_ traversal: Traversal) -> ResolvedReference? {
    if let found = resolved[traversal] { return found }
    let found = resolve(alone: traversal)
    if let found { resolved[traversal] = found }
    return found
  }

  private mutating func resolve(alone traversal: Traversal) -> ResolvedReference? {
    switch scope.resolve(traversal) {
    case .success(let found): return found
    case .failure(let error):
      diagnostics += error.diagnostics
      return nil
    }
  }

  /// The value that a way leads to, without a report; nil when it leads nowhere.
  func value(at traversal: Traversal) -> Value? {
    var current: Value
    var consumed = 0
    if let bound = bindings[traversal.root] {
      current = bound
    } else if case .success(let found) = resolved[traversal].map(Result.success) ?? scope.resolve(traversal) {
      current = found.value
      consumed = found.consumedSteps
    } else {
      return nil
    }
    for step in traversal.steps.dropFirst(consumed) {
      let next: Value? =
        switch step {
        case .attribute(let name, _): try? current.attribute(named: name)
        case .index(let key, _): try? current.element(at: key)
        }
      guard let next else { return nil }
      current = next
    }
    return current
  }

  private mutating func element(of source: Expression, at key: Expression, in expression: Expression) -> Value {
    let before = diagnostics.count
    let collection = value(of: source)
    // A constant key that is wrong is a step of a way that has ended before.
    if case .literal(.null) = key.kind, source.isStep, diagnostics[before...].hasErrors { return .dynamicUnknown }
    let key = value(of: key)
    do throws(AccessProblem) {
      return try collection.element(at: key)
    } catch {
      report(error.code, error.summary, error.detail, expression.lastStepRange, about: expression)
      return .dynamicUnknown
    }
  }

  // MARK: objects

  private mutating func object(_ items: [ObjectItem]) -> Value {
    var pairs: [(String, Value)] = []
    var marks: Marks = []
    var isKnown = true
    for item in items {
      if !item.keyIsBareName, let traversal = item.key.traversal, !traversal.steps.isEmpty {
        report(
          "expression.ambiguous-key", "Ambiguous attribute key",
          "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a "
            + "literal name containing periods, wrap it in quotes to create a string literal.", item.key.range)
        _ = value(of: item.value)
        isKnown = false
        continue
      }
      let before = diagnostics.count
      let key = value(of: item.key)
      let keyFailed = diagnostics[before...].hasErrors
      let value = value(of: item.value)
      guard !keyFailed else {
        isKnown = false
        continue
      }
      if key.isNull {
        report(
          "expression.null-key", "Null value as key", "Can't use a null value as a key.", item.value.range,
          about: item.key)
        isKnown = false
        continue
      }
      marks.formUnion(key.marks)
      do throws(ConversionError) {
        let name = try key.withoutMarks.converted(to: .string)
        if let text = name.stringValue { pairs.append((text, value)) } else { isKnown = false }
      } catch {
        report(
          "expression.invalid-key", "Incorrect key type", "Can't use this value as a key: \(error.message).",
          item.key.range, about: item.key)
        isKnown = false
      }
    }
    return (isKnown ? Value.object(pairs) : .dynamicUnknown).marked(with: marks)
  }

  // MARK: reporting

  /// `about` is the expression whose references explain the failure by their values.
  mutating func report(
    _ code: String, _ summary: String, _ detail: String, _ subject: SourceRange, context: SourceRange? = nil,
    about expression: Expression? = nil, callee: (any LanguageFunction)? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code: code, summary: summary, detail: detail, subject: subject, context: context,
        expressionValues: expression.map { explain($0) } ?? [], functionCall: callee.map(Diagnostic.FunctionCall.init)))
  }
}

extension Expression {
  /// Whether it is itself a step of a way.
  fileprivate var isStep: Bool {
    switch kind {
    case .attribute: true
    case .index(_, let key, _): key.constantKey != nil
    default: false
    }
  }

  /// Of the last step only: `.name` or `[key]`.
  var lastStepRange: SourceRange {
    switch kind {
    case .attribute(let source, _, _), .index(let source, _, _):
      SourceRange(file: range.file, start: source.range.end, end: range.end)
    default: range
    }
  }
}

extension Diagnostic.FunctionCall {
  fileprivate init(_ function: any LanguageFunction) {
    self.init(
      name: function.name,
      parameters: function.parameters.map(\.name) + (function.variadic.map { [$0.name + "..."] } ?? []))
  }
}
