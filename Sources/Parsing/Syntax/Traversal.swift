package import Model

/// A way by name from a root to a value: `aws_vpc.main.id`, `module.a["x"].out`.
package struct Traversal: Sendable, Hashable {
  package enum Step: Sendable, Hashable {
    case attribute(String, SourceRange)
    /// By a constant key: a string or a number.
    case index(Value, SourceRange)
  }

  package var root: String
  package var rootRange: SourceRange
  package var steps: [Step]

  package init(root: String, rootRange: SourceRange, steps: [Step] = []) {
    self.root = root
    self.rootRange = rootRange
    self.steps = steps
  }

  package var range: SourceRange { steps.last.map { rootRange.union($0.range) } ?? rootRange }
}

extension Traversal.Step {
  package var range: SourceRange {
    switch self {
    case .attribute(_, let range), .index(_, let range): range
    }
  }

  package var name: String? {
    if case .attribute(let name, _) = self { return name }
    return nil
  }
}

extension Traversal: CustomStringConvertible {
  /// As written, in its plainest form.
  package var description: String {
    steps.reduce(into: root) { text, step in
      switch step {
      case .attribute(let name, _): text += ".\(name)"
      case .index(.string(let key), _): text += "[\(quoted(key))]"
      case .index(.number(let number), _): text += "[\(number)]"
      case .index: text += "[...]"
      }
    }
  }
}
