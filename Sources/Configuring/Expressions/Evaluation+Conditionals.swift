import Model
import Parsing

extension Evaluation {
  mutating func conditional(
    _ condition: Expression, then: Expression, else otherwise: Expression, in expression: Expression
  ) -> Value {
    // Both results are needed for the common type; only what is wrong with the one that is chosen is reported.
    let (thenValue, thenProblems) = separately(then)
    let (elseValue, elseProblems) = separately(otherwise)
    guard let type = commonType(thenValue, elseValue) else {
      report(
        "expression.inconsistent-types", "Inconsistent conditional result types",
        "The true and false result expressions must have consistent types. "
          + "\(describeMismatch(thenValue.type, elseValue.type)).",
        then.range.union(otherwise.range), context: expression.range, about: expression)
      return .dynamicUnknown
    }

    let given = value(of: condition)
    // That one result and not the other has come out tells something of all three.
    let marks = given.marks.union(thenValue.marks).union(elseValue.marks)
    if given.isNull {
      report(
        "expression.null-condition", "Null condition",
        "The condition value is null. Conditions must either be true or false.", condition.range,
        context: expression.range, about: condition)
      return .unknown(type)
    }
    guard given.isKnown else {
      return undecided(thenValue, elseValue, type).marked(with: marks)
    }
    guard let truth = try? given.converted(to: .bool), let chooses = truth.boolValue else {
      report(
        "expression.invalid-condition", "Incorrect condition type", "The condition expression must be of type bool.",
        condition.range, context: expression.range, about: condition)
      return .unknown(type)
    }
    diagnostics += chooses ? thenProblems : elseProblems
    let chosen = chooses ? thenValue : elseValue
    if type == .dynamic { return chosen.marked(with: marks) }
    do throws(ConversionError) {
      return try chosen.converted(to: type).marked(with: marks)
    } catch {
      let part = chooses ? then : otherwise
      report(
        "expression.inconsistent-types", "Inconsistent conditional result types",
        "The \(chooses) result value has the wrong type: \(error.message).", part.range, context: expression.range,
        about: part)
      return Value.unknown(type).marked(with: marks)
    }
  }

  /// The type that both results are converted to; `dynamic` where none has to be. Nil when there is none.
  private func commonType(_ a: Value, _ b: Value) -> ValueType? {
    if case .null(.dynamic) = a { return b.type }
    if case .null(.dynamic) = b { return a.type }
    let types = [a.type, b.type]
    if types.contains(.dynamic) { return .dynamic }
    return unify(types, unsafe: true)
  }

  /// What is known of a result when it is not known which of the two it will be.
  private func undecided(_ a: Value, _ b: Value, _ type: ValueType) -> Value {
    let a = a.withoutMarks
    let b = b.withoutMarks
    if a.isNull, b.isNull { return .null(type) }
    if case .number(let x) = a, case .number(let y) = b {
      return .unknown(
        .number,
        refined: Refinement(
          isNotNull: true, lowerBound: .init(value: min(x, y), isInclusive: true),
          upperBound: .init(value: max(x, y), isInclusive: true)))
    }
    if a.type == b.type, a.type.isCollection, let x = a.knownLength, let y = b.knownLength {
      return .unknown(
        type, refined: Refinement(isNotNull: true, minimumLength: min(x, y), maximumLength: max(x, y)))
    }
    let isNotNull = type != .dynamic && a.isDefinitelyNotNull && b.isDefinitelyNotNull
    return .unknown(type, Refinement(isNotNull: isNotNull))
  }

  /// Why two types have nothing in common, with the innermost difference named.
  private func describeMismatch(_ then: ValueType, _ otherwise: ValueType) -> String {
    switch (then, otherwise) {
    case (.object(let a), .object(let b)):
      for (name, type) in a.attributes {
        guard let other = b[name] else {
          return "The 'true' value includes object attribute \(quotedText(name)), which is absent in the 'false' value"
        }
        if type != other {
          return "Type mismatch for object attribute \(quotedText(name)): \(describeMismatch(type, other))"
        }
      }
      for name in b.names where a.index(of: name) == nil {
        return "The 'false' value includes object attribute \(quotedText(name)), which is absent in the 'true' value"
      }
    case (.tuple(let a), .tuple(let b)):
      if a.count != b.count {
        return "The 'true' tuple has length \(a.count), but the 'false' tuple has length \(b.count)"
      }
      for (index, (type, other)) in zip(a, b).enumerated() where type != other {
        return "Type mismatch for tuple element \(index): \(describeMismatch(type, other))"
      }
    case (.list(let a), .list(let b)) where a.isStructuralLike(b):
      return "Mismatched list element types: \(describeMismatch(a, b))"
    case (.set(let a), .set(let b)) where a.isStructuralLike(b):
      return "Mismatched set element types: \(describeMismatch(a, b))"
    case (.map(let a), .map(let b)) where a.isStructuralLike(b):
      return "Mismatched map element types: \(describeMismatch(a, b))"
    default: break
    }
    if then.friendlyName == otherwise.friendlyName {
      return "At least one deeply-nested attribute or element is not compatible across both the 'true' and the "
        + "'false' value"
    }
    return "The 'true' value is \(then.friendlyName), but the 'false' value is \(otherwise.friendlyName)"
  }
}

extension ValueType {
  fileprivate func isStructuralLike(_ other: ValueType) -> Bool {
    switch (self, other) {
    case (.object, .object), (.tuple, .tuple): true
    default: false
    }
  }
}

extension Value {
  /// Of a collection of which the number of elements is certain.
  fileprivate var knownLength: Int? {
    switch self {
    case .list(_, let elements): elements.count
    case .set(_, let elements): elements.allSatisfy(\.isWhollyKnown) ? elements.count : nil
    case .map(_, let elements): elements.count
    default: nil
    }
  }
}
