/// A small letter to the user about their text or estate: what is wrong, where, why, and the way out.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error, warning
  }

  /// A value that an expression had when it went wrong, e.g. `var.name` *is "web"*.
  package struct ExpressionValue: Hashable, Sendable {
    package var traversal: String
    package var statement: String

    package init(traversal: String, statement: String) {
      self.traversal = traversal
      self.statement = statement
    }
  }

  /// The function whose call went wrong.
  package struct FunctionCall: Hashable, Sendable {
    package var name: String
    /// Of its signature; the last one ends in `...` when it takes any number of arguments.
    package var parameters: [String]

    package init(name: String, parameters: [String]) {
      self.name = name
      self.parameters = parameters
    }
  }

  package var severity: Severity
  /// Stable and dotted, e.g. `config.unknown-reference`; for tools and documentation.
  package var code: String
  /// Short and constant: no name or value of the user's in it.
  package var summary: String
  /// Full sentences: what is wrong, why, how to mend it.
  package var detail: String
  /// What to underline.
  package var subject: SourceRange?
  /// What to show around it, when that is wider than the subject's own lines.
  package var context: SourceRange?
  /// The resource instance (or module, or provider) concerned.
  package var address: String?
  /// The attribute concerned, in a provider's answer, before it is known where that stands in the text.
  package var attributePath: ValuePath?
  /// The object of which a condition does not hold: `var.size`, `output.id`, `aws_vpc.main[0]`, `check.health`.
  package var checkedObject: String?
  package var expressionValues: [ExpressionValue]
  package var functionCall: FunctionCall?

  package init(
    _ severity: Severity = .error, code: String, summary: String, detail: String = "", subject: SourceRange? = nil,
    context: SourceRange? = nil, address: String? = nil, attributePath: ValuePath? = nil,
    checkedObject: String? = nil, expressionValues: [ExpressionValue] = [], functionCall: FunctionCall? = nil
  ) {
    self.severity = severity
    self.code = code
    self.summary = summary
    self.detail = detail
    self.subject = subject
    self.context = context
    self.address = address
    self.attributePath = attributePath
    self.checkedObject = checkedObject
    self.expressionValues = expressionValues
    self.functionCall = functionCall
  }

  package var isError: Bool { severity == .error }
}

extension Sequence where Element == Diagnostic {
  package var hasErrors: Bool { contains { $0.isError } }
}

/// What a stage throws when the user's text or estate is wrong and there is nothing to go on with.
package struct DiagnosticsError: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
  package init(_ diagnostic: Diagnostic) { self.diagnostics = [diagnostic] }
}
