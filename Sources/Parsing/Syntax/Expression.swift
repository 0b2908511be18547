package import Model

/// An expression of the language, as written: nothing is looked up or computed.
package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    /// A number, `true`, `false`, `null`, or a quoted string or heredoc without any sequence in it.
    case literal(Value)
    /// Text with sequences in it.
    case template([TemplatePart])
    /// A template that is one interpolation and nothing else, `"${x}"`: its value is not made a string.
    case templateWrap(Expression)
    /// The root name of a traversal: `aws_vpc` in `aws_vpc.main.id`, `each` in `each.key`.
    case variable(String)
    /// `source.name`; also the legacy `source.0`, which is an `index` by a literal number with `isLegacy`.
    case attribute(Expression, name: String, nameRange: SourceRange)
    case index(Expression, key: Expression, isLegacy: Bool)
    /// `source[*].each` or `source.*.each`: `each` is built upon `splatItem`.
    case splat(Expression, each: Expression, isLegacy: Bool)
    /// The item that a splat's `each` stands on.
    case splatItem
    case tuple([Expression])
    case object([ObjectItem])
    case forTuple(ForClause, value: Expression)
    /// `isGrouping` for `=> value...`.
    case forObject(ForClause, key: Expression, value: Expression, isGrouping: Bool)
    case conditional(Expression, then: Expression, else: Expression)
    case binary(BinaryOperator, Expression, Expression)
    case unary(UnaryOperator, Expression)
    /// `name` has its namespaces in it: `provider::aws::arn_parse`. `expandsLast` for `f(list...)`.
    case call(name: String, nameRange: SourceRange, arguments: [Expression], expandsLast: Bool)
    case parentheses(Expression)
  }

  package let kind: Kind
  package var range: SourceRange
  /// How many expressions stand inside one another, at most. The parser keeps it below a limit, so that whoever walks
  /// through an expression may do so recursively.
  package let height: Int
  /// Of an argument in JSON whose texts are templates: the value as it stands there.
  package var json: JSONOrigin?

  /// Whether this stands for something that could not be read.
  package var isUnread: Bool {
    if case .literal(.unknown) = kind { return true }
    return false
  }

  package init(_ kind: Kind, range: SourceRange) {
    self.kind = kind
    self.range = range
    height = 1 + kind.innerHeight
  }
}

extension Expression.Kind {
  fileprivate var innerHeight: Int {
    func highest(_ expressions: Expression?...) -> Int { expressions.reduce(0) { max($0, $1?.height ?? 0) } }
    return switch self {
    case .literal, .variable, .splatItem: 0
    case .template(let parts): parts.height
    case .templateWrap(let inner), .attribute(let inner, _, _), .unary(_, let inner), .parentheses(let inner):
      inner.height
    case .index(let left, let right, _), .splat(let left, let right, _), .binary(_, let left, let right):
      max(left.height, right.height)
    case .tuple(let items), .call(_, _, let items, _): items.reduce(0) { max($0, $1.height) }
    case .object(let items): items.reduce(0) { max($0, $1.key.height, $1.value.height) }
    case .forTuple(let clause, let value): highest(clause.collection, clause.condition, value)
    case .forObject(let clause, let key, let value, _): highest(clause.collection, clause.condition, key, value)
    case .conditional(let condition, let then, let otherwise): highest(condition, then, otherwise)
    }
  }
}

extension [TemplatePart] {
  fileprivate var height: Int {
    reduce(0) { height, part in
      switch part {
      case .text: height
      case .interpolation(let expression): Swift.max(height, expression.height)
      case .conditional(let condition, let then, let otherwise, _):
        Swift.max(height, condition.height, 1 + Swift.max(then.height, otherwise.height))
      case .loop(_, _, let collection, let body, _, _): Swift.max(height, collection.height, 1 + body.height)
      }
    }
  }
}

package struct ObjectItem: Sendable {
  /// A bare name as key is a literal string with `keyIsBareName`; in parentheses it is any expression.
  package var key: Expression
  package var keyIsBareName: Bool
  package var value: Expression

  package init(key: Expression, keyIsBareName: Bool, value: Expression) {
    self.key = key
    self.keyIsBareName = keyIsBareName
    self.value = value
  }
}

/// `for key, value in collection ... if condition`
package struct ForClause: Sendable {
  package var keyName: String?
  package var valueName: String
  package var collection: Expression
  package var condition: Expression?

  package init(keyName: String?, valueName: String, collection: Expression, condition: Expression?) {
    self.keyName = keyName
    self.valueName = valueName
    self.collection = collection
    self.condition = condition
  }
}

/// A piece of a template, after strip markers and heredoc indentation have been applied to the literal text.
package indirect enum TemplatePart: Sendable {
  case text(String, SourceRange)
  case interpolation(Expression)
  /// `%{ if condition }…%{ else }…%{ endif }`
  case conditional(Expression, then: [TemplatePart], else: [TemplatePart], SourceRange)
  /// `%{ for key, value in collection }…%{ endfor }`; `opening` is the range of the first sequence.
  case loop(
    keyName: String?, valueName: String, collection: Expression, body: [TemplatePart], opening: SourceRange, SourceRange
  )
}

package enum BinaryOperator: String, Sendable {
  case or = "||"
  case and = "&&"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
}

package enum UnaryOperator: String, Sendable {
  case negate = "-"
  case not = "!"
}
