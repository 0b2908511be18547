package import Model

/// What is to be done, decided and complete: comparable, printable, saved. Applying a plan carries out its execution graph and
/// fills in what was unknown; it never decides again.
package struct Plan: Sendable, Equatable {
  package enum Mode: String, Sendable, Hashable {
    case normal, destroy, refreshOnly
  }

  package var mode: Mode
  /// RFC 3339, UTC, to the second: when planning began, which is also what `plantimestamp()` gives.
  package var timestamp: String
  /// Values of the root module's variables, marked where declared sensitive.
  package var variables: [PlannedVariable]
  /// One for every resource instance and deposed object, sorted by address; those without change too.
  package var changes: [ResourceChange]
  /// What refreshing found changed since the state was written, before any planned change.
  package var drift: [ResourceChange]
  package var outputChanges: [OutputChange]
  /// As it was read from the store.
  package var previousState: State
  /// After refreshing: what the changes start from.
  package var priorState: State
  /// Outcomes of conditions as far as they were decided during planning.
  package var checks: [CheckResult]
  /// Attributes through which drift can have caused a change.
  package var relevantAttributes: [RelevantAttribute]
  package var execution: ExecutionGraph
  /// As given on the command line; a targeted plan is not complete.
  package var targets: [String]
  package var excludes: [String]
  package var forceReplace: [ResourceInstanceAddress]
  /// False when planning stopped at an error: such a plan can be looked at, not applied.
  package var isErrored: Bool

  package init(
    mode: Mode, timestamp: String, variables: [PlannedVariable] = [], changes: [ResourceChange] = [],
    drift: [ResourceChange] = [], outputChanges: [OutputChange] = [], previousState: State = State(),
    priorState: State = State(), checks: [CheckResult] = [], relevantAttributes: [RelevantAttribute] = [],
    execution: ExecutionGraph = ExecutionGraph(), targets: [String] = [], excludes: [String] = [],
    forceReplace: [ResourceInstanceAddress] = [], isErrored: Bool = false
  ) {
    self.mode = mode
    self.timestamp = timestamp
    self.variables = variables
    self.changes = changes
    self.drift = drift
    self.outputChanges = outputChanges
    self.previousState = previousState
    self.priorState = priorState
    self.checks = checks
    self.relevantAttributes = relevantAttributes
    self.execution = execution
    self.targets = targets
    self.excludes = excludes
    self.forceReplace = forceReplace
    self.isErrored = isErrored
  }
}

package struct PlannedVariable: Sendable, Equatable {
  package var name: String
  /// As given, before conversion to the declared type.
  package var value: Value
  /// Whether the value came from the user rather than from the default.
  package var isSet: Bool

  package init(name: String, value: Value, isSet: Bool) {
    self.name = name
    self.value = value
    self.isSet = isSet
  }

  /// What was given for an ephemeral variable is not kept: only that it was.
  package init(name: String, given: Value, isSet: Bool) {
    let isKept = !isSet || !given.deepMarks.contains(.ephemeral)
    self.init(name: name, value: isKept ? given : Value.null(.dynamic).marked(with: .ephemeral), isSet: isSet)
  }

  /// Was given while planning, and must be given again when the plan is applied.
  package var mustBeGivenAgain: Bool { isSet && value.isNull && value.marks.contains(.ephemeral) }
}

/// An attribute of a resource that an expression of a changed resource or output refers to.
package struct RelevantAttribute: Sendable, Hashable {
  package var resource: ResourceInstanceAddress
  package var path: ValuePath

  package init(resource: ResourceInstanceAddress, path: ValuePath) {
    self.resource = resource
    self.path = path
  }
}

extension Plan {
  /// Whether applying would change anything that the state or an output records.
  package var hasChanges: Bool {
    changes.contains { $0.importedID != nil || ($0.previousAddress != nil && $0.previousAddress != $0.address) }
      || changes.contains { $0.action != .noOp && !($0.address.resource.mode == .data) }
      || changes.contains { $0.action == .read }
      || outputChanges.contains { $0.action != .noOp }
  }

  package var isApplyable: Bool {
    if isErrored { return false }
    if mode == .refreshOnly {
      return hasNewDependencies || drift.contains { $0.action != .noOp }
        || outputChanges.contains { $0.action != .noOp }
    }
    return hasChanges
  }

  /// Whether an object is recorded to depend on others than before.
  private var hasNewDependencies: Bool {
    priorState.resources.contains { address, resource in
      let before = previousState.resources[address]?.instances ?? [:]
      return resource.instances.contains { key, instance in
        guard let earlier = before[key]?.current, let now = instance.current else { return false }
        return earlier.dependencies != now.dependencies
      }
    }
  }

  /// Whether only a part of the configuration was planned.
  package var isPartial: Bool { !targets.isEmpty || !excludes.isEmpty }

  package var isComplete: Bool { !isErrored && !isPartial }
}
