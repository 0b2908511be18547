import Model
import Parsing

extension Traversal {
  /// What the traversal refers to, from the most to the least particular: `aws_vpc.a.id`, `aws_vpc.a`.
  var referenceNames: [String] {
    let shortest = subjectLength
    var names: [String] = []
    var rest = self
    while rest.steps.count > shortest {
      names.append(rest.description)
      rest.steps.removeLast()
    }
    names.append(rest.description)
    // The subject may be an instance or an output: then what it belongs to follows.
    if root == "module", rest.steps.count > 1, rest.steps.last?.name != nil {
      rest.steps.removeLast()
      names.append(rest.description)
    } else if root != "module", rest.hasTrailingKey {
      rest.steps.removeLast()
      names.append(rest.description)
    } else if root == "module", rest.hasTrailingKey {
      rest.steps.removeLast()
      names.append(rest.description)
    }
    return names
  }

  private var hasTrailingKey: Bool { steps.last.map { $0.name == nil } ?? false }

  /// How many steps belong to the name of the thing referred to, its instance key included.
  private var subjectLength: Int {
    func withKey(_ count: Int) -> Int {
      steps.count > count && steps[count].name == nil ? count + 1 : count
    }
    let length: Int
    switch root {
    case "var", "local", "each", "count", "path", "terraform": length = 1
    case "self": length = 0
    case "module":
      let call = withKey(1)
      length = steps.count > call && steps[call].name != nil ? call + 1 : call
    case "data", "ephemeral": length = withKey(2)
    default: length = withKey(1)
    }
    return min(length, steps.count)
  }
}

extension Expression {
  /// As the JSON of a configuration states an expression: its value where it is constant, else what it refers to.
  var describingJSON: JSON {
    let names = references.flatMap(\.referenceNames)
    if !names.isEmpty { return .record([("references", .array(names.map(JSON.string)))]) }
    return .record([("constant_value", constantValue?.json)])
  }

  /// The value of an expression without names and calls, as far as it is plain from its form.
  var constantValue: Value? {
    switch kind {
    case .literal(let value): return value
    case .parentheses(let inner), .templateWrap(let inner): return inner.constantValue
    case .unary(.negate, let inner): return inner.constantValue?.numberValue.map { .number(-$0) }
    case .unary(.not, let inner): return inner.constantValue?.boolValue.map { .bool(!$0) }
    case .tuple(let items):
      var values: [Value] = []
      for item in items {
        guard let value = item.constantValue else { return nil }
        values.append(value)
      }
      return .tuple(values)
    case .object(let items):
      var values: [(String, Value)] = []
      for item in items {
        guard let key = item.key.constantText, let value = item.value.constantValue else { return nil }
        values.append((key, value))
      }
      return .object(values)
    case .template: return constantText.map(Value.string)
    case .conditional(let condition, let then, let otherwise):
      guard let bool = condition.constantValue?.boolValue else { return nil }
      return bool ? then.constantValue : otherwise.constantValue
    case .binary(let operation, let left, let right):
      guard let a = left.constantValue, let b = right.constantValue else { return nil }
      return Expression.constant(a, operation, b)
    default: return nil
    }
  }

  private static func constant(_ a: Value, _ operation: BinaryOperator, _ b: Value) -> Value? {
    switch operation {
    case .equal: return .bool(a == b)
    case .notEqual: return .bool(a != b)
    case .and: return a.boolValue.flatMap { x in b.boolValue.map { .bool(x && $0) } }
    case .or: return a.boolValue.flatMap { x in b.boolValue.map { .bool(x || $0) } }
    default: break
    }
    guard let x = a.numberValue, let y = b.numberValue else { return nil }
    switch operation {
    case .add: return .number(x + y)
    case .subtract: return .number(x - y)
    case .multiply: return .number(x * y)
    case .divide: return y == .integer(0) ? nil : .number(x / y)
    case .modulo: return y == .integer(0) ? nil : .number(x % y)
    case .less: return .bool(x < y)
    case .lessOrEqual: return .bool(x <= y)
    case .greater: return .bool(x > y)
    case .greaterOrEqual: return .bool(x >= y)
    case .equal, .notEqual, .and, .or: return nil
    }
  }

  private var constantText: String? {
    if case .template(let parts) = kind {
      var text = ""
      for part in parts {
        switch part {
        case .text(let piece, _): text += piece
        case .interpolation(let inner):
          guard let piece = inner.constantText else { return nil }
          text += piece
        case .conditional, .loop: return nil
        }
      }
      return text
    }
    switch constantValue {
    case .string(let text): return text
    case .number(let number): return number.description
    case .bool(let bool): return bool ? "true" : "false"
    default: return nil
    }
  }
}
