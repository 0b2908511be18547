/// The steps of a plan and their order. Decided when planning; applying follows it.
package struct ExecutionGraph: Sendable, Equatable {
  /// A step's place in this array is its identity.
  package var steps: [ExecutionStep]

  package init(steps: [ExecutionStep] = []) { self.steps = steps }
}

/// One thing to do. A replacement is two steps: one destroys, one creates.
package struct ExecutionStep: Sendable, Equatable {
  package enum Kind: String, Sendable, Hashable {
    case create, read, update, destroy, forget
    /// Destroys an object that a replacement (in this run, or an earlier one that failed) has set aside.
    case destroyDeposed
    /// Nothing to do: a point where many steps are waited for at once.
    case join
  }

  /// The `change` of a join.
  package static let noChange = -1

  package var kind: Kind
  /// Which change of the plan this step (or half of it) carries out: an index into `Plan.changes`.
  package var change: Int
  /// Steps that must have succeeded before this one starts.
  package var dependencies: [Int]

  package init(kind: Kind, change: Int, dependencies: [Int]) {
    self.kind = kind
    self.change = change
    self.dependencies = dependencies
  }
}
