package import Model

/// A `check` block: what should hold of the whole, without which nothing is stopped.
package struct CheckBlock: Sendable {
  package var name: String
  package var assertions: [Condition]
  package var range: SourceRange

  package init(name: String, assertions: [Condition], range: SourceRange) {
    self.name = name
    self.assertions = assertions
    self.range = range
  }
}
